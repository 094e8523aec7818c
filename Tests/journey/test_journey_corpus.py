"""Every real file through the whole of Spool, in one batch."""

import os
from concurrent.futures import ThreadPoolExecutor

import verdicts
from clips import decoded_length, expect_clean_mp3
from user import name_bytes

BUNNY = "bower-media-samples__big-buck-bunny-480p-30s/video.mp4"


def test_every_real_file_ends_as_it_must(spool, corpus):
    entries = {os.fsencode(corpus / entry["file"]): entry for entry in verdicts.manifest(corpus)}
    exceptions = verdicts.exceptions()
    assert len(entries) == 218
    assert set(exceptions) <= {entry["file"] for entry in entries.values()}
    names = b"".join(path + b"\0" for path in entries)
    assert spool("ls").code == 0
    daemon = spool.daemon()

    result = spool("convert", "--files-from", "-", "-0", "--json", "--to", "out", input=names, timeout=600)

    assert result.code == 1
    assert spool.daemon() == daemon, "the daemon is another one"
    jobs = {name_bytes(job["path"]): job for job in spool.jobs().values()}
    assert jobs.keys() == entries.keys()
    made = {path: name_bytes(job["result"]["path"]) for path, job in jobs.items() if job["state"] == "done"}
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        samples = dict(zip(made, pool.map(decoded_length, made.values())))
    problems = []
    for path, entry in entries.items():
        job = jobs[path]
        try:
            assert job["attempt"] == 1, (entry["file"], "was tried more than once")
            verdicts.expect_verdict(entry, exceptions.get(entry["file"]), job, samples.get(path))
        except AssertionError as error:
            problems.append(str(error).splitlines()[0])
    assert problems == []
    done = [job["id"] for job in jobs.values() if job["state"] == "done"]
    assert result.records[-1] == {"type": "summary", "done": len(done), "failed": 218 - len(done), "cancelled": 0}
    assert len(os.listdir(spool.work / "out")) == len(done)
    assert not [name for name in os.listdir(spool.work / "out") if name.startswith(".")]
    spool.expect_sound_ledger()


def test_the_bunny_is_exact(spool, corpus):
    result = spool("convert", "--json", corpus / BUNNY, "--to", "out")
    assert result.code == 0, result.err
    assert expect_clean_mp3(spool.work / "out" / "video.mp3") == decoded_length(corpus / BUNNY)
    spool.expect_done(list(spool.jobs()), spool.work / "out")
