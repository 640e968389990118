"""AWS says how often a key rotates, and denies whom and when a key's policy says; moto does either half.

https://docs.aws.amazon.com/kms/latest/developerguide/policy-evaluation.html
https://docs.aws.amazon.com/kms/latest/APIReference/API_GetKeyRotationStatus.html
"""

from __future__ import annotations

import json
from types import SimpleNamespace
from typing import Any

from moto.kms import responses

_DEFAULT_PERIOD_DAYS = 365


def apply() -> None:
    _rotation()
    _conditions()


def _conditions() -> None:
    """A statement denies its principals under its condition; moto takes it for everybody, always."""
    validate = responses.validate_policy

    def validate_policy(key: Any, action: str) -> None:
        document = json.loads(key.policy or "{}")
        document["Statement"] = [each for each in document.get("Statement", []) if _for_everybody(each)]
        validate(SimpleNamespace(policy=json.dumps(document), arn=key.arn), action)

    responses.validate_policy = validate_policy


def _for_everybody(statement: dict[str, Any]) -> bool:
    return "Condition" not in statement and statement.get("Principal") in ("*", {"AWS": "*"}, {"AWS": ["*"]})


def _rotation() -> None:
    """moto says only whether a key rotates."""
    response = responses.KmsResponse
    enable, status = response.enable_key_rotation, response.get_key_rotation_status

    def enable_key_rotation(self: Any) -> str:
        answer = enable(self)
        _key(self).rotation_period = self._get_param("RotationPeriodInDays") or _DEFAULT_PERIOD_DAYS
        return answer

    def get_key_rotation_status(self: Any) -> str:
        answer = {"KeyId": self._get_param("KeyId"), **json.loads(status(self))}
        if answer["KeyRotationEnabled"]:
            answer["RotationPeriodInDays"] = getattr(_key(self), "rotation_period", _DEFAULT_PERIOD_DAYS)
        return json.dumps(answer)

    response.enable_key_rotation = enable_key_rotation
    response.get_key_rotation_status = get_key_rotation_status


def _key(self: Any) -> Any:
    return self.kms_backend.keys[self.kms_backend.get_key_id(self._get_param("KeyId"))]
