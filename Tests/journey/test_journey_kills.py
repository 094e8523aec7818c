"""Processes are killed at bad moments: every job ends done once, with one MP3."""

import json
import os
import signal
import subprocess

import pytest

from clips import decoded_length, expect_clean_mp3
from person import is_alive, wait_until
from processes import command_line
from user import PATIENCE, records


def test_a_killed_worker_costs_one_attempt(spool, clips):
    clips.place(clips.longer, spool.work / "a.mkv")
    [job] = spool.add("a.mkv", "--to", "out")
    spool.wait_mid_job(job, spool.work / "out")
    [worker] = spool.workers()
    os.kill(worker, signal.SIGKILL)
    assert spool.finish(job) == 0
    shown, log = spool.show(job)
    assert shown["attempt"] == 2
    assert "converter crashed (signal 9)" in log and "attempt 2 of 3" in log, (shown, log)
    spool.expect_done([job], spool.work / "out")


def test_a_worker_killed_at_every_attempt_fails_the_job_until_it_is_retried(spool, clips):
    clips.place(clips.longer, spool.work / "a.mkv")
    [job] = spool.add("a.mkv", "--to", "out")
    for attempt in (1, 2, 3):
        spool.wait_for(job, lambda job: job["attempt"] == attempt)
        spool.wait_mid_job(job, spool.work / "out")
        os.kill(spool.workers()[0], signal.SIGKILL)
    assert spool.finish(job) == 1
    shown, _ = spool.show(job)
    assert (shown["state"], shown["failure"]["code"]) == ("failed", "crashed")
    assert os.listdir(spool.work / "out") == []
    assert spool("retry", job).code == 0
    assert spool.finish(job) == 0
    spool.expect_done([job], spool.work / "out")


@pytest.mark.parametrize("origin", ["started", "forked"])
def test_a_killed_daemon_takes_its_workers_along_and_loses_nothing(spool, clips, origin):
    if origin == "forked":
        clips.place(clips.short, spool.work / "first.mkv")
        # The first wants a server; when the last has ended it has long been ready.
        for folder in ("first", "second"):
            assert spool("convert", "first.mkv", "--to", folder).code == 0
            wait_until(spool.fork_servers)
        assert spool("convert", "first.mkv", "--to", "third").code == 0
    names = [f"{number}.mkv" for number in range(3)]
    for name in names:
        clips.place(clips.longer if name == "0.mkv" else clips.long, spool.work / name)
    jobs = spool.add(*names, "--to", "out")
    spool.wait_mid_job(jobs[0], spool.work / "out")
    workers = spool.workers()
    # The server that the first one wants may be ready for the second.
    assert (origin == "forked") in {b"--fork-server" in command_line(worker) for worker in workers}
    processes = workers + spool.fork_servers()
    spool.signal_daemon(signal.SIGKILL)
    wait_until(lambda: not any(is_alive(process) for process in processes))
    whole = decoded_length(clips.long), decoded_length(clips.longer)
    for name in os.listdir(spool.work / "out"):
        assert name.startswith(".") or expect_clean_mp3(spool.work / "out" / name) in whole, "half an MP3 is visible"
    assert spool.finish(*jobs) == 0
    assert spool.jobs()[jobs[0]]["attempt"] == 2
    spool.expect_done(jobs, spool.work / "out")


def test_a_daemon_killed_again_and_again_converts_a_batch_once(spool, clips):
    # With one worker each kill hits one job, and no job twice.
    spool.env["SPOOL_WORKERS"] = "1"
    names = [f"{number}.mkv" for number in range(20)]
    for name in names:
        clips.place(clips.medium if int(name.split(".")[0]) >= 12 else clips.long, spool.work / name)
    jobs = spool.add(*names, "--to", "out")
    hit = set()
    # Publishing takes milliseconds, which a watcher may not see: that is what the crash points below are for.
    for state in ("converting", "done") * 4:
        # To kill for what ended long ago would hit the job that converts now, at worst for the third time.
        ended = {id for id, job in spool.jobs().items() if job["state"] == "done"}
        watch = spool.start("watch", "--json", *jobs)
        for record in records(watch):
            if record.get("state") == state and record["id"] not in hit | ended:
                spool.signal_daemon(signal.SIGKILL)
                hit.add(record["id"])
                break
        watch.kill()
        watch.communicate()
        # The next verb starts another daemon.
        assert set(spool.jobs()) == set(jobs)
    assert len(hit) == 8
    assert spool.finish(*jobs) == 0
    spool.expect_done(jobs, spool.work / "out")


# A call of the daemon, on which file, and at which of a thread's calls it dies, before the call has been made:
# committing a claim, writing the ledger, making the MP3's content durable, making the MP3 visible, making its name
# durable, and with that before the ledger knows of it.
CRASH_POINTS = [
    ("fdatasync", "ledger", 1), ("fdatasync", "ledger", 2), ("pwrite64", "ledger", 1), ("pwrite64", "ledger", 4),
    ("fdatasync", "mp3", 1), ("renameat2", "mp3", 1), ("fsync", "folder", 1),
]


@pytest.mark.parametrize("call,file,count", CRASH_POINTS)
def test_a_daemon_that_dies_at_a_call_publishes_once(spool, clips, call, file, count):
    names = [f"{number}.mkv" for number in range(3)]
    for name in names:
        clips.place(clips.short, spool.work / name)
    assert spool("queue", "pause").code == 0
    jobs = spool.add(*names, "--to", "out")
    paths = {
        "ledger": spool.home / "spool.sqlite-wal", "mp3": spool.work / "out" / f".1.mp3.part-{jobs[1]}", "folder": spool.work / "out"}
    daemon = spool.daemon()
    trace = spool.work.parent / "trace"
    strace = subprocess.Popen(
        ["strace", "-f", "-o", trace, "-p", str(daemon), "-P", paths[file], "-e", f"trace={call}",
         "-e", f"inject={call}:signal=SIGKILL:when={count}"], stderr=subprocess.PIPE)
    while b"attached" not in (line := strace.stderr.readline()):
        assert line, "strace could not attach"
    # Its answer may come from the daemon's last moment.
    spool("queue", "resume")
    wait_until(lambda: not is_alive(daemon), PATIENCE)
    strace.communicate(timeout=60)
    assert "SIGKILL" in trace.read_text(), "it was not the call that ended it"
    if spool("queue", "--json").records[0]["paused"]:
        assert spool("queue", "resume").code == 0
    assert spool.finish(*jobs) == 0
    spool.expect_done(jobs, spool.work / "out")


def test_sigterm_ends_the_daemon_in_time_and_gives_its_jobs_back(spool, clips):
    names = [f"{number}.wav" for number in range(2)]
    for name in names:
        clips.place(clips.endless, spool.work / name)
    jobs = spool.add(*names, "--to", "out")
    for job in jobs:
        spool.wait_mid_job(job, spool.work / "out")
    workers = spool.workers()
    assert len(workers) == 2
    spool.signal_daemon(signal.SIGTERM, seconds=10)
    assert not any(is_alive(worker) for worker in workers)
    assert os.listdir(spool.work / "out") == []
    assert set(spool.jobs()) == set(jobs)
    for job in jobs:
        spool.wait_mid_job(job, spool.work / "out")
        assert spool.jobs()[job]["attempt"] == 1, "being told to stop is no failed attempt"
    assert spool("cancel", "--all").code == 0


def test_clients_that_start_at_once_share_one_daemon(spool, clips):
    names = [f"{number}.mkv" for number in range(8)]
    for name in names:
        clips.place(clips.short, spool.work / name)
    converts = [spool.start("convert", "--json", name, "--to", "out") for name in names]
    jobs = []
    for convert in converts:
        out, err = convert.communicate(timeout=PATIENCE)
        assert convert.returncode == 0, err
        jobs.append(json.loads(out.splitlines()[0])["id"])
    assert len(spool.daemons()) == 1
    spool.expect_done(jobs, spool.work / "out")


def test_a_second_daemon_is_refused(spool):
    assert spool("ls").code == 0
    first = spool.daemon()
    second = subprocess.run([spool.env["SPOOLD"], "all"], env=spool.env, capture_output=True, timeout=PATIENCE)
    assert second.returncode == 3 and b"spoold: " in second.stderr
    assert spool.daemons() == [first]
    assert spool("ls").code == 0
