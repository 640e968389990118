"""What a zone has beside its plan, and what a token may do: facts that a test changes."""

from __future__ import annotations

import json
from typing import Any
from urllib.error import HTTPError
from urllib.request import Request, urlopen

from account import facts
from conftest import Server

ZONE, OWNER = "0123456789abcdef0123456789abcdef", "fedcba9876543210fedcba9876543210"


def _get(server: Server, path: str) -> tuple[int, Any]:
    request = Request(f"{server.url}/client/v4{path}", headers={"Authorization": "Bearer any"})
    try:
        with urlopen(request, timeout=10) as answer:
            return answer.status, json.load(answer)["result"]
    except HTTPError as error:
        return error.code, json.load(error)["errors"][0]["code"]


def test_a_zone_has_advanced_certificates_and_saas_unless_it_was_not_bought(emulator: Server) -> None:
    packs, hostnames = f"/zones/{ZONE}/ssl/certificate_packs/quota", f"/zones/{ZONE}/custom_hostnames"
    assert _get(emulator, packs)[1]["advanced"]["allocated"] == 100
    assert _get(emulator, hostnames) == (200, [])
    with facts(emulator, cloudflare_saas=False, cloudflare_advanced_certificates=0):
        assert _get(emulator, packs)[1]["advanced"]["allocated"] == 0
        assert _get(emulator, hostnames) == (403, 1403)


def test_a_zone_changes_its_plan(emulator: Server) -> None:
    with facts(emulator, cloudflare_plan="free"):
        assert _get(emulator, f"/zones/{ZONE}")[1]["plan"]["legacy_id"] == "free"
    assert _get(emulator, f"/zones/{ZONE}")[1]["plan"]["legacy_id"] == "pro"


def test_a_token_tells_its_permissions_to_who_may_read_tokens(emulator: Server) -> None:
    own = f"/accounts/{OWNER}/tokens/{_get(emulator, f'/accounts/{OWNER}/tokens/verify')[1]['id']}"
    with facts(emulator, cloudflare_permissions=["DNS Write", "Account API Tokens Read"]):
        groups = _get(emulator, own)[1]["policies"][0]["permission_groups"]
        assert sorted(each["name"] for each in groups) == ["Account API Tokens Read", "DNS Write"]
    with facts(emulator, cloudflare_permissions=["DNS Write"]):
        assert _get(emulator, own) == (403, 9109)
