"""What a token can be allowed to do: those of Cloudflare's permission groups that concern this platform.

https://developers.cloudflare.com/fundamentals/api/reference/permissions/
"""

from __future__ import annotations

from typing import Any

from .routes import Request, Route

_ACCOUNT, _USER, _ZONE = "com.cloudflare.api.account", "com.cloudflare.api.user", "com.cloudflare.api.account.zone"

_GROUPS: tuple[tuple[str, str, str], ...] = (
    ("6ced5d0d69b1422396909a62c38ab41b", "API Gateway Read", _ZONE),
    ("f0235726de25444a84f704b7c93afadf", "API Gateway Write", _ZONE),
    ("0cc3a61731504c89b99ec1be78b77aa0", "API Tokens Read", _USER),
    ("686d18d5ac6c441c867cbf6771e58a0a", "API Tokens Write", _USER),
    ("eb56a6953c034b9d97dd838155666f06", "Account API Tokens Read", _ACCOUNT),
    ("5bc3f8b21c554832afc660159ab75fa4", "Account API Tokens Write", _ACCOUNT),
    ("c1fde68c7bcc44588cbb6ddbc16d6480", "Account Settings Read", _ACCOUNT),
    ("1af1fa2adc104452b74a9a3364202f20", "Account Settings Write", _ACCOUNT),
    ("9c88f9c5bce24ce7af9a958ba9c504db", "Analytics Read", _ZONE),
    ("e17beae8b8cb423a99b1730f21238bed", "Cache Purge", _ZONE),
    ("3245da1cf36c45c3847bb9b483c62f97", "Cache Settings Read", _ZONE),
    ("9ff81cbbe65c400b97d92c3c1033cab6", "Cache Settings Write", _ZONE),
    ("82e64a83756745bbbb1c9c2701bf816b", "DNS Read", _ZONE),
    ("4755a26eedb94da69e1066d98aa820be", "DNS Write", _ZONE),
    ("b415b70a4fd1412886f164451f20405c", "Page Rules Read", _ZONE),
    ("ed07f6c337da4195b4e72a1fb2c6bcae", "Page Rules Write", _ZONE),
    ("7b7216b327b04b8fbc8f524e1f9b7531", "SSL and Certificates Read", _ZONE),
    ("c03055bc037c4ea9afb9a9f104b7b721", "SSL and Certificates Write", _ZONE),
    ("8acbe5bb0d54464ab867149d7f7cf8ac", "User Details Read", _USER),
    ("55a5e17cc99e4a3fa1f3432d262f2e55", "User Details Write", _USER),
    ("c8fed203ed3043cba015a93ad1616f1f", "Zone Read", _ZONE),
    ("517b21aee92c4d89936c976ba6e4be55", "Zone Settings Read", _ZONE),
    ("3030687196b94b638145a3953da2b699", "Zone Settings Write", _ZONE),
    ("dbc512b354774852af2b5a5f4ba3d470", "Zone WAF Read", _ZONE),
    ("fb6778dc191143babbfaa57993f1d275", "Zone WAF Write", _ZONE),
    ("e6d2666161e84845a636613608cee8d5", "Zone Write", _ZONE),
)
NAMES = {identity: name for identity, name, _ in _GROUPS}


def _list(request: Request) -> list[dict[str, Any]]:
    """An account's tokens act for no user: they have none of the user's permissions."""
    name, scope = request.query.get("name"), request.query.get("scope")
    of_account = "account_id" in request.params
    return [
        {"id": identity, "name": called, "scopes": [where]}
        for identity, called, where in _GROUPS
        if name in (None, called) and scope in (None, where) and not (of_account and where == _USER)
    ]


ROUTES = (
    Route("GET", "/user/tokens/permission_groups", _list),
    Route("GET", "/accounts/{account_id}/tokens/permission_groups", _list),
)
