from __future__ import annotations

from typing import Any

from account import facts
from conftest import Client, Server

REDIS = {"Engine": "redis"}


def _versions(rds: Any, engine: str, version: str) -> list[str]:
    found = rds.describe_db_engine_versions(Engine=engine, EngineVersion=version)["DBEngineVersions"]
    return [each["EngineVersion"] for each in found]


def test_a_major_version_stands_for_the_minor_that_is_offered(aws: Client) -> None:
    assert _versions(aws("rds"), "postgres", "16") == ["16.11"]
    assert _versions(aws("rds"), "aurora-postgresql", "16") == ["16.8"]


def test_a_retired_version_is_not_offered(aws: Client) -> None:
    assert _versions(aws("rds"), "postgres", "16.6") == []
    assert _versions(aws("rds"), "postgres", "16.11") == ["16.11"]


def test_classes_of_instances_are_offered_for_engines_that_have_them(emulator: Server) -> None:
    rds = emulator.client("rds")

    def offered(engine: str, version: str, name: str) -> int:
        asked = {"Engine": engine, "EngineVersion": version, "DBInstanceClass": name}
        return len(rds.describe_orderable_db_instance_options(**asked)["OrderableDBInstanceOptions"])

    assert offered("postgres", "16.11", "db.t4g.medium") == 1
    assert offered("postgres", "16.11", "db.serverless") == 0
    assert offered("aurora-postgresql", "16.8", "db.serverless") == 1
    assert offered("postgres", "16.11", "medium") == 0
    with facts(emulator, not_offered=["db.t4g.medium"]):
        assert offered("postgres", "16.11", "db.t4g.medium") == 0


def test_versions_and_nodes_of_caches(aws: Client) -> None:
    elasticache = aws("elasticache")
    versions = elasticache.describe_cache_engine_versions(**REDIS)["CacheEngineVersions"]
    assert "7.1" in [each["EngineVersion"] for each in versions]
    nodes = elasticache.describe_reserved_cache_nodes_offerings(CacheNodeType="cache.t4g.small")
    assert [each["CacheNodeType"] for each in nodes["ReservedCacheNodesOfferings"]] == ["cache.t4g.small"]


def test_a_region_may_lack_some(emulator: Server) -> None:
    elasticache, rds = emulator.client("elasticache"), emulator.client("rds")
    with facts(emulator, not_offered=["redis 7.1", "cache.t4g.small", "postgres 16"]):
        versions = elasticache.describe_cache_engine_versions(**REDIS)["CacheEngineVersions"]
        assert "7.1" not in [each["EngineVersion"] for each in versions]
        nodes = elasticache.describe_reserved_cache_nodes_offerings(CacheNodeType="cache.t4g.small")
        assert nodes["ReservedCacheNodesOfferings"] == []
        assert _versions(rds, "postgres", "16") == []
