from __future__ import annotations

from pathlib import Path
from typing import Any, Callable

import pytest

from cloudflare import NAME, ZONE, Api, Refused
from conftest import Server, start_emulator, stop
from restartix_emulator.rules.edge import RULES

RECORDS, PAGES, RULESETS = f"/zones/{ZONE}/dns_records", f"/zones/{ZONE}/pagerules", f"/zones/{ZONE}/rulesets"
_CODES = {rule.id: rule.code for rule in RULES}


@pytest.fixture
def api(strict: Server) -> Api:
    """Of a zone on the plan Free."""
    return Api(strict.url)


def refuses(rule: str, call: Callable[..., Any], *arguments: Any) -> str:
    with pytest.raises(Refused) as failure:
        call(*arguments)
    assert (failure.value.status, failure.value.code) == (400, _CODES[rule])
    return str(failure.value)


def record(kind: str, content: str, name: str = "a") -> dict[str, Any]:
    return {"type": kind, "name": name, "content": content, "ttl": 1, "priority": 10}


@pytest.mark.parametrize("kind", ["CNAME", "NS", "PTR"])
@pytest.mark.parametrize(
    "content",
    ["aws_lb.load_balancer_alb.dns_name", "${aws_lb.a.dns_name}", "10.0.0.1", "a b.example.com", "https://a.example.com"],
)
def test_a_name_of_another_is_a_host(api: Api, kind: str, content: str) -> None:
    words = refuses("cloudflare.record-content", api.post, RECORDS, record(kind, content))
    assert f"Content for {kind} record is invalid." in words


@pytest.mark.parametrize(
    "content", ["alb-1.eu-central-1.elb.amazonaws.com", "_a1.acm-validations.aws", "token.dkim.amazonses.com", "a.b-c.de."]
)
def test_hosts_are_taken(api: Api, name: str, content: str) -> None:
    made = api.post(RECORDS, record("CNAME", content, name))
    assert made["content"] == content.rstrip(".")
    refuses("cloudflare.record-content", api.patch, f"{RECORDS}/{made['id']}", {"content": "no host"})


@pytest.mark.parametrize("content", ["10.0.0.1", "10 mx.example.com", "aws_x.y"])
def test_mail_goes_to_a_host(api: Api, content: str) -> None:
    refuses("cloudflare.mail-record-content", api.post, RECORDS, record("MX", content))


@pytest.mark.parametrize("content", ["a" * 2049, "v=${aws_x.y.z}", "a\nb"])
def test_text_is_text(api: Api, content: str) -> None:
    refuses("cloudflare.text-record-content", api.post, RECORDS, record("TXT", content))


def page_rule(path: str, ttl: int = 7200) -> dict[str, Any]:
    target = {"target": "url", "constraint": {"operator": "matches", "value": f"{NAME}/{path}"}}
    return {"targets": [target], "actions": [{"id": "edge_cache_ttl", "value": ttl}]}


def test_free_has_three_page_rules(api: Api) -> None:
    made = [api.post(PAGES, page_rule(f"{number}")) for number in range(3)]
    assert "Page Rule limit has been met" in refuses("cloudflare.page-rule-limit", api.post, PAGES, page_rule("4"))
    api.put(f"{PAGES}/{made[0]['id']}", page_rule("0", 3600))
    for each in made:
        api.delete(f"{PAGES}/{each['id']}")


def test_a_page_rule_caches_for_28_days(api: Api) -> None:
    refuses("cloudflare.page-rule-edge-ttl", api.post, PAGES, page_rule("a", 2592000))
    made = api.post(PAGES, page_rule("a", 2419200))
    api.delete(f"{PAGES}/{made['id']}")


def ruleset(phase: str, *rules: dict[str, Any]) -> dict[str, Any]:
    return {"name": "a", "kind": "zone", "phase": phase, "rules": [{"expression": "true", **each} for each in rules]}


CACHE = {"action": "set_cache_settings", "action_parameters": {"cache": True}}
LIMIT = {"action": "block", "ratelimit": {"characteristics": ["ip.src"], "period": 10, "requests_per_period": 5}}


@pytest.mark.parametrize(
    ("phase", "rule", "most"),
    [
        ("http_request_cache_settings", CACHE, 10),
        ("http_request_firewall_custom", {"action": "block"}, 5),
        ("http_ratelimit", LIMIT, 1),
    ],
)
def test_free_has_so_many_rules(api: Api, phase: str, rule: dict[str, Any], most: int) -> None:
    entry_point = f"{RULESETS}/phases/{phase}/entrypoint"
    refuses("cloudflare.rule-limit", api.post, RULESETS, ruleset(phase, *[rule] * (most + 1)))
    refuses("cloudflare.rule-limit", api.put, entry_point, ruleset(phase, *[rule] * (most + 1)))
    made = api.post(RULESETS, ruleset(phase, *[rule] * most))
    refuses("cloudflare.rule-limit", api.put, f"{RULESETS}/{made['id']}", {"rules": [rule] * (most + 1)})
    api.delete(f"{RULESETS}/{made['id']}")


def test_free_caches_two_hours_at_least(api: Api) -> None:
    def of(seconds: int) -> dict[str, Any]:
        settings = {"cache": True, "edge_ttl": {"mode": "override_origin", "default": seconds}}
        return ruleset("http_request_cache_settings", {**CACHE, "action_parameters": settings})

    refuses("cloudflare.edge-ttl", api.post, RULESETS, of(7199))
    api.delete(f"{RULESETS}/{api.post(RULESETS, of(7200))['id']}")


def test_free_counts_over_ten_seconds(api: Api) -> None:
    longer = {**LIMIT, "ratelimit": {**LIMIT["ratelimit"], "period": 60}}  # type: ignore[dict-item]
    refuses("cloudflare.rate-limit-period", api.post, RULESETS, ruleset("http_ratelimit", longer))


def test_another_plan_has_more(tmp_path: Path) -> None:
    server = start_emulator(tmp_path, EMULATOR_CLOUDFLARE_PLAN="pro")
    try:
        api = Api(server.url)
        assert api.get(f"/zones/{ZONE}")["meta"]["page_rule_quota"] == 20
        for number in range(4):
            api.post(PAGES, page_rule(f"{number}"))
    finally:
        stop(server)


def test_a_plan_that_there_is_not(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError, match="EMULATOR_CLOUDFLARE_PLAN: 'gold' is no plan"):
        start_emulator(tmp_path, EMULATOR_CLOUDFLARE_PLAN="gold")
