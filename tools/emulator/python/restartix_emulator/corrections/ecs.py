"""AWS keeps every setting of a service; moto drops several, which the provider reads as a replacement.

https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Service.html
"""

from __future__ import annotations

from typing import Any

from botocore import xform_name
from moto.ecs import models, responses

KEPT = (
    "availabilityZoneRebalancing",
    "capacityProviderStrategy",
    "deploymentConfiguration",
    "enableECSManagedTags",
    "enableExecuteCommand",
    "healthCheckGracePeriodSeconds",
    "loadBalancers",
    "networkConfiguration",
    "placementConstraints",
    "placementStrategy",
    "platformVersion",
    "propagateTags",
    "serviceRegistries",
)

# https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreateService.html
DEFAULTS: dict[str, Any] = {
    "availabilityZoneRebalancing": "DISABLED",
    "deploymentConfiguration": {"maximumPercent": 200, "minimumHealthyPercent": 100},
    "enableECSManagedTags": False,
    "enableExecuteCommand": False,
    "platformVersion": "LATEST",
}


def apply() -> None:
    response = responses.EC2ContainerServiceResponse
    create, update = response.create_service, response.update_service

    def create_service(self: Any) -> Any:
        answer = create(self)
        service = answer.result["service"]
        _keep(self, service, DEFAULTS)
        return answer

    def update_service(self: Any) -> Any:
        answer = update(self)
        _keep(self, answer.result["service"], {})
        return answer

    response.create_service = create_service
    response.update_service = update_service
    _newest_active_revision()


def _newest_active_revision() -> None:
    """A family alone names its newest revision that is ACTIVE; moto takes the newest, deregistered or not.

    https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DescribeTaskDefinition.html
    """
    backend = models.EC2ContainerServiceBackend
    describe = backend.describe_task_definition

    # Named as in moto, which also gives it by name.
    def describe_task_definition(self: Any, task_definition_str: str) -> Any:
        asked = task_definition_str
        family = asked.split("/")[-1]
        revisions = self.task_definitions.get(family, {})
        active = [number for number, each in revisions.items() if each.status == "ACTIVE"]
        return describe(self, f"{family}:{max(active, default=0)}" if revisions else asked)

    backend.describe_task_definition = describe_task_definition


def _keep(request: Any, service: Any, defaults: dict[str, Any]) -> None:
    for name in KEPT:
        value = request._get_param(name)
        if value is None:
            value = defaults.get(name)
        elif name == "deploymentConfiguration":
            # What it does not name stays; clients remove a circuit breaker by an empty one. moto has kept the new one alone.
            value = service.whole_deployment_configuration = {
                **DEFAULTS[name],
                **getattr(service, "whole_deployment_configuration", {}),
                **value,
            }
        if value is not None:
            setattr(service, xform_name(name), value)
    # A service with a strategy has no launch type; without either, it has the one of EC2.
    if getattr(service, "capacity_provider_strategy", None):
        service.launch_type = None
    connect = request._get_param("serviceConnectConfiguration")
    for deployment in service.deployments:
        deployment["capacityProviderStrategy"] = getattr(service, "capacity_provider_strategy", [])
        deployment["launchType"] = service.launch_type
        # Switched off, it is not shown: https://github.com/hashicorp/terraform-provider-aws/pull/43871
        if connect is not None and not connect["enabled"]:
            deployment.pop("serviceConnectConfiguration", None)
        elif connect is not None:
            deployment["serviceConnectConfiguration"] = connect
