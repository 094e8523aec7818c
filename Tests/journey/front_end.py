"""What a person reads off the screen of `spool`."""

import re


def wait_ready(terminal):
    terminal.wait_for("? help", timeout=60)
    terminal.wait_until(lambda: "starting" not in terminal.text(), "the daemon has started", 60)


def go_to_jobs(terminal):
    terminal.send("2")
    terminal.wait_until(lambda: "Jobs" in terminal.rows()[0] and "Space mark" not in terminal.text(), "the list of jobs")


def percentages(terminal):
    """The progress that the list shows, from top to bottom."""
    return [int(number) for number in re.findall(r"(\d+) ?%", terminal.text())]


def row_of(terminal, text):
    return next((row for row in terminal.rows() if text in row), None)


def quit_cleanly(terminal):
    """Quits, and sees to it that the terminal is as it was."""
    terminal.send("q")
    assert terminal.wait_exit(30) == 0
    assert terminal.modes() == terminal.initial_modes
    assert not terminal.emulator.screen.in_alternate_screen
    assert terminal.emulator.screen.private_modes <= {7, 25}, "modes are left behind"
    assert not terminal.emulator.screen.cursor.hidden
