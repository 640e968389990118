from __future__ import annotations

from typing import Any

import pytest

from conftest import Client


@pytest.fixture(autouse=True)
def alarms(aws: Client) -> None:
    settings: dict[str, Any] = {"Namespace": "a", "MetricName": "b", "Statistic": "Sum", "Period": 60}
    for name in ("cpu", "memory", "maintenance"):
        given = {"EvaluationPeriods": 1, "Threshold": 1.0, "ComparisonOperator": "GreaterThanThreshold"}
        aws("cloudwatch").put_metric_alarm(AlarmName=name, **settings, **given)


def test_a_composite_alarm_keeps_its_rule(aws: Client, name: str) -> None:
    cloudwatch = aws("cloudwatch")
    cloudwatch.put_composite_alarm(AlarmName=name, AlarmRule="ALARM(cpu) OR ALARM(memory)", AlarmDescription="both")
    answer = cloudwatch.describe_alarms(AlarmNames=[name], AlarmTypes=["CompositeAlarm"])
    [alarm] = answer["CompositeAlarms"]
    assert (alarm["AlarmRule"], alarm["AlarmDescription"]) == ("ALARM(cpu) OR ALARM(memory)", "both")
    assert answer["MetricAlarms"] == []


def test_a_composite_alarm_says_what_silences_it(aws: Client, name: str) -> None:
    cloudwatch = aws("cloudwatch")
    cloudwatch.put_composite_alarm(
        AlarmName=name,
        AlarmRule="ALARM(cpu)",
        ActionsSuppressor="maintenance",
        ActionsSuppressorWaitPeriod=60,
        ActionsSuppressorExtensionPeriod=120,
    )
    [alarm] = cloudwatch.describe_alarms(AlarmNames=[name], AlarmTypes=["CompositeAlarm"])["CompositeAlarms"]
    assert (alarm["ActionsSuppressor"], alarm["ActionsSuppressorWaitPeriod"]) == ("maintenance", 60)
    assert alarm["ActionsSuppressorExtensionPeriod"] == 120
