"""Cloudflare's envelope: every answer says whether it succeeded, what went wrong, and the result.

https://developers.cloudflare.com/fundamentals/api/how-to/make-api-calls/
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any

_PER_PAGE = 20


@dataclass
class Answer:
    """A result with what is beside it in the envelope. A bare result means this with its defaults."""

    result: Any
    status: int = 200
    messages: list[dict[str, Any]] = field(default_factory=list)
    info: dict[str, int] | None = None


class ApiError(Exception):
    """Any handler refuses by raising it."""

    def __init__(
        self, status: int, code: int, message: str, *, pointer: str | None = None, details: list[str] | None = None
    ) -> None:
        super().__init__(message)
        self.status = status
        self.error = {"code": code, "message": message, **({"source": {"pointer": pointer}} if pointer else {})}
        self.messages = [{"code": 1, "message": each, "type": None} for each in details or []]


def page(items: list[Any], query: dict[str, str]) -> Answer:
    number, size = int(query.get("page", 1)), int(query.get("per_page", _PER_PAGE))
    shown = items[(number - 1) * size : number * size]
    info = {
        "page": number,
        "per_page": size,
        "count": len(shown),
        "total_count": len(items),
        "total_pages": -(-len(items) // size),
    }
    return Answer(shown, info=info)


def success(answer: Answer) -> tuple[str, bytes]:
    envelope: dict[str, Any] = {"result": answer.result, "success": True, "errors": [], "messages": answer.messages}
    if answer.info is not None:
        envelope["result_info"] = answer.info
    return _line(answer.status), b"" if answer.status == HTTPStatus.NO_CONTENT else _compact(envelope)


def failure(error: ApiError) -> tuple[str, bytes]:
    envelope = {"result": None, "success": False, "errors": [error.error], "messages": error.messages}
    return _line(error.status), _compact(envelope)


def _line(status: int) -> str:
    return f"{status} {HTTPStatus(status).phrase}"


def _compact(envelope: dict[str, Any]) -> bytes:
    """Without spaces, as Cloudflare writes it: its provider keeps a token's `resources` as the text of the answer."""
    return json.dumps(envelope, separators=(",", ":")).encode()
