from __future__ import annotations

from conftest import Client


def test_a_metric_filter_that_is_put_again_is_replaced(aws: Client, name: str) -> None:
    logs = aws("logs")
    logs.create_log_group(logGroupName=name)
    metric = {"metricName": "Errors", "metricNamespace": "Restartix", "metricValue": "1"}
    for pattern in ("{ $.level = error }", "{ $.level = fatal }"):
        logs.put_metric_filter(
            logGroupName=name, filterName="errors", filterPattern=pattern, metricTransformations=[metric]
        )
    shown = logs.describe_metric_filters(logGroupName=name)["metricFilters"]
    assert [each["filterPattern"] for each in shown] == ["{ $.level = fatal }"]
