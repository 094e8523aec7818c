"""Criteria 3, 4 and 13: few bytes, none when idle, and none that could harm."""

import re
import time
import unicodedata

import pytest


def test_idle_writes_nothing(program):
    program.require_daemon()
    with program.start() as terminal:
        # Messages of the start go away by themselves.
        terminal.settle(6.0)
        before = terminal.cpu_seconds()
        assert terminal.pump(5) == 0
        assert_idle(terminal, before)


def assert_idle(terminal, before):
    """Two clock ticks of a process that sleeps may fall into any five seconds, the user's and the system's."""
    assert round(100 * (terminal.cpu_seconds() - before)) <= 3


def test_byte_budgets(probe):
    with probe.start("--rows=2000") as terminal:
        assert len(terminal.log) <= 4096
        for keys in ["j", "k", "\x1b[B", "\x1b[A"] + ["j"] * 25:
            assert len(terminal.press(keys)) <= 300
        assert len(terminal.press("?")) <= 2560
        assert len(terminal.press("\x1b")) <= 2560


def test_moving_bars(probe):
    with probe.start("--ticks", ready=False) as terminal:
        terminal.wait_for(probe.ready)
        terminal.pump(1)
        start, bytes = time.monotonic(), sum(terminal.pump(0.25) for _ in range(20))
        # Four frames a second and one on its way.
        assert 0 < bytes <= 200 * (4 * (time.monotonic() - start) + 1)


ALLOWED = re.compile(
    rb"\x1b\[[0-9;?]*[@A-Za-z]|\x1b[()][0AB]|\x1b[78=>M]|\x1bP.*?\x1b\\|[\x07\x08\t\n\r\x0e\x0f]", re.S)


@pytest.mark.parametrize("term", ["xterm-256color", "linux", "screen"])
def test_hostile_names_send_no_controls(probe, term):
    with probe.start(term=term) as terminal:
        for _ in range(16):
            terminal.press("j", quiet=0.1)
        text = ALLOWED.sub(b"", terminal.log).decode("utf-8")
        harmful = {c for c in text if unicodedata.category(c) in ("Cc", "Cf", "Zl", "Zp", "Co", "Cs")}
        assert not harmful
        assert b"]52;" not in terminal.log.replace("␛]52;".encode(), b"")


@pytest.mark.parametrize("term", ["xterm-256color", "xterm", "linux", "vt100", "rxvt", "screen"])
def test_columns_are_aligned(probe, term):
    with probe.start(term=term) as terminal:
        for _ in range(20):
            names = [row for row in terminal.rows()[1:-1]]
            for row in names:
                assert re.search(r" (1\.2 GB|734 MB| {2}12 KB)$", row), row
            ends = {sum(2 if unicodedata.east_asian_width(c) in "WF" else unicodedata.category(c) not in ("Mn", "Me")
                        for c in row) for row in names}
            assert ends == {80}
            terminal.press("j", quiet=0.1)


def test_names_are_shown(probe):
    with probe.start() as terminal:
        text = terminal.text()
        for shown in ["音楽ライブ.mkv", "flag DEJP.mkv", "line␊break.mkv", "byte \\xFF\\xFE.mkv", "clip ␛]52;c;", "👨👩👧👦"]:
            assert shown in text.replace("\x00", "")
