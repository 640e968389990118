"""Every gap is one of plain moto too, which changes everything immediately."""

from __future__ import annotations

import json
from typing import Any
from urllib.request import Request, urlopen

import pytest

from conftest import Client, Server
from test_rds import INSTANCE


@pytest.fixture
def aws(emulator: Server) -> Client:
    return emulator.client


def maintenance(emulator: Server, method: str) -> Any:
    with urlopen(Request(f"{emulator.url}/restartix-emulator/maintenance", method=method), timeout=10) as answer:
        return json.load(answer)


def instance(rds: Any, name: str) -> dict[str, Any]:
    [shown] = rds.describe_db_instances(DBInstanceIdentifier=name)["DBInstances"]
    return shown


def test_an_instance_changes_in_its_window(aws: Client, emulator: Server, name: str) -> None:
    rds = aws("rds")
    rds.create_db_instance(DBInstanceIdentifier=name, **INSTANCE)
    rds.modify_db_instance(DBInstanceIdentifier=name, DBInstanceClass="db.t4g.large", DeletionProtection=True)
    shown = instance(rds, name)
    assert (shown["DBInstanceClass"], shown["DeletionProtection"]) == ("db.t4g.medium", True)
    assert shown["PendingModifiedValues"] == {"DBInstanceClass": "db.t4g.large"}
    assert maintenance(emulator, "GET")[name] == {"db_instance_class": "db.t4g.large"}
    assert instance(rds, name)["DBInstanceClass"] == "db.t4g.medium"
    assert maintenance(emulator, "PUT")[name] == {"db_instance_class": "db.t4g.large"}
    shown = instance(rds, name)
    assert (shown["DBInstanceClass"], shown["PendingModifiedValues"]) == ("db.t4g.large", {})
    assert maintenance(emulator, "GET") == {}


def test_what_is_asked_for_immediately_takes_what_waits_along(aws: Client, name: str) -> None:
    rds = aws("rds")
    rds.create_db_instance(DBInstanceIdentifier=name, **INSTANCE)
    rds.modify_db_instance(DBInstanceIdentifier=name, AllocatedStorage=30)
    rds.modify_db_instance(DBInstanceIdentifier=name, MultiAZ=True, ApplyImmediately=True)
    shown = instance(rds, name)
    assert (shown["AllocatedStorage"], shown["MultiAZ"], shown["PendingModifiedValues"]) == (30, True, {})


def test_what_is_taken_back_waits_no_more(aws: Client, name: str) -> None:
    rds = aws("rds")
    rds.create_db_instance(DBInstanceIdentifier=name, **INSTANCE)
    rds.modify_db_instance(DBInstanceIdentifier=name, DBInstanceClass="db.t4g.large")
    rds.modify_db_instance(DBInstanceIdentifier=name, DBInstanceClass="db.t4g.medium")
    assert instance(rds, name)["PendingModifiedValues"] == {}


def test_a_major_upgrade_takes_the_replicas_along(aws: Client, emulator: Server, name: str) -> None:
    rds = aws("rds")
    for major in (16, 17):
        given = {"DBParameterGroupName": f"{name}-{major}", "DBParameterGroupFamily": f"postgres{major}"}
        rds.create_db_parameter_group(**given, Description="a")
    of_16 = {**INSTANCE, "EngineVersion": "16", "DBParameterGroupName": f"{name}-16", "BackupRetentionPeriod": 1}
    rds.create_db_instance(DBInstanceIdentifier=name, **of_16)
    rds.create_db_instance_read_replica(DBInstanceIdentifier=f"{name}-r", SourceDBInstanceIdentifier=name)
    upgrade = {"EngineVersion": "17", "AllowMajorVersionUpgrade": True, "DBParameterGroupName": f"{name}-17"}
    rds.modify_db_instance(DBInstanceIdentifier=name, **upgrade)
    assert instance(rds, name)["DBParameterGroups"][0]["DBParameterGroupName"] == f"{name}-16"
    maintenance(emulator, "PUT")
    groups = []
    for each in (name, f"{name}-r"):
        shown = instance(rds, each)
        assert shown["EngineVersion"].startswith("17.")
        groups.append(shown["DBParameterGroups"][0]["DBParameterGroupName"])
    assert groups == [f"{name}-17", "default.postgres17"]


def test_a_cluster_is_upgraded_in_its_window_with_its_members(aws: Client, emulator: Server, name: str) -> None:
    rds = aws("rds")
    cluster = {"Engine": "aurora-postgresql", "EngineVersion": "16", "MasterUsername": "a", "MasterUserPassword": "b" * 9}
    rds.create_db_cluster(DBClusterIdentifier=name, **cluster)
    member = {"DBClusterIdentifier": name, "Engine": "aurora-postgresql", "DBInstanceClass": "db.serverless"}
    rds.create_db_instance(DBInstanceIdentifier=f"{name}-1", **member)
    upgrade = {"EngineVersion": "17", "AllowMajorVersionUpgrade": True, "BackupRetentionPeriod": 3}
    rds.modify_db_cluster(DBClusterIdentifier=name, **upgrade)

    def shown() -> dict[str, Any]:
        return rds.describe_db_clusters(DBClusterIdentifier=name)["DBClusters"][0]

    assert (shown()["EngineVersion"][:3], shown()["BackupRetentionPeriod"]) == ("16.", 3)
    assert shown()["PendingModifiedValues"]["EngineVersion"].startswith("17.")
    maintenance(emulator, "PUT")
    assert shown()["EngineVersion"].startswith("17.")
    assert instance(rds, f"{name}-1")["EngineVersion"] == shown()["EngineVersion"]


def test_a_cache_changes_in_its_window(aws: Client, emulator: Server, name: str) -> None:
    redis = aws("elasticache")
    given = {"ReplicationGroupId": name, "ReplicationGroupDescription": "a", "NumCacheClusters": 1}
    redis.create_replication_group(**given, Engine="redis", EngineVersion="7.0", CacheNodeType="cache.t4g.micro")
    redis.modify_replication_group(ReplicationGroupId=name, EngineVersion="7.1", ReplicationGroupDescription="b")

    def member() -> dict[str, Any]:
        return redis.describe_cache_clusters(CacheClusterId=f"{name}-001")["CacheClusters"][0]

    [group] = redis.describe_replication_groups(ReplicationGroupId=name)["ReplicationGroups"]
    assert (group["Description"], member()["EngineVersion"]) == ("b", "7.0.0")
    assert member()["PendingModifiedValues"] == {"EngineVersion": "7.1"}
    assert maintenance(emulator, "PUT")[name] == {"EngineVersion": "7.1"}
    assert (member()["EngineVersion"], member()["PendingModifiedValues"]) == ("7.1.0", {})
