"""convert, add, watch: queueing, waiting, exit codes, names, interruption."""

import os
import pty
import re
import select
import shutil
import signal
import subprocess

from person import interrupt, wait_until


def test_converts_and_delivers_beside_the_source(spool, talk):
    result = spool("convert", talk)
    assert result.code == 0, result.err
    assert re.fullmatch(r"talk\.mkv: done: .*/talk\.mp3 \(0:20, [0-9.]+ [kM]?B\)", result.out.splitlines()[-1])
    probe = subprocess.run(
        ["ffprobe", "-v", "error", "-show_entries", "format=duration", "-of", "csv=p=0", spool.work / "talk.mp3"],
        capture_output=True, text=True, check=True)
    assert abs(float(probe.stdout) - 20) < 0.2


def test_json_tells_the_whole_story(spool, talk):
    result = spool("convert", "--json", talk, "--to", "out")
    assert result.code == 0, result.err
    [queued] = result.of("queued")
    jobs = result.of("job")
    assert queued["path"] == str(spool.work / talk)
    assert {job["id"] for job in jobs} == {queued["id"]}
    assert jobs[-1]["state"] == "done"
    assert jobs[-1]["result"]["path"] == str(spool.work / "out" / "talk.mp3")
    assert jobs[-1]["result"]["size"] == (spool.work / "out" / "talk.mp3").stat().st_size
    assert result.records[-1] == {"type": "summary", "done": 1, "failed": 0, "cancelled": 0}


def test_failures_name_the_file_what_happened_and_the_class(spool, media, talk):
    for name in ("cut.mkv", "text.mp4"):
        shutil.copy(media / name, spool.work)
    result = spool("convert", talk, "cut.mkv", "text.mp4", "missing.mkv")
    assert result.code == 1
    assert re.search(r"^cut\.mkv: failed: input ends at 0:\d\d of 0:20 \(truncated\)$", result.out, re.M)
    assert re.search(r"^text\.mp4: failed: .+ \(not_media\)$", result.out, re.M)
    assert "missing.mkv: failed: there is no such file (source_missing)" in result.err
    assert sorted(p.name for p in spool.work.glob("*.mp3")) == ["talk.mp3"]


def test_partial_files_are_kept_when_asked(spool, media):
    shutil.copy(media / "cut.mkv", spool.work)
    result = spool("convert", "--partial", "keep", "cut.mkv")
    assert result.code == 0, result.out
    assert "warning: " in result.out


def test_names_that_are_not_utf8_come_back_bit_for_bit(spool, media):
    name = b"\xff \xe9t\xe9.mkv"
    shutil.copy(media / "talk.mkv", os.fsencode(spool.work) + b"/" + name)
    result = spool("convert", name)
    assert result.code == 0, result.err
    assert b"\xff \xe9t\xe9.mp3" in os.listdir(os.fsencode(spool.work))
    assert b"\\xFF \\xE9t\\xE9.mkv: done" in result.raw
    record = spool("ls", "--json").records[0]
    assert record["name"] == {"base64": "/yDpdOkubWt2"}


def test_awkward_names_are_files(spool, media):
    names = ["-", "--to", "-r.mkv", "a=b.mkv", "\u202egnp.mkv", "new\nline\x1b]52;c;x.mkv"]
    for name in names:
        shutil.copy(media / "talk.mkv", spool.work / name)
    result = spool("convert", "--to", "out", "--", *names)
    assert result.code == 0, result.err
    assert len(list((spool.work / "out").iterdir())) == len(names)
    assert b"\x1b" not in result.raw
    assert "\u202e" not in result.out


def test_files_from_with_nul_and_lines(spool, media):
    names = [b"a\xff.mkv", b"b\nc.mkv"]
    for name in names:
        shutil.copy(media / "talk.mkv", os.fsencode(spool.work) + b"/" + name)
    result = spool("add", "--json", "--files-from", "-", "-0", input=b"\0".join(names) + b"\0")
    assert result.code == 0, result.err
    assert len(result.of("queued")) == 2
    shutil.copy(media / "talk.mkv", spool.work / "c.mkv")
    (spool.work / "list").write_text("c.mkv\n\nc.mkv\n")
    assert len(spool("add", "--json", "--files-from", "list").of("queued")) == 1


def test_directories_need_recursive(spool, media):
    (spool.work / "d" / "e").mkdir(parents=True)
    shutil.copy(media / "talk.mkv", spool.work / "d" / "a.mkv")
    shutil.copy(media / "talk.mkv", spool.work / "d" / "e" / "b.mkv")
    (spool.work / "d" / "notes.txt").write_text("no media")
    refused = spool("add", "d")
    assert refused.code == 2
    assert "--recursive" in refused.err
    result = spool("add", "--json", "-r", "d")
    assert [record["path"].split("/d/")[1] for record in result.of("queued")] == ["a.mkv", "e/b.mkv"]


def test_nothing_to_do_is_5(spool):
    (spool.work / "empty").mkdir()
    assert spool("convert", "-r", "empty").code == 5
    assert spool("add", "--files-from", "-").code == 5


def test_add_prints_ids_and_returns(spool, talk):
    result = spool("add", talk)
    assert result.code == 0
    assert re.fullmatch(r"[0-9a-hjkmnp-tv-z]{16}  talk\.mkv\n", result.out)
    job = result.out[:16]
    assert spool("watch", job[:6]).code == 0
    assert (spool.work / "talk.mp3").exists()


def test_a_batch_waits_until_its_time(spool, talk):
    result = spool("add", "--json", "--after", "+2h", talk)
    job = spool("ls", "--json").of("job")[0]
    assert job["id"] == result.of("queued")[0]["id"]
    assert job["state"] == "queued"
    assert 7100_000 < job["notBefore"] - job["createdAt"] <= 7200_000
    assert spool("add", "--after", "yesterday", talk).code == 2


def test_never_overwrites(spool, talk):
    (spool.work / "talk.mp3").write_text("mine")
    assert spool("convert", talk).code == 0
    assert (spool.work / "talk.mp3").read_text() == "mine"
    assert len(list(spool.work.glob("talk*.mp3"))) == 2


def test_ctrl_c_leaves_the_jobs_running(spool, long):
    process = spool.start("convert", "--json", long)
    while b'"converting"' not in process.stdout.readline():
        assert process.poll() is None
    interrupt(process)
    out, err = process.communicate(timeout=60)
    assert process.returncode == 130
    assert b"the jobs go on" in err and b"spool ls" in err
    [job] = spool("ls", "--json").of("job")
    assert job["state"] == "converting"
    watch = spool.start("watch", job["id"])
    wait_until(lambda: select.select([watch.stdout], [], [], 0)[0])
    interrupt(watch)
    assert watch.wait(timeout=60) == 130
    assert spool("cancel", job["id"]).code == 0
    assert spool("watch", job["id"]).code == 1


def test_a_thousand_files_by_one_command(spool, media):
    names = [f"{number}.mkv" for number in range(1000)]
    for name in names:
        os.link(media / "talk.mkv", spool.work / name)
    spool("queue", "pause")
    result = spool("add", "--json", *names)
    assert result.code == 0, result.err
    assert len({record["id"] for record in result.of("queued")}) == 1000
    assert len({record["batch"] for record in result.of("queued")}) == 1
    assert [job["name"] for job in spool("ls", "--json").of("job")] == names


def test_on_a_terminal_a_live_line_is_redrawn_and_fits(spool, long):
    leader, follower = pty.openpty()
    spool.env.update(TERM="xterm", COLUMNS="40")
    subprocess.run(["stty", "cols", "40", "rows", "10"], stdin=follower, check=True)
    process = spool.start("convert", long, stdin=follower, stdout=follower, stderr=follower, start_new_session=True)
    os.close(follower)
    seen = b""
    while seen.count(b"\x1b[J") < 3:
        seen += os.read(leader, 65536)
    process.send_signal(signal.SIGINT)
    try:
        while piece := os.read(leader, 65536):
            seen += piece
    except OSError:
        pass
    assert process.wait(timeout=60) == 130
    os.close(leader)
    text = re.sub(rb"\x1b\[[0-9]*[AJ]", b"", seen)
    assert b"\x1b" not in text
    lines = [line.split(b"\r")[-1] for line in text.replace(b"\r\n", b"\n").split(b"\n") if b"long.mkv" in line]
    assert lines and max(len(line) for line in lines) <= 40
    spool("cancel", "--all")
