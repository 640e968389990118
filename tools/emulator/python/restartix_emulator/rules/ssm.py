"""Parameters."""

from __future__ import annotations

import re

from .rule import Call, Rule

_PUT = "https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_PutParameter.html"
_TIERS = "https://docs.aws.amazon.com/systems-manager/latest/userguide/parameter-store-advanced-parameters.html"

_NAME = re.compile(r"/?[a-zA-Z0-9_.-]+(/[a-zA-Z0-9_.-]+)*")
_LEVELS = 15
_BYTES = {"Standard": 4096, "Advanced": 8192}


def _name(call: Call) -> str | None:
    name = call.params["Name"]
    if "/" in name and not name.startswith("/"):
        return "Parameter name must be a fully qualified name."
    if _NAME.fullmatch(name):
        return None
    return (
        "Parameter name: can't be prefixed with \"ssm\" (case-insensitive). If formed as a path, it can consist of "
        "sub-paths divided by slash symbol; each sub-path can be formed as a mix of letters, numbers and the following "
        "3 symbols .-_"
    )


def _levels(call: Call) -> str | None:
    if call.params["Name"].count("/") <= _LEVELS:
        return None
    return f"A hierarchy can have a maximum of {_LEVELS} levels."


def _size(call: Call) -> str | None:
    # A tier that is left out is the parameter's own, at first Standard.
    before = call.backend()._parameters.get(call.params["Name"])
    tier = call.params.get("Tier") or (before[-1].tier if before else None) or "Standard"
    limit = _BYTES.get(tier, _BYTES["Advanced"])
    if len(call.params["Value"].encode()) <= limit:
        return None
    return f"{tier} tier parameters support a maximum parameter value of {limit} characters."


RULES = (
    Rule("ssm.name", "PutParameter", "ValidationException", _PUT, _name),
    Rule("ssm.levels", "PutParameter", "HierarchyLevelLimitExceededException", _PUT, _levels),
    Rule("ssm.value-size", "PutParameter", "ValidationException", _TIERS, _size),
)
