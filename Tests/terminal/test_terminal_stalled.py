"""Criterion 24, the worst case: a link that takes nothing for a while. Keys are not lost and frames do not pile up."""

import os
import select
import signal
import time

from pseudo_terminal import TIMEOUT


def send_unread(terminal, keys):
    """Sends keys without reading a byte of the answers."""
    for key in keys:
        select.select([], [terminal.master], [], 5)
        os.write(terminal.master, key)
        time.sleep(0.001)


def test_frames_do_not_pile_up(probe):
    with probe.start("--rows=5000") as terminal:
        send_unread(terminal, [b"j", b"\x1b[6~", b"k"] * 1000)
        start = len(terminal.log)
        terminal.settle(0.5)
        # The pseudo-terminal itself holds some tens of KB; 3,000 frames would be half a megabyte.
        assert len(terminal.log) - start < 150_000
        before = terminal.emulator.cells()
        terminal.press("\x0c")
        assert terminal.emulator.cells() == before


def test_sigterm_while_stalled(probe):
    with probe.start("--rows=5000") as terminal:
        send_unread(terminal, [b"j", b"\x1b[6~", b"k"] * 1000)
        terminal.kill(signal.SIGTERM)
        deadline = time.monotonic() + TIMEOUT
        while terminal.state() != "Z":
            assert time.monotonic() < deadline
            time.sleep(0.02)
        assert terminal.wait_exit() == 143
        assert terminal.modes() == terminal.initial_modes
