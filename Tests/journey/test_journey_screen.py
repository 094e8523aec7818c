"""The whole journey by keys, with a connection that is lost in the middle."""

import os
import shutil

import pytest

from clips import decoded_length, expect_clean_mp3
from front_end import cancel, go_to_jobs, percentages, quit_cleanly, row_of, wait_ready
from person import wait_until
from user import PATIENCE, name_bytes

def real_files(corpus):
    """Three clean files of different formats."""
    rows = [line.split("\t") for line in (corpus / "MANIFEST.tsv").read_text().splitlines()]
    names = rows.pop(0)
    found = {}
    for row in (dict(zip(names, row)) for row in rows):
        if row["category"] == "clean" and row["container"] and row["audio_codec"] in ("aac", "opus", "vorbis"):
            if row["rate"] in ("44100", "48000") and row["channels"] in ("1", "2"):
                found.setdefault(row["audio_codec"], corpus / row["file"])
    assert len(found) == 3
    return found.values()


def expect_exact(spool, jobs):
    for job in jobs.values():
        result = name_bytes(job["result"]["path"])
        assert expect_clean_mp3(result) == decoded_length(name_bytes(job["path"])), job["name"]


@pytest.mark.parametrize("size", [(80, 24), (40, 12)])
def test_mark_plan_queue_hang_up_and_come_back(spool, clips, size):
    sources = [clips.place(clips.long, os.fsencode(spool.work) + b"/a\xff.mkv"), clips.place(clips.long, spool.work / "b.mkv"),
               clips.place(clips.short, spool.work / "c.mkv"), clips.place(clips.endless, spool.work / "day.wav"),
               clips.place(clips.short, spool.work / "not me.mkv")]
    names = ("a\\xFF.mkv", "b.mkv", "c.mkv", "day.wav")
    # All at once, so that one at least is in the middle whenever the terminal goes.
    spool.env["SPOOL_WORKERS"] = "4"
    with spool.front_end(size) as terminal:
        wait_ready(terminal)
        for marked, name in enumerate(names, 1):
            terminal.wait_for(name)
            terminal.send(" ")
            terminal.wait_for(f"{marked} marked")
        terminal.send("p")
        terminal.wait_for("4 of 4 files")
        terminal.wait_until(lambda: "looking" not in terminal.text(), "the plan", PATIENCE)
        terminal.send("\r")
        terminal.wait_until(lambda: percentages(row_of(terminal, "day.wav")), "a job that is getting on", PATIENCE)
        first = percentages(row_of(terminal, "day.wav"))
        terminal.wait_until(lambda: percentages(row_of(terminal, "day.wav")) > first, "a list that is live", PATIENCE)
        assert [name_bytes(job["name"]) for job in spool.jobs().values()] == [b"a\xff.mkv", b"b.mkv", b"c.mkv", b"day.wav"]
        daemon = spool.daemon()
        terminal.hang_up()
        terminal.wait_exit()
        assert spool.daemons() == [daemon]

    with spool.front_end(size) as terminal:
        wait_ready(terminal)
        go_to_jobs(terminal)
        terminal.wait_until(lambda: all(row_of(terminal, name) for name in names), "all four jobs")
        before = percentages(row_of(terminal, "day.wav"))
        terminal.wait_until(lambda: percentages(row_of(terminal, "day.wav")) > before, "a list that is live", PATIENCE)
        terminal.wait_for("3 done", PATIENCE)
        cancel(terminal, "day.wav")
        terminal.send("3")
        for name in ("a\\xFF.mp3", "b.mp3", "c.mp3"):
            terminal.wait_until(lambda: "verified" in (row_of(terminal, name) or ""), f"{name}, verified")
        quit_cleanly(terminal)

    jobs = spool.jobs()
    assert [(job["state"], job["attempt"]) for job in jobs.values()] == [("done", 1)] * 3 + [("cancelled", 1)]
    expect_exact(spool, {id: job for id, job in jobs.items() if job["state"] == "done"})
    # The part of the cancelled one goes when its worker has ended.
    wait_until(lambda: not any(name.startswith(b".") for name in os.listdir(os.fsencode(spool.work))))
    assert sorted(os.listdir(os.fsencode(spool.work))) == sorted(
        [os.path.basename(os.fsencode(source)) for source in sources] + [b"a\xff.mp3", b"b.mp3", b"c.mp3"])


@pytest.mark.parametrize("size", [(80, 24), (40, 12)])
def test_real_files_of_different_formats(spool, corpus, size):
    names = []
    for source in real_files(corpus):
        names.append(shutil.copy(source, spool.work))
    with spool.front_end(size) as terminal:
        wait_ready(terminal)
        terminal.wait_until(lambda: all(row_of(terminal, os.path.basename(name)[:16]) for name in names), "the files")
        terminal.send("a")
        terminal.wait_for("3 marked")
        terminal.send("p")
        terminal.wait_for("3 of 3 files")
        terminal.wait_until(lambda: "looking" not in terminal.text(), "the plan", PATIENCE)
        terminal.send("\r")
        terminal.wait_for("3 done", PATIENCE)
        terminal.send("3")
        terminal.wait_for("3 MP3s")
        terminal.wait_until(lambda: terminal.text().count("verified") == 3, "three verified MP3s")
        quit_cleanly(terminal)
    jobs = spool.jobs()
    assert len(jobs) == 3
    expect_exact(spool, jobs)
