"""Writes down each API call: what a plan and an apply really ask of AWS."""

from __future__ import annotations

import io
import json
import re
import threading
import time
from datetime import datetime, timezone
from typing import Any, Callable, Iterable
from urllib.parse import parse_qs

_CREDENTIAL = re.compile(r"Credential=[^/]+/\d+/([^/]+)/([^/]+)/aws4_request")


class Recorder:
    """WSGI middleware: one JSON line per call, with service, operation, region, status and duration."""

    def __init__(self, aws: Callable[..., Iterable[bytes]], path: str) -> None:
        self._aws = aws
        self._path = path
        self._lock = threading.Lock()

    def __enter__(self) -> Recorder:
        self._file = open(self._path, "a", buffering=1, encoding="utf-8")
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        call = describe(environ)
        if call is None:
            return self._aws(environ, start_response)
        started = time.monotonic()
        status: list[str] = []

        def remember(line: str, *rest: Any) -> Any:
            status.append(line)
            return start_response(line, *rest)

        try:
            return self._aws(environ, remember)
        finally:
            record = {
                "at": datetime.now(timezone.utc).isoformat(timespec="milliseconds"),
                **call,
                "status": int(status[0].split(" ", 1)[0]) if status else 500,
                "ms": round((time.monotonic() - started) * 1000, 1),
            }
            with self._lock:
                self._file.write(json.dumps(record) + "\n")


def describe(environ: dict[str, Any]) -> dict[str, str] | None:
    """Service, operation and region of a signed call; None for what is no call to AWS."""
    credential = _CREDENTIAL.search(environ.get("HTTP_AUTHORIZATION", ""))
    if not credential:
        return None
    region, service = credential.groups()
    operation = _target(environ) or _action(environ) or f"{environ['REQUEST_METHOD']} {environ.get('PATH_INFO', '/')}"
    return {"service": service, "operation": operation, "region": region}


def _target(environ: dict[str, Any]) -> str | None:
    """JSON protocols name the operation in a header, `AmazonEC2ContainerServiceV20141113.CreateService`."""
    target = environ.get("HTTP_X_AMZ_TARGET")
    return target.rsplit(".", 1)[-1] if target else None


def _action(environ: dict[str, Any]) -> str | None:
    """Query protocols name it in the form's `Action`."""
    if not environ.get("CONTENT_TYPE", "").startswith("application/x-www-form-urlencoded"):
        return None
    length = int(environ.get("CONTENT_LENGTH") or 0)
    body = environ["wsgi.input"].read(length)
    environ["wsgi.input"] = io.BytesIO(body)
    return next(iter(parse_qs(body.decode("utf-8", "replace")).get("Action", [])), None)
