from __future__ import annotations

import re
from typing import Any

import pytest
from botocore.exceptions import ClientError

from conftest import Server
from test_ecs_tasks import Tasks

REMOTE_HOST = "AWS-StartPortForwardingSessionToRemoteHost"
PARAMETERS = {"host": ["db.local"], "portNumber": ["5432"], "localPortNumber": ["15432"]}


def running(tasks: Tasks, **options: Any) -> dict[str, Any]:
    tasks.register(tasks.push("1"))
    answer = tasks.ecs.run_task(
        cluster=tasks.name,
        taskDefinition=tasks.name,
        launchType="FARGATE",
        networkConfiguration=tasks.network,
        **options,
    )
    task = tasks.task(answer["tasks"][0]["taskArn"])
    assert task["lastStatus"] == "RUNNING"
    return task


def target_of(tasks: Tasks, task: dict[str, Any]) -> str:
    """With the id as the task's ARN has it."""
    return f"ecs:{tasks.name}_{task['taskArn'].rpartition('/')[2]}_{task['containers'][0]['runtimeId']}"


def test_a_command_gets_a_session_in_a_task_that_lets_it_in(emulator: Server) -> None:
    tasks = Tasks(emulator, "sessions-exec")
    task = running(tasks, enableExecuteCommand=True)
    answer = tasks.ecs.execute_command(cluster=tasks.name, task=task["taskArn"], command="/bin/sh", interactive=True)
    assert answer["containerName"] == "app" and answer["taskArn"] == task["taskArn"]
    assert re.match(r"ecs-execute-command-\w+", answer["session"]["sessionId"])
    assert answer["session"]["tokenValue"] and answer["session"]["streamUrl"].startswith("wss://")


@pytest.mark.parametrize("over", [{"container": "other"}, {"task": "0" * 32}])
def test_a_command_needs_its_task_and_container(emulator: Server, over: dict[str, str]) -> None:
    tasks = Tasks(emulator, f"sessions-{next(iter(over))}")
    asked = {"cluster": tasks.name, "task": running(tasks, enableExecuteCommand=True)["taskArn"], **over}
    with pytest.raises(ClientError, match="InvalidParameterException"):
        tasks.ecs.execute_command(command="/bin/sh", interactive=True, **asked)


def test_nothing_gets_into_a_task_without_exec(emulator: Server) -> None:
    tasks = Tasks(emulator, "sessions-off")
    task = running(tasks)
    with pytest.raises(ClientError, match="execute command was not enabled"):
        tasks.ecs.execute_command(cluster=tasks.name, task=task["taskArn"], command="/bin/sh", interactive=True)
    with pytest.raises(ClientError, match="TargetNotConnected"):
        emulator.client("ssm").start_session(
            Target=target_of(tasks, task), DocumentName=REMOTE_HOST, Parameters=PARAMETERS
        )


def test_a_port_is_forwarded_through_a_running_task_alone(emulator: Server) -> None:
    tasks, ssm = Tasks(emulator, "sessions-port"), emulator.client("ssm")
    task = running(tasks, enableExecuteCommand=True)
    asked = {"Target": target_of(tasks, task), "DocumentName": REMOTE_HOST, "Parameters": PARAMETERS}
    session = ssm.start_session(**asked)["SessionId"]
    assert ssm.terminate_session(SessionId=session)["SessionId"] == session
    with pytest.raises(ClientError, match="does not exist"):
        ssm.terminate_session(SessionId=session)
    tasks.ecs.stop_task(cluster=tasks.name, task=task["taskArn"])
    with pytest.raises(ClientError, match="is not connected"):
        ssm.start_session(**asked)


@pytest.mark.parametrize(
    ("over", "code"),
    [
        ({"DocumentName": "AWS-StartPortForwarding"}, "InvalidDocument"),
        ({"Parameters": {**PARAMETERS, "hots": ["db"]}}, "InvalidParameters"),
        ({"Parameters": {"portNumber": ["5432"]}}, "InvalidParameters"),
        ({"Target": "i-0123456789abcdef0"}, "TargetNotConnected"),
    ],
)
def test_what_no_session_can_be_is_refused(emulator: Server, over: dict[str, Any], code: str) -> None:
    tasks = Tasks(emulator, f"sessions-{code.lower()}-{len(str(over))}")
    target = target_of(tasks, running(tasks, enableExecuteCommand=True))
    with pytest.raises(ClientError, match=code):
        emulator.client("ssm").start_session(
            **{"Target": target, "DocumentName": REMOTE_HOST, "Parameters": PARAMETERS, **over}
        )
