"""Containers."""

from __future__ import annotations

import json
from typing import Any

from .rule import Call, Rule

_API = "https://docs.aws.amazon.com/AmazonECS/latest/APIReference"
_GUIDE = "https://docs.aws.amazon.com/AmazonECS/latest/developerguide"

# MiB of memory for each number of CPU units.
_FARGATE: dict[int, range] = {
    256: range(512, 2049, 512),
    512: range(1024, 4097, 1024),
    1024: range(2048, 8193, 1024),
    2048: range(4096, 16385, 1024),
    4096: range(8192, 30721, 1024),
    8192: range(16384, 61441, 4096),
    16384: range(32768, 122881, 8192),
}
_DEFINITION_BYTES = 64 * 1024
_OVERRIDE_CHARACTERS = 8192


def _fargate_size(call: Call) -> str | None:
    given = call.params
    if "FARGATE" not in given.get("requiresCompatibilities", []):
        return None
    cpu, memory = str(given.get("cpu", "")), str(given.get("memory", ""))
    sizes = _FARGATE.get(int(cpu)) if cpu.isdigit() else None
    if sizes is None or not memory.isdigit() or int(memory) not in sizes or int(memory) == 1536 and cpu != "256":
        return "No Fargate configuration exists for given values."
    return None


def _secrets_without_role(call: Call) -> str | None:
    given = call.params
    uses = any(each.get("secrets") for each in given.get("containerDefinitions", []))
    if uses and not given.get("executionRoleArn"):
        return "When you are specifying container secrets, you must also specify a value for 'executionRoleArn'."
    return None


def _definition_size(call: Call) -> str | None:
    size = len(json.dumps(call.params, separators=(",", ":"), default=str))
    if size > _DEFINITION_BYTES:
        return f"Actual length: '{size}'. Max allowed length is '{_DEFINITION_BYTES}' bytes."
    return None


def _cluster(call: Call) -> Any:
    name = str(call.params.get("cluster", "default")).rsplit("/", 1)[-1]
    return call.backend().clusters.get(name)


def _targets_without_balancer(call: Call) -> str | None:
    groups = call.backend("elbv2").target_groups
    for each in call.params.get("loadBalancers", []):
        group = groups.get(each.get("targetGroupArn"))
        if group is not None and not group.load_balancer_arns:
            return f"The target group with targetGroupArn {group.arn} does not have an associated load balancer."
    return None


def _unknown_provider(call: Call) -> str | None:
    cluster = _cluster(call)
    asked = {each["capacityProvider"] for each in call.params.get("capacityProviderStrategy", [])}
    if cluster is not None and asked - set(cluster.capacity_providers or []):
        return (
            "The specified capacity provider strategy cannot contain a capacity provider that is not associated with "
            "the cluster. Associate the capacity provider with the cluster and try again."
        )
    return None


def _grace_without_balancer(call: Call) -> str | None:
    given = call.params
    if given.get("healthCheckGracePeriodSeconds") and not given.get("loadBalancers"):
        return "Health check grace period is only valid for services configured to use load balancers"
    return None


def _no_network(call: Call) -> str | None:
    family, _, revision = str(call.params.get("taskDefinition", "")).rsplit("/", 1)[-1].partition(":")
    revisions = call.backend().task_definitions.get(family, {})
    definition = revisions.get(int(revision)) if revision else (revisions[max(revisions)] if revisions else None)
    if definition is not None and definition.network_mode == "awsvpc" and not call.params.get("networkConfiguration"):
        return "Network Configuration must be provided when networkMode 'awsvpc' is specified."
    return None


def _long_override(call: Call) -> str | None:
    length = len(json.dumps(call.params.get("overrides", {}), separators=(",", ":")))
    if length > _OVERRIDE_CHARACTERS:
        return f"Container Overrides length must be at most {_OVERRIDE_CHARACTERS}"
    return None


RULES = (
    Rule(
        "ecs.fargate-size",
        "RegisterTaskDefinition",
        "ClientException",
        f"{_GUIDE}/task_definition_parameters.html#task_size",
        _fargate_size,
    ),
    Rule(
        "ecs.secrets-without-role",
        "RegisterTaskDefinition",
        "ClientException",
        f"{_GUIDE}/task_execution_IAM_role.html",
        _secrets_without_role,
    ),
    Rule(
        "ecs.definition-size",
        "RegisterTaskDefinition",
        "ClientException",
        f"{_GUIDE}/service-quotas.html",
        _definition_size,
    ),
    Rule(
        "ecs.target-group-without-load-balancer",
        "CreateService UpdateService",
        "InvalidParameterException",
        f"{_GUIDE}/service-event-messages-list.html",
        _targets_without_balancer,
    ),
    Rule(
        "ecs.unknown-capacity-provider",
        "CreateService UpdateService RunTask",
        "InvalidParameterException",
        f"{_API}/API_CapacityProviderStrategyItem.html",
        _unknown_provider,
    ),
    Rule(
        "ecs.grace-without-load-balancer",
        "CreateService",
        "InvalidParameterException",
        f"{_API}/API_CreateService.html",
        _grace_without_balancer,
    ),
    Rule(
        "ecs.no-network-configuration",
        "CreateService RunTask",
        "InvalidParameterException",
        f"{_API}/API_CreateService.html",
        _no_network,
    ),
    Rule(
        "ecs.long-override",
        "RunTask",
        "InvalidParameterException",
        f"{_API}/API_TaskOverride.html",
        _long_override,
    ),
)
