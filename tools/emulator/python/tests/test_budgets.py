from __future__ import annotations

from typing import Any

import pytest

from conftest import Client

ACCOUNT = "123456789012"
NOTIFICATION: dict[str, Any] = {
    "NotificationType": "ACTUAL",
    "ComparisonOperator": "GREATER_THAN",
    "Threshold": 80.0,
    "ThresholdType": "PERCENTAGE",
}
MAIL = {"SubscriptionType": "EMAIL", "Address": "ops@example.com"}


def make(budgets: Any, name: str) -> dict[str, str]:
    budgets.create_budget(
        AccountId=ACCOUNT,
        Budget={"BudgetName": name, "BudgetType": "COST", "TimeUnit": "MONTHLY", "BudgetLimit": limit("100")},
        NotificationsWithSubscribers=[{"Notification": NOTIFICATION, "Subscribers": [MAIL]}],
        ResourceTags=[{"Key": "Owner", "Value": "platform"}],
    )
    return {"AccountId": ACCOUNT, "BudgetName": name}


def limit(amount: str) -> dict[str, str]:
    return {"Amount": amount, "Unit": "USD"}


def test_a_budget_says_who_is_told(aws: Client, name: str) -> None:
    budgets = aws("budgets")
    key = {**make(budgets, name), "Notification": NOTIFICATION}
    other = {"SubscriptionType": "SNS", "Address": "arn:aws:sns:eu-central-1:123456789012:alerts"}
    budgets.create_subscriber(**key, Subscriber=other)
    assert budgets.describe_subscribers_for_notification(**key)["Subscribers"] == [MAIL, other]
    budgets.update_subscriber(**key, OldSubscriber=MAIL, NewSubscriber={**MAIL, "Address": "new@example.com"})
    budgets.delete_subscriber(**key, Subscriber=other)
    assert budgets.describe_subscribers_for_notification(**key)["Subscribers"][0]["Address"] == "new@example.com"
    with pytest.raises(budgets.exceptions.NotFoundException):
        budgets.delete_subscriber(**key, Subscriber=other)


def test_a_budget_changes(aws: Client, name: str) -> None:
    budgets = aws("budgets")
    key = make(budgets, name)
    period = budgets.describe_budget(**key)["Budget"]["TimePeriod"]
    changed = {"BudgetName": name, "BudgetType": "COST", "TimeUnit": "MONTHLY", "BudgetLimit": limit("200")}
    budgets.update_budget(AccountId=ACCOUNT, NewBudget=changed)
    shown = budgets.describe_budget(**key)["Budget"]
    assert (shown["BudgetLimit"]["Amount"], shown["TimePeriod"]) == ("200", period)
    later = {**NOTIFICATION, "Threshold": 90.0}
    budgets.update_notification(**key, OldNotification=NOTIFICATION, NewNotification=later)
    assert budgets.describe_notifications_for_budget(**key)["Notifications"] == [later]


def test_a_budget_is_tagged(aws: Client, name: str) -> None:
    budgets = aws("budgets")
    make(budgets, name)
    arn = f"arn:aws:budgets::{ACCOUNT}:budget/{name}"
    budgets.tag_resource(ResourceARN=arn, ResourceTags=[{"Key": "Env", "Value": "staging"}])
    budgets.untag_resource(ResourceARN=arn, ResourceTagKeys=["Owner"])
    assert budgets.list_tags_for_resource(ResourceARN=arn)["ResourceTags"] == [{"Key": "Env", "Value": "staging"}]
