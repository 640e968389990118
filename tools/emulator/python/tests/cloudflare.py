"""A client of the Cloudflare API, for the tests of it."""

from __future__ import annotations

import json
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import Request, urlopen

ZONE = "0123456789abcdef0123456789abcdef"
ACCOUNT = "fedcba9876543210fedcba9876543210"
NAME = "restartix.pro"


class Refused(Exception):
    """An answer without success: its status, and the code of its first error."""

    def __init__(self, status: int, envelope: dict[str, Any]) -> None:
        [error] = envelope["errors"]
        super().__init__(f"{status} {error['code']} {error['message']}")
        self.status, self.code, self.envelope = status, error["code"], envelope


class Api:
    def __init__(self, url: str, token: str | None = "any") -> None:
        self._url, self._token = f"{url}/client/v4", token

    def call(self, method: str, path: str, body: Any = None, **query: str) -> Any:
        """The envelope of an answer; None for one without a body."""
        url = f"{self._url}{path}" + (f"?{urlencode(query)}" if query else "")
        headers = {"Authorization": f"Bearer {self._token}"} if self._token else {}
        data = None if body is None else json.dumps(body).encode()
        try:
            with urlopen(Request(url, data, headers, method=method), timeout=10) as answer:
                sent = answer.read()
        except HTTPError as error:
            raise Refused(error.code, json.loads(error.read())) from None
        if not sent:
            return None
        envelope = json.loads(sent)
        assert (envelope["success"], envelope["errors"]) == (True, [])
        return envelope

    def get(self, path: str, **query: str) -> Any:
        return self.call("GET", path, **query)["result"]

    def post(self, path: str, body: Any) -> Any:
        return self.call("POST", path, body)["result"]

    def put(self, path: str, body: Any) -> Any:
        return self.call("PUT", path, body)["result"]

    def patch(self, path: str, body: Any) -> Any:
        return self.call("PATCH", path, body)["result"]

    def delete(self, path: str) -> Any:
        envelope = self.call("DELETE", path)
        return envelope and envelope["result"]
