"""What ends TLS before a gateway, as people's reverse proxies do."""

import socket
import ssl
import subprocess
import threading


class TLSProxy:
    """Serves https on a port of its own in front of a port of this machine, with a certificate of its own making."""

    def __init__(self, folder, port):
        self.port, self.certificate = port, str(folder / "certificate.pem")
        key = str(folder / "key.pem")
        subprocess.run(
            ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days",
             "1", "-subj", "/CN=spool", "-addext", "subjectAltName=IP:127.0.0.1", "-out", self.certificate, "-keyout",
             key], check=True, capture_output=True)
        self.context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self.context.load_cert_chain(self.certificate, key)
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.url = f"https://127.0.0.1:{self.listener.getsockname()[1]}"

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
            client = self.context.wrap_socket(connection, server_side=True)
        except OSError:
            return
        with client, socket.create_connection(("127.0.0.1", self.port)) as server:
            answers = threading.Thread(target=relay, args=(server, client), daemon=True)
            answers.start()
            relay(client, server)
            answers.join()


def relay(source, target):
    try:
        while data := source.recv(65536):
            target.sendall(data)
        target.shutdown(socket.SHUT_WR)
    except OSError:
        pass
