"""Members of a request's body that its model does not have, and values of another type than the model's."""

from __future__ import annotations

import json
from typing import Any
from xml.etree import ElementTree

_TYPES: dict[str, tuple[type, ...]] = {
    "string": (str,),
    "character": (str,),
    "blob": (str,),
    "boolean": (bool,),
    "integer": (int,),
    "long": (int,),
    "float": (int, float),
    "double": (int, float),
    "timestamp": (str, int, float),
    "structure": (dict,),
    "map": (dict,),
    "list": (list,),
}
# What JSON protocols add to a structure to say its type.
_OF_JSON = {"__type"}


class Unreadable(Exception):
    """No value of the type that the model names."""


def in_json(shape: Any, body: bytes) -> list[str]:
    target = _payload(shape)
    if target is None or not body:
        return []
    return list(_json(target, json.loads(body), ""))


def in_xml(shape: Any, body: bytes) -> list[str]:
    target = _payload(shape)
    return list(_xml(target, ElementTree.fromstring(body), "")) if target is not None and body else []


def _payload(shape: Any) -> Any:
    """The shape of the body; None for a stream."""
    payload = shape.serialization.get("payload")
    target = shape.members[payload] if payload else shape
    return target if target.type_name == "structure" else None


def _json(shape: Any, value: Any, path: str) -> Any:
    if value is None or getattr(shape, "is_document_type", False):
        return
    kind = shape.type_name
    wrong = isinstance(value, bool) and kind != "boolean"
    if wrong or not isinstance(value, _TYPES.get(kind, (object,))):
        raise Unreadable(f"{path or 'the body'} is no {kind}")
    if kind == "structure":
        members = {member.serialization.get("name", name): member for name, member in shape.members.items()}
        for name, each in value.items():
            where = f"{path}.{name}" if path else name
            if name in members:
                yield from _json(members[name], each, where)
            elif name not in _OF_JSON:
                yield where
    elif kind == "map":
        for name, each in value.items():
            yield from _json(shape.value, each, f"{path}.{name}")
    elif kind == "list":
        for index, each in enumerate(value, 1):
            yield from _json(shape.member, each, f"{path}.{index}")


def _xml(shape: Any, node: Any, path: str) -> Any:
    if shape.type_name == "structure":
        members = {_tag_of(member, name): member for name, member in shape.members.items()}
        for child in node:
            tag = _tag(child)
            where = f"{path}.{tag}" if path else tag
            member = members.get(tag)
            if member is None:
                yield where
            elif member.type_name == "list" and member.serialization.get("flattened"):
                yield from _xml(member.member, child, where)
            else:
                yield from _xml(member, child, where)
    elif shape.type_name == "list":
        for child in node:
            yield from _xml(shape.member, child, f"{path}.{_tag(child)}")


def _tag(node: Any) -> str:
    return str(node.tag).rpartition("}")[2]


def _tag_of(shape: Any, name: str) -> str:
    """A flattened list is written by its member's name, where that has one."""
    own = shape.serialization.get("name", name)
    if shape.type_name == "list" and shape.serialization.get("flattened"):
        return str(shape.member.serialization.get("name", own))
    return str(own)
