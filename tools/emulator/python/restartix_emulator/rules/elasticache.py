"""Caches."""

from __future__ import annotations

import re
from typing import Any

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
    Rule("elasticache.identifier", _CREATE, "InvalidParameterValue", f"{_API}/API_CreateReplicationGroup.html", _id),
)
