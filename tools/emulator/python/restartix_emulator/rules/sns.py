"""Topics."""

from __future__ import annotations

import re
from fnmatch import fnmatchcase
from typing import Any

from .policies import principals, statements, unknown_roles
from .rule import Call, Rule, texts

_API = "https://docs.aws.amazon.com/sns/latest/api"
_EVENTBRIDGE = "https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-resource-based.html#eb-sns-permissions"
_KEYS = "https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html#compatibility-with-aws-services"
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


def _attribute(call: Call, name: str, kept: str) -> str:
    """As the call sets it, or else as the topic has it."""
    if call.params.get("AttributeName") == name:
        return str(call.params.get("AttributeValue", ""))
    if name in call.params.get("Attributes", {}):
        return str(call.params["Attributes"][name])
    topic = call.backend().topics.get(call.params.get("TopicArn"))
    return str(getattr(topic, kept, None) or "")


_SOURCES = ("aws:sourceaccount", "aws:sourcearn", "aws:sourceorgid")


def _opens(statement: dict[str, Any], service: str) -> bool:
    """Whether a key's statement lets a service publish. EventBridge, and it alone, sends no source."""
    actions = [str(each).lower() for each in texts(statement.get("Action", []))]
    may = all(any(fnmatchcase(needed, each) for each in actions) for needed in ("kms:decrypt", "kms:generatedatakey"))
    keys = {key.lower() for condition in statement.get("Condition", {}).values() for key in condition}
    deaf = service == "events.amazonaws.com" and any(key in keys for key in _SOURCES)
    return statement.get("Effect") == "Allow" and may and not deaf and service in principals(statement, "Service")


def _key_of_publishers(call: Call) -> str | None:
    """SNS takes it; what a service then publishes is dropped, and nobody is told. Here it is refused."""
    key_id = _attribute(call, "KmsMasterKeyId", "kms_master_key_id")
    if not key_id:
        return None
    of_key = [] if key_id.startswith("alias/aws/") else _statements_of_key(call, key_id)
    for statement in statements(_attribute(call, "Policy", "policy")):
        for service in principals(statement, "Service") if statement.get("Effect") == "Allow" else []:
            if of_key is not None and not any(_opens(each, service) for each in of_key):
                return (
                    f"Invalid parameter: Policy Reason: {service} may publish and not use the topic's key {key_id}: its "
                    "policy must allow kms:GenerateDataKey* and kms:Decrypt"
                )
    return None


def _statements_of_key(call: Call, key_id: str) -> list[dict[str, Any]] | None:
    """None of a key that is not here."""
    keys = call.backend("kms")
    try:
        return statements(keys.keys[keys.get_key_id(keys.any_id_to_key_id(key_id))].policy)
    except KeyError:
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
    Rule("sns.publisher-cannot-use-key", _WRITE, "InvalidParameter", _KEYS, _key_of_publishers),
    Rule("sns.unknown-principal", _WRITE, "InvalidParameter", f"{_API}/API_SetTopicAttributes.html", _unknown_principal),
    Rule("sns.endpoint", "Subscribe", "InvalidParameter", f"{_API}/API_Subscribe.html", _endpoint),
)
