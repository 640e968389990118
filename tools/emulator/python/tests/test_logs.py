from __future__ import annotations

import pytest

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


def test_a_log_group_says_of_which_class_it_is(aws: Client, name: str) -> None:
    logs = aws("logs")
    logs.create_log_group(logGroupName=f"{name}-a", logGroupClass="INFREQUENT_ACCESS")
    logs.create_log_group(logGroupName=f"{name}-b")
    groups = logs.describe_log_groups(logGroupNamePrefix=name)["logGroups"]
    assert [each["logGroupClass"] for each in groups] == ["INFREQUENT_ACCESS", "STANDARD"]


def test_the_key_of_a_log_group_changes(aws: Client, name: str) -> None:
    logs = aws("logs")
    key = "arn:aws:kms:eu-central-1:123456789012:key/one"
    logs.create_log_group(logGroupName=name)
    logs.associate_kms_key(logGroupName=name, kmsKeyId=key)
    [group] = logs.describe_log_groups(logGroupNamePrefix=name)["logGroups"]
    assert group["kmsKeyId"] == key
    logs.disassociate_kms_key(logGroupName=name)
    [group] = logs.describe_log_groups(logGroupNamePrefix=name)["logGroups"]
    assert "kmsKeyId" not in group
    with pytest.raises(logs.exceptions.ResourceNotFoundException):
        logs.associate_kms_key(logGroupName=f"{name}-none", kmsKeyId=key)
