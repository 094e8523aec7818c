"""The walls around spool-media, seen from outside."""

import json
import os
import signal
import subprocess
import sys

import pytest

import traced
from person import wait_until


@pytest.fixture
def endless(tmp_path):
    """Ten hours of silence that take no space on the disk."""
    source = tmp_path / "endless.wav"
    size = 36000 * 44100 * 2

    def little(value, count):
        return value.to_bytes(count, "little")

    header = (
        b"RIFF" + little(size + 36, 4) + b"WAVEfmt " + little(16, 4) + little(1, 2) + little(1, 2) + little(44100, 4)
        + little(88200, 4) + little(2, 2) + little(16, 2) + b"data" + little(size, 4))
    with open(source, "wb") as file:
        file.write(header)
        file.truncate(44 + size)
    return source


@pytest.fixture
def running(spool_media, endless, tmp_path):
    """A conversion that has begun."""
    process = subprocess.Popen(
        [spool_media, "convert", endless, tmp_path / "out.mp3", "--threads", "2"], stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE)
    assert b"started" in process.stdout.readline()
    yield process
    process.kill()
    process.wait()


def test_sigterm_ends_it_at_once(running):
    running.send_signal(signal.SIGTERM)
    assert running.wait(60) in (-signal.SIGTERM, 143)


def test_it_ends_when_nobody_listens(running):
    running.stdout.close()
    assert running.wait(60) != 0


def test_limits_hold_while_it_works(running):
    limits = {}
    with open(f"/proc/{running.pid}/limits") as file:
        for line in file.readlines()[1:]:
            name, soft = line[:26].strip(), line[26:].split()[0]
            limits[name] = soft
    assert limits["Max core file size"] == "0"
    assert limits["Max open files"] == "5"
    assert 300 <= int(limits["Max cpu time"]) <= 12 * 3600
    assert int(limits["Max address space"]) < 3 << 30
    assert int(limits["Max file size"]) <= 4 << 30


def test_only_its_files_are_open(running):
    numbers = sorted(int(name) for name in os.listdir(f"/proc/{running.pid}/fd"))
    assert numbers == [0, 1, 2, 3, 4]
    assert os.readlink(f"/proc/{running.pid}/cwd") == "/"


def test_every_thread_is_filtered_and_bound(running):
    threads = os.listdir(f"/proc/{running.pid}/task")
    for thread in threads:
        try:
            with open(f"/proc/{running.pid}/task/{thread}/status") as file:
                status = dict(line.split(":", 1) for line in file.read().splitlines())
        except FileNotFoundError:
            continue
        assert status["NoNewPrivs"].strip() == "1"
        assert status["Seccomp"].strip() == "2"


PARENT = """
import os, subprocess, sys
source, output = os.open(sys.argv[2], os.O_RDONLY), os.open(sys.argv[3], os.O_RDWR | os.O_CREAT)
os.dup2(source, 3); os.dup2(output, 4)
worker = subprocess.Popen([sys.argv[1], "--parent", str(os.getpid())], stdin=0, stdout=1, pass_fds=(3, 4))
print(worker.pid, file=sys.stderr, flush=True)
worker.wait()
"""


def test_it_dies_with_its_parent(spool_media, endless, tmp_path):
    parent = subprocess.Popen(
        [sys.executable, "-c", PARENT, spool_media, endless, tmp_path / "out.mp3"], stdin=subprocess.PIPE,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    request = {"request": "convert", "name": "endless.wav", "options": {}, "threads": 1}
    parent.stdin.write(json.dumps(request).encode() + b"\n")
    parent.stdin.flush()
    child = int(parent.stderr.readline())
    assert b"started" in parent.stdout.readline()
    parent.kill()
    parent.wait()

    def is_gone():
        try:
            with open(f"/proc/{child}/stat") as file:
                return file.read().rpartition(")")[2].split()[0] in "ZX"
        except (FileNotFoundError, ProcessLookupError):
            return True

    wait_until(is_gone)


def test_it_does_not_work_for_a_stranger(spool_media):
    process = subprocess.run([spool_media, "--parent", "1"], stdin=subprocess.DEVNULL, capture_output=True)
    assert process.returncode == 1 and process.stdout == b""


@pytest.mark.parametrize("call, missing", [("landlock_create_ruleset", "Landlock"), ("seccomp", "filter"), ("prctl", "filter")])
def test_a_kernel_without_a_wall_is_said_loudly(spool_media, endless, tmp_path, call, missing):
    source = tmp_path / "short.wav"
    subprocess.run(["ffmpeg", "-v", "error", "-f", "lavfi", "-i", "sine=d=1", source], check=True)
    arguments = ["convert", "--force", str(source), str(tmp_path / "out.mp3")]
    inject = f"{call}:error=ENOSYS"

    result = traced.run(spool_media, arguments, folder=tmp_path, inject=inject)
    warnings = [event for event in result.events if event["event"] == "warning"]
    assert [warning["code"] for warning in warnings].count("sandbox_unavailable") == 1
    assert missing in next(warning["message"] for warning in warnings if warning["code"] == "sandbox_unavailable")
    assert result.verdict == "done"

    refused = traced.run(
        spool_media, arguments, folder=tmp_path, inject=inject, environment={"SPOOL_REQUIRE_SANDBOX": "1"})
    assert refused.status == 1 and refused.verdict == "internal"
    assert "SPOOL_REQUIRE_SANDBOX" in refused.last[1]["message"]

    report = traced.run(spool_media, ["self-test"], folder=tmp_path, inject=inject).last[1]
    assert not (report["landlock"] and report["seccomp"] and report["limits"]) and report["notes"]


def test_the_whole_sandbox_satisfies_the_strict(spool_media, tmp_path):
    result = traced.run(spool_media, ["self-test"], folder=tmp_path, environment={"SPOOL_REQUIRE_SANDBOX": "1"})
    assert result.last == ("sandbox", {"landlock": True, "limits": True, "seccomp": True, "notes": []})


REQUESTS = {
    "none": b"", "empty": b"\n", "object": b"{}\n", "junk": b"junk\n", "deep": b"[" * 100_000 + b"\n", "binary": b"\xff\xfe\n",
    "long": b"x" * 3_000_000,
}


@pytest.mark.parametrize("name", REQUESTS)
def test_requests_that_are_none_are_refused(spool_media, name):
    process = subprocess.run([spool_media], input=REQUESTS[name], capture_output=True)
    assert process.returncode == 2
    assert process.stdout == b"" and b"spool-media: " in process.stderr
