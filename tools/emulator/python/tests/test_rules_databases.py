from __future__ import annotations

import json
from datetime import date, timedelta
from typing import Any

import pytest

from conftest import Client
from strict import Refused, aws, refused  # noqa: F401
from restartix_emulator.rules.engine_versions import DEFAULT_MINOR, LISTED, RETIRED, is_retired

INSTANCE: dict[str, Any] = {
    "Engine": "postgres",
    "EngineVersion": "16.11",
    "DBInstanceClass": "db.t4g.micro",
    "AllocatedStorage": 20,
    "MasterUsername": "restartix",
    "MasterUserPassword": "long-enough-1",
}
CLUSTER = {"Engine": "aurora-postgresql", "EngineVersion": "16.8", "MasterUsername": "a", "MasterUserPassword": "b" * 9}


@pytest.fixture
def instance(aws: Client, name: str) -> str:
    aws("rds").create_db_instance(DBInstanceIdentifier=name, **INSTANCE)
    return name


@pytest.fixture
def cluster(aws: Client, name: str) -> str:
    aws("rds").create_db_cluster(DBClusterIdentifier=name, **CLUSTER)
    return name


def test_retired_versions_cannot_be_created(aws: Client, name: str, refused: Refused) -> None:
    rds = aws("rds")
    given = {**INSTANCE, "DBInstanceIdentifier": name, "EngineVersion": "16.6"}
    words = refused("rds.engine-version-retired", rds.create_db_instance, **given)
    assert words == "Cannot find version 16.6 for postgres"
    rds.create_db_instance(**{**given, "EngineVersion": "16.11"})


def test_a_version_is_retired_from_its_day_on() -> None:
    [(version, since), *_] = RETIRED["postgres"].items()
    assert not is_retired("postgres", version, since - timedelta(days=1))
    assert is_retired("postgres", version, since)


def test_the_list_of_versions_is_not_older_than_six_months() -> None:
    age = date.today() - LISTED
    assert age < timedelta(days=183), "bring rules/engine_versions.py up to date: its head says how"


def test_the_default_minors_can_be_created() -> None:
    for engine, minors in DEFAULT_MINOR.items():
        for major, minor in minors.items():
            assert minor.startswith(f"{major}.")
            assert not is_retired(engine, minor)


# rds.major-version-alone
def test_the_major_alone_gets_the_minor_of_today(aws: Client, name: str) -> None:
    rds = aws("rds")
    rds.create_db_instance(**{**INSTANCE, "DBInstanceIdentifier": name, "EngineVersion": "16"})
    rds.create_db_cluster(**{**CLUSTER, "DBClusterIdentifier": name, "EngineVersion": "16"})
    [instance] = rds.describe_db_instances(DBInstanceIdentifier=name)["DBInstances"]
    [cluster] = rds.describe_db_clusters(DBClusterIdentifier=name)["DBClusters"]
    assert instance["EngineVersion"] == DEFAULT_MINOR["postgres"]["16"]
    assert cluster["EngineVersion"] == DEFAULT_MINOR["aurora-postgresql"]["16"]


def test_a_major_upgrade_needs_its_flag(aws: Client, instance: str, refused: Refused) -> None:
    rds, change = aws("rds"), {"DBInstanceIdentifier": instance, "EngineVersion": "17.7"}
    words = refused("rds.major-upgrade-without-flag", rds.modify_db_instance, **change)
    assert words.startswith("The AllowMajorVersionUpgrade flag must be present")
    rds.modify_db_instance(**change, AllowMajorVersionUpgrade=True)


def test_a_clusters_major_upgrade_needs_it_too(aws: Client, cluster: str, refused: Refused) -> None:
    rds, change = aws("rds"), {"DBClusterIdentifier": cluster, "EngineVersion": "17.5"}
    refused("rds.major-upgrade-without-flag", rds.modify_db_cluster, **change)
    rds.modify_db_cluster(**change, AllowMajorVersionUpgrade=True)


def test_a_version_never_goes_down(aws: Client, instance: str, refused: Refused) -> None:
    rds = aws("rds")
    words = refused("rds.version-downgrade", rds.modify_db_instance, DBInstanceIdentifier=instance, EngineVersion="16.6")
    assert words == "Cannot upgrade postgres from 16.11 to 16.6"
    rds.modify_db_instance(DBInstanceIdentifier=instance, EngineVersion="16")
    rds.modify_db_instance(DBInstanceIdentifier=instance, EngineVersion="16.11")


def test_storage_does_not_shrink(aws: Client, instance: str, refused: Refused) -> None:
    rds = aws("rds")
    refused("rds.storage-shrinks", rds.modify_db_instance, DBInstanceIdentifier=instance, AllocatedStorage=10)
    rds.modify_db_instance(DBInstanceIdentifier=instance, AllocatedStorage=30)


@pytest.mark.parametrize("identifier", ["1st", "a--b", "a-", "a_b"])
def test_identifiers_are_checked(aws: Client, identifier: str, refused: Refused) -> None:
    given = {**INSTANCE, "DBInstanceIdentifier": identifier}
    assert "valid identifier" in refused("rds.identifier", aws("rds").create_db_instance, **given)


@pytest.mark.parametrize("password", ["short", "with space 1", "with/slash", "with@sign1", 'with"quote', "ü" * 10, "a" * 129])
def test_passwords_are_checked(aws: Client, name: str, password: str, refused: Refused) -> None:
    given = {**INSTANCE, "DBInstanceIdentifier": name, "MasterUserPassword": password}
    refused("rds.password", aws("rds").create_db_instance, **given)


@pytest.mark.parametrize("user", ["admin", "rdsadmin", "User"])
def test_reserved_users_are_refused(aws: Client, name: str, user: str, refused: Refused) -> None:
    given = {**INSTANCE, "DBInstanceIdentifier": name, "MasterUsername": user}
    assert "reserved word" in refused("rds.reserved-user", aws("rds").create_db_instance, **given)


def test_a_deletion_says_what_becomes_of_the_data(aws: Client, instance: str, refused: Refused) -> None:
    rds = aws("rds")
    refused("rds.final-snapshot", rds.delete_db_instance, DBInstanceIdentifier=instance)
    both = {"SkipFinalSnapshot": True, "FinalDBSnapshotIdentifier": "final"}
    refused("rds.final-snapshot", rds.delete_db_instance, DBInstanceIdentifier=instance, **both)
    rds.delete_db_instance(DBInstanceIdentifier=instance, SkipFinalSnapshot=True)


def test_a_cluster_is_deleted_after_its_members(aws: Client, cluster: str, refused: Refused) -> None:
    rds, gone = aws("rds"), {"DBClusterIdentifier": cluster, "SkipFinalSnapshot": True}
    member = {"DBInstanceIdentifier": f"{cluster}-1", "DBClusterIdentifier": cluster, "DBInstanceClass": "db.serverless"}
    rds.create_db_instance(**member, Engine="aurora-postgresql")
    refused("rds.cluster-with-members", rds.delete_db_cluster, **gone)
    rds.delete_db_instance(DBInstanceIdentifier=f"{cluster}-1")
    rds.delete_db_cluster(**gone)


def test_a_replica_needs_backups_of_its_source(aws: Client, name: str, refused: Refused) -> None:
    rds = aws("rds")
    rds.create_db_instance(DBInstanceIdentifier=name, BackupRetentionPeriod=0, **INSTANCE)
    replica = {"DBInstanceIdentifier": f"{name}-1", "SourceDBInstanceIdentifier": name}
    refused("rds.replica-without-backups", rds.create_db_instance_read_replica, **replica)
    rds.modify_db_instance(DBInstanceIdentifier=name, BackupRetentionPeriod=1, ApplyImmediately=True)
    rds.create_db_instance_read_replica(**replica)


def test_a_static_parameter_waits_for_a_restart(aws: Client, name: str, refused: Refused) -> None:
    rds = aws("rds")
    rds.create_db_parameter_group(DBParameterGroupName=name, DBParameterGroupFamily="postgres16", Description="a")
    parameter = {"ParameterName": "max_connections", "ParameterValue": "200"}
    given = {"DBParameterGroupName": name, "Parameters": [{**parameter, "ApplyMethod": "immediate"}]}
    refused("rds.static-parameter-immediately", rds.modify_db_parameter_group, **given)
    given["Parameters"] = [{**parameter, "ApplyMethod": "pending-reboot"}]
    rds.modify_db_parameter_group(**given)


# rds.parameter-equals-default
def test_a_value_that_equals_the_engines_is_the_engines(aws: Client, name: str) -> None:
    rds = aws("rds")
    rds.create_db_parameter_group(DBParameterGroupName=name, DBParameterGroupFamily="postgres16", Description="a")
    given = [("rds.force_ssl", "1"), ("log_min_duration_statement", "1000")]
    parameters = [{"ParameterName": key, "ParameterValue": value, "ApplyMethod": "immediate"} for key, value in given]
    rds.modify_db_parameter_group(DBParameterGroupName=name, Parameters=parameters)
    shown = {each["ParameterName"]: each for each in rds.describe_db_parameters(DBParameterGroupName=name)["Parameters"]}
    forced = shown["rds.force_ssl"]
    assert (forced["Source"], forced["ApplyMethod"]) == ("engine-default", "pending-reboot")
    assert (shown["log_min_duration_statement"]["Source"]) == "user"
    users = rds.describe_db_parameters(DBParameterGroupName=name, Source="user")["Parameters"]
    assert [each["ParameterName"] for each in users] == ["log_min_duration_statement"]


def test_subnets_are_in_two_zones(aws: Client, name: str, network: dict[str, Any], refused: Refused) -> None:
    rds, given = aws("rds"), {"DBSubnetGroupName": name, "DBSubnetGroupDescription": "a"}
    words = refused("rds.subnet-group-in-one-zone", rds.create_db_subnet_group, SubnetIds=network["subnets"][:1], **given)
    assert "at least 2 AZs" in words
    rds.create_db_subnet_group(SubnetIds=network["subnets"], **given)


def test_monitoring_has_a_role_that_rds_may_take(aws: Client, name: str, refused: Refused) -> None:
    rds, iam = aws("rds"), aws("iam")
    given = {**INSTANCE, "DBInstanceIdentifier": name, "MonitoringInterval": 60}
    refused("rds.monitoring-role", rds.create_db_instance, **given)
    arns = []
    for service in ("ecs-tasks", "monitoring.rds"):
        trust = {"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"Service": f"{service}.amazonaws.com"}}
        document = json.dumps({"Version": "2012-10-17", "Statement": [trust]})
        arns.append(iam.create_role(RoleName=f"{name}-{service}", AssumeRolePolicyDocument=document)["Role"]["Arn"])
    assert "ENHANCED_MONITORING" in refused("rds.monitoring-role", rds.create_db_instance, **given, MonitoringRoleArn=arns[0])
    rds.create_db_instance(**given, MonitoringRoleArn=arns[1])


def test_a_parameter_group_is_of_the_family_of_the_version(aws: Client, name: str, refused: Refused) -> None:
    rds = aws("rds")
    for family in ("postgres16", "postgres17"):
        given = {"DBParameterGroupName": f"{name}-{family}", "DBParameterGroupFamily": family, "Description": "a"}
        rds.create_db_parameter_group(**given)
    rule, instance = "rds.parameter-group-of-another-family", {**INSTANCE, "DBInstanceIdentifier": name}
    words = refused(rule, rds.create_db_instance, **instance, DBParameterGroupName=f"{name}-postgres17")
    assert "Please use a parameter group with DBParameterGroupFamily postgres16" in words
    rds.create_db_instance(**instance, DBParameterGroupName=f"{name}-postgres16")
    refused(rule, rds.modify_db_instance, DBInstanceIdentifier=name, DBParameterGroupName=f"{name}-postgres17")
    upgrade = {"DBInstanceIdentifier": name, "EngineVersion": "17.7", "AllowMajorVersionUpgrade": True}
    words = refused("rds.major-upgrade-without-group", rds.modify_db_instance, **upgrade)
    assert f"parameter group {name}-postgres16 is custom" in words
    rds.modify_db_instance(**upgrade, DBParameterGroupName=f"{name}-postgres17")
    refused("rds.parameter-group-in-use", rds.delete_db_parameter_group, DBParameterGroupName=f"{name}-postgres16")
    rds.modify_db_instance(DBInstanceIdentifier=name, ApplyImmediately=True)
    rds.delete_db_parameter_group(DBParameterGroupName=f"{name}-postgres16")


def test_so_is_a_clusters(aws: Client, name: str, refused: Refused) -> None:
    rds = aws("rds")
    for family in ("aurora-postgresql16", "aurora-postgresql17"):
        given = {"DBClusterParameterGroupName": f"{name}-{family}", "DBParameterGroupFamily": family}
        rds.create_db_cluster_parameter_group(**given, Description="a")
    old, new = ({"DBClusterParameterGroupName": f"{name}-aurora-postgresql{major}"} for major in (16, 17))
    refused("rds.parameter-group-of-another-family", rds.create_db_cluster, **{**CLUSTER, **new, "DBClusterIdentifier": name})
    rds.create_db_cluster(**{**CLUSTER, **old, "DBClusterIdentifier": name})
    upgrade = {"DBClusterIdentifier": name, "EngineVersion": "17.5", "AllowMajorVersionUpgrade": True}
    refused("rds.major-upgrade-without-group", rds.modify_db_cluster, **upgrade)
    rds.modify_db_cluster(**upgrade, **new)
    refused("rds.parameter-group-in-use", rds.delete_db_cluster_parameter_group, **old)
    rds.modify_db_cluster(DBClusterIdentifier=name, ApplyImmediately=True)
    rds.delete_db_cluster_parameter_group(**old)
