"""What a region offers: engine versions, classes of database instances, types of cache nodes.

https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DescribeDBEngineVersions.html
https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DescribeOrderableDBInstanceOptions.html
https://docs.aws.amazon.com/AmazonElastiCache/latest/APIReference/API_DescribeCacheEngineVersions.html
https://docs.aws.amazon.com/AmazonElastiCache/latest/APIReference/API_DescribeReservedCacheNodesOfferings.html
"""

from __future__ import annotations

import re
from typing import Any

from moto.core.responses import ActionResult
from moto.elasticache.responses import ElastiCacheResponse
from moto.rds.responses import RDSResponse

from ..account import ACCOUNT
from ..rules.engine_versions import DEFAULT_MINOR, is_retired

_INSTANCE_CLASS = re.compile(r"db\.(serverless|[a-z]\d[a-z]*\.\d*[a-z]+)")
_NODE_TYPE = re.compile(r"cache\.[a-z]\d[a-z]*\.\d*[a-z]+")
# https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/engine-versions.html
_CACHE_ENGINES = {"redis": ("6.2", "7.0", "7.1"), "valkey": ("7.2", "8.0", "8.1")}


def apply() -> None:
    RDSResponse.describe_db_engine_versions = _engine_versions
    RDSResponse.describe_orderable_db_instance_options = _orderable
    ElastiCacheResponse.describe_cache_engine_versions = _cache_engines
    ElastiCacheResponse.describe_reserved_cache_nodes_offerings = _cache_nodes


def _is_offered(engine: str, version: str) -> bool:
    return not is_retired(engine, version) and f"{engine} {version}" not in ACCOUNT.not_offered


def _engine_versions(self: Any) -> ActionResult:
    """A major version alone stands for its minors; a retired one is not listed."""
    engine, asked = self.params.get("Engine", ""), self.params.get("EngineVersion")
    minors = DEFAULT_MINOR.get(engine, {})
    found = list(minors.values()) if asked is None else [minors.get(asked, asked)]
    known = [each for each in found if each.split(".")[0] in minors and _is_offered(engine, each)]
    if asked is not None and not _is_offered(engine, asked):
        known = []
    versions = [{"Engine": engine, "EngineVersion": each, "Status": "available"} for each in known]
    return ActionResult({"DBEngineVersions": versions})


def _orderable(self: Any) -> ActionResult:
    engine, version, name = (self.params.get(key, "") for key in ("Engine", "EngineVersion", "DBInstanceClass"))
    offered = (
        _INSTANCE_CLASS.fullmatch(name)
        and name not in ACCOUNT.not_offered
        and _is_offered(engine, version)
        and (name != "db.serverless" or engine.startswith("aurora"))
    )
    option = {"Engine": engine, "EngineVersion": version, "DBInstanceClass": name, "Vpc": True}
    return ActionResult({"OrderableDBInstanceOptions": [option] if offered else []})


def _cache_engines(self: Any) -> ActionResult:
    engine = self.params.get("Engine", "redis")
    versions = [each for each in _CACHE_ENGINES.get(engine, ()) if f"{engine} {each}" not in ACCOUNT.not_offered]
    return ActionResult({"CacheEngineVersions": [{"Engine": engine, "EngineVersion": each} for each in versions]})


def _cache_nodes(self: Any) -> ActionResult:
    name = self.params.get("CacheNodeType", "")
    if not _NODE_TYPE.fullmatch(name) or name in ACCOUNT.not_offered:
        return ActionResult({"ReservedCacheNodesOfferings": []})
    offering = {"ReservedCacheNodesOfferingId": "00000000-0000-0000-0000-000000000001", "CacheNodeType": name}
    return ActionResult({"ReservedCacheNodesOfferings": [offering]})
