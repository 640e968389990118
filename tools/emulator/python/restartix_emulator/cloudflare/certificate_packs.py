"""Advanced certificate packs: ordered for names of the zone, its root among them, and active at once.

https://developers.cloudflare.com/api/resources/ssl/subresources/certificate_packs/
"""

from __future__ import annotations

from typing import Any

from ..account import ACCOUNT
from .answers import ApiError
from .routes import Request, Route
from .state import new_id, now

# https://developers.cloudflare.com/ssl/edge-certificates/advanced-certificate-manager/manage-certificates/
_MAX_HOSTS = 50
_AUTHORITIES = ("google", "lets_encrypt", "ssl_com")
# https://developers.cloudflare.com/ssl/reference/certificate-validity-periods/
_VALIDITY = {"google": (14, 30, 90), "lets_encrypt": (90,), "ssl_com": (14, 30, 90, 365)}


def _list(request: Request) -> list[dict[str, Any]]:
    return list(request.zone.certificate_packs.values())


def _quota(request: Request) -> dict[str, Any]:
    """https://developers.cloudflare.com/api/resources/ssl/subresources/certificate_packs/subresources/quota/"""
    used = len(request.zone.certificate_packs)
    return {"advanced": {"allocated": ACCOUNT.cloudflare_advanced_certificates, "used": used}}


def _order(request: Request) -> dict[str, Any]:
    if ACCOUNT.cloudflare_advanced_certificates == 0:
        why = "Access to configure this resource has not been granted for this zone."
        raise ApiError(403, 1450, f"{why} This feature is available with the Advanced Certificate Manager.")
    asked, zone = request.body, request.zone
    hosts = asked.get("hosts") or []
    _refuse_hosts(hosts, zone.name)
    authority, days = asked.get("certificate_authority"), asked.get("validity_days")
    if asked.get("type") != "advanced" or authority not in _AUTHORITIES:
        raise ApiError(400, 1400, "Certificate pack type or certificate authority is not valid.")
    if days not in _VALIDITY[authority]:
        raise ApiError(400, 1401, f"{authority} does not issue certificates for {days} days.")
    if any(each["hosts"] == hosts for each in zone.certificate_packs.values()):
        raise ApiError(400, 1455, "A certificate pack with the same hosts exists already.")
    pack = {
        "id": new_id(),
        "type": "advanced",
        "hosts": hosts,
        "status": "active",
        "validation_method": asked.get("validation_method"),
        "validity_days": days,
        "certificate_authority": authority,
        "cloudflare_branding": bool(asked.get("cloudflare_branding")),
        "created_on": now(),
    }
    zone.certificate_packs[pack["id"]] = pack
    return pack


def _refuse_hosts(hosts: list[str], zone: str) -> None:
    if zone not in hosts or len(hosts) > _MAX_HOSTS:
        raise ApiError(400, 1402, f"The hosts must contain {zone} and may not be more than {_MAX_HOSTS}.")
    foreign = [host for host in hosts if host != zone and not host.endswith(f".{zone}")]
    if foreign:
        raise ApiError(400, 1403, f"{', '.join(foreign)}: no hostname of the zone {zone}.")


def _get(request: Request) -> dict[str, Any]:
    pack = request.zone.certificate_packs.get(request.params["certificate_pack_id"])
    if pack is None:
        raise ApiError(404, 1434, "Certificate pack not found.")
    return pack


def _delete(request: Request) -> dict[str, str]:
    return {"id": request.zone.certificate_packs.pop(_get(request)["id"])["id"]}


_ALL = "/zones/{zone_id}/ssl/certificate_packs"
_ONE = f"{_ALL}/{{certificate_pack_id}}"
ROUTES = (
    Route("GET", _ALL, _list),
    Route("POST", f"{_ALL}/order", _order),
    Route("GET", f"{_ALL}/quota", _quota),
    Route("GET", _ONE, _get),
    Route("DELETE", _ONE, _delete),
)
