"""Each server hangs for a while: it takes connections and says nothing. Whoever needs it is told within a time, nobody
else is disturbed, and nothing is lost."""

import time
from concurrent.futures import ThreadPoolExecutor

from curl import curl, expect_refusal
from person import wait_until
from system import PASSWORD, PATIENCE

# Seconds in which a call that needs a hanging server is answered, as promised, and those that this machine may add.
PROMISED, MARGIN = 20, 10
CROWD = 100


def together(*calls):
    """The answers, and the seconds until the last."""
    begin = time.monotonic()
    with ThreadPoolExecutor(len(calls)) as pool:
        answers = [answer.result() for answer in [pool.submit(call) for call in calls]]
    return answers, time.monotonic() - begin


def expect_refusals(*calls):
    answers, seconds = together(*calls)
    for answer in answers:
        expect_refusal(answer)
    print(f"refused after {seconds:.1f} s")
    assert seconds < PROMISED + MARGIN, seconds


def asking(system, token, path):
    return lambda: curl("-H", f"Authorization: Bearer {token}", f"{system.url}{path}", timeout=PATIENCE)


def test_the_database_hangs(fragile, own_servers, clips):
    token, jobs = fragile.begin(clips, more=1)
    login = lambda: curl("-u", f"ann@example.org:{PASSWORD}", "-X", "POST", f"{fragile.url}/login", timeout=PATIENCE)
    listing = asking(fragile, token, "/v1/jobs")
    with own_servers.hanging("mysql"):
        expect_refusals(listing, login, lambda: fragile.upload(token, clips.short))
        expect_refusals(*[listing] * CROWD)
        assert curl(f"{fragile.url}/healthz", timeout=MARGIN).status == 200
    wait_until(lambda: listing().status == 200 and login().status == 200, PATIENCE)
    jobs.append(fragile.accepted(token, clips.short))
    fragile.expect_sound(token, jobs, mails=len(jobs))


def test_the_store_of_files_hangs(fragile, own_servers, clips):
    token, jobs = fragile.begin(clips, more=1)
    download = asking(fragile, token, f"/download?fid={jobs[0]}")
    with own_servers.hanging("mongodb"):
        expect_refusals(download, lambda: fragile.upload(token, clips.short))
        with ThreadPoolExecutor(CROWD) as pool:
            refused = pool.submit(expect_refusals, *[download] * CROWD)
            # Who does not need the files is served meanwhile.
            for _ in range(10):
                assert asking(fragile, token, "/v1/jobs")().status == 200
            refused.result()
    wait_until(lambda: download().status == 200, PATIENCE)
    jobs.append(fragile.accepted(token, clips.short))
    fragile.expect_sound(token, jobs, mails=len(jobs))


def test_the_queue_and_the_mail_server_hang(fragile, own_servers, clips):
    """Jobs are taken all the same; what the messages and mails were for comes later, once."""
    token, jobs = fragile.begin(clips, more=1)
    with own_servers.hanging("sqs", "smtp"):
        answers, seconds = together(*[lambda: fragile.upload(token, clips.short)] * 3)
        assert seconds < PROMISED + MARGIN
        for answer in answers:
            assert answer.status == 201, (answer.status, answer.text)
            jobs += answer.json()["jobs"]
    fragile.expect_sound(token, jobs, mails=len(jobs))
