"""The whole journey at a real server: an account made in the login form, files sent, jobs followed live, MP3s brought
back; the login ends in mid-work and the work goes on."""

import os
import re
import subprocess
import time
import urllib.error
import urllib.request

import pytest

from conftest import BIN, available
from sources import wave


@pytest.fixture
def server(home):
    """`spoold all --listen` on a free port, with accounts for everybody; its address."""
    for name in ("spool", "spoold", "spool-media"):
        if not available(name):
            pytest.skip(f"SPOOL_BIN_DIR has no {name}")
    log = open(f"{home}/spoold.log", "wb+")
    environment = {
        "PATH": os.environ["PATH"], "HOME": home, "SPOOL_HOME": f"{home}/server", "SPOOL_SIGN_UP": "open",
        "SPOOL_MEDIA": f"{os.path.abspath(BIN)}/spool-media", "SPOOL_FREE_SPACE_FLOOR": "0",
    }
    process = subprocess.Popen(
        [f"{os.path.abspath(BIN)}/spoold", "all", "--listen", "127.0.0.1:0"], env=environment, stdout=log, stderr=log)
    deadline = time.monotonic() + 30
    while not (found := re.search(rb"listening on (127\.0\.0\.1:\d+)", open(log.name, "rb").read())):
        assert process.poll() is None and time.monotonic() < deadline, open(log.name).read()
        time.sleep(0.02)
    address = "http://" + found[1].decode()
    try:
        if not has_accounts(address):
            pytest.skip("this spoold has no accounts")
        yield address
    finally:
        process.terminate()
        process.wait(20)


def has_accounts(address):
    try:
        urllib.request.urlopen(urllib.request.Request(f"{address}/v1/users/me"), timeout=10)
    except urllib.error.HTTPError as refusal:
        return refusal.code == 401
    return False


def start(front_end, server, **options):
    return front_end.start(ready=False, environment={"SPOOL_SERVER": server}, **options)


def test_sign_up_send_convert_bring_back(front_end, server):
    for name in ("one", "two", "three"):
        wave(front_end.media / f"{name}.wav", 3)
    with start(front_end, server) as terminal:
        terminal.wait_for("Password")
        terminal.press("ann@example.org\r")
        terminal.wait_for("create account")
        terminal.press("\x14")
        terminal.send("correct horse battery\r")
        terminal.wait_for("ann@example.org · 127.0.0.1", 30)
        terminal.press("ap")
        terminal.wait_for("3 of 3 files", 30)
        terminal.send("\r")
        terminal.wait_for("3 done", 60)
        terminal.wait_until(lambda: len(list(front_end.media.glob("*.mp3"))) == 3, "the results came back", 30)
        terminal.send("q")
        assert terminal.wait_exit() == 0
    assert b"battery" not in terminal.log
    with start(front_end, server) as terminal:
        terminal.wait_for("ann@example.org · 127.0.0.1")
        terminal.send("2")
        terminal.wait_for("3 done")
        assert "Password" not in terminal.text()


def test_a_wrong_password_is_said(front_end, server):
    with start(front_end, server) as terminal:
        terminal.wait_for("Password")
        terminal.press("nobody@example.org\r")
        terminal.send("something wrong\r")
        terminal.wait_for("wrong email or password", 30)


def test_the_verbs_do_the_same(front_end, server):
    wave(front_end.media / "one.wav", 2)

    def run(*arguments, text=b""):
        return subprocess.run(
            [front_end.path, *arguments], input=text, capture_output=True, timeout=60, cwd=front_end.media,
            env=os.environ | front_end.variables)

    made = run("login", server, "--email", "bob@example.org", "--password-stdin", "--sign-up", "--name", "work",
               text=b"correct horse battery")
    assert made.returncode == 0, made.stderr
    done = run("convert", "one.wav", "--to", f"{front_end.home}/out")
    assert done.returncode == 0, done.stderr
    assert os.listdir(f"{front_end.home}/out") == ["one.mp3"]
    assert run("ls", "--server", "work").stdout.count(b"done") == 1
    assert run("logout").returncode == 0
    assert run("ls", "--server", "work").returncode == 4
