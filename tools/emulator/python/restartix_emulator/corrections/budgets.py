"""AWS shows who is told of a budget, changes budgets and what they tell, and tags them; moto only makes them.

https://docs.aws.amazon.com/aws-cost-management/latest/APIReference/API_budgets_DescribeSubscribersForNotification.html
https://docs.aws.amazon.com/aws-cost-management/latest/APIReference/API_budgets_UpdateBudget.html
https://docs.aws.amazon.com/aws-cost-management/latest/APIReference/API_budgets_TagResource.html
"""

from __future__ import annotations

import json
from typing import Any

from moto.budgets import models, responses
from moto.budgets.exceptions import DuplicateRecordException, NotFoundException
from moto.core.utils import unix_time

# What tells one notification of a budget from another.
_KEY = ("NotificationType", "ComparisonOperator", "Threshold")


def apply() -> None:
    response = responses.BudgetsResponse
    create = response.create_budget

    def create_budget(self: Any) -> str:
        answer = create(self)
        made = self.backend.budgets[self._get_param("AccountId")][self._get_param("Budget")["BudgetName"]]
        made.tags = {each["Key"]: each["Value"] for each in self._get_param("ResourceTags") or []}
        return answer

    response.create_budget = create_budget
    models.Budget.delete_notification = _drop_notification
    for operation in (
        _update_budget,
        _update_notification,
        _describe_subscribers_for_notification,
        _create_subscriber,
        _update_subscriber,
        _delete_subscriber,
        _list_tags_for_resource,
        _tag_resource,
        _untag_resource,
    ):
        setattr(response, operation.__name__[1:], operation)


def _update_budget(self: Any) -> str:
    changed = self._get_param("NewBudget")
    budget = _budget(self, changed["BudgetName"])
    budget.budget = {
        "TimePeriod": budget.budget["TimePeriod"],
        **changed,
        "LastUpdatedTime": unix_time(),
    }
    return "{}"


def _update_notification(self: Any) -> str:
    _notification(self, "OldNotification").details = self._get_param("NewNotification")
    return "{}"


def _drop_notification(self: Any, details: dict[str, Any]) -> None:
    """By what tells notifications apart, whatever else the caller names."""
    self.notifications = [each for each in self.notifications if not _same(each.details, details)]


def _describe_subscribers_for_notification(self: Any) -> str:
    return json.dumps({"Subscribers": _notification(self).subscribers})


def _create_subscriber(self: Any) -> str:
    subscribers, new = _notification(self).subscribers, self._get_param("Subscriber")
    if new in subscribers:
        raise DuplicateRecordException(record_type="subscriber", record_name=new["Address"])
    subscribers.append(new)
    return "{}"


def _update_subscriber(self: Any) -> str:
    subscribers, old = _notification(self).subscribers, self._get_param("OldSubscriber")
    subscribers[_index(subscribers, old)] = self._get_param("NewSubscriber")
    return "{}"


def _delete_subscriber(self: Any) -> str:
    subscribers = _notification(self).subscribers
    subscribers.pop(_index(subscribers, self._get_param("Subscriber")))
    return "{}"


def _index(subscribers: list[dict[str, str]], wanted: dict[str, str]) -> int:
    if wanted not in subscribers:
        raise NotFoundException(f"Unable to find subscriber: {wanted['Address']}")
    return subscribers.index(wanted)


def _list_tags_for_resource(self: Any) -> str:
    return json.dumps({"ResourceTags": [{"Key": key, "Value": value} for key, value in _tags(self).items()]})


def _tag_resource(self: Any) -> str:
    _tags(self).update({each["Key"]: each["Value"] for each in self._get_param("ResourceTags")})
    return "{}"


def _untag_resource(self: Any) -> str:
    for key in self._get_param("ResourceTagKeys"):
        _tags(self).pop(key, None)
    return "{}"


def _tags(self: Any) -> dict[str, str]:
    """`arn:aws:budgets::123456789012:budget/name`"""
    return _budget(self, self._get_param("ResourceARN").split(":budget/", 1)[1]).tags


def _budget(self: Any, name: str) -> Any:
    budgets = self.backend.budgets[self.current_account]
    if name not in budgets:
        raise NotFoundException(f"Unable to get budget: {name} - the budget doesn't exist.")
    return budgets[name]


def _notification(self: Any, parameter: str = "Notification") -> Any:
    wanted = self._get_param(parameter)
    for each in _budget(self, self._get_param("BudgetName")).notifications:
        if _same(each.details, wanted):
            return each
    raise NotFoundException("Unable to find the notification.")


def _same(one: dict[str, Any], other: dict[str, Any]) -> bool:
    return all(one.get(key) == other.get(key) for key in _KEY)
