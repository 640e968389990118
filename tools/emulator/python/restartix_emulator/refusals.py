"""An error as the service would answer it: its code, status and message in the shape of the request's protocol.

https://smithy.io/2.0/aws/protocols/
"""

from __future__ import annotations

import json
from html import escape
from http import HTTPStatus
from typing import Any, Callable, Iterable

from .calls import describe

_REQUEST_ID = "00000000-0000-0000-0000-000000000000"


class Refusal(Exception):
    """Raised by whoever refuses a call, answered by whoever called."""

    def __init__(self, code: str, message: str, status: int = 400) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.status = status


def answer(environ: dict[str, Any], start_response: Callable[..., Any], refusal: Refusal) -> Iterable[bytes]:
    call = describe(environ) or {}
    content_type, text = _body(environ, call.get("service", ""), refusal)
    body = b"" if environ.get("REQUEST_METHOD") == "HEAD" else text.encode()
    headers = [("Content-Type", content_type), ("Content-Length", str(len(body))), ("x-amzn-RequestId", _REQUEST_ID)]
    headers.append(("x-amzn-ErrorType", refusal.code))
    # Clients of a service that has left the query protocol still look for the old name of the error.
    if environ.get("HTTP_X_AMZN_QUERY_MODE"):
        headers.append(("x-amzn-query-error", f"{refusal.code};Sender"))
    start_response(f"{refusal.status} {HTTPStatus(refusal.status).phrase}", headers)
    return [body]


def _body(environ: dict[str, Any], service: str, refusal: Refusal) -> tuple[str, str]:
    error = f"<Code>{escape(refusal.code)}</Code><Message>{escape(refusal.message)}</Message>"
    if service == "s3":
        return "application/xml", f"<Error>{error}<RequestId>{_REQUEST_ID}</RequestId></Error>"
    if service == "ec2":
        body = f"<Response><Errors><Error>{error}</Error></Errors><RequestID>{_REQUEST_ID}</RequestID></Response>"
        return "text/xml", body
    if service == "route53" or environ.get("CONTENT_TYPE", "").startswith("application/x-www-form-urlencoded"):
        body = f"<Error><Type>Sender</Type>{error}</Error><RequestId>{_REQUEST_ID}</RequestId>"
        return "text/xml", f"<ErrorResponse>{body}</ErrorResponse>"
    return "application/json", json.dumps({"__type": refusal.code, "message": refusal.message})
