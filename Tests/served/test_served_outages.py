"""Each server goes away for a while and comes back: refusals come at once and say when to try again, no threads pile
up, work goes on within seconds, and nothing is lost. SPOOL_TEST_OUTAGE is how many seconds a server stays away."""

import os
import time
from concurrent.futures import ThreadPoolExecutor

import boto3
import pytest

from curl import curl, expect_refusal
from person import wait_until
from system import PASSWORD, PATIENCE

OUTAGE = float(os.environ.get("SPOOL_TEST_OUTAGE", "6"))
# Seconds, as promised: within them the first call succeeds after a server's return, or is refused during its absence.
RECOVERY = REFUSAL = 5
# What a machine may add that stands still for a while; the faults to be found are waits of half a minute.
MARGIN = 15
# More than what a few pools and the runtime ever start; one for each request would be far more.
THREADS = 24
CROWD = 200


class Outage:
    """Lasts at least `OUTAGE`, however quick the checks in it are."""

    def __init__(self, servers, name):
        self.servers, self.name = servers, name

    def __enter__(self):
        self.absence = self.servers.away(self.name)
        self.absence.__enter__()
        self.begin = time.monotonic()

    def __exit__(self, *failure):
        if failure[0] is None:
            time.sleep(max(0, self.begin + OUTAGE - time.monotonic()))
        self.absence.__exit__(*failure)
        self.end = time.monotonic()

    def recovered(self, condition):
        """Waits for the first success after the return, which must not take long."""
        wait_until(condition, PATIENCE)
        assert time.monotonic() - self.end < RECOVERY + MARGIN


def expect_crowd_is_refused(system, call):
    """Many ask at once: each is told at once, and no process grows by a thread for each of them."""
    before = {service.name: service.threads() for service in system.services}
    most = dict(before)
    with ThreadPoolExecutor(32) as pool:
        for reply in pool.map(lambda _: call(), range(CROWD)):
            expect_refusal(reply)
            for service in system.services:
                most[service.name] = max(most[service.name], service.threads())
    grown = {name: (before[name], count) for name, count in most.items() if count > before[name] + THREADS}
    assert not grown, grown


def test_the_database_goes_away(fragile, own_servers, clips):
    token, jobs = fragile.begin(clips, more=3)
    login = ("-u", f"ann@example.org:{PASSWORD}", "-X", "POST", f"{fragile.url}/login")
    listing = ("-H", f"Authorization: Bearer {token}", f"{fragile.url}/v1/jobs")
    outage = Outage(own_servers, "mysql")
    with outage:
        for call in (lambda: curl(*listing, timeout=REFUSAL + MARGIN), lambda: curl(*login, timeout=REFUSAL + MARGIN),
                     lambda: fragile.upload(token, clips.short)):
            expect_refusal(call())
        expect_crowd_is_refused(fragile, lambda: curl(*listing, timeout=30))
        wait_until(lambda: "the ledger" in fragile.of("gateway")[0].readiness()[1], PATIENCE)
    outage.recovered(lambda: curl(*listing).status == 200)
    wait_until(lambda: curl(*login).status == 200, PATIENCE)
    jobs.append(fragile.accepted(token, clips.short))
    fragile.expect_sound(token, jobs, mails=len(jobs))


def test_the_store_of_files_goes_away(fragile, own_servers, clips):
    token, jobs = fragile.begin(clips, more=3)
    download = ("-H", f"Authorization: Bearer {token}", f"{fragile.url}/download?fid={jobs[0]}")
    outage = Outage(own_servers, "mongodb")
    with outage:
        expect_refusal(curl(*download, timeout=REFUSAL + MARGIN))
        expect_refusal(fragile.upload(token, clips.short))
        expect_crowd_is_refused(fragile, lambda: curl(*download, timeout=30))
        assert fragile.get(token, "/v1/jobs").status == 200
        wait_until(lambda: "the video store" in fragile.of("gateway")[0].readiness()[1], PATIENCE)
    outage.recovered(lambda: curl(*download).status == 200)
    jobs.append(fragile.accepted(token, clips.short))
    fragile.expect_sound(token, jobs, mails=len(jobs))


def test_the_mail_server_goes_away(fragile, own_servers, clips):
    outage = Outage(own_servers, "smtp")
    fragile.start("auth", "gateway", "converter")
    token = fragile.log_in()
    with outage:
        [notifier] = [fragile.launch("notifier")]
        jobs = [fragile.accepted(token, clips.short) for _ in range(3)]
        fragile.wait_done(token, jobs)
        wait_until(lambda: "the mail server" in notifier.readiness()[1], PATIENCE)
        wait_until(lambda: "could not be sent" in notifier.log(), PATIENCE)
    outage.recovered(fragile.mails)
    fragile.expect_sound(token, jobs, mails=len(jobs))


def depth(system):
    keys = {name: system.servers[name.upper()] for name in ("aws_access_key_id", "aws_secret_access_key")}
    sqs = boto3.client(
        "sqs", endpoint_url=system.servers["SPOOL_TEST_SQS_ENDPOINT"], region_name=system.servers["AWS_REGION"], **keys)
    url = sqs.get_queue_url(QueueName=system.environment["SPOOL_SQS_VIDEO_QUEUE"])["QueueUrl"]
    count = "ApproximateNumberOfMessages"
    return int(sqs.get_queue_attributes(QueueUrl=url, AttributeNames=[count])["Attributes"][count])


@pytest.mark.parametrize("converts", [True, False], ids=["while jobs run", "before any converter is there"])
def test_the_queue_goes_away(fragile, own_servers, clips, converts):
    """Nobody is refused: the ledger has the job, and the sweeper calls a converter later."""
    jobs = []
    if converts:
        token, jobs = fragile.begin(clips, more=3)
    else:
        fragile.start("auth", "gateway", "notifier")
        token = fragile.log_in()
    outage = Outage(own_servers, "sqs")
    with outage:
        for number in range(3):
            jobs.append(fragile.accepted(token, clips.short))
    if not converts:
        outage.recovered(lambda: depth(fragile) > 0)
        fragile.start("converter")
    fragile.expect_sound(token, jobs, mails=len(jobs))
