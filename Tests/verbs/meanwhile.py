"""What others do between two requests of one verb."""

import socket
import threading

from relay import Relay


class Meanwhile(Relay):
    """A socket before the daemon's. Before the first request that `wanted` fits is passed on, `happens` is called."""

    def __init__(self, path, daemon, wanted, happens):
        self.daemon, self.wanted, self.happens = str(daemon), wanted, happens
        self.url = f"unix:{path}"
        self.lock = threading.Lock()
        listener = socket.socket(socket.AF_UNIX)
        listener.bind(str(path))
        listener.listen()
        super().__init__(listener, self.connect_to_daemon)

    def connect_to_daemon(self):
        server = socket.socket(socket.AF_UNIX)
        server.connect(self.daemon)
        return server

    def look(self, data):
        with self.lock:
            if self.happens and self.wanted in data:
                happens, self.happens = self.happens, None
                happens()
