"""The process: moto's WSGI application with corrections, a recorder, and two pages of its own."""

from __future__ import annotations

import argparse
import json
import os
import signal
import sys
import traceback
from typing import Any, Callable, Iterable

from moto.moto_server.werkzeug_app import (
    DomainDispatcherApplication,
    MotoRequestHandler,
    create_backend_app,
)
from werkzeug.serving import make_server

from . import MOTO_VERSION, corrections
from .inventory import inventory
from .recorder import Recorder

StartResponse = Callable[..., Any]
Application = Callable[[dict[str, Any], StartResponse], Iterable[bytes]]


class Pages:
    """Answers the emulator's own addresses, and passes everything else on to AWS."""

    def __init__(self, aws: Application, instance: str) -> None:
        self._aws = aws
        self._pages: dict[str, Callable[[], object]] = {
            "/restartix-emulator/health": lambda: {
                "id": instance,
                "pid": os.getpid(),
                "moto": MOTO_VERSION,
            },
            "/restartix-emulator/inventory": inventory,
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


class QuietRequestHandler(MotoRequestHandler):
    """The recorder writes each call down; a second line per call would only fill the log."""

    protocol_version = "HTTP/1.1"

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        del code, size


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--id", required=True)
    parser.add_argument("--calls", required=True)
    options = parser.parse_args()

    os.environ["MOTO_PORT"] = str(options.port)
    corrections.apply()
    with Recorder(DomainDispatcherApplication(create_backend_app), options.calls) as recorder:
        # 127.0.0.1 and nothing else: an AWS without authentication is for this machine alone.
        server = make_server(
            "127.0.0.1",
            options.port,
            Pages(recorder, options.id),
            threaded=True,
            request_handler=QuietRequestHandler,
        )
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
        # The terminal's Ctrl-C is for the command that uses the emulator.
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        server.serve_forever()


if __name__ == "__main__":
    main()
