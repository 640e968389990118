"""AWS replaces a metric filter that is put again; moto keeps the old one beside it and answers with that.

https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutMetricFilter.html
"""

from __future__ import annotations

from typing import Any

from moto.logs import metric_filters


def apply() -> None:
    filters = metric_filters.MetricFilters
    add = filters.add_filter

    def put(self: Any, filter_name: str, filter_pattern: str, log_group_name: str, transformations: Any) -> None:
        key = (filter_name, log_group_name)
        self.metric_filters = [each for each in self.metric_filters if (each["filterName"], each["logGroupName"]) != key]
        add(self, filter_name, filter_pattern, log_group_name, transformations)

    filters.add_filter = put
