"""A rule is one row: which calls it looks at, why it refuses them, with which error, and who says so."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Callable, Iterator

from moto import backends
from moto.core import DEFAULT_ACCOUNT_ID

# Services that have one backend for the whole partition.
_GLOBAL = frozenset({"budgets", "iam", "s3", "sts", "route53"})


@dataclass(frozen=True)
class Call:
    """A call to AWS, read with the service's model."""

    service: str
    operation: str
    region: str
    params: dict[str, Any]

    @property
    def account(self) -> str:
        return DEFAULT_ACCOUNT_ID

    def backend(self, service: str | None = None) -> Any:
        name = service or self.service
        of_account = backends.get_backend(name)[DEFAULT_ACCOUNT_ID]  # type: ignore[arg-type]
        return of_account["aws" if name in _GLOBAL else self.region]


@dataclass(frozen=True)
class Rule:
    # `service.what-is-refused`.
    id: str
    # Of the service of the id.
    operations: str
    # The service's own error.
    code: str
    # Says so: AWS's or Cloudflare's documentation.
    source: str
    # Why the call is refused, in the service's words; None when it is not.
    refuses: Callable[[Call], str | None]
    status: int = 400

    @property
    def service(self) -> str:
        return self.id.partition(".")[0]


@dataclass(frozen=True)
class Correction:
    """What is answered otherwise than a kinder emulator would, and what that makes a plan show."""

    id: str
    source: str
    shows: str


def texts(value: Any) -> Iterator[str]:
    """Every string in a value, however deep."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for each in value.values():
            yield from texts(each)
    elif isinstance(value, list):
        for each in value:
            yield from texts(each)
