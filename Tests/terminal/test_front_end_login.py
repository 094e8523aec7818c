"""The login form, the work that waits for it, and the jobs of a server on another machine."""

import json
import pathlib
import re
import time

import pytest

from served import Served
from sources import wave

PASSWORD = "right horse"


@pytest.fixture
def served():
    with Served() as server:
        yield server


def log_in(terminal, password=PASSWORD):
    terminal.wait_for("Password")
    terminal.press("ann@example.org\r")
    terminal.send(password + "\r")


def start(front_end, server, **options):
    return front_end.start(ready=False, environment={"SPOOL_SERVER": server.url}, **options)


@pytest.mark.parametrize("size", [(40, 12), (80, 24), (132, 43)])
def test_login_upload_download(front_end, served, size):
    for name in ("one", "two"):
        wave(front_end.media / f"{name}.wav", 1)
    with start(front_end, served, size=size) as terminal:
        log_in(terminal)
        terminal.wait_for("Logged in")
        terminal.press("  ")
        terminal.send("p")
        terminal.wait_until(lambda: terminal.text().count("kB  ready") == 2, "both are ready")
        terminal.send("\r")
        terminal.wait_for("2 done")
        # Not for the files: the second is there before its saving has ended, and until then `q` asks.
        terminal.wait_for("2 MP3s saved and verified.")
        terminal.send("q")
        assert terminal.wait_exit() == 0
    log = terminal.log
    assert PASSWORD.encode() not in log and PASSWORD.split()[0].encode() not in log
    assert b"access-" not in log and b"refresh-" not in log
    assert sorted(name for name, _, _ in served.uploads) == ["one.wav", "two.wav"]
    assert {content for _, content, _ in served.uploads} == {
        path.read_bytes() for path in front_end.media.glob("*.wav")}
    batches = {options["batch"] for _, _, options in served.uploads}
    assert len(batches) == 1 and all(options["batchSize"] == 2 for _, _, options in served.uploads)
    for path in front_end.media.glob("*.mp3"):
        assert path.read_bytes() in served.mp3s.values()


def test_a_wrong_password_then_the_right_one(front_end, served):
    with start(front_end, served) as terminal:
        log_in(terminal, "wrong")
        terminal.wait_for("wrong email or password")
        terminal.send(PASSWORD + "\r")
        terminal.wait_for("ann@example.org · 127.0.0.1")
        terminal.send("q")
        assert terminal.wait_exit() == 0


def seconds_left(terminal):
    found = re.search(r"try again in (\d+) s", terminal.text())
    return int(found[1]) if found else 0


def test_too_many_attempts_count_down(front_end, served):
    served.throttle = 5
    with start(front_end, served) as terminal:
        log_in(terminal, "wrong")
        terminal.wait_until(lambda: seconds_left(terminal), "it says how long")
        first = seconds_left(terminal)
        terminal.wait_until(lambda: 0 < seconds_left(terminal) < first, "it counts down")
        served.throttle = None
        terminal.wait_until(lambda: "try again" not in terminal.text(), "the wait is over")
        terminal.send(PASSWORD + "\r")
        terminal.wait_for("Logged in")


def test_the_login_ends_in_mid_work_and_the_work_goes_on(front_end, served):
    wave(front_end.media / "one.wav", 1)
    with start(front_end, served) as terminal:
        log_in(terminal)
        terminal.wait_for("Logged in")
        terminal.send("p")
        terminal.wait_for("kB  ready")
        served.end_logins()
        terminal.wait_for("Your login has ended")
        terminal.send(PASSWORD + "\r")
        terminal.wait_until(lambda: "Password" not in terminal.text(), "the form has gone")
        # The event stream need not be back yet.
        terminal.send("\r")
        terminal.wait_for("1 done")


def test_an_access_token_that_ends_is_renewed_unseen(front_end, served):
    wave(front_end.media / "one.wav", 1)
    with start(front_end, served) as terminal:
        log_in(terminal)
        terminal.wait_for("Logged in")
        served.end_access()
        terminal.send("p")
        terminal.wait_for("kB  ready")
        terminal.send("\r")
        terminal.wait_for("1 done")
        assert "Password" not in terminal.text()
    assert len(served.asked("POST", "/v1/session/refresh")) == 1


def test_a_saved_session_needs_no_form(front_end, served):
    with start(front_end, served) as terminal:
        log_in(terminal)
        terminal.wait_for("Logged in")
        terminal.send("q")
        terminal.wait_exit()
    state = pathlib.Path(front_end.home) / "state" / "spool" / "sessions"
    (session,) = state.glob("*.json")
    assert session.stat().st_mode & 0o777 == 0o600 and state.stat().st_mode & 0o777 == 0o700
    assert PASSWORD not in session.read_text()
    with front_end.start(ready=False) as terminal:
        terminal.wait_for("ann@example.org · 127.0.0.1")
        assert "Password" not in terminal.text()
    profiles = json.loads((pathlib.Path(front_end.home) / "config" / "spool" / "servers.json").read_text())
    assert profiles["default"] == "127.0.0.1" and profiles["servers"][0]["email"] == "ann@example.org"


def test_escape_leaves_the_form_and_quitting_is_quick(front_end, served):
    with start(front_end, served) as terminal:
        terminal.wait_for("Password")
        terminal.press("\x1b")
        terminal.wait_for("L logs in")
        terminal.send("L")
        terminal.wait_for("your own daemon")
        terminal.press("\x1b")
        terminal.send("q")
        # It would take 5 s if it waited for the server.
        before = time.monotonic()
        assert terminal.wait_exit() == 0
        assert time.monotonic() - before < 4.5


def test_an_account_is_made_where_that_is_open(front_end):
    with Served(sign_up="open") as served, start(front_end, served) as terminal:
        terminal.wait_for("Password")
        terminal.press("bob@example.org\r")
        terminal.wait_for("create account")
        terminal.press("\x14")
        terminal.wait_for("[x] create account")
        terminal.send("a new secret\r")
        terminal.wait_for("bob@example.org · 127.0.0.1")
    assert served.users["bob@example.org"] == "a new secret"


def test_a_paste_fills_the_field_alone(front_end, served):
    with start(front_end, served) as terminal:
        terminal.wait_for("Password")
        terminal.press("\x1b[200~ann@example.org\x1b[201~\r")
        terminal.send(f"\x1b[200~{PASSWORD}\n\x1b[201~\r")
        terminal.wait_for("Logged in")


def test_the_server_goes_away_and_says_so(front_end):
    with Served() as served:
        url = served.url
    with front_end.start(ready=False, environment={"SPOOL_SERVER": url}) as terminal:
        terminal.wait_for("server unreachable")
