"""AWS says how often a key rotates; moto says only whether it does.

https://docs.aws.amazon.com/kms/latest/APIReference/API_GetKeyRotationStatus.html
"""

from __future__ import annotations

import json
from typing import Any

from moto.kms import responses

_DEFAULT_PERIOD_DAYS = 365


def apply() -> None:
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
