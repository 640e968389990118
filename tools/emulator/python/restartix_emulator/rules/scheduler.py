"""Schedules."""

from __future__ import annotations

import json
import re
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from .rule import Call, Rule

_GUIDE = "https://docs.aws.amazon.com/scheduler/latest/UserGuide"
_UNITS = {"minute", "minutes", "hour", "hours", "day", "days"}
_EXPRESSION = re.compile(r"(rate|cron|at)\((.+)\)")


def _expression(call: Call) -> str | None:
    expression = call.params["ScheduleExpression"]
    found = _EXPRESSION.fullmatch(expression)
    if found and _is_valid(found.group(1), found.group(2)):
        return None
    return f"Invalid Schedule Expression {expression}."


def _is_valid(kind: str, inside: str) -> bool:
    parts = inside.split()
    if kind == "rate":
        one = parts[0] == "1"
        return len(parts) == 2 and parts[0].isdigit() and int(parts[0]) > 0 and parts[1] in _UNITS and (
            one != parts[1].endswith("s")
        )
    if kind == "cron":
        # Of day of month and day of week, one is left open.
        return len(parts) == 6 and (parts[2] == "?") != (parts[4] == "?")
    return re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d", inside) is not None


def _zone(call: Call) -> str | None:
    zone = call.params.get("ScheduleExpressionTimezone")
    try:
        if zone:
            ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError):
        return f"Invalid ScheduleExpressionTimezone {zone}."
    return None


def _role(call: Call) -> str | None:
    arn = call.params.get("Target", {}).get("RoleArn")
    role = next((each for each in call.backend("iam").roles.values() if each.arn == arn), None)
    if role is None or "scheduler.amazonaws.com" not in json.dumps(role.assume_role_policy_document):
        return "The execution role you provide must allow AWS EventBridge Scheduler to assume the role."
    return None


_WRITE = "CreateSchedule UpdateSchedule"
RULES = (
    Rule("scheduler.expression", _WRITE, "ValidationException", f"{_GUIDE}/schedule-types.html", _expression),
    Rule("scheduler.timezone", _WRITE, "ValidationException", f"{_GUIDE}/schedule-types.html#time-zones", _zone),
    Rule("scheduler.role", _WRITE, "ValidationException", f"{_GUIDE}/setting-up.html#setting-up-execution-role", _role),
)
