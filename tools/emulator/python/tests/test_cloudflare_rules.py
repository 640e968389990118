from __future__ import annotations

from typing import Any

import pytest

from cloudflare import NAME, ZONE, Api, Refused
from conftest import Server

PAGE_RULES, RULESETS = f"/zones/{ZONE}/pagerules", f"/zones/{ZONE}/rulesets"


@pytest.fixture
def api(emulator: Server) -> Api:
    return Api(emulator.url)


def page_rule(value: str, **settings: Any) -> dict[str, Any]:
    target = {"target": "url", "constraint": {"operator": "matches", "value": value}}
    return {"targets": [target], "actions": [{"id": "cache_level", "value": "cache_everything"}], **settings}


def rule(ref: str, **settings: Any) -> dict[str, Any]:
    return {"ref": ref, "expression": 'http.host eq "a.test"', "action": "block", **settings}


def test_a_page_rule_is_disabled_unless_it_says_otherwise(api: Api, name: str) -> None:
    made = api.post(PAGE_RULES, page_rule(f"{name}.{NAME}"))
    assert (made["status"], made["priority"]) == ("disabled", 1)
    assert made["targets"][0]["constraint"]["value"] == f"{name}.{NAME}/"
    path = f"{PAGE_RULES}/{made['id']}"
    assert api.patch(path, {"status": "active"})["status"] == "active"
    replaced = api.put(path, page_rule(f"{name}.{NAME}/*", priority=2, status="active"))
    assert (replaced["priority"], replaced["created_on"]) == (2, made["created_on"])
    assert api.get(path) == replaced
    assert replaced in api.get(PAGE_RULES, status="active")
    assert api.delete(path) == {"id": made["id"]}


def test_a_page_rule_is_of_its_zone_and_alone(api: Api, name: str) -> None:
    api.post(PAGE_RULES, page_rule(f"{name}.{NAME}/_next/*"))
    for asked in (page_rule(f"{name}.{NAME}/_next/*"), page_rule("example.com/*"), {**page_rule(NAME), "actions": []}):
        with pytest.raises(Refused, match="400 1004") as refused:
            api.post(PAGE_RULES, asked)
        assert refused.value.envelope["messages"] != []


def test_a_phase_has_one_ruleset(api: Api) -> None:
    phase = "http_request_firewall_custom"
    with pytest.raises(Refused, match="404 10003"):
        api.get(f"{RULESETS}/phases/{phase}/entrypoint")
    asked = {"name": "waf", "kind": "zone", "phase": phase, "rules": [rule("one"), rule("two", enabled=False)]}
    made = api.post(RULESETS, asked)
    assert (made["version"], made["description"]) == ("1", "")
    assert [(each["ref"], each["version"], each["enabled"]) for each in made["rules"]] == [
        ("one", "1", True),
        ("two", "1", False),
    ]
    with pytest.raises(Refused, match=f"400 20217 .* exceeded maximum number of zone rulesets for phase {phase}"):
        api.post(RULESETS, asked)
    assert api.get(f"{RULESETS}/phases/{phase}/entrypoint") == made == api.get(f"{RULESETS}/{made['id']}")
    [listed] = [each for each in api.get(RULESETS) if each["id"] == made["id"]]
    assert "rules" not in listed
    assert api.delete(f"{RULESETS}/{made['id']}") is None
    with pytest.raises(Refused, match="404"):
        api.get(f"{RULESETS}/{made['id']}")


def test_a_rule_keeps_its_id_with_its_ref(api: Api) -> None:
    asked = {"name": "limit", "kind": "zone", "phase": "http_ratelimit"}
    limit = {"characteristics": ["ip.src", "cf.colo.id"], "period": 10, "requests_per_period": 5}
    made = api.post(RULESETS, {**asked, "rules": [rule("a", ratelimit=limit), rule("b", ratelimit=limit)]})
    assert made["rules"][0]["ratelimit"]["requests_to_origin"] is False
    path = f"{RULESETS}/{made['id']}"
    changed = api.put(path, {**asked, "rules": [rule("b", ratelimit=limit), rule("a", ratelimit=limit, action="log")]})
    assert changed["version"] == "2"
    assert [each["id"] for each in changed["rules"]] == [made["rules"][1]["id"], made["rules"][0]["id"]]
    assert [each["version"] for each in changed["rules"]] == ["1", "2"]
    assert changed["rules"][0]["last_updated"] == made["rules"][1]["last_updated"]
    api.delete(path)


@pytest.mark.parametrize(
    ("phase", "rules"),
    [
        ("http_request_cache_settings", [rule("a", action="block")]),
        ("http_request_cache_settings", [rule("a", action="set_cache_settings", expression="")]),
        ("http_request_cache_settings", [rule("a", action="set_cache_settings")] * 2),
        ("http_ratelimit", [rule("a")]),
        ("no_phase", []),
    ],
)
def test_rules_that_do_not_suit_their_phase_are_refused(api: Api, phase: str, rules: Any) -> None:
    with pytest.raises(Refused, match="400"):
        api.put(f"{RULESETS}/phases/{phase}/entrypoint", {"rules": rules})
    with pytest.raises(Refused, match="404"):
        api.get(f"{RULESETS}/phases/{phase}/entrypoint")


def test_an_entry_point_can_be_put(api: Api) -> None:
    path = f"{RULESETS}/phases/http_request_cache_settings/entrypoint"
    settings = {"cache": True, "edge_ttl": {"mode": "override_origin", "default": 7200}}
    made = api.put(path, {"rules": [rule("a", action="set_cache_settings", action_parameters=settings)]})
    assert made["rules"][0]["action_parameters"] == settings
    assert api.put(path, {"name": "cache", "rules": []})["id"] == made["id"]
    api.delete(f"{RULESETS}/{made['id']}")
