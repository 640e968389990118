from __future__ import annotations

from typing import Any

import pytest

from conftest import Client

STRATEGY = [
    {"capacityProvider": "FARGATE", "base": 1, "weight": 1},
    {"capacityProvider": "FARGATE_SPOT", "base": 0, "weight": 4},
]


@pytest.fixture
def cluster(aws: Client, name: str) -> str:
    ecs = aws("ecs")
    ecs.create_cluster(clusterName=name, capacityProviders=["FARGATE", "FARGATE_SPOT"])
    ecs.register_task_definition(
        family=name,
        cpu="256",
        memory="512",
        networkMode="awsvpc",
        requiresCompatibilities=["FARGATE"],
        containerDefinitions=[{"name": "app", "image": "app", "portMappings": [{"containerPort": 80, "name": "http"}]}],
    )
    return name


def create(ecs: Any, cluster: str, network: dict[str, Any], **settings: Any) -> dict[str, Any]:
    placement = {"subnets": network["subnets"], "securityGroups": [network["group"]], "assignPublicIp": "DISABLED"}
    ecs.create_service(
        cluster=cluster,
        serviceName="app",
        taskDefinition=cluster,
        desiredCount=2,
        networkConfiguration={"awsvpcConfiguration": placement},
        **settings,
    )
    [service] = ecs.describe_services(cluster=cluster, services=["app"])["services"]
    return service


@pytest.mark.parametrize(
    ("setting", "value"),
    [
        ("capacityProviderStrategy", STRATEGY),
        ("enableExecuteCommand", True),
        ("availabilityZoneRebalancing", "ENABLED"),
        ("enableECSManagedTags", True),
    ],
)
def test_a_service_keeps(
    aws: Client, cluster: str, network: dict[str, Any], setting: str, value: Any
) -> None:
    assert create(aws("ecs"), cluster, network, **{setting: value})[setting] == value


def test_a_service_behind_a_load_balancer_keeps_its_grace(
    aws: Client, cluster: str, network: dict[str, Any], name: str
) -> None:
    elbv2 = aws("elbv2")
    group = elbv2.create_target_group(Name=name, Protocol="HTTP", Port=80, VpcId=network["vpc"], TargetType="ip")
    arn = group["TargetGroups"][0]["TargetGroupArn"]
    balancer = elbv2.create_load_balancer(Name=name, Subnets=network["subnets"])["LoadBalancers"][0]
    forward = [{"Type": "forward", "TargetGroupArn": arn}]
    elbv2.create_listener(LoadBalancerArn=balancer["LoadBalancerArn"], Protocol="HTTP", Port=80, DefaultActions=forward)
    behind = [{"targetGroupArn": arn, "containerName": "app", "containerPort": 80}]
    service = create(aws("ecs"), cluster, network, loadBalancers=behind, healthCheckGracePeriodSeconds=60)
    assert service["healthCheckGracePeriodSeconds"] == 60


def test_a_service_with_a_strategy_has_no_launch_type(aws: Client, cluster: str, network: dict[str, Any]) -> None:
    assert "launchType" not in create(aws("ecs"), cluster, network, capacityProviderStrategy=STRATEGY)


def test_an_update_changes_what_it_names_and_nothing_else(aws: Client, cluster: str, network: dict[str, Any]) -> None:
    ecs = aws("ecs")
    create(ecs, cluster, network, capacityProviderStrategy=STRATEGY, enableExecuteCommand=True, propagateTags="SERVICE")
    only_on_demand = [{"capacityProvider": "FARGATE", "base": 0, "weight": 1}]
    ecs.update_service(cluster=cluster, service="app", capacityProviderStrategy=only_on_demand)
    [service] = ecs.describe_services(cluster=cluster, services=["app"])["services"]
    assert service["capacityProviderStrategy"] == only_on_demand
    assert (service["enableExecuteCommand"], service["propagateTags"]) == (True, "SERVICE")


# https://github.com/aws/copilot-cli/pull/4565
def test_an_update_keeps_what_a_deployment_configuration_does_not_name(
    aws: Client, cluster: str, network: dict[str, Any]
) -> None:
    ecs = aws("ecs")
    breaker = {"enable": True, "rollback": True}
    create(ecs, cluster, network, deploymentConfiguration={"deploymentCircuitBreaker": breaker, "maximumPercent": 150})
    ecs.update_service(cluster=cluster, service="app", deploymentConfiguration={"minimumHealthyPercent": 50})
    [service] = ecs.describe_services(cluster=cluster, services=["app"])["services"]
    kept = {"deploymentCircuitBreaker": breaker, "maximumPercent": 150, "minimumHealthyPercent": 50}
    assert service["deploymentConfiguration"] == kept


def test_a_deployment_shows_its_service_connect_configuration(
    aws: Client, cluster: str, network: dict[str, Any]
) -> None:
    connect = {"enabled": True, "namespace": "internal", "services": [{"portName": "http", "discoveryName": "app"}]}
    ecs = aws("ecs")
    [deployment, *_] = create(ecs, cluster, network, serviceConnectConfiguration=connect)["deployments"]
    assert deployment["serviceConnectConfiguration"] == connect
    ecs.update_service(cluster=cluster, service="app", serviceConnectConfiguration={"enabled": False})
    [service] = ecs.describe_services(cluster=cluster, services=["app"])["services"]
    assert all("serviceConnectConfiguration" not in each for each in service["deployments"])


def test_a_family_names_its_newest_active_revision_with_its_tags(aws: Client, cluster: str) -> None:
    ecs = aws("ecs")
    containers = [{"name": "app", "image": "app", "memory": 128}]
    second = ecs.register_task_definition(family=cluster, containerDefinitions=containers, tags=[{"key": "a", "value": "b"}])
    third = ecs.register_task_definition(family=cluster, containerDefinitions=containers)
    ecs.deregister_task_definition(taskDefinition=third["taskDefinition"]["taskDefinitionArn"])
    newest = ecs.describe_task_definition(taskDefinition=cluster, include=["TAGS"])
    assert newest["taskDefinition"]["taskDefinitionArn"] == second["taskDefinition"]["taskDefinitionArn"]
    assert newest["tags"] == [{"key": "a", "value": "b"}]
    assert ecs.list_tags_for_resource(resourceArn=second["taskDefinition"]["taskDefinitionArn"])["tags"] == newest["tags"]
