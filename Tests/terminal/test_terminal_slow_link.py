"""Criterion 24: 9,600 bit/s and 300 ms of round trip. Keys are answered before much else and nothing queues up. Counted
in bytes, which a busy machine does not change."""

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
        # Bytes that the program has written.
        self.sent = 0

    def pump(self, seconds):
        deadline = time.monotonic() + seconds
        while (now := time.monotonic()) < deadline:
            if select.select([self.terminal.master], [], [], 0.005)[0]:
                data = os.read(self.terminal.master, 65536)
                self.sent += len(data)
                for byte in data:
                    self.line_free = max(self.line_free, now) + 1 / RATE
                    self.queue.append((self.line_free + DELAY, byte))
            now = time.monotonic()
            arrived = [byte for due, byte in self.queue if due <= now]
            self.queue = [(due, byte) for due, byte in self.queue if due > now]
            self.received += bytes(arrived)
            self.terminal.emulator.feed(bytes(arrived))

    def wait_for(self, text):
        deadline = time.monotonic() + 60
        while text not in self.terminal.text():
            assert time.monotonic() < deadline, self.terminal.text()
            self.pump(0.01)

    def drain(self):
        """Waits until all that was sent has arrived."""
        self.pump(0.1)
        while self.queue:
            self.pump(0.1)

    def press(self, keys, text):
        """The bytes that the line carries before the answer is on the screen."""
        self.pump(DELAY)
        start = len(self.received)
        self.terminal.send(keys)
        self.wait_for(text)
        return len(self.received) - start


def test_slow_link(probe):
    with probe.start("--ticks", ready=False) as terminal:
        link = SlowLink(terminal)
        link.wait_for("? help")
        link.drain()
        start, sent, shown = time.monotonic(), link.sent, set()
        while len(shown) < 8:
            assert time.monotonic() - start < 60, "the bars stand still"
            link.pump(0.25)
            shown.add("\n".join(terminal.rows()[1:4]))
        assert link.sent - sent < RATE * (time.monotonic() - start) / 2, "output queues up"
        # A row takes 80 cells of some bytes; the line carries them within 0.7 s.
        for keys, text in [("?", "Help"), ("\x1b", "key escape"), ("i", "Field"), ("xyz", "xyz")]:
            link.drain()
            assert link.press(keys, text) < 0.7 * RATE
