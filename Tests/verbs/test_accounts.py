"""login, logout, servers, and work on servers with accounts: the real ones."""

import json
import re
import shutil
import stat
import tempfile
from pathlib import Path

import pytest

from served_system import ServedSystem
from tls_proxy import TLSProxy

PASSWORD = "correct horse"


@pytest.fixture(scope="module")
def folder():
    path = Path(tempfile.mkdtemp(prefix="spool-accounts-", dir="/tmp"))
    yield path
    shutil.rmtree(path, ignore_errors=True)


def served(folder, name, **settings):
    (folder / name).mkdir()
    return ServedSystem(folder / name, log_level="debug", **settings)


@pytest.fixture(scope="module")
def server(folder):
    """By invitation."""
    with served(folder, "invite", sign_up="invite") as system:
        system.user("add", "ann@example.org", password=PASSWORD)
        yield system


@pytest.fixture(scope="module")
def open_server(folder):
    with served(folder, "open", sign_up="open") as system:
        yield system


def login(spool, url, *arguments, email="ann@example.org", password=PASSWORD):
    return spool("login", url, "--email", email, "--password-stdin", *arguments, input=password.encode())


def session_files(spool):
    return [path for path in spool.home.rglob("*.json") if "sessions" in path.parts]


def test_login_convert_and_logout(spool, server, talk):
    wrong = login(spool, server.url, password="wrong horse")
    assert wrong.code == 4 and "wrong" in wrong.err
    assert login(spool, server.url).code == 0
    [file] = session_files(spool)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600 and stat.S_IMODE(file.parent.stat().st_mode) == 0o700
    result = spool("convert", "--json", talk, "--to", "out")
    assert result.code == 0, result.err
    assert (spool.work / "out" / "talk.mp3").stat().st_size > 10_000
    token = json.loads(file.read_text())["grant"]["accessToken"]
    assert server.request("GET", "/v1/jobs", token=token).status == 200
    assert spool("logout").code == 0
    assert session_files(spool) == []
    assert server.request("GET", "/v1/jobs", token=token).status == 401
    assert spool("ls").code == 4


def test_several_servers(spool, server, open_server, talk):
    assert login(spool, server.url, "--name", "work").code == 0
    signed_up = login(spool, open_server.url, "--name", "home", "--sign-up", email="bob@example.org")
    assert signed_up.code == 0, signed_up.err
    known = {record["name"]: record for record in spool("servers", "--json").of("server")}
    assert known["home"]["default"] and known["home"]["email"] == "bob@example.org"
    assert known["work"]["session"] == known["home"]["session"] == "active"
    assert spool("add", talk).code == 0
    assert len(spool("ls", "--json").of("job")) == 1
    others = {job["id"] for job in spool("ls", "--json", "--server", "work").of("job")}
    assert not others & {job["id"] for job in spool("ls", "--json").of("job")}
    assert spool("servers", "use", "work").code == 0
    assert {job["id"] for job in spool("ls", "--json").of("job")} == others
    assert spool("logout", "--all").code == 0
    assert session_files(spool) == []


def test_an_access_token_that_ends_is_renewed_without_asking(spool, server):
    assert login(spool, server.url).code == 0
    [file] = session_files(spool)
    before = json.loads(file.read_text())
    before["receivedAt"] -= 3_600_000
    before["grant"]["accessExpiresAt"] -= 3_600_000 - 120_000
    file.write_text(json.dumps(before))
    assert spool("ls").code == 0
    after = json.loads(file.read_text())
    assert after["grant"]["accessToken"] != before["grant"]["accessToken"]
    assert after["grant"]["refreshToken"] != before["grant"]["refreshToken"]
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    # Whoever stole the old token ends the login with it, here too.
    stolen = {"refreshToken": before["grant"]["refreshToken"]}
    assert server.request("POST", "/v1/session/refresh", stolen).status == 401
    result = spool("ls", "--json")
    assert result.code == 4 and result.records[0]["code"] == "login_needed"


def test_accounts_are_made_where_the_server_allows_it(spool, server):
    refused = login(spool, server.url, "--sign-up", email="new@example.org")
    assert refused.code == 4 and "invitation" in refused.err
    code = server.user("invite", "new@example.org").splitlines()[0]
    others = login(spool, server.url, "--invite", code, email="other@example.org")
    assert others.code == 4 and "invitation" in others.err
    assert login(spool, server.url, "--invite", code, email="new@example.org").code == 0
    assert "new@example.org" in server.user("list")


def test_behind_tls_of_ones_own_making(spool, server, folder, talk):
    with TLSProxy(folder, server.ports["all"]) as proxy:
        refused = login(spool, proxy.url)
        assert refused.code == 3 and "--cacert FILE" in refused.err and re.search("self-signed", refused.err)
        assert login(spool, proxy.url, "--cacert", proxy.certificate).code == 0
        converted = spool("convert", talk, "--to", "out")
        assert converted.code == 0, converted.err
        assert spool("logout").code == 0
