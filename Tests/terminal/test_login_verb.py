"""`spool login` on a terminal: asked for, never echoed, never left in a broken terminal; and over TLS."""

import os
import subprocess
import termios

import pytest

from pseudo_terminal import Terminal
from served import Served

PASSWORD = "right horse"


@pytest.fixture
def served():
    with Served() as server:
        yield server


def verb(front_end, *arguments):
    return Terminal([front_end.path, *arguments], environment=front_end.variables, directory=front_end.folder)


def run(front_end, *arguments, text=b""):
    return subprocess.run(
        [front_end.path, *arguments], input=text, capture_output=True, timeout=120, cwd=front_end.folder,
        env=os.environ | front_end.variables)


def test_the_password_is_asked_for_without_echo(front_end, served):
    with verb(front_end, "login", served.url) as terminal:
        terminal.wait_for("email:")
        terminal.send("ann@exampel\x7f\x7f\x7fple.org\r")
        terminal.wait_for("password of ann@example.org")
        terminal.send("wrong\x15right hose\x7f\x7frse\r")
        terminal.wait_for("logged in at 127.0.0.1")
        assert terminal.wait_exit() == 0
        assert termios.tcgetattr(terminal.slave) == terminal.initial_modes
        assert b"right" not in terminal.log and b"wrong" not in terminal.log


def test_an_interrupt_gives_the_echo_back(front_end, served):
    with verb(front_end, "login", served.url, "--email", "ann@example.org") as terminal:
        terminal.wait_for("password of")
        terminal.send("half\x03")
        assert terminal.wait_exit() == 130
        assert termios.tcgetattr(terminal.slave) == terminal.initial_modes
    assert not served.asked("POST", "/v1/session")


def test_a_signal_gives_the_echo_back(front_end, served):
    with verb(front_end, "login", served.url, "--email", "ann@example.org") as terminal:
        terminal.wait_for("password of")
        terminal.kill(15)
        assert terminal.wait_exit() == 130
        assert termios.tcgetattr(terminal.slave) == terminal.initial_modes


def test_a_new_password_is_asked_for_twice(front_end):
    with Served(sign_up="open") as served:
        with verb(front_end, "login", served.url, "--sign-up", "--email", "bob@example.org") as terminal:
            terminal.wait_for("password of")
            terminal.send("new secret\r")
            terminal.wait_for("again")
            terminal.send("new secret\r")
            terminal.wait_for("logged in")
        assert served.users["bob@example.org"] == "new secret"


@pytest.fixture
def certificate(tmp_path):
    files = str(tmp_path / "cert.pem"), str(tmp_path / "key.pem")
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "1",
         "-subj", "/CN=spool", "-addext", "subjectAltName=IP:127.0.0.1", "-out", files[0], "-keyout", files[1]],
        check=True, capture_output=True)
    return files


def test_a_self_signed_certificate_needs_cacert_which_is_remembered(front_end, certificate):
    with Served(certificate=certificate) as served:
        login = ["login", served.url, "--email", "ann@example.org", "--password-stdin"]
        refused = run(front_end, *login, text=PASSWORD.encode())
        assert refused.returncode == 3
        assert b"--cacert FILE" in refused.stderr and b"self-signed" in refused.stderr
        assert not served.requests
        accepted = run(front_end, *login, "--cacert", certificate[0], text=PASSWORD.encode())
        assert accepted.returncode == 0, accepted.stderr
        assert run(front_end, "ls").returncode == 0
        assert run(front_end, "ls", "--cacert", "/dev/null").returncode == 3


def test_a_password_is_never_an_argument(front_end, served):
    assert run(front_end, "login", served.url, "--password", PASSWORD).returncode == 2


def test_many_processes_spend_the_refresh_token_once(front_end, served):
    assert run(front_end, "login", served.url, "--email", "ann@example.org", "--password-stdin",
               text=PASSWORD.encode()).returncode == 0
    served.end_access()
    processes = [
        subprocess.Popen([front_end.path, "ls"], cwd=front_end.folder, env=os.environ | front_end.variables,
                         stdout=subprocess.DEVNULL, stderr=subprocess.PIPE) for _ in range(8)]
    for process in processes:
        _, error = process.communicate(timeout=60)
        assert process.returncode == 0, error
    assert len(served.asked("POST", "/v1/session/refresh")) == 1


def test_convert_sends_waits_and_brings_the_results(front_end, served):
    run(front_end, "login", served.url, "--email", "ann@example.org", "--password-stdin", text=PASSWORD.encode())
    names = [b"one.mkv", b"byte \xff.mkv"]
    for name in names:
        with open(os.path.join(front_end.folder.encode(), name), "wb") as file:
            file.write(name * 100_000)
    target = f"{front_end.home}/results"
    done = run(front_end, "convert", *[name for name in names], "--to", target)
    assert done.returncode == 0, done.stderr
    assert len(os.listdir(target)) == 2
    assert {content for _, content, _ in served.uploads} == {name * 100_000 for name in names}


def test_a_session_open_to_others_is_refused(front_end, served):
    run(front_end, "login", served.url, "--email", "ann@example.org", "--password-stdin", text=PASSWORD.encode())
    sessions = f"{front_end.home}/state/spool/sessions"
    (name,) = [name for name in os.listdir(sessions) if name.endswith(".json")]
    os.chmod(f"{sessions}/{name}", 0o644)
    refused = run(front_end, "ls")
    assert refused.returncode == 2 and b"chmod 600" in refused.stderr
