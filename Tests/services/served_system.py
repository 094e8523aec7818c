"""The real served Spool of a test: all services in one process, or each in one of its own, over one home."""

import base64
import http.client
import json
import os
import subprocess
import time
from pathlib import Path

from servers import dies_with_parent, free_port

BIN = os.environ.get("SPOOL_BIN_DIR")
PATIENCE = 120


class Reply:
    def __init__(self, response):
        self.status, self.headers, self.body = response.status, response.headers, response.read()

    @property
    def text(self):
        return self.body.decode()

    def json(self):
        return json.loads(self.body)


class ServedSystem:
    """`settings` are those of docs/SERVICES.md without SPOOL_, in lower case. Every process logs into `folder`."""

    def __init__(self, folder, roles=("all",), **settings):
        self.folder, self.home = Path(folder), Path(folder) / "home"
        self.home.mkdir(mode=0o700)
        self.environment = {k: v for k, v in os.environ.items() if not k.startswith(("SPOOL", "XDG_"))}
        self.environment |= {f"SPOOL_{name.upper()}": str(value) for name, value in settings.items()}
        self.environment["SPOOL_MEDIA"] = f"{BIN}/spool-media"
        self.ports, self.processes = {}, {}
        self.place("auth")
        self.environment["SPOOL_AUTH_URL"] = f"http://127.0.0.1:{self.ports['auth']}"
        try:
            for role in roles:
                self.start(role)
            for role in roles:
                self.wait_ready(role)
        except BaseException:
            self.end()
            raise

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.end()

    def place(self, name):
        self.ports[name] = free_port()

    def start(self, role, name=None):
        """`name` tells several processes of a role apart."""
        name = name or role
        if name not in self.ports:
            self.place(name)
        with open(self.folder / f"{name}.log", "ab") as log:
            self.processes[name] = subprocess.Popen(
                [f"{BIN}/spoold", role, "--home", self.home, "--listen", f"127.0.0.1:{self.ports[name]}"],
                env=self.environment, stdin=subprocess.DEVNULL, stdout=log, stderr=log, preexec_fn=dies_with_parent)

    def wait_ready(self, name):
        def is_ready():
            assert self.processes[name].poll() is None, self.log(name)
            try:
                return self.request("GET", "/readyz", to=name).status == 200
            except OSError:
                return False
        wait_until(is_ready)

    def log(self, name):
        return (self.folder / f"{name}.log").read_text(errors="replace")

    def logs(self):
        return "".join(file.read_text(errors="replace") for file in self.folder.glob("*.log"))

    def signal(self, name, signal):
        self.processes[name].send_signal(signal)

    def kill(self, name):
        self.processes[name].kill()
        self.processes[name].wait()

    def end(self):
        for process in self.processes.values():
            process.kill()
            process.wait()

    @property
    def gateway(self):
        return "all" if "all" in self.ports else "gateway"

    @property
    def url(self):
        return f"http://127.0.0.1:{self.ports[self.gateway]}"

    def request(self, method, path, body=None, token=None, basic=None, to=None, headers=None):
        """`body` is bytes, or what is sent as JSON."""
        headers = dict(headers or {})
        if body is not None and not isinstance(body, bytes):
            body, headers["Content-Type"] = json.dumps(body).encode(), "application/json"
        if token:
            headers["Authorization"] = f"Bearer {token}"
        if basic:
            headers["Authorization"] = "Basic " + base64.b64encode(basic.encode()).decode()
        connection = http.client.HTTPConnection("127.0.0.1", self.ports[to or self.gateway], timeout=60)
        try:
            connection.request(method, path, body, headers)
            return Reply(connection.getresponse())
        finally:
            connection.close()

    def login(self, email, password, to=None):
        reply = self.request("POST", "/v1/session", {"email": email, "password": password}, to=to)
        assert reply.status == 201, reply.text
        return reply.json()

    def user(self, *arguments, password=""):
        """`spoold user`, beside the running services."""
        result = subprocess.run(
            [f"{BIN}/spoold", "user", *arguments, "--home", self.home], env=self.environment,
            input=f"{password}\n".encode(), capture_output=True, timeout=60)
        assert result.returncode == 0, result.stderr
        return result.stdout.decode()


def wait_until(condition):
    """Waits for a condition; the limit only ends a wait in vain."""
    end = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.02)
