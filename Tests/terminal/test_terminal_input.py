"""Criteria 20 to 22: paste, Escape, keys in pieces, copying, the bell, the mouse."""

import base64

import pytest


def test_paste_in_a_list_runs_no_binding(program):
    program.require_daemon()
    with program.start() as terminal:
        # Notices and hints may say where pasted text belongs.
        before = terminal.rows()[:-2]
        terminal.send("\x1b[200~qqq\rjjj\x03\x1b[B\x1b[201~")
        terminal.settle()
        assert terminal.state() != "Z"
        assert terminal.rows()[:-2] == before


def test_paste_in_a_field_is_one_line(probe):
    with probe.start() as terminal:
        terminal.press("i")
        terminal.press("\x1b[200~one\r\ntwo\x1b[31m\x07\n\x1b[201~")
        assert "one two[31m " in terminal.text()


@pytest.mark.parametrize("keys", ["", "i"])
def test_a_megabyte_of_paste_does_not_block(probe, keys):
    with probe.start() as terminal:
        if keys:
            terminal.press(keys)
        terminal.send(b"\x1b[200~" + b"paste me " * 116509 + b"\x1b[201~")
        terminal.send("\x1b[H")
        terminal.wait_for("key home")


@pytest.mark.parametrize("term", ["xterm-256color", "linux", "vt100", "screen"])
def test_a_lone_escape_acts_though_nothing_follows(probe, term):
    with probe.start(term=term) as terminal:
        terminal.press("?")
        terminal.wait_for("Help")
        terminal.send("\x1b")
        terminal.wait_for("key escape")
        assert "Help" not in terminal.text()


@pytest.mark.parametrize("keys, name", [
    ("\x1b[A", "up"), ("\x1bOB", "down"), ("\x1b[6~", "pageDown"), ("\x1b[1;2A", "shiftUp"), ("\x1b[15~", "function(5)"),
    ("\x1b[1;5D", "wordLeft"), ("é", 'character("é")'), ("音", 'character("音")'),
])
def test_keys_in_pieces(probe, keys, name):
    with probe.start() as terminal:
        # A machine that is too busy to send in time has sent something else.
        while terminal.send_bytewise(keys.encode(), 0.02) > 0.04:
            terminal.settle()
            terminal.press("x")
        terminal.wait_for(f"key {name}")
        assert "key escape" not in terminal.text()


def test_keys_the_program_does_not_know_do_nothing(program):
    with program.start() as terminal:
        before = terminal.rows()[:-1]
        for keys in ["\x1b[I", "\x1b]11;rgb:0000/0000/0000\x07", "\x1b[?62;22c", "\xff\xfe", "\x01", "\x02", "\x13",
                     "\x11", "\x1c", "\x00"]:
            terminal.send(keys.encode("latin-1"))
            terminal.pump(0.1)
        terminal.settle()
        assert terminal.state() != "Z"
        assert terminal.rows()[:-1] == before


def test_copying(probe):
    with probe.start() as terminal:
        terminal.press("\x1b[F")
        answer = terminal.press("y")
        text = base64.b64encode(b"row 99")
        assert answer.count(b"\x1b]52;c;" + text + b"\x07") == 1


def test_copying_through_tmux(probe):
    with probe.start(environment={"TMUX": "/tmp/tmux,1,0"}, term="tmux-256color") as terminal:
        terminal.press("\x1b[F")
        answer = terminal.press("y")
        text = base64.b64encode(b"row 99")
        assert b"\x1bPtmux;\x1b\x1b]52;c;" + text + b"\x07\x1b\\" in answer


def test_bell_and_notifications(probe):
    with probe.start() as terminal:
        assert terminal.press("b").count(b"\x07") == 1
        assert b"\x1b]" not in terminal.press("n")
    with probe.start("--notify") as terminal:
        answer = terminal.press("n")
        assert b"\x1b]9;Probe: 3 done\x07" in answer and b"\x1b]777;notify;Probe;3 done\x07" in answer


def test_mouse_is_off_unless_asked(program):
    with program.start() as terminal:
        assert b"\x1b[?1000h" not in terminal.log and b"\x1b[?1006h" not in terminal.log


def test_mouse(probe):
    with probe.start("--mouse") as terminal:
        terminal.press("\x1b[<0;10;5M")
        assert terminal.rows()[4].startswith("> ")
        terminal.press("\x1b[<65;10;5M")
        assert "mouse wheelDown 9,4" in terminal.text()
        assert not terminal.rows()[1].startswith("> 音")


def test_the_cursor_sits_on_the_focused_row(probe):
    with probe.start() as terminal:
        for expected in range(1, 6):
            assert terminal.emulator.screen.cursor.y == expected
            terminal.press("j")
