"""Secrets that are planted everywhere never come out: not in logs, not in refusals, not in the list of processes."""

import os
import re
import subprocess
from pathlib import Path

import pytest

from served_system import BIN, ServedSystem

PASSWORD = "canary-password-1f"
SECRET = "canary-shared-2e"
KEYS = ["canary-key-3d", "canary-key-4c"]


@pytest.fixture
def system(folder):
    with ServedSystem(
            folder, roles=("auth", "gateway", "converter", "notifier"), log_level="trace", sign_up="invite",
            auth_secret=SECRET) as system:
        yield system


def multipart(content):
    return (b'--x\r\nContent-Disposition: form-data; name="file"; filename="a.mkv"\r\n\r\n' + content + b"\r\n--x--\r\n",
            {"Content-Type": "multipart/form-data; boundary=x"})


def test_secrets_stay_inside(system):
    refusals = []

    def refused(*arguments, **options):
        reply = system.request(*arguments, **options)
        assert reply.status >= 400
        refusals.append(reply.text + str(reply.headers))

    email = "ann@example.org"
    invitation = system.user("invite", email).splitlines()[0]
    made = system.request("POST", "/v1/users", {"email": email, "password": PASSWORD, "invitation": invitation})
    assert made.status == 201
    grant = system.login(email, PASSWORD)
    renewed = system.request("POST", "/v1/session/refresh", {"refreshToken": grant["refreshToken"]}).json()
    body, headers = multipart(b"no video")
    uploaded = system.request("POST", "/upload", body, token=renewed["accessToken"], headers=headers)
    assert uploaded.status == 201, uploaded.text
    # Everything that is wrong, with secrets in every place that people mistake for another.
    refused("POST", "/v1/session", {"email": PASSWORD, "password": PASSWORD})
    refused("POST", "/v1/session", {"email": email, "password": PASSWORD + "!"})
    refused("POST", "/v1/session", f'{{"password":"{PASSWORD}"'.encode())
    refused("POST", "/login", basic=f"{email}:{PASSWORD}!")
    refused("POST", "/v1/users", {"email": PASSWORD, "password": PASSWORD, "invitation": invitation})
    refused("GET", "/v1/jobs", token=renewed["accessToken"][:-4])
    refused("GET", f"/v1/jobs/{PASSWORD}", token=renewed["accessToken"])
    refused("POST", "/v1/session/refresh", {"refreshToken": renewed["refreshToken"] + "A"})
    refused("PATCH", "/v1/users/me", {"password": PASSWORD, "currentPassword": "wrong"}, token=renewed["accessToken"])
    refused("POST", "/login", {"email": email, "password": PASSWORD}, to="auth")
    refused("POST", "/login", {}, to="auth", token=SECRET[:-1])
    refused("POST", "/v1/session/refresh", {"refreshToken": grant["refreshToken"]})
    processes = command_lines(system)
    logs = system.logs()
    keys = [line for name in ("jwt.pem", "link.key") for line in find(system.home, name)]
    secrets = [PASSWORD, SECRET, invitation, "$argon2id", *keys] + [
        grant[token] for grant in (grant, renewed) for token in ("accessToken", "refreshToken")]
    for secret in secrets:
        assert secret not in logs and secret not in "".join(refusals) and secret not in processes, secret
    # The logs do tell what happened.
    assert all(re.search(words, logs) for words in ("login refused", "refresh reused", "sign_up ok", "uploaded"))


def find(home, name):
    """The secret lines of a key's file."""
    [file] = home.rglob(name)
    data = file.read_bytes()
    return [line.decode() for line in data.splitlines() if line and b"-----" not in line and line.isascii()] + [data.hex()]


def command_lines(system):
    text = ""
    for process in system.processes.values():
        text += Path(f"/proc/{process.pid}/cmdline").read_text()
    return text


def test_a_wrong_password_of_a_server_is_not_repeated(folder):
    """What doctor, and a service that waits for its servers, say of them."""
    url = os.environ.get("SPOOL_TEST_MYSQL_URL")
    if not url:
        pytest.skip("the real servers are not there: Tests/services/up COMMAND")
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("SPOOL", "AWS_"))}
    environment |= {
        "SPOOL_MYSQL_URL": url.replace(":secret@", f":{PASSWORD}@"),
        "SPOOL_MONGODB_URI": os.environ["SPOOL_TEST_MONGODB_URI"].replace("://", f"://ann:{PASSWORD}@"),
        "SPOOL_SMTP_URL": os.environ["SPOOL_TEST_SMTP_URL"].replace(":secret@", f":{PASSWORD}@"),
        "SPOOL_CA_FILE": os.environ["SPOOL_TEST_SMTP_CA_FILE"],
        "SPOOL_QUEUE": "sqs", "SPOOL_SQS_ENDPOINT": os.environ["SPOOL_TEST_SQS_ENDPOINT"],
        "AWS_REGION": "us-east-1", "AWS_ACCESS_KEY_ID": KEYS[0], "AWS_SECRET_ACCESS_KEY": KEYS[1],
        "SPOOL_MEDIA": f"{BIN}/spool-media", "SPOOL_LOG_LEVEL": "trace",
    }
    found = subprocess.run(
        [f"{BIN}/spoold", "doctor", "--home", folder / "home"], env=environment, capture_output=True, timeout=120)
    text = (found.stdout + found.stderr).decode()
    assert found.returncode == 1 and "MySQL" in text
    for secret in (PASSWORD, KEYS[1]):
        assert secret not in text, text
