"""Criteria 5 and 6: any size at any time; afterwards the screen equals a fresh start."""

import random


def shown(terminal):
    """The cells of all rows but the last, whose hints may tell of the resize, without the free space at the end of the
    second, which changes, and its width with it."""
    rows = terminal.emulator.cells()[:-1]
    if terminal.rows()[1].endswith("B free"):
        rows[1] = rows[1][:-len("1,023 GB free")]
    return rows


def a_fresh_start(program, size, **options):
    with program.start(size=size, **options) as terminal:
        return shown(terminal)


def test_resizing_there_and_back(program):
    program.require_daemon()
    fresh = a_fresh_start(program, (80, 24))
    with program.start() as terminal:
        for size in [(40, 12), (1, 1), (200, 3), (80, 24)]:
            terminal.resize(*size)
            terminal.settle()
        assert shown(terminal) == fresh


def test_each_size_equals_a_fresh_start(probe):
    with probe.start() as terminal:
        for size in [(40, 12), (41, 13), (120, 40), (80, 12), (40, 50), (200, 60)]:
            terminal.resize(*size)
            terminal.settle()
            fresh = a_fresh_start(probe, size)
            assert shown(terminal) == fresh, size


def test_small_terminals_say_what_they_need(program):
    for size in [(39, 12), (40, 11), (20, 5)]:
        with program.start(size=size, ready=False) as terminal:
            terminal.wait_for("needs 40x12")
            assert len([row for row in terminal.rows() if row]) == 1
            terminal.send("q")
            assert terminal.wait_exit() == 0


def test_tiny_terminals_are_survived(program):
    for size in [(1, 1), (3, 1), (1, 30), (12, 2)]:
        with program.start(size=size, ready=False) as terminal:
            terminal.settle(0.5)
            terminal.send("q")
            assert terminal.wait_exit() == 0


def test_a_storm_of_resizes(program):
    program.require_daemon()
    fresh = a_fresh_start(program, (80, 24))
    dice = random.Random(4)
    with program.start() as terminal:
        for _ in range(200):
            terminal.resize(dice.randint(1, 220), dice.randint(1, 70))
            terminal.pump(dice.choice([0, 0, 0.002, 0.02]))
        terminal.resize(79, 24)
        terminal.settle()
        terminal.resize(80, 24)
        terminal.settle()
        assert shown(terminal) == fresh


def test_redrawing_on_request(program):
    program.require_daemon()
    with program.start() as terminal:
        before = terminal.emulator.cells()
        terminal.emulator.feed(b"\x1b[5;5Hsomebody wrote on the screen")
        assert terminal.emulator.cells() != before
        terminal.press("\x0c")
        assert terminal.emulator.cells() == before
