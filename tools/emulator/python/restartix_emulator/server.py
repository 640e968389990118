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
from moto.moto_server.werkzeug_app import DomainDispatcherApplication, create_backend_app

from . import MOTO_VERSION, account, corrections, tasks
from .calls import buffered
from .cloudflare import dry_run
from .cloudflare import state as cloudflare_state
from .cloudflare.api import Cloudflare
from .corrections import maintenance
from .detach import detach
from .door import Door
from .failures import Failures
from .faults.faults import Faults
from .inventory import inventory
from .judge import Judge
from .listen import Application, listen
from .recorder import Recorder
from .reset import reset
from .retries import Retries

StartResponse = Callable[..., Any]


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

    def __init__(self, aws: Application, instance: str, lock: threading.Lock, edge: cloudflare_state.State, faults: Faults) -> None:
        self._aws = aws
        self._pages: dict[str, Callable[[dict[str, Any]], object]] = {
            "/restartix-emulator/health": lambda _: {
                "id": instance,
                "pid": os.getpid(),
                "moto": MOTO_VERSION,
            },
            "/restartix-emulator/inventory": lambda _: _locked(
                lock, lambda: {**inventory(), **cloudflare_state.inventory(edge)}
            ),
            "/restartix-emulator/cloudflare-dry-run": lambda environ: _locked(
                lock, lambda: {"refusals": dry_run.check(edge, json.load(buffered(environ))["resources"])}
            ),
            "/restartix-emulator/account": lambda environ: _locked(
                lock, lambda: account.change(json.load(buffered(environ)))
            ),
            "/restartix-emulator/tasks": lambda environ: _locked(
                lock, lambda: tasks.change(json.load(buffered(environ)))
            ),
            "/restartix-emulator/reset": lambda _: _locked(lock, lambda: reset(edge, _edge())),
            "/restartix-emulator/faults": lambda environ: (
                faults.change(json.load(buffered(environ))) if environ["REQUEST_METHOD"] == "PUT" else faults.report()
            ),
            "/restartix-emulator/maintenance": lambda environ: _locked(
                lock, maintenance.window if environ["REQUEST_METHOD"] == "PUT" else maintenance.waiting
            ),
        }

    def __call__(self, environ: dict[str, Any], start_response: StartResponse) -> Iterable[bytes]:
        page = self._pages.get(environ.get("PATH_INFO", ""))
        if page is None:
            return self._aws(environ, start_response)
        try:
            status, answer = "200 OK", page(environ)
        except Exception as error:
            traceback.print_exc()
            status, answer = "500 Internal Server Error", {"error": repr(error)}
        start_response(status, [("Content-Type", "application/json")])
        return [json.dumps(answer).encode()]


def _locked(lock: threading.Lock, page: Callable[[], object]) -> object:
    with lock:
        return page()


def _edge() -> cloudflare_state.State:
    """As a start finds it. Raises ValueError for zones or a plan that cannot be."""
    return cloudflare_state.seeded(*(os.environ.get(f"EMULATOR_CLOUDFLARE_{name}", "") for name in ("ZONES", "PLAN")))


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--port", type=int, required=True, help="0 takes a free one")
    parser.add_argument("--id", required=True)
    parser.add_argument("--calls", required=True, help="file that gets one line per API call")
    parser.add_argument("--ready", required=True, type=Path, help="file that gets the port when the server listens")
    parser.add_argument("--detach", action="store_true", help="go on outside the caller's process tree, once it listens")
    options = parser.parse_args()

    started = detach() if options.detach else None
    if moto.__version__ != MOTO_VERSION:
        sys.exit(f"The corrections are for moto {MOTO_VERSION}; this Python has {moto.__version__}.")
    try:
        edge = _edge()
    except ValueError as error:
        sys.exit(str(error))
    corrections.apply()
    lock = threading.Lock()
    aws = Failures(Judge(DomainDispatcherApplication(create_backend_app)))
    faults = Faults(Retries(OneAtATime(Cloudflare(aws, edge), lock)))
    try:
        faults.change(json.loads(os.environ.get("EMULATOR_FAULTS") or "[]"))
    except ValueError as error:
        sys.exit(f"EMULATOR_FAULTS: {error}")
    with Recorder(faults, options.calls) as recorder:
        pages = Pages(recorder, options.id, lock, edge, faults)
        server = listen(Door(pages, os.environ.pop("EMULATOR_KEY", "")), options.port)
        os.environ["MOTO_PORT"] = str(server.effective_port)
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
        # The terminal's Ctrl-C is for the command that uses the emulator.
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        _announce(options.ready, server.effective_port)
        if started:
            started()
        server.run()


def _announce(ready: Path, port: int) -> None:
    """Renamed into its place, so that a reader never sees half of it."""
    written = ready.with_suffix(".new")
    written.write_text(str(port), encoding="utf-8")
    written.rename(ready)


if __name__ == "__main__":
    main()
