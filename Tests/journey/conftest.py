"""Fixtures for whole journeys with the real programs, from the keys to the MP3s.

SPOOL_BIN_DIR names the folder with spool, spoold and spool-media; SPOOL_CORPUS that of real media.
"""

import os
import pathlib
import shutil
import sys
import tempfile

import pytest

# The pseudo-terminal and the person are those of the other folders.
sys.path += [str(pathlib.Path(__file__).parents[1] / name) for name in ("terminal", "verbs", "services")]

from clips import Clips
from user import BIN, User

CORPUS = os.environ.get("SPOOL_CORPUS")
TOOLS = ("ffmpeg", "ffprobe", "mpg123", "strace")


def pytest_report_header():
    return [line for line in (
        None if BIN else "SKIPPED: SPOOL_BIN_DIR is not set: there is no program to test",
        None if CORPUS else "SKIPPED: SPOOL_CORPUS is not set: no journey with real media",
    ) if line]


def pytest_collection_modifyitems(items):
    here = pathlib.Path(__file__).parent
    for item in items:
        if not BIN and here in pathlib.Path(item.path).parents:
            item.add_marker(pytest.mark.skip(reason="SPOOL_BIN_DIR is not set"))


@pytest.fixture(scope="session", autouse=True)
def tools():
    missing = [tool for tool in TOOLS if not shutil.which(tool)]
    assert not missing, f"these tests need {', '.join(missing)}"


@pytest.fixture(autouse=True)
def two_processors():
    """What a test wants to catch in the middle must not be over before, however many processors there are."""
    before = os.sched_getaffinity(0)
    os.sched_setaffinity(0, sorted(before)[:2])
    yield
    os.sched_setaffinity(0, before)


@pytest.fixture
def folder():
    # Short, because a socket's path has at most 107 bytes.
    path = pathlib.Path(tempfile.mkdtemp(prefix="spool-j-", dir="/tmp"))
    yield path
    shutil.rmtree(path, ignore_errors=True)


@pytest.fixture
def spool(folder):
    user = User(folder)
    yield user
    user.end()


@pytest.fixture
def stranger(folder):
    """A user who is not root, for whom permissions count."""
    folder.chmod(0o755)
    user = User(folder, account=65534 if os.geteuid() == 0 else None)
    yield user
    user.end()


@pytest.fixture(scope="session")
def clips():
    path = pathlib.Path(tempfile.mkdtemp(prefix="spool-clips-", dir="/tmp"))
    path.chmod(0o755)
    yield Clips(path)
    shutil.rmtree(path, ignore_errors=True)


@pytest.fixture(scope="session")
def corpus():
    if not CORPUS:
        pytest.skip("SPOOL_CORPUS is not set")
    return pathlib.Path(CORPUS)
