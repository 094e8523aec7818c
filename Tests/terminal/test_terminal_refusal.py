"""Criterion 11, second half: where there can be no screen, one line says what to use instead."""

import os
import subprocess

import pytest

from pseudo_terminal import Terminal


def check(output, code):
    assert code == 2
    assert b"\x1b" not in output
    lines = output.decode().strip().splitlines()
    assert len(lines) == 1
    assert "convert" in lines[0] and "watch" in lines[0]


@pytest.mark.parametrize("term", [None, "", "no-such-terminal", "dumb", "unknown", "../../etc/passwd", "\x1b[31m"])
def test_unusable_terminal_types(program, term):
    with Terminal([program.path], term=term, environment=program.variables) as terminal:
        code = terminal.wait_exit()
        check(terminal.log, code)
        assert terminal.modes() == terminal.initial_modes


@pytest.mark.parametrize("pipe", ["stdin", "stdout"])
def test_pipes(program, pipe):
    master, slave = os.openpty()
    streams = {"stdin": slave, "stdout": slave, "stderr": subprocess.PIPE}
    streams[pipe] = subprocess.PIPE
    environment = os.environ | program.variables | {"TERM": "xterm"}
    process = subprocess.Popen([program.path], env=environment, **streams)
    output, error = process.communicate(b"" if pipe == "stdin" else None, timeout=60)
    os.close(slave)
    os.close(master)
    assert not output
    check(error, process.returncode)
