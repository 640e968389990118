"""Tags, the same for every service.

https://docs.aws.amazon.com/tag-editor/latest/userguide/best-practices-and-strats.html
"""

from __future__ import annotations

from typing import Any, Iterator

from ..form import codes
from ..refusals import Refusal
from .rule import Call

ID = "tags.reserved-or-too-many"
SOURCE = "https://docs.aws.amazon.com/tag-editor/latest/userguide/best-practices-and-strats.html"
SAYS = "a key that begins with `aws:`, the same key twice, or more than 50 tags"
_MOST = 50


def check(call: Call, protocol: str, model: Any) -> None:
    for keys in _tagged(call.params):
        why = _refusal(keys)
        if why:
            raise Refusal(codes.code(call.service, protocol, model, "tags"), why)


def _refusal(keys: list[str]) -> str | None:
    reserved = next((each for each in keys if each.lower().startswith("aws:")), None)
    if reserved:
        return f"Tag keys starting with 'aws:' are reserved for internal use: {reserved}"
    twice = next((each for index, each in enumerate(keys) if each in keys[:index]), None)
    if twice:
        return f"The tag key {twice} is given twice"
    return f"{len(keys)} tags are given; a resource has at most {_MOST}" if len(keys) > _MOST else None


def _tagged(value: Any, name: str = "") -> Iterator[list[str]]:
    """The keys of each set of tags: lists of keys with values, or maps, under a name that says tags."""
    if isinstance(value, dict):
        # `Tags` of a launch template's specifications are in lists of structures.
        if name.lower() in ("tags", "tagset") and all(isinstance(each, str) for each in value.values()):
            yield list(value)
            return
        for key, each in value.items():
            yield from _tagged(each, key)
    elif isinstance(value, list):
        keys = [next((each[key] for key in ("Key", "key", "TagKey") if key in each), None) for each in value if isinstance(each, dict)]
        if "tag" in name.lower() and keys and all(isinstance(each, str) for each in keys):
            yield keys
        else:
            for each in value:
                yield from _tagged(each, name)
