"""Facts of an account, for tests that change them: all are again as in a new account afterwards."""

from __future__ import annotations

import json
from contextlib import contextmanager
from typing import Any, Iterator
from urllib.request import Request, urlopen

from conftest import Server


def set_account(server: Server, **facts: Any) -> Any:
    request = Request(f"{server.url}/restartix-emulator/account", data=json.dumps(facts).encode(), method="PUT")
    with urlopen(request, timeout=10) as answer:
        return json.load(answer)


@contextmanager
def facts(server: Server, **changed: Any) -> Iterator[None]:
    set_account(server, **changed)
    try:
        yield
    finally:
        set_account(server)
