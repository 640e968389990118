"""Topics."""

from __future__ import annotations

import re
from typing import Any

from .policies import principals, statements, unknown_roles
from .rule import Call, Rule

_API = "https://docs.aws.amazon.com/sns/latest/api"
_EVENTBRIDGE = "https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-resource-based.html#eb-sns-permissions"
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")


def _policy(call: Call) -> str:
    if call.params.get("AttributeName") == "Policy":
        return str(call.params.get("AttributeValue", ""))
    return str(call.params.get("Attributes", {}).get("Policy", ""))


def _is_conditional(statement: dict[str, Any]) -> bool:
    return "events.amazonaws.com" in principals(statement, "Service") and bool(statement.get("Condition"))


def _events_condition(call: Call) -> str | None:
    """SNS takes it; EventBridge then delivers nothing, and nobody is told. Here it is refused."""
    if any(_is_conditional(each) for each in statements(_policy(call))):
        return (
            "Invalid parameter: Policy Reason: EventBridge does not deliver under a Condition: the statement for "
            "events.amazonaws.com must have none"
        )
    return None


def _unknown_principal(call: Call) -> str | None:
    unknown = next(unknown_roles(call, _policy(call)), None)
    return "Invalid parameter: Policy Error: PrincipalNotFound" if unknown else None


def _endpoint(call: Call) -> str | None:
    protocol, endpoint = call.params.get("Protocol"), str(call.params.get("Endpoint", ""))
    if protocol == "email" and not _EMAIL.fullmatch(endpoint):
        return "Invalid parameter: Email address"
    if protocol in ("http", "https") and not endpoint.startswith(f"{protocol}://"):
        return "Invalid parameter: Endpoint must match the specified protocol"
    return None


_WRITE = "CreateTopic SetTopicAttributes"
RULES = (
    Rule("sns.events-statement-with-condition", _WRITE, "InvalidParameter", _EVENTBRIDGE, _events_condition),
    Rule("sns.unknown-principal", _WRITE, "InvalidParameter", f"{_API}/API_SetTopicAttributes.html", _unknown_principal),
    Rule("sns.endpoint", "Subscribe", "InvalidParameter", f"{_API}/API_Subscribe.html", _endpoint),
)
