"""Roles and policies."""

from __future__ import annotations

from typing import Any

from .policies import size, unknown_roles
from .rule import Call, Rule

_QUOTAS = "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html"
_PRINCIPAL = "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html"
_TAGS = "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_tags.html"

_MANAGED, _INLINE, _TRUST = 6144, 10240, 2048
_POLICIES_PER_ROLE = 10


def _role(call: Call) -> Any:
    name = call.params.get("RoleName")
    return next((each for each in call.backend().roles.values() if each.name == name), None)


def _managed_size(call: Call) -> str | None:
    return f"Cannot exceed quota for PolicySize: {_MANAGED}" if size(call.params["PolicyDocument"]) > _MANAGED else None


def _inline_size(call: Call) -> str | None:
    role, name = _role(call), call.params["PolicyName"]
    others = [document for each, document in role.policies.items() if each != name] if role is not None else []
    if sum(size(str(each)) for each in [*others, call.params["PolicyDocument"]]) > _INLINE:
        return f"Maximum policy size of {_INLINE} bytes exceeded for role {call.params['RoleName']}"
    return None


def _trust_size(call: Call) -> str | None:
    document = call.params.get("AssumeRolePolicyDocument") or call.params.get("PolicyDocument") or ""
    return f"Cannot exceed quota for ACLSizePerRole: {_TRUST}" if size(document) > _TRUST else None


def _too_many(call: Call) -> str | None:
    role = _role(call)
    attached = role.managed_policies if role is not None else {}
    if call.params["PolicyArn"] not in attached and len(attached) >= _POLICIES_PER_ROLE:
        return f"Cannot exceed quota for PoliciesPerRole: {_POLICIES_PER_ROLE}"
    return None


def _unknown_principal(call: Call) -> str | None:
    document = call.params.get("AssumeRolePolicyDocument") or call.params.get("PolicyDocument") or ""
    unknown = next(unknown_roles(call, document), None)
    return f'Invalid principal in policy: "AWS":"{unknown}"' if unknown else None


def _same_tag_twice(call: Call) -> str | None:
    keys = [each["Key"].lower() for each in call.params.get("Tags", [])]
    if len(keys) != len(set(keys)):
        return "Duplicate tag keys found. Please note that Tag keys are case insensitive."
    return None


RULES = (
    Rule("iam.policy-size", "CreatePolicy CreatePolicyVersion", "LimitExceeded", _QUOTAS, _managed_size, status=409),
    Rule("iam.inline-policy-size", "PutRolePolicy", "LimitExceeded", _QUOTAS, _inline_size, status=409),
    Rule(
        "iam.trust-policy-size",
        "CreateRole UpdateAssumeRolePolicy",
        "LimitExceeded",
        _QUOTAS,
        _trust_size,
        status=409,
    ),
    Rule("iam.policies-per-role", "AttachRolePolicy", "LimitExceeded", _QUOTAS, _too_many, status=409),
    Rule(
        "iam.unknown-principal",
        "CreateRole UpdateAssumeRolePolicy",
        "MalformedPolicyDocument",
        _PRINCIPAL,
        _unknown_principal,
    ),
    Rule("iam.same-tag-twice", "CreateRole CreatePolicy TagRole TagPolicy", "InvalidInput", _TAGS, _same_tag_twice),
)
