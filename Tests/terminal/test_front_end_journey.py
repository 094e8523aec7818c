"""Criteria 6 and 13: from marking to the MP3, on the smallest screen, with any name."""

import os
import unicodedata

import pytest

from sources import wave
from test_terminal_output import ALLOWED

HOSTILE = [
    "音楽ライブ.wav".encode(), "🎬 movie.wav".encode(), "cafe\u0301.wav".encode(), "bidi \u202egpj.wav".encode(),
    b"clip \x1b]52;c;ZXZpbA==\x07.wav", b"line\nbreak.wav", b"byte \xff\xfe.wav", b"x" * 251 + b".wav",
    "family 👨‍👩‍👧‍👦 🇩🇪.wav".encode(),
]


@pytest.mark.parametrize("size", [(40, 12), (80, 24)])
def test_from_marking_to_the_mp3(spool, size):
    for name in ("one", "two"):
        wave(spool.media / f"{name}.wav", 2)
    with spool.start(size=size) as terminal:
        terminal.press("  ")
        assert "2 marked" in terminal.rows()[1]
        terminal.send("\r")
        terminal.wait_for("2 of 2 files")
        terminal.send("\r")
        terminal.wait_for("2 done")
        terminal.send("3")
        terminal.wait_until(lambda: terminal.text().count("verified") == 2, "both MP3s", 30)
        terminal.send("s")
        terminal.wait_for("Save 1 MP3 to")
        terminal.press("\x15")
        terminal.send(f"{spool.home}/saved\r")
        terminal.wait_for("✓ saved")
        terminal.send("q")
        assert terminal.wait_exit() == 0
    assert sorted(os.listdir(spool.media)) == ["one.mp3", "one.wav", "two.mp3", "two.wav"]
    assert [name.endswith(".mp3") for name in os.listdir(f"{spool.home}/saved")] == [True]


def test_hostile_names_come_back_and_harm_nobody(spool):
    for name in HOSTILE:
        wave(os.fsencode(spool.media) + b"/" + name, 1)
    with spool.start() as terminal:
        for _ in HOSTILE:
            terminal.send("j")
            terminal.pump(0.1)
        check_alignment(terminal)
        spool.queue_all(terminal, len(HOSTILE))
        terminal.wait_for(f"{len(HOSTILE)} done")
        terminal.send("3")
        terminal.wait_for("✓ verified")
        for _ in HOSTILE:
            terminal.send("j")
            terminal.pump(0.1)
        check_output(terminal)
    made = {name for name in os.listdir(os.fsencode(spool.media)) if name.endswith(b".mp3")}
    assert made == {result_of(name) for name in HOSTILE}


def result_of(name):
    """All bytes but controls come back: those do no good in a name."""
    return bytes(byte if byte >= 32 else 32 for byte in name[:-4]).strip() + b".mp3"


def check_alignment(terminal):
    """Each file's size ends where the heading's does."""
    end = terminal.rows()[2].index("Size") + 4
    for row in terminal.rows()[3:3 + len(HOSTILE)]:
        columns = 0
        for position, char in enumerate(row.replace("\x00", "")):
            columns += 0 if unicodedata.category(char) in ("Mn", "Me") else (
                2 if unicodedata.east_asian_width(char) in "WF" else 1)
            if columns == end:
                assert row.replace("\x00", "")[:position + 1].endswith(" kB"), row
                break


def check_output(terminal):
    text = ALLOWED.sub(b"", terminal.log).decode("utf-8")
    assert not {c for c in text if unicodedata.category(c) in ("Cc", "Cf", "Zl", "Zp", "Co", "Cs")}
    assert b"\x1b]" not in terminal.log
