"""Logins over processes: what ends one counts at every gateway at once, and gateways go on without the auth service."""

import signal

import pytest

from served_system import ServedSystem, wait_until

ANN, PASSWORD = "ann@example.org", "correct horse"


@pytest.fixture
def system(folder):
    with ServedSystem(folder, roles=("auth", "gateway"), log_level="debug") as system:
        system.start("gateway", "second")
        system.wait_ready("second")
        system.user("add", ANN, password=PASSWORD)
        yield system


def status(system, grant, gateway):
    return system.request("GET", "/v1/jobs", token=grant["accessToken"], to=gateway).status


def change_password(system, grant):
    other = system.login(ANN, PASSWORD)
    body = {"password": "another horse", "currentPassword": PASSWORD}
    assert system.request("PATCH", "/v1/users/me", body, token=other["accessToken"]).status == 200


def log_out(system, grant):
    assert system.request("DELETE", "/v1/session", token=grant["accessToken"]).status == 204


def use_a_refresh_token_twice(system, grant):
    body = {"refreshToken": grant["refreshToken"]}
    assert [system.request("POST", "/v1/session/refresh", body).status for _ in range(2)] == [200, 401]


def delete_the_account(system, grant):
    assert system.request("DELETE", "/v1/users/me", token=grant["accessToken"]).status == 204


def disable(system, grant):
    system.user("disable", ANN)


ENDS = [log_out, use_a_refresh_token_twice, change_password, disable, delete_the_account]


def complaints(system):
    return system.logs().count("the auth service does not answer")


def test_what_ends_a_login_counts_at_every_gateway_at_once(system):
    """The first request after it is refused, at the other gateway too."""
    for end in ENDS:
        system.user("password", ANN, password=PASSWORD)
        grant = system.login(ANN, PASSWORD)
        assert [status(system, grant, gateway) for gateway in ("gateway", "second")] == [200, 200]
        wait_until(lambda: complaints(system) == system.logs().count("the auth service answers again"))
        before = complaints(system)
        end(system, grant)
        found = [status(system, grant, gateway) for gateway in ("second", "gateway")]
        # A gateway that auth has not answered in time goes by what it knows, and says so.
        assert found == [401, 401] or complaints(system) > before, end.__name__
        if end is disable:
            system.user("enable", ANN)


@pytest.mark.parametrize("how", ["killed", "stopped"])
def test_a_gateway_goes_on_without_the_auth_service(system, how):
    grant = system.login(ANN, PASSWORD)
    assert status(system, grant, "gateway") == 200
    if how == "killed":
        system.kill("auth")
    else:
        system.signal("auth", signal.SIGSTOP)
    for _ in range(5):
        assert status(system, grant, "gateway") == 200
    assert system.request("GET", "/v1/jobs", token=grant["accessToken"] + "A").status == 401
    refused = system.request("POST", "/v1/session", {"email": ANN, "password": PASSWORD})
    assert refused.status == 503 and int(refused.headers["Retry-After"]) > 0
    if how == "killed":
        system.start("auth")
    else:
        system.signal("auth", signal.SIGCONT)
    system.wait_ready("auth")
    assert status(system, system.login(ANN, PASSWORD), "gateway") == 200
