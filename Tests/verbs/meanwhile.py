"""What others do between two requests of one verb."""

import socket
import threading


class Meanwhile:
    """A socket before the daemon's. Before the first request that `wanted` fits is passed on, `happens` is called."""

    def __init__(self, path, daemon, wanted, happens):
        self.daemon, self.wanted, self.happens = str(daemon), wanted, happens
        self.url = f"unix:{path}"
        self.lock = threading.Lock()
        self.listener = socket.socket(socket.AF_UNIX)
        self.listener.bind(str(path))
        self.listener.listen()

    def __enter__(self):
        threading.Thread(target=self.accept, daemon=True).start()
        return self

    def __exit__(self, *_):
        self.listener.close()

    def accept(self):
        while True:
            try:
                connection, _ = self.listener.accept()
            except OSError:
                return
            threading.Thread(target=self.serve, args=(connection,), daemon=True).start()

    def serve(self, client):
        with client, socket.socket(socket.AF_UNIX) as server:
            server.connect(self.daemon)
            answers = threading.Thread(target=self.relay, args=(server, client, lambda data: None), daemon=True)
            answers.start()
            self.relay(client, server, self.look)
            answers.join()

    def look(self, data):
        with self.lock:
            if self.happens and self.wanted in data:
                happens, self.happens = self.happens, None
                happens()

    @staticmethod
    def relay(source, target, look):
        try:
            while data := source.recv(65536):
                look(data)
                target.sendall(data)
            target.shutdown(socket.SHUT_WR)
        except OSError:
            pass
