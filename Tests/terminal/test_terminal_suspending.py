"""Criterion 7: Ctrl-Z and fg in a real shell; a plain stop with the modes changed meanwhile."""

import signal
import subprocess
import termios

import pytest

from front_end import row_at_cursor
from pseudo_terminal import Terminal


@pytest.fixture
def shell(program):
    program.require_daemon()
    with Terminal(["/bin/bash", "--norc", "--noprofile", "-i"],
                  environment=program.variables | {"PS1": "shell$ ", "INPUTRC": "/dev/null"}) as terminal:
        terminal.wait_for("shell$")
        terminal.send(f"{program.path}\r")
        program.wait_ready(terminal)
        yield terminal


def wait_for_prompt(shell):
    """On the main screen; only then has the program ended or stopped, and taken what was typed to it."""
    shell.wait_until(
        lambda: not shell.emulator.screen.in_alternate_screen and row_at_cursor(shell).strip() == "shell$", "a prompt")


def test_ctrl_z_and_fg(shell, program):
    before = shell.rows()
    for number in range(3):
        shell.send("\x1a")
        wait_for_prompt(shell)
        assert not shell.emulator.screen.in_alternate_screen
        assert not shell.emulator.screen.cursor.hidden
        shell.send(f"echo stop$(({number}+1))\r")
        shell.wait_for(f"stop{number + 1}")
        shell.send("fg\r")
        shell.wait_for(program.ready)
        shell.settle()
        assert shell.emulator.screen.in_alternate_screen
        assert shell.rows()[1:-1] == before[1:-1]
    shell.send("q")
    wait_for_prompt(shell)
    shell.send("echo after$((1+1))\r")
    shell.wait_for("after2")


def test_stop_in_the_background_waits_for_fg(shell, program):
    shell.send("\x1a")
    wait_for_prompt(shell)
    shell.send("clear; bg\r")
    shell.settle()
    assert not any(program.ready in row for row in shell.rows())
    shell.send("fg\r")
    shell.wait_for(program.ready)
    shell.settle()
    shell.send("q")
    shell.wait_for("shell$")


def test_plain_stop_with_sane_modes_meanwhile(program):
    program.require_daemon()
    with program.start() as terminal:
        before = terminal.rows()
        own = terminal.modes()
        terminal.kill(signal.SIGSTOP)
        terminal.wait_until(lambda: terminal.state() == "T", "stopped")
        subprocess.run(["stty", "-F", terminal.slave_name, "sane"], check=True)
        terminal.emulator.feed(b"\x1b[H\x1b[2Jgarbage")
        terminal.kill(signal.SIGCONT)
        terminal.wait_for(program.ready)
        terminal.settle()
        assert terminal.modes() == own
        assert terminal.rows()[:-1] == before[:-1]
        terminal.send("q")
        assert terminal.wait_exit() == 0
        # What stty had set meanwhile is what is given back.
        assert terminal.modes()[3] & termios.ICANON and terminal.modes()[3] & termios.ECHO


def test_continue_without_a_stop_changes_no_modes(program):
    with program.start() as terminal:
        own = terminal.modes()
        terminal.kill(signal.SIGCONT)
        terminal.settle()
        assert terminal.modes() == own
        terminal.send("q")
        assert terminal.wait_exit() == 0
        assert terminal.modes() == terminal.initial_modes


def test_ctrl_z_without_a_shell_does_nothing(program):
    with program.start() as terminal:
        terminal.send("\x1a")
        terminal.pump(0.3)
        assert terminal.state() != "T"
