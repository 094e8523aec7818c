"""A person with a home, a working directory and a terminal of their own, and an auditor."""

import base64
import hashlib
import json
import os
import shutil
import signal
import sqlite3

import person
from person import BIN, wait_until
from processes import Frozen, environment, find, is_gone, serves_forks
from pseudo_terminal import Terminal

# What a busy machine may take for what is over in seconds on an idle one.
PATIENCE = 600


def name_bytes(name):
    """A name in JSON: text, or base64 of what is not UTF-8."""
    return base64.b64decode(name["base64"]) if isinstance(name, dict) else name.encode()


class User(person.Spool):
    def __init__(self, folder, account=None):
        """`account` is the number of another user to run as."""
        self.account = account
        for name in ("home", "work"):
            (folder / name).mkdir(mode=0o700)
            if account is not None:
                os.chown(folder / name, account, account)
        super().__init__(folder / "home", folder / "work")
        if account is not None:
            self.programs = self.copied_programs(folder / "bin")
            self.env.update(SPOOLD=f"{self.programs}/spoold", SPOOL_MEDIA=f"{self.programs}/spool-media")
        self.started = []
        self.env["HOME"] = str(folder)

    @staticmethod
    def copied_programs(folder):
        """The build folder may lie where another user cannot go."""
        folder.mkdir()
        for name in ("spool", "spoold", "spool-media"):
            shutil.copy(f"{BIN}/{name}", folder / name)
        return folder

    def start(self, *arguments, **options):
        if self.account is not None:
            options |= {"user": self.account, "group": self.account, "extra_groups": []}
        process = super().start(*arguments, **options)
        self.started.append(process)
        return process

    def end(self):
        """Nothing of this person's runs on, not even after a test that has failed half way."""
        for process in self.started:
            if process.poll() is None:
                process.kill()
                process.communicate()
        super().end()
        # What did not answer when it was asked to stop.
        for pid in self.daemons():
            os.kill(pid, signal.SIGKILL)

    def front_end(self, size=(80, 24)):
        return Terminal([f"{self.programs}/spool"], size=size, environment=self.env, directory=self.work)

    # ---- Jobs ----

    def add(self, *arguments):
        """Ids of the jobs that have been queued."""
        result = self("add", "--json", *arguments)
        assert result.code == 0, result.err
        return [record["id"] for record in result.of("queued")]

    def jobs(self):
        result = self("ls", "--json")
        assert result.code == 0, result.err
        return {job["id"]: job for job in result.of("job")}

    def show(self, job):
        """A job and its log."""
        result = self("show", "--json", job)
        assert result.code == 0, result.err
        [shown], [log] = result.of("job"), result.of("log")
        return shown, log["text"]

    def wait_for(self, job, condition, seconds=PATIENCE):
        wait_until(lambda: condition(self.jobs()[job]), seconds)

    def finish(self, *jobs):
        """Waits for the ends of jobs; the exit code of `watch`."""
        return self("watch", *jobs, timeout=PATIENCE).code

    def part(self, job, directory):
        """The unfinished file of a job that is being converted; None when there is none."""
        for name in os.listdir(directory) if directory.exists() else []:
            if name.endswith(f".part-{job}"):
                return directory / name
        return None

    def wait_mid_job(self, job, directory):
        """Part of the MP3 is written."""
        def written():
            try:
                part = self.part(job, directory)
                return part is not None and part.stat().st_size > 100_000
            except FileNotFoundError:
                return False
        wait_until(written, PATIENCE)

    # ---- Processes ----

    def daemons(self):
        return find("spoold", self._is_mine)

    def front_ends(self):
        """All that runs as `spool`, verbs as well."""
        return find("spool", self._is_mine)

    def _is_mine(self, pid, _parent):
        return f"SPOOL_HOME={self.home}".encode() in environment(pid)

    def daemon(self):
        [pid] = self.daemons()
        return pid

    def workers(self):
        daemons = self.daemons()
        return [pid for pid in find("spool-media", lambda _, parent: parent in daemons) if not serves_forks(pid)]

    def fork_servers(self):
        daemons = self.daemons()
        return find("fork server", lambda _, parent: parent in daemons)

    def freeze(self):
        """All that converts, standing still."""
        frozen = Frozen(self.workers())
        assert frozen.pids, "it was done before"
        return frozen

    def signal_daemon(self, number, seconds=30):
        """Sends a signal and waits for the end."""
        pid = self.daemon()
        os.kill(pid, number)
        wait_until(lambda: is_gone(pid), seconds)

    # ---- Audit ----

    def expect_done(self, jobs, directory):
        """Every job is done, with one MP3 of its own and the ledger's hash; the directory holds nothing else."""
        known = self.jobs()
        paths = []
        for job in jobs:
            shown, log = self.show(job)
            assert shown["state"] == "done", (shown, log)
            assert {k: v for k, v in known[job].items()} == shown
            path = name_bytes(shown["result"]["path"])
            with open(path, "rb") as file:
                content = file.read()
            assert hashlib.sha256(content).hexdigest() == shown["result"]["sha256"]
            assert len(content) == shown["result"]["size"]
            paths.append(path)
        assert len(set(paths)) == len(jobs)
        assert sorted(os.listdir(os.fsencode(directory))) == sorted(os.path.basename(path) for path in paths)
        self.expect_sound_ledger()

    def expect_sound_ledger(self):
        with sqlite3.connect(f"file:{self.home}/spool.sqlite?mode=ro", uri=True) as ledger:
            assert ledger.execute("PRAGMA integrity_check").fetchall() == [("ok",)]


def records(process):
    """The records that a verb with --json prints, as they come."""
    for line in process.stdout:
        yield json.loads(line)
