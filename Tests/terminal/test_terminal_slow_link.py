"""Criterion 24: 9,600 bit/s and 300 ms of round trip. Keys are answered at once and nothing queues up."""

import os
import select
import time

RATE = 960.0
DELAY = 0.15


class SlowLink:
    """Delivers a terminal's output at the rate of the line, each byte half a round trip late."""

    def __init__(self, terminal):
        self.terminal = terminal
        self.queue = []
        self.line_free = time.monotonic()
        self.received = b""

    def pump(self, seconds):
        deadline = time.monotonic() + seconds
        while (now := time.monotonic()) < deadline:
            if select.select([self.terminal.master], [], [], 0.005)[0]:
                data = os.read(self.terminal.master, 65536)
                for byte in data:
                    self.line_free = max(self.line_free, now) + 1 / RATE
                    self.queue.append((self.line_free + DELAY, byte))
            now = time.monotonic()
            arrived = [byte for due, byte in self.queue if due <= now]
            self.queue = [(due, byte) for due, byte in self.queue if due > now]
            self.received += bytes(arrived)
            self.terminal.emulator.feed(bytes(arrived))

    def backlog(self):
        """How long the last byte sent is under way, in seconds."""
        return max(self.line_free - time.monotonic(), 0)

    def press_and_time(self, keys, text):
        start = time.monotonic()
        self.pump(DELAY)
        self.terminal.send(keys)
        while text not in self.terminal.text():
            assert time.monotonic() - start < 5
            self.pump(0.01)
        return time.monotonic() - start


def test_slow_link(probe):
    with probe.start("--ticks", ready=False) as terminal:
        link = SlowLink(terminal)
        link.pump(4)
        assert "? help" in terminal.text()
        shown = set()
        for _ in range(12):
            link.pump(0.5)
            assert link.backlog() < 0.25, "output queues up"
            shown.add("\n".join(terminal.rows()[1:4]))
        assert len(shown) >= 8, "the bars stand still"
        # A row takes 80 cells of some bytes; the first of its answer come within a round trip and 50 ms.
        for keys, text in [("?", "Help"), ("\x1b", "key escape"), ("i", "Field"), ("xyz", "xyz")]:
            link.pump(1)
            assert link.press_and_time(keys, text) < 0.3 + 0.7
