"""The process: moto's WSGI application with corrections, Cloudflare's API, a recorder, and two pages of its own."""

from __future__ import annotations

import argparse
import json
import os
import signal
import sys
import threading
import traceback
from pathlib import Path
from typing import Any, Callable, Iterable

import moto
from moto.moto_server.werkzeug_app import DomainDispatcherApplication, MotoRequestHandler, create_backend_app
from werkzeug.serving import make_server

from . import MOTO_VERSION, corrections
from .calls import buffered
from .cloudflare import state as cloudflare_state
from .cloudflare.api import Cloudflare
from .failures import Failures
from .inventory import inventory
from .recorder import Recorder

StartResponse = Callable[..., Any]
Application = Callable[[dict[str, Any], StartResponse], Iterable[bytes]]


class OneAtATime:
    """moto's backends are not made for threads: two first calls of a service can each meet a half-filled backend."""

    def __init__(self, aws: Application, lock: threading.Lock) -> None:
        self._aws = aws
        self._lock = lock

    def __call__(self, environ: dict[str, Any], start_response: StartResponse) -> Iterable[bytes]:
        # A request that never ends must not hold the lock.
        buffered(environ)
        with self._lock:
            return self._aws(environ, start_response)


class Pages:
    """Answers the emulator's own addresses, and passes everything else on to AWS."""

    def __init__(self, aws: Application, instance: str, lock: threading.Lock, edge: cloudflare_state.State) -> None:
        self._aws = aws
        self._pages: dict[str, Callable[[], object]] = {
            "/restartix-emulator/health": lambda: {
                "id": instance,
                "pid": os.getpid(),
                "moto": MOTO_VERSION,
            },
            "/restartix-emulator/inventory": lambda: _locked(
                lock, lambda: {**inventory(), **cloudflare_state.inventory(edge)}
            ),
        }

    def __call__(self, environ: dict[str, Any], start_response: StartResponse) -> Iterable[bytes]:
        page = self._pages.get(environ.get("PATH_INFO", ""))
        if page is None:
            return self._aws(environ, start_response)
        try:
            status, answer = "200 OK", page()
        except Exception as error:
            traceback.print_exc()
            status, answer = "500 Internal Server Error", {"error": repr(error)}
        start_response(status, [("Content-Type", "application/json")])
        return [json.dumps(answer).encode()]


def _locked(lock: threading.Lock, page: Callable[[], object]) -> object:
    with lock:
        return page()


class QuietRequestHandler(MotoRequestHandler):
    """The recorder writes each call down; a second line per call would only fill the log."""

    protocol_version = "HTTP/1.1"

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        del code, size


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--port", type=int, required=True, help="0 takes a free one")
    parser.add_argument("--id", required=True)
    parser.add_argument("--calls", required=True, help="file that gets one line per API call")
    parser.add_argument("--ready", required=True, type=Path, help="file that gets the port when the server listens")
    options = parser.parse_args()

    if moto.__version__ != MOTO_VERSION:
        sys.exit(f"The corrections are for moto {MOTO_VERSION}; this Python has {moto.__version__}.")
    try:
        edge = cloudflare_state.seeded(os.environ.get("EMULATOR_CLOUDFLARE_ZONES", ""))
    except ValueError as error:
        sys.exit(f"EMULATOR_CLOUDFLARE_ZONES: {error}")
    corrections.apply()
    lock = threading.Lock()
    aws = Failures(DomainDispatcherApplication(create_backend_app))
    both = OneAtATime(Cloudflare(aws, edge), lock)
    with Recorder(both, options.calls) as recorder:
        # 127.0.0.1 and nothing else: an AWS without authentication is for this machine alone.
        server = make_server(
            "127.0.0.1",
            options.port,
            Pages(recorder, options.id, lock, edge),
            threaded=True,
            request_handler=QuietRequestHandler,
        )
        os.environ["MOTO_PORT"] = str(server.server_port)
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
        # The terminal's Ctrl-C is for the command that uses the emulator.
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        _announce(options.ready, server.server_port)
        server.serve_forever()


def _announce(ready: Path, port: int) -> None:
    """Renamed into its place, so that a reader never sees half of it."""
    written = ready.with_suffix(".new")
    written.write_text(str(port), encoding="utf-8")
    written.rename(ready)


if __name__ == "__main__":
    main()
