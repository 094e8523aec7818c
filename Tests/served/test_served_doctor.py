"""`spoold doctor` asks every server that the settings name, and says how to mend what is wrong."""

import json

import pytest

from servers import free_port
from system import SERVERS, System, prepared

# Name of the server in the report, the setting, and what is done to its value.
WRONG = {
    "mysql port": ("the database", "SPOOL_MYSQL_URL", lambda url: moved(url)),
    "mysql password": ("the database", "SPOOL_MYSQL_URL", lambda url: url.replace(":secret@", ":wrong@")),
    "mysql database": ("the database", "SPOOL_MYSQL_URL", lambda url: url.replace("/spool_", "/absent_")),
    "mongodb port": ("GridFS", "SPOOL_MONGODB_URI", lambda uri: moved(uri)),
    "sqs port": ("SQS", "SPOOL_SQS_ENDPOINT", lambda url: moved(url)),
    "sqs queue": ("SQS", "SPOOL_SQS_MP3_QUEUE", lambda name: "absent"),
    "aws key": ("SQS", "AWS_SECRET_ACCESS_KEY", lambda key: "wrong"),
    "smtp port": ("the mail server", "SPOOL_SMTP_URL", lambda url: moved(url)),
    "smtp password": ("the mail server", "SPOOL_SMTP_URL", lambda url: url.replace(":secret@", ":wrong@")),
    "auth port": ("the auth service", "SPOOL_AUTH_URL", lambda url: moved(url)),
    "auth secret": ("the auth service", "SPOOL_AUTH_SECRET", lambda secret: "wrong"),
    "smtp certificate": ("the mail server", "SPOOL_CA_FILE", lambda file: ""),
}


@pytest.fixture(scope="module")
def system(tmp_path_factory):
    """Only the auth service runs, nothing is changed: one does for all."""
    for system in prepared(SERVERS, tmp_path_factory.mktemp("doctor"), SPOOL_AUTH_SECRET="the gateways' secret"):
        system.start("auth")
        yield system


def moved(url):
    """To a port where nobody listens."""
    before, port, after = split_port(url)
    return f"{before}:{free_port()}{after}"


def split_port(url):
    before, _, rest = url.rpartition(":")
    digits = len(rest) - len(rest.lstrip("0123456789"))
    return before, rest[:digits], rest[digits:]


def report(system, **settings):
    result = system.spoold("doctor", "--json", environment=settings)
    # All passwords of the servers have that word in them, and one sentence.
    assert "secret" not in (result.stdout + result.stderr).replace("send the shared secret.", "")
    return result.returncode, json.loads(result.stdout)["checks"]


def test_a_sound_system(system):
    code, checks = report(system)
    servers = [check["detail"] for check in checks if check["check"] == "server"]
    assert servers == [
        "the database answers", "GridFS answers", "SQS answers", "the mail server answers", "the auth service answers"]
    assert code == 0, checks
    # It has been looked at, and no mail was sent.
    assert system.mails() == []


@pytest.mark.parametrize("name", WRONG)
def test_what_is_wrong_is_named_with_an_advice(system, name):
    server, setting, change = WRONG[name]
    code, checks = report(system, **{setting: change(system.environment[setting])})
    assert code == 1
    [failed] = [check for check in checks if check["verdict"] == "failed"]
    assert failed["check"] == "server" and failed["detail"].startswith(f"{server}: ")
    # A sentence for people, and a way out.
    assert failed["detail"].endswith(".") and failed["advice"].endswith(".")
    if "password" in name:
        assert "refuses the login" in failed["detail"]
    assert setting.removesuffix("_SECRET_ACCESS_KEY").removesuffix("_MP3_QUEUE") in failed["advice"]


def test_tables_that_are_not_there_are_not_made(system):
    absent = System(system.servers, system.folder)
    absent.make_database()
    code, checks = report(absent)
    [failed] = [check for check in checks if check["verdict"] == "failed" and "database" in check["detail"]]
    assert code == 1 and "run 'spoold migrate'" in failed["detail"]
    assert report(absent)[1] == checks


def test_a_setting_that_cannot_be_read(system):
    result = system.spoold("doctor", environment={"SPOOL_MYSQL_URL": "mysql://nobody"})
    assert result.returncode == 1
    assert "FAILED  settings: The database URL must name one database" in result.stdout
