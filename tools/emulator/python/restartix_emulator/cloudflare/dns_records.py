"""DNS records, written the way Cloudflare writes them: full names in lower case, `ttl` 1 where it proxies.

https://developers.cloudflare.com/api/resources/dns/subresources/records/
https://developers.cloudflare.com/dns/manage-dns-records/troubleshooting/records-with-same-name/
"""

from __future__ import annotations

import ipaddress
from typing import Any, Callable

from .answers import Answer, ApiError, page
from .routes import Request, Route
from .state import Zone, new_id, now

_PROXIABLE = frozenset({"A", "AAAA", "CNAME"})
_ADDRESSES: dict[str, tuple[type, int, str]] = {
    "A": (ipaddress.IPv4Address, 9005, "IPv4"),
    "AAAA": (ipaddress.IPv6Address, 9006, "IPv6"),
}
# Records whose content is a name of another.
_HOSTS = frozenset({"CNAME", "MX", "NS", "PTR"})
# The content of records that are sent as `data`.
_CONTENT: dict[str, Callable[[dict[str, Any]], str]] = {
    "CAA": lambda data: f'{data["flags"]} {data["tag"]} "{data["value"]}"',
    "SRV": lambda data: f'{data["priority"]} {data["weight"]} {data["port"]} {data["target"].rstrip(".")}',
}
_SETTABLE = ("comment", "content", "data", "name", "priority", "proxied", "settings", "tags", "ttl", "type")
_AUTOMATIC = 1
_TTL = range(60, 86401)


def _list(request: Request) -> Answer:
    query = request.query
    wanted = {key: query[f"{key}.exact"] for key in ("name", "content") if f"{key}.exact" in query}
    wanted |= {key: query[key] for key in ("name", "content", "type") if key in query}
    found = [
        each
        for each in request.zone.records.values()
        if all(str(each[key]).lower() == value.lower() for key, value in wanted.items())
    ]
    return page(found, {"per_page": "100", **query})


def _create(request: Request) -> dict[str, Any]:
    record = _record(request.zone, request.body, {"id": new_id(), "created_on": now()})
    request.zone.records[record["id"]] = record
    return record


def _get(request: Request) -> dict[str, Any]:
    record = request.zone.records.get(request.params["record_id"])
    if record is None:
        raise ApiError(404, 81044, "Record does not exist.")
    return record


def _replace(request: Request) -> dict[str, Any]:
    return _change(request, {})


def _edit(request: Request) -> dict[str, Any]:
    kept = _get(request)
    return _change(request, {key: kept[key] for key in _SETTABLE if key in kept})


def _change(request: Request, kept: dict[str, Any]) -> dict[str, Any]:
    old = _get(request)
    made = {key: old[key] for key in ("id", "created_on")}
    record = _record(request.zone, {**kept, **request.body}, made)
    request.zone.records[record["id"]] = record
    return record


def _delete(request: Request) -> dict[str, str]:
    return {"id": request.zone.records.pop(_get(request)["id"])["id"]}


def _record(zone: Zone, asked: dict[str, Any], made: dict[str, str]) -> dict[str, Any]:
    kind = str(asked.get("type", "")).upper()
    proxied = bool(asked.get("proxied"))
    if proxied and kind not in _PROXIABLE:
        raise ApiError(400, 9004, "This record type cannot be proxied.")
    record = {
        "id": made["id"],
        "name": _name(zone, str(asked.get("name", ""))),
        "type": kind,
        "content": _content(kind, asked),
        "proxiable": kind in _PROXIABLE,
        "proxied": proxied,
        "ttl": _AUTOMATIC if proxied else _ttl(asked.get("ttl")),
        "settings": {key: value for key, value in (asked.get("settings") or {}).items() if value is not None},
        "meta": {},
        "comment": asked.get("comment") or None,
        "tags": sorted(asked.get("tags") or []),
        "created_on": made["created_on"],
        "modified_on": now(),
    }
    for key in ("priority", "data"):
        if asked.get(key) is not None:
            record[key] = asked[key]
    if kind == "MX" and "priority" not in record:
        raise ApiError(400, 9100, "priority is a required field for MX records.")
    for key, written in (("comment", "comment_modified_on"), ("tags", "tags_modified_on")):
        if record[key]:
            record[written] = record["modified_on"]
    _conflicts(record, [each for each in zone.records.values() if each["id"] != record["id"]])
    return record


def _name(zone: Zone, asked: str) -> str:
    name = asked.lower().rstrip(".")
    if not name:
        raise ApiError(400, 9000, "DNS name is invalid.")
    if name in ("@", zone.name):
        return zone.name
    return name if name.endswith(f".{zone.name}") else f"{name}.{zone.name}"


def _content(kind: str, asked: dict[str, Any]) -> str:
    data = asked.get("data")
    if kind in _CONTENT and data:
        return _CONTENT[kind](data)
    content = str(asked.get("content") or "")
    if not content:
        raise ApiError(400, 9020, f"Content for {kind} record is missing.")
    if kind in _ADDRESSES:
        address, code, version = _ADDRESSES[kind]
        try:
            return str(address(content))
        except ValueError:
            raise ApiError(400, code, f"Content for {kind} record must be a valid {version} address.") from None
    if kind in _HOSTS:
        return content.rstrip(".")
    if kind == "TXT" and not content.startswith('"'):
        return f'"{content}"'
    return content


def _ttl(asked: Any) -> int:
    ttl = int(asked or _AUTOMATIC)
    if ttl != _AUTOMATIC and ttl not in _TTL:
        raise ApiError(400, 9021, "Invalid TTL. Must be between 60 and 86400 seconds, or 1 for Automatic.")
    return ttl


def _conflicts(record: dict[str, Any], others: list[dict[str, Any]]) -> None:
    """The same record is refused, and so is anything that resolves the name of a CNAME, or a CNAME where that is."""
    here = [each for each in others if each["name"] == record["name"]]
    for each in here:
        if (each["type"], each["content"]) == (record["type"], record["content"]):
            if all(each[key] == record[key] for key in ("proxied", "ttl")):
                raise ApiError(400, 81058, "An identical record already exists.")
            raise ApiError(400, 81057, "The record already exists.")
    kinds = {each["type"] for each in here} & _PROXIABLE
    if record["type"] == "CNAME" and kinds:
        raise ApiError(400, 81053, "An A, AAAA, or CNAME record with that host already exists.")
    if record["type"] in _PROXIABLE and "CNAME" in kinds:
        raise ApiError(400, 81054, "A CNAME record with that host already exists.")


_ALL, _ONE = "/zones/{zone_id}/dns_records", "/zones/{zone_id}/dns_records/{record_id}"
ROUTES = (
    Route("GET", _ALL, _list),
    Route("POST", _ALL, _create),
    Route("GET", _ONE, _get),
    Route("PUT", _ONE, _replace),
    Route("PATCH", _ONE, _edit),
    Route("DELETE", _ONE, _delete),
)
