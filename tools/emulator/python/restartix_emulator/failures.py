"""Answers what moto cannot: with a status that clients do not retry, and in words that say what is missing."""

from __future__ import annotations

import json
import traceback
from html import escape
from typing import Any, Callable, Iterable

from .calls import describe

# The SDKs retry 500, 502, 503 and 504, for minutes; what is missing or broken here stays so.
_STATUS = "501 Not Implemented"


class Failures:
    """WSGI middleware around moto."""

    def __init__(self, aws: Callable[..., Iterable[bytes]]) -> None:
        self._aws = aws

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        try:
            return self._aws(environ, start_response)
        except NotImplementedError:
            code, why = "NotImplemented", "the emulator does not have this operation"
        except Exception as error:
            traceback.print_exc()
            code, why = "EmulatorFailure", f"the emulator failed: {error!r} (see its log)"
        call = describe(environ) or {}
        name = f"{call.get('service', 'unknown')} {call.get('operation', environ.get('PATH_INFO', ''))}"
        content_type, body = _body(environ, call.get("service", ""), code, f"{name}: {why}")
        start_response(_STATUS, [("Content-Type", content_type), ("x-amzn-ErrorType", code)])
        return [body.encode()]


def _body(environ: dict[str, Any], service: str, code: str, message: str) -> tuple[str, str]:
    """An error in the shape of the request's protocol."""
    error = f"<Code>{code}</Code><Message>{escape(message)}</Message>"
    if service == "s3":
        return "application/xml", f"<Error>{error}</Error>"
    if service == "ec2":
        return "text/xml", f"<Response><Errors><Error>{error}</Error></Errors></Response>"
    if environ.get("CONTENT_TYPE", "").startswith("application/x-www-form-urlencoded"):
        return "text/xml", f"<ErrorResponse><Error><Type>Sender</Type>{error}</Error></ErrorResponse>"
    return "application/json", json.dumps({"__type": code, "message": message})
