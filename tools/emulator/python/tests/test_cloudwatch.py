from __future__ import annotations

from conftest import Client


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
