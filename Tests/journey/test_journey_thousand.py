"""A thousand files by one command, and what the screens make of them."""

import os
import re

import pytest

from front_end import go_to_jobs, quit_cleanly, row_of, wait_ready
from person import wait_until
from user import PATIENCE, name_bytes

COUNT = 1000


@pytest.fixture
def thousand(spool, clips):
    """A thousand jobs that wait; the name of each by its id, oldest first."""
    names = [f"clip {number:04}.mkv" for number in range(1, COUNT + 1)]
    for name in names:
        clips.place(clips.short, spool.work / name)
    assert spool("queue", "pause").code == 0
    result = spool("add", "--json", "--recursive", ".", "--to", "out", timeout=PATIENCE)
    assert result.code == 0, result.err
    queued = result.of("queued")
    assert [record["path"] for record in queued] == [str(spool.work / name) for name in names]
    assert len({record["batch"] for record in queued}) == 1
    return {record["id"]: name for record, name in zip(queued, names)}


def expect_every_row(terminal, names):
    """Page by page nothing is left out, from the first row on."""
    seen = 0
    while seen < len(names):
        shown = re.findall(r"clip \d{4}\.mkv", terminal.text())
        first = names.index(shown[0])
        assert shown == names[first:first + len(shown)], "the rows are not in their order"
        assert first <= seen, "rows are left out"
        assert first + len(shown) >= seen, "the list jumps back"
        seen = first + len(shown)
        if seen < len(names):
            assert terminal.press("\x1b[6~", quiet=0.03), "the key does nothing"


def test_the_list_is_whole_and_scrolls(spool, thousand):
    jobs = spool.jobs()
    assert {job: name_bytes(known["name"]).decode() for job, known in jobs.items()} == thousand
    assert list(jobs) == list(thousand)
    assert {known["state"] for known in jobs.values()} == {"queued"}
    for size in ((80, 24), (40, 12)):
        with spool.front_end(size) as terminal:
            wait_ready(terminal)
            go_to_jobs(terminal)
            terminal.wait_for("1,000 left")
            names = list(thousand.values())
            terminal.wait_for(names[0])
            terminal.send("G")
            terminal.wait_for(names[-1])
            assert row_of(terminal, names[0]) is None
            terminal.send("<")
            terminal.wait_for(names[0])
            if size == (80, 24):
                expect_every_row(terminal, names)
            terminal.send("/")
            terminal.send("0777")
            terminal.wait_until(lambda: row_of(terminal, names[776]) and not row_of(terminal, names[0]), "the filtered list")
            terminal.send("\x1b")
            # Back where the filter was begun.
            terminal.wait_for(names[-1] if size == (80, 24) else names[0])
            quit_cleanly(terminal)


def test_a_few_of_a_thousand_are_converted_and_the_rest_cancelled(spool, thousand):
    chosen = list(thousand)[-2:]
    assert spool("move", *chosen, "top").code == 0
    watch = spool.start("watch", *chosen)
    assert spool("queue", "resume").code == 0
    assert watch.wait(PATIENCE) == 0
    watch.communicate()
    assert spool("queue", "pause").code == 0
    assert spool("cancel", "--all", timeout=PATIENCE).code == 0
    # What was being published in that moment is done.
    wait_until(lambda: {job["state"] for job in spool.jobs().values()} == {"done", "cancelled"}, PATIENCE)
    wait_until(lambda: not any(name.startswith(".") for name in os.listdir(spool.work / "out")), PATIENCE)
    states = [job["state"] for job in spool.jobs().values()]
    assert len(states) == COUNT
    done = [job for job, known in spool.jobs().items() if known["state"] == "done"]
    assert set(chosen) <= set(done)
    assert states.count("cancelled") > COUNT // 2
    spool.expect_done(done, spool.work / "out")
