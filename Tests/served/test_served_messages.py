"""Messages come twice, late, out of order and after they were deleted: every job ends once, with one mail."""

import pytest

from clips import Clips
from person import wait_until
from sqs_shim import Shim
from system import PATIENCE


@pytest.fixture
def shim(system):
    shim = Shim(system.environment["SPOOL_SQS_ENDPOINT"])
    system.environment["SPOOL_SQS_ENDPOINT"] = shim.endpoint
    yield shim
    shim.close()


def test_duplicates_delays_swaps_and_forgotten_deletions(system, shim, clips):
    system.start("auth", "gateway", "converter", "converter", "notifier")
    token = system.log_in()
    jobs = []
    for number in range(20):
        source = Clips.place(clips.short, system.folder / f"{number}.mkv")
        jobs.append(system.accepted(token, source))
    system.wait_done(token, jobs)
    wait_until(lambda: all(shim.done[what] >= 3 for what in ("late", "twice", "deletions forgotten")), PATIENCE)
    # What was to come again has come, and has been forgotten for good.
    wait_until(lambda: not shim.again, PATIENCE)
    system.expect_sound(token, jobs, mails=len(jobs))
    assert {job["attempt"] for job in system.jobs(token).values()} == {1}
