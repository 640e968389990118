"""Which handler answers which address. `{…_id}` stands for 32 hexadecimal digits, other braces for a name."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Callable

from .state import State, Zone

PREFIX = "/client/v4"
_ID = re.compile(r"[0-9a-f]{32}")


@dataclass
class Request:
    state: State
    params: dict[str, str]
    query: dict[str, str]
    body: dict[str, Any]
    token: str

    @property
    def zone(self) -> Zone:
        """The router has made sure that it exists."""
        return self.state.zones[self.params["zone_id"]]


Handler = Callable[[Request], Any]


@dataclass(frozen=True)
class Route:
    method: str
    template: str
    handler: Handler

    def match(self, method: str, path: str) -> dict[str, str] | None:
        found = _pattern(self.template).fullmatch(path) if method == self.method else None
        return found.groupdict() if found else None


def invalid_ids(params: dict[str, str]) -> list[str]:
    return [name for name, value in params.items() if name.endswith("_id") and not _ID.fullmatch(value)]


@lru_cache(maxsize=None)
def _pattern(template: str) -> re.Pattern[str]:
    return re.compile(re.sub(r"\{(\w+)\}", r"(?P<\1>[^/]+)", template) + "/?")
