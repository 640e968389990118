from __future__ import annotations

from typing import Any

import pytest

from conftest import Client


@pytest.fixture
def group(aws: Client, network: dict[str, Any], name: str) -> dict[str, Any]:
    cache = aws("elasticache")
    cache.create_cache_subnet_group(
        CacheSubnetGroupName=name, CacheSubnetGroupDescription="test", SubnetIds=network["subnets"]
    )
    return {
        "ReplicationGroupId": name,
        "ReplicationGroupDescription": "test",
        "Engine": "redis",
        "EngineVersion": "7.1",
        "CacheNodeType": "cache.t4g.small",
        "CacheSubnetGroupName": name,
        "SecurityGroupIds": [network["group"]],
    }


def test_the_members_of_a_replication_group_are_cache_clusters(aws: Client, group: dict[str, Any]) -> None:
    cache, name = aws("elasticache"), group["ReplicationGroupId"]
    made = cache.create_replication_group(
        **group,
        NumCacheClusters=2,
        AutomaticFailoverEnabled=True,
        TransitEncryptionEnabled=True,
        AtRestEncryptionEnabled=True,
        PreferredMaintenanceWindow="sun:05:00-sun:06:00",
        SnapshotWindow="01:00-02:00",
        SnapshotRetentionLimit=3,
    )["ReplicationGroup"]
    assert made["MemberClusters"] == [f"{name}-001", f"{name}-002"]
    for member in made["MemberClusters"]:
        [cluster] = cache.describe_cache_clusters(CacheClusterId=member, ShowCacheNodeInfo=True)["CacheClusters"]
        assert cluster["ReplicationGroupId"] == name
        assert cluster["CacheNodeType"] == "cache.t4g.small"
        assert cluster["EngineVersion"].startswith("7.1")
        assert cluster["CacheSubnetGroupName"] == name
        assert cluster["PreferredMaintenanceWindow"] == "sun:05:00-sun:06:00"
        assert [each["SecurityGroupId"] for each in cluster["SecurityGroups"]] == group["SecurityGroupIds"]


def test_a_deleted_replication_group_is_gone_with_its_members(aws: Client, group: dict[str, Any]) -> None:
    cache, name = aws("elasticache"), group["ReplicationGroupId"]
    cache.create_replication_group(**group, NumCacheClusters=1)
    cache.delete_replication_group(ReplicationGroupId=name)
    with pytest.raises(cache.exceptions.ReplicationGroupNotFoundFault):
        cache.describe_replication_groups(ReplicationGroupId=name)
    with pytest.raises(cache.exceptions.CacheClusterNotFoundFault):
        cache.describe_cache_clusters(CacheClusterId=f"{name}-001")
    cache.delete_cache_subnet_group(CacheSubnetGroupName=name)
    with pytest.raises(cache.exceptions.CacheSubnetGroupNotFoundFault):
        cache.describe_cache_subnet_groups(CacheSubnetGroupName=name)


def test_a_changed_replication_group_changes_its_members(aws: Client, group: dict[str, Any]) -> None:
    cache, name = aws("elasticache"), group["ReplicationGroupId"]
    cache.create_replication_group(**group, NumCacheClusters=1)
    cache.modify_replication_group(ReplicationGroupId=name, CacheNodeType="cache.t4g.medium", ApplyImmediately=True)
    [cluster] = cache.describe_cache_clusters(CacheClusterId=f"{name}-001")["CacheClusters"]
    assert cluster["CacheNodeType"] == "cache.t4g.medium"


def test_a_replication_group_delivers_its_logs(aws: Client, group: dict[str, Any]) -> None:
    cache, name = aws("elasticache"), group["ReplicationGroupId"]
    delivery = {
        "LogType": "slow-log",
        "DestinationType": "cloudwatch-logs",
        "DestinationDetails": {"CloudWatchLogsDetails": {"LogGroup": "/redis/slow"}},
        "LogFormat": "json",
    }
    cache.create_replication_group(**group, NumCacheClusters=1, LogDeliveryConfigurations=[delivery])
    [shown] = cache.describe_replication_groups(ReplicationGroupId=name)["ReplicationGroups"]
    assert shown["LogDeliveryConfigurations"] == [{**delivery, "Status": "active"}]


def test_a_parameter_group_keeps_its_values(aws: Client, name: str) -> None:
    cache = aws("elasticache")
    made = cache.create_cache_parameter_group(
        CacheParameterGroupName=name, CacheParameterGroupFamily="redis7", Description="test"
    )["CacheParameterGroup"]
    assert made["CacheParameterGroupFamily"] == "redis7"
    cache.modify_cache_parameter_group(
        CacheParameterGroupName=name,
        ParameterNameValues=[{"ParameterName": "maxmemory-policy", "ParameterValue": "noeviction"}],
    )
    values = {
        each["ParameterName"]: each["ParameterValue"]
        for each in cache.describe_cache_parameters(CacheParameterGroupName=name, Source="user")["Parameters"]
    }
    assert values == {"maxmemory-policy": "noeviction"}
    cache.delete_cache_parameter_group(CacheParameterGroupName=name)
    with pytest.raises(cache.exceptions.CacheParameterGroupNotFoundFault):
        cache.describe_cache_parameter_groups(CacheParameterGroupName=name)


def test_a_user_group_has_users_that_log_in_with_iam(aws: Client, name: str) -> None:
    cache = aws("elasticache")
    for user in ("default", name):
        cache.create_user(
            UserId=f"{name}-{user}",
            UserName=user,
            Engine="redis",
            AccessString="on ~* +@all",
            AuthenticationMode={"Type": "no-password-required" if user == "default" else "iam"},
        )
    cache.create_user_group(UserGroupId=name, Engine="redis", UserIds=[f"{name}-default"])
    cache.modify_user_group(UserGroupId=name, UserIdsToAdd=[f"{name}-{name}"])
    [group] = cache.describe_user_groups(UserGroupId=name)["UserGroups"]
    assert (group["Status"], group["UserIds"]) == ("active", [f"{name}-default", f"{name}-{name}"])


@pytest.mark.parametrize(
    ("shards", "expected"),
    [
        ({"NumCacheClusters": 2}, ["001", "002", "003"]),
        (
            {"NumNodeGroups": 2, "ReplicasPerNodeGroup": 1},
            ["0001-001", "0001-002", "0001-003", "0002-001", "0002-002", "0002-003"],
        ),
    ],
)
def test_replicas_come_and_go(aws: Client, group: dict[str, Any], shards: dict[str, int], expected: list[str]) -> None:
    cache, name = aws("elasticache"), group["ReplicationGroupId"]

    def members() -> list[str]:
        clusters = cache.describe_cache_clusters()["CacheClusters"]
        return sorted(each["CacheClusterId"] for each in clusters if each.get("ReplicationGroupId") == name)

    cache.create_replication_group(**group, **shards, AutomaticFailoverEnabled=True)
    before = members()
    cache.increase_replica_count(ReplicationGroupId=name, NewReplicaCount=2, ApplyImmediately=True)
    assert members() == [f"{name}-{each}" for each in expected]
    [shown] = cache.describe_replication_groups(ReplicationGroupId=name)["ReplicationGroups"]
    assert sorted(shown["MemberClusters"]) == members()
    cache.decrease_replica_count(ReplicationGroupId=name, NewReplicaCount=1, ApplyImmediately=True)
    assert members() == before


def test_a_user_changes_what_it_may_do(aws: Client, name: str) -> None:
    cache = aws("elasticache")
    mode = {"Type": "iam"}
    cache.create_user(UserId=name, UserName=name, Engine="redis", AccessString="on ~* +@all", AuthenticationMode=mode)
    cache.modify_user(UserId=name, AccessString="on ~app:* +@read")
    [user] = cache.describe_users(UserId=name)["Users"]
    assert (user["AccessString"], user["Authentication"]["Type"]) == ("on ~app:* +@read", "iam")
