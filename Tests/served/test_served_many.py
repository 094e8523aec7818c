"""Several processes of each kind at once."""

import json
from collections import Counter

from clips import Clips
from person import wait_until
from system import PATIENCE


def test_two_converters_and_two_gateways_share_one_batch(system, clips):
    system.start("auth", "gateway", "gateway", "converter", "converter", "notifier")
    token = system.log_in()
    gateways = [gateway.url for gateway in system.of("gateway")]
    batch, count = "onebatch", 12
    options = {"options": {}, "priority": 0, "batch": batch, "batchSize": count}
    field = f"options={json.dumps(options)};type=application/json"
    jobs = []
    for number in range(count):
        source = Clips.place(clips.medium, system.folder / f"{number}.mkv")
        jobs.append(system.accepted(token, source, field, url=gateways[number % 2]))
    system.wait_done(token, jobs)
    def shown(url):
        # The sweeper forgets the sources of jobs that are done, which is a new revision of each.
        return {name: {key: value for key, value in job.items() if key != "revision"}
                for name, job in system.jobs(token, url).items()}

    first, second = map(shown, gateways)
    assert first == second and set(first) == set(jobs)
    assert {job["attempt"] for job in first.values()} == {1}
    # Each converter says of each job of its own, once, that it ended; the ledger knows a moment before.
    def ends():
        return {converter.name: [line["details"]["job"] for line in converter.lines()
                                 if line["message"] == "the attempt has ended, the job is done"]
                for converter in system.of("converter")}

    wait_until(lambda: sum(map(len, ends().values())) >= count, PATIENCE)
    assert Counter(job for names in ends().values() for job in names) == Counter(jobs)
    assert all(ends().values()), {name: len(names) for name, names in ends().items()}
    # Either gives every MP3, and one mail tells of all.
    for job in jobs[:2]:
        mp3s = {system.get(token, f"/v1/jobs/{job}/mp3", url).body for url in gateways}
        assert len(mp3s) == 1 and len(mp3s.pop()) == first[job]["result"]["size"]
    [mail] = system.wait_mails(1, PATIENCE)
    assert mail["Subject"] == f"Spool: {count} done"
    system.expect_sound_stores()
