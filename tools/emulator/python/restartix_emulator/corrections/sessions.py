"""Sessions into tasks, by ECS Exec and Session Manager; moto has none. A session is there when the task lets one in.

Nothing listens at the other end: who joins a session does it with a stand-in for `session-manager-plugin`.

https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ExecuteCommand.html
https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_StartSession.html
"""

from __future__ import annotations

import re
import uuid
from typing import Any

from moto import backends
from moto.core.responses import ActionResult
from moto.ecs import exceptions as ecs_errors, responses as ecs
from moto.ssm import exceptions as ssm_errors, responses as ssm

# https://docs.aws.amazon.com/systems-manager/latest/userguide/getting-started-restrict-access-examples.html
_REMOTE_HOST = "AWS-StartPortForwardingSessionToRemoteHost"
# The parameters of each document, with those that it cannot do without.
_DOCUMENTS = {
    "AWS-StartPortForwardingSession": {"portNumber", "localPortNumber"},
    _REMOTE_HOST: {"host", "portNumber", "localPortNumber"},
    "AWS-StartInteractiveCommand": {"command"},
    "SSM-SessionManagerRunShell": set(),
}
_TARGET = re.compile(r"^ecs:(?P<cluster>[^_]+)_(?P<task>[0-9a-f-]{32,36})_(?P<runtime>.+)$")
_NOT_ENABLED = (
    "The execute command failed because execute command was not enabled when the task was run or the execute command "
    "agent isn’t running. Wait and try again or run a new task with execute command enabled and try again."
)


class _TargetNotConnected(ssm_errors.SSMException):
    code = "TargetNotConnected"


class _InvalidParameters(ssm_errors.SSMException):
    code = "InvalidParameters"


class _DoesNotExist(ssm_errors.SSMException):
    code = "DoesNotExistException"


def apply() -> None:
    ecs.EC2ContainerServiceResponse.execute_command = _execute_command
    ssm.SimpleSystemManagerResponse.start_session = _start_session
    ssm.SimpleSystemManagerResponse.terminate_session = _terminate_session


def _execute_command(self: Any) -> Any:
    backend = self.ecs_backend
    cluster = backend._get_cluster(self._get_param("cluster") or "default")
    task = _find(backend, cluster.name, self._get_param("task"))
    if task is None or task.last_status != "RUNNING":
        raise ecs_errors.InvalidParameterException("The task provided in the request was not found.")
    containers = {each["name"]: each for each in task.containers}
    name = self._get_param("container") or (next(iter(containers)) if len(containers) == 1 else "")
    if name not in containers:
        raise ecs_errors.InvalidParameterException("The container name provided in the request was not found.")
    if not _lets_in(containers[name]):
        raise ecs_errors.InvalidParameterException(_NOT_ENABLED)
    answer = {
        "clusterArn": cluster.arn,
        "containerArn": containers[name]["containerArn"],
        "containerName": name,
        "interactive": self._get_param("interactive"),
        "taskArn": task.task_arn,
        "session": {_lower(key): value for key, value in _session(self, "ecs-execute-command").items()},
    }
    return ActionResult(answer)


def _start_session(self: Any) -> Any:
    target, document = self._get_param("Target"), self._get_param("DocumentName", "SSM-SessionManagerRunShell")
    if document not in _DOCUMENTS:
        raise ssm_errors.InvalidDocument(f"Document with name {document} does not exist.")
    given = set(self._get_param("Parameters", {}))
    if not given <= _DOCUMENTS[document] or ("host" in _DOCUMENTS[document] and "host" not in given):
        raise _InvalidParameters(f"Parameters {sorted(given)} do not fit document {document}.")
    if not _is_connected(self, target):
        raise _TargetNotConnected(f"{target} is not connected.")
    answer = _session(self, "session")
    _sessions(self).add(answer["SessionId"])
    return ActionResult(answer)


def _terminate_session(self: Any) -> Any:
    session = self._get_param("SessionId")
    if session not in _sessions(self):
        raise _DoesNotExist(f"Session {session} does not exist.")
    _sessions(self).discard(session)
    return ActionResult({"SessionId": session})


def _is_connected(request: Any, target: str) -> bool:
    """Whether a task or an instance runs with an agent."""
    account, region = request.current_account, request.region
    if target.startswith("i-"):
        reservations = backends.get_backend("ec2")[account][region].all_instances()
        return any(each.id == target and each._state.name == "running" for each in reservations)
    parts = _TARGET.match(target)
    task = parts and _find(backends.get_backend("ecs")[account][region], parts["cluster"], parts["task"])
    if task is None or task.last_status != "RUNNING":
        return False
    return any(each["runtimeId"] == parts["runtime"] and _lets_in(each) for each in task.containers)


def _find(backend: Any, cluster: str, task: str) -> Any:
    """By ARN, id, or the id without hyphens, as it is in a target."""
    wanted = task.rpartition("/")[2].replace("-", "")
    found = (each for each in backend.tasks.get(cluster, {}).values() if each.id.replace("-", "") == wanted)
    return next(found, None)


def _lets_in(container: dict[str, Any]) -> bool:
    return any(agent["lastStatus"] == "RUNNING" for agent in container.get("managedAgents", []))


def _session(request: Any, kind: str) -> dict[str, str]:
    number = f"{kind}-{uuid.uuid4().hex[:17]}"
    stream = f"wss://ssmmessages.{request.region}.amazonaws.com/v1/data-channel/{number}?role=publish_subscribe"
    return {"SessionId": number, "StreamUrl": stream, "TokenValue": uuid.uuid4().hex}


def _sessions(request: Any) -> set[str]:
    backend = request.ssm_backend
    if not hasattr(backend, "sessions"):
        backend.sessions = set()
    return backend.sessions


def _lower(name: str) -> str:
    return name[0].lower() + name[1:]
