from __future__ import annotations

from typing import Any

import pytest

from conftest import Client

BREAKER = {"deploymentCircuitBreaker": {"enable": True, "rollback": True}}


class Rollout:
    def __init__(self, ecs: Any, name: str) -> None:
        self.ecs, self.name = ecs, name
        ecs.create_cluster(clusterName=name)

    def register(self, tag: str) -> str:
        containers = [{"name": "app", "image": f"app:{tag}", "memory": 128}]
        answer = self.ecs.register_task_definition(family=self.name, containerDefinitions=containers)
        return answer["taskDefinition"]["taskDefinitionArn"]

    def create(self, tag: str, **settings: Any) -> None:
        self.ecs.create_service(
            cluster=self.name, serviceName="app", taskDefinition=self.register(tag), desiredCount=2, **settings
        )

    def update(self, tag: str) -> None:
        self.ecs.update_service(cluster=self.name, service="app", taskDefinition=self.register(tag))

    def describe(self) -> dict[str, Any]:
        return self.ecs.describe_services(cluster=self.name, services=["app"])["services"][0]

    def states(self) -> list[tuple[str, str]]:
        return [(each["status"], each["rolloutState"]) for each in self.describe()["deployments"]]


@pytest.fixture
def rollout(aws: Client, name: str) -> Rollout:
    return Rollout(aws("ecs"), name)


def test_a_deployment_is_done_when_it_is_looked_at(rollout: Rollout) -> None:
    rollout.create("1")
    service = rollout.describe()
    assert (service["runningCount"], service["pendingCount"]) == (2, 0)
    assert [each["rolloutState"] for each in service["deployments"]] == ["COMPLETED"]
    assert service["events"][0]["message"].endswith("has reached a steady state.")


def test_a_slow_one_takes_three_looks_beside_the_one_before(rollout: Rollout) -> None:
    rollout.create("1")
    rollout.describe()
    rollout.update("emulator-slow")
    both = [("PRIMARY", "IN_PROGRESS"), ("ACTIVE", "COMPLETED")]
    assert [rollout.states() for _ in range(3)] == [both, both, [("PRIMARY", "COMPLETED")]]


def test_a_stuck_one_is_never_done(rollout: Rollout) -> None:
    rollout.create("1")
    rollout.describe()
    rollout.update("emulator-stuck")
    assert {tuple(rollout.states()) for _ in range(5)} == {(("PRIMARY", "IN_PROGRESS"), ("ACTIVE", "COMPLETED"))}


def test_the_circuit_breaker_rolls_back_and_says_so(rollout: Rollout) -> None:
    rollout.create("1", deploymentConfiguration=BREAKER)
    first = rollout.describe()["taskDefinition"]
    rollout.update("emulator-crash")
    assert rollout.states() == [("PRIMARY", "IN_PROGRESS"), ("ACTIVE", "COMPLETED")]
    broken = rollout.describe()
    assert broken["taskDefinition"] == first
    assert [each["rolloutState"] for each in broken["deployments"]] == ["IN_PROGRESS", "FAILED"]
    assert "rolling back to deploymentId" in broken["deployments"][0]["rolloutStateReason"]
    assert rollout.states() == [("PRIMARY", "COMPLETED")]
    messages = [event["message"] for event in rollout.describe()["events"]]
    assert any("deployment failed: tasks failed to start." in message for message in messages)
    assert any("rolling back to deployment" in message for message in messages)


def test_without_an_earlier_deployment_it_stays_failed(rollout: Rollout) -> None:
    rollout.create("emulator-crash", deploymentConfiguration=BREAKER)
    rollout.describe()
    assert rollout.states() == [("PRIMARY", "FAILED")]
    assert rollout.describe()["runningCount"] == 0


def test_without_a_breaker_it_tries_forever(rollout: Rollout) -> None:
    rollout.create("emulator-crash")
    assert {tuple(rollout.states()) for _ in range(4)} == {(("PRIMARY", "IN_PROGRESS"),)}
    assert rollout.describe()["deployments"][0]["failedTasks"] > 1
