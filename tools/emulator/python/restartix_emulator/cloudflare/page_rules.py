"""Page rules: each for one URL pattern of its zone, disabled unless it says otherwise.

https://developers.cloudflare.com/api/resources/page_rules/
"""

from __future__ import annotations

from typing import Any

from .answers import ApiError
from .routes import Request, Route
from .state import Zone, new_id, now

_SETTABLE = ("targets", "actions", "priority", "status")
_INVALID = "Page Rule validation failed: See messages for details."


def _list(request: Request) -> list[dict[str, Any]]:
    wanted = request.query.get("status")
    found = [each for each in request.zone.page_rules.values() if wanted in (None, each["status"])]
    return sorted(found, key=lambda each: each["priority"], reverse=True)


def _create(request: Request) -> dict[str, Any]:
    return _keep(request.zone, request.body, {"id": new_id(), "created_on": now()})


def _get(request: Request) -> dict[str, Any]:
    rule = request.zone.page_rules.get(request.params["pagerule_id"])
    if rule is None:
        raise ApiError(404, 1002, "Invalid Page Rule identifier")
    return rule


def _replace(request: Request) -> dict[str, Any]:
    return _keep(request.zone, request.body, _get(request))


def _edit(request: Request) -> dict[str, Any]:
    rule = _get(request)
    return _keep(request.zone, {**{key: rule[key] for key in _SETTABLE}, **request.body}, rule)


def _delete(request: Request) -> dict[str, str]:
    return {"id": request.zone.page_rules.pop(_get(request)["id"])["id"]}


def _keep(zone: Zone, asked: dict[str, Any], made: dict[str, str]) -> dict[str, Any]:
    rule = {
        "id": made["id"],
        "targets": [_target(zone, each) for each in asked.get("targets") or []],
        "actions": asked.get("actions") or [],
        "priority": asked.get("priority") or 1,
        "status": asked.get("status") or "disabled",
        "created_on": made["created_on"],
        "modified_on": now(),
    }
    for part in ("targets", "actions"):
        if not rule[part]:
            raise ApiError(400, 1004, _INVALID, details=[f"{part} must not be empty."])
    others = [each for each in zone.page_rules.values() if each["id"] != rule["id"]]
    if any(each["targets"] == rule["targets"] for each in others):
        raise ApiError(400, 1004, _INVALID, details=["Your zone already has an existing page rule with that URL."])
    zone.page_rules[rule["id"]] = rule
    return rule


def _target(zone: Zone, asked: dict[str, Any]) -> dict[str, Any]:
    """A pattern has a host of the zone, and a path: `/` where none is given."""
    value = str(asked["constraint"]["value"])
    host, slash, path = value.split("://", 1)[-1].partition("/")
    domain = host.split(":", 1)[0].lower()
    if domain != zone.name and not domain.endswith(f".{zone.name}") and domain != f"*{zone.name}":
        raise ApiError(400, 1004, _INVALID, details=[f"The URL {value} is not in the zone {zone.name}."])
    return {
        "target": asked.get("target", "url"),
        "constraint": {"operator": "matches", "value": value if slash else f"{value}/"},
    }


_ALL, _ONE = "/zones/{zone_id}/pagerules", "/zones/{zone_id}/pagerules/{pagerule_id}"
ROUTES = (
    Route("GET", _ALL, _list),
    Route("POST", _ALL, _create),
    Route("GET", _ONE, _get),
    Route("PUT", _ONE, _replace),
    Route("PATCH", _ONE, _edit),
    Route("DELETE", _ONE, _delete),
)
