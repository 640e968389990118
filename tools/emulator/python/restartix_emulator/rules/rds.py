"""Databases."""

from __future__ import annotations

import json
import re
from typing import Any

from .engine_versions import family_of, is_retired, major_of
from .rule import Call, Rule

_API = "https://docs.aws.amazon.com/AmazonRDS/latest/APIReference"
_GUIDE = "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide"
_AURORA = "https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide"

_IDENTIFIER = re.compile(r"[A-Za-z](?:-?[A-Za-z0-9])*")
_IDENTIFIERS = (
    "DBInstanceIdentifier",
    "DBClusterIdentifier",
    "FinalDBSnapshotIdentifier",
    "FinalSnapshotIdentifier",
    "DBParameterGroupName",
    "DBClusterParameterGroupName",
)
_PASSWORD = re.compile(r"[!-~]+")
# PostgreSQL's reserved words that are user names, and those that RDS keeps.
_RESERVED = frozenset({"admin", "public", "rdsadmin", "rds_superuser", "user", "current_user", "session_user"})
# Change only with a restart.
_STATIC = frozenset(
    {"autovacuum_max_workers", "max_connections", "rds.logical_replication", "shared_buffers", "shared_preload_libraries"}
)


def _version_retired(call: Call) -> str | None:
    engine, version = str(call.params.get("Engine")), str(call.params.get("EngineVersion"))
    return f"Cannot find version {version} for {engine}" if is_retired(engine, version) else None


def _existing(call: Call) -> Any:
    name = call.params.get("DBInstanceIdentifier") or call.params.get("DBClusterIdentifier")
    backend = call.backend()
    known = backend.clusters if "Cluster" in call.operation else backend.databases
    return known.get(name)


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in re.findall(r"\d+", version))


def _major_upgrade(call: Call) -> str | None:
    existing, version = _existing(call), call.params.get("EngineVersion")
    if existing is None or not version or call.params.get("AllowMajorVersionUpgrade"):
        return None
    if _numbers(version)[:1] > _numbers(str(existing.engine_version))[:1]:
        return "The AllowMajorVersionUpgrade flag must be present when upgrading to a new major version."
    return None


def _group(call: Call, name: str | None) -> Any:
    """A parameter group that a user made."""
    backend = call.backend()
    known = backend.db_cluster_parameter_groups if "Cluster" in call.operation else backend.db_parameter_groups
    return None if name is None or name.startswith("default.") else known.get(name)


def _family(group: Any) -> str:
    return str(getattr(group, "family", None) or group.db_parameter_group_family)


def _group_name(call: Call) -> str | None:
    return call.params.get("DBClusterParameterGroupName" if "Cluster" in call.operation else "DBParameterGroupName")


def _other_family(call: Call) -> str | None:
    existing, group = _existing(call), _group(call, _group_name(call))
    waits = getattr(existing, "waiting", {}).get("engine_version")
    version = call.params.get("EngineVersion") or waits or getattr(existing, "engine_version", None)
    engine = call.params.get("Engine") or getattr(existing, "engine", None)
    # A member of a cluster is in the cluster's version.
    if group is None or version is None or engine is None:
        return None
    family = family_of(str(engine), str(version))
    if _family(group) == family:
        return None
    return (
        f"The parameter group {_group_name(call)} with DBParameterGroupFamily {_family(group)} can't be used for this instance. "
        f"Please use a parameter group with DBParameterGroupFamily {family}"
    )


def _old_group_stays(call: Call) -> str | None:
    existing, version = _existing(call), call.params.get("EngineVersion")
    if existing is None or not version or _group_name(call):
        return None
    used = existing.parameter_group if "Cluster" in call.operation else existing.db_parameter_group_name
    if _group(call, used) is None or major_of(version) == major_of(str(existing.engine_version)):
        return None
    return (
        f"The current DB instance parameter group {used} is custom. You must explicitly specify a new DB instance "
        "parameter group, either default or custom, for the engine version upgrade."
    )


def _group_in_use(call: Call) -> str | None:
    backend, name = call.backend(), _group_name(call)
    if "Cluster" in call.operation:
        users = [each for each in backend.clusters.values() if each.parameter_group == name]
    else:
        users = [each for each in backend.databases.values() if each.db_parameter_group_name == name]
    if not users:
        return None
    return f"One or more database instances are still members of this parameter group {name}, so the group cannot be deleted"


def _downgrade(call: Call) -> str | None:
    existing, version = _existing(call), call.params.get("EngineVersion")
    if existing is None or not version:
        return None
    before, after = _numbers(str(existing.engine_version)), _numbers(version)
    # The major alone is whatever minor runs.
    shared = min(len(before), len(after))
    if after[:shared] < before[:shared]:
        return f"Cannot upgrade {existing.engine} from {existing.engine_version} to {version}"
    return None


def _storage_shrinks(call: Call) -> str | None:
    existing, asked = _existing(call), call.params.get("AllocatedStorage")
    if existing is None or asked is None or not existing.allocated_storage:
        return None
    if int(asked) < int(existing.allocated_storage):
        return f"Invalid storage size: {asked} GiB is less than the {existing.allocated_storage} GiB allocated."
    return None


def _identifier(call: Call) -> str | None:
    for name in _IDENTIFIERS:
        value = call.params.get(name)
        if isinstance(value, str) and not _IDENTIFIER.fullmatch(value):
            return (
                f"The parameter {name} is not a valid identifier. Identifiers must begin with a letter; must contain "
                "only ASCII letters, digits, and hyphens; and must not end with a hyphen or contain two consecutive hyphens."
            )
    return None


def _password(call: Call) -> str | None:
    password = call.params.get("MasterUserPassword")
    if password is None:
        return None
    if not 8 <= len(password) <= 128:
        return "The parameter MasterUserPassword is not a valid password because it is not between 8 and 128 characters."
    if not _PASSWORD.fullmatch(password) or set(password) & set("/@\""):
        return (
            "The parameter MasterUserPassword is not a valid password. Only printable ASCII characters besides "
            "'/', '@', '\"', ' ' may be used."
        )
    return None


def _user(call: Call) -> str | None:
    user = str(call.params.get("MasterUsername", ""))
    if user.lower() in _RESERVED:
        return f"MasterUsername {user} cannot be used as it is a reserved word used by the engine"
    return None


def _final_snapshot(call: Call) -> str | None:
    given = call.params
    if given.get("SkipFinalSnapshot"):
        both = "FinalSnapshotIdentifier cannot be specified when deleting with SkipFinalSnapshot"
        return both if given.get("FinalDBSnapshotIdentifier") or given.get("FinalSnapshotIdentifier") else None
    existing = _existing(call)
    # A replica and a member of a cluster have no final snapshot.
    if existing is None or getattr(existing, "is_replica", False) or getattr(existing, "db_cluster_identifier", None):
        if call.operation == "DeleteDBInstance":
            return None
    if not given.get("FinalDBSnapshotIdentifier") and not given.get("FinalSnapshotIdentifier"):
        return "FinalDBSnapshotIdentifier is required unless SkipFinalSnapshot is specified."
    return None


def _replica_without_backups(call: Call) -> str | None:
    source = call.backend().databases.get(call.params.get("SourceDBInstanceIdentifier"))
    if source is not None and not source.backup_retention_period:
        return (
            "Automated backups are not enabled for this database instance. To enable automated backups, use "
            "ModifyDBInstance to set the backup retention period to a non-zero value."
        )
    return None


def _cluster_with_members(call: Call) -> str | None:
    cluster = _existing(call)
    if cluster is not None and cluster.members:
        return "Cluster cannot be deleted, it still contains DB instances in non-deleting state."
    return None


def _static_immediately(call: Call) -> str | None:
    for each in call.params.get("Parameters", []):
        if each.get("ParameterName") in _STATIC and each.get("ApplyMethod") == "immediate":
            return "cannot use immediate apply method for static parameter"
    return None


def _one_zone(call: Call) -> str | None:
    subnets = call.backend("ec2").subnets
    zones = {zone for zone in subnets if set(subnets[zone]) & set(call.params.get("SubnetIds", []))}
    if len(zones) < 2:
        return (
            "The DB subnet group doesn't meet Availability Zone (AZ) coverage requirement. Current AZ coverage: "
            f"{', '.join(sorted(zones))}. Add subnets to cover at least 2 AZs."
        )
    return None


def _monitoring_role(call: Call) -> str | None:
    arn, interval = call.params.get("MonitoringRoleArn"), call.params.get("MonitoringInterval")
    if interval and not arn:
        return "A MonitoringRoleARN value is required if you specify a MonitoringInterval value other than 0."
    if not arn:
        return None
    role = next((each for each in call.backend("iam").roles.values() if each.arn == arn), None)
    if role is None or "monitoring.rds.amazonaws.com" not in json.dumps(role.assume_role_policy_document):
        return "IAM role ARN value is invalid or does not include the required permissions for: ENHANCED_MONITORING"
    return None


_CREATE = "CreateDBInstance CreateDBCluster"
_MODIFY = "ModifyDBInstance ModifyDBCluster"
RULES = (
    Rule(
        "rds.engine-version-retired",
        _CREATE,
        "InvalidParameterCombination",
        "https://docs.aws.amazon.com/AmazonRDS/latest/PostgreSQLReleaseNotes/postgresql-release-calendar.html",
        _version_retired,
    ),
    Rule(
        "rds.major-upgrade-without-flag",
        _MODIFY,
        "InvalidParameterCombination",
        f"{_API}/API_ModifyDBInstance.html",
        _major_upgrade,
    ),
    Rule(
        "rds.major-upgrade-without-group",
        _MODIFY,
        "InvalidParameterCombination",
        f"{_API}/API_ModifyDBInstance.html",
        _old_group_stays,
    ),
    Rule(
        "rds.parameter-group-of-another-family",
        f"{_CREATE} {_MODIFY}",
        "InvalidParameterCombination",
        f"{_API}/API_ModifyDBInstance.html",
        _other_family,
    ),
    Rule(
        "rds.parameter-group-in-use",
        "DeleteDBParameterGroup DeleteDBClusterParameterGroup",
        "InvalidDBParameterGroupState",
        f"{_API}/API_DeleteDBParameterGroup.html",
        _group_in_use,
    ),
    Rule(
        "rds.version-downgrade",
        _MODIFY,
        "InvalidParameterCombination",
        f"{_GUIDE}/USER_UpgradeDBInstance.Upgrading.html",
        _downgrade,
    ),
    Rule(
        "rds.storage-shrinks",
        "ModifyDBInstance",
        "InvalidParameterCombination",
        f"{_GUIDE}/USER_PIOPS.ModifyingExisting.html",
        _storage_shrinks,
    ),
    Rule(
        "rds.identifier",
        f"{_CREATE} CreateDBParameterGroup CreateDBClusterParameterGroup DeleteDBInstance DeleteDBCluster",
        "InvalidParameterValue",
        f"{_GUIDE}/CHAP_Limits.html",
        _identifier,
    ),
    Rule(
        "rds.password", f"{_CREATE} {_MODIFY}", "InvalidParameterValue", f"{_GUIDE}/CHAP_Limits.html", _password
    ),
    Rule("rds.reserved-user", _CREATE, "InvalidParameterValue", f"{_API}/API_CreateDBInstance.html", _user),
    Rule(
        "rds.final-snapshot",
        "DeleteDBInstance DeleteDBCluster",
        "InvalidParameterCombination",
        f"{_API}/API_DeleteDBInstance.html",
        _final_snapshot,
    ),
    Rule(
        "rds.replica-without-backups",
        "CreateDBInstanceReadReplica",
        "InvalidDBInstanceState",
        f"{_GUIDE}/USER_ReadRepl.Create.html",
        _replica_without_backups,
    ),
    Rule(
        "rds.cluster-with-members",
        "DeleteDBCluster",
        "InvalidDBClusterStateFault",
        f"{_AURORA}/USER_DeleteCluster.html",
        _cluster_with_members,
    ),
    Rule(
        "rds.static-parameter-immediately",
        "ModifyDBParameterGroup ModifyDBClusterParameterGroup",
        "InvalidParameterCombination",
        f"{_API}/API_ModifyDBParameterGroup.html",
        _static_immediately,
    ),
    Rule(
        "rds.subnet-group-in-one-zone",
        "CreateDBSubnetGroup ModifyDBSubnetGroup",
        "DBSubnetGroupDoesNotCoverEnoughAZs",
        f"{_API}/API_CreateDBSubnetGroup.html",
        _one_zone,
    ),
    Rule(
        "rds.monitoring-role",
        "CreateDBInstance ModifyDBInstance CreateDBInstanceReadReplica",
        "InvalidParameterValue",
        f"{_GUIDE}/USER_Monitoring.OS.Enabling.html",
        _monitoring_role,
    ),
)
