from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any
from urllib.request import Request, urlopen

import pytest

import restartix_emulator
from cloudflare import ACCOUNT, NAME, ZONE, Api
from conftest import Server
from restartix_emulator.cloudflare.dry_run import _ARGUMENTS
from restartix_emulator.rules.edge import RULES


def refused(server: Server, *resources: dict[str, Any]) -> list[dict[str, Any]]:
    body = json.dumps({"resources": resources}).encode()
    with urlopen(Request(f"{server.url}/restartix-emulator/cloudflare-dry-run", body), timeout=10) as answer:
        return json.load(answer)["refusals"]


def resource(type_name: str, unknown: list[str] | None = None, **values: Any) -> dict[str, Any]:
    type_ = f"cloudflare_{type_name}"
    return {"address": f"{type_}.a", "type": type_, "values": {"zone_id": ZONE, **values}, "unknown": unknown or []}


def record(**values: Any) -> dict[str, Any]:
    given = {"type": "CNAME", "name": f"a.{NAME}", "content": "lb.example.com", "ttl": 1, "proxied": True}
    return resource("dns_record", **{**given, **values})


RULE = {"action": "block", "expression": "true", "ref": "one"}
PACK = {"type": "advanced", "certificate_authority": "google", "validity_days": 90}


@pytest.mark.parametrize(
    ("each", "argument", "value", "allowed"),
    [
        (record(content="aws_lb.a.dns_name"), "content", "aws_lb.a.dns_name", "a hostname"),
        (record(type="A", content="x"), "content", "x", "an IPv4 address"),
        (record(type="MX", content="1.2.3.4", proxied=False, priority=1), "content", "1.2.3.4", "a hostname"),
        (record(type="TXT", content="${a}", proxied=False), "content", "${a}", "printable"),
        (record(name="a.example.com"), "name", "a.example.com", f"ends in .{NAME}"),
        (record(name=f"A.{NAME}"), "name", f"A.{NAME}", f"a.{NAME}"),
        (record(ttl=300), "ttl", 300, "1"),
        (record(ttl=5, proxied=False), "ttl", 5, ""),
        (record(ttl=5, proxied=False, content=None, unknown=["content"]), "ttl", 5, ""),
        (record(zone_id="f" * 32), "zone_id", "f" * 32, "a zone of the account"),
        (resource("certificate_pack", hosts=[NAME, "a.example.com"], **PACK), "hosts", [NAME, "a.example.com"], "names of the zone"),
        (resource("page_rule", target=f"{NAME}/*", actions={"edge_cache_ttl": 2592000}), "actions", {"edge_cache_ttl": 2592000}, ""),
        (resource("custom_hostname_fallback_origin", origin="a.example.com"), "origin", "a.example.com", "a hostname of the zone"),
        (resource("zone_setting", setting_id="ssl", value="none"), "value", "none", "a value that the setting may have"),
        (
            resource("ruleset", name="a", kind="zone", phase="http_request_cache_settings", rules=[RULE]),
            "rules.0.action",
            "block",
            "",
        ),
        (resource("authenticated_origin_pulls_settings", enabled="yes"), "enabled", "yes", ""),
        (resource("load_balancer"), "type", "cloudflare_load_balancer", "cloudflare_dns_record"),
    ],
)
def test_a_refusal_says_what_is_allowed(strict: Server, each: dict[str, Any], argument: str, value: Any, allowed: str) -> None:
    [refusal] = refused(strict, each)
    assert (refusal["address"], refusal["argument"], refusal["value"]) == (each["address"], argument, value)
    assert allowed in refusal["allowed"]
    assert refusal["why"]


def test_what_the_api_takes_passes_and_nothing_of_it_is_kept(strict: Server) -> None:
    policy = {"effect": "allow", "permission_groups": [{"id": "x"}], "resources": "{}"}
    assert refused(
        strict,
        record(),
        record(name=f"b.{NAME}", content=None, unknown=["content"]),
        record(name=None, content=None, unknown=["name", "content"]),
        resource("account_token", unknown=["policies"], account_id=ACCOUNT, name="t"),
        resource("certificate_pack", hosts=[NAME, f"*.a.{NAME}"], **PACK),
        resource("custom_hostname_fallback_origin", origin=f"a.{NAME}"),
        resource("zone_setting", setting_id="ssl", value="strict"),
        resource("page_rule", target=f"{NAME}/*", actions={"edge_cache_ttl": 7200}),
    ) == []
    [refusal] = refused(strict, resource("account_token", account_id=ACCOUNT, name="t", policies=[policy]))
    assert "unknown permission group" in refusal["why"]
    assert Api(strict.url).get(f"/zones/{ZONE}/dns_records") == []


def test_resources_are_seen_together(strict: Server) -> None:
    [refusal] = refused(strict, record(), {**record(content="other.example.com"), "address": "cloudflare_dns_record.b"})
    assert (refusal["address"], refusal["argument"]) == ("cloudflare_dns_record.b", "name")


def test_each_rule_of_records_names_its_argument() -> None:
    folder = Path(restartix_emulator.__file__).parent / "cloudflare"
    raised = {int(code) for code in re.findall(r"(?:400, |Address, )(9\d{3}|81\d{3})\b", (folder / "dns_records.py").read_text())}
    enforced = {rule.code for rule in RULES if rule.address.endswith("dns_records")}
    assert len(raised) > 5
    assert (raised | enforced) - set(_ARGUMENTS) == set()
