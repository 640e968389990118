"""Alarms."""

from __future__ import annotations

import re

from .rule import Call, Rule

_API = "https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference"
_DAY, _WEEK, _HOUR = 86400, 604800, 3600
_NAMED = re.compile(r"""\b(?:ALARM|OK|INSUFFICIENT_DATA)\(\s*(?:"([^"]+)"|'([^']+)'|([^)\s]+))\s*\)""")


def _period(call: Call) -> str | None:
    period = call.params.get("Period")
    if period is not None and period not in (10, 20, 30) and (period < 60 or period % 60):
        return "Period must be 10, 20, 30 or a multiple of 60"
    return None


def _long_window(call: Call) -> str | None:
    given = call.params
    periods = [given.get("Period"), *(each.get("MetricStat", {}).get("Period") for each in given.get("Metrics", []))]
    longest = max((each for each in periods if each), default=0)
    limit, name = (_WEEK, "a week") if longest >= _HOUR else (_DAY, "a day")
    if given.get("EvaluationPeriods", 1) * longest > limit:
        return f"Metrics cannot be checked across more than {name} (EvaluationPeriods * Period must be <= {limit})."
    return None


def _datapoints(call: Call) -> str | None:
    wanted, periods = call.params.get("DatapointsToAlarm"), call.params.get("EvaluationPeriods", 1)
    return "DatapointsToAlarm must be less than or equal to EvaluationPeriods" if wanted and wanted > periods else None


def _unknown_alarm(call: Call) -> str | None:
    known = call.backend().alarms
    for found in _NAMED.finditer(call.params["AlarmRule"]):
        name = next(each for each in found.groups() if each)
        if name.rsplit(":alarm:", 1)[-1] not in known:
            return f"AlarmRule must contain only alarms that exist: {name} does not."
    return None


RULES = (
    Rule("cloudwatch.period", "PutMetricAlarm", "ValidationError", f"{_API}/API_PutMetricAlarm.html", _period),
    Rule("cloudwatch.long-window", "PutMetricAlarm", "ValidationError", f"{_API}/API_PutMetricAlarm.html", _long_window),
    Rule("cloudwatch.datapoints", "PutMetricAlarm", "ValidationError", f"{_API}/API_PutMetricAlarm.html", _datapoints),
    Rule(
        "cloudwatch.unknown-alarm",
        "PutCompositeAlarm",
        "ValidationError",
        f"{_API}/API_PutCompositeAlarm.html",
        _unknown_alarm,
    ),
)
