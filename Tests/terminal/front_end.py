"""What a person reads off the screen of `spool`."""

import re


def wait_ready(terminal, patience=60):
    """The directory is read, and the server is there or cannot be had."""
    terminal.wait_for("? help", patience)
    terminal.wait_until(lambda: not is_connecting(terminal), "the daemon has started or cannot", patience)
    terminal.wait_until(lambda: " free" in terminal.rows()[1] or "Plan" in terminal.rows()[0], "the files", patience)


def is_connecting(terminal):
    """`… looking for the daemon` and the like, at the right of the first row, as far as there is room."""
    return re.search(r"Downloads.*[…~] [lsc]", terminal.rows()[0]) is not None


def go_to_jobs(terminal):
    terminal.send("2")
    terminal.wait_until(lambda: "Jobs" in terminal.rows()[0] and "Space mark" not in terminal.text(), "the list of jobs")


def percentages(text):
    """The progress that rows of the list show, from top to bottom."""
    return [int(number) for number in re.findall(r"(\d+)%", text or "")]


def row_of(terminal, text):
    return next((row for row in terminal.rows() if text in row), None)


def row_at_cursor(terminal):
    return terminal.rows()[terminal.emulator.screen.cursor.y]


def cancel(terminal, name):
    """Cancels a job of the list by keys."""
    terminal.send("/")
    terminal.wait_for("Filter:")
    terminal.send(f"{name}\r")
    terminal.wait_until(lambda: "Filter:" not in terminal.text() and "1/" in terminal.rows()[1], "the filtered list")
    terminal.send("c")
    terminal.wait_for("Cancel ")
    terminal.send("y")
    terminal.wait_until(lambda: "cancelled" in (row_of(terminal, name) or ""), f"{name}, cancelled")
    terminal.send("\x1b")
    terminal.wait_until(lambda: "1/" not in terminal.rows()[1], "the whole list")


def quit_cleanly(terminal):
    """Quits, and sees to it that the terminal is as it was."""
    terminal.send("q")
    assert terminal.wait_exit() == 0
    wait_until_given_back(terminal)
    assert terminal.modes() == terminal.initial_modes
    assert terminal.emulator.screen.private_modes <= {7, 25}, "modes are left behind"


def wait_until_given_back(terminal):
    """The last bytes of a program that has ended may come after its end."""
    screen = terminal.emulator.screen
    terminal.wait_until(lambda: not screen.in_alternate_screen and not screen.cursor.hidden, "the screen is given back")
