"""Criteria 16 to 18: large directories, filters, marks; `bench/terminal` holds them to their milliseconds."""

import os
import re
import signal

import pytest

from front_end import row_at_cursor
from sources import empty


def test_filter_over_ten_thousand(spool):
    empty(spool.media, [f"Concert in the City {number}.mkv" for number in range(10_000)])
    with spool.start() as terminal:
        terminal.press("\x1b[6~jj")
        focus = row_at_cursor(terminal)
        terminal.press("/")
        for typed in range(1, len("city 99") + 1):
            terminal.send("city 99"[typed - 1])
            terminal.wait_for("Filter: " + "city 99"[:typed].rstrip())
        matching = sum("99" in str(number) for number in range(10_000))
        terminal.wait_for(f" {matching}/10000")
        terminal.press("\x1b")
        assert row_at_cursor(terminal) == focus


def wait_for_screen(terminal, text):
    """All of it: half of the help leaves what was there before in sight."""
    terminal.wait_until(
        lambda: text in terminal.text() and ("Keys" in terminal.text()) == (text == "Keys"), repr(text))


def test_fifty_thousand_names_never_freeze_the_screen(spool):
    small = empty(spool.media / "small", ["a.mkv"])
    empty(spool.media / "large", [f"{number}.mkv" for number in range(50_000)])
    with spool.start(folder=small) as terminal:
        terminal.press("g")
        terminal.send(f"\x15{spool.media}/large\r")
        # While it is read, keys that concern nothing of it are answered.
        for keys, text in [("?", "Keys"), ("\x1b", "Modified"), ("2", "Source"), ("1", "Modified")]:
            terminal.send(keys)
            wait_for_screen(terminal, text)
        terminal.wait_for(" 0.mkv", timeout=120)
        terminal.send("a")
        terminal.wait_for("50,000 marked")


def test_reading_can_be_left(spool):
    small = empty(spool.media / "small", ["a.mkv"])
    empty(spool.media / "large", [f"{number}.mkv" for number in range(50_000)])
    with spool.start(folder=small) as terminal:
        terminal.press("g")
        # Right behind each other: Escape comes while the directory is read.
        terminal.send(f"\x15{spool.media}/large\r")
        terminal.send("\x1b")
        terminal.wait_until(lambda: "Stopped reading" in terminal.text() or " 0.mkv" in terminal.text(), "an answer")
        terminal.settle()
        if "Stopped reading" in terminal.text():
            assert "a.mkv" in terminal.text()
        terminal.send("q")
        assert terminal.wait_exit() == 0


def test_a_directory_that_does_not_answer_never_freezes_the_screen(front_end):
    """As on a dead network mount, reading it takes for ever."""
    empty(front_end.media, ["a.mkv"])
    dead = empty(front_end.media / "dead", ["b.mkv"])
    strace = ["strace", "-D", "-f", "-qq", "-o", "/dev/null", "-P", str(dead), "-e", "trace=getdents64",
              "-e", "inject=getdents64:delay_enter=120000000"]
    with front_end.start(under=strace, environment={"SPOOL_SERVER": "unix:/nobody"}) as terminal:
        terminal.press("g")
        terminal.send(f"\x15{dead}\r")
        terminal.wait_for("reading ")
        for keys, text in [("?", "Keys"), ("\x1b", "Name"), ("2", "No server"), ("1", "reading ")]:
            terminal.send(keys)
            wait_for_screen(terminal, text)
        terminal.send("\x1b")
        terminal.wait_for("Stopped reading")
        terminal.wait_for("a.mkv")
        terminal.send("q")
        # The end itself is held up by strace, which must not stay behind.
        terminal.wait_until(lambda: not terminal.emulator.screen.in_alternate_screen, "the screen is given back")
        with open(f"/proc/{terminal.pid}/status") as status:
            tracer = int(re.search(r"TracerPid:\s+(\d+)", status.read())[1])
        # 0 when it has let go already, which `kill` would take for everybody here.
        if tracer:
            os.kill(tracer, signal.SIGKILL)


@pytest.fixture
def marked(spool):
    empty(spool.media, [f"talk {number}.mkv" for number in range(1, 6)] + ["film.mp4"])
    empty(spool.media / "more", ["x.mkv", "y.mkv"])
    with spool.start() as terminal:
        yield terminal


def test_marks_by_key_range_pattern_and_all(marked):
    def count():
        match = re.search(r"(\d+) marked", marked.rows()[1])
        return int(match[1]) if match else 0

    marked.press("j ")
    assert count() == 1
    marked.press("Vj")
    marked.press("V")
    assert count() == 3
    marked.press("+")
    marked.press("\x15*.mkv\r")
    # The film was marked first.
    assert count() == 6
    marked.press("a")
    assert count() == 6
    marked.press("i")
    assert count() == 0
    marked.press("R")
    marked.wait_for("marked in 2 directories")


def test_marks_stay_across_directories_and_are_counted_in_the_plan(marked):
    marked.press("a")
    assert "6 marked" in marked.rows()[1]
    marked.press("<\r")
    marked.wait_for("x.mkv")
    assert "6 marked" in marked.rows()[1]
    marked.press(" ")
    assert "7 marked" in marked.rows()[1]
    marked.press("h")
    marked.wait_for("film.mp4")
    assert "7 marked" in marked.rows()[1]
    marked.press("p")
    marked.wait_for("of 7 files")


def test_a_directory_that_cannot_be_read_says_so(spool):
    empty(spool.media, ["a.mkv"])
    with spool.start() as terminal:
        terminal.press("g")
        terminal.send("\x15/nonexistent/folder\r")
        terminal.wait_for("No such file or directory")
        assert "a.mkv" in terminal.text()


@pytest.mark.parametrize("zone, shown", [("CET-1CEST,M3.5.0,M10.5.0/3", "2024-03-31 03:00"), ("IST-5:30", "2024-03-31 06:30")])
def test_times_are_those_of_the_zone(front_end, zone, shown):
    empty(front_end.media, ["a.mkv"])
    # The second in which clocks in Europe go forward.
    os.utime(front_end.media / "a.mkv", (1_711_846_800, 1_711_846_800))
    with front_end.start(environment={"TZ": zone, "SPOOL_SERVER": "unix:/nobody"}) as terminal:
        terminal.wait_for(shown)


def test_one_focus_and_tab_cycles(spool):
    empty(spool.media, ["a.mkv", "b.mkv"])
    with spool.start(size=(120, 30)) as terminal:
        start = terminal.emulator.screen.cursor.x, terminal.emulator.screen.cursor.y
        terminal.press("\t")
        assert terminal.emulator.screen.cursor.x > 60
        terminal.press("\t")
        assert (terminal.emulator.screen.cursor.x, terminal.emulator.screen.cursor.y) == start
        terminal.press("\x1b[Z")
        assert terminal.emulator.screen.cursor.x > 60
