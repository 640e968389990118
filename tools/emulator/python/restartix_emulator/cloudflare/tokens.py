"""API tokens of the user and of an account. A token's value is in the answer that makes it, and in no other.

https://developers.cloudflare.com/api/resources/user/subresources/tokens/
https://developers.cloudflare.com/api/resources/accounts/subresources/tokens/
"""

from __future__ import annotations

import os
import secrets
import string
from typing import Any

from ..account import ACCOUNT
from .answers import Answer, ApiError, page
from .permission_groups import NAMES
from .routes import Request, Route
from .state import Objects, new_id, now

_LENGTH = 40
_LETTERS = string.ascii_letters + string.digits
# The token that nobody made here, and that every call may use.
_CALLER = "00000000000000000000000000000001"


def _list(request: Request) -> Answer:
    return page([_shown(each) for each in _tokens(request).values()], request.query)


def _create(request: Request) -> dict[str, Any]:
    token = {"id": new_id(), "status": "active", "issued_on": now(), **_settings(request.body), "value": _value()}
    _tokens(request)[token["id"]] = token
    return token


def _get(request: Request) -> dict[str, Any]:
    return _caller() if request.params["token_id"] == _CALLER else _shown(_known(request))


def _caller() -> dict[str, Any]:
    """A token reads itself with a permission for tokens alone."""
    has = [name for name in NAMES.values() if ACCOUNT.cloudflare_permissions is None or name in ACCOUNT.cloudflare_permissions]
    if not any("API Tokens" in name for name in has):
        raise ApiError(403, 9109, "Unauthorized to access requested resource")
    groups = [{"id": identity, "name": name} for identity, name in NAMES.items() if name in has]
    return {"id": _CALLER, "status": "active", "policies": [{"effect": "allow", "permission_groups": groups}]}


def _replace(request: Request) -> dict[str, Any]:
    old = _known(request)
    kept = {key: old[key] for key in ("id", "issued_on", "value", "status")}
    changed = {**kept, **_settings(request.body)}
    _tokens(request)[old["id"]] = changed
    return _shown(changed)


def _delete(request: Request) -> dict[str, str]:
    return {"id": _tokens(request).pop(_known(request)["id"])["id"]}


def _roll(request: Request) -> str:
    token = _known(request)
    token["value"] = _value()
    return token["value"]


def _verify(request: Request) -> Answer:
    own = next((each for each in _tokens(request).values() if each["value"] == request.token), {})
    shown = {"id": own.get("id", _CALLER), "status": own.get("status", "active")}
    shown |= {key: own[key] for key in ("expires_on", "not_before") if key in own}
    return Answer(shown, messages=[{"code": 10000, "message": "This API Token is valid and active", "type": None}])


def _tokens(request: Request) -> Objects:
    return request.state.tokens.setdefault(request.params.get("account_id", "user"), {})


def _known(request: Request) -> dict[str, Any]:
    token = _tokens(request).get(request.params["token_id"])
    if token is None:
        raise ApiError(404, 1003, "Token not found")
    return token


def _shown(token: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in token.items() if key != "value"}


def _settings(asked: dict[str, Any]) -> dict[str, Any]:
    if not asked.get("name") or not asked.get("policies"):
        raise ApiError(400, 1001, "A token has a name and at least one policy")
    optional = {key: asked[key] for key in ("condition", "expires_on", "not_before", "status") if asked.get(key)}
    return {
        "name": asked["name"],
        "modified_on": now(),
        "policies": [_policy(each) for each in asked["policies"]],
        **optional,
    }


def _policy(asked: dict[str, Any]) -> dict[str, Any]:
    groups = [each["id"] for each in asked.get("permission_groups") or []]
    unknown = [each for each in groups if each not in NAMES]
    if unknown or not groups or not asked.get("resources"):
        why = f"unknown permission group {unknown[0]}" if unknown else "it names permission groups and resources"
        raise ApiError(400, 1001, f"Invalid policy: {why}")
    return {
        "id": asked.get("id") or new_id(),
        "effect": asked.get("effect", "allow"),
        "resources": asked["resources"],
        "permission_groups": [{"id": each, "name": NAMES[each]} for each in groups],
    }


def _value() -> str:
    """Begins as passwords of Secrets Manager do, for a test that searches for leaked secrets."""
    prefix = os.environ.get("EMULATOR_PASSWORD_PREFIX", "")
    return (prefix + "".join(secrets.choice(_LETTERS) for _ in range(_LENGTH)))[:_LENGTH]


def _routes(owner: str) -> tuple[Route, ...]:
    return (
        Route("GET", f"{owner}/tokens", _list),
        Route("POST", f"{owner}/tokens", _create),
        Route("GET", f"{owner}/tokens/verify", _verify),
        Route("GET", f"{owner}/tokens/{{token_id}}", _get),
        Route("PUT", f"{owner}/tokens/{{token_id}}", _replace),
        Route("DELETE", f"{owner}/tokens/{{token_id}}", _delete),
        Route("PUT", f"{owner}/tokens/{{token_id}}/value", _roll),
    )


ROUTES = (*_routes("/user"), *_routes("/accounts/{account_id}"))
