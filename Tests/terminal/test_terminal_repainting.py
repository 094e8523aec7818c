"""What is built up by small changes equals what is painted afresh."""

import os
import random
import shutil
import subprocess
import time

import pytest

from pseudo_terminal import TIMEOUT

KEYS = ["j", "k", "\x1b[6~", "\x1b[5~", "\x1b[F", "\x1b[H", "i", "\x1b[200~音楽 🎬 x\x1b[201~", "\x1b[D", "\x7f", "?"]


def cells_after(terminal, keys, answer):
    """The screen when all keys so far are answered: all rows but the one with the answer."""
    terminal.send(keys)
    terminal.wait_for(answer)
    terminal.settle()
    return terminal.emulator.cells()[:-1]


@pytest.mark.parametrize("term", ["xterm-256color", "xterm", "screen", "tmux-256color", "linux", "vt100", "vt220", "rxvt"])
@pytest.mark.parametrize("size", [(80, 24), (41, 13)])
def test_random_keys(probe, term, size):
    dice = random.Random(11)
    with probe.start(term=term, size=size) as terminal:
        for _ in range(6):
            for _ in range(8):
                terminal.send(dice.choice(KEYS))
                terminal.pump(0.02)
                if dice.random() < 0.3:
                    terminal.send("\x1b")
                    terminal.pump(0.12)
            before = cells_after(terminal, "\x1b[24~", "key function(12)")
            assert cells_after(terminal, "\x0c\x1b[23~", "key function(11)") == before


@pytest.mark.skipif(shutil.which("tmux") is None, reason="tmux is not installed")
def test_random_keys_in_tmux(probe):
    server = ["tmux", "-L", f"spool-test-{os.getpid()}", "-f", "/dev/null"]
    dice = random.Random(12)

    def tmux(*arguments):
        return subprocess.run([*server, *arguments], check=True, capture_output=True, text=True).stdout

    def wait_for(text):
        deadline = time.monotonic() + TIMEOUT
        while text not in tmux("capture-pane", "-p"):
            assert time.monotonic() < deadline, text
            time.sleep(0.05)

    def rows_after(*keys, answer):
        """As `cells_after`, with the colours."""
        tmux("send-keys", *keys)
        wait_for(answer)
        return tmux("capture-pane", "-pe").splitlines()[:-1]

    tmux("new-session", "-d", "-x", "80", "-y", "24", f"LANG=C.UTF-8 {probe.path}")
    try:
        wait_for("? help")
        for _ in range(5):
            for _ in range(10):
                tmux("send-keys", dice.choice(["j", "k", "NPage", "PPage", "Home", "End"]))
            before = rows_after("F12", answer="key function(12)")
            assert rows_after("C-l", "F11", answer="key function(11)") == before
    finally:
        subprocess.run([*server, "kill-server"], check=False)
