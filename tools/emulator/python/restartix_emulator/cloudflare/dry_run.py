"""Would the API take these resources? They are Terraform's, each with the arguments that are known; nothing is kept.

A local run without the Cloudflare provider asks it: the same handlers and rules decide as when the provider calls.
"""

from __future__ import annotations

import copy
import json
from dataclasses import dataclass
from typing import Any, Callable

from .answers import ApiError
from .api import Call, dispatch
from .state import State, Zone

Values = dict[str, Any]


@dataclass(frozen=True)
class Kind:
    method: str
    # Braces hold arguments; what is not in the address is the body.
    address: str
    body: Callable[[Values], Values] = lambda values: values


def _page_rule(values: Values) -> Values:
    """The provider sends a target and a map of actions as lists."""
    target = {"target": "url", "constraint": {"operator": "matches", "value": values.get("target")}}
    actions = [{"id": name, "value": value} for name, value in (values.get("actions") or {}).items()]
    return {**values, "targets": [target], "actions": actions}


def _token(values: Values) -> Values:
    """`resources` is text in the configuration."""
    policies = [{**each, "resources": json.loads(each["resources"])} for each in values.get("policies") or []]
    return {**values, "policies": policies}


_KINDS = {
    "cloudflare_account_token": Kind("POST", "/accounts/{account_id}/tokens", _token),
    "cloudflare_authenticated_origin_pulls_settings": Kind("PUT", "/zones/{zone_id}/origin_tls_client_auth/settings"),
    "cloudflare_certificate_pack": Kind("POST", "/zones/{zone_id}/ssl/certificate_packs/order"),
    "cloudflare_custom_hostname_fallback_origin": Kind("PUT", "/zones/{zone_id}/custom_hostnames/fallback_origin"),
    "cloudflare_dns_record": Kind("POST", "/zones/{zone_id}/dns_records"),
    "cloudflare_page_rule": Kind("POST", "/zones/{zone_id}/pagerules", _page_rule),
    "cloudflare_ruleset": Kind("POST", "/zones/{zone_id}/rulesets"),
    "cloudflare_zone_setting": Kind("PATCH", "/zones/{zone_id}/settings/{setting_id}"),
}

# By code of an error: the argument that it is about, and what is allowed where the message does not say it.
_ARGUMENTS: dict[int, tuple[str, str]] = {
    1002: ("target", ""),
    1004: ("actions", ""),
    1006: ("setting_id", "a setting of a zone"),
    1007: ("value", "a value that the setting may have, of its type"),
    1400: ("certificate_authority", "google, lets_encrypt or ssl_com, with type advanced"),
    1401: ("validity_days", "a validity period of the certificate authority"),
    1402: ("hosts", "the zone's root and at most 50 names"),
    1403: ("hosts", "names of the zone"),
    1415: ("origin", "a hostname of the zone"),
    1455: ("hosts", "one pack for the same hosts"),
    7003: ("zone_id", "32 hexadecimal digits"),
    9000: ("name", "a name of the zone"),
    9004: ("proxied", "true for A, AAAA and CNAME only"),
    9005: ("content", "an IPv4 address"),
    9006: ("content", "an IPv6 address"),
    9007: ("content", "a hostname"),
    9009: ("content", "a hostname"),
    9020: ("content", "a value"),
    9021: ("ttl", ""),
    9100: ("priority", "a number"),
    9207: ("content", "at most 2048 printable characters without an expression"),
    10000: ("zone_id", "a zone of the account"),
    20012: ("name", ""),
    20216: ("phase", "a phase of a zone's rulesets"),
    20217: ("phase", "one ruleset for each zone and phase"),
    81053: ("name", "no other A, AAAA or CNAME record of the name"),
    81054: ("name", "no other A, AAAA or CNAME record of the name"),
    81057: ("content", "one record of the same name, type and content"),
    81058: ("content", "one record of the same name, type and content"),
}


def check(state: State, resources: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Each refusal with address, argument, value, why, and what is allowed."""
    trial = copy.deepcopy(state)
    return [refusal for each in resources for refusal in _check(trial, each)]


def _check(trial: State, resource: dict[str, Any]) -> list[dict[str, Any]]:
    kind = _KINDS.get(resource["type"])
    if kind is None:
        why = f"the emulator has no rules for {resource['type']}"
        return [_refusal(resource, "type", resource["type"], why, ", ".join(sorted(_KINDS)))]
    values = {name: value for name, value in resource["values"].items() if value is not None}
    unknown = set(resource["unknown"])
    zone = trial.zones.get(str(values.get("zone_id")))
    if resource["type"] == "cloudflare_dns_record" and zone is not None:
        found = [_refusal(resource, *each) for each in _record(values, zone)]
        if found:
            return found
        values |= _fillers(values, zone, unknown, resource["address"])
        unknown -= {"content", "name"}
    if unknown:
        return []
    try:
        path = kind.address.format_map(values)
        dispatch(trial, Call(kind.method, path, token="dry-run", body=lambda: kind.body(values)))
        return []
    except KeyError as missing:
        return [_refusal(resource, missing.args[0], None, "it is required", "a value")]
    except ApiError as error:
        argument, allowed = _argument(error)
        return [_refusal(resource, argument, _at(values, argument), _message(error), allowed)]


def _record(values: Values, zone: Zone) -> list[tuple[str, Any, str, str]]:
    """The provider plans and sends these; afterwards it finds another value in the answer, and fails or differs for ever."""
    name, ttl = values.get("name"), values.get("ttl")
    found: list[tuple[str, Any, str, str]] = []
    if isinstance(name, str) and name != zone.name and not name.endswith(f".{zone.name}"):
        found.append(("name", name, "it is no name of the zone", f"{zone.name}, or a name that ends in .{zone.name}"))
    if isinstance(name, str) and name != name.lower():
        found.append(("name", name, "Cloudflare writes names in lower case", name.lower()))
    if values.get("proxied") is True and ttl not in (None, 1):
        found.append(("ttl", ttl, "a proxied record has an automatic ttl", "1"))
    return found


def _fillers(values: Values, zone: Zone, unknown: set[str], address: str) -> Values:
    """What is not known yet is taken to be right, so that the rest can be judged."""
    kind = str(values.get("type", ""))
    label = f"unknown-{address.rsplit('.', 1)[-1]}".replace("_", "-").lower()[:63].strip("-")
    addresses = {"A": "192.0.2.1", "AAAA": "2001:db8::1"}
    content = addresses.get(kind, f"{label}.example.com")
    filled = {"content": content, "name": f"{label}.{zone.name}"}
    return {name: value for name, value in filled.items() if name in unknown}


def _argument(error: ApiError) -> tuple[str, str]:
    pointer = str((error.error.get("source") or {}).get("pointer", "")).strip("/")
    argument, allowed = _ARGUMENTS.get(error.error["code"], ("", ""))
    return pointer.replace("/", ".") or argument, allowed


def _message(error: ApiError) -> str:
    return " ".join([error.error["message"], *(each["message"] for each in error.messages)])


def _at(values: Values, path: str) -> Any:
    found: Any = values
    for part in filter(None, path.split(".")):
        try:
            found = found[int(part) if isinstance(found, list) else part]
        except (KeyError, IndexError, TypeError, ValueError):
            return None
    return found


def _refusal(resource: dict[str, Any], argument: str, value: Any, why: str, allowed: str) -> dict[str, Any]:
    return {"address": resource["address"], "argument": argument, "value": value, "why": why, "allowed": allowed}
