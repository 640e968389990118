"""Tasks start, fail, log and end as Fargate's do; moto's run, and stop at the fifth look, whatever they were made of.

A task that RunTask made is PROVISIONING, RUNNING when it is described, and STOPPED when it is described again, with the
exit code and log that `PUT /restartix-emulator/tasks` sets for its family. Tasks of services are made by their rollout.

https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-lifecycle-explanation.html
https://docs.aws.amazon.com/AmazonECS/latest/developerguide/stopped-task-error-codes.html
"""

from __future__ import annotations

import uuid
from typing import Any, Iterable

from moto import backends
from moto.core.responses import ActionResult
from moto.core.utils import unix_time_millis, utcnow
from moto.ec2.models.elastic_network_interfaces import NetworkInterface
from moto.ecs import models, responses
from moto.elbv2 import models as elbv2

from .. import tasks as behaviours
from .ecs_start import log_groups, reason_not_to_start, tags_of

# ECS shows a stopped task for an hour; so many are shown here of each service.
STOPPED_TASKS = 5


def apply() -> None:
    backend, response = models.EC2ContainerServiceBackend, responses.EC2ContainerServiceResponse
    run = backend.run_task

    def run_task(self: Any, *args: Any, **kwargs: Any) -> list[Any]:
        started = run(self, *args, **kwargs)
        for task in started:
            _begin(task)
        return started

    def run_task_response(self: Any) -> Any:
        answer = run_response(self)
        if self._get_param("enableExecuteCommand"):
            for task in answer.result["tasks"]:
                enable_exec(task)
        return answer

    def describe_tasks(self: Any) -> Any:
        answer = describe_response(self)
        known = {each.task_arn for each in answer.result["tasks"]}
        for asked in self._get_param("tasks", []):
            if not any(arn == asked or arn.endswith(f"/{asked}") for arn in known):
                answer.result["failures"].append({"arn": asked, "reason": "MISSING"})
        return answer

    run_response, describe_response = response.run_task, response.describe_tasks
    backend.run_task, response.run_task = run_task, run_task_response
    response.describe_tasks = describe_tasks
    backend.list_tasks = _list_tasks(backend.list_tasks)
    backend.stop_task = _stop_task(backend.stop_task)
    backend._calculate_task_resource_requirements = staticmethod(_requirements(backend._calculate_task_resource_requirements))
    models.Task.advance = _advance
    # Interfaces in a VPC without DNS host names have none, and moto reads it of each.
    NetworkInterface.private_dns_name = ""
    _health_of_targets()


def _list_tasks(list_all: Any) -> Any:
    def list_tasks(
        self: Any,
        cluster: Any = None,
        instance: Any = None,
        family: Any = None,
        started_by: Any = None,
        service: str | None = None,
        status: str | None = None,
    ) -> list[Any]:
        """Of the service that is named, and running ones unless others are asked for."""
        found = list_all(self, cluster, instance, None, started_by, None, status or "RUNNING")
        groups = None if service is None else f"service:{service.split('/')[-1]}"
        return [
            task
            for task in found
            if groups in (None, task.group) and family in (None, _family_of(task.task_definition_arn))
        ]

    return list_tasks


def _requirements(calculate: Any) -> Any:
    """Fargate's tasks take no room on an instance, and their containers need no memory of their own."""

    def requirements(definition: Any) -> dict[str, Any]:
        is_fargate = "FARGATE" in (definition.requires_compatibilities or [])
        return {"CPU": 0, "MEMORY": 0, "PORTS": [], "PORTS_UDP": []} if is_fargate else calculate(definition)

    return requirements


def _stop_task(stop_asked: Any) -> Any:
    def stop_task(self: Any, cluster: str, task: str, reason: str) -> Any:
        found = stop_asked(self, cluster, task, reason)
        stop(found, "UserInitiated", reason or "Task stopped by user", exit_code=143)
        return found

    return stop_task


def _health_of_targets() -> None:
    health = elbv2.FakeTargetGroup.health_for

    def health_for(self: Any, target: dict[str, Any], ec2: Any) -> Any:
        family = getattr(self, "task_families", {}).get(target["Id"])
        if family is None or behaviours.of(family).healthy or target["Id"] not in self.targets:
            return health(self, target, ec2)
        why = ("unhealthy", "Target.FailedHealthChecks", "Health checks failed")
        return elbv2.FakeHealthStatus(target["Id"], target.get("Port", self.port), self.health_check_port, *why)

    elbv2.FakeTargetGroup.health_for = health_for


def _begin(task: Any) -> None:
    definition = _definition(task)
    task.created_at = utcnow()
    task.last_status, task.desired_status = "PROVISIONING", "RUNNING"
    task.stop_code = task.stopped_reason = None
    task.cpu, task.memory = definition.cpu, definition.memory
    task.containers = [_container(task, each) for each in definition.container_definitions]


def _container(task: Any, definition: dict[str, Any]) -> dict[str, Any]:
    return {
        "containerArn": f"{task.task_arn.replace(':task/', ':container/')}/{uuid.uuid4()}",
        "taskArn": task.task_arn,
        "name": definition["name"],
        "image": definition.get("image"),
        "runtimeId": f"{task.id.replace('-', '')}-{uuid.uuid4().int % 10**10:010d}",
        "lastStatus": "PENDING",
        "healthStatus": "HEALTHY" if definition.get("healthCheck") else "UNKNOWN",
        "networkInterfaces": [{"privateIpv4Address": address(task)}] if task.attachments else [],
    }


def enable_exec(task: Any) -> None:
    task.enable_execute_command = True
    for container in task.containers:
        container["managedAgents"] = [{"name": "ExecuteCommandAgent", "lastStatus": "RUNNING"}]


def _advance(task: Any) -> None:
    """Called when the task is described."""
    if task.last_status == "PROVISIONING":
        start(task)
    elif task.last_status == "RUNNING" and not task.group.startswith("service:"):
        code = behaviours.of(_family_of(task.task_definition_arn)).exit_code
        if code is not None:
            stop(task, "EssentialContainerExited", "Essential container in task exited", exit_code=code)


def start(task: Any) -> bool:
    """Starts a task that is provisioned, or stops it with the reason why it cannot."""
    reason = reason_not_to_start(_definition(task), task._account_id, task.region_name)
    if reason is not None:
        stop(task, "TaskFailedToStart", reason)
        return False
    task.last_status = "RUNNING"
    task.started_at = task.pull_stopped_at = utcnow()
    task.connectivity, task.connectivity_at = "CONNECTED", utcnow()
    for container in task.containers:
        container["lastStatus"] = "RUNNING"
    _log(task)
    return True


def stop(task: Any, code: str, reason: str, exit_code: int | None = None) -> None:
    if task.last_status == "STOPPED" and getattr(task, "stopped_at", None):
        return
    task.last_status = task.desired_status = "STOPPED"
    task.stop_code, task.stopped_reason = code, reason
    task.stopping_at = task.execution_stopped_at = task.stopped_at = utcnow()
    for container in task.containers:
        container["lastStatus"] = "STOPPED"
        if exit_code is not None:
            container["exitCode"] = exit_code
        elif reason.startswith("CannotPullContainerError"):
            container["reason"] = reason
    _leave(task)


def launch(service: Any, deployment: dict[str, Any]) -> Any:
    """A task of a service, provisioned."""
    backend = service._backend
    definition = backend.describe_task_definition(deployment["taskDefinition"])
    cluster = backend._get_cluster(service.cluster_name)
    providers = getattr(service, "capacity_provider_strategy", None) or [{}]
    task = models.Task(
        cluster=cluster,
        task_definition=definition,
        container_instance_arn=None,
        resource_requirements=None,
        backend=backend,
        group=f"service:{service.name}",
        launch_type=service.launch_type or "FARGATE",
        started_by=deployment["id"],
        networking_configuration=service.network_configuration or None,
        platform_version=service.platform_version,
        capacity_provider_name=providers[0].get("capacityProvider"),
    )
    backend.tasks.setdefault(cluster.name, {})[task.task_arn] = task
    _begin(task)
    if getattr(service, "enable_execute_command", False):
        enable_exec(task)
    return task


def enter(service: Any, task: Any) -> None:
    """Registers a running task with the target groups of its service."""
    task.target_groups = []
    for behind in service.load_balancers:
        group = _target_group(task, behind.get("targetGroupArn"))
        if group is not None and task.attachments:
            group.register([{"Id": address(task), "Port": behind["containerPort"]}])
            families = group.__dict__.setdefault("task_families", {})
            families[address(task)] = _family_of(task.task_definition_arn)
            task.target_groups.append(group.arn)


def _leave(task: Any) -> None:
    """What a task takes along when it ends: its targets and its network interface."""
    for arn in getattr(task, "target_groups", []):
        group = _target_group(task, arn)
        if group is not None and address(task) in group.targets:
            group.deregister([{"Id": address(task)}])
    interfaces = backends.get_backend("ec2")[task._account_id][task.region_name].enis
    for attachment in task.attachments:
        interfaces.pop(_detail(attachment, "networkInterfaceId"), None)
        attachment["status"] = "DELETED"


def of_service(service: Any, status: str = "RUNNING") -> list[Any]:
    tasks = service._backend.tasks.get(service.cluster_name, {}).values()
    return [task for task in tasks if task.group == f"service:{service.name}" and task.last_status == status]


def forget_stopped(service: Any) -> None:
    for task in of_service(service, "STOPPED")[:-STOPPED_TASKS]:
        del service._backend.tasks[service.cluster_name][task.task_arn]


def image_tags(task_definition: Any, account: str) -> list[str]:
    return tags_of(task_definition.container_definitions[0].get("image", ""), account)


def address(task: Any) -> str:
    return _detail(task.attachments[0], "privateIPv4Address")


def _detail(attachment: dict[str, Any], name: str) -> str:
    return next(each["value"] for each in attachment["details"] if each["name"] == name)


def _target_group(task: Any, arn: str | None) -> Any:
    return backends.get_backend("elbv2")[task._account_id][task.region_name].target_groups.get(arn)


def _log(task: Any) -> None:
    """Writes what the family's first container says, as the driver awslogs names its streams."""
    definition = _definition(task)
    lines = behaviours.of(definition.family).log
    now = int(unix_time_millis())
    first = definition.container_definitions[:1]
    for group, region, options in log_groups(first) if lines else _NOTHING:
        logs = backends.get_backend("logs")[task._account_id][region]
        if group not in logs.groups:
            logs.create_log_group(group, {})
        stream = f"{options.get('awslogs-stream-prefix', 'ecs')}/{first[0]['name']}/{task.id}"
        logs.ensure_log_stream(group, stream)
        events = [{"timestamp": now + number, "message": line} for number, line in enumerate(lines)]
        logs.put_log_events(group, stream, events)


_NOTHING: Iterable[tuple[str, str, dict[str, str]]] = ()


def _definition(task: Any) -> Any:
    """Also one that was deregistered meanwhile: its tasks run on."""
    return task._backend.describe_task_definition(task.task_definition_arn)


def _family_of(task_definition: str) -> str:
    return task_definition.split("/")[-1].split(":")[0]
