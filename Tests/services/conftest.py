"""Fixtures for tests of the real services.

SPOOL_BIN_DIR names the directory with spool, spoold and spool-media; without it every test here is skipped, loudly.
"""

import shutil
import tempfile
from pathlib import Path

import pytest

from served_system import BIN


def pytest_collection_modifyitems(items):
    if BIN:
        return
    print("SKIPPED: SPOOL_BIN_DIR is not set (the directory with spool, spoold and spool-media)")
    for item in items:
        if Path(__file__).parent in Path(item.path).parents:
            item.add_marker(pytest.mark.skip(reason="SPOOL_BIN_DIR is not set"))


@pytest.fixture
def folder():
    path = Path(tempfile.mkdtemp(prefix="spool-s-", dir="/tmp"))
    yield path
    shutil.rmtree(path, ignore_errors=True)
