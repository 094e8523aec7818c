"""Where the programs under test are, and how to start them.

SPOOL_BIN_DIR names the folder with `spool`, `spoold`, `spool-media` and `terminal-probe`. What concerns the terminal
layer alone is checked on `spool` and on the probe (`program`); what needs to see raw events runs on the probe; what a
person does runs on `spool` with its daemon (`spool`). Every test has a home and a daemon of its own, so that tests may
run side by side: `pytest -n 4`.
"""

import os
import pathlib
import re
import shutil
import signal
import tempfile

import pytest

from front_end import wait_ready
from pseudo_terminal import Terminal

BIN = os.environ.get("SPOOL_BIN_DIR")


class Program:
    """A program under test, and what the checks must know of it."""

    def __init__(self, name, ready, home):
        self.path = str(pathlib.Path(BIN or "").resolve() / name)
        self.name = name
        # A text that is on the screen once the program is ready.
        self.ready = ready
        self.home = home
        # Not the home itself, in which a daemon makes its folders.
        self.folder = f"{home}/work"
        os.makedirs(self.folder, exist_ok=True)
        self.variables = {
            "HOME": home, "XDG_RUNTIME_DIR": f"{home}/run", "XDG_CONFIG_HOME": f"{home}/config",
            "XDG_STATE_HOME": f"{home}/state", "XDG_DATA_HOME": f"{home}/data", "XDG_CACHE_HOME": f"{home}/cache",
        }

    def start(self, *arguments, ready=True, environment=None, under=(), **options):
        """`under` is a program that runs it, such as strace."""
        variables = self.variables | (environment or {})
        terminal = Terminal([*under, self.path, *arguments], environment=variables, directory=self.folder, **options)
        if ready:
            self.wait_ready(terminal)
        return terminal

    def require_daemon(self):
        """Without one, spool goes on trying to start it, and says so."""
        if self.name == "spool" and not available("spoold"):
            pytest.skip("SPOOL_BIN_DIR has no spoold")

    def wait_ready(self, terminal):
        terminal.wait_for(self.ready)
        if self.name == "spool":
            wait_ready(terminal)
        terminal.settle()


class FrontEnd(Program):
    """`spool` with a daemon, in a folder of sources."""

    def __init__(self, home):
        super().__init__("spool", "? help", home)
        self.media = pathlib.Path(home) / "media"
        self.media.mkdir()
        self.variables["SPOOL_WORKERS"] = "3"
        # Directories that other processes on this machine fill up are none of the tests' business.
        self.variables["SPOOL_FREE_SPACE_FLOOR"] = "0"

    def start(self, *arguments, folder=None, **options):
        return super().start(str(folder or self.media), *arguments, **options)

    def configure(self, text):
        path = pathlib.Path(self.home) / "config" / "spool"
        path.mkdir(parents=True)
        (path / "config.toml").write_text(text)

    def queue_all(self, terminal, count):
        """Queues all files of the folder and goes to the list of jobs."""
        terminal.press("a")
        terminal.send("p")
        terminal.wait_for("1 Plan")
        terminal.wait_until(lambda: "looking" not in terminal.text(), "all files are planned")
        terminal.send("\r")
        # The notice of it may be followed at once by that of the batch's end.
        terminal.wait_until(
            lambda: f"{count} left" in terminal.rows()[1] or re.search(r"[1-9]\d* (done|failed)", terminal.rows()[1]),
            f"{count} jobs are queued")


def available(name):
    return BIN is not None and os.access(pathlib.Path(BIN) / name, os.X_OK)


def pytest_report_header(config):
    if BIN is None:
        return "SKIPPED: SPOOL_BIN_DIR is not set, so there is no program to test"
    found = [name for name in ("terminal-probe", "spool") if available(name)]
    return f"SPOOL_BIN_DIR={BIN}: {', '.join(found) or 'no program found'}"


@pytest.fixture
def home():
    # Short, for sockets lie in it.
    path = tempfile.mkdtemp(prefix="spool-t")
    os.mkdir(f"{path}/run", 0o700)
    yield path
    end_daemons(path)
    shutil.rmtree(path, ignore_errors=True)


def end_daemons(home):
    """Ends what the program under test has left running: the processes whose HOME is this test's own."""
    for entry in pathlib.Path("/proc").iterdir():
        try:
            if entry.name.isdigit() and f"HOME={home}".encode() in (entry / "environ").read_bytes().split(b"\0"):
                os.kill(int(entry.name), signal.SIGTERM)
        except (OSError, ProcessLookupError):
            continue


@pytest.fixture
def spool(home):
    for name in ("spool", "spoold", "spool-media"):
        if not available(name):
            pytest.skip(f"SPOOL_BIN_DIR has no {name}")
    return FrontEnd(home)


@pytest.fixture
def front_end(home):
    """`spool` without a daemon of its own: its server is somewhere else."""
    for name in ("spool", "spool-media"):
        if not available(name):
            pytest.skip(f"SPOOL_BIN_DIR has no {name}")
    return FrontEnd(home)


@pytest.fixture
def probe(home):
    if not available("terminal-probe"):
        pytest.skip("SPOOL_BIN_DIR has no terminal-probe")
    return Program("terminal-probe", "? help", home)


@pytest.fixture(params=["terminal-probe", "spool"])
def program(request, home):
    if not available(request.param):
        pytest.skip(f"SPOOL_BIN_DIR has no {request.param}")
    return Program(request.param, "? help", home)
