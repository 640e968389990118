"""Rulesets of a zone: one entry point for each phase, whose rules keep their ids as long as they keep their `ref`.

The codes of refused rules are ours: Cloudflare's documentation does not list them.

https://developers.cloudflare.com/ruleset-engine/rulesets-api/
https://developers.cloudflare.com/ruleset-engine/reference/phases-list/
"""

from __future__ import annotations

from typing import Any

from .answers import Answer, ApiError
from .routes import Request, Route
from .state import Zone, new_id, now

_CHALLENGES = ("block", "challenge", "js_challenge", "managed_challenge", "log")
# https://developers.cloudflare.com/ruleset-engine/rules-language/actions/
_ACTIONS: dict[str, tuple[str, ...]] = {
    "http_config_settings": ("set_config",),
    "http_ratelimit": _CHALLENGES,
    "http_request_cache_settings": ("set_cache_settings",),
    "http_request_dynamic_redirect": ("redirect",),
    "http_request_firewall_custom": (*_CHALLENGES, "skip"),
    "http_request_firewall_managed": ("execute", "skip"),
    "http_request_late_transform": ("rewrite",),
    "http_request_origin": ("route",),
    "http_request_transform": ("rewrite",),
    "http_response_headers_transform": ("rewrite",),
}
_KEPT = ("action", "action_parameters", "expression", "ratelimit", "exposed_credential_check", "logging")


def _list(request: Request) -> list[dict[str, Any]]:
    return [
        {key: value for key, value in each.items() if key != "rules"} for each in request.zone.rulesets.values()
    ]


def _create(request: Request) -> dict[str, Any]:
    asked = request.body
    for name in ("name", "kind", "phase"):
        if not asked.get(name):
            raise ApiError(400, 20012, f"{name} is required", pointer=f"/{name}")
    phase = asked["phase"]
    if asked["kind"] == "zone" and _entry_point(request.zone, phase):
        why = f"exceeded maximum number of zone rulesets for phase {phase}"
        raise ApiError(400, 20217, f"'zone' is not a valid value for kind because {why}", pointer="/kind")
    return _keep(request.zone, {"id": new_id(), "kind": asked["kind"], "phase": phase, "version": "0"}, asked)


def _get(request: Request) -> dict[str, Any]:
    ruleset = request.zone.rulesets.get(request.params["ruleset_id"])
    if ruleset is None:
        raise ApiError(404, 10003, f"could not find ruleset {request.params['ruleset_id']}")
    return ruleset


def _replace(request: Request) -> dict[str, Any]:
    return _keep(request.zone, _get(request), request.body)


def _delete(request: Request) -> Answer:
    request.zone.rulesets.pop(_get(request)["id"])
    return Answer(None, status=204)


def _get_entry_point(request: Request) -> dict[str, Any]:
    phase = request.params["phase"]
    found = _entry_point(request.zone, phase)
    if found is None:
        raise ApiError(404, 10003, f'could not find entrypoint ruleset in the "{phase}" phase')
    return found


def _put_entry_point(request: Request) -> dict[str, Any]:
    phase = request.params["phase"]
    new = {"id": new_id(), "kind": "zone", "phase": phase, "version": "0", "name": "default"}
    return _keep(request.zone, _entry_point(request.zone, phase) or new, request.body)


def _entry_point(zone: Zone, phase: str) -> dict[str, Any] | None:
    return next((each for each in zone.rulesets.values() if (each["kind"], each["phase"]) == ("zone", phase)), None)


def _keep(zone: Zone, old: dict[str, Any], asked: dict[str, Any]) -> dict[str, Any]:
    phase = old["phase"]
    if phase not in _ACTIONS:
        raise ApiError(400, 20216, f"'{phase}' is not a valid value for phase", pointer="/phase")
    ruleset = {
        "id": old["id"],
        "name": asked.get("name") or old.get("name", ""),
        "description": asked.get("description", old.get("description", "")) or "",
        "kind": old["kind"],
        "version": str(int(old["version"]) + 1),
        "last_updated": now(),
        "phase": phase,
        "rules": _rules(phase, old.get("rules", []), asked.get("rules") or []),
    }
    zone.rulesets[ruleset["id"]] = ruleset
    return ruleset


def _rules(phase: str, before: list[dict[str, Any]], asked: list[dict[str, Any]]) -> list[dict[str, Any]]:
    known = {each["id"]: each for each in before} | {each["ref"]: each for each in before}
    rules = [_rule(phase, known, each, f"/rules/{index}") for index, each in enumerate(asked)]
    refs = [each["ref"] for each in rules]
    for index, ref in enumerate(refs):
        if ref in refs[:index]:
            why = f"'{ref}' is not a valid value for ref because it is not unique"
            raise ApiError(400, 20149, why, pointer=f"/rules/{index}/ref")
    return rules


def _rule(phase: str, known: dict[str, Any], asked: dict[str, Any], pointer: str) -> dict[str, Any]:
    action = asked.get("action", "")
    if action not in _ACTIONS[phase]:
        why = f"'{action}' is not a valid value for action because it is not supported in the phase {phase}"
        raise ApiError(400, 20119, why, pointer=f"{pointer}/action")
    if not asked.get("expression"):
        raise ApiError(400, 20127, "expression is required", pointer=f"{pointer}/expression")
    if phase == "http_ratelimit" and not asked.get("ratelimit"):
        raise ApiError(400, 20155, "ratelimit is required", pointer=f"{pointer}/ratelimit")
    before = known.get(asked.get("id") or asked.get("ref") or "", {})
    identity = before.get("id") or new_id()
    rule = {key: asked[key] for key in _KEPT if asked.get(key) is not None} | {
        "description": asked.get("description") or "",
        "enabled": asked.get("enabled", True) is not False,
        "id": identity,
        "ref": asked.get("ref") or before.get("ref") or identity,
    }
    if "ratelimit" in rule:
        rule["ratelimit"] = {"requests_to_origin": False, **rule["ratelimit"]}
    if rule == {key: value for key, value in before.items() if key not in ("version", "last_updated")}:
        return before
    return {**rule, "version": str(int(before.get("version", 0)) + 1), "last_updated": now()}


_ALL, _ONE = "/zones/{zone_id}/rulesets", "/zones/{zone_id}/rulesets/{ruleset_id}"
_ENTRY_POINT = "/zones/{zone_id}/rulesets/phases/{phase}/entrypoint"
ROUTES = (
    Route("GET", _ALL, _list),
    Route("POST", _ALL, _create),
    Route("GET", _ENTRY_POINT, _get_entry_point),
    Route("PUT", _ENTRY_POINT, _put_entry_point),
    Route("GET", _ONE, _get),
    Route("PUT", _ONE, _replace),
    Route("DELETE", _ONE, _delete),
)
