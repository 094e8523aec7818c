"""Criteria 3, 4 and 12 on spool itself: bytes of what a person does most, and colours."""

import re
import time

from sources import empty, wave
from test_terminal_output import assert_idle
from test_terminal_types import BACKGROUND, COLOR


def test_first_frame_moves_and_dialogs(spool):
    empty(spool.media, [f"Talk {number}.mkv" for number in range(500)])
    with spool.start() as terminal:
        assert len(terminal.log) <= 4096
        for keys in ["j", "k", "\x1b[B", "\x1b[A"] + ["j"] * 25:
            assert len(terminal.press(keys, quiet=0.15)) <= 300, keys
        for keys in ["?", "\x1b", ":", "\x1b", "V", "\x1b", "/", "\x1b"]:
            assert len(terminal.press(keys)) <= 2560, keys


def test_a_question_is_small(spool):
    wave(spool.media / "endless.wav", 80_000)
    with spool.start() as terminal:
        spool.queue_all(terminal, 1)
        terminal.wait_for("converting")
        start = len(terminal.log)
        terminal.send("c")
        terminal.wait_for("Cancel endless.wav?")
        assert len(terminal.log) - start <= 2560


def test_three_bars_move_rarely_and_in_few_bytes(spool):
    for name in ("one", "two", "three"):
        wave(spool.media / f"{name}.wav", 80_000)
    with spool.start() as terminal:
        spool.queue_all(terminal, 3)
        terminal.wait_until(lambda: terminal.text().count("▶ converting") == 3, "three jobs run")
        terminal.wait_until(lambda: "queued" not in terminal.text(), "the notice has gone")
        start, frames = time.monotonic(), [terminal.pump(0.05) for _ in range(120)]
        # Four frames a second and one on its way.
        most = 4 * (time.monotonic() - start) + 1
        assert any(frames), "the bars stand still"
        assert sum(frames) <= 200 * most
        assert min(frame for frame in frames if frame) <= 200


def test_idle_with_jobs_that_have_ended(spool):
    wave(spool.media / "short.wav", 1)
    with spool.start() as terminal:
        spool.queue_all(terminal, 1)
        terminal.wait_for("✓ done")
        terminal.settle(6.0)
        before = terminal.cpu_seconds()
        assert terminal.pump(5) == 0
        assert_idle(terminal, before)


def test_without_colour_each_state_is_a_word(spool):
    wave(spool.media / "a.wav", 1)
    empty(spool.media, ["b.mkv"])
    with spool.start(environment={"NO_COLOR": "1"}) as terminal:
        # The daemon's own judgement is wanted, so the file that cannot be converted is queued unseen.
        terminal.press("a")
        terminal.send("p\r")
        terminal.wait_for("1 done · 1 failed")
        terminal.wait_until(lambda: re.search(r"✗ failed +b\.mkv", terminal.text()), "the one in a word")
        terminal.wait_until(lambda: re.search(r"✓ done +a\.wav", terminal.text()), "the other in a word")
        assert not COLOR.search(terminal.log) and not BACKGROUND.search(terminal.log)


def test_themes(spool):
    spool.configure('theme = "light"\n')
    empty(spool.media, ["a.mkv"])
    (spool.media / "folder").mkdir()
    with spool.start() as terminal:
        assert COLOR.search(terminal.log)
        # Neither yellow nor cyan, which light backgrounds swallow.
        assert not re.search(rb"\x1b\[(?:[0-9;]*;)?(?:33|36|93|96)m", terminal.log)
    (spool.media.parent / "config" / "spool" / "config.toml").write_text('theme = "mono"\n')
    with spool.start() as terminal:
        assert not COLOR.search(terminal.log)
