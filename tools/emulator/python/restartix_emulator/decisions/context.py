"""Condition keys of a call, as far as its parameters and what exists say them.

https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html
"""

from __future__ import annotations

from typing import Any, Iterator

from ..rules.rule import Call

_TAGS = ("Tags", "tags", "TagSet", "Tag")


def context(call: Call, principal: dict[str, str]) -> dict[str, Any]:
    keys: dict[str, Any] = {
        "aws:PrincipalArn": principal.get("role", principal["arn"]),
        "aws:PrincipalAccount": call.account,
        "aws:RequestedRegion": "us-east-1" if call.service in ("iam", "budgets") else call.region,
        "aws:SecureTransport": "true",
    }
    tags = dict(_tags(call.params))
    keys |= {f"aws:RequestTag/{key}": value for key, value in tags.items()}
    named = [*tags, *(call.params.get("TagKeys") or call.params.get("tagKeys") or [])]
    if named:
        keys["aws:TagKeys"] = sorted(named)
    of_service = _OF_SERVICE.get(call.service)
    return keys | (of_service(call) if of_service else {})


def _tags(value: Any) -> Iterator[tuple[str, str]]:
    """Of new resources, also where they are in specifications."""
    if isinstance(value, list):
        for each in value:
            yield from _tags(each)
    if not isinstance(value, dict):
        return
    for name, each in value.items():
        if name in _TAGS and isinstance(each, dict) and all(isinstance(text, str) for text in each.values()):
            yield from each.items()
        elif name in _TAGS and isinstance(each, list):
            yield from (_pair(tag) for tag in each if isinstance(tag, dict) and _pair(tag)[0])
        elif name.lower() not in ("launchtemplatedata",):
            yield from _tags(each)


def _pair(tag: dict[str, Any]) -> tuple[str, str]:
    key = next((tag[name] for name in ("Key", "key", "TagKey") if name in tag), "")
    return str(key), str(next((tag[name] for name in ("Value", "value", "TagValue") if name in tag), ""))


def _iam(call: Call) -> dict[str, Any]:
    """The boundary is the one that a role is given, else the one that it has."""
    given, keys = call.params, {}
    role = next((each for each in call.backend().roles.values() if each.name == given.get("RoleName")), None)
    boundary = given.get("PermissionsBoundary") or getattr(role, "permissions_boundary_arn", None)
    if boundary:
        keys["iam:PermissionsBoundary"] = boundary
    if given.get("PolicyArn"):
        keys["iam:PolicyARN"] = given["PolicyArn"]
    return keys


def _ecs(call: Call) -> dict[str, Any]:
    cluster = call.params.get("cluster")
    if not cluster:
        return {}
    arn = cluster if cluster.startswith("arn:") else f"arn:aws:ecs:{call.region}:{call.account}:cluster/{cluster}"
    return {"ecs:cluster": arn}


def _s3(call: Call) -> dict[str, Any]:
    given = call.params
    named = {
        "s3:prefix": given.get("Prefix"),
        "s3:delimiter": given.get("Delimiter"),
        "s3:x-amz-server-side-encryption": given.get("ServerSideEncryption"),
        "s3:x-amz-server-side-encryption-aws-kms-key-id": given.get("SSEKMSKeyId"),
        "s3:x-amz-acl": given.get("ACL"),
    }
    return {"s3:TlsVersion": "1.3", **{key: value for key, value in named.items() if value is not None}}


def _kms(call: Call) -> dict[str, Any]:
    """A grant that a person or Terraform makes is for no AWS resource; services make those."""
    return {"kms:GrantIsForAWSResource": "false"} if call.operation == "CreateGrant" else {}


_OF_SERVICE = {"iam": _iam, "ecs": _ecs, "s3": _s3, "kms": _kms}
