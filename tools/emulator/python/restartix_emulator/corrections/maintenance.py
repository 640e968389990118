"""What AWS changes in the next maintenance window only, unless it is asked to do it immediately.

Until then a plan reads the old value. `PUT /restartix-emulator/maintenance` is the window.

https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Overview.DBInstance.Modifying.html#USER_ModifyInstance.Settings
https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Aurora.Modifying.html#Aurora.Modifying.Settings
https://docs.aws.amazon.com/AmazonElastiCache/latest/APIReference/API_ModifyReplicationGroup.html
"""

from __future__ import annotations

from typing import Any, Iterator

from moto import backends
from moto.core import DEFAULT_ACCOUNT_ID
from moto.core.responses import ActionResult
from moto.elasticache import models as caches
from moto.elasticache import responses as cache_responses
from moto.rds import models

from ..rules.engine_versions import DEFAULT_MINOR, major_of
from .elasticache import MODIFIABLE, changed_group

# Attributes of moto's objects, with the names by which AWS shows them as pending.
_OF_INSTANCE = {
    "allocated_storage": "AllocatedStorage",
    "ca_certificate_identifier": "CACertificateIdentifier",
    "db_instance_class": "DBInstanceClass",
    "db_subnet_group_name": "DBSubnetGroupName",
    "engine_version": "EngineVersion",
    "iops": "Iops",
    "multi_az": "MultiAZ",
    "storage_throughput": "StorageThroughput",
    "storage_type": "StorageType",
}
_OF_CLUSTER = {"engine_version": "EngineVersion"}
_OF_CACHE = ("CacheNodeType", "CacheParameterGroupName", "Engine", "EngineVersion")
_SHOWN_BY_CACHE = ("CacheNodeType", "EngineVersion")


def apply() -> None:
    _instances()
    _clusters()
    _caches()


def waiting() -> dict[str, dict[str, Any]]:
    """What changes in the next window, by the name of what it is of."""
    return {name: dict(found.waiting) for name, found, _ in _all() if _waits(found)}


def window() -> dict[str, dict[str, Any]]:
    """Changes what waits, and says what it was."""
    done = waiting()
    for _, found, backend in _all():
        if not _waits(found):
            continue
        asked, found.waiting = found.waiting, {}
        if isinstance(found, models.DBInstance):
            _change_instance(found, asked)
        elif isinstance(found, models.DBCluster):
            _change_cluster(found, asked)
        else:
            changed_group(backend, found, asked)
    return done


def _waits(found: Any) -> bool:
    return bool(getattr(found, "waiting", None))


def _all() -> Iterator[tuple[str, Any, Any]]:
    for service, kinds in (("rds", ("clusters", "databases")), ("elasticache", ("replication_groups",))):
        for backend in list(backends.get_backend(service)[DEFAULT_ACCOUNT_ID].values()):  # type: ignore[arg-type]
            for kind in kinds:
                yield from ((name, found, backend) for name, found in list(getattr(backend, kind).items()))


def _resolved(found: Any, version: str | None) -> str | None:
    """The major alone is whatever minor runs, or the newest of another major."""
    if version is None or "." in version:
        return version
    if major_of(version) == major_of(str(found.engine_version)):
        return str(found.engine_version)
    return DEFAULT_MINOR.get(found.engine, {}).get(version, version)


def _rises(found: Any, asked: dict[str, Any]) -> bool:
    version = asked.get("engine_version")
    return bool(version) and major_of(str(version)) != major_of(str(found.engine_version))


def _split(found: Any, asked: dict[str, Any], waits: dict[str, str], group: str) -> dict[str, Any]:
    """Keeps what has to wait, and gives back the rest."""
    asked = {name: value for name, value in asked.items() if value is not None}
    if "engine_version" in asked:
        asked["engine_version"] = _resolved(found, asked["engine_version"])
    before = getattr(found, "waiting", {})
    if asked.get("apply_immediately"):
        found.waiting = {}
        return {**before, **asked}
    # The group of another major comes with the major.
    later = {*waits, group} if _rises(found, asked) else set(waits)
    kept = {**before, **{name: value for name, value in asked.items() if name in later}}
    found.waiting = {name: value for name, value in kept.items() if value != getattr(found, name, None)}
    return {name: value for name, value in asked.items() if name not in later}


def _pending(waits: dict[str, str]) -> property:
    return property(
        lambda self: {
            waits[name]: value for name, value in getattr(self, "waiting", {}).items() if name in waits
        }
    )


def _instances() -> None:
    global _update
    _update = models.DBInstance.update

    def update(self: Any, **asked: Any) -> None:
        _change_instance(self, _split(self, asked, _OF_INSTANCE, "db_parameter_group_name"))

    models.DBInstance.update = update
    models.DBInstance.pending_modified_values = _pending(_OF_INSTANCE)


def _change_instance(instance: Any, asked: dict[str, Any]) -> None:
    rises = _rises(instance, asked)
    _update(instance, **asked)
    if not rises:
        return
    # A major upgrade takes the replicas of the region along. The documentation does not say with which group; one of
    # the old family cannot stay.
    # https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_UpgradeDBInstance.PostgreSQL.html
    for identifier in getattr(instance, "replicas", None) or []:
        replica = instance.backend.databases.get(identifier)
        if replica is not None:
            replica.engine_version = instance.engine_version
            replica.db_parameter_group_name = None


def _clusters() -> None:
    global _modify_cluster
    _modify_cluster = models.RDSBackend.modify_db_cluster

    def modify_db_cluster(self: Any, kwargs: dict[str, Any]) -> Any:
        cluster = self.clusters[kwargs["db_cluster_identifier"]]
        return _change_cluster(cluster, _split(cluster, dict(kwargs), _OF_CLUSTER, "db_cluster_parameter_group_name"))

    models.RDSBackend.modify_db_cluster = modify_db_cluster
    models.DBCluster.pending_modified_values = _pending(_OF_CLUSTER)


def _change_cluster(cluster: Any, asked: dict[str, Any]) -> Any:
    rises = _rises(cluster, asked)
    identifier = cluster.db_cluster_identifier
    changed = _modify_cluster(cluster.backend, {**asked, "db_cluster_identifier": identifier})
    # Its members are in its version, and in the default group of its family where they have none of their own.
    for member in cluster.backend.databases.values() if rises else ():
        if member.db_cluster_identifier == identifier:
            member.db_parameter_group_name = None
    return changed


def _caches() -> None:
    def modify(self: Any) -> ActionResult:
        params, backend = self._get_params(), self.elasticache_backend
        group = backend.describe_replication_groups(params["ReplicationGroupId"])[0]
        before = getattr(group, "waiting", {})
        if params.get("ApplyImmediately"):
            group.waiting, params = {}, {**before, **params}
        else:
            kept = {**before, **{name: params[name] for name in _OF_CACHE if params.get(name)}}
            group.waiting = {name: value for name, value in kept.items() if value != getattr(group, MODIFIABLE[name])}
            params = {name: value for name, value in params.items() if name not in _OF_CACHE}
        changed_group(backend, group, params)
        return ActionResult({"ReplicationGroup": group})

    cache_responses.ElastiCacheResponse.modify_replication_group = modify
    show_members = caches.ElastiCacheBackend.show_members

    def with_pending(self: Any, group: Any) -> None:
        show_members(self, group)
        waits = getattr(group, "waiting", {})
        for member in group.member_clusters:
            pending = {name: waits[name] for name in _SHOWN_BY_CACHE if name in waits}
            self.cache_clusters[member].pending_modified_values = pending

    caches.ElastiCacheBackend.show_members = with_pending
