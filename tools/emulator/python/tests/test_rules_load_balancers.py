from __future__ import annotations

from typing import Any

import pytest
from botocore.exceptions import ClientError

from conftest import REGION, Client
from strict import Refused, aws, refused  # noqa: F401


@pytest.fixture
def target(aws: Client, name: str, network: dict[str, Any]) -> str:
    made = aws("elbv2").create_target_group(Name=name, Protocol="HTTP", Port=80, VpcId=network["vpc"], TargetType="ip")
    return str(made["TargetGroups"][0]["TargetGroupArn"])


@pytest.fixture
def balancer(aws: Client, name: str, network: dict[str, Any]) -> str:
    made = aws("elbv2").create_load_balancer(Name=name, Subnets=network["subnets"])
    return str(made["LoadBalancers"][0]["LoadBalancerArn"])


def elsewhere(aws: Client) -> dict[str, Any]:
    ec2 = aws("ec2")
    vpc = ec2.create_vpc(CidrBlock="10.6.0.0/16")["Vpc"]["VpcId"]
    subnets = [
        ec2.create_subnet(VpcId=vpc, CidrBlock=f"10.6.{index}.0/24", AvailabilityZone=f"{REGION}{zone}")["Subnet"]
        for index, zone in enumerate("ab")
    ]
    group = ec2.create_security_group(VpcId=vpc, GroupName="other", Description="other")["GroupId"]
    return {"subnets": [each["SubnetId"] for each in subnets], "group": group}


def listen(aws: Client, balancer: str, target: str, port: int = 80) -> str:
    forward = [{"Type": "forward", "TargetGroupArn": target}]
    given = {"LoadBalancerArn": balancer, "Protocol": "HTTP", "Port": port, "DefaultActions": forward}
    return str(aws("elbv2").create_listener(**given)["Listeners"][0]["ListenerArn"])


@pytest.mark.parametrize("wrong", ["-a", "a-", "internal-a", "a_b", "a" * 33])
def test_names_are_checked(aws: Client, network: dict[str, Any], wrong: str, refused: Refused) -> None:
    elbv2 = aws("elbv2")
    refused("elbv2.name", elbv2.create_load_balancer, Name=wrong, Subnets=network["subnets"])
    refused("elbv2.name", elbv2.create_target_group, Name=wrong, Protocol="HTTP", Port=80, VpcId=network["vpc"])


def test_its_vpc_is_for_ever(aws: Client, balancer: str, network: dict[str, Any], refused: Refused) -> None:
    elbv2, other = aws("elbv2"), elsewhere(aws)
    rule, move = "elbv2.vpc-of-load-balancer", {"LoadBalancerArn": balancer, "Subnets": other["subnets"]}
    assert "cannot be changed" in refused(rule, elbv2.set_subnets, **move)
    elbv2.set_subnets(LoadBalancerArn=balancer, Subnets=network["subnets"])


def test_it_is_in_two_zones(aws: Client, name: str, network: dict[str, Any], refused: Refused) -> None:
    given = {"Name": name, "Subnets": network["subnets"][:1]}
    assert "two different Availability Zones" in refused("elbv2.one-zone", aws("elbv2").create_load_balancer, **given)


def test_its_groups_are_of_its_vpc(
    aws: Client, name: str, network: dict[str, Any], balancer: str, refused: Refused
) -> None:
    elbv2, other, rule = aws("elbv2"), elsewhere(aws), "elbv2.security-group-of-another-vpc"
    refused(rule, elbv2.set_security_groups, LoadBalancerArn=balancer, SecurityGroups=[other["group"]])
    given = {"Name": f"{name}-2", "Subnets": network["subnets"]}
    refused(rule, elbv2.create_load_balancer, **given, SecurityGroups=[other["group"]])
    elbv2.create_load_balancer(**given, SecurityGroups=[network["group"]])


def test_a_target_group_has_one_load_balancer(
    aws: Client, name: str, network: dict[str, Any], balancer: str, target: str, refused: Refused
) -> None:
    elbv2, rule = aws("elbv2"), "elbv2.target-group-of-another-load-balancer"
    listen(aws, balancer, target)
    listen(aws, balancer, target, 8080)
    other = elbv2.create_load_balancer(Name=f"{name}-2", Subnets=network["subnets"])["LoadBalancers"][0]
    forward = [{"Type": "forward", "TargetGroupArn": target}]
    given = {"LoadBalancerArn": other["LoadBalancerArn"], "Protocol": "HTTP", "Port": 80, "DefaultActions": forward}
    refused(rule, elbv2.create_listener, **given)


def test_a_rule_has_five_values(aws: Client, balancer: str, target: str, refused: Refused) -> None:
    elbv2, listener = aws("elbv2"), listen(aws, balancer, target)
    forward = [{"Type": "forward", "TargetGroupArn": target}]

    def of(count: int) -> list[dict[str, Any]]:
        hosts = [f"{number}.example.com" for number in range(count)]
        return [{"Field": "host-header", "HostHeaderConfig": {"Values": hosts}}]

    given = {"ListenerArn": listener, "Priority": 1, "Actions": forward}
    refused("elbv2.condition-values", elbv2.create_rule, **given, Conditions=of(6))
    elbv2.create_rule(**given, Conditions=of(5))


def test_names_and_priorities_are_used_once(aws: Client, name: str, balancer: str, target: str) -> None:
    """moto's own."""
    elbv2, listener = aws("elbv2"), listen(aws, balancer, target)
    vpc = elbv2.describe_target_groups(Names=[name])["TargetGroups"][0]["VpcId"]
    with pytest.raises(ClientError, match="DuplicateTargetGroupName"):
        elbv2.create_target_group(Name=name, Protocol="HTTP", Port=81, VpcId=vpc)
    given = {
        "ListenerArn": listener,
        "Priority": 1,
        "Actions": [{"Type": "forward", "TargetGroupArn": target}],
        "Conditions": [{"Field": "path-pattern", "PathPatternConfig": {"Values": ["/a"]}}],
    }
    elbv2.create_rule(**given)
    with pytest.raises(ClientError, match="PriorityInUse"):
        elbv2.create_rule(**given)
