from __future__ import annotations

from typing import Any

import pytest

from conftest import Client
from strict import Refused, aws, refused  # noqa: F401


def definition(name: str, **settings: Any) -> dict[str, Any]:
    return {
        "family": name,
        "cpu": "256",
        "memory": "512",
        "networkMode": "awsvpc",
        "requiresCompatibilities": ["FARGATE"],
        "containerDefinitions": [{"name": "app", "image": "app", "portMappings": [{"containerPort": 80}]}],
        **settings,
    }


@pytest.fixture
def cluster(aws: Client, name: str) -> str:
    aws("ecs").create_cluster(clusterName=name, capacityProviders=["FARGATE"])
    aws("ecs").register_task_definition(**definition(name))
    return name


@pytest.fixture
def service(cluster: str, network: dict[str, Any]) -> dict[str, Any]:
    placement = {"awsvpcConfiguration": {"subnets": network["subnets"], "securityGroups": [network["group"]]}}
    return {
        "cluster": cluster,
        "serviceName": "app",
        "taskDefinition": cluster,
        "desiredCount": 1,
        "networkConfiguration": placement,
    }


@pytest.mark.parametrize(("cpu", "memory"), [("512", "3072"), ("256", "512"), ("256", "2048"), ("16384", "122880")])
def test_sizes_that_fargate_has(aws: Client, name: str, cpu: str, memory: str) -> None:
    aws("ecs").register_task_definition(**definition(name, cpu=cpu, memory=memory))


@pytest.mark.parametrize(("cpu", "memory"), [("512", "512"), ("256", "4096"), ("300", "512"), ("512", "1536")])
def test_sizes_that_it_has_not(aws: Client, name: str, cpu: str, memory: str, refused: Refused) -> None:
    given = definition(name, cpu=cpu, memory=memory)
    words = refused("ecs.fargate-size", aws("ecs").register_task_definition, **given)
    assert words == "No Fargate configuration exists for given values."


def test_secrets_need_an_execution_role(aws: Client, name: str, refused: Refused) -> None:
    secret = {"name": "A", "valueFrom": "arn:aws:secretsmanager:eu-central-1:123456789012:secret:a"}
    given = definition(name, containerDefinitions=[{"name": "app", "image": "app", "secrets": [secret]}])
    refused("ecs.secrets-without-role", aws("ecs").register_task_definition, **given)
    role = "arn:aws:iam::123456789012:role/a"
    aws("ecs").register_task_definition(**given, executionRoleArn=role)


def test_a_definition_has_64_kibibytes(aws: Client, name: str, refused: Refused) -> None:
    long = definition(name, containerDefinitions=[{"name": "app", "image": "app", "command": ["a" * 70000]}])
    assert "Max allowed length is '65536'" in refused("ecs.definition-size", aws("ecs").register_task_definition, **long)


def test_a_target_group_is_behind_a_load_balancer_first(
    aws: Client, name: str, network: dict[str, Any], service: dict[str, Any], refused: Refused
) -> None:
    elbv2, ecs = aws("elbv2"), aws("ecs")
    made = elbv2.create_target_group(Name=name, Protocol="HTTP", Port=80, VpcId=network["vpc"], TargetType="ip")
    arn = made["TargetGroups"][0]["TargetGroupArn"]
    behind = [{"targetGroupArn": arn, "containerName": "app", "containerPort": 80}]
    words = refused("ecs.target-group-without-load-balancer", ecs.create_service, **service, loadBalancers=behind)
    assert "does not have an associated load balancer" in words
    balancer = elbv2.create_load_balancer(Name=name, Subnets=network["subnets"])["LoadBalancers"][0]["LoadBalancerArn"]
    forward = [{"Type": "forward", "TargetGroupArn": arn}]
    elbv2.create_listener(LoadBalancerArn=balancer, Protocol="HTTP", Port=80, DefaultActions=forward)
    ecs.create_service(**service, loadBalancers=behind)


def test_providers_are_of_the_cluster(aws: Client, service: dict[str, Any], refused: Refused) -> None:
    ecs = aws("ecs")
    spot = [{"capacityProvider": "FARGATE_SPOT", "weight": 1}]
    refused("ecs.unknown-capacity-provider", ecs.create_service, **service, capacityProviderStrategy=spot)
    ecs.create_service(**service, capacityProviderStrategy=[{"capacityProvider": "FARGATE", "weight": 1}])


def test_a_grace_is_for_load_balancers(aws: Client, service: dict[str, Any], refused: Refused) -> None:
    refused("ecs.grace-without-load-balancer", aws("ecs").create_service, **service, healthCheckGracePeriodSeconds=60)


def test_a_task_in_a_vpc_is_told_where(aws: Client, service: dict[str, Any], refused: Refused) -> None:
    del service["networkConfiguration"]
    refused("ecs.no-network-configuration", aws("ecs").create_service, **service)


def test_an_override_is_short(aws: Client, service: dict[str, Any], refused: Refused) -> None:
    overrides = {"containerOverrides": [{"name": "app", "command": ["a" * 8200]}]}
    place = {"networkConfiguration": service["networkConfiguration"], "launchType": "FARGATE"}
    given = {"cluster": service["cluster"], "taskDefinition": service["cluster"], "overrides": overrides, **place}
    assert refused("ecs.long-override", aws("ecs").run_task, **given).endswith("at most 8192")
