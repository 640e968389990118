"""The tags of the resources that a call names: `aws:ResourceTag/…` of each.

https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-resourcetag
"""

from __future__ import annotations

from typing import Any

from ..rules.rule import Call


def resource_tags(call: Call, arns: list[str]) -> dict[str, dict[str, str]]:
    read = _READERS.get(call.service)
    found = {arn: read(call.backend(), arn) for arn in arns} if read else {}
    return {arn: tags for arn, tags in found.items() if tags}


def _ec2(backend: Any, arn: str) -> dict[str, str]:
    return {str(key): str(value) for key, value in backend.tags.get(arn.rsplit("/", 1)[-1], {}).items()}


def _iam(backend: Any, arn: str) -> dict[str, str]:
    found = next((each for each in backend.roles.values() if each.arn == arn), backend.managed_policies.get(arn))
    return _pairs(getattr(found, "tags", None))


def _kms(backend: Any, arn: str) -> dict[str, str]:
    key = next((each for each in backend.keys.values() if each.arn == arn), None)
    return _pairs(backend.list_resource_tags(key.id)["Tags"] if key else [])


def _secrets(backend: Any, arn: str) -> dict[str, str]:
    return _pairs(next((each.tags for each in backend.secrets.values() if each.arn == arn), []))


def _pairs(tags: Any) -> dict[str, str]:
    """moto keeps tags as a list, or as a map of its items."""
    listed = list(tags.values()) if isinstance(tags, dict) else list(tags or [])
    pairs = ((next(iter(each[key] for key in ("Key", "TagKey") if key in each)), each) for each in listed)
    return {str(key): str(each.get("Value", each.get("TagValue", ""))) for key, each in pairs}


_READERS = {"ec2": _ec2, "iam": _iam, "kms": _kms, "secretsmanager": _secrets}
