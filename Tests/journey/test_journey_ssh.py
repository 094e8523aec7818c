"""A real login over SSH, lost in mid-job, and another one."""

import getpass
import os
import pwd
import shutil
import socket
import subprocess

import pytest

from clips import decoded_length, expect_clean_mp3
from front_end import cancel, go_to_jobs, percentages, row_of, wait_ready
from person import wait_until
from pseudo_terminal import Terminal
from servers import free_port
from user import BIN, PATIENCE, name_bytes

SERVER = shutil.which("sshd", path=os.environ.get("PATH", "") + ":/usr/sbin")
SEPARATION = "/run/sshd"

CONFIGURATION = """
ListenAddress 127.0.0.1:{port}
HostKey {folder}/host
AuthorizedKeysFile {folder}/person.pub
PidFile none
StrictModes no
UsePAM no
PasswordAuthentication no
KbdInteractiveAuthentication no
PermitRootLogin yes
PrintMotd no
PrintLastLog no
SetEnv {environment}
"""


class Server:
    """An sshd of this test's own, for the person who runs it."""

    def __init__(self, folder, environment):
        self.folder = folder
        self.port = free_port()
        for key in ("host", "person"):
            subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", folder / key], check=True)
        variables = " ".join(f'"{name}={value}"' for name, value in environment.items())
        (folder / "config").write_text(CONFIGURATION.format(port=self.port, folder=folder, environment=variables))
        self.log = folder / "sshd.log"
        self.process = subprocess.Popen([SERVER, "-D", "-E", self.log, "-f", folder / "config"])

    def is_listening(self):
        assert self.process.poll() is None, self.log.read_text()
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", self.port)) == 0

    def log_in(self, size=(80, 24)):
        """A login shell whose prompt is `ready> `."""
        terminal = Terminal(
            ["ssh", "-F", "none", "-tt", "-p", str(self.port), "-i", str(self.folder / "person"),
             "-o", "StrictHostKeyChecking=no", "-o", "UserKnownHostsFile=/dev/null", "-o", "LogLevel=ERROR",
             "-o", "IdentitiesOnly=yes", f"{getpass.getuser()}@127.0.0.1"], size=size)
        # Two halves, so that the echo of what is typed is not taken for it.
        terminal.send("PS1='rea''dy> '\r")
        terminal.wait_until(lambda: terminal.text().rstrip().endswith("ready>"), f"a shell; {self.log.read_text()}", 60)
        return terminal

    def stop(self):
        self.process.terminate()
        self.process.wait(30)


@pytest.fixture
def server(spool):
    if not SERVER or not shutil.which("ssh"):
        print("SKIPPED: sshd is not installed: no journey over SSH")
        pytest.skip("needs sshd and ssh")
    folder = spool.work.parent / "ssh"
    folder.mkdir(mode=0o700)
    made = os.geteuid() == 0 and not os.path.isdir(SEPARATION)
    if made:
        os.mkdir(SEPARATION, 0o755)
    # Room for a job that does not end by itself.
    spool.env["SPOOL_WORKERS"] = "2"
    names = ("SPOOL_HOME", "SPOOLD", "SPOOL_MEDIA", "SPOOL_WORKERS", "LANG")
    server = Server(folder, {name: spool.env[name] for name in names})
    try:
        wait_until(server.is_listening)
        yield server
    finally:
        server.stop()
        if made:
            os.rmdir(SEPARATION)


def test_a_journey_over_ssh_whose_connection_dies(spool, clips, server):
    if pwd.getpwuid(os.getuid()).pw_shell.endswith(("nologin", "false")):
        print("SKIPPED: this user has no login shell: no journey over SSH")
        pytest.skip("needs a login shell")
    clips.place(clips.endless, spool.work / "a day.wav")
    for name in ("b.mkv", "c.mkv"):
        clips.place(clips.long, spool.work / name)
    command = f"cd {spool.work} && {BIN}/spool\r"

    with server.log_in() as terminal:
        terminal.send(command)
        wait_ready(terminal)
        terminal.wait_for("c.mkv")
        terminal.send("a")
        terminal.wait_for("3 marked")
        terminal.send("p")
        terminal.wait_for("3 of 3 files")
        terminal.wait_until(lambda: "looking" not in terminal.text(), "the plan", PATIENCE)
        terminal.send("\r")
        terminal.wait_until(lambda: percentages(row_of(terminal, "a day.wav")), "a job that is getting on", PATIENCE)
        daemon = spool.daemon()
        # The connection breaks: the client's end is gone without a word.
        terminal.kill(9)
        terminal.wait_exit()
        wait_until(lambda: spool.front_ends() == [], PATIENCE)
        assert spool.daemons() == [daemon]

    with server.log_in() as terminal:
        terminal.send(command)
        wait_ready(terminal)
        go_to_jobs(terminal)
        terminal.wait_until(lambda: all(row_of(terminal, name) for name in ("a day.wav", "b.mkv", "c.mkv")), "all jobs")
        before = row_of(terminal, "a day.wav")
        terminal.wait_until(lambda: row_of(terminal, "a day.wav") != before, "a list that is live", PATIENCE)
        terminal.wait_for("2 done", PATIENCE)
        cancel(terminal, "a day.wav")
        terminal.send("3")
        terminal.wait_until(lambda: terminal.text().count("verified") == 2, "two verified MP3s")
        terminal.send("q")
        terminal.wait_until(lambda: terminal.text().rstrip().endswith("ready>"), "the shell again")
        assert not terminal.emulator.screen.in_alternate_screen
        terminal.send("echo back $((40 + 2)); exit\r")
        terminal.wait_for("back 42")
        assert terminal.wait_exit() == 0

    jobs = spool.jobs().values()
    assert [(job["state"], job["attempt"]) for job in jobs] == [("cancelled", 1), ("done", 1), ("done", 1)]
    for job in list(jobs)[1:]:
        assert expect_clean_mp3(name_bytes(job["result"]["path"])) == decoded_length(name_bytes(job["path"]))
