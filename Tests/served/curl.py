"""A person's curl."""

import json
import re
import subprocess


class Reply:
    def __init__(self, status, headers, body):
        self.status, self.headers, self.body = status, headers, body

    @property
    def text(self):
        return self.body.decode(errors="replace")

    def json(self):
        return json.loads(self.body)


def curl(*arguments, timeout=60):
    """What curl says to a command line of a person's, with status and headers beside it."""
    marks = ["-sS", "--max-time", str(timeout), "-D", "/dev/stderr", "-w", "%{stderr}\n%{http_code}"]
    result = subprocess.run(["curl", *marks, *map(str, arguments)], capture_output=True, timeout=timeout + 10)
    told, _, status = result.stderr.decode(errors="replace").rpartition("\n")
    assert status.strip().isdigit(), result.stderr.decode(errors="replace")
    headers = dict(re.findall(r"^([A-Za-z-]+): *(.*?)\r?$", told, re.M))
    return Reply(int(status), {name.lower(): value for name, value in headers.items()}, result.stdout)


def expect_refusal(reply):
    assert reply.status == 503, (reply.status, reply.text)
    assert 1 <= int(reply.headers["retry-after"]) <= 60
    assert reply.json()["code"] == "unavailable" and reply.headers["content-type"] == "application/problem+json"
