"""One person's Spool, for tests: the programs of SPOOL_BIN_DIR in a home of their own."""

import json
import os
import signal
import subprocess
import time
from pathlib import Path

BIN = os.environ.get("SPOOL_BIN_DIR")


class Result:
    def __init__(self, process, out, err):
        self.code, self.raw, self.err = process.returncode, out, err.decode(errors="replace")
        self.out = out.decode(errors="surrogateescape")

    @property
    def records(self):
        return [json.loads(line) for line in self.out.splitlines()]

    def of(self, kind):
        return [record for record in self.records if record["type"] == kind]


class Spool:
    """One person's Spool: a home of its own, a working directory, and its daemon."""

    def __init__(self, home, work):
        self.home, self.work = home, work
        self.programs = BIN
        self.env = {k: v for k, v in os.environ.items() if not k.startswith(("SPOOL", "XDG_"))}
        self.env.update(SPOOL_HOME=str(home), SPOOLD=f"{BIN}/spoold", SPOOL_MEDIA=f"{BIN}/spool-media", LANG="C.UTF-8")

    def start(self, *arguments, **options):
        options = {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE} | options
        return subprocess.Popen([f"{self.programs}/spool", *arguments], cwd=self.work, env=self.env, **options)

    def __call__(self, *arguments, input=None, timeout=60):
        process = self.start(*arguments, stdin=subprocess.PIPE)
        out, err = process.communicate(input or b"", timeout=timeout)
        return Result(process, out, err)

    def daemon_pid(self):
        status = self("daemon", "status", "--json").records[0]
        return status.get("pid")

    def end(self):
        # What a test has broken on purpose must not keep its daemon alive.
        (self.home / "config.toml").unlink(missing_ok=True)
        self.env.pop("SPOOL_SERVER", None)
        pid = self.daemon_pid()
        if pid is not None:
            self("daemon", "stop")
            wait_until(lambda: not is_alive(pid))


def is_alive(pid):
    """False for a process that only waits to be reaped."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    # Reaped between the opening and the reading, it is no such process.
    except (FileNotFoundError, ProcessLookupError):
        return False


def wait_until(condition, seconds=60, pause=0.01):
    """Waits for a condition; the limit only ends a wait in vain."""
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(pause)


def interrupt(process):
    process.send_signal(signal.SIGINT)
