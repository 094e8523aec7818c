"""Disks, files and people get in the way: every job ends with its reason, and nothing half done is left."""

import os
import signal
import subprocess

import pytest

from clips import decoded_length, expect_clean_mp3
from person import is_alive, wait_until
from processes import is_stopped
from pseudo_terminal import Terminal
from user import BIN, PATIENCE, name_bytes


@pytest.fixture
def small_disk(folder):
    """A file system of 512 KiB, and how to change it."""
    path = folder / "disk"
    path.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=512k", "tmpfs", path], capture_output=True, text=True)
    if mounted.returncode != 0:
        print(f"SKIPPED: no file system can be mounted: {mounted.stderr}")
        pytest.skip("needs the right to mount")
    yield path
    subprocess.run(["umount", "-l", path], check=True)


def remount(path, options):
    subprocess.run(["mount", "-o", f"remount,{options}", path], check=True)


def queue_held(spool, *arguments):
    """Jobs that do not start before `spool queue resume`."""
    assert spool("queue", "pause").code == 0
    return spool.add(*arguments)


def expect_failure(spool, job, code, words=""):
    shown, _ = spool.show(job)
    assert (shown["state"], shown.get("failure", {}).get("code")) == ("failed", code), shown
    assert words in shown["failure"]["message"]
    assert str(spool.work) not in shown["failure"]["message"]


# ---- Disks ----

def test_a_full_disk_fails_the_job_and_retry_heals(spool, clips, small_disk):
    spool.env["SPOOL_FREE_SPACE_FLOOR"] = "0"
    clips.place(clips.long, spool.work / "a.mkv")
    result = spool("convert", "--json", "a.mkv", "--to", small_disk, timeout=PATIENCE)
    assert result.code == 1
    assert "(disk_full)" in result.err
    [job] = spool.jobs()
    expect_failure(spool, job, "disk_full", "free")
    assert os.listdir(small_disk) == []
    remount(small_disk, "size=32m")
    assert spool("retry", job).code == 0
    assert spool.finish(job) == 0
    spool.expect_done([job], small_disk)


def test_below_the_floor_jobs_wait_and_go_on_by_themselves(spool, clips, small_disk):
    spool.env["SPOOL_FREE_SPACE_FLOOR"] = str(4 << 20)
    clips.place(clips.short, spool.work / "a.mkv")
    [job] = spool.add("a.mkv", "--to", small_disk)
    wait_until(lambda: "disk full" in (spool("queue", "--json").records[0].get("blocked") or ""), PATIENCE)
    # That is said before the job is given back.
    spool.wait_for(job, lambda known: known["state"] == "queued")
    assert os.listdir(small_disk) == []
    remount(small_disk, "size=32m")
    assert spool.finish(job) == 0
    assert "blocked" not in spool("queue", "--json").records[0]
    spool.expect_done([job], small_disk)


def test_a_read_only_file_system(spool, clips, small_disk):
    clips.place(clips.short, spool.work / "a.mkv")
    remount(small_disk, "ro")
    assert spool("convert", "a.mkv", "--to", small_disk).code == 1
    [job] = spool.jobs()
    expect_failure(spool, job, "destination_unwritable", "ead-only")
    remount(small_disk, "rw,size=32m")
    assert spool("retry", job).code == 0
    assert spool.finish(job) == 0
    spool.expect_done([job], small_disk)


# ---- Permissions ----

def test_a_destination_without_permission(stranger, clips):
    clips.place(clips.short, stranger.work / "a.mkv")
    out = stranger.work.parent / "out"
    out.mkdir(mode=0o555)
    assert stranger("convert", "a.mkv", "--to", out).code == 1
    [job] = stranger.jobs()
    expect_failure(stranger, job, "destination_unwritable", "ermission")
    assert os.listdir(out) == []
    # For root, whom no mode stops, the folder is somebody else's.
    out.chmod(0o777)
    assert stranger("retry", job).code == 0
    assert stranger.finish(job) == 0
    stranger.expect_done([job], out)


def test_a_source_without_permission(stranger, clips):
    source = stranger.work / "a.mkv"
    source.write_bytes(clips.short.read_bytes())
    [job] = queue_held(stranger, "a.mkv", "--to", "out")
    source.chmod(0)
    assert stranger("queue", "resume").code == 0
    assert stranger.finish(job) == 1
    expect_failure(stranger, job, "source_unreadable", "ermission")
    source.chmod(0o644)
    assert stranger("retry", job).code == 0
    assert stranger.finish(job) == 0
    stranger.expect_done([job], stranger.work / "out")


# ---- Sources ----

def test_sources_that_change_while_they_wait(spool, clips):
    names = ["removed.mkv", "grown.mkv", "folder.mkv", "pipe.mkv", "good.mkv"]
    for name in names:
        (spool.work / name).write_bytes(clips.short.read_bytes())
    jobs = dict(zip(names, queue_held(spool, *names, "--to", "out")))
    for name in ("removed.mkv", "folder.mkv", "pipe.mkv"):
        (spool.work / name).unlink()
    (spool.work / "folder.mkv").mkdir()
    os.mkfifo(spool.work / "pipe.mkv")
    with open(spool.work / "grown.mkv", "ab") as file:
        file.write(b"more")
    assert spool("queue", "resume").code == 0
    assert spool.finish(*jobs.values()) == 1
    expect_failure(spool, jobs["removed.mkv"], "source_missing")
    expect_failure(spool, jobs["grown.mkv"], "source_changed")
    # Whether it is no file any more or another one than it was: nothing is made of it.
    for name in ("folder.mkv", "pipe.mkv"):
        assert spool.jobs()[jobs[name]]["failure"]["code"] in ("source_unreadable", "source_changed")
    spool.expect_done([jobs["good.mkv"]], spool.work / "out")


def test_a_source_that_changes_while_it_is_converted(spool, clips):
    source = spool.work / "a.mkv"
    source.write_bytes(clips.longer.read_bytes())
    [job] = spool.add("a.mkv", "--to", "out")
    spool.wait_mid_job(job, spool.work / "out")
    with spool.freeze():
        with open(source, "ab") as file:
            file.write(b"more")
        assert spool.jobs()[job]["state"] == "converting"
    assert spool.finish(job) == 1
    expect_failure(spool, job, "source_changed")
    assert os.listdir(spool.work / "out") == []


# ---- Names ----

def test_a_name_that_is_taken_while_it_converts_is_not_overwritten(spool, clips):
    clips.place(clips.longer, spool.work / "a.mkv")
    [job] = spool.add("a.mkv", "--to", "out")
    spool.wait_mid_job(job, spool.work / "out")
    with spool.freeze():
        (spool.work / "out" / "a.mp3").write_text("mine")
        (spool.work / "out" / "a (2).mp3").symlink_to("nowhere")
        assert spool.jobs()[job]["state"] == "converting"
    assert spool.finish(job) == 0
    shown, _ = spool.show(job)
    assert name_bytes(shown["result"]["name"]) == b"a (3).mp3"
    assert [warning["code"] for warning in shown["warnings"]] == ["renamed"]
    assert (spool.work / "out" / "a.mp3").read_text() == "mine"
    assert sorted(os.listdir(spool.work / "out")) == ["a (2).mp3", "a (3).mp3", "a.mp3"]
    assert not (spool.work / "nowhere").exists() and not (spool.work / "out" / "nowhere").exists()


def test_equal_names_of_one_batch_get_an_mp3_each(spool, clips):
    names = [f"{folder}/a.{suffix}" for folder in "xyz" for suffix in ("mkv", "mp4")]
    for name in names:
        clips.place(clips.short, spool.work / name)
    jobs = spool.add(*names, "--to", "out")
    assert spool.finish(*jobs) == 0
    spool.expect_done(jobs, spool.work / "out")
    assert sorted(os.listdir(spool.work / "out")) == sorted(["a.mp3"] + [f"a ({number}).mp3" for number in range(2, 7)])


def test_a_name_that_is_not_utf8_converts_and_comes_back(spool, clips):
    name = b"\xff\xfe caf\xe9.mkv"
    clips.place(clips.short, os.fsencode(spool.work) + b"/" + name)
    [job] = spool.add(name, "--to", b"out \xff")
    assert spool.finish(job) == 0
    spool.expect_done([job], os.fsencode(spool.work) + b"/out \xff")
    result = spool("get", "--json", job, "--to", "got")
    assert result.code == 0, result.err
    assert os.listdir(os.fsencode(spool.work) + b"/got") == [b"\xff\xfe caf\xe9.mp3"]
    assert expect_clean_mp3(os.fsencode(spool.work) + b"/got/\xff\xfe caf\xe9.mp3") == decoded_length(clips.short)


def test_delivered_files_are_as_the_person_makes_files(spool, clips):
    clips.place(clips.short, spool.work / "a.mkv")
    previous = os.umask(0o027)
    try:
        assert spool("convert", "a.mkv", "--to", "new/deep").code == 0
    finally:
        os.umask(previous)
    modes = {path: (spool.work / path).stat().st_mode & 0o777 for path in ("new", "new/deep", "new/deep/a.mp3")}
    assert modes == {"new": 0o750, "new/deep": 0o750, "new/deep/a.mp3": 0o640}


# ---- People ----

def test_cancel_in_mid_job_leaves_nothing(spool, clips):
    clips.place(clips.endless, spool.work / "a.wav")
    [job] = spool.add("a.wav", "--to", "out")
    spool.wait_mid_job(job, spool.work / "out")
    [worker] = spool.workers()
    assert spool("cancel", job).code == 0
    wait_until(lambda: not is_alive(worker))
    wait_until(lambda: os.listdir(spool.work / "out") == [])
    assert spool.jobs()[job]["state"] == "cancelled"
    assert spool.finish(job) == 1


def test_pause_and_resume_of_a_job_and_of_the_queue(spool, clips):
    clips.place(clips.longer, spool.work / "a.mkv")
    clips.place(clips.long, spool.work / "b.mkv")
    jobs = spool.add("a.mkv", "b.mkv", "--to", "out")
    spool.wait_mid_job(jobs[0], spool.work / "out")
    assert spool("pause", jobs[0]).code == 0
    wait_until(lambda: sum(is_stopped(pid) for pid in spool.workers()) == 1)
    assert spool.jobs()[jobs[0]]["paused"] is True
    # The other one gets past it.
    assert spool.finish(jobs[1]) == 0
    assert spool.jobs()[jobs[0]]["state"] == "converting"
    assert spool("queue", "pause").code == 0
    assert spool("resume", jobs[0]).code == 0
    [worker] = spool.workers()
    assert is_stopped(worker), "the queue is paused still"
    assert spool("queue", "resume").code == 0
    wait_until(lambda: not is_stopped(worker))
    assert spool.finish(jobs[0]) == 0
    assert all(job["attempt"] == 1 for job in spool.jobs().values())
    spool.expect_done(jobs, spool.work / "out")


def test_the_queue_stands_still_in_mid_job(spool, clips):
    clips.place(clips.longer, spool.work / "a.mkv")
    clips.place(clips.short, spool.work / "b.mkv")
    spool.env["SPOOL_WORKERS"] = "1"
    jobs = spool.add("a.mkv", "b.mkv", "--to", "out")
    spool.wait_mid_job(jobs[0], spool.work / "out")
    assert spool("queue", "pause").code == 0
    wait_until(lambda: [is_stopped(pid) for pid in spool.workers()] == [True])
    # Killed while it stands: the job waits for the queue, too.
    os.kill(spool.workers()[0], signal.SIGKILL)
    spool.wait_for(jobs[0], lambda job: job["state"] == "queued")
    assert [job["state"] for job in spool.jobs().values()] == ["queued", "queued"]
    assert spool.workers() == []
    assert spool("queue", "resume").code == 0
    assert spool.finish(*jobs) == 0
    spool.expect_done(jobs, spool.work / "out")


def test_ctrl_c_leaves_the_jobs_to_the_daemon(spool, clips):
    for name in ("a.mkv", "b.mkv"):
        clips.place(clips.longer, spool.work / name)
    with Terminal([f"{BIN}/spool", "convert", "a.mkv", "b.mkv", "--to", "out"], environment=spool.env, directory=spool.work) as terminal:
        terminal.wait_until(lambda: spool.daemons() and len(spool.jobs()) == 2, "the jobs", PATIENCE)
        jobs = list(spool.jobs())
        spool.wait_mid_job(jobs[0], spool.work / "out")
        with spool.freeze():
            terminal.send(b"\x03")
            assert terminal.wait_exit() == 130
            assert "the jobs go on" in terminal.text() and "spool" in terminal.text()
        assert terminal.modes() == terminal.initial_modes
    assert spool.finish(*jobs) == 0
    assert all(job["attempt"] == 1 for job in spool.jobs().values())
    spool.expect_done(jobs, spool.work / "out")


def test_a_job_is_removed_only_when_it_has_ended(spool, clips):
    clips.place(clips.endless, spool.work / "a.wav")
    [job] = spool.add("a.wav", "--to", "out")
    spool.wait_mid_job(job, spool.work / "out")
    [worker] = spool.workers()
    refused = spool("rm", "--json", job)
    assert refused.code == 1
    assert [error["code"] for error in refused.of("error")] == ["conflict"] and "cancel" in refused.err.lower()
    assert is_alive(worker) and spool.jobs()[job]["state"] == "converting"
    assert spool("cancel", job).code == 0
    assert spool("rm", job).code == 0
    wait_until(lambda: not is_alive(worker))
    wait_until(lambda: os.listdir(spool.work / "out") == [])
    assert spool.jobs() == {}
