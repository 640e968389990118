"""What a value violates of its shape: required, type of enum, pattern, length and range, in the words of AWS's services.

https://smithy.io/2.0/spec/constraint-traits.html
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Iterator

from .patterns import matches

_SIZED = ("string", "character", "blob", "list", "map")
_NUMBERS = ("integer", "long", "float", "double")


@dataclass(frozen=True)
class Violation:
    kind: str  # required, enum, pattern, length, range, union
    path: str
    why: str
    value: Any = None

    def __str__(self) -> str:
        shown = "null" if self.kind == "required" else self.value
        return f"Value '{shown}' at '{self.path}' failed to satisfy constraint: {self.why}"


def violations(shape: Any, value: Any, path: str = "") -> Iterator[Violation]:
    if getattr(shape, "is_document_type", False):
        return
    yield from _scalar(shape, value, path)
    kind = shape.type_name
    if kind == "structure":
        for name in shape.required_members:
            if value.get(name) is None:
                yield Violation("required", _join(path, name), "Member must not be null")
        if getattr(shape, "is_tagged_union", False) and len(value) != 1:
            yield Violation("union", path, "Exactly one member must be set", sorted(value))
        for name, each in value.items():
            if each is not None:
                yield from violations(shape.members[name], each, _join(path, name))
    elif kind == "list":
        for index, each in enumerate(value, 1):
            yield from violations(shape.member, each, f"{path}.{index}.member")
    elif kind == "map":
        for key, each in value.items():
            yield from violations(shape.key, key, f"{path}.key")
            yield from violations(shape.value, each, f"{path}.{key}.member")


def _scalar(shape: Any, value: Any, path: str) -> Iterator[Violation]:
    limits, kind = shape.metadata, shape.type_name
    enum = limits.get("enum") if kind == "string" else None
    if enum and value not in enum:
        yield Violation("enum", path, f"Member must satisfy enum value set: [{', '.join(enum)}]", value)
    pattern = limits.get("pattern") if kind == "string" else None
    if pattern and not matches(pattern, str(value)):
        yield Violation("pattern", path, f"Member must satisfy regular expression pattern: {pattern}", value)
    if isinstance(value, datetime) or kind not in _SIZED + _NUMBERS:
        return
    measured, trait, what = (
        (len(value), "length", "have length") if kind in _SIZED else (value, "range", "have value")
    )
    if "min" in limits and measured < float(limits["min"]):
        yield Violation(trait, path, f"Member must {what} greater than or equal to {limits['min']}", value)
    if "max" in limits and measured > float(limits["max"]):
        yield Violation(trait, path, f"Member must {what} less than or equal to {limits['max']}", value)


def _join(path: str, name: str) -> str:
    """AWS writes members with a small first letter, whatever they are called."""
    own = name[:1].lower() + name[1:]
    return f"{path}.{own}" if path else own
