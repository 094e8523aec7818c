"""Criteria 9 and 10: the terminal is given back as it was, however the program ends."""

import re
import signal

import pytest

from front_end import wait_until_given_back

CRASHES = ["SEGV", "ABRT", "BUS", "ILL", "FPE", "TRAP"]


def assert_given_back(terminal):
    wait_until_given_back(terminal)
    assert terminal.modes() == terminal.initial_modes
    counts = {}
    for number, action in re.findall(rb"\x1b\[\?([0-9]+)([hl])", terminal.log):
        counts.setdefault(number, []).append(action)
    for number, actions in counts.items():
        assert actions[-1] == (b"h" if number == b"25" else b"l"), f"mode {number.decode()} is left: {actions}"


@pytest.mark.parametrize("arguments", [[], ["--mouse"]])
def test_quit(program, arguments):
    mouse = {"SPOOL_MOUSE": "1"} if arguments else {}
    with program.start(*(arguments if program.name != "spool" else []), environment=mouse) as terminal:
        terminal.press("j")
        terminal.send("q")
        assert terminal.wait_exit() == 0
        assert_given_back(terminal)


def test_sigterm(program):
    with program.start() as terminal:
        terminal.kill(signal.SIGTERM)
        assert terminal.wait_exit() == 143
        assert_given_back(terminal)


@pytest.mark.parametrize("how", ["signal", "key"])
def test_interrupt_quits(program, how):
    with program.start() as terminal:
        if how == "key":
            terminal.send("\x03")
        else:
            terminal.kill(signal.SIGINT)
        assert terminal.wait_exit() == 0
        assert_given_back(terminal)


def test_hangup_signal(program):
    with program.start() as terminal:
        terminal.kill(signal.SIGHUP)
        assert terminal.wait_exit() == 129
        assert_given_back(terminal)


@pytest.mark.parametrize("name", CRASHES)
def test_crash_signals(program, name):
    with program.start() as terminal:
        number = getattr(signal, f"SIG{name}")
        terminal.kill(number)
        assert terminal.wait_exit() == -number
        assert_given_back(terminal)
        terminal.wait_for("crashed")


def test_crash_of_its_own(program):
    with program.start("--crash", ready=False) as terminal:
        assert terminal.wait_exit() != 0
        assert b"\x1b[" in terminal.log, "it crashed before the screen was on"
        assert_given_back(terminal)
        terminal.wait_for("crashed")
        terminal.wait_for("a crash was asked for")


def test_crash_after_suspending_and_resuming(probe):
    with probe.start() as terminal:
        terminal.kill(signal.SIGSTOP)
        terminal.wait_until(lambda: terminal.state() == "T", "stopped")
        terminal.kill(signal.SIGCONT)
        terminal.wait_for("resumed")
        terminal.kill(signal.SIGSEGV)
        terminal.wait_exit()
        assert_given_back(terminal)


def test_exit_without_leaving(probe):
    with probe.start("--exit", ready=False) as terminal:
        assert terminal.wait_exit() == 7
        assert_given_back(terminal)


def test_sigquit(program):
    with program.start() as terminal:
        terminal.kill(signal.SIGQUIT)
        assert terminal.wait_exit() == 131
        assert_given_back(terminal)


def test_standard_error_is_kept_off_the_screen(probe):
    with probe.start("--complain") as terminal:
        assert "complaint" not in terminal.text()
        terminal.send("q")
        assert terminal.wait_exit() == 0
        terminal.wait_for("a complaint ␛[31mwith colour")
        assert_given_back(terminal)


# Cursor position, device attributes, status, colours, modes, terminfo: whose answers could land in a shell.
QUERY = re.compile(rb"\x1b\[[>=]?[0-9;]*c|\x1b\[\??[0-9;]*n|\x1b\][0-9;]*\?|\x1b\[\?[0-9;]*\$p|\x1bP[$+]q|\x1bZ|\x05")


@pytest.mark.parametrize("term", ["xterm-256color", "tmux-256color", "linux", "vt100"])
def test_the_terminal_is_asked_nothing(program, term):
    with program.start(term=term) as terminal:
        terminal.press("j")
        terminal.press("?")
        terminal.press("\x1b")
        assert not QUERY.search(terminal.log)


def test_nothing_is_left_for_the_shell(probe):
    with probe.start() as terminal:
        paste = b"q" + b"touch evil\r" * 200
        # The kernel moves what is typed bit by bit; what it moves after the end is the shell's.
        terminal.kill(signal.SIGSTOP)
        terminal.send(paste)
        terminal.wait_until(lambda: terminal.unread() == len(paste), "the paste has come")
        terminal.kill(signal.SIGCONT)
        assert terminal.wait_exit() == 0
        assert terminal.unread() == 0
