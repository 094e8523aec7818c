"""Criteria 19 and 22, and 9 with work under way: questions, undo, the clipboard, the bell, the mouse."""

import base64
import re
import signal

import pytest

from front_end import row_at_cursor
from sources import empty, wave
from test_terminal_leaving import assert_given_back

DRAWN = str.maketrans("─│┌┐└┘…›", "-|++++~>")


def test_cancelling_asks_and_enter_is_no(spool):
    wave(spool.media / "endless.wav", 80_000)
    with spool.start() as terminal:
        spool.queue_all(terminal, 1)
        terminal.wait_for("converting")
        for refusal in ["\r", "\x1b", "n"]:
            terminal.send("c")
            terminal.wait_for("Cancel endless.wav?")
            terminal.send(refusal)
            terminal.wait_until(lambda: "Cancel endless.wav?" not in terminal.text(), "the question is gone")
            assert "converting" in terminal.text()
        terminal.send("c")
        terminal.wait_for("Cancel endless.wav?")
        terminal.send("y")
        terminal.wait_for("× cancelled")
        terminal.send("c")
        terminal.wait_for("It has ended already: cancelled.")


def test_removing_asks_and_u_brings_back(spool):
    wave(spool.media / "short.wav", 1)
    with spool.start() as terminal:
        spool.queue_all(terminal, 1)
        terminal.wait_for("✓ done")
        terminal.press("x")
        assert "Remove short.wav from the list?" in terminal.text()
        terminal.send("y")
        terminal.wait_for("No jobs yet")
        terminal.send("u")
        terminal.wait_for("✓ done")
        terminal.press("x")
        terminal.send("y")
        terminal.wait_for("No jobs yet")
        terminal.send("q")
        assert terminal.wait_exit() == 0
    # What was not brought back is gone for good.
    with spool.start() as terminal:
        terminal.send("2")
        terminal.wait_for("No jobs yet")


def test_an_impossible_action_says_why(spool):
    empty(spool.media, ["a.mkv"])
    with spool.start() as terminal:
        # Notices go by the clock: not `press`, which waits until the screen rests.
        for keys, reason in [("2c", "The list is empty."), ("1u", "nothing to undo"), ("3s", "The list is empty."),
                             ("1b", "No bookmarks yet")]:
            terminal.send(keys)
            terminal.wait_for(reason)


def test_the_focus_follows_its_job(spool):
    for name in ("a", "b", "c", "d"):
        wave(spool.media / f"{name}.wav", 80_000)
    with spool.start(environment={"SPOOL_WORKERS": "1"}) as terminal:
        spool.queue_all(terminal, 4)
        terminal.wait_for("converting")
        # Not `press`: bars that move need not let the output rest.
        terminal.send("G")
        terminal.wait_until(lambda: "d.wav" in row_at_cursor(terminal), "the last job is in focus")
        terminal.send("K")
        terminal.wait_until(lambda: re.search(r"d\.wav.*\n.*c\.wav", terminal.text()), "it moves up")
        terminal.wait_until(lambda: "d.wav" in row_at_cursor(terminal), "the focus is on the same job")


def test_one_bell_at_the_end_of_a_batch_and_no_notification_unasked(spool):
    for name in ("a", "b", "c"):
        wave(spool.media / f"{name}.wav", 1)
    with spool.start() as terminal:
        spool.queue_all(terminal, 3)
        terminal.wait_for("All jobs are done.")
        terminal.settle()
        assert terminal.log.count(b"\x07") == 1
        assert b"\x1b]9;" not in terminal.log and b"\x1b]777;" not in terminal.log


@pytest.mark.parametrize("tmux", [False, True])
def test_notifications_when_they_are_set(spool, tmux):
    spool.configure("notifications = true\n")
    wave(spool.media / "a.wav", 1)
    with spool.start(environment={"TMUX": "/tmp/tmux,1,0"} if tmux else {}) as terminal:
        spool.queue_all(terminal, 1)
        terminal.wait_for("All jobs are done.")
        terminal.settle()
        mark = b"\x1bPtmux;\x1b\x1b]9;Spool: " if tmux else b"\x1b]9;Spool: "
        assert terminal.log.count(mark) == 1


def test_copying_a_path(spool):
    wave(spool.media / "a.wav", 1)
    with spool.start() as terminal:
        spool.queue_all(terminal, 1)
        terminal.wait_for("✓ done")
        answer = terminal.press("y")
        path = base64.b64encode(f"{spool.media}/a.mp3".encode())
        assert answer.count(b"\x1b]52;c;" + path + b"\x07") == 1


@pytest.mark.parametrize("how", ["settings", "environment"])
def test_the_mouse_when_it_is_asked_for(spool, how):
    empty(spool.media, [f"{number}.mkv" for number in range(9)])
    if how == "settings":
        spool.configure("mouse = true\n")
    with spool.start(environment={"SPOOL_MOUSE": "1"} if how == "environment" else {}) as terminal:
        top = terminal.emulator.screen.cursor.y
        terminal.press(f"\x1b[<0;10;{top + 5}M\x1b[<0;10;{top + 5}m")
        assert terminal.emulator.screen.cursor.y == top + 4
        # Clicks and the wheel alone: motion is the terminal's own, and so is selecting with Shift.
        assert set(re.findall(rb"\x1b\[\?(10\d\d)h", terminal.log)) <= {b"1000", b"1006", b"1049"}
        terminal.press("\x1b[<64;10;5M")
        assert terminal.emulator.screen.cursor.y == top + 1
        terminal.send("\x1b[<0;12;1M")
        terminal.wait_for("No jobs yet")
        terminal.send("q")
        assert terminal.wait_exit() == 0
        assert_given_back(terminal)


@pytest.mark.parametrize("how", ["q", "\x03", signal.SIGINT, signal.SIGTERM])
def test_leaving_while_jobs_run_leaves_them_running(spool, how):
    wave(spool.media / "endless.wav", 80_000)
    with spool.start() as terminal:
        spool.queue_all(terminal, 1)
        terminal.wait_for("converting")
        if isinstance(how, str):
            terminal.send(how)
        else:
            terminal.kill(how)
        assert terminal.wait_exit() == (143 if how == signal.SIGTERM else 0)
        assert_given_back(terminal)
    with spool.start() as terminal:
        terminal.send("2")
        terminal.wait_for("converting")


def test_a_lost_terminal_leaves_the_jobs_running(spool):
    wave(spool.media / "endless.wav", 80_000)
    with spool.start() as terminal:
        spool.queue_all(terminal, 1)
        terminal.wait_for("converting")
        terminal.hang_up()
        terminal.wait_gone()
    with spool.start() as terminal:
        terminal.send("2")
        terminal.wait_for("converting")


def test_ascii_alone_when_it_is_asked_for(spool):
    wave(spool.media / "endless.wav", 80_000)
    with spool.start("--ascii") as terminal:
        spool.queue_all(terminal, 1)
        terminal.wait_for("converting")
        terminal.send("c")
        terminal.wait_for("Cancel endless.wav?")
        assert all(byte < 0x80 for byte in terminal.log)


@pytest.mark.parametrize("term", ["xterm", "screen", "screen-256color", "tmux-256color", "linux", "vt100", "vt220", "rxvt"])
def test_the_same_text_on_every_terminal(spool, term):
    empty(spool.media, ["alpha.mkv", "beta.mkv", "音楽.mkv"])
    with spool.start() as reference, spool.start(term=term) as terminal:
        for keys in ["", "j ", "?", "\x1b", ":", "\x1b", "2"]:
            for each in (reference, terminal):
                if keys:
                    each.press(keys, quiet=0.2)
            # All but the notices, which come and go by the clock.
            terminal.wait_until(lambda: is_same(terminal, reference), f"the same after {keys!r}")


def is_same(terminal, reference):
    reference.pump()
    return plain(terminal) == plain(reference)


def plain(terminal):
    rows = [row.translate(DRAWN) for row in terminal.rows()]
    # The free space changes, and with it its width.
    rows[1] = re.sub(r" +", " ", re.sub(r"[0-9.]+ .?B free", "", rows[1]))
    return rows[:-2] + rows[-1:]
