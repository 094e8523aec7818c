"""What stands between a client and a server and passes on what each says."""

import socket
import threading


class Relay:
    """Takes connections from `listener`; `connect` makes one to the server for each of them."""

    def __init__(self, listener, connect):
        self.listener, self.connect = listener, connect

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

    def serve(self, connection):
        try:
            client = self.greet(connection)
        except OSError:
            return
        with client, self.connect() as server:
            answers = threading.Thread(target=pass_on, args=(server, client), daemon=True)
            answers.start()
            pass_on(client, server, self.look)
            answers.join()

    def greet(self, connection):
        """The connection as the client is talked to over it."""
        return connection

    def look(self, data):
        """Called with what the client says before it is passed on."""


def pass_on(source, target, look=lambda data: None):
    try:
        while data := source.recv(65536):
            look(data)
            target.sendall(data)
        target.shutdown(socket.SHUT_WR)
    except OSError:
        pass
