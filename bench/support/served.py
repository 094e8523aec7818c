"""A served system of our own: its services as processes on free ports over a private home, and an account's calls."""

import contextlib
import http.client
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import uuid
from pathlib import Path

from support.harness import BIN, ROOT, program

sys.path.append(str(ROOT / "Tests" / "services"))
from servers import free_port  # noqa: E402

EMAIL, PASSWORD = "bench@example.org", "a long enough password"
PATIENCE = 60

#: Settings that put a part of the system on a real server instead of into the home.
ON_SERVERS = {
    "mysql": {"SPOOL_MYSQL_URL": "SPOOL_TEST_MYSQL_URL"},
    "mongodb": {"SPOOL_MONGODB_URI": "SPOOL_TEST_MONGODB_URI"},
    "sqs": {"SPOOL_SQS_ENDPOINT": "SPOOL_TEST_SQS_ENDPOINT"},
}


def beside_servers(*names):
    """Runs the benchmark again beside these real servers of the tests, with the Python that has their packages."""
    if "SPOOL_TEST_CONTROL" in os.environ:
        return
    python = next((str(path) for path in (BIN.parent / "venv" / "bin" / "python", ROOT / ".build/venv/bin/python")
                   if path.exists()), None)
    if not python:
        sys.exit(f"no {BIN.parent}/venv with the packages of the test servers: run `make bench`")
    up = str(ROOT / "Tests" / "services" / "up")
    os.execv(python, [python, up, "--only", ",".join(names), python, *sys.argv])


class System:
    """Processes over one home. `servers` names what lies on real servers; all else is embedded."""

    def __init__(self, *servers, **settings):
        self.home = Path(tempfile.mkdtemp(prefix="spool-bench-"))
        self.environment = {name: value for name, value in os.environ.items() if not name.startswith("SPOOL_")}
        self.environment |= {"SPOOL_HOME": str(self.home), "SPOOL_MEDIA": program("spool-media"),
                             "SPOOL_LOG_LEVEL": "warning", "SPOOL_MAX_JOBS_PER_USER": "0", "SPOOL_QUOTA": "0"}
        for server in servers:
            self.environment |= {ours: os.environ[theirs] for ours, theirs in ON_SERVERS[server].items()}
        if "sqs" in servers:
            self.environment["SPOOL_QUEUE"] = "sqs"
        self.environment |= settings
        self.processes = {}
        self._spoold("migrate")
        self._spoold("user", "add", EMAIL, "--admin", typed=PASSWORD + "\n")

    def _spoold(self, *arguments, typed=""):
        result = subprocess.run([program("spoold"), *arguments], env=self.environment, input=typed, text=True,
                                capture_output=True)
        if result.returncode != 0:
            sys.exit(f"spoold {' '.join(arguments)} ended {result.returncode}:\n{result.stderr[-2000:]}")

    def start(self, *arguments, name=None, ready=True):
        """`spoold ARGUMENTS --listen …`; returns its process id, once /readyz says so where `ready`."""
        port = free_port()
        name = name or arguments[0]
        with open(self.home / f"{name}.log", "ab") as log:
            process = subprocess.Popen([program("spoold"), *arguments, "--listen", f"127.0.0.1:{port}"],
                                       env=self.environment, stdout=log, stderr=log)
        self.processes[name] = process
        if arguments[0] in ("gateway", "all"):
            self.port = port
        if arguments[0] == "auth":
            self.environment["SPOOL_AUTH_URL"] = f"http://127.0.0.1:{port}"
        if ready:
            self._wait_ready(name, port)
        return process.pid

    def _wait_ready(self, name, port):
        def is_ready():
            with contextlib.suppress(OSError):
                return call(port, "GET", "/readyz")[0] == 200

        self.wait_for(is_ready, f"spoold {name} did not become ready", PATIENCE)

    def stop(self, *names):
        """Ends these processes, or all, and waits for them."""
        stopping = [self.processes.pop(name) for name in names or list(self.processes)]
        for process in stopping:
            process.send_signal(signal.SIGTERM)
        for process in stopping:
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()

    def log_in(self):
        status, token = call(self.port, "POST", "/login", headers=basic(EMAIL, PASSWORD))
        if status not in (200, 201):
            sys.exit(f"the login was answered with {status}: {token.decode()}")
        self.token = token.decode().strip()

    @property
    def authorization(self):
        return {"Authorization": f"Bearer {self.token}"}

    def request(self, method, path, body=None, headers={}):
        """The answer's JSON, None when it is empty; another status than 2xx ends the benchmark."""
        status, answer = call(self.port, method, path, body, self.authorization | headers)
        if not 200 <= status < 300:
            sys.exit(f"{method} {path} was answered with {status}: {answer.decode(errors='replace')}")
        return json.loads(answer) if answer else None

    def upload(self, file, name=None):
        """Uploads a small file; returns the job's id."""
        boundary = uuid.uuid4().hex
        head = (f'--{boundary}\r\nContent-Disposition: form-data; name="file"; filename="{name or Path(file).name}"'
                "\r\n\r\n")
        body = head.encode() + Path(file).read_bytes() + f"\r\n--{boundary}--\r\n".encode()
        type = {"Content-Type": f"multipart/form-data; boundary={boundary}"}
        return self.request("POST", "/upload", body, type)["jobs"][0]

    def jobs(self, *states, limit=1000):
        """The first jobs in these states, or in any."""
        return self.request("GET", f"/v1/jobs?limit={limit}&state={','.join(states)}")["jobs"]

    def wait_for(self, condition, what, seconds=600, every=0.05):
        """Looks again and again; the end of patience or of a process ends the benchmark."""
        end = time.monotonic() + seconds
        while not condition():
            gone = [name for name, process in self.processes.items() if process.poll() is not None]
            if gone or time.monotonic() > end:
                sys.exit(f"{what}: {', '.join(gone) or 'nothing'} ended\n{self.log(*gone or self.processes)}")
            time.sleep(every)

    def log(self, *names):
        return "".join((self.home / f"{name}.log").read_text()[-1500:] for name in names)

    def close(self):
        self.stop()
        shutil.rmtree(self.home, ignore_errors=True)


@contextlib.contextmanager
def served(*servers, **settings):
    system = System(*servers, **settings)
    try:
        yield system
    finally:
        system.close()


def basic(user, password):
    import base64
    return {"Authorization": "Basic " + base64.b64encode(f"{user}:{password}".encode()).decode()}


def call(port, method, path, body=None, headers={}):
    """Status and body of one request on a connection of its own."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    try:
        connection.request(method, path, body, headers)
        answer = connection.getresponse()
        return answer.status, answer.read()
    finally:
        connection.close()
