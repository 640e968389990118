"""Who may come in: programs of this machine. A web page that is open in its browser may not, nor pages that manage it."""

from __future__ import annotations

import hmac
from typing import Any, Callable, Iterable

Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]

KEY_HEADER = "X-Restartix-Emulator-Key"
_KEY = "HTTP_X_RESTARTIX_EMULATOR_KEY"
_HOSTS = ("127.0.0.1", "localhost")
_MANAGEMENT = ("/moto-api", "/latest", "/restartix-emulator/reset")


class Door:
    """WSGI middleware. `key` opens moto's management pages; without one they stay closed."""

    def __init__(self, app: Application, key: str) -> None:
        self._app = app
        self._key = key

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        why = self._refusal(environ)
        if why is None:
            return self._app(environ, start_response)
        body = f"{why}\n".encode()
        start_response("403 Forbidden", [("Content-Type", "text/plain"), ("Content-Length", str(len(body)))])
        return [body]

    def _refusal(self, environ: dict[str, Any]) -> str | None:
        # https://developer.mozilla.org/en-US/docs/Web/HTTP/Reference/Headers/Sec-Fetch-Site
        if "HTTP_ORIGIN" in environ or environ.get("HTTP_SEC_FETCH_SITE", "none") not in ("none", "same-origin"):
            return "The emulator answers programs on this machine, not web pages (the request has an Origin)."
        # Against DNS rebinding: a page's own name that resolves to 127.0.0.1.
        host = environ.get("HTTP_HOST", "")
        if host.rsplit(":", 1)[0] not in _HOSTS:
            return f"The emulator answers at {' and '.join(_HOSTS)} only, not at {host!r}."
        path = environ.get("PATH_INFO", "")
        if path.startswith(_MANAGEMENT) and "HTTP_AUTHORIZATION" not in environ and not self._has_key(environ):
            return f"{path} manages the emulator itself; the header {KEY_HEADER} with the emulator's key opens it."
        return None

    def _has_key(self, environ: dict[str, Any]) -> bool:
        return bool(self._key) and hmac.compare_digest(environ.get(_KEY, ""), self._key)
