"""ECS brings a service to its task definition and says how far it is; moto's deployments stay in progress forever.

A deployment is done when the service is described. The tag of the first image makes it go otherwise, so that what
waits for a rollout can be tried:

    emulator-slow        is done at the third description
    emulator-stuck       is never done
    emulator-crash       its tasks stop: the circuit breaker, where there is one, ends the deployment and rolls back

https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-circuit-breaker.html
https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-event-messages-list.html
"""

from __future__ import annotations

import uuid
from typing import Any

from moto.core.utils import utcnow
from moto.ecs import models, responses

# How often a deployment is described before it is decided.
TICKS = {"emulator-slow": 3, "emulator-crash": 2}
FAILED = "tasks failed to start."


def apply() -> None:
    response = responses.EC2ContainerServiceResponse
    create, update = response.create_service, response.update_service

    def create_service(self: Any) -> Any:
        answer = create(self)
        service = answer.result["service"]
        service.rollout_ticks = 0
        # ECS counts no task before it runs.
        service.running_count, service.pending_count = 0, service.desired_count
        return answer

    def update_service(self: Any) -> Any:
        answer = update(self)
        service = answer.result["service"]
        wanted = self._get_param("taskDefinition")
        if wanted is not None or self._get_param("forceNewDeployment"):
            _begin(service, _arn(service, service.task_definition))
        return answer

    response.create_service = create_service
    response.update_service = update_service

    backend = models.EC2ContainerServiceBackend
    describe = backend.describe_services

    def describe_services(self: Any, *args: Any, **kwargs: Any) -> Any:
        services, failures = describe(self, *args, **kwargs)
        for service in services:
            if service.status == "ACTIVE" and service.deployments:
                _tick(service)
        return services, failures

    backend.describe_services = describe_services


def _begin(service: Any, task_definition: str, reason: str | None = None) -> None:
    """A new PRIMARY; the deployment that was it goes on until the new one is done."""
    before = service.deployments[0]
    number = f"ecs-svc/{uuid.uuid4().int % 10**19:019d}"
    now = utcnow()
    primary = {
        **before,
        "id": number,
        "createdAt": now,
        "updatedAt": now,
        "taskDefinition": task_definition,
        "desiredCount": service.desired_count,
        "runningCount": 0,
        "pendingCount": service.desired_count,
        "failedTasks": 0,
        "rolloutState": "IN_PROGRESS",
        "rolloutStateReason": reason or f"ECS deployment {number} in progress.",
    }
    before["status"] = "ACTIVE"
    service.deployments = [primary, before]
    service.rollout_ticks = 0


def _tick(service: Any) -> None:
    primary = service.deployments[0]
    if primary["rolloutState"] != "IN_PROGRESS":
        # The desired count can change without a deployment.
        if primary["rolloutState"] == "COMPLETED":
            primary["desiredCount"] = primary["runningCount"] = service.running_count = service.desired_count
        return
    tag = _image(service, primary["taskDefinition"]).rpartition(":")[2]
    service.rollout_ticks = getattr(service, "rollout_ticks", 0) + 1
    if tag == "emulator-stuck" or service.rollout_ticks < TICKS.get(tag, 1):
        return
    if tag == "emulator-crash":
        _fail(service, primary)
    else:
        _complete(service, primary)


def _complete(service: Any, primary: dict[str, Any]) -> None:
    primary["desiredCount"] = primary["runningCount"] = service.running_count = service.desired_count
    primary["pendingCount"] = service.pending_count = 0
    primary["rolloutState"] = "COMPLETED"
    primary["rolloutStateReason"] = f"ECS deployment {primary['id']} completed."
    service.deployments = [primary]
    _event(service, f"(service {service.name}) (deployment {primary['id']}) deployment completed.")
    _event(service, f"(service {service.name}) has reached a steady state.")


def _fail(service: Any, primary: dict[str, Any]) -> None:
    primary["failedTasks"] += 1
    breaker = (getattr(service, "deployment_configuration", None) or {}).get("deploymentCircuitBreaker") or {}
    if not breaker.get("enable"):
        return
    primary["rolloutState"] = "FAILED"
    primary["rolloutStateReason"] = f"ECS deployment circuit breaker: {FAILED}"
    _event(service, f"(service {service.name}) (deployment {primary['id']}) deployment failed: {FAILED}")
    earlier = [each for each in service.deployments[1:] if each["rolloutState"] == "COMPLETED"]
    if not breaker.get("rollback") or not earlier:
        return
    _event(service, f"(service {service.name}) rolling back to deployment {earlier[0]['id']}.")
    reason = f"ECS deployment circuit breaker: rolling back to deploymentId {earlier[0]['id']}."
    _begin(service, earlier[0]["taskDefinition"], reason)
    service.task_definition = earlier[0]["taskDefinition"]


def _event(service: Any, message: str) -> None:
    service.events.insert(0, {"id": str(uuid.uuid4()), "createdAt": utcnow(), "message": message})


def _arn(service: Any, task_definition: str) -> str:
    return service._backend.describe_task_definition(task_definition).arn


def _image(service: Any, task_definition: str) -> str:
    try:
        return service._backend.describe_task_definition(task_definition).container_definitions[0].get("image", "")
    except Exception:
        # Deregistered meanwhile: its tasks run on.
        return ""
