"""The API as WSGI middleware: it answers below its prefix, and passes everything else on to AWS."""

from __future__ import annotations

import json
import traceback
from dataclasses import dataclass, field
from typing import Any, Callable, Iterable
from urllib.parse import parse_qsl, unquote

from ..calls import buffered
from ..rules import edge
from . import (
    certificate_packs,
    custom_hostnames,
    dns_records,
    ips,
    origin_pulls,
    page_rules,
    permission_groups,
    rulesets,
    tokens,
    zone_settings,
    zones,
)
from .answers import Answer, ApiError, failure, success
from .routes import PREFIX, Request, Route, invalid_ids
from .state import ACCOUNT, State

# In this order: a fixed last part, such as `verify`, comes before an id in its place.
ROUTES: tuple[Route, ...] = (
    *zones.ROUTES,
    *dns_records.ROUTES,
    *page_rules.ROUTES,
    *rulesets.ROUTES,
    *zone_settings.ROUTES,
    *origin_pulls.ROUTES,
    *custom_hostnames.ROUTES,
    *certificate_packs.ROUTES,
    *permission_groups.ROUTES,
    *tokens.ROUTES,
    *ips.ROUTES,
)
_BEARER = "Bearer "


def is_cloudflare(environ: dict[str, Any]) -> bool:
    """Signed calls are AWS's whatever their path: a bucket may be called `client`."""
    signed = environ.get("HTTP_AUTHORIZATION", "").startswith("AWS4-")
    return environ.get("PATH_INFO", "").startswith(f"{PREFIX}/") and not signed


def describe(environ: dict[str, Any]) -> dict[str, str] | None:
    """The call for the record: its operation is method and template."""
    if not is_cloudflare(environ):
        return None
    method, path = environ["REQUEST_METHOD"], environ["PATH_INFO"]
    route, _ = _find(method, path.removeprefix(PREFIX))
    operation = f"{method} {route.template if route else path.removeprefix(PREFIX)}"
    return {"service": "cloudflare", "operation": operation, "region": "global", "method": method, "path": path}


class Cloudflare:
    def __init__(self, aws: Callable[..., Iterable[bytes]], state: State) -> None:
        self._aws = aws
        self._state = state

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        if not is_cloudflare(environ):
            return self._aws(environ, start_response)
        try:
            answer = self._answer(environ)
            status, body = success(answer if isinstance(answer, Answer) else Answer(answer))
        except ApiError as error:
            status, body = failure(error)
        except Exception as error:
            traceback.print_exc()
            # Clients retry 500 and leave 501 alone.
            status, body = failure(ApiError(501, 0, f"the emulator failed: {error!r} (see its log)"))
        start_response(status, [("Content-Type", "application/json"), ("Content-Length", str(len(body)))])
        return [body]

    def _answer(self, environ: dict[str, Any]) -> Any:
        call = Call(
            environ["REQUEST_METHOD"],
            environ["PATH_INFO"].removeprefix(PREFIX),
            token=environ.get("HTTP_AUTHORIZATION", "").removeprefix(_BEARER),
            query=dict(parse_qsl(environ.get("QUERY_STRING", ""))),
            body=lambda: _body(environ),
        )
        return dispatch(self._state, call)


@dataclass(frozen=True)
class Call:
    method: str
    path: str
    token: str = ""
    query: dict[str, str] = field(default_factory=dict)
    # Read after the token was looked at.
    body: Callable[[], dict[str, Any]] = dict


def dispatch(state: State, call: Call) -> Any:
    """Puts the call before the rules and executes it. Raises ApiError."""
    route, params = _find(call.method, call.path)
    if route is None:
        raise ApiError(501, 7000, f"cloudflare {call.method} {PREFIX}{call.path}: the emulator does not have this operation")
    if route not in ips.ROUTES and not call.token.strip():
        raise ApiError(403, 10000, "Authentication error")
    if invalid_ids(params):
        raise ApiError(404, 7003, f"Could not route to {PREFIX}{call.path}, perhaps your object identifier is invalid?")
    _allowed(state, route, params)
    request = Request(state, params, call.query, call.body(), call.token)
    edge.check(route.method, route.template, request)
    return route.handler(request)


def _allowed(state: State, route: Route, params: dict[str, str]) -> None:
    """No token reaches a zone or an account that is not here."""
    if params.get("account_id", ACCOUNT) != ACCOUNT:
        raise ApiError(403, 10000, "Authentication error")
    if "zone_id" in params and params["zone_id"] not in state.zones:
        if route in zones.ROUTES:
            raise ApiError(403, 9109, "Unauthorized to access requested resource")
        raise ApiError(403, 10000, "Authentication error")


def _find(method: str, path: str) -> tuple[Route | None, dict[str, str]]:
    for route in ROUTES:
        params = route.match(method, unquote(path))
        if params is not None:
            return route, params
    return None, {}


def _body(environ: dict[str, Any]) -> dict[str, Any]:
    try:
        body = json.loads(buffered(environ).getvalue() or b"{}")
    except ValueError:
        raise ApiError(400, 6007, "Malformed JSON in request body") from None
    return body if isinstance(body, dict) else {}
