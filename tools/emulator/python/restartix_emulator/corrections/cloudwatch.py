"""AWS combines alarms into composite ones, which another alarm may silence; moto shows them, and cannot make them.

https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutCompositeAlarm.html
"""

from __future__ import annotations

from typing import Any

from botocore import xform_name
from moto.cloudwatch import responses

_SUPPRESSION = ("ActionsSuppressor", "ActionsSuppressorExtensionPeriod", "ActionsSuppressorWaitPeriod")


def apply() -> None:
    response = responses.CloudWatchResponse

    def put_composite_alarm(self: Any) -> Any:
        # It reads the AlarmRule of its request too, and an alarm with a rule is a composite one.
        answer = response.put_metric_alarm(self)
        alarm = self.cloudwatch_backend.alarms[self._get_param("AlarmName")]
        for name in _SUPPRESSION:
            setattr(alarm, xform_name(name), self._get_param(name))
        return answer

    response.put_composite_alarm = put_composite_alarm
