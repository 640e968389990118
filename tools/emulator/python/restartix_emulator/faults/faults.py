"""Lets calls go wrong, where a test asks for it: refused, executed without an answer, or late."""

from __future__ import annotations

import threading
import time
from collections import Counter
from typing import Any, Callable, Iterable

from waitress.channel import ClientDisconnected

from .. import calls
from ..cloudflare import api
from ..form.parse import parsed
from .errors import refuse
from .fault import LOST, REFUSED, Fault, parse

Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]

# The environ key that tells the recorder what went wrong.
FAULT = "restartix.fault"
_INVOCATION = "HTTP_AMZ_SDK_INVOCATION_ID"


class _Counted:
    """A fault with what it has seen and done."""

    def __init__(self, fault: Fault) -> None:
        self.fault = fault
        self.of_operations: Counter[tuple[str, str]] = Counter()
        self.hit: list[dict[str, Any]] = []
        # Calls by their id: what `hit` has of one that is hit, None for one that is not.
        self._known: dict[str, dict[str, Any] | None] = {}
        self._contents: set[str] = set()

    def attempt(self, call: dict[str, str], environ: dict[str, Any]) -> int | None:
        """Which attempt of a call this is, from 1, where the fault hits it."""
        if not self.fault.matches(call):
            return None
        identity = environ.get(_INVOCATION)
        if identity is None:
            hit = self._first(call, environ)
        elif identity in self._known:
            hit = self._known[identity]
        else:
            hit = self._known[identity] = self._first(call, environ)
        if hit is None:
            return None
        hit["attempts"] += 1
        is_hit = self.fault.attempts == 0 or hit["attempts"] <= self.fault.attempts
        return hit["attempts"] if is_hit else None

    def _first(self, call: dict[str, str], environ: dict[str, Any]) -> dict[str, Any] | None:
        name = call["service"], call["operation"]
        self.of_operations[name] += 1
        if not self.fault.hits(call, self.of_operations.total(), self.of_operations[name]):
            return None
        if self.fault.once:
            content = _content(call, environ)
            if content in self._contents:
                return None
            self._contents.add(content)
        self.hit.append({"service": call["service"], "operation": call["operation"], "attempts": 0})
        return self.hit[-1]

    def report(self) -> dict[str, Any]:
        return {"fault": vars(self.fault), "matched": self.of_operations.total(), "hit": self.hit}


def _content(call: dict[str, str], environ: dict[str, Any]) -> str:
    """Without the token, which is another one for each call."""
    name = f"{call['service']} {call['region']} {call['operation']} {call['path']} {environ.get('QUERY_STRING', '')}"
    request = parsed(environ)
    if request is None or request.unreadable is not None:
        return f"{name} {calls.buffered(environ).getvalue()!r}"
    told = {key: value for key, value in request.params.items() if key not in request.idempotency_tokens}
    return f"{name} {_unordered(told)}"


def _unordered(value: Any) -> str:
    """Tags come in any order."""
    if isinstance(value, dict):
        return repr(sorted((key, _unordered(each)) for key, each in value.items()))
    return repr(sorted(map(_unordered, value))) if isinstance(value, list) else repr(value)


class Faults:
    """WSGI middleware. There are none until somebody sets them."""

    def __init__(self, aws: Application) -> None:
        self._aws = aws
        self._lock = threading.Lock()
        self._faults: list[_Counted] = []

    def change(self, faults: Any) -> list[dict[str, Any]]:
        """Sets these in place of all others, counted from now on. Raises ValueError for what is no fault."""
        counted = [_Counted(each) for each in parse(faults)]
        with self._lock:
            self._faults = counted
        return self.report()

    def report(self) -> list[dict[str, Any]]:
        with self._lock:
            return [each.report() for each in self._faults]

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        found = self._find(environ)
        if found is None:
            return self._aws(environ, start_response)
        fault, attempt = found
        environ[FAULT] = fault.do
        if fault.do in REFUSED:
            return refuse(environ, start_response, fault.do)
        if fault.do == "slow":
            time.sleep(fault.seconds)
            return self._aws(environ, start_response)
        # AWS does not know an attempt of a call that it has executed already, unless a token says so.
        environ.pop(_INVOCATION, None)
        if fault.do == LOST:
            self._lose(environ, start_response, executes=attempt == 1 or fault.attempts != 0)
        answer = self._aws(environ, start_response)
        time.sleep(fault.seconds)
        return answer

    def _lose(self, environ: dict[str, Any], start_response: Callable[..., Any], executes: bool) -> None:
        """Where every attempt is lost, the network is gone: what comes after the first does not arrive."""
        if executes:
            b"".join(self._aws(environ, start_response))
        else:
            start_response("503 Service Unavailable", [])
        raise ClientDisconnected

    def _find(self, environ: dict[str, Any]) -> tuple[Fault, int] | None:
        """The first that concerns the call; the others count it all the same."""
        if not self._faults:
            return None
        call = api.describe(environ) or calls.describe(environ)
        if call is None:
            return None
        with self._lock:
            found = [(each.fault, each.attempt(call, environ)) for each in self._faults]
        return next(((fault, attempt) for fault, attempt in found if attempt is not None), None)
