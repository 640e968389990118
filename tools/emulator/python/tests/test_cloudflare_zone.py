from __future__ import annotations

from typing import Any

import pytest

from cloudflare import NAME, ZONE, Api, Refused
from conftest import Server

SETTINGS = f"/zones/{ZONE}/settings"
FALLBACK = f"/zones/{ZONE}/custom_hostnames/fallback_origin"


@pytest.fixture
def api(emulator: Server) -> Api:
    return Api(emulator.url)


def test_a_setting_has_a_value_from_the_start_and_takes_another(api: Api) -> None:
    assert api.get(f"{SETTINGS}/always_use_https") == {
        "id": "always_use_https",
        "value": "off",
        "editable": True,
        "modified_on": None,
    }
    changed = api.patch(f"{SETTINGS}/always_use_https", {"value": "on"})
    assert changed["value"] == "on" and changed["modified_on"].endswith("Z")
    assert changed in api.get(SETTINGS)


def test_strict_transport_security_keeps_what_is_not_named(api: Api) -> None:
    asked = {"enabled": True, "max_age": 31536000, "include_subdomains": True}
    changed = api.patch(f"{SETTINGS}/security_header", {"value": {"strict_transport_security": asked}})
    assert changed["value"]["strict_transport_security"] == {**asked, "preload": False, "nosniff": False}


@pytest.mark.parametrize(("asked", "shown"), [("1.2", "1.2"), (1.3, "1.3")])
def test_a_version_is_a_text(api: Api, asked: Any, shown: str) -> None:
    assert api.patch(f"{SETTINGS}/min_tls_version", {"value": asked})["value"] == shown


@pytest.mark.parametrize(
    ("setting", "value", "code"),
    [("always_use_https", True, 1007), ("ssl", "fully", 1007), ("browser_cache_ttl", "60", 1007), ("none", "on", 1006)],
)
def test_a_value_that_a_setting_cannot_have_is_refused(api: Api, setting: str, value: Any, code: int) -> None:
    with pytest.raises(Refused, match=f"400 {code}"):
        api.patch(f"{SETTINGS}/{setting}", {"value": value})


def test_the_origin_of_clients_hostnames_is_one_of_the_zone(api: Api) -> None:
    with pytest.raises(Refused, match="400"):
        api.put(FALLBACK, {"origin": "alb.example.com"})
    assert api.put(FALLBACK, {"origin": f"saas.{NAME}"})["status"] == "pending_deployment"
    shown = api.get(FALLBACK)
    assert (shown["origin"], shown["status"], shown["errors"]) == (f"saas.{NAME}", "active", [])
    assert api.delete(FALLBACK)["status"] == "pending_deletion"
    with pytest.raises(Refused, match="404 1551"):
        api.delete(FALLBACK)


def test_origin_pulls_are_shown_when_they_are_switched_on(api: Api) -> None:
    settings = f"/zones/{ZONE}/origin_tls_client_auth/settings"
    assert api.get(settings) == {"enabled": False}
    assert api.put(settings, {"enabled": True}) == {"enabled": True}
    assert api.get(settings) == {"enabled": True}
    api.put(settings, {"enabled": False})
