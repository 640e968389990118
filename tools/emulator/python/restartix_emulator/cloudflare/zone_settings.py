"""Settings of a zone: each has a value from the start, which can be changed and not deleted.

https://developers.cloudflare.com/api/resources/zones/subresources/settings/
"""

from __future__ import annotations

from typing import Any

from .answers import ApiError
from .routes import Request, Route
from .state import now

_ON_OFF = ("on", "off")
# The value of a new zone, and the others that it may have; none named means any of the same type.
_SETTINGS: dict[str, tuple[Any, tuple[str, ...]]] = {
    "0rtt": ("off", _ON_OFF),
    "always_online": ("off", _ON_OFF),
    "always_use_https": ("off", _ON_OFF),
    "automatic_https_rewrites": ("on", _ON_OFF),
    "brotli": ("on", _ON_OFF),
    "browser_cache_ttl": (14400, ()),
    "browser_check": ("on", _ON_OFF),
    "cache_level": ("aggressive", ("aggressive", "basic", "simplified")),
    "challenge_ttl": (1800, ()),
    "ciphers": ([], ()),
    "development_mode": ("off", _ON_OFF),
    "early_hints": ("off", _ON_OFF),
    "email_obfuscation": ("on", _ON_OFF),
    "hotlink_protection": ("off", _ON_OFF),
    "http2": ("on", _ON_OFF),
    "http3": ("on", _ON_OFF),
    "ip_geolocation": ("on", _ON_OFF),
    "ipv6": ("on", _ON_OFF),
    "max_upload": (100, ()),
    "min_tls_version": ("1.0", ("1.0", "1.1", "1.2", "1.3")),
    "opportunistic_encryption": ("on", _ON_OFF),
    "opportunistic_onion": ("on", _ON_OFF),
    "origin_max_http_version": ("2", ("1", "2")),
    "privacy_pass": ("on", _ON_OFF),
    "pseudo_ipv4": ("off", ("off", "add_header", "overwrite_header")),
    "rocket_loader": ("off", _ON_OFF),
    "security_header": (
        {
            "strict_transport_security": {
                "enabled": False,
                "max_age": 0,
                "include_subdomains": False,
                "preload": False,
                "nosniff": False,
            }
        },
        (),
    ),
    "security_level": ("medium", ("off", "essentially_off", "low", "medium", "high", "under_attack")),
    "server_side_exclude": ("on", _ON_OFF),
    "ssl": ("full", ("off", "flexible", "full", "strict", "origin_pull")),
    "tls_1_3": ("on", ("on", "off", "zrt")),
    "tls_client_auth": ("off", _ON_OFF),
    "websockets": ("on", _ON_OFF),
}


def _list(request: Request) -> list[dict[str, Any]]:
    return [_shown(request, name) for name in _SETTINGS]


def _get(request: Request) -> dict[str, Any]:
    return _shown(request, _known(request))


def _edit(request: Request) -> dict[str, Any]:
    name = _known(request)
    value = _value(name, _shown(request, name)["value"], request.body.get("value"))
    request.zone.settings[name] = {"id": name, "value": value, "editable": True, "modified_on": now()}
    return _shown(request, name)


def _known(request: Request) -> str:
    name = request.params["setting"]
    if name not in _SETTINGS:
        raise ApiError(400, 1006, f"Unrecognized zone setting name: {name}")
    return name


def _shown(request: Request, name: str) -> dict[str, Any]:
    default = {"id": name, "value": _SETTINGS[name][0], "editable": True, "modified_on": None}
    return request.zone.settings.get(name, default)


def _value(name: str, before: Any, asked: Any) -> Any:
    default, allowed = _SETTINGS[name]
    if isinstance(default, dict) and isinstance(asked, dict):
        return {key: {**before[key], **(asked.get(key) or {})} for key in default}
    # A version that is written as a number is still that version.
    number = isinstance(asked, (int, float)) and not isinstance(asked, bool)
    value = str(asked) if number and isinstance(default, str) else asked
    if type(value) is not type(default) or (allowed and value not in allowed):
        raise ApiError(400, 1007, f"Invalid value for zone setting {name}")
    return value


_ALL, _ONE = "/zones/{zone_id}/settings", "/zones/{zone_id}/settings/{setting}"
ROUTES = (Route("GET", _ALL, _list), Route("GET", _ONE, _get), Route("PATCH", _ONE, _edit))
