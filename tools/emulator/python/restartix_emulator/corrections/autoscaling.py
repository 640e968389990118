"""AWS keeps a group's warm-up and lifetime, changes all that an update names, and replaces instances by a refresh.

https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_CreateAutoScalingGroup.html
https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_StartInstanceRefresh.html
"""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from botocore import xform_name
from moto.autoscaling import responses
from moto.core.responses import ActionResult
from moto.core.utils import utcnow

_NUMBERS = ("DefaultCooldown", "DefaultInstanceWarmup", "MaxInstanceLifetime")


def apply() -> None:
    response = responses.AutoScalingResponse
    create, update = response.create_auto_scaling_group, response.update_auto_scaling_group

    def create_auto_scaling_group(self: Any) -> ActionResult:
        answer = create(self)
        _keep(self)
        return answer

    def update_auto_scaling_group(self: Any) -> ActionResult:
        answer = update(self)
        _keep(self)
        return answer

    response.create_auto_scaling_group = create_auto_scaling_group
    response.update_auto_scaling_group = update_auto_scaling_group
    response.start_instance_refresh = _start_instance_refresh
    response.describe_instance_refreshes = _describe_instance_refreshes


def _keep(self: Any) -> None:
    group = _group(self)
    for name in _NUMBERS:
        if self._get_param(name) is not None:
            setattr(group, xform_name(name), self._get_int_param(name))
    if self._get_param("CapacityRebalance") is not None:
        group.capacity_rebalance = self._get_bool_param("CapacityRebalance")
    if self._get_param("TerminationPolicies"):
        group.termination_policies = self._get_param("TerminationPolicies")


def _start_instance_refresh(self: Any) -> ActionResult:
    """Each instance is terminated, and the group starts another from its present template."""
    group = _group(self)
    for state in list(group.instance_states):
        self.autoscaling_backend.terminate_instance(state.instance.id, should_decrement=False)
    refresh = {
        "InstanceRefreshId": str(uuid4()),
        "AutoScalingGroupName": group.name,
        "Status": "Successful",
        "StartTime": utcnow(),
        "EndTime": utcnow(),
        "PercentageComplete": 100,
        "InstancesToUpdate": 0,
    }
    _refreshes(group).insert(0, refresh)
    return ActionResult({"InstanceRefreshId": refresh["InstanceRefreshId"]})


def _describe_instance_refreshes(self: Any) -> ActionResult:
    asked = self._get_param("InstanceRefreshIds") or []
    shown = [each for each in _refreshes(_group(self)) if not asked or each["InstanceRefreshId"] in asked]
    return ActionResult({"InstanceRefreshes": shown})


def _refreshes(group: Any) -> list[dict[str, Any]]:
    if not hasattr(group, "instance_refreshes"):
        group.instance_refreshes = []
    return group.instance_refreshes


def _group(self: Any) -> Any:
    return self.autoscaling_backend.autoscaling_groups[self._get_param("AutoScalingGroupName")]
