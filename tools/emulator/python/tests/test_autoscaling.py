from __future__ import annotations

from typing import Any

import pytest

from conftest import Client


@pytest.fixture
def group(aws: Client, network: dict[str, Any], name: str) -> dict[str, Any]:
    ec2 = aws("ec2")
    [image, *_] = ec2.describe_images(Owners=["amazon"])["Images"]
    ec2.create_launch_template(
        LaunchTemplateName=name, LaunchTemplateData={"ImageId": image["ImageId"], "InstanceType": "t4g.nano"}
    )
    return {
        "AutoScalingGroupName": name,
        "MinSize": 1,
        "MaxSize": 1,
        "LaunchTemplate": {"LaunchTemplateName": name, "Version": "1"},
        "VPCZoneIdentifier": network["subnets"][0],
    }


def shown(scaling: Any, name: str) -> dict[str, Any]:
    [found] = scaling.describe_auto_scaling_groups(AutoScalingGroupNames=[name])["AutoScalingGroups"]
    return found


def test_a_group_keeps_its_warm_up_and_the_lifetime_of_its_instances(
    aws: Client, group: dict[str, Any], name: str
) -> None:
    scaling = aws("autoscaling")
    scaling.create_auto_scaling_group(**group, DefaultInstanceWarmup=30, MaxInstanceLifetime=2592000)
    assert (shown(scaling, name)["DefaultInstanceWarmup"], shown(scaling, name)["MaxInstanceLifetime"]) == (30, 2592000)
    scaling.update_auto_scaling_group(AutoScalingGroupName=name, MaxInstanceLifetime=86400)
    assert (shown(scaling, name)["DefaultInstanceWarmup"], shown(scaling, name)["MaxInstanceLifetime"]) == (30, 86400)


def test_an_update_changes_how_a_group_ends_instances(aws: Client, group: dict[str, Any], name: str) -> None:
    scaling = aws("autoscaling")
    scaling.create_auto_scaling_group(**group)
    scaling.update_auto_scaling_group(
        AutoScalingGroupName=name, TerminationPolicies=["OldestInstance"], CapacityRebalance=True
    )
    assert shown(scaling, name)["TerminationPolicies"] == ["OldestInstance"]
    assert shown(scaling, name)["CapacityRebalance"] is True


def test_a_refresh_replaces_the_instances(aws: Client, group: dict[str, Any], name: str) -> None:
    scaling = aws("autoscaling")
    scaling.create_auto_scaling_group(**group)
    before = [each["InstanceId"] for each in shown(scaling, name)["Instances"]]
    refresh = scaling.start_instance_refresh(AutoScalingGroupName=name)["InstanceRefreshId"]
    [found] = scaling.describe_instance_refreshes(AutoScalingGroupName=name)["InstanceRefreshes"]
    assert (found["InstanceRefreshId"], found["Status"]) == (refresh, "Successful")
    after = [each["InstanceId"] for each in shown(scaling, name)["Instances"]]
    assert len(after) == 1
    assert set(after).isdisjoint(before)
