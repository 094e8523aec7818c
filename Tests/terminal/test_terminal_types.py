"""Criteria 11 and 12: the same text everywhere; no colour when asked, and never a background."""

import re

import pytest

TERMINALS = ["xterm-256color", "xterm", "screen", "screen-256color", "tmux-256color", "linux", "vt100", "vt220", "rxvt"]
DRAWINGS = str.maketrans("─│┌┐└┘", "-|++++")


@pytest.mark.parametrize("term", TERMINALS)
def test_same_text(probe, term):
    with probe.start(term="xterm-256color") as reference, probe.start(term=term) as terminal:
        for keys in ["", "jjj", "\x1b[6~", "i"]:
            for each in (reference, terminal):
                each.press(keys) if keys else None
            expected = [row.translate(DRAWINGS) for row in reference.rows()]
            assert [row.translate(DRAWINGS) for row in terminal.rows()] == expected


@pytest.mark.parametrize("term", TERMINALS)
def test_starts_and_quits(program, term):
    with program.start(term=term) as terminal:
        terminal.send("q")
        assert terminal.wait_exit() == 0
        assert terminal.modes() == terminal.initial_modes


def test_ascii_mode(probe):
    with probe.start("--ascii") as terminal:
        terminal.press("i")
        assert all(byte < 0x80 for byte in terminal.log)
        assert any("+- Field" in row for row in terminal.rows())


COLOR = re.compile(rb"\x1b\[[0-9;]*?(?:(?<=[\[;])(?:3[0-7]|38|9[0-7]))[;m]")
BACKGROUND = re.compile(rb"\x1b\[[0-9;]*?(?:(?<=[\[;])(?:4[0-8]|10[0-7]))[;m]")


@pytest.mark.parametrize("value, colored", [(None, True), ("", True), ("1", False)])
def test_no_color(probe, value, colored):
    environment = {} if value is None else {"NO_COLOR": value}
    with probe.start(environment=environment) as terminal:
        assert bool(COLOR.search(terminal.log)) == colored


@pytest.mark.parametrize("term", ["xterm-256color", "xterm", "linux"])
def test_background_is_never_painted(program, term):
    with program.start(term=term) as terminal:
        terminal.press("j")
        assert not BACKGROUND.search(terminal.log)
