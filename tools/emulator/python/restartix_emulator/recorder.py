"""Writes down each API call: what a plan and an apply really ask of AWS and Cloudflare."""

from __future__ import annotations

import json
import threading
import time
from datetime import datetime, timezone
from typing import Any, Callable, Iterable

from . import calls
from .cloudflare import api
from .decisions.decision import DECISION
from .faults.faults import FAULT
from .retries import REPEATED


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
        call = api.describe(environ) or calls.describe(environ)
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
                **environ.get(DECISION, {}),
                "status": int(status[0].split(" ", 1)[0]) if status else 500,
                "ms": round((time.monotonic() - started) * 1000, 1),
                **({"repeated": True} if REPEATED in environ else {}),
                **({"fault": environ[FAULT]} if FAULT in environ else {}),
            }
            with self._lock:
                self._file.write(json.dumps(record) + "\n")
