"""The edge: content of DNS records by type, and what the plan of a zone includes."""

from __future__ import annotations

import ipaddress
import re
from dataclasses import dataclass
from typing import Any, Callable

from ..cloudflare.answers import ApiError
from ..cloudflare.plans import EDGE_TTL, PAGE_RULES, RATE_PERIODS
from ..cloudflare.plans import RULES as PLAN_RULES
from ..cloudflare.routes import Request

_LIMITS = "https://developers.cloudflare.com"
_HOST = re.compile(r"(?!\d+$)(?=.{1,253}$)(?:[a-z0-9_*](?:[a-z0-9_-]{0,61}[a-z0-9_])?\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])")
_TXT_LENGTH = 2048


@dataclass(frozen=True)
class EdgeRule:
    id: str
    # Templates of addresses; every method that writes there.
    address: str
    code: int
    source: str
    refuses: Callable[[Request], str | None]


def _is_host(content: str) -> bool:
    host = content.lower().rstrip(".")
    try:
        ipaddress.ip_address(host)
        return False
    except ValueError:
        return _HOST.fullmatch(host) is not None


def _kind(request: Request) -> tuple[str, str]:
    before = request.zone.records.get(request.params.get("record_id", ""), {})
    merged = {**before, **request.body}
    return str(merged.get("type", "")).upper(), str(merged.get("content") or "")


def _host_content(request: Request) -> str | None:
    kind, content = _kind(request)
    if kind in ("CNAME", "NS", "PTR") and not _is_host(content):
        return f"Content for {kind} record is invalid."
    return None


def _mail_content(request: Request) -> str | None:
    kind, content = _kind(request)
    return "Content for MX record must be a hostname." if kind == "MX" and not _is_host(content) else None


def _text_content(request: Request) -> str | None:
    kind, content = _kind(request)
    if kind == "TXT" and (len(content) > _TXT_LENGTH or "${" in content or not content.isprintable()):
        return "Content for TXT record is invalid."
    return None


_LONGEST_PAGE_RULE_TTL = 2419200


def _page_rule_limit(request: Request) -> str | None:
    known, most = request.zone.page_rules, PAGE_RULES[request.zone.plan]
    if "pagerule_id" not in request.params and len(known) >= most:
        return "Page Rule limit has been met"
    return None


def _page_rule_ttl(request: Request) -> str | None:
    for action in request.body.get("actions") or []:
        value = action.get("value")
        if action.get("id") == "edge_cache_ttl" and isinstance(value, int) and value > _LONGEST_PAGE_RULE_TTL:
            return f"edge_cache_ttl must be at most {_LONGEST_PAGE_RULE_TTL} seconds, not {value}."
    return None


def _phase(request: Request) -> str:
    known = request.zone.rulesets.get(request.params.get("ruleset_id", ""), {})
    return str(request.params.get("phase") or request.body.get("phase") or known.get("phase", ""))


def _rule_limit(request: Request) -> str | None:
    most = PLAN_RULES.get(_phase(request), {}).get(request.zone.plan)
    given = len(request.body.get("rules") or [])
    if most is not None and given > most:
        return f"exceeded maximum number of rules in the phase {_phase(request)}: {given} out of {most}"
    return None


def _edge_ttl(request: Request) -> str | None:
    if _phase(request) != "http_request_cache_settings":
        return None
    least = EDGE_TTL[request.zone.plan]
    for rule in request.body.get("rules") or []:
        ttl: dict[str, Any] = rule.get("action_parameters", {}).get("edge_ttl") or {}
        asked = ttl.get("default")
        if ttl.get("mode") == "override_origin" and isinstance(asked, int) and asked < least:
            return f"edge_ttl.default must be at least {least} seconds on the plan {request.zone.plan}, not {asked}"
    return None


def _rate_limit_period(request: Request) -> str | None:
    periods = RATE_PERIODS[request.zone.plan]
    if _phase(request) != "http_ratelimit" or periods is None:
        return None
    for rule in request.body.get("rules") or []:
        period = (rule.get("ratelimit") or {}).get("period")
        if period is not None and period not in periods:
            among = ", ".join(str(each) for each in periods)
            return f"not entitled to use the period {period}, can only use a period among [{among}]"
    return None


_RECORDS = "/zones/{zone_id}/dns_records"
_PAGES = "/zones/{zone_id}/pagerules"
_RULESETS = "/zones/{zone_id}/rulesets"
RULES = (
    EdgeRule(
        "cloudflare.record-content",
        _RECORDS,
        9007,
        f"{_LIMITS}/dns/manage-dns-records/reference/dns-record-types/",
        _host_content,
    ),
    EdgeRule(
        "cloudflare.mail-record-content",
        _RECORDS,
        9009,
        f"{_LIMITS}/dns/manage-dns-records/how-to/email-records/",
        _mail_content,
    ),
    EdgeRule(
        "cloudflare.text-record-content",
        _RECORDS,
        9207,
        f"{_LIMITS}/dns/manage-dns-records/reference/dns-record-types/#txt",
        _text_content,
    ),
    EdgeRule("cloudflare.page-rule-limit", _PAGES, 1008, f"{_LIMITS}/rules/page-rules/#availability", _page_rule_limit),
    EdgeRule(
        "cloudflare.page-rule-edge-ttl",
        _PAGES,
        1004,
        "https://registry.terraform.io/providers/cloudflare/cloudflare/5.14.0/docs/resources/page_rule",
        _page_rule_ttl,
    ),
    EdgeRule("cloudflare.rule-limit", _RULESETS, 20008, f"{_LIMITS}/cache/how-to/cache-rules/#availability", _rule_limit),
    EdgeRule(
        "cloudflare.edge-ttl",
        _RULESETS,
        20120,
        f"{_LIMITS}/cache/how-to/edge-browser-cache-ttl/#edge-cache-ttl",
        _edge_ttl,
    ),
    EdgeRule(
        "cloudflare.rate-limit-period",
        _RULESETS,
        20120,
        f"{_LIMITS}/waf/rate-limiting-rules/#availability",
        _rate_limit_period,
    ),
)


def check(method: str, template: str, request: Request) -> None:
    """Raises ApiError."""
    if method not in ("POST", "PUT", "PATCH"):
        return
    for rule in RULES:
        why = rule.refuses(request) if template.startswith(rule.address) else None
        if why:
            raise ApiError(400, rule.code, why)
