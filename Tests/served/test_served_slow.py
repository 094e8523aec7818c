"""Two thousand clients that never finish a request are cut off while others are served."""

import select
import socket
import time

from person import wait_until
from system import PATIENCE

COUNT = 2000
# One address may have 256 connections: strangers have many.
ADDRESSES = 10


class Slow:
    """A header that comes one byte at a time."""

    def __init__(self, number, port):
        self.socket = socket.socket()
        self.socket.bind((f"127.0.1.{number % ADDRESSES + 1}", 0))
        self.socket.connect(("127.0.0.1", port))
        self.socket.sendall(b"GET /healthz HTTP/1.1\r\nHost: x\r\nA: ")
        self.is_open = True

    def fileno(self):
        return self.socket.fileno()

    def drip(self):
        try:
            self.socket.sendall(b"a")
        except OSError:
            self.end()

    def end(self):
        self.socket.close()
        self.is_open = False


class Crowd:
    def __init__(self, count, port):
        self.members = [Slow(number, port) for number in range(count)]

    @property
    def present(self):
        return [member for member in self.members if member.is_open]

    def move(self):
        """Each sends a byte, and those that the server has left go. True once all are gone."""
        poll = select.poll()
        members = {member.fileno(): member for member in self.present}
        for descriptor in members:
            poll.register(descriptor, select.POLLIN)
        for descriptor, _ in poll.poll(0):
            members[descriptor].end()
        for member in self.present:
            member.drip()
        return not self.present


def test_slow_clients_are_cut_while_others_are_served(system):
    _, gateway = system.start("auth", "gateway")
    token = system.log_in()
    crowd = Crowd(COUNT, gateway.port)
    latencies = []

    def served_meanwhile():
        start = time.monotonic()
        reply = system.get(token, "/v1/jobs")
        latencies.append(time.monotonic() - start)
        assert reply.status == 200, (reply.status, reply.text)
        return crowd.move()

    assert len(crowd.present) == COUNT
    wait_until(served_meanwhile, PATIENCE)
    slowest = sorted(latencies)[-3:]
    print(f"{len(latencies)} requests, the slowest {[round(1000 * value) for value in slowest]} ms, curl included")
    assert system.get(token, "/v1/jobs").status == 200
    assert gateway.stop() == 0, gateway.log()
