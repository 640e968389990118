"""What is to go wrong, and with which calls."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, fields
from fnmatch import fnmatchcase
from typing import Any

# Refused before execution.
REFUSED = ("throttle", "500", "503", "expired")
# Executed, and then the connection closes without an answer.
LOST = "lost"
# Answered late: executed at once, or only after the wait.
DELAYED = ("late", "slow")
KINDS = (*REFUSED, LOST, *DELAYED)
_MOST_SECONDS = 600


@dataclass(frozen=True)
class Fault:
    """An attempt that an SDK makes again is the same call."""

    do: str
    # Names as the log of calls has them, and a glob for the path; None for any.
    service: str | None = None
    operation: str | None = None
    path: str | None = None
    # The first of the matching calls that it hits, and how many from there; 0 for every further one.
    nth: int = 1
    calls: int = 1
    # A call with the same content, whenever it is made, is hit once.
    once: bool = False
    # Instead of `nth` and `calls`: each matching call with this chance, the same ones for the same seed.
    share: float | None = None
    seed: int = 0
    # How many attempts of a call it hits; 0 for every one.
    attempts: int = 1
    # How long `late` and `slow` take.
    seconds: float = 3

    def matches(self, call: dict[str, str]) -> bool:
        return (
            self.service in (None, call["service"])
            and self.operation in (None, call["operation"])
            and (self.path is None or fnmatchcase(call["path"], self.path))
        )

    def hits(self, call: dict[str, str], number: int, of_operation: int) -> bool:
        """`number` counts the matching calls from 1, `of_operation` those of the same operation."""
        if self.share is None:
            return self.nth <= number and (self.calls == 0 or number < self.nth + self.calls)
        # By operation, so that calls of other resources, in whatever order they come, do not move it.
        name = f"{self.seed} {call['service']} {call['operation']} {of_operation}"
        return int.from_bytes(hashlib.sha256(name.encode()).digest()[:8], "big") < self.share * 2**64


def parse(given: Any) -> list[Fault]:
    """Raises ValueError that says what is wrong and what there is."""
    if not isinstance(given, list):
        raise ValueError(f"faults are a list, not {type(given).__name__}")
    return [_fault(position, each) for position, each in enumerate(given)]


def _fault(position: int, given: Any) -> Fault:
    def refuse(why: str) -> ValueError:
        return ValueError(f"fault {position}: {why}")

    if not isinstance(given, dict):
        raise refuse(f"an object, not {given!r}")
    names = {each.name for each in fields(Fault)}
    if unknown := sorted(set(given) - names):
        raise refuse(f"{', '.join(unknown)}: there are {', '.join(sorted(names))}")
    if given.get("do") not in KINDS:
        raise refuse(f"do {given.get('do')!r}: there are {', '.join(KINDS)}")
    if "share" in given and {"nth", "calls"} & set(given):
        raise refuse("share, or nth and calls, not both")
    fault = Fault(**{**_implied(given), **given})
    counts = {"nth": (fault.nth, 1), "calls": (fault.calls, 0), "attempts": (fault.attempts, 0), "seed": (fault.seed, 0)}
    for name, (value, least) in counts.items():
        if type(value) is not int or value < least:
            raise refuse(f"{name} {value!r}: a whole number from {least}")
    if type(fault.once) is not bool:
        raise refuse(f"once {fault.once!r}: true or false")
    if not _is_number(fault.seconds, _MOST_SECONDS):
        raise refuse(f"seconds {fault.seconds!r}: a number from 0 to {_MOST_SECONDS}")
    if fault.share is not None and not _is_number(fault.share, 1):
        raise refuse(f"share {fault.share!r}: a number from 0 to 1")
    return fault


def _implied(given: dict[str, Any]) -> dict[str, Any]:
    if "share" in given:
        return {}
    if given["do"] == "expired":
        # Credentials do not come back by themselves.
        return {"calls": 0, "attempts": 0}
    return {"calls": 0} if given.get("once") else {}


def _is_number(value: Any, most: float) -> bool:
    return type(value) in (int, float) and 0 <= value <= most
