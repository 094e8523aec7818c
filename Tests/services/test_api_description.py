"""The API is as docs/openapi.yaml describes it: schemathesis calls every route with what the description allows and
what it does not, and each operation is called once as people do."""

import json
import os
import subprocess
import sys
import tempfile
import urllib.request
from pathlib import Path

import pytest

from description import Description
from served_system import BIN, ServedSystem, wait_until
from servers import dies_with_parent, free_port

FILE = Path(__file__).parents[2] / "docs/openapi.yaml"
# The stream of events never ends: the last test follows it.
STREAM = "events"
# They end the login with which all else is called.
FAREWELLS = ["logout", "deleteAccount"]
CHECKS = ("not_a_server_error,status_code_conformance,content_type_conformance,response_headers_conformance,"
          "response_schema_conformance,unsupported_method,allow_header_conformance")
ANN, PASSWORD = "ann@example.org", "correct horse"


@pytest.fixture
def single_user(folder):
    """On loopback, where no path of a file is taken: nothing it is sent can do harm."""
    port = free_port()
    reading, writing = os.pipe()
    process = subprocess.Popen(
        [f"{BIN}/spoold", "all", "--home", folder / "home", "--ready-fd", str(writing), "--idle-exit", "0"],
        env={**os.environ, "SPOOL_LOOPBACK": f"127.0.0.1:{port}", "SPOOL_MEDIA": f"{BIN}/spool-media"},
        pass_fds=[writing], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, preexec_fn=dies_with_parent)
    os.close(writing)
    try:
        with open(reading) as ready:
            assert json.loads(ready.readline())["state"] == "ready"
        yield f"http://127.0.0.1:{port}"
        assert process.poll() is None, "the server has ended"
    finally:
        process.terminate()
        process.wait(timeout=60)


@pytest.fixture
def served(folder):
    with ServedSystem(folder, sign_up="open") as system:
        system.user("add", ANN, "--admin", password=PASSWORD)
        yield system


def schemathesis(url, *options, token=None):
    header = ["--header", f"Authorization: Bearer {token}"] if token else []
    result = subprocess.run(
        [Path(sys.executable).with_name("schemathesis"), "run", FILE, "--url", url, "--checks", CHECKS, *options, *header,
         "--max-examples", "10", "--generation-deterministic", "--request-timeout", "20", "--no-color"],
        capture_output=True, text=True, timeout=280, cwd=tempfile.gettempdir())
    assert result.returncode == 0, result.stdout[-6000:] + result.stderr[-2000:]


def leaving_out(*operations):
    return [word for name in operations for word in ("--exclude-operation-id", name)]


def test_a_single_user_server_is_as_described(single_user):
    schemathesis(single_user, *leaving_out(STREAM))


def test_a_served_gateway_is_as_described(served):
    schemathesis(served.url, *leaving_out(STREAM, *FAREWELLS), token=served.login(ANN, PASSWORD)["accessToken"])
    for name in FAREWELLS:
        token = served.login(ANN, PASSWORD)["accessToken"]
        schemathesis(served.url, "--include-operation-id", name, token=token)


def test_every_operation_answers_as_described(served, folder):
    subprocess.run(
        ["ffmpeg", "-v", "error", "-f", "lavfi", "-i", "sine=duration=2", folder / "clip.mka"], check=True)
    description = Description(FILE.read_text())
    called = set()
    token = served.login(ANN, PASSWORD)["accessToken"]

    def call(method, template, status, *arguments, job=None, query="", **options):
        path = template.replace("{id}", job or "") + query
        reply = served.request(method, path, *arguments, **({"token": token} | options))
        assert reply.status == status, f"{method} {path}: {reply.status} {reply.text}"
        description.check(method, template, reply)
        called.add((method, template))
        return reply

    for probe in ("/v1/info", "/healthz", "/readyz", "/metrics", "/openapi.yaml"):
        reply = call("GET", probe, 200, token=None)
    assert reply.text == FILE.read_text()
    bob = {"email": "bob@example.org", "password": PASSWORD}
    call("POST", "/v1/users", 201, bob, token=None)
    call("POST", "/v1/users", 409, bob, token=None)
    grant = call("POST", "/v1/session", 201, bob, token=None).json()
    call("POST", "/login", 200, token=None, basic=f"{ANN}:{PASSWORD}")
    grant = call("POST", "/v1/session/refresh", 200, {"refreshToken": grant["refreshToken"]}, token=None).json()
    call("GET", "/v1/users/me", 200)
    call("PATCH", "/v1/users/me", 200, {"notifies": False})

    call("POST", "/v1/queue/pause", 200)
    call("POST", "/v1/queue/pause", 403, token=grant["accessToken"])
    video = (folder / "clip.mka").read_bytes()
    form = b'--x\r\nContent-Disposition: form-data; name="file"; filename="clip.mka"\r\n\r\n' + video + b"\r\n--x--\r\n"
    headers = {"Content-Type": "multipart/form-data; boundary=x"}
    [job] = call("POST", "/upload", 201, form, headers=headers).json()["jobs"]
    call("GET", "/v1/jobs", 200, query="?state=queued&limit=10")
    call("GET", "/v1/jobs/{id}", 200, job=job)
    call("PATCH", "/v1/jobs/{id}", 200, {"priority": 3, "move": "top"}, job=job)
    call("GET", "/v1/jobs/{id}/mp3", 409, job=job)
    for verb in ("pause", "resume", "cancel", "retry"):
        call("POST", f"/v1/jobs/{{id}}/{verb}", 200, job=job)
    call("POST", "/v1/jobs/{id}/retry", 409, job=job)
    call("GET", "/v1/queue", 200)
    call("POST", "/v1/queue/resume", 200)
    wait_until(lambda: call("GET", "/v1/jobs/{id}", 200, job=job).json()["state"] == "done")
    call("GET", "/v1/jobs/{id}/log", 200, job=job)
    whole = call("GET", "/v1/jobs/{id}/mp3", 200, job=job)
    call("GET", "/v1/jobs/{id}/mp3", 206, job=job, headers={"Range": "bytes=0-9"})
    call("GET", "/v1/jobs/{id}/mp3", 304, job=job, headers={"If-None-Match": whole.headers["ETag"]})
    call("GET", "/v1/jobs/{id}/mp3", 416, job=job, headers={"Range": "bytes=99999999-"})
    assert call("GET", "/download", 200, query=f"?fid={job}").body == whole.body
    call("GET", "/v1/jobs/{id}", 404, job=job, token=grant["accessToken"])
    call("DELETE", "/v1/jobs/{id}", 204, job=job)
    # Over the Unix socket of a single-user server only.
    call("POST", "/v1/jobs", 403, {"items": [{"path": "/etc/passwd"}], "options": {}, "priority": 0})
    call("POST", "/v1/daemon/shutdown", 403)
    follow(served, token, description)
    called.add(("GET", "/v1/events"))
    call("DELETE", "/v1/users/me", 204, token=grant["accessToken"])
    call("DELETE", "/v1/session", 204)
    call("DELETE", "/v1/session", 401)
    assert called == description.operations


def follow(served, token, description):
    """The stream's first two events."""
    request = urllib.request.Request(f"{served.url}/v1/events", headers={"Authorization": f"Bearer {token}"})
    with urllib.request.urlopen(request, timeout=60) as stream:
        assert stream.headers["Content-Type"] == "text/event-stream"
        for name, kind in (("hello", "FeedHello"), ("queue", "QueueStatus")):
            event = dict(line.decode().rstrip("\n").split(": ", 1) for line in iter(stream.readline, b"\n"))
            assert event["event"] == name
            description.validate(json.loads(event["data"]), {"$ref": f"#/components/schemas/{kind}"})
