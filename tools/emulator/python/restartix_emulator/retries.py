"""A call that a client makes again, because its answer came late, is not executed again: it gets the first answer.

SDKs send the same `amz-sdk-invocation-id` with every attempt of one call, and the same idempotency token.
https://docs.aws.amazon.com/sdkref/latest/guide/feature-retry-behavior.html
https://docs.aws.amazon.com/ec2/latest/devguide/ec2-api-idempotency.html
"""

from __future__ import annotations

import hashlib
import threading
from collections import OrderedDict
from dataclasses import dataclass, field
from typing import Any, Callable, Iterable

from .calls import buffered, describe
from .form.parse import parsed

Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]

# The environ key that tells the recorder of a repeated call.
REPEATED = "restartix.repeated"
# What only reads may be executed again.
_READS = ("Describe", "Get", "List", "Head", "BatchGet", "Search", "Query", "Scan")
_KEPT = 4096
_KEPT_BYTES = 32 * 2**20
_WAIT_SECONDS = 600


@dataclass
class _Answer:
    done: threading.Event = field(default_factory=threading.Event)
    executed: bool = False
    status: str = ""
    headers: list[tuple[str, str]] = field(default_factory=list)
    body: bytes = b""


class Retries:
    """WSGI middleware. Only what succeeded is remembered: a refused call did nothing, and may succeed the next time."""

    def __init__(self, aws: Application) -> None:
        self._aws = aws
        self._lock = threading.Lock()
        self._answers: OrderedDict[str, _Answer] = OrderedDict()
        self._bytes = 0

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        keys = _keys(environ)
        while keys:
            answer, first = self._claim(keys)
            if first:
                return self._execute(keys, answer, environ, start_response)
            if not answer.done.wait(_WAIT_SECONDS):
                break
            if answer.executed:
                environ[REPEATED] = True
                start_response(answer.status, list(answer.headers))
                return [answer.body]
        return self._aws(environ, start_response)

    def _claim(self, keys: list[str]) -> tuple[_Answer, bool]:
        with self._lock:
            known = next((self._answers[key] for key in keys if key in self._answers), None)
            answer = known or _Answer()
            if known is None:
                self._answers.update(dict.fromkeys(keys, answer))
            return answer, known is None

    def _execute(
        self, keys: list[str], answer: _Answer, environ: dict[str, Any], start_response: Callable[..., Any]
    ) -> Iterable[bytes]:
        def remember(status: str, headers: list[tuple[str, str]], *rest: Any) -> Any:
            answer.status, answer.headers = status, list(headers)
            return start_response(status, headers, *rest)

        try:
            answer.body = b"".join(self._aws(environ, remember))
            answer.executed = answer.status.startswith("2")
            return [answer.body]
        finally:
            self._settle(keys, answer)
            answer.done.set()

    def _settle(self, keys: list[str], answer: _Answer) -> None:
        with self._lock:
            if not answer.executed:
                for key in keys:
                    self._answers.pop(key, None)
                return
            self._bytes += len(answer.body) * len(keys)
            while len(self._answers) > _KEPT or self._bytes > _KEPT_BYTES:
                oldest = next(iter(self._answers.values()))
                if not oldest.done.is_set():
                    return
                self._bytes -= len(self._answers.popitem(last=False)[1].body)


def _keys(environ: dict[str, Any]) -> list[str]:
    """What the attempts of one call have in common; none for a call that may be executed twice."""
    call = describe(environ)
    if call is None or call["method"] in ("GET", "HEAD") or call["operation"].startswith(_READS):
        return []
    name = f"{call['service']} {call['region']} {call['operation']}"
    content = hashlib.sha256(f"{name} {environ.get('QUERY_STRING', '')} {call['path']} ".encode())
    content.update(buffered(environ).getvalue())
    tokens = [environ.get("HTTP_AMZ_SDK_INVOCATION_ID"), _idempotency_token(environ)]
    return [f"{name} {token} {content.hexdigest()}" for token in tokens if token]


def _idempotency_token(environ: dict[str, Any]) -> str | None:
    request = parsed(environ)
    names = [] if request is None else request.idempotency_tokens
    return next((str(request.params[name]) for name in names if request.params.get(name)), None)
