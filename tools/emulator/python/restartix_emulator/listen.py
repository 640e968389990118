"""The HTTP server: waitress keeps connections open, and reads a request whole before it takes a thread.

https://docs.pylonsproject.org/projects/waitress/en/stable/arguments.html
"""

from __future__ import annotations

from typing import Any, Callable, Iterable

from waitress.server import create_server

Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]

# Calls are answered one at a time; more threads let the pages answer meanwhile, and repeated calls wait for the first.
_THREADS = 16
# Longer than clients keep a connection that they do not use (Go's SDK: 90 s), so that none is closed under a request.
_IDLE_SECONDS = 300
_CONNECTIONS = 1000


def listen(app: Application, port: int) -> Any:
    """Bound to 127.0.0.1 and nothing else: an AWS without authentication is for this machine alone."""
    return create_server(
        _RawPath(app),
        host="127.0.0.1",
        port=port,
        threads=_THREADS,
        channel_timeout=_IDLE_SECONDS,
        connection_limit=_CONNECTIONS,
        asyncore_use_poll=True,
        ident=None,
    )


class _RawPath:
    """moto reads the undecoded path, for S3 keys, where werkzeug puts it."""

    def __init__(self, app: Application) -> None:
        self._app = app

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        environ["RAW_URI"] = environ["REQUEST_URI"]
        return self._app(environ, start_response)
