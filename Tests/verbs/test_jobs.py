"""ls, show, control verbs, get."""

import hashlib
import shutil

import pytest

from meanwhile import Meanwhile


@pytest.fixture
def waiting(spool, media):
    """Three jobs in a paused queue: their ids, oldest first."""
    for name in ("a.mkv", "b.mkv", "c.mkv"):
        shutil.copy(media / "talk.mkv", spool.work / name)
    assert spool("queue", "pause").code == 0
    return [record["id"] for record in spool("add", "--json", "a.mkv", "b.mkv", "c.mkv").of("queued")]


def states(spool):
    return [job["state"] for job in spool("ls", "--json").of("job")]


def test_ls_shows_prefixes_that_are_enough(spool, waiting):
    rows = spool("ls").out.splitlines()
    prefixes = [row.split()[0] for row in rows]
    assert all(len(prefix) >= 4 for prefix in prefixes)
    assert [job for job, prefix in zip(waiting, prefixes) if job.startswith(prefix)] == waiting
    assert [row.split()[-1] for row in rows] == ["a.mkv", "b.mkv", "c.mkv"]
    assert spool("show", prefixes[1], "--json").records[0]["id"] == waiting[1]


def test_ls_filters(spool, waiting):
    batch = spool("ls", "--json").of("job")[0]["batch"]
    assert len(spool("ls", "--json", "--batch", batch[:6]).records) == 3
    assert spool("ls", "--json", "--state", "done").records == []
    assert spool("ls", "--state", "nonsense").code == 2


def test_cancel_retry_and_remove(spool, waiting):
    assert spool("cancel", waiting[0], waiting[1][:8]).code == 0
    assert states(spool) == ["cancelled", "cancelled", "queued"]
    assert spool("retry", waiting[0]).code == 0
    assert states(spool) == ["queued", "cancelled", "queued"]
    assert spool("rm", "--json", waiting[1]).records == [{"type": "removed", "id": waiting[1]}]
    assert spool("cancel", "--all").code == 0
    assert states(spool) == ["cancelled", "cancelled"]
    assert spool("cancel", "--all").code == 5
    assert spool("rm", "--all").code == 0
    assert states(spool) == []


def meanwhile(spool, verb, happens):
    return Meanwhile(spool.work / "s", spool.home / "spoold.sock", f"/{verb} HTTP/".encode(), happens)


def test_a_job_that_has_moved_on_is_no_failure_of_a_verb_for_all(spool, waiting):
    """Others retry a job, and remove another, after the verb has read the list and before it asks for its change."""
    assert spool("cancel", "--all").code == 0

    def others():
        assert spool("retry", waiting[1]).code == 0
        assert spool("rm", waiting[2]).code == 0

    with meanwhile(spool, "retry", others) as between:
        retried = spool("retry", "--all", "--json", "--server", between.url)
    assert retried.code == 0
    assert [record["id"] for record in retried.records] == [waiting[0]]
    assert "b.mkv: " in retried.err and "c.mkv: " in retried.err
    assert states(spool) == ["queued", "queued"]


def test_when_all_have_moved_on_there_was_nothing_to_do(spool, waiting):
    with meanwhile(spool, "cancel", lambda: spool("rm", *waiting)) as between:
        cancelled = spool("cancel", "--all", "--json", "--server", between.url)
    assert cancelled.code == 5
    assert cancelled.records == []


def test_a_named_job_that_has_moved_on_is_a_failure(spool, waiting):
    with meanwhile(spool, "cancel", lambda: spool("rm", waiting[1])) as between:
        cancelled = spool("cancel", *waiting[:2], "--all", "--json", "--server", between.url)
    assert cancelled.code == 1
    assert [error["code"] for error in cancelled.of("error")] == ["not_found"]
    assert states(spool) == ["cancelled", "cancelled"]


def test_pause_and_resume(spool, waiting):
    [record] = spool("pause", "--json", waiting[0]).records
    assert record["paused"] is True
    assert spool("resume", "--all", "--json").records[0]["id"] == waiting[0]
    assert spool("resume", "--all").code == 5


def test_move_keeps_the_order_of_those_named(spool, waiting):
    a, b, c = waiting
    assert spool("move", b, c, "top").code == 0
    ranks = {job["id"]: job["rank"] for job in spool("ls", "--json").of("job")}
    assert sorted(ranks, key=ranks.get) == [b, c, a]
    assert spool("move", a, "sideways").code == 2


def test_what_is_refused_is_1_and_says_why(spool, talk):
    assert spool("convert", talk).code == 0
    job = spool("ls", "--json").of("job")[0]["id"]
    refused = spool("cancel", "--json", job)
    assert refused.code == 1
    [error] = refused.of("error")
    assert error["code"] == "conflict" and error["message"] in refused.err


def test_unknown_and_ambiguous_ids_are_usage(spool, waiting):
    for arguments in (["show", "zzzz"], ["cancel", "uuuu"], ["cancel"], ["cancel", ""]):
        assert spool(*arguments).code == 2, arguments


def test_get_downloads_verified_and_never_overwrites(spool, talk):
    assert spool("convert", talk, "--to", "out").code == 0
    [job] = spool("ls", "--json").of("job")
    results = [spool("get", "--json", job["id"], "--to", "got") for _ in range(2)]
    assert [result.code for result in results] == [0, 0]
    paths = [result.of("download")[-1]["path"] for result in results]
    assert [path.split("/got/")[1] for path in paths] == ["talk.mp3", "talk (2).mp3"]
    for path in paths:
        assert hashlib.sha256(open(path, "rb").read()).hexdigest() == job["result"]["sha256"]
    assert sorted(p.name for p in (spool.work / "got").iterdir()) == ["talk (2).mp3", "talk.mp3"]


def test_get_goes_on_from_a_part(spool, talk):
    assert spool("convert", talk, "--to", "out").code == 0
    [job] = spool("ls", "--json").of("job")
    whole = (spool.work / "out" / "talk.mp3").read_bytes()
    (spool.work / "got").mkdir()
    part = spool.work / "got" / f"talk.mp3.{job['result']['sha256'][:12]}.part"
    part.write_bytes(whole[:1000])
    result = spool("get", "--json", job["id"], "--to", "got")
    assert result.code == 0, result.err
    received = [record["received"] for record in result.of("download")]
    assert 0 not in received[1:] and received[-1] == len(whole)
    assert (spool.work / "got" / "talk.mp3").read_bytes() == whole
    assert not part.exists()


def test_get_of_what_is_not_there(spool, waiting):
    result = spool("get", waiting[0])
    assert result.code == 1
    assert "no MP3" in result.err


def test_show_tells_the_story(spool, media):
    shutil.copy(media / "cut.mkv", spool.work)
    assert spool("convert", "cut.mkv").code == 1
    job = spool("ls", "--json", "--state", "failed").of("job")[0]
    shown = spool("show", job["id"])
    assert "(truncated)" in shown.out and str(spool.work / "cut.mkv") in shown.out
    assert spool("show", "--json", job["id"]).records[0]["failure"]["code"] == "truncated"
    assert spool("retry", "--failed").code == 0
