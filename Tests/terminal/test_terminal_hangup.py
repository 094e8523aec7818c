"""Criterion 8: a terminal that is gone ends the program, without spinning; `bench/terminal` holds it to a second."""

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
    terminal.hang_up()
    terminal.wait_gone()
