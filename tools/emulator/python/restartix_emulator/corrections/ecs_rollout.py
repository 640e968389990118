"""ECS brings a service to its task definition and says how far it is; moto's deployments stay in progress forever.

A deployment goes on when the service is described, and is done at once when its tasks can start: a service that wants
none has nothing to wait for. Tasks that fail are counted by the circuit breaker. The tag of the first image makes a
deployment go otherwise, so that what waits for a rollout can be tried; so does an exit code of the family:

    emulator-slow        is done at the third description
    emulator-stuck       is never done
    emulator-crash       its tasks exit with 1

https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-circuit-breaker.html
https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-event-messages-list.html
"""

from __future__ import annotations

import math
import uuid
from typing import Any

from moto.core.utils import utcnow
from moto.ecs import models, responses

from .. import tasks as behaviours
from . import ecs_tasks as tasks
from .ecs_start import reason_not_to_start

# How often a deployment is described before it is decided.
TICKS = {"emulator-slow": 3}
FAILED = "tasks failed to start."
EXITED = "Essential container in task exited"


def apply() -> None:
    response, backend = responses.EC2ContainerServiceResponse, models.EC2ContainerServiceBackend
    create, update = response.create_service, response.update_service
    describe, delete = backend.describe_services, backend.delete_service

    def create_service(self: Any) -> Any:
        answer = create(self)
        service = answer.result["service"]
        service.rollout_ticks = 0
        # ECS counts no task before it runs.
        service.running_count, service.pending_count = 0, service.desired_count
        service.deployments[0]["rolloutState"] = "IN_PROGRESS"
        return answer

    def update_service(self: Any) -> Any:
        answer = update(self)
        service = answer.result["service"]
        wanted = self._get_param("taskDefinition")
        if wanted is not None or self._get_param("forceNewDeployment"):
            _begin(service, _arn(service, service.task_definition))
        for task in tasks.of_service(service)[service.desired_count :]:
            _end(service, task)
        _count(service)
        return answer

    def describe_services(self: Any, *args: Any, **kwargs: Any) -> Any:
        services, failures = describe(self, *args, **kwargs)
        for service in services:
            if service.status == "ACTIVE" and service.deployments:
                _tick(service)
        return services, failures

    def delete_service(self: Any, *args: Any, **kwargs: Any) -> Any:
        service = delete(self, *args, **kwargs)
        for task in tasks.of_service(service):
            _end(service, task)
        _count(service)
        return service

    response.create_service, response.update_service = create_service, update_service
    backend.describe_services, backend.delete_service = describe_services, delete_service


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
    if primary["rolloutState"] == "FAILED":
        return
    # The desired count can change without a deployment, and the circuit breaker then looks at nothing.
    is_done = primary["rolloutState"] == "COMPLETED"
    if service.desired_count > 0 and not is_done:
        tags = _tags(service, primary)
        service.rollout_ticks = getattr(service, "rollout_ticks", 0) + 1
        if "emulator-stuck" in tags or any(service.rollout_ticks < ticks for tag, ticks in TICKS.items() if tag in tags):
            return
    if not _bring_up(service, primary):
        if not is_done:
            _break(service, primary)
    elif not is_done:
        _complete(service, primary)
    _count(service)


def _bring_up(service: Any, primary: dict[str, Any]) -> bool:
    """Starts the tasks of a deployment that are missing. False when they fail."""
    running = [task for task in tasks.of_service(service) if task.started_by == primary["id"]]
    missing = service.desired_count - len(running)
    if missing <= 0:
        return True
    # ECS starts no more of them than the circuit breaker still has to see.
    missing = min(missing, max(1, _threshold(service) - primary["failedTasks"]))
    crash = _exit_code(service, primary)
    started = [_start(service, primary, crash) for _ in range(missing)]
    failed = [task for task in started if task.last_status == "STOPPED"]
    if failed:
        primary["failedTasks"] += len(failed)
        _event(service, f"(service {service.name}) was unable to place a task. Reason: {failed[0].stopped_reason}.")
        tasks.forget_stopped(service)
        return False
    _event(service, f"(service {service.name}) has started {missing} tasks.")
    return len(running) + missing == service.desired_count


def _start(service: Any, deployment: dict[str, Any], crash: int | None) -> Any:
    task = tasks.launch(service, deployment)
    if tasks.start(task):
        if crash is None:
            tasks.enter(service, task)
        else:
            tasks.stop(task, "EssentialContainerExited", EXITED, exit_code=crash)
    return task


def _end(service: Any, task: Any) -> None:
    tasks.stop(task, "ServiceSchedulerInitiated", f"Scaling activity initiated by (deployment {task.started_by})", 0)
    tasks.forget_stopped(service)


def _complete(service: Any, primary: dict[str, Any]) -> None:
    for task in tasks.of_service(service):
        if task.started_by != primary["id"]:
            _end(service, task)
    primary["rolloutState"] = "COMPLETED"
    primary["rolloutStateReason"] = f"ECS deployment {primary['id']} completed."
    service.deployments = [primary]
    _event(service, f"(service {service.name}) (deployment {primary['id']}) deployment completed.")
    _event(service, f"(service {service.name}) has reached a steady state.")


def _break(service: Any, primary: dict[str, Any]) -> None:
    """The circuit breaker, when it has seen enough failures."""
    breaker = (getattr(service, "deployment_configuration", None) or {}).get("deploymentCircuitBreaker") or {}
    if not breaker.get("enable") or primary["failedTasks"] < _threshold(service):
        return
    is_rollback = "rolling back" in primary["rolloutStateReason"]
    primary["rolloutState"] = "FAILED"
    primary["rolloutStateReason"] = f"ECS deployment circuit breaker: {FAILED}"
    _event(service, f"(service {service.name}) (deployment {primary['id']}) deployment failed: {FAILED}")
    earlier = [each for each in service.deployments[1:] if each["rolloutState"] == "COMPLETED"]
    if not breaker.get("rollback") or not earlier or is_rollback:
        return
    _event(service, f"(service {service.name}) rolling back to deployment {earlier[0]['id']}.")
    reason = f"ECS deployment circuit breaker: rolling back to deploymentId {earlier[0]['id']}."
    _begin(service, earlier[0]["taskDefinition"], reason)
    service.task_definition = earlier[0]["taskDefinition"]


def _threshold(service: Any) -> int:
    """https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ServiceDeploymentCircuitBreaker.html"""
    return max(3, min(200, math.ceil(service.desired_count / 2)))


def _exit_code(service: Any, deployment: dict[str, Any]) -> int | None:
    """What the deployment's tasks exit with; None where they run."""
    if "emulator-crash" in _tags(service, deployment):
        return 1
    behaviour = behaviours.of(deployment["taskDefinition"].split("/")[-1].split(":")[0])
    return behaviour.exit_code if behaviour.exits else None


def _count(service: Any) -> None:
    running = tasks.of_service(service)
    for deployment in service.deployments:
        of_it = [task for task in running if task.started_by == deployment["id"]]
        is_primary = deployment["status"] == "PRIMARY"
        deployment["runningCount"] = len(of_it)
        deployment["desiredCount"] = service.desired_count if is_primary else len(of_it)
        is_failed = deployment["rolloutState"] == "FAILED"
        deployment["pendingCount"] = max(0, service.desired_count - len(of_it)) if is_primary and not is_failed else 0
    service.running_count = len(running)
    service.pending_count = sum(deployment["pendingCount"] for deployment in service.deployments)


def _event(service: Any, message: str) -> None:
    service.events.insert(0, {"id": str(uuid.uuid4()), "createdAt": utcnow(), "message": message})
    # https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Service.html
    del service.events[100:]


def _arn(service: Any, task_definition: str) -> str:
    return service._backend.describe_task_definition(task_definition).arn


def _tags(service: Any, deployment: dict[str, Any]) -> list[str]:
    return tasks.image_tags(service._backend.describe_task_definition(deployment["taskDefinition"]), service._account_id)
