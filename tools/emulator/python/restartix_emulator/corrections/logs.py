"""AWS replaces a metric filter that is put again, says of which class a log group is, and changes its key.

https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutMetricFilter.html
https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_LogGroup.html
https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_AssociateKmsKey.html
"""

from __future__ import annotations

from typing import Any

from moto.logs import metric_filters, models, responses
from moto.logs.exceptions import ResourceNotFoundException

_DEFAULT_CLASS = "STANDARD"


def apply() -> None:
    _metric_filters()
    _classes()
    _keys()


def _metric_filters() -> None:
    """moto keeps the old filter beside the new one, and answers with that."""
    filters = metric_filters.MetricFilters
    add = filters.add_filter

    def put(self: Any, filter_name: str, filter_pattern: str, log_group_name: str, transformations: Any) -> None:
        key = (filter_name, log_group_name)
        self.metric_filters = [each for each in self.metric_filters if (each["filterName"], each["logGroupName"]) != key]
        add(self, filter_name, filter_pattern, log_group_name, transformations)

    filters.add_filter = put


def _classes() -> None:
    """A class that moto drops makes the provider plan a replacement."""
    create, describe = responses.LogsResponse.create_log_group, models.LogGroup.to_describe_dict

    def create_log_group(self: Any) -> str:
        answer = create(self)
        made = self.logs_backend.groups[self._get_param("logGroupName")]
        made.log_group_class = self._get_param("logGroupClass") or _DEFAULT_CLASS
        return answer

    def to_describe_dict(self: Any) -> dict[str, Any]:
        return {**describe(self), "logGroupClass": getattr(self, "log_group_class", _DEFAULT_CLASS)}

    responses.LogsResponse.create_log_group = create_log_group
    models.LogGroup.to_describe_dict = to_describe_dict


def _keys() -> None:
    """moto keeps the key that a group is made with."""

    def associate_kms_key(self: Any) -> str:
        _group(self).kms_key_id = self._get_param("kmsKeyId")
        return "{}"

    def disassociate_kms_key(self: Any) -> str:
        _group(self).kms_key_id = None
        return "{}"

    responses.LogsResponse.associate_kms_key = associate_kms_key
    responses.LogsResponse.disassociate_kms_key = disassociate_kms_key


def _group(self: Any) -> models.LogGroup:
    identifier = self._get_param("resourceIdentifier") or ""
    name = self._get_param("logGroupName") or identifier.split(":log-group:", 1)[-1].removesuffix(":*")
    if name not in self.logs_backend.groups:
        raise ResourceNotFoundException()
    return self.logs_backend.groups[name]
