"""Where the programs and the hostile files are."""

import os
import pathlib
import shutil
import sys

import pytest

sys.path.append(str(pathlib.Path(__file__).parents[1] / "verbs"))


@pytest.fixture(scope="session")
def spool_media():
    folder = os.environ.get("SPOOL_BIN_DIR")
    assert folder, "set SPOOL_BIN_DIR to the folder of the built programs"
    program = pathlib.Path(folder) / "spool-media"
    assert os.access(program, os.X_OK), f"{program} is not there: build first"
    return program


@pytest.fixture(scope="session")
def attack():
    folder = os.environ.get("SPOOL_ATTACK")
    if not folder:
        print("SKIPPED: SPOOL_ATTACK is not set: the stored hostile files were NOT tried")
        pytest.skip("SPOOL_ATTACK is not set")
    return pathlib.Path(folder)


@pytest.fixture(scope="session", autouse=True)
def tools():
    for tool in ("strace", "ffmpeg", "ffprobe"):
        assert shutil.which(tool), f"these tests need {tool}"
