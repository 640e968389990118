from __future__ import annotations

import json
from typing import Any, Callable, Iterator
from urllib.request import Request, urlopen

import pytest

from conftest import REGION, Client, Server

ACCOUNT = "123456789012"
BREAKER = {"deploymentCircuitBreaker": {"enable": True, "rollback": True}}
MANIFEST = {"schemaVersion": 2, "mediaType": "application/vnd.docker.distribution.manifest.v2+json"}


class Tasks:
    """A cluster, a family and a repository of one name."""

    def __init__(self, emulator: Server, name: str) -> None:
        self.emulator, self.name = emulator, name
        self.ecs, self.ecr, self.logs = (emulator.client(each) for each in ("ecs", "ecr", "logs"))
        self.ecs.create_cluster(clusterName=name)
        self.repository = self.ecr.create_repository(repositoryName=name)["repository"]["repositoryUri"]
        ec2 = emulator.client("ec2")
        self.vpc = ec2.create_vpc(CidrBlock="10.9.0.0/16")["Vpc"]["VpcId"]
        subnets = [
            ec2.create_subnet(VpcId=self.vpc, CidrBlock=f"10.9.{number}.0/24", AvailabilityZone=f"{REGION}{zone}")
            for number, zone in enumerate("ab")
        ]
        self.subnets = [each["Subnet"]["SubnetId"] for each in subnets]
        group = ec2.create_security_group(VpcId=self.vpc, GroupName=name, Description="test")["GroupId"]
        self.network = {"awsvpcConfiguration": {"subnets": self.subnets, "securityGroups": [group]}}

    def push(self, tag: str) -> str:
        manifest = json.dumps({**MANIFEST, "config": {"digest": tag}, "layers": [{"digest": tag}]})
        answer = self.ecr.put_image(repositoryName=self.name, imageManifest=manifest, imageTag=tag)
        return f"{self.repository}@{answer['image']['imageId']['imageDigest']}"

    def register(self, image: str, *sidecars: dict[str, Any], **container: Any) -> str:
        answer = self.ecs.register_task_definition(
            family=self.name,
            networkMode="awsvpc",
            requiresCompatibilities=["FARGATE"],
            cpu="256",
            memory="512",
            executionRoleArn=f"arn:aws:iam::{ACCOUNT}:role/execution",
            containerDefinitions=[{"name": "app", "image": image, **container}, *sidecars],
        )
        return answer["taskDefinition"]["taskDefinitionArn"]

    def run(self) -> str:
        answer = self.ecs.run_task(
            cluster=self.name, taskDefinition=self.name, launchType="FARGATE", networkConfiguration=self.network
        )
        [task] = answer["tasks"]
        assert task["lastStatus"] == "PROVISIONING"
        return task["taskArn"]

    def task(self, arn: str) -> dict[str, Any]:
        return self.ecs.describe_tasks(cluster=self.name, tasks=[arn])["tasks"][0]

    def stopped_reason(self) -> str:
        task = self.task(self.run())
        assert (task["lastStatus"], task["stopCode"]) == ("STOPPED", "TaskFailedToStart")
        assert all("exitCode" not in container for container in task["containers"])
        return task["stoppedReason"]

    def create(self, desired: int, **settings: Any) -> None:
        self.ecs.create_service(
            cluster=self.name,
            serviceName="app",
            taskDefinition=self.name,
            desiredCount=desired,
            launchType="FARGATE",
            networkConfiguration=self.network,
            deploymentConfiguration=BREAKER,
            **settings,
        )

    def update(self, **settings: Any) -> None:
        self.ecs.update_service(cluster=self.name, service="app", **settings)

    def service(self) -> dict[str, Any]:
        return self.ecs.describe_services(cluster=self.name, services=["app"])["services"][0]

    def listed(self, **filters: Any) -> list[str]:
        return self.ecs.list_tasks(cluster=self.name, **filters)["taskArns"]

    def states(self) -> list[str]:
        return [each["rolloutState"] for each in self.service()["deployments"]]

    def target_group(self) -> str:
        elbv2 = self.emulator.client("elbv2")
        settings = {"Protocol": "HTTP", "Port": 80, "VpcId": self.vpc, "TargetType": "ip"}
        arn = elbv2.create_target_group(Name=self.name, **settings)["TargetGroups"][0]["TargetGroupArn"]
        balancer = elbv2.create_load_balancer(Name=self.name, Subnets=self.subnets)["LoadBalancers"][0]
        forward = [{"Type": "forward", "TargetGroupArn": arn}]
        elbv2.create_listener(
            LoadBalancerArn=balancer["LoadBalancerArn"], Protocol="HTTP", Port=80, DefaultActions=forward
        )
        return arn

    def health(self, group: str) -> list[str]:
        answer = self.emulator.client("elbv2").describe_target_health(TargetGroupArn=group)
        return [each["TargetHealth"]["State"] for each in answer["TargetHealthDescriptions"]]


@pytest.fixture
def tasks(emulator: Server, name: str) -> Tasks:
    return Tasks(emulator, name)


@pytest.fixture
def behave(emulator: Server) -> Iterator[Callable[[dict[str, Any]], None]]:
    def put(families: dict[str, Any]) -> None:
        request = Request(f"{emulator.url}/restartix-emulator/tasks", json.dumps(families).encode(), method="PUT")
        urlopen(request, timeout=10).close()

    yield put
    put({})


def test_a_task_that_was_run_ends_with_0_when_it_is_looked_at_again(tasks: Tasks) -> None:
    tasks.register(tasks.push("1"), {"name": "sidecar", "image": "public/sidecar"})
    arn = tasks.run()
    assert tasks.task(arn)["lastStatus"] == "RUNNING"
    assert tasks.listed() == [arn]
    task = tasks.task(arn)
    assert (task["lastStatus"], task["stopCode"]) == ("STOPPED", "EssentialContainerExited")
    assert {each["name"]: each["exitCode"] for each in task["containers"]} == {"app": 0, "sidecar": 0}
    assert tasks.listed() == []
    assert tasks.listed(desiredStatus="STOPPED") == [arn]


def test_an_unknown_task_is_missing(tasks: Tasks) -> None:
    answer = tasks.ecs.describe_tasks(cluster=tasks.name, tasks=["unknown"])
    assert (answer["tasks"], answer["failures"][0]["reason"]) == ([], "MISSING")


def test_a_family_exits_and_logs_as_it_is_told(tasks: Tasks, behave: Callable[[dict[str, Any]], None]) -> None:
    tasks.logs.create_log_group(logGroupName=f"/ecs/{tasks.name}")
    options = {"awslogs-group": f"/ecs/{tasks.name}", "awslogs-region": REGION, "awslogs-stream-prefix": "ecs"}
    tasks.register(tasks.push("1"), logConfiguration={"logDriver": "awslogs", "options": options})
    behave({tasks.name: {"exitCode": 3, "log": ["one", "two"]}})
    arn = tasks.run()
    tasks.task(arn)
    assert tasks.task(arn)["containers"][0]["exitCode"] == 3
    events = tasks.logs.get_log_events(
        logGroupName=f"/ecs/{tasks.name}", logStreamName=f"ecs/app/{arn.split('/')[-1]}", startFromHead=True
    )["events"]
    assert [event["message"] for event in events] == ["one", "two"]


def test_a_family_without_an_exit_code_runs_until_it_is_stopped(
    tasks: Tasks, behave: Callable[[dict[str, Any]], None]
) -> None:
    tasks.register(tasks.push("1"))
    behave({tasks.name: {"exitCode": None}})
    arn = tasks.run()
    assert {tasks.task(arn)["lastStatus"] for _ in range(4)} == {"RUNNING"}
    tasks.ecs.stop_task(cluster=tasks.name, task=arn, reason="enough")
    assert (tasks.task(arn)["lastStatus"], tasks.task(arn)["stoppedReason"]) == ("STOPPED", "enough")


@pytest.mark.parametrize("reference", [":missing", f"@sha256:{'0' * 64}", ""])
def test_an_image_that_the_registry_does_not_have_cannot_be_pulled(tasks: Tasks, reference: str) -> None:
    image = f"{tasks.repository}{reference}"
    tasks.push("1")
    tasks.register(image)
    assert tasks.stopped_reason() == (
        "CannotPullContainerError: pull image manifest has been retried 1 time(s): "
        f"failed to resolve ref {image}: {image}: not found"
    )


def test_a_sidecars_image_is_pulled_too(tasks: Tasks) -> None:
    tasks.register(tasks.push("1"), {"name": "sidecar", "image": f"{tasks.repository}:missing"})
    assert tasks.stopped_reason().startswith("CannotPullContainerError: ")


@pytest.mark.parametrize(
    ("value", "source", "why"),
    [
        (None, "", "ResourceNotFoundException: Secrets Manager can't find the specified secret value for staging label: AWSCURRENT"),
        ('{"OTHER": "1"}', ":KEY::", "retrieved secret from Secrets Manager did not contain json key KEY"),
        ("text", ":KEY::", "invalid character 't' looking for beginning of value"),
    ],
)
def test_a_secret_without_its_value_stops_the_task(tasks: Tasks, value: str | None, source: str, why: str) -> None:
    secrets = tasks.emulator.client("secretsmanager")
    arn = secrets.create_secret(Name=tasks.name)["ARN"]
    if value is not None:
        secrets.put_secret_value(SecretId=arn, SecretString=value)
    tasks.register(tasks.push("1"), secrets=[{"name": "KEY", "valueFrom": f"{arn}{source}"}])
    reason = tasks.stopped_reason()
    assert reason.startswith("ResourceInitializationError: unable to pull secrets or registry auth: ")
    assert reason.endswith(why)
    secrets.put_secret_value(SecretId=arn, SecretString='{"KEY": "1"}')
    assert tasks.task(tasks.run())["lastStatus"] == "RUNNING"


def test_a_parameter_or_log_group_that_does_not_exist_stops_the_task(tasks: Tasks) -> None:
    tasks.register(tasks.push("1"), secrets=[{"name": "KEY", "valueFrom": f"/{tasks.name}"}])
    assert tasks.stopped_reason().endswith(f"invalid parameters: /{tasks.name}")
    options = {"awslogs-group": f"/{tasks.name}", "awslogs-region": REGION, "awslogs-stream-prefix": "ecs"}
    tasks.register(tasks.push("2"), logConfiguration={"logDriver": "awslogs", "options": options})
    assert "The specified log group does not exist" in tasks.stopped_reason()


def test_a_service_that_wants_no_task_is_deployed_without_an_image(tasks: Tasks) -> None:
    tasks.register(f"{tasks.repository}:not-deployed")
    tasks.create(0)
    service = tasks.service()
    assert (service["runningCount"], service["pendingCount"]) == (0, 0)
    assert [each["rolloutState"] for each in service["deployments"]] == ["COMPLETED"]


def test_tasks_that_cannot_start_break_the_deployment_at_the_third(tasks: Tasks) -> None:
    tasks.register(f"{tasks.repository}:missing")
    tasks.create(1)
    assert [tasks.states() for _ in range(3)] == [["IN_PROGRESS"], ["IN_PROGRESS"], ["FAILED"]]
    [deployment] = tasks.service()["deployments"]
    assert (deployment["failedTasks"], deployment["runningCount"]) == (3, 0)
    stopped = tasks.listed(serviceName="app", desiredStatus="STOPPED")
    assert len(stopped) == 3
    assert tasks.task(stopped[0])["stoppedReason"].startswith("CannotPullContainerError: ")
    assert any("CannotPullContainerError" in event["message"] for event in tasks.service()["events"])


def test_the_threshold_is_half_of_the_desired_count(tasks: Tasks) -> None:
    tasks.register(f"{tasks.repository}:missing")
    tasks.create(9)
    assert tasks.states() == ["FAILED"]
    assert tasks.service()["deployments"][0]["failedTasks"] == 5


def test_a_first_failure_goes_back_to_what_waited_and_fails_there(tasks: Tasks) -> None:
    tasks.register(f"{tasks.repository}:not-deployed")
    tasks.create(0)
    tasks.service()
    tasks.register(f"{tasks.repository}:missing")
    tasks.update(taskDefinition=tasks.name, desiredCount=3)
    assert tasks.states() == ["IN_PROGRESS", "FAILED"]
    assert tasks.states()[0] == "FAILED"
    assert {tasks.states()[0] for _ in range(3)} == {"FAILED"}


def test_a_services_tasks_are_there_with_their_targets_and_go_with_it(
    tasks: Tasks, behave: Callable[[dict[str, Any]], None]
) -> None:
    tasks.register(tasks.push("1"), portMappings=[{"containerPort": 80}])
    group = tasks.target_group()
    behind = [{"targetGroupArn": group, "containerName": "app", "containerPort": 80}]
    tasks.create(2, loadBalancers=behind, enableExecuteCommand=True)
    assert tasks.service()["runningCount"] == 2
    listed = tasks.listed(serviceName="app")
    assert len(listed) == 2 and tasks.listed(serviceName="other") == []
    task = tasks.task(listed[0])
    assert (task["group"], task["startedBy"]) == ("service:app", tasks.service()["deployments"][0]["id"])
    assert task["containers"][0]["managedAgents"][0]["lastStatus"] == "RUNNING"
    assert task["containers"][0]["runtimeId"].startswith(task["taskArn"].split("/")[-1].replace("-", ""))
    assert tasks.health(group) == ["healthy", "healthy"]
    behave({tasks.name: {"healthy": False}})
    assert tasks.health(group) == ["unhealthy", "unhealthy"]

    tasks.register(tasks.push("2"), portMappings=[{"containerPort": 80}])
    tasks.update(taskDefinition=tasks.name)
    tasks.service()
    assert len(tasks.listed(serviceName="app")) == 2 and not set(tasks.listed(serviceName="app")) & set(listed)
    tasks.update(desiredCount=1)
    assert tasks.service()["runningCount"] == len(tasks.health(group)) == 1
    tasks.update(desiredCount=0)
    tasks.ecs.delete_service(cluster=tasks.name, service="app")
    assert (tasks.listed(), tasks.health(group)) == ([], [])
    interfaces = tasks.emulator.client("ec2").describe_network_interfaces(
        Filters=[{"Name": "vpc-id", "Values": [tasks.vpc]}]
    )["NetworkInterfaces"]
    assert [each for each in interfaces if each["Description"] == "moto ECS"] == []


def test_a_service_whose_tasks_exit_is_rolled_back(tasks: Tasks, behave: Callable[[dict[str, Any]], None]) -> None:
    first = tasks.register(tasks.push("1"))
    tasks.create(1)
    tasks.service()
    behave({tasks.name: {"exitCode": 7}})
    tasks.register(tasks.push("2"))
    tasks.update(taskDefinition=tasks.name)
    for _ in range(3):
        tasks.service()
    behave({})
    assert tasks.states() == ["COMPLETED"]
    assert tasks.service()["taskDefinition"] == first
    stopped = tasks.listed(serviceName="app", desiredStatus="STOPPED")
    assert 7 in [tasks.task(arn)["containers"][0].get("exitCode") for arn in stopped]


def test_a_tag_decides_also_where_the_image_goes_by_its_digest(tasks: Tasks) -> None:
    tasks.register(tasks.push("emulator-stuck"))
    tasks.create(1)
    assert {tuple(tasks.states()) for _ in range(3)} == {("IN_PROGRESS",)}


def test_a_family_names_its_newest_active_revision(tasks: Tasks) -> None:
    first, second = tasks.register(tasks.push("1")), tasks.register(tasks.push("2"))
    tasks.ecs.deregister_task_definition(taskDefinition=second)
    newest = tasks.ecs.describe_task_definition(taskDefinition=tasks.name)["taskDefinition"]
    assert newest["taskDefinitionArn"] == first
    tasks.ecs.deregister_task_definition(taskDefinition=first)
    with pytest.raises(tasks.ecs.exceptions.ClientException):
        tasks.ecs.describe_task_definition(taskDefinition=tasks.name)


def test_what_no_family_has_is_refused(behave: Callable[[dict[str, Any]], None]) -> None:
    with pytest.raises(Exception, match="500"):
        behave({"app": {"exit": 1}})
