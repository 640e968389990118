from __future__ import annotations

import json
from typing import Any

import pytest

from conftest import Client, Server


ADMINISTRATION = {
    "Effect": "Allow",
    "Principal": {"AWS": "arn:aws:iam::123456789012:root"},
    "Action": "kms:*",
    "Resource": "*",
}


def policy(statement: dict[str, Any]) -> str:
    return json.dumps({"Version": "2012-10-17", "Statement": [ADMINISTRATION, statement]})


@pytest.mark.parametrize(("asked", "days"), [({"RotationPeriodInDays": 180}, 180), ({}, 365)])
def test_a_key_says_how_often_it_rotates(aws: Client, asked: dict[str, int], days: int) -> None:
    kms = aws("kms")
    key = kms.create_key()["KeyMetadata"]["KeyId"]
    kms.enable_key_rotation(KeyId=key, **asked)
    status = kms.get_key_rotation_status(KeyId=key)
    assert (status["KeyRotationEnabled"], status["RotationPeriodInDays"]) == (True, days)
    kms.disable_key_rotation(KeyId=key)
    assert "RotationPeriodInDays" not in kms.get_key_rotation_status(KeyId=key)


@pytest.mark.parametrize(
    "whom",
    [
        {"Principal": {"AWS": "arn:aws:iam::210987654321:role/app"}},
        {"Principal": "*", "Condition": {"StringNotEquals": {"aws:PrincipalArn": "arn:aws:iam::123456789012:role/x"}}},
    ],
)
def test_a_key_is_described_to_whom_its_policy_does_not_deny(aws: Client, whom: dict[str, Any]) -> None:
    kms = aws("kms")
    statement = {"Effect": "Deny", "Action": ["kms:DescribeKey"], "Resource": "*", **whom}
    key = kms.create_key(Policy=policy(statement))["KeyMetadata"]["KeyId"]
    assert kms.describe_key(KeyId=key)["KeyMetadata"]["KeyId"] == key


def test_a_key_is_not_described_to_whom_its_policy_denies(emulator: Server) -> None:
    kms = emulator.client("kms")
    statement = {"Effect": "Deny", "Principal": "*", "Action": ["kms:DescribeKey"], "Resource": "*"}
    key = kms.create_key(Policy=policy(statement))["KeyMetadata"]["KeyId"]
    with pytest.raises(kms.exceptions.ClientError, match="AccessDenied"):
        kms.describe_key(KeyId=key)
