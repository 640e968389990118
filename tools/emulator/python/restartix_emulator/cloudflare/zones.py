"""Zones are given by the start: they can be looked up, not made.

https://developers.cloudflare.com/api/resources/zones/
"""

from __future__ import annotations

from typing import Any

from .answers import Answer, page
from .plans import PAGE_RULES
from .routes import Request, Route
from .state import ACCOUNT, Zone

_SINCE = "2025-01-01T00:00:00.000000Z"


def _list(request: Request) -> Answer:
    query = request.query
    name = query.get("name", "").removeprefix("equal:").lower()
    found = [
        each
        for each in request.state.zones.values()
        if name in ("", each.name)
        and query.get("account.id", ACCOUNT) == ACCOUNT
        and query.get("status", "active") == "active"
    ]
    return page([_shown(each) for each in found], query)


def _get(request: Request) -> dict[str, Any]:
    return _shown(request.zone)


def _shown(zone: Zone) -> dict[str, Any]:
    return {
        "id": zone.id,
        "name": zone.name,
        "status": "active",
        "paused": False,
        "type": "full",
        "development_mode": 0,
        "name_servers": ["ada.ns.cloudflare.com", "bob.ns.cloudflare.com"],
        "original_name_servers": None,
        "original_registrar": None,
        "original_dnshost": None,
        "modified_on": _SINCE,
        "created_on": _SINCE,
        "activated_on": _SINCE,
        "meta": {
            "step": 2,
            "custom_certificate_quota": 0,
            "page_rule_quota": PAGE_RULES[zone.plan],
            "phishing_detected": False,
            "cdn_only": False,
            "dns_only": False,
            "foundation_dns": False,
        },
        "owner": {"id": None, "type": "user", "email": None},
        "account": {"id": ACCOUNT, "name": "RestartiX"},
        "tenant": {"id": None, "name": None},
        "tenant_unit": {"id": None},
        "permissions": ["#dns_records:edit", "#dns_records:read", "#zone:read", "#zone_settings:edit"],
        "plan": {
            "id": "0feeeeeeeeeeeeeeeeeeeeeeeeeeeeee",
            "name": f"{zone.plan.title()} Website",
            "price": 0,
            "currency": "USD",
            "frequency": "",
            "is_subscribed": False,
            "can_subscribe": False,
            "legacy_id": zone.plan,
            "legacy_discount": False,
            "externally_managed": False,
        },
    }


ROUTES = (Route("GET", "/zones", _list), Route("GET", "/zones/{zone_id}", _get))
