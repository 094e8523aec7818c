"""A gateway takes as many connections as it has descriptors for; more wait until one is given up."""

import resource
import select
import socket

from person import wait_until
from system import PATIENCE

# Half of what the process may have open; some are taken in one go, and one may go while others come.
DESCRIPTORS, LIMIT, SLACK = 256, 128, 8
MORE = 40


class Caller:
    """A connection that is kept after its request."""

    def __init__(self, port):
        self.socket = socket.create_connection(("127.0.0.1", port))
        self.answers = 0
        self.ask()

    def ask(self):
        self.socket.sendall(b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n")

    def listen(self):
        """Counts an answer when one is there."""
        if select.select([self.socket], [], [], 0)[0]:
            answer = self.socket.recv(4096)
            assert answer.startswith(b"HTTP/1.1 200"), answer
            self.answers += 1
        return self.answers


def limit_descriptors():
    resource.setrlimit(resource.RLIMIT_NOFILE, (DESCRIPTORS, DESCRIPTORS))


def test_more_connections_than_descriptors_allow_wait(system):
    system.start("auth")
    gateway = system.launch("gateway", prepare=limit_descriptors)
    system.wait_ready(gateway)
    callers = [Caller(gateway.port) for _ in range(LIMIT + MORE)]

    def answered():
        return [caller for caller in callers if caller.listen()]

    wait_until(lambda: len(answered()) >= LIMIT, PATIENCE)
    # Whoever is in is served again, and by then others would have been, too.
    served = answered()
    for caller in served:
        caller.ask()
    wait_until(lambda: all(caller.listen() == 2 for caller in served), PATIENCE)
    assert LIMIT <= len(answered()) <= LIMIT + SLACK
    for caller in served[:MORE]:
        callers.remove(caller)
        caller.socket.close()
    wait_until(lambda: len(answered()) == len(callers), PATIENCE)
    assert gateway.stop() == 0, gateway.log()
