"""Fixtures for the served system: separate processes on the servers of `Tests/services/up`.

SPOOL_BIN_DIR names the folder with spool, spoold and spool-media. Each test has a system of its own; tests that stop
servers have servers of their own, too.
"""

import pathlib
import shutil
import sys
import tempfile

import pytest

# The pseudo-terminal, the person, the clips and the servers are those of the other folders.
sys.path += [str(pathlib.Path(__file__).parents[1] / name) for name in ("terminal", "verbs", "journey", "services")]

from clips import Clips
from own_servers import OwnServers
from system import SERVERS, is_installed, prepared

COMPLETE = {"SPOOL_TEST_MYSQL_URL", "SPOOL_TEST_MONGODB_URI", "SPOOL_TEST_SQS_ENDPOINT", "SPOOL_TEST_SMTP_URL"}


def why_skipped():
    if not is_installed():
        return "SPOOL_BIN_DIR is not set, or has not all programs"
    return None if COMPLETE <= SERVERS.keys() else "the servers of Tests/services/up are not there"


def pytest_report_header():
    return f"SKIPPED: no served system: {why_skipped()}" if why_skipped() else None


def pytest_collection_modifyitems(items):
    here = pathlib.Path(__file__).parent
    for item in items:
        if why_skipped() and here in pathlib.Path(item.path).parents:
            item.add_marker(pytest.mark.skip(reason=why_skipped()))


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item):
    """What the processes said belongs to the report of a test that failed."""
    report = (yield).get_result()
    system = item.funcargs.get("system") or item.funcargs.get("fragile")
    if report.when == "call" and report.failed and system:
        report.sections.append(("spoold", system.logs()[-40_000:]))


@pytest.fixture
def folder():
    path = pathlib.Path(tempfile.mkdtemp(prefix="spool-s-", dir="/tmp"))
    yield path
    shutil.rmtree(path, ignore_errors=True)


@pytest.fixture
def system(folder):
    """On the servers of all tests."""
    yield from prepared(SERVERS, folder)


@pytest.fixture(scope="session")
def own_servers():
    servers = OwnServers()
    yield servers
    servers.end()


@pytest.fixture
def fragile(own_servers, folder):
    """On servers that the test may stop."""
    yield from prepared(own_servers.environment, folder)


@pytest.fixture(scope="session")
def clips():
    path = pathlib.Path(tempfile.mkdtemp(prefix="spool-clips-", dir="/tmp"))
    yield Clips(path)
    shutil.rmtree(path, ignore_errors=True)
