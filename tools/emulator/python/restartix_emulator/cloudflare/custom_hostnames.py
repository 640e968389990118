"""Cloudflare for SaaS: the origin of hostnames that clients bring along.

https://developers.cloudflare.com/api/resources/custom_hostnames/subresources/fallback_origin/
"""

from __future__ import annotations

from typing import Any

from ..account import ACCOUNT
from .answers import ApiError
from .routes import Request, Route
from .state import now


def _list(request: Request) -> list[dict[str, Any]]:
    _enabled()
    return []


def _enabled() -> None:
    """https://developers.cloudflare.com/cloudflare-for-platforms/cloudflare-for-saas/reference/status-codes/custom-csrs/"""
    if not ACCOUNT.cloudflare_saas:
        raise ApiError(403, 1403, "No quota has been allocated for this zone.")


def _get(request: Request) -> dict[str, Any]:
    if request.zone.fallback_origin is None:
        raise ApiError(404, 1551, "Resource not found.")
    return request.zone.fallback_origin


def _put(request: Request) -> dict[str, Any]:
    _enabled()
    zone, origin = request.zone, str(request.body.get("origin", "")).lower().rstrip(".")
    if not origin.endswith(f".{zone.name}"):
        raise ApiError(400, 1415, f"Invalid fallback origin {origin!r}: it is no hostname of the zone {zone.name}.")
    made = zone.fallback_origin["created_at"] if zone.fallback_origin else now()
    zone.fallback_origin = {
        "origin": origin,
        "status": "active",
        "errors": [],
        "created_at": made,
        "updated_at": now(),
    }
    return {**zone.fallback_origin, "status": "pending_deployment"}


def _delete(request: Request) -> dict[str, Any]:
    gone = {**_get(request), "status": "pending_deletion"}
    request.zone.fallback_origin = None
    return gone


_ALL = "/zones/{zone_id}/custom_hostnames"
_ONE = f"{_ALL}/fallback_origin"
ROUTES = (Route("GET", _ALL, _list), Route("GET", _ONE, _get), Route("PUT", _ONE, _put), Route("DELETE", _ONE, _delete))
