from __future__ import annotations

from typing import Any

import pytest

from conftest import Client
from strict import Refused, aws, refused  # noqa: F401

TOKEN = "a-token-of-enough-letters"


def group(name: str, **settings: Any) -> dict[str, Any]:
    return {
        "ReplicationGroupId": name,
        "ReplicationGroupDescription": "a",
        "CacheNodeType": "cache.t4g.micro",
        "Engine": "redis",
        "EngineVersion": "7.1",
        "NumCacheClusters": 1,
        **settings,
    }


def test_user_groups_replace_a_token(aws: Client, name: str, refused: Refused) -> None:
    redis, rule = aws("elasticache"), "elasticache.user-group-beside-token"
    both = group(name, TransitEncryptionEnabled=True, AuthToken=TOKEN, UserGroupIds=["a"])
    refused(rule, redis.create_replication_group, **both)
    redis.create_replication_group(**group(name, TransitEncryptionEnabled=True, AuthToken=TOKEN))
    added = {"ReplicationGroupId": name, "UserGroupIdsToAdd": ["a"], "ApplyImmediately": True}
    refused(rule, redis.modify_replication_group, **added)
    redis.modify_replication_group(**added, AuthTokenUpdateStrategy="DELETE")


@pytest.mark.parametrize("token", ["short", "with/slash-and-more", "with@sign-and-more-of", "with space and more", "a" * 129])
def test_tokens_are_checked(aws: Client, name: str, token: str, refused: Refused) -> None:
    given = group(name, TransitEncryptionEnabled=True, AuthToken=token)
    refused("elasticache.token", aws("elasticache").create_replication_group, **given)


def test_a_token_is_not_sent_in_the_clear(aws: Client, name: str, refused: Refused) -> None:
    given = group(name, AuthToken=TOKEN)
    refused("elasticache.token-in-the-clear", aws("elasticache").create_replication_group, **given)


def test_failover_needs_a_replica(aws: Client, name: str, refused: Refused) -> None:
    redis, rule = aws("elasticache"), "elasticache.failover-without-replica"
    refused(rule, redis.create_replication_group, **group(name, AutomaticFailoverEnabled=True))
    redis.create_replication_group(**group(name))
    refused(rule, redis.modify_replication_group, ReplicationGroupId=name, AutomaticFailoverEnabled=True)
    redis.create_replication_group(**group(f"{name}-2", AutomaticFailoverEnabled=True, NumCacheClusters=2))
    shards = {**group(f"{name}-3", NumNodeGroups=2, ReplicasPerNodeGroup=0), "AutomaticFailoverEnabled": True}
    redis.create_replication_group(**{key: value for key, value in shards.items() if key != "NumCacheClusters"})


def test_two_zones_need_failover(aws: Client, name: str, refused: Refused) -> None:
    redis, rule = aws("elasticache"), "elasticache.zones-without-failover"
    refused(rule, redis.create_replication_group, **group(name, MultiAZEnabled=True, NumCacheClusters=2))
    both = {"MultiAZEnabled": True, "AutomaticFailoverEnabled": True, "NumCacheClusters": 2}
    redis.create_replication_group(**group(name, **both))


def test_a_version_never_goes_down(aws: Client, name: str, refused: Refused) -> None:
    redis = aws("elasticache")
    redis.create_replication_group(**group(name))
    change = {"ReplicationGroupId": name, "EngineVersion": "6.2"}
    refused("elasticache.version-downgrade", redis.modify_replication_group, **change)
    redis.modify_replication_group(ReplicationGroupId=name, EngineVersion="7.1")


@pytest.mark.parametrize("identity", ["1st", "a--b", "a-", "a" * 41])
def test_identifiers_are_checked(aws: Client, identity: str, refused: Refused) -> None:
    refused("elasticache.identifier", aws("elasticache").create_replication_group, **group(identity))


def test_valkey_does_not_go_back(aws: Client, name: str, refused: Refused) -> None:
    redis = aws("elasticache")
    redis.create_replication_group(**group(name, Engine="valkey", EngineVersion="8.0"))
    back = {"ReplicationGroupId": name, "Engine": "redis"}
    refused("elasticache.valkey-to-redis", redis.modify_replication_group, **back)
    redis.modify_replication_group(ReplicationGroupId=name, Engine="valkey", EngineVersion="8.1")


def test_a_parameter_group_is_of_the_family_of_the_engine(aws: Client, name: str, refused: Refused) -> None:
    redis = aws("elasticache")
    for family in ("redis7", "valkey8"):
        given = {"CacheParameterGroupName": f"{name}-{family}", "CacheParameterGroupFamily": family, "Description": "a"}
        redis.create_cache_parameter_group(**given)
    rule = "elasticache.parameter-group-of-another-family"
    refused(rule, redis.create_replication_group, **group(name, CacheParameterGroupName=f"{name}-valkey8"))
    redis.create_replication_group(**group(name, CacheParameterGroupName=f"{name}-redis7"))
    move = {"ReplicationGroupId": name, "Engine": "valkey", "EngineVersion": "8.0"}
    refused("elasticache.engine-without-group", redis.modify_replication_group, **move)
    redis.modify_replication_group(**move, CacheParameterGroupName=f"{name}-valkey8")
    old = {"CacheParameterGroupName": f"{name}-redis7"}
    refused("elasticache.parameter-group-in-use", redis.delete_cache_parameter_group, **old)
    redis.modify_replication_group(ReplicationGroupId=name, ApplyImmediately=True)
    redis.delete_cache_parameter_group(**old)
