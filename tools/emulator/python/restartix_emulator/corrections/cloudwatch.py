"""AWS combines alarms into composite ones; moto shows those, but has no operation that makes them.

https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutCompositeAlarm.html
"""

from __future__ import annotations

from moto.cloudwatch import responses


def apply() -> None:
    response = responses.CloudWatchResponse
    # It reads the AlarmRule of its request too, and an alarm with a rule is a composite one.
    response.put_composite_alarm = response.put_metric_alarm
