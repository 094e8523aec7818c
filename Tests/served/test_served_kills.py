"""Each of the four services is killed in the middle of its work and started again: every job ends once, with one mail."""

import subprocess

import pymongo

from clips import Clips
from curl import curl, expect_refusal
from person import is_alive, wait_until
from processes import Frozen, find
from system import PASSWORD, PATIENCE

# The lease of a converter's job on SQS is a minute; then another takes it.
LEASE = 60
# A mail in a killed notifier's hands is another's after that.
CLAIM = 90


def kill_the_converter(system, token, clips):
    """With two jobs in its hands, of four. Returns all, and those that it had begun."""
    jobs = [system.accepted(token, Clips.place(clips.long, system.folder / f"{number}.mkv")) for number in range(4)]
    converter, workers = system.launch("converter"), []

    def has_two():
        workers[:] = find("spool-media", lambda _, parent: parent == converter.pid)
        return len(workers) == 2

    wait_until(has_two, PATIENCE)
    with Frozen(workers) as frozen:
        system.wait_for(token, lambda known: sum(job["state"] == "converting" for job in known.values()) >= 2)
        converter.kill()
    wait_until(lambda: not any(is_alive(pid) for pid in frozen.pids), PATIENCE)
    known = system.jobs(token)
    begun = {job for job in jobs if known[job]["state"] in ("converting", "publishing")}
    converter.start()
    return jobs, begun


def kill_the_gateway(system, token, clips):
    """While a video comes in."""
    [gateway] = system.of("gateway")
    slow = subprocess.Popen(
        ["curl", "-sS", "--limit-rate", "1M", "-F", f"file=@{clips.long}", "-H", f"Authorization: Bearer {token}",
         f"{system.url}/upload"], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    uploads = pymongo.MongoClient(system.mongodb).get_default_database()["videos"].uploads
    wait_until(lambda: uploads.count_documents({}) == 1, PATIENCE)
    gateway.kill()
    assert slow.wait(PATIENCE) != 0
    slow.communicate()
    gateway.start()
    system.wait_ready(gateway)
    return system.accepted(token, clips.medium)


def kill_the_auth_service(system, token):
    """Logins wait for it; who is logged in already does not notice."""
    [auth] = system.of("auth")
    auth.kill()
    login = ("-u", f"ann@example.org:{PASSWORD}", "-X", "POST", f"{system.url}/login")
    expect_refusal(curl(*login))
    assert system.get(token, "/v1/jobs").status == 200
    auth.start()
    wait_until(lambda: curl(*login).status == 200, PATIENCE)


def kill_the_notifier(system, token, clips):
    """With a mail in its hands that the mail server did not take at once."""
    [notifier] = system.start("notifier")
    system.mailbox.mkdir(exist_ok=True)
    script = system.mailbox / "replies"
    script.write_text("RCPT 450 4.2.1 busy\n" * 3)
    job = system.accepted(token, clips.short)
    wait_until(lambda: script.read_text().count("RCPT") < 3, PATIENCE)
    notifier.kill()
    script.write_text("")
    notifier.start()
    return job


def test_each_service_is_killed_in_mid_work(system, clips):
    system.start("auth", "gateway")
    token = system.log_in()
    jobs, begun = kill_the_converter(system, token, clips)
    assert len(begun) >= 2
    jobs.append(kill_the_gateway(system, token, clips))
    kill_the_auth_service(system, token)
    jobs.append(kill_the_notifier(system, token, clips))
    system.wait_done(token, jobs, LEASE + PATIENCE)
    known = system.jobs(token)
    assert {job: known[job]["attempt"] for job in jobs} == {job: 1 + (job in begun) for job in jobs}
    system.expect_sound(token, jobs, mails=len(jobs), seconds=CLAIM + PATIENCE)
