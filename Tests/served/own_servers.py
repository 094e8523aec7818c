"""Servers that a test may stop."""

import json
import socket
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

from servers import PATIENCE


def servers_in(environment):
    """What `Tests/services/up` tells of its servers."""
    return {name: value for name, value in environment.items() if name.startswith(("SPOOL_TEST", "AWS"))}


class OwnServers:
    """`Tests/services/up` of one's own, whose servers may be stopped without disturbing other tests."""

    TELL = "import json, os, sys; print(json.dumps(dict(os.environ)), flush=True); sys.stdin.read()"

    def __init__(self):
        up = Path(__file__).parents[1] / "services" / "up"
        self.process = subprocess.Popen(
            [sys.executable, up, sys.executable, "-c", self.TELL], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        line = self.process.stdout.readline()
        assert line, "the servers did not come up"
        self.environment = servers_in(json.loads(line))

    def away(self, *names):
        """Servers that do not answer until the block ends; then they are back, with their data."""
        return self._between("stop", "start", names)

    def hanging(self, *names):
        """Servers that take connections and say nothing until the block ends."""
        return self._between("pause", "resume", names)

    @contextmanager
    def _between(self, before, after, names):
        for name in names:
            self._command(before, name)
        try:
            yield
        finally:
            for name in names:
                self._command(after, name)

    def _command(self, verb, name):
        with socket.socket(socket.AF_UNIX) as control:
            control.settimeout(PATIENCE + 30)
            control.connect(self.environment["SPOOL_TEST_CONTROL"])
            control.sendall(f"{verb} {name}".encode())
            answer = control.recv(4096).decode().strip()
        assert answer == "ok", answer

    def end(self):
        self.process.stdin.close()
        self.process.wait(30)
