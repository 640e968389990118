"""Secrets."""

from __future__ import annotations

import re

from .rule import Call, Rule

_API = "https://docs.aws.amazon.com/secretsmanager/latest/apireference"
_NAME = re.compile(r"[\w/+=.@!-]{1,512}", re.ASCII)


def _name(call: Call) -> str | None:
    if _NAME.fullmatch(call.params["Name"]):
        return None
    return "Invalid name. Must be a valid name containing alphanumeric characters, or any of the following: -/_+=.@!"


def _scheduled(call: Call) -> str | None:
    secrets = call.backend().secrets
    secret = secrets.get(call.params["Name"])
    if secret is not None and secret.is_deleted():
        return "You can't create this secret because a secret with this name is already scheduled for deletion."
    return None


def _window(call: Call) -> str | None:
    if call.params.get("ForceDeleteWithoutRecovery") and call.params.get("RecoveryWindowInDays"):
        return "You can't use ForceDeleteWithoutRecovery in conjunction with RecoveryWindowInDays."
    return None


RULES = (
    Rule("secretsmanager.name", "CreateSecret", "ValidationException", f"{_API}/API_CreateSecret.html", _name),
    Rule(
        "secretsmanager.scheduled-for-deletion",
        "CreateSecret",
        "InvalidRequestException",
        f"{_API}/API_DeleteSecret.html",
        _scheduled,
    ),
    Rule(
        "secretsmanager.two-ways-to-delete",
        "DeleteSecret",
        "InvalidParameterException",
        f"{_API}/API_DeleteSecret.html",
        _window,
    ),
)
