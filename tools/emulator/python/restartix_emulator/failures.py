"""Answers what moto cannot: with a status that clients do not retry, and in words that say what is missing."""

from __future__ import annotations

import traceback
from typing import Any, Callable, Iterable

from .calls import describe
from .refusals import Refusal, answer

# The SDKs retry 500, 502, 503 and 504, for minutes; what is missing or broken here stays so.
_STATUS = 501


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
        return answer(environ, start_response, Refusal(code, f"{name}: {why}", _STATUS))
