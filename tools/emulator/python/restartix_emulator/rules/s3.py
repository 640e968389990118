"""Buckets."""

from __future__ import annotations

import ipaddress
import re
from typing import Any

from .policies import unknown_roles
from .rule import Call, Rule

_GUIDE = "https://docs.aws.amazon.com/AmazonS3/latest/userguide"
_NAME = re.compile(r"(?!xn--|sthree-|amzn-s3-demo-)(?!.*(?:-s3alias|--ol-s3|\.mrap|--x-s3)$)[a-z0-9](?:[a-z0-9.-]{1,61})[a-z0-9]")
_MINIMUM_DAYS = {"STANDARD_IA": 30, "ONEZONE_IA": 30}
_POLICY_BYTES = 20 * 1024


def _name(call: Call) -> str | None:
    name = call.params["Bucket"]
    if not _NAME.fullmatch(name) or ".." in name or _is_address(name):
        return "The specified bucket is not valid."
    return None


def _is_address(name: str) -> bool:
    try:
        ipaddress.IPv4Address(name)
        return True
    except ValueError:
        return False


def _lifecycle(call: Call) -> list[dict[str, Any]]:
    return call.params.get("LifecycleConfiguration", {}).get("Rules", [])


def _early(call: Call) -> str | None:
    for rule in _lifecycle(call):
        for each in rule.get("Transitions", []):
            least = _MINIMUM_DAYS.get(each.get("StorageClass"), 0)
            if "Days" in each and each["Days"] < least:
                return (
                    f"'Days' in Transition action must be greater than or equal to {least} for storageClass "
                    f"'{each['StorageClass']}'"
                )
    return None


def _expires_first(call: Call) -> str | None:
    for rule in _lifecycle(call):
        expires = rule.get("Expiration", {}).get("Days")
        moved = [each["Days"] for each in rule.get("Transitions", []) if "Days" in each]
        if expires is not None and moved and expires <= max(moved):
            return "'Days' in the Expiration action for prefix must be greater than 'Days' in the Transition action"
    return None


def _unknown_principal(call: Call) -> str | None:
    return "Invalid principal in policy" if next(unknown_roles(call, call.params.get("Policy", "")), None) else None


def _policy_size(call: Call) -> str | None:
    size = len(call.params.get("Policy", ""))
    return f"Policy exceeds the maximum allowed document size ({size} bytes)." if size > _POLICY_BYTES else None


RULES = (
    Rule("s3.name", "CreateBucket", "InvalidBucketName", f"{_GUIDE}/bucketnamingrules.html", _name),
    Rule(
        "s3.early-transition",
        "PutBucketLifecycleConfiguration",
        "InvalidArgument",
        f"{_GUIDE}/lifecycle-transition-general-considerations.html",
        _early,
    ),
    Rule(
        "s3.expires-before-transition",
        "PutBucketLifecycleConfiguration",
        "InvalidArgument",
        f"{_GUIDE}/lifecycle-configuration-examples.html",
        _expires_first,
    ),
    Rule(
        "s3.unknown-principal",
        "PutBucketPolicy",
        "MalformedPolicy",
        f"{_GUIDE}/s3-bucket-user-policy-specifying-principal-intro.html",
        _unknown_principal,
    ),
    Rule("s3.policy-size", "PutBucketPolicy", "PolicyTooLarge", f"{_GUIDE}/bucket-policies.html", _policy_size),
)
