"""Caches."""

from __future__ import annotations

import re
from typing import Any

from ..corrections.elasticache import parameter_group
from .rule import Call, Rule

_API = "https://docs.aws.amazon.com/AmazonElastiCache/latest/APIReference"
_GUIDE = "https://docs.aws.amazon.com/AmazonElastiCache/latest/dg"

_ID = re.compile(r"[A-Za-z](?:-?[A-Za-z0-9])*")
_GROUP_ID_LENGTH = 40
_TOKEN = re.compile(r"[!-~]{16,128}")
_CREATE = "CreateReplicationGroup"
_MODIFY = "ModifyReplicationGroup"


def _existing(call: Call) -> Any:
    return call.backend().replication_groups.get(call.params.get("ReplicationGroupId"))


def _users_beside_token(call: Call) -> str | None:
    given, group = call.params, _existing(call)
    users = given.get("UserGroupIds") or given.get("UserGroupIdsToAdd")
    strategy = given.get("AuthTokenUpdateStrategy")
    has_token = bool(given.get("AuthToken")) or bool(group is not None and group.auth_token_enabled)
    if users and has_token and strategy != "DELETE":
        return (
            "User group based access control is not available beside an AUTH token: add the user group and delete the "
            "token in one modification, with AuthTokenUpdateStrategy DELETE."
        )
    return None


def _token(call: Call) -> str | None:
    token = call.params.get("AuthToken")
    if token is None:
        return None
    if not _TOKEN.fullmatch(token) or set(token) & set('/"@'):
        return (
            "Invalid AuthToken provided. Valid AuthTokens are between 16 and 128 printable ASCII characters other "
            "than '/', '\"' and '@'."
        )
    return None


def _token_in_the_clear(call: Call) -> str | None:
    given, group = call.params, _existing(call)
    encrypted = given.get("TransitEncryptionEnabled", group is not None and group.transit_encryption_enabled)
    if given.get("AuthToken") and not encrypted:
        return "AuthToken is only supported when encryption-in-transit is enabled."
    return None


def _failover_alone(call: Call) -> str | None:
    given, group = call.params, _existing(call)
    # Several shards cannot do without it, even with nothing to fail over to.
    if int(given.get("NumNodeGroups") or 1) > 1 or (group is not None and len(group.node_groups) > 1):
        return None
    if group is None:
        replicas = given.get("ReplicasPerNodeGroup") or int(given.get("NumCacheClusters") or 1) - 1
    else:
        replicas = len(group.member_clusters) - 1
    if given.get("AutomaticFailoverEnabled") and not replicas:
        return "Replication group with automatic failover enabled must have at least one replica."
    return None


def _zones_without_failover(call: Call) -> str | None:
    given, group = call.params, _existing(call)
    failover = given.get("AutomaticFailoverEnabled")
    if failover is None:
        failover = group is not None and group.automatic_failover == "enabled"
    if given.get("MultiAZEnabled") and not failover:
        return "Cannot enable Multi-AZ without automatic failover."
    return None


def _downgrade(call: Call) -> str | None:
    group, version = _existing(call), call.params.get("EngineVersion")
    if group is None or not version:
        return None
    if _numbers(version) < _numbers(str(group.engine_version))[: len(_numbers(version))]:
        return f"Specific version downgrade is not allowed: {group.engine_version} to {version}."
    return None


# https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/ParameterGroups.Management.html
def _family(engine: str, version: str) -> str:
    major = version.split(".")[0]
    return "redis6.x" if (engine, major) == ("redis", "6") else f"{engine}{major}"


def _other_family(call: Call) -> str | None:
    given, group = call.params, _existing(call)
    name = given.get("CacheParameterGroupName")
    parameters = parameter_group(call.account, call.region, name) if name else None
    waits = getattr(group, "waiting", {})
    engine = given.get("Engine") or waits.get("Engine") or getattr(group, "engine", None)
    version = given.get("EngineVersion") or waits.get("EngineVersion") or getattr(group, "engine_version", None)
    if parameters is None or not engine or not version:
        return None
    family, wanted = parameters["CacheParameterGroupFamily"], _family(engine, version)
    if family == wanted:
        return None
    return f"Expected a parameter group of family {wanted} but found one of family {family}"


def _old_group_stays(call: Call) -> str | None:
    given, group = call.params, _existing(call)
    if group is None or given.get("CacheParameterGroupName") or not (given.get("Engine") or given.get("EngineVersion")):
        return None
    used = parameter_group(call.account, call.region, group.cache_parameter_group_name)
    wanted = _family(given.get("Engine") or group.engine, given.get("EngineVersion") or group.engine_version)
    if used is None or used["CacheParameterGroupFamily"] == wanted:
        return None
    return f"Expected a parameter group of family {wanted} but found one of family {used['CacheParameterGroupFamily']}"


def _group_in_use(call: Call) -> str | None:
    name = call.params["CacheParameterGroupName"]
    users = [each for each in call.backend().replication_groups.values() if each.cache_parameter_group_name == name]
    if not users:
        return None
    return "One or more cache clusters are still members of this parameter group, so the group cannot be deleted."


def _back_to_redis(call: Call) -> str | None:
    group = _existing(call)
    if group is not None and group.engine == "valkey" and call.params.get("Engine") == "redis":
        return "The replication group cannot be modified from the engine valkey to redis."
    return None


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in re.findall(r"\d+", version))


def _id(call: Call) -> str | None:
    identity = str(call.params["ReplicationGroupId"])
    if len(identity) > _GROUP_ID_LENGTH or not _ID.fullmatch(identity):
        return (
            f"The parameter ReplicationGroupId is not a valid identifier: at most {_GROUP_ID_LENGTH} letters, digits "
            "and hyphens, beginning with a letter, without two hyphens in a row or one at the end."
        )
    return None


RULES = (
    Rule(
        "elasticache.user-group-beside-token",
        f"{_CREATE} {_MODIFY}",
        "InvalidParameterCombination",
        f"{_GUIDE}/Clusters.RBAC.html",
        _users_beside_token,
    ),
    Rule("elasticache.token", f"{_CREATE} {_MODIFY}", "InvalidParameterValue", f"{_GUIDE}/auth.html", _token),
    Rule(
        "elasticache.token-in-the-clear",
        f"{_CREATE} {_MODIFY}",
        "InvalidParameterCombination",
        f"{_GUIDE}/auth.html",
        _token_in_the_clear,
    ),
    Rule(
        "elasticache.failover-without-replica",
        f"{_CREATE} {_MODIFY}",
        "InvalidParameterCombination",
        f"{_API}/API_CreateReplicationGroup.html",
        _failover_alone,
    ),
    Rule(
        "elasticache.zones-without-failover",
        f"{_CREATE} {_MODIFY}",
        "InvalidParameterCombination",
        f"{_GUIDE}/AutoFailover.html",
        _zones_without_failover,
    ),
    Rule(
        "elasticache.version-downgrade",
        _MODIFY,
        "InvalidParameterCombination",
        f"{_GUIDE}/VersionManagement.HowTo.html",
        _downgrade,
    ),
    Rule(
        "elasticache.valkey-to-redis",
        _MODIFY,
        "InvalidParameterCombination",
        f"{_GUIDE}/VersionManagement.HowTo.html",
        _back_to_redis,
    ),
    Rule(
        "elasticache.parameter-group-of-another-family",
        f"{_CREATE} {_MODIFY}",
        "InvalidParameterCombination",
        f"{_GUIDE}/ParameterGroups.html",
        _other_family,
    ),
    Rule(
        "elasticache.engine-without-group",
        _MODIFY,
        "InvalidParameterCombination",
        f"{_GUIDE}/VersionManagement.HowTo.html",
        _old_group_stays,
    ),
    Rule(
        "elasticache.parameter-group-in-use",
        "DeleteCacheParameterGroup",
        "InvalidCacheParameterGroupState",
        f"{_API}/API_DeleteCacheParameterGroup.html",
        _group_in_use,
    ),
    Rule("elasticache.identifier", _CREATE, "InvalidParameterValue", f"{_API}/API_CreateReplicationGroup.html", _id),
)
