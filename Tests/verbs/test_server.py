"""plan, probe, queue, daemon, doctor, completion, servers, settings, usage."""

import os
import re
import shutil
import signal
import socket
import subprocess
import threading

import pytest

from person import is_alive, wait_until


def test_plan_queues_nothing_and_starts_nothing(spool, media, talk):
    shutil.copy(media / "text.mp4", spool.work)
    (spool.work / "talk.mp3").write_text("mine")
    result = spool("plan", "--json", "--encoding", "192", talk, "text.mp4")
    assert result.code == 1
    good, bad = result.records
    assert good["type"] == "plan" and good["renamed"] is True and good["converted"] is False
    assert good["output"] == str(spool.work / "talk (2).mp3")
    assert abs(good["estimatedSize"] - 20 * 192_000 // 8) < 20_000
    assert bad["failure"]["code"] == "not_media"
    assert spool("daemon", "--json").records[0]["running"] is False


def test_the_plan_is_what_happens(spool, talk):
    (spool.work / "talk.mp3").write_text("mine")
    planned = spool("plan", "--json", talk).records[0]["output"]
    assert spool("convert", talk).code == 0
    assert spool("ls", "--json").of("job")[0]["result"]["path"] == planned
    assert spool("plan", "--json", talk).records[0]["converted"] is True


def test_probe_tells_what_is_inside(spool, talk):
    result = spool("probe", "--json", talk)
    [record] = result.records
    assert record["info"]["container"] == "matroska"
    assert record["info"]["tags"]["title"] == "A talk"
    assert record["info"]["tracks"][0]["codec"] == "aac"
    assert "title: A talk" in spool("probe", talk).out
    missing = spool("probe", "--json", "none.mkv")
    assert missing.code == 1 and missing.records[0]["failure"]["code"] == "source_missing"


def test_queue_pause_and_resume(spool):
    assert spool("queue", "pause", "--json").records[0]["paused"] is True
    assert "paused" in spool("queue").out
    assert spool("queue", "resume", "--json").records[0]["paused"] is False


def test_daemon_is_started_once_found_and_stopped(spool):
    assert spool("daemon", "status").out.startswith("not running")
    processes = [spool.start("ls") for _ in range(6)]
    assert [process.wait(timeout=60) for process in processes] == [0] * 6
    status = spool("daemon", "--json").records[0]
    assert status["running"] and status["socket"] == f"{spool.home}/spoold.sock"
    with open(f"/proc/{status['pid']}/stat") as file:
        fields = file.read().rsplit(")", 1)[1].split()
    assert int(fields[4]) == 0, "the daemon has a terminal"
    assert spool("daemon", "log").code == 0
    assert spool("daemon", "stop").code == 0
    assert not is_alive(status["pid"])
    assert spool("daemon", "stop").code == 5


def test_a_killed_daemon_is_started_again(spool, talk):
    pid = (spool("ls"), spool.daemon_pid())[1]
    os.kill(pid, 9)
    assert spool("convert", talk).code == 0
    assert spool.daemon_pid() != pid


def connections(spool):
    with open("/proc/net/unix") as sockets:
        return sum(line.endswith(f" {spool.home}/spoold.sock\n") for line in sockets)


def test_a_daemon_that_dies_while_it_is_asked_is_started_again(spool, talk):
    spool("ls")
    pid, before = spool.daemon_pid(), connections(spool)
    os.kill(pid, signal.SIGSTOP)
    adding = spool.start("add", talk)
    # Its look for the daemon, and then what it wants of it.
    wait_until(lambda: connections(spool) >= before + 2)
    os.kill(pid, signal.SIGKILL)
    out, err = adding.communicate(timeout=60)
    assert adding.returncode == 0, err
    assert len(spool("ls", "--json").of("job")) == 1


def test_a_daemon_that_cannot_start_says_why(spool):
    spool.env["SPOOLD"] = "/bin/false"
    result = spool("ls", "--json")
    assert result.code == 3
    assert result.records[0] == {"type": "error", "code": "daemon", "message": result.records[0]["message"]}
    assert "spoold.log" in result.err
    spool.env["SPOOLD"] = "/nonexistent"
    assert spool("ls").code == 3


def test_servers_that_are_not_there_are_3(spool):
    for server in ("unix:none.sock", "http://127.0.0.1:1"):
        result = spool("ls", "--server", server)
        assert result.code == 3
        assert "server unreachable: " in result.err
    spool.env["SPOOL_SERVER"] = "unix:/none"
    assert spool("ls").code == 3
    assert spool("ls", "--server", "ftp://x").code == 2


def test_a_server_can_be_named_by_its_socket(spool):
    spool("ls")
    assert spool("queue", "--server", "unix:../home/spoold.sock").code == 0


@pytest.mark.parametrize("status,problem,code", [(401, "unauthorized", 4), (403, "forbidden", 4), (503, "unavailable", 3)])
def test_refusals_have_their_codes(spool, status, problem, code):
    listener = socket.socket(socket.AF_UNIX)
    listener.bind(str(spool.work / "s"))
    listener.listen()
    body = f'{{"type":"about:blank","title":"t","status":{status},"detail":"Because.","code":"{problem}"}}'

    def serve():
        connection, _ = listener.accept()
        connection.recv(65536)
        connection.sendall(f"HTTP/1.1 {status} X\r\nContent-Length: {len(body)}\r\n\r\n{body}".encode())
        connection.close()

    thread = threading.Thread(target=serve)
    thread.start()
    result = spool("ls", "--json", "--server", "unix:s")
    thread.join()
    listener.close()
    assert result.code == code
    assert result.records == [{"type": "error", "code": problem, "message": "Because."}]


def test_profiles_of_the_settings_file(spool, talk):
    spool.home.mkdir()
    config = spool.home / "config.toml"
    config.write_text('destination = "/nonexistent"\n[profile.podcast]\nencoding = "64"\nchannels = "mono"\n')
    result = spool("convert", "--json", "--profile", "podcast", "--to", "out", talk)
    assert result.code == 0, result.err
    done = result.of("job")[-1]
    assert done["options"]["encoding"] == "64" and done["result"]["channels"] == 1
    assert "only podcast" in spool("add", "--profile", "other", talk).err
    config.write_text("\nencodign = 5\n")
    broken = spool("ls")
    assert broken.code == 2
    assert "config.toml, line 2: unknown setting" in broken.err


@pytest.mark.parametrize(
    "arguments",
    [["convert"], ["nonsense"], ["add", "--bogus"], ["add", "x", "--encoding", "V11"], ["add", "x", "--track", "channels:many"],
     ["add", "x", "--name", "{nonsense}"], ["add", "x", "--trim", "5-1"], ["add", "x", "--rate", "1"], ["add", "x", "--tag", "title"],
     ["completion", "tcsh"], ["queue", "stop"]])
def test_usage_is_2(spool, arguments):
    result = spool(*arguments)
    assert result.code == 2, result.err
    assert result.out == "" and result.err != ""


def test_help_version_and_completion(spool):
    for arguments in (["--help"], ["help", "convert"], ["convert", "--help"]):
        assert spool(*arguments).code == 0
    assert re.fullmatch(r"\d+\.\d+\.\d+\n", spool("--version").out)
    for shell in ("bash", "zsh", "fish"):
        assert "spool" in spool("completion", shell).out
    if bash := shutil.which("bash"):
        subprocess.run([bash, "-n"], input=spool("completion", "bash").raw, check=True)


def test_without_a_terminal_the_front_end_names_the_verbs(spool):
    result = spool()
    assert result.code == 2
    assert "\x1b" not in result.out + result.err


def test_doctor_finds_what_is_there_and_what_is_not(spool):
    checks = {check["name"]: check for check in spool("doctor", "--json").of("check")}
    assert checks["spoold"]["result"] == checks["spool-media"]["result"] == "ok"
    assert checks["terminal"]["result"] == "warning"
    spool.env["SPOOL_MEDIA"] = "/nonexistent"
    result = spool("doctor", "--json")
    assert result.code == 1
    [failed] = [check for check in result.of("check") if check["result"] == "failed"]
    assert failed["name"] == "spool-media" and failed["remedy"]
