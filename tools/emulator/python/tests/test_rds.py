from __future__ import annotations

from typing import Any

import pytest
from conftest import Client

INSTANCE: dict[str, Any] = {
    "Engine": "postgres",
    "EngineVersion": "17.5",
    "DBInstanceClass": "db.t4g.medium",
    "AllocatedStorage": 20,
    "StorageType": "gp3",
    "MasterUsername": "app",
    "MasterUserPassword": "not-a-secret",
}


def test_an_instance_is_found_by_a_resource_id_of_its_own(aws: Client, name: str) -> None:
    rds = aws("rds")
    made = [
        rds.create_db_instance(DBInstanceIdentifier=f"{name}-{number}", **INSTANCE)["DBInstance"] for number in (1, 2)
    ]
    assert made[0]["DbiResourceId"] != made[1]["DbiResourceId"]
    filters = [{"Name": "dbi-resource-id", "Values": [made[1]["DbiResourceId"]]}]
    [found] = rds.describe_db_instances(Filters=filters)["DBInstances"]
    assert found["DBInstanceIdentifier"] == f"{name}-2"


def test_an_instance_has_the_default_certificate_authority_or_the_one_asked_for(aws: Client, name: str) -> None:
    rds = aws("rds")
    made = rds.create_db_instance(DBInstanceIdentifier=name, **INSTANCE)["DBInstance"]
    assert made["CACertificateIdentifier"] == "rds-ca-rsa2048-g1"
    asked = rds.create_db_instance(
        DBInstanceIdentifier=f"{name}-2", CACertificateIdentifier="rds-ca-ecc384-g1", **INSTANCE
    )["DBInstance"]
    assert asked["CACertificateIdentifier"] == "rds-ca-ecc384-g1"


def test_a_replica_is_an_instance_of_its_own(aws: Client, name: str) -> None:
    rds = aws("rds")
    source = rds.create_db_instance(
        DBInstanceIdentifier=name, BackupRetentionPeriod=7, DeletionProtection=True, **INSTANCE
    )["DBInstance"]
    replica = rds.create_db_instance_read_replica(
        DBInstanceIdentifier=f"{name}-r1",
        SourceDBInstanceIdentifier=name,
        DBInstanceClass="db.t4g.large",
        Tags=[{"Key": "Name", "Value": "replica"}],
    )["DBInstance"]
    assert replica["DbiResourceId"] != source["DbiResourceId"]
    assert replica["DBInstanceArn"].endswith(f":db:{name}-r1")
    assert replica["ReadReplicaSourceDBInstanceIdentifier"] == name
    assert (replica["DBInstanceClass"], replica["EngineVersion"]) == ("db.t4g.large", "17.5")
    # What protects and backs up the source is not the replica's.
    assert (replica["DeletionProtection"], replica["BackupRetentionPeriod"]) == (False, 0)
    assert rds.list_tags_for_resource(ResourceName=source["DBInstanceArn"])["TagList"] == []
    [shown] = rds.describe_db_instances(DBInstanceIdentifier=name)["DBInstances"]
    assert shown["ReadReplicaDBInstanceIdentifiers"] == [f"{name}-r1"]


def test_an_instance_keeps_its_performance_insights(aws: Client, name: str) -> None:
    rds = aws("rds")
    rds.create_db_instance(DBInstanceIdentifier=name, EnablePerformanceInsights=True, **INSTANCE)
    rds.modify_db_instance(DBInstanceIdentifier=name, PerformanceInsightsRetentionPeriod=31)
    [shown] = rds.describe_db_instances(DBInstanceIdentifier=name)["DBInstances"]
    assert (shown["PerformanceInsightsEnabled"], shown["PerformanceInsightsRetentionPeriod"]) == (True, 31)


def test_a_serverless_v2_cluster_has_no_v1_scaling(aws: Client, name: str) -> None:
    rds = aws("rds")
    scaling = {"MinCapacity": 0.0, "MaxCapacity": 2.5, "SecondsUntilAutoPause": 600}
    rds.create_db_cluster(
        DBClusterIdentifier=name,
        Engine="aurora-postgresql",
        EngineVersion="16.11",
        EngineMode="provisioned",
        MasterUsername="app",
        MasterUserPassword="not-a-secret",
        ServerlessV2ScalingConfiguration=scaling,
    )
    [cluster] = rds.describe_db_clusters(DBClusterIdentifier=name)["DBClusters"]
    assert cluster["ServerlessV2ScalingConfiguration"] == scaling
    assert "ScalingConfigurationInfo" not in cluster


def test_the_values_of_a_parameter_group_are_the_users_until_they_are_reset(aws: Client, name: str) -> None:
    rds = aws("rds")
    rds.create_db_parameter_group(DBParameterGroupName=name, DBParameterGroupFamily="postgres17", Description="test")
    value = {"ParameterName": "max_connections", "ParameterValue": "200", "ApplyMethod": "pending-reboot"}
    rds.modify_db_parameter_group(DBParameterGroupName=name, Parameters=[value])
    [shown] = rds.describe_db_parameters(DBParameterGroupName=name)["Parameters"]
    assert shown == {**value, "Source": "user"}
    rds.reset_db_parameter_group(DBParameterGroupName=name, Parameters=[value])
    assert rds.describe_db_parameters(DBParameterGroupName=name)["Parameters"] == []


def test_the_values_of_a_cluster_parameter_group_can_be_reset(aws: Client, name: str) -> None:
    rds = aws("rds")
    group = {"DBClusterParameterGroupName": name}
    rds.create_db_cluster_parameter_group(**group, DBParameterGroupFamily="aurora-postgresql16", Description="test")
    value = {"ParameterName": "rds.force_ssl", "ParameterValue": "1", "ApplyMethod": "immediate"}
    rds.modify_db_cluster_parameter_group(**group, Parameters=[value])
    rds.reset_db_cluster_parameter_group(**group, Parameters=[value])
    assert rds.describe_db_cluster_parameters(**group)["Parameters"] == []


def test_an_event_subscription_changes(aws: Client, name: str) -> None:
    rds = aws("rds")
    topic = "arn:aws:sns:eu-central-1:123456789012:alerts"
    key = {"SubscriptionName": name}
    rds.create_event_subscription(**key, SnsTopicArn=topic, SourceType="db-instance", SourceIds=["a"])
    rds.modify_event_subscription(**key, EventCategories=["failover", "failure"], Enabled=False)
    rds.add_source_identifier_to_subscription(**key, SourceIdentifier="b")
    rds.remove_source_identifier_from_subscription(**key, SourceIdentifier="a")
    [shown] = rds.describe_event_subscriptions(**key)["EventSubscriptionsList"]
    assert (shown["EventCategoriesList"], shown["SourceIdsList"]) == (["failover", "failure"], ["b"])
    assert (shown["Enabled"], shown["SnsTopicArn"]) == (False, topic)


def test_an_instance_goes_into_the_default_group_of_a_family(aws: Client, name: str) -> None:
    rds = aws("rds")
    rds.create_db_instance(**{**INSTANCE, "DBInstanceIdentifier": name, "EngineVersion": "16.11"})
    upgrade = {"EngineVersion": "17", "AllowMajorVersionUpgrade": True, "ApplyImmediately": True}
    rds.modify_db_instance(DBInstanceIdentifier=name, DBParameterGroupName="default.postgres17", **upgrade)
    [shown] = rds.describe_db_instances(DBInstanceIdentifier=name)["DBInstances"]
    assert shown["DBParameterGroups"][0]["DBParameterGroupName"] == "default.postgres17"


def test_a_changed_subnet_group_is_still_there(aws: Client, name: str) -> None:
    ec2, rds = aws("ec2"), aws("rds")
    vpc = ec2.create_vpc(CidrBlock="10.77.0.0/16")["Vpc"]["VpcId"]
    subnets = [
        ec2.create_subnet(VpcId=vpc, CidrBlock=f"10.77.{number}.0/24", AvailabilityZone=f"eu-central-1{zone}")["Subnet"]
        for number, zone in enumerate("ab")
    ]
    given = {"DBSubnetGroupName": name, "SubnetIds": [subnet["SubnetId"] for subnet in subnets]}
    rds.create_db_subnet_group(**given, DBSubnetGroupDescription="made by hand")
    rds.modify_db_subnet_group(**given, DBSubnetGroupDescription="changed")
    [shown] = rds.describe_db_subnet_groups(DBSubnetGroupName=name)["DBSubnetGroups"]
    assert shown["DBSubnetGroupDescription"] == "changed"
    with pytest.raises(rds.exceptions.DBSubnetGroupNotFoundFault):
        rds.modify_db_subnet_group(**{**given, "DBSubnetGroupName": f"{name}-2"})
