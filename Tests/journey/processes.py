"""What runs, as /proc tells."""

import contextlib
import os
import signal
from pathlib import Path

from person import is_alive, wait_until


def status(pid):
    """Name, state and parent of a process; None when it is gone."""
    try:
        name, rest = Path(f"/proc/{pid}/stat").read_text().split("(", 1)[1].rsplit(")", 1)
    except (FileNotFoundError, ProcessLookupError):
        return None
    state, parent = rest.split()[:2]
    return name, state, int(parent)


def find(name, where):
    """Process ids of programs called `name` for which `where(pid, parent)` holds, zombies left out."""
    found = []
    for entry in Path("/proc").iterdir():
        known = status(entry.name) if entry.name.isdigit() else None
        if known and known[0] == name and known[1] != "Z" and where(int(entry.name), known[2]):
            found.append(int(entry.name))
    return sorted(found)


def is_gone(pid):
    """True when the last thread has ended: until then the files and sockets of a killed process are open."""
    known = status(pid)
    try:
        return known is None or known[1] == "Z" and len(os.listdir(f"/proc/{pid}/task")) <= 1
    except FileNotFoundError:
        return True


def environment(pid):
    try:
        return Path(f"/proc/{pid}/environ").read_bytes().split(b"\0")
    except OSError:
        return []


def command_line(pid):
    return Path(f"/proc/{pid}/cmdline").read_bytes()


def serves_forks(pid):
    """Also while it loads and has no name of its own yet: its standard input is a socket, a worker's a pipe."""
    try:
        return os.readlink(f"/proc/{pid}/fd/0").startswith("socket:")
    except OSError:
        return False


def is_stopped(pid):
    known = status(pid)
    return known is not None and known[1] == "T"


class Frozen:
    """Processes that stand still for as long as a test looks at them."""

    def __init__(self, pids):
        for pid in pids:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGSTOP)
        wait_until(lambda: all(is_stopped(pid) or not is_alive(pid) for pid in pids))
        self.pids = [pid for pid in pids if is_alive(pid)]

    def __enter__(self):
        return self

    def __exit__(self, *_):
        for pid in self.pids:
            if is_alive(pid):
                os.kill(pid, signal.SIGCONT)
