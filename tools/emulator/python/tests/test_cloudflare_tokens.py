from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from cloudflare import ACCOUNT, ZONE, Api, Refused
from conftest import Server, start_emulator, stop


@pytest.fixture
def api(emulator: Server) -> Api:
    return Api(emulator.url)


@pytest.fixture(params=["/user", f"/accounts/{ACCOUNT}"])
def tokens(request: pytest.FixtureRequest) -> str:
    """A user and an account each have tokens of their own."""
    return f"{request.param}/tokens"


def settings(api: Api, tokens: str, name: str) -> dict[str, Any]:
    [group] = api.get(f"{tokens}/permission_groups", name="SSL and Certificates Write")
    resources = {f"com.cloudflare.api.account.zone.{ZONE}": "*"}
    policy = {"effect": "allow", "permission_groups": [{"id": group["id"]}], "resources": resources}
    return {"name": name, "policies": [policy]}


def test_a_value_is_answered_once(api: Api, tokens: str, name: str) -> None:
    made = api.post(tokens, settings(api, tokens, name))
    value = made.pop("value")
    assert (len(value), made["status"], made["name"]) == (40, "active", name)
    [policy] = made["policies"]
    assert policy["resources"] == {f"com.cloudflare.api.account.zone.{ZONE}": "*"}
    assert policy["permission_groups"][0]["name"] == "SSL and Certificates Write"
    assert api.get(f"{tokens}/{made['id']}") == made
    assert made in api.get(tokens, per_page="50")


def test_a_token_is_replaced_rolled_and_deleted(api: Api, emulator: Server, tokens: str, name: str) -> None:
    asked = settings(api, tokens, name)
    made = api.post(tokens, {**asked, "expires_on": "2030-01-01T00:00:00Z"})
    path = f"{tokens}/{made['id']}"
    own = Api(emulator.url, token=made["value"])
    assert own.get(f"{tokens}/verify") == {"id": made["id"], "status": "active", "expires_on": "2030-01-01T00:00:00Z"}
    replaced = api.put(path, {**asked, "status": "disabled"})
    assert "value" not in replaced and "expires_on" not in replaced
    assert (replaced["status"], replaced["issued_on"]) == ("disabled", made["issued_on"])
    assert own.get(f"{tokens}/verify")["status"] == "disabled"
    assert api.put(f"{path}/value", {}) != made["value"]
    assert api.delete(path) == {"id": made["id"]}
    with pytest.raises(Refused, match="404"):
        api.delete(path)


def test_any_token_is_active(api: Api) -> None:
    answer = api.call("GET", "/user/tokens/verify")
    assert answer["result"]["status"] == "active"
    assert answer["messages"][0]["message"] == "This API Token is valid and active"


@pytest.mark.parametrize("missing", ["name", "policies"])
def test_a_token_without_name_or_policy_is_refused(api: Api, tokens: str, name: str, missing: str) -> None:
    asked = settings(api, tokens, name)
    with pytest.raises(Refused, match="400"):
        api.post(tokens, {key: value for key, value in asked.items() if key != missing})


def test_a_permission_that_does_not_exist_is_refused(api: Api, tokens: str, name: str) -> None:
    asked = settings(api, tokens, name)
    asked["policies"][0]["permission_groups"] = [{"id": "f" * 32}]
    with pytest.raises(Refused, match="400 1001 .*unknown permission group"):
        api.post(tokens, asked)


def test_an_account_has_no_permissions_of_a_user(api: Api) -> None:
    scope = "com.cloudflare.api.user"
    assert api.get("/user/tokens/permission_groups", scope=scope) != []
    assert api.get(f"/accounts/{ACCOUNT}/tokens/permission_groups", scope=scope) == []


def test_a_value_begins_as_a_search_for_secrets_expects(tmp_path: Path) -> None:
    server = start_emulator(tmp_path, EMULATOR_PASSWORD_PREFIX="LEAKED")
    try:
        api = Api(server.url)
        value = api.post("/user/tokens", settings(api, "/user/tokens", "saas"))["value"]
        assert value.startswith("LEAKED") and len(value) == 40
    finally:
        stop(server)
