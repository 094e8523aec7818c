"""A served system of separate processes on real servers: private homes, and a database, a bucket, queues and a sender of
mail that no other test has."""

import email
import email.policy
import os
import re
import secrets
import subprocess
from pathlib import Path

import pymysql

from auditor import GridFS, audit, jobs_of_mysql
from clips import Clips
from curl import curl
from own_servers import servers_in
from person import BIN, wait_until
from servers import free_port
from service import Service

PATIENCE = 90
# Seconds between two looks: asking takes the processor from the conversions, which stand back.
PAUSE = 0.2
PASSWORD = "correct horse battery"
SERVERS = servers_in(os.environ)
ENDS = {"done", "failed", "cancelled"}


class System:
    """Nothing runs before `start`. `servers` is what `Tests/services/up` tells of its servers."""

    def __init__(self, servers, folder, **settings):
        self.servers, self.folder = servers, folder
        self.name = f"spool_{secrets.token_hex(6)}"
        self.sender = f"{self.name}@spool.test"
        self.mailbox = Path(servers["SPOOL_TEST_MAILBOX"]) / self.sender
        self.services = []
        shared = servers["SPOOL_TEST_MYSQL_URL"], servers["SPOOL_TEST_MONGODB_URI"]
        self.mysql, self.mongodb = (re.sub(r"/spool(?=$|\?)", f"/{self.name}", url) for url in shared)
        gateway, auth = free_port(), free_port()
        self.ports = {"gateway": gateway, "auth": auth}
        self.url = f"http://127.0.0.1:{gateway}"
        inherited = {name: value for name, value in os.environ.items() if not name.startswith(("SPOOL", "AWS"))}
        aws = {name: value for name, value in servers.items() if name.startswith("AWS")}
        self.environment = inherited | aws | {
            "SPOOL_MYSQL_URL": self.mysql, "SPOOL_MONGODB_URI": self.mongodb, "SPOOL_QUEUE": "sqs",
            "SPOOL_SQS_ENDPOINT": servers["SPOOL_TEST_SQS_ENDPOINT"], "SPOOL_SQS_VIDEO_QUEUE": f"{self.name}-videos",
            "SPOOL_SQS_MP3_QUEUE": f"{self.name}-mp3s", "SPOOL_SMTP_URL": servers["SPOOL_TEST_SMTP_URL"],
            "SPOOL_CA_FILE": servers["SPOOL_TEST_SMTP_CA_FILE"], "SPOOL_MAIL_FROM": self.sender,
            "SPOOL_LINK_KEY_FILE": str(folder / "link.key"), "SPOOL_AUTH_URL": f"http://127.0.0.1:{auth}",
            "SPOOL_PUBLIC_URL": self.url, "SPOOL_MEDIA": f"{BIN}/spool-media", "SPOOL_FREE_SPACE_FLOOR": "0",
            "SPOOL_WORKERS": "2", "SPOOL_LOG_FORMAT": "json", "HOME": str(folder),
        } | settings

    def make_database(self):
        place = re.fullmatch(r"mysql://(\w+):(\w+)@([\d.]+):(\d+)/.*", self.mysql)
        user, password, host, port = place.groups()
        with pymysql.connect(host=host, port=int(port), user=user, password=password) as server:
            server.cursor().execute(f"CREATE DATABASE {self.name}")

    # ---- Processes ----

    def spoold(self, *arguments, input="", timeout=60, environment=None):
        return subprocess.run(
            [f"{BIN}/spoold", *arguments, "--home", self.folder / "operator"], input=input, capture_output=True,
            text=True, timeout=timeout, env=self.environment | (environment or {}))

    def migrate(self):
        """It looks once for each server: one that is slow at that moment is looked for again."""

        def is_migrated():
            result = self.spoold("migrate")
            print(result.stderr, end="")
            return result.returncode == 0

        wait_until(is_migrated, PATIENCE, pause=PAUSE)
        return self

    def add_user(self, email="ann@example.org", password=PASSWORD):
        result = self.spoold("user", "add", email, input=password + "\n")
        assert result.returncode == 0, result.stderr
        return self

    def start(self, *roles):
        """One more process for each role; they are waited for together."""
        started = [self.launch(role) for role in roles]
        self.wait_ready(*started)
        return started

    def start_all(self):
        return self.start("auth", "gateway", "converter", "notifier")

    def begin(self, clips, more):
        """Starts all, has one video converted, and uploads more. Returns a token and the jobs."""
        self.start_all()
        token = self.log_in()
        jobs = [self.accepted(token, clips.short)]
        self.wait_done(token, jobs)
        self.wait_mails(1)
        for number in range(more):
            jobs.append(self.accepted(token, Clips.place(clips.medium, self.folder / f"{number}.mkv")))
        return token, jobs

    def launch(self, role, prepare=None):
        """The first gateway and auth service lie where the settings say."""
        number = sum(service.role == role for service in self.services) + 1
        service = Service(self, role, number)
        if number == 1 and role in self.ports:
            service.port = self.ports[role]
            service.url = f"http://127.0.0.1:{service.port}"
        self.services.append(service)
        return service.start(prepare)

    @staticmethod
    def wait_ready(*services):
        for service in services:
            try:
                wait_until(service.is_ready, PATIENCE)
            except AssertionError as failure:
                raise AssertionError(f"{failure}: {service.name} {service.readiness()}\n{service.log()}") from None

    def of(self, role):
        return [service for service in self.services if service.role == role]

    def end(self):
        for service in self.services:
            if service.process.poll() is None:
                service.process.kill()
                service.process.wait()

    def logs(self):
        return "\n".join(f"==== {service.name}\n{service.log()}" for service in self.services)

    # ---- What a person does, with curl ----

    def log_in(self, email="ann@example.org", password=PASSWORD):
        reply = curl("-u", f"{email}:{password}", "-X", "POST", f"{self.url}/login")
        assert reply.status == 200, (reply.status, reply.text)
        return reply.text.strip()

    def upload(self, token, file, *fields, url=None):
        parts = [part for field in fields for part in ("-F", field)]
        return curl(*parts, "-F", f"file=@{file}", "-H", f"Authorization: Bearer {token}", f"{url or self.url}/upload")

    def accepted(self, token, file, *fields, url=None):
        """The id of the job that an upload became."""
        reply = self.upload(token, file, *fields, url=url)
        assert reply.status == 201, (reply.status, reply.text)
        [job] = reply.json()["jobs"]
        return job

    def get(self, token, path, url=None):
        return curl("-H", f"Authorization: Bearer {token}", f"{url or self.url}{path}")

    def jobs(self, token, url=None):
        """By id, as a gateway shows them."""
        reply = self.get(token, "/v1/jobs?limit=1000", url)
        assert reply.status == 200, (reply.status, reply.text)
        return {job["id"]: job for job in reply.json()["jobs"]}

    def wait_for(self, token, condition, seconds=PATIENCE):
        wait_until(lambda: condition(self.jobs(token)), seconds, pause=PAUSE)

    def wait_done(self, token, jobs, seconds=PATIENCE):
        self.wait_for(token, lambda known: all(known[job]["state"] in ENDS for job in jobs), seconds)
        known = self.jobs(token)
        for job in jobs:
            assert known[job]["state"] == "done", known[job]

    # ---- Mail ----

    def mails(self):
        found = sorted(self.mailbox.glob("*.eml"), key=lambda file: int(file.stem))
        return [email.message_from_bytes(file.read_bytes(), policy=email.policy.default) for file in found]

    def wait_mails(self, count, seconds=PATIENCE):
        wait_until(lambda: len(self.mails()) >= count, seconds)
        return self.mails()

    # ---- Audit ----

    def audit(self):
        """What does not hold of I2 to I5."""
        homes = [service.home for service in self.services]
        with GridFS(self.mongodb) as blobs:
            return audit(jobs_of_mysql(self.mysql), homes, blobs, self.mailbox)

    def expect_sound(self, token, jobs, mails, seconds=PATIENCE):
        """Every job done once, one mail for each event within `seconds`, and nothing left behind."""
        self.wait_done(token, jobs)
        found = self.wait_mails(mails, seconds)
        assert set(self.jobs(token)) == set(jobs)
        assert len(found) == mails, [str(mail["Subject"]) for mail in found]
        self.expect_sound_stores()

    def expect_sound_stores(self):
        """A video's deletion may be half done when the mail comes: what holds in the end counts."""
        try:
            wait_until(lambda: not self.audit(), PATIENCE, pause=PAUSE)
        except AssertionError:
            assert self.audit() == []


def prepared(servers, folder, **settings):
    """Migrated, with Ann's account, and nothing running yet. What nobody owns is swept soon."""
    system = System(servers, folder, SPOOL_SWEEP_INTERVAL="2", SPOOL_ORPHAN_AGE="15", **settings)
    try:
        system.make_database()
        yield system.migrate().add_user()
    finally:
        system.end()


def is_installed():
    return all(BIN and os.access(f"{BIN}/{name}", os.X_OK) for name in ("spool", "spoold", "spool-media"))
