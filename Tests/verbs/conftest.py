"""Fixtures for tests of `spool`'s verbs against the real programs.

SPOOL_BIN_DIR names the directory with spool, spoold and spool-media; without it every test here is skipped, loudly.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

# The servers of accounts are those of the other folder.
sys.path.append(str(Path(__file__).parents[1] / "services"))

from person import BIN, Spool


def pytest_collection_modifyitems(items):
    if BIN:
        return
    print("SKIPPED: SPOOL_BIN_DIR is not set (the directory with spool, spoold and spool-media)")
    for item in items:
        item.add_marker(pytest.mark.skip(reason="SPOOL_BIN_DIR is not set"))


@pytest.fixture
def spool():
    # Short, because a socket's path has at most 107 bytes.
    root = Path(tempfile.mkdtemp(prefix="spool-verbs-", dir="/tmp"))
    (root / "work").mkdir()
    person = Spool(root / "home", root / "work")
    try:
        yield person
    finally:
        person.end()
        shutil.rmtree(root, ignore_errors=True)


@pytest.fixture(scope="session")
def media():
    """Small media files made with ffmpeg: talk.mkv (20 s), long.mkv (30 min of noise), cut.mkv, text.mp4."""
    root = Path(tempfile.mkdtemp(prefix="spool-media-", dir="/tmp"))

    def ffmpeg(*arguments):
        subprocess.run(["ffmpeg", "-v", "error", "-nostdin", *arguments], check=True, cwd=root)

    sine = ["-f", "lavfi", "-i", "sine=440:duration=20"]
    ffmpeg(*sine, "-f", "lavfi", "-i", "testsrc=duration=20:size=64x64:rate=5", "-metadata", "title=A talk", "-c:a", "aac", "talk.mkv")
    ffmpeg("-f", "lavfi", "-i", "anoisesrc=duration=1800:sample_rate=44100:amplitude=0.2", "-ac", "2", "-c:a", "pcm_mulaw", "-f", "matroska", "long.mkv")
    data = (root / "talk.mkv").read_bytes()
    (root / "cut.mkv").write_bytes(data[: len(data) // 2])
    (root / "text.mp4").write_text("this is text\n")
    yield root
    shutil.rmtree(root, ignore_errors=True)


@pytest.fixture
def talk(spool, media):
    shutil.copy(media / "talk.mkv", spool.work)
    return "talk.mkv"


@pytest.fixture
def long(spool, media):
    """A source whose conversion takes long enough to be watched, paused and cancelled."""
    os.link(media / "long.mkv", spool.work / "long.mkv")
    return "long.mkv"

