from __future__ import annotations

import pytest

from conftest import Client


@pytest.mark.parametrize(("asked", "days"), [({"RotationPeriodInDays": 180}, 180), ({}, 365)])
def test_a_key_says_how_often_it_rotates(aws: Client, asked: dict[str, int], days: int) -> None:
    kms = aws("kms")
    key = kms.create_key()["KeyMetadata"]["KeyId"]
    kms.enable_key_rotation(KeyId=key, **asked)
    status = kms.get_key_rotation_status(KeyId=key)
    assert (status["KeyRotationEnabled"], status["RotationPeriodInDays"]) == (True, days)
    kms.disable_key_rotation(KeyId=key)
    assert "RotationPeriodInDays" not in kms.get_key_rotation_status(KeyId=key)
