"""Authenticated Origin Pulls: whether the zone's client certificate is shown to origins.

https://developers.cloudflare.com/api/resources/origin_tls_client_auth/subresources/settings/
"""

from __future__ import annotations

from typing import Any

from .answers import ApiError
from .routes import Request, Route


def _get(request: Request) -> dict[str, Any]:
    return {"enabled": request.zone.origin_pulls}


def _put(request: Request) -> dict[str, Any]:
    if not isinstance(request.body.get("enabled"), bool):
        raise ApiError(400, 1000, "enabled must be true or false", pointer="/enabled")
    request.zone.origin_pulls = request.body["enabled"]
    return _get(request)


_SETTINGS = "/zones/{zone_id}/origin_tls_client_auth/settings"
ROUTES = (Route("GET", _SETTINGS, _get), Route("PUT", _SETTINGS, _put))
