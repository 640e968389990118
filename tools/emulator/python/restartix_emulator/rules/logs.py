"""Log groups."""

from __future__ import annotations

from .rule import Call, Rule

_API = "https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference"
_QUOTAS = "https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/cloudwatch_limits_cwl.html"

_DAYS = (1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653)
_POLICIES = 10


def _retention(call: Call) -> str | None:
    days = call.params["retentionInDays"]
    if days not in _DAYS:
        return (
            f"1 validation error detected: Value '{days}' at 'retentionInDays' failed to satisfy constraint: Member must "
            f"satisfy enum value set: [{', '.join(str(each) for each in _DAYS)}]"
        )
    return None


def _reserved(call: Call) -> str | None:
    return "Log groups starting with AWS/ are reserved for AWS." if call.params["logGroupName"].startswith("aws/") else None


def _policies(call: Call) -> str | None:
    existing = call.backend().resource_policies
    if call.params.get("policyName") not in existing and len(existing) >= _POLICIES:
        return "Resource limit exceeded."
    return None


RULES = (
    Rule(
        "logs.retention",
        "PutRetentionPolicy",
        "InvalidParameterException",
        f"{_API}/API_PutRetentionPolicy.html",
        _retention,
    ),
    Rule(
        "logs.reserved-name",
        "CreateLogGroup",
        "InvalidParameterException",
        f"{_API}/API_CreateLogGroup.html",
        _reserved,
    ),
    Rule("logs.resource-policies", "PutResourcePolicy", "LimitExceededException", _QUOTAS, _policies),
)
