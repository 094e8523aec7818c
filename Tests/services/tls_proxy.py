"""What ends TLS before a gateway, as people's reverse proxies do."""

import socket
import ssl
import subprocess

from relay import Relay


class TLSProxy(Relay):
    """Serves https on a port of its own in front of a port of this machine, with a certificate of its own making."""

    def __init__(self, folder, port):
        self.certificate = str(folder / "certificate.pem")
        key = str(folder / "key.pem")
        subprocess.run(
            ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days",
             "1", "-subj", "/CN=spool", "-addext", "subjectAltName=IP:127.0.0.1", "-out", self.certificate, "-keyout",
             key], check=True, capture_output=True)
        self.context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self.context.load_cert_chain(self.certificate, key)
        super().__init__(
            socket.create_server(("127.0.0.1", 0)), lambda: socket.create_connection(("127.0.0.1", port)))
        self.url = f"https://127.0.0.1:{self.listener.getsockname()[1]}"

    def greet(self, connection):
        return self.context.wrap_socket(connection, server_side=True)
