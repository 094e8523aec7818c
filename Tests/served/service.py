"""One process of a served system."""

import json
import os
import subprocess
import urllib.request
from urllib.error import HTTPError, URLError

from person import BIN
from servers import free_port


class Service:
    """One `spoold ROLE`, with a home of its own as on a machine of its own."""

    def __init__(self, system, role, number):
        self.role, self.name = role, f"{role}-{number}"
        self.home = system.folder / self.name
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.system = system
        self.log_path = system.folder / f"{self.name}.log"
        self.process = None

    @property
    def pid(self):
        return self.process.pid

    def start(self, prepare=None):
        """`prepare` is called in the process before the program starts."""
        with self.log_path.open("ab") as log:
            self.process = subprocess.Popen(
                [f"{BIN}/spoold", self.role, "--home", self.home, "--listen", f"127.0.0.1:{self.port}"],
                env=self.system.environment, stdin=subprocess.DEVNULL, stdout=log, stderr=log, preexec_fn=prepare)
        return self

    def kill(self):
        self.process.kill()
        self.process.wait()

    def stop(self):
        """In order; a process that does not stop in time fails the test that wanted it."""
        if self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(15)
            finally:
                self.process.kill()
                self.process.wait()
        return self.process.returncode

    def readiness(self):
        """Status and text of /readyz; nothing while it does not listen."""
        try:
            with urllib.request.urlopen(f"{self.url}/readyz", timeout=10) as answer:
                return answer.status, answer.read().decode()
        except HTTPError as refusal:
            return refusal.code, refusal.read().decode()
        except (URLError, OSError):
            return None, ""

    def is_ready(self):
        assert self.process.poll() is None, f"{self.name} has ended:\n{self.log()}"
        return self.readiness()[0] == 200

    def log(self):
        return self.log_path.read_text(errors="replace") if self.log_path.exists() else ""

    def lines(self):
        """What it logged, as JSON; words of others in between are left out."""
        return [json.loads(line) for line in self.log().splitlines() if line.startswith("{")]

    def threads(self):
        return len(os.listdir(f"/proc/{self.pid}/task"))
