"""The servers that `up` starts: how each is launched, when it answers, and what tests have to know of it."""

import ctypes
import json
import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

HERE = Path(__file__).parent
PATIENCE = 60


class Missing(Exception):
    """A server that is not installed or does not come up."""


def dies_with_parent() -> None:
    """A killed `up` leaves no server behind (prctl PR_SET_PDEATHSIG)."""
    ctypes.CDLL(None).prctl(1, signal.SIGKILL)


_reserved: list[socket.socket] = []


def free_port() -> int:
    """Nobody else's for as long as this process lives: bound, and not listened on. A server that sets SO_REUSEADDR, as
    servers do, can bind it all the same."""
    probe = socket.socket()
    probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    probe.bind(("127.0.0.1", 0))
    _reserved.append(probe)
    return probe.getsockname()[1]


class Server:
    name: str
    user: str | None = None

    def __init__(self, home: Path):
        self.port = free_port()
        self.folder = home / self.name
        self.folder.mkdir(mode=0o700)
        if self.user:
            os.chown(self.folder, pwd.getpwnam(self.user).pw_uid, -1)
        self.process: subprocess.Popen | None = None

    def command(self) -> list[str]:
        raise NotImplementedError

    def variables(self) -> dict[str, str]:
        """Environment of the server itself."""
        return {}

    def environment(self) -> dict[str, str]:
        """Environment of the tests."""
        raise NotImplementedError

    def answers(self) -> bool:
        """Whether it greets who connects."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=1) as connection:
            return bool(connection.recv(1))

    def launch(self) -> None:
        log = (self.folder / "log").open("ab")
        self.process = subprocess.Popen(
            self.command(), stdin=subprocess.DEVNULL, stdout=log, stderr=log, cwd="/", user=self.user,
            env=os.environ | self.variables(), preexec_fn=dies_with_parent)

    def wait(self) -> None:
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end and self.process.poll() is None:
            try:
                if self.answers():
                    return
            except OSError:
                pass
            time.sleep(0.05)
        log = (self.folder / "log").read_text(errors="replace")
        raise Missing(f"{self.name} did not come up:\n{log[-3000:]}")

    def start(self) -> None:
        self.launch()
        self.wait()

    def stop(self) -> None:
        self.end()

    def end(self) -> None:
        if self.process:
            self.process.kill()
            self.process.wait()

    def pause(self) -> None:
        self.process.send_signal(signal.SIGSTOP)

    def resume(self) -> None:
        self.process.send_signal(signal.SIGCONT)


def program(name: str, advice: str) -> str:
    folders = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"], "/usr/sbin"])
    found = shutil.which(name, path=folders)
    if not found:
        raise Missing(f"no {name}: {advice}")
    return found


def python_package() -> str:
    return "run make, or pip install -r Tests/requirements.txt"


class MySQL(Server):
    name = "mysql"
    user = "mysql" if os.geteuid() == 0 else None

    def __init__(self, home: Path):
        self.server = program("mariadbd", "apt-get install mariadb-server")
        super().__init__(home)

    def launch(self) -> None:
        data = self.folder / "data"
        if not data.exists():
            subprocess.run(
                [program("mariadb-install-db", "apt-get install mariadb-server"), "--no-defaults",
                 f"--datadir={data}", "--auth-root-authentication-method=normal", "--skip-test-db"],
                check=True, stdout=subprocess.DEVNULL, user=self.user, env=os.environ | self.variables())
            setup = self.folder / "setup.sql"
            setup.write_text(
                "CREATE USER IF NOT EXISTS 'spool'@'%' IDENTIFIED BY 'secret';\n"
                "GRANT ALL ON *.* TO 'spool'@'%';\nCREATE DATABASE IF NOT EXISTS spool;\n")
            setup.chmod(0o644)
        super().launch()

    def variables(self) -> dict[str, str]:
        """A server that starts deletes the temporary tables of all others in its folder for them."""
        return {"TMPDIR": str(self.folder)}

    def command(self) -> list[str]:
        return [
            self.server, "--no-defaults", f"--datadir={self.folder}/data", f"--socket={self.folder}/socket",
            "--bind-address=127.0.0.1", f"--port={self.port}", "--skip-name-resolve", "--skip-log-bin",
            f"--init-file={self.folder}/setup.sql", "--max-connections=300",
            # Only the system's end would lose a commit.
            "--innodb-flush-log-at-trx-commit=2", "--skip-innodb-doublewrite",
        ]

    def environment(self) -> dict[str, str]:
        return {"SPOOL_TEST_MYSQL_URL": f"mysql://spool:secret@127.0.0.1:{self.port}/spool"}


class MongoDB(Server):
    name = "mongodb"

    def command(self) -> list[str]:
        server = program("secantusd-py", python_package())
        return [
            server, "--host", "127.0.0.1", "--port", str(self.port), "--storage-path", f"{self.folder}/data",
            "--standalone", "--cache-size", "256M",
        ]

    def answers(self) -> bool:
        """Accepts: it listens only when its storage is open."""
        socket.create_connection(("127.0.0.1", self.port), timeout=1).close()
        return True

    def environment(self) -> dict[str, str]:
        # Without the journal acknowledged documents are lost on kill -9.
        return {"SPOOL_TEST_MONGODB_URI": f"mongodb://127.0.0.1:{self.port}/spool?journal=true"}


class SQS(Server):
    """moto, which checks signatures once the first user has been made. It keeps its queues in memory, so it is
    stopped by closing its port."""

    name = "sqs"

    def command(self) -> list[str]:
        return [sys.executable, str(HERE / "sqs_server.py"), str(self.port), str(self.folder)]

    def variables(self) -> dict[str, str]:
        return {"INITIAL_NO_AUTH_ACTION_COUNT": "3"}

    def answers(self) -> bool:
        return (self.folder / "open").exists()

    def start(self) -> None:
        self.process.send_signal(signal.SIGUSR2)
        self.wait()

    def stop(self) -> None:
        self.process.send_signal(signal.SIGUSR1)
        while self.answers() and self.process.poll() is None:
            time.sleep(0.02)

    def environment(self) -> dict[str, str]:
        keys = json.loads((self.folder / "keys.json").read_text())
        return {
            "SPOOL_TEST_SQS_ENDPOINT": f"http://127.0.0.1:{self.port}",
            "AWS_REGION": "us-east-1", "AWS_DEFAULT_REGION": "us-east-1",
            "AWS_ACCESS_KEY_ID": keys["id"], "AWS_SECRET_ACCESS_KEY": keys["secret"],
        }


class SMTP(Server):
    """aiosmtpd with STARTTLS, implicit TLS on a second port, AUTH, and replies by script: see smtp_server.py."""

    name = "smtp"

    def __init__(self, home: Path):
        super().__init__(home)
        self.tls_port = free_port()
        self.certificate = self.folder / "certificate.pem"
        self.mailbox = self.folder / "mailbox"
        self.mailbox.mkdir()
        subprocess.run(
            [program("openssl", "apt-get install openssl"), "req", "-x509", "-newkey", "ec", "-pkeyopt",
             "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2", "-subj", "/CN=localhost", "-addext",
             "subjectAltName=DNS:localhost,IP:127.0.0.1", "-keyout", f"{self.folder}/key.pem", "-out",
             str(self.certificate)],
            check=True, capture_output=True)

    def command(self) -> list[str]:
        return [sys.executable, str(HERE / "smtp_server.py"), str(self.port), str(self.tls_port), str(self.folder)]

    def environment(self) -> dict[str, str]:
        return {
            "SPOOL_TEST_SMTP_URL": f"smtp://spool:secret@127.0.0.1:{self.port}?tls=starttls",
            "SPOOL_TEST_SMTPS_URL": f"smtps://spool:secret@127.0.0.1:{self.tls_port}",
            "SPOOL_TEST_SMTP_CA_FILE": str(self.certificate),
            "SPOOL_TEST_MAILBOX": str(self.mailbox),
        }


SERVERS = {server.name: server for server in (MySQL, MongoDB, SQS, SMTP)}
