"""Criterion 8: a terminal that is gone ends the program within a second, without spinning."""

import time

import pytest

from pseudo_terminal import Terminal


@pytest.mark.parametrize("ignored", [False, True])
def test_closed_terminal(program, ignored):
    if ignored:
        with Terminal(["/bin/sh", "-c", f'trap "" HUP; exec {program.path}'],
                      environment=program.variables) as terminal:
            program.wait_ready(terminal)
            check(terminal)
    else:
        with program.start() as terminal:
            check(terminal)


def check(terminal):
    terminal.settle()
    before = terminal.cpu_seconds()
    start = time.monotonic()
    terminal.hang_up()
    while terminal.state() not in "Z":
        assert time.monotonic() - start < 1.0, "still running a second after its terminal was closed"
        assert terminal.cpu_seconds() - before < 0.3
        time.sleep(0.01)
    terminal.wait_exit()
