"""Policy documents: how large they may be, and that whom they name exists.

https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
"""

from __future__ import annotations

import json
import re
from typing import Any, Iterator

from .rule import Call

_ROLE = re.compile(r"arn:[\w-]+:iam::(\d{12}):role/(?:.*/)?([\w+=,.@-]+)")


def size(document: str) -> int:
    """White space does not count."""
    return len(re.sub(r"\s", "", document))


def statements(document: str) -> list[dict[str, Any]]:
    """None of a document that is no JSON: moto refuses that itself."""
    try:
        found = json.loads(document).get("Statement", [])
    except (ValueError, AttributeError):
        return []
    return [each for each in (found if isinstance(found, list) else [found]) if isinstance(each, dict)]


def principals(statement: dict[str, Any], kind: str) -> list[str]:
    named = statement.get("Principal")
    found = named.get(kind, []) if isinstance(named, dict) else []
    return [found] if isinstance(found, str) else list(found)


def unknown_roles(call: Call, document: str) -> Iterator[str]:
    """Roles of this account that a document names as principals and that do not exist."""
    roles = {role.name for role in call.backend("iam").roles.values()}
    for statement in statements(document):
        for principal in principals(statement, "AWS"):
            found = _ROLE.fullmatch(principal)
            if found and found.group(1) == call.account and found.group(2) not in roles:
                yield principal
