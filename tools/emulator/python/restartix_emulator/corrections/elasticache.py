"""AWS shows each member of a replication group as a cache cluster, keeps parameter groups, and forgets what is deleted.

https://docs.aws.amazon.com/AmazonElastiCache/latest/APIReference/API_DescribeCacheClusters.html
https://docs.aws.amazon.com/AmazonElastiCache/latest/APIReference/API_CreateCacheParameterGroup.html
"""

from __future__ import annotations

import re
from typing import Any

from moto.core.responses import ActionResult, EmptyResult
from moto.core.exceptions import ServiceException
from moto.elasticache import models, responses
from moto.elasticache.exceptions import CacheClusterNotFound
from moto.elasticache.models import CacheCluster

parameter_groups: dict[tuple[str, str], dict[str, dict[str, Any]]] = {}
user_groups: dict[tuple[str, str], dict[str, dict[str, Any]]] = {}


class _NotFound(ServiceException):
    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


def apply() -> None:
    _replication_groups()
    _parameters()
    _users()


def _replication_groups() -> None:
    backend = models.ElastiCacheBackend
    create, delete = backend.create_replication_group, backend.delete_replication_group

    def create_replication_group(self: Any, **kwargs: Any) -> Any:
        # The number of clusters counts when no node groups are asked for; moto counts replicas alone.
        clusters = kwargs.get("num_cache_clusters")
        if clusters and not kwargs.get("replicas_per_node_group"):
            kwargs["replicas_per_node_group"] = int(clusters) - 1
        if kwargs.get("num_node_groups") and int(kwargs["num_node_groups"]) > 1:
            kwargs["cluster_mode"] = "enabled"
        group = create(self, **kwargs)
        group.auto_minor_version_upgrade = kwargs.get("auto_minor_version_upgrade") is not False
        group.preferred_maintenance_window = group.preferred_maintenance_window or "sun:05:00-sun:06:00"
        if group.transit_encryption_enabled:
            group.transit_encryption_mode = kwargs.get("transit_encryption_mode") or "required"
        self.log_delivery_of(group, kwargs.get("log_delivery_configurations"))
        self.show_members(group)
        return group

    def log_delivery_of(self: Any, group: Any, configurations: Any) -> None:
        if configurations is None:
            return
        group.log_delivery_configurations = [
            {**each, "Status": "active"} for each in configurations if each.get("Enabled", True) is not False
        ]

    def show_members(self: Any, group: Any) -> None:
        for member in group.member_clusters:
            self.cache_clusters[member] = _member(self, group, member)

    def modify_replication_group(self: Any, replication_group_id: str, **kwargs: Any) -> Any:
        group = self.describe_replication_groups(replication_group_id)[0]
        for name, value in kwargs.items():
            if value is not None:
                setattr(group, name, value)
        return group

    def delete_replication_group(self: Any, replication_group_id: str, retain_primary_cluster: bool | None) -> Any:
        group = delete(self, replication_group_id, retain_primary_cluster)
        for member in group.member_clusters:
            self.cache_clusters.pop(member, None)
        self.replication_groups.pop(replication_group_id)
        return group

    def describe_cache_clusters(self: Any, cache_cluster_id: str | None = None) -> list[Any]:
        if cache_cluster_id is None:
            return list(self.cache_clusters.values())
        if cache_cluster_id not in self.cache_clusters:
            raise CacheClusterNotFound(cache_cluster_id)
        return [self.cache_clusters[cache_cluster_id]]

    backend.create_replication_group = create_replication_group
    backend.delete_replication_group = delete_replication_group
    backend.describe_cache_clusters = describe_cache_clusters
    backend.log_delivery_of = log_delivery_of
    backend.show_members = show_members

    responses.ElastiCacheResponse.increase_replica_count = _change_replica_count
    responses.ElastiCacheResponse.decrease_replica_count = _change_replica_count
    responses.ElastiCacheResponse.delete_cache_subnet_group = _delete_subnet_group


MODIFIABLE = {
    "ReplicationGroupDescription": "description",
    "CacheNodeType": "cache_node_type",
    "Engine": "engine",
    "EngineVersion": "engine_version",
    "SnapshotRetentionLimit": "snapshot_retention_limit",
    "SnapshotWindow": "snapshot_window",
    "PreferredMaintenanceWindow": "preferred_maintenance_window",
    "CacheParameterGroupName": "cache_parameter_group_name",
    "SecurityGroupIds": "security_group_ids",
    "AutoMinorVersionUpgrade": "auto_minor_version_upgrade",
}


def changed_group(backend: Any, group: Any, params: dict[str, Any]) -> None:
    """As asked for, immediately; what waits for a window is in `maintenance`."""
    for key, name in MODIFIABLE.items():
        if params.get(key) is not None:
            setattr(group, name, params[key])
    for key, name in (("AutomaticFailoverEnabled", "automatic_failover"), ("MultiAZEnabled", "multi_az")):
        if params.get(key) is not None:
            setattr(group, name, "enabled" if params[key] else "disabled")
    if params.get("AuthToken"):
        group.auth_token_enabled = True
    if params.get("AuthTokenUpdateStrategy") == "DELETE":
        group.auth_token_enabled = False
    added, removed = params.get("UserGroupIdsToAdd") or [], params.get("UserGroupIdsToRemove") or []
    group.user_group_ids = [each for each in group.user_group_ids or [] if each not in removed] + added
    backend.log_delivery_of(group, params.get("LogDeliveryConfigurations"))
    backend.show_members(group)


def _member(backend: Any, group: Any, name: str) -> CacheCluster:
    cluster = CacheCluster.__new__(CacheCluster)
    cluster.__dict__.update(
        cache_cluster_id=name,
        replication_group_id=group.replication_group_id,
        engine=group.engine,
        engine_version=_full_version(group.engine_version),
        cache_node_type=group.cache_node_type,
        num_cache_nodes=1,
        cache_cluster_status="available",
        preferred_availability_zone=f"{backend.region_name}a",
        preferred_maintenance_window=group.preferred_maintenance_window,
        cache_parameter_group={
            "CacheParameterGroupName": group.cache_parameter_group_name,
            "ParameterApplyStatus": "in-sync",
        },
        cache_subnet_group_name=group.cache_subnet_group_name,
        security_groups=[
            {"SecurityGroupId": each, "Status": "active"} for each in group.security_group_ids or []
        ],
        auto_minor_version_upgrade=group.auto_minor_version_upgrade,
        snapshot_retention_limit=group.snapshot_retention_limit,
        snapshot_window=group.snapshot_window,
        auth_token_enabled=group.auth_token_enabled,
        transit_encryption_enabled=group.transit_encryption_enabled,
        transit_encryption_mode=group.transit_encryption_mode,
        at_rest_encryption_enabled=group.at_rest_encryption_enabled,
        log_delivery_configurations=group.log_delivery_configurations,
        network_type=group.network_type,
        ip_discovery=group.ip_discovery,
        tags=[],
        arn=f"arn:aws:elasticache:{backend.region_name}:{backend.account_id}:cluster:{name}",
    )
    return cluster


def _full_version(version: str | None) -> str:
    """Asked for 7.1, AWS answers with the patch version it runs."""
    parts = (version or "7.1").split(".")
    return ".".join([*parts, "0", "0"][:3])


def _change_replica_count(self: Any) -> ActionResult:
    """The same count for each shard: members are added at the end of each, or taken away there."""
    params, backend = self._get_params(), self.elasticache_backend
    group = backend.describe_replication_groups(params["ReplicationGroupId"])[0]
    count = 1 + int(params["NewReplicaCount"])
    for member in group.member_clusters:
        backend.cache_clusters.pop(member, None)
    for shard in group.node_groups:
        members = shard["node_group_members"]
        first = members[0]["cache_cluster_id"]
        stem = first.rsplit("-", 1)[0]
        del members[count:]
        while len(members) < count:
            member = f"{stem}-{len(members) + 1:0>3}"
            endpoint = members[0].get("read_endpoint")
            replica = {**members[0], "cache_cluster_id": member}
            if endpoint:
                replica["read_endpoint"] = {**endpoint, "address": endpoint["address"].replace(first, member, 1)}
                replica["current_role"] = "replica"
            members.append(replica)
    group.member_clusters = [each["cache_cluster_id"] for shard in group.node_groups for each in shard["node_group_members"]]
    backend.show_members(group)
    return ActionResult({"ReplicationGroup": group})


def _delete_subnet_group(self: Any) -> EmptyResult:
    self.elasticache_backend.cache_subnet_groups.pop(self._get_param("CacheSubnetGroupName"), None)
    return EmptyResult()


def _parameters() -> None:
    response = responses.ElastiCacheResponse

    def groups(self: Any) -> dict[str, dict[str, Any]]:
        return parameter_groups.setdefault((self.current_account, self.region), {})

    def find(self: Any, name: str) -> dict[str, Any]:
        group = groups(self).get(name)
        if group is None:
            raise _NotFound("CacheParameterGroupNotFound", f"CacheParameterGroup {name} not found.")
        return group

    def create_cache_parameter_group(self: Any) -> ActionResult:
        params = self._get_params()
        name = params["CacheParameterGroupName"]
        group = {
            "CacheParameterGroupName": name,
            "CacheParameterGroupFamily": params["CacheParameterGroupFamily"],
            "Description": params["Description"],
            "IsGlobal": False,
            "ARN": f"arn:aws:elasticache:{self.region}:{self.current_account}:parametergroup:{name}",
            "parameters": {},
        }
        groups(self)[name] = group
        if params.get("Tags"):
            self.elasticache_backend.tagging_service.tag_resource(group["ARN"], params["Tags"])
        return ActionResult({"CacheParameterGroup": group})

    def describe_cache_parameter_groups(self: Any) -> ActionResult:
        name = self._get_param("CacheParameterGroupName")
        found = [find(self, name)] if name else list(groups(self).values())
        return ActionResult({"CacheParameterGroups": found})

    def modify_cache_parameter_group(self: Any) -> ActionResult:
        name = self._get_param("CacheParameterGroupName")
        for each in self._get_param("ParameterNameValues") or []:
            find(self, name)["parameters"][each["ParameterName"]] = each.get("ParameterValue", "")
        return ActionResult({"CacheParameterGroupName": name})

    def reset_cache_parameter_group(self: Any) -> ActionResult:
        name = self._get_param("CacheParameterGroupName")
        for each in self._get_param("ParameterNameValues") or []:
            find(self, name)["parameters"].pop(each["ParameterName"], None)
        return ActionResult({"CacheParameterGroupName": name})

    def describe_cache_parameters(self: Any) -> ActionResult:
        group = find(self, self._get_param("CacheParameterGroupName"))
        return ActionResult(
            {
                "Parameters": [
                    {"ParameterName": name, "ParameterValue": value, "Source": "user", "IsModifiable": True}
                    for name, value in group["parameters"].items()
                ]
            }
        )

    def delete_cache_parameter_group(self: Any) -> EmptyResult:
        name = self._get_param("CacheParameterGroupName")
        find(self, name)
        groups(self).pop(name)
        return EmptyResult()

    for operation in (
        create_cache_parameter_group,
        describe_cache_parameter_groups,
        modify_cache_parameter_group,
        reset_cache_parameter_group,
        describe_cache_parameters,
        delete_cache_parameter_group,
    ):
        setattr(response, operation.__name__, operation)


def _users() -> None:
    """IAM authentication to Redis needs user groups, which moto does not have."""
    response = responses.ElastiCacheResponse

    def groups(self: Any) -> dict[str, dict[str, Any]]:
        return user_groups.setdefault((self.current_account, self.region), {})

    def find(self: Any, name: str) -> dict[str, Any]:
        if name not in groups(self):
            raise _NotFound("UserGroupNotFound", f"UserGroup {name} not found.")
        return groups(self)[name]

    def create_user_group(self: Any) -> ActionResult:
        params = self._get_params()
        name = params["UserGroupId"]
        group = {
            "UserGroupId": name,
            "Engine": params["Engine"],
            "Status": "active",
            "UserIds": params.get("UserIds") or [],
            "ARN": f"arn:aws:elasticache:{self.region}:{self.current_account}:usergroup:{name}",
        }
        groups(self)[name] = group
        if params.get("Tags"):
            self.elasticache_backend.tagging_service.tag_resource(group["ARN"], params["Tags"])
        return ActionResult(group)

    def describe_user_groups(self: Any) -> ActionResult:
        name = self._get_param("UserGroupId")
        found = [find(self, name)] if name else list(groups(self).values())
        return ActionResult({"UserGroups": found})

    def modify_user_group(self: Any) -> ActionResult:
        group = find(self, self._get_param("UserGroupId"))
        removed = self._get_param("UserIdsToRemove") or []
        group["UserIds"] = [each for each in group["UserIds"] if each not in removed]
        group["UserIds"] += self._get_param("UserIdsToAdd") or []
        return ActionResult(group)

    def delete_user_group(self: Any) -> ActionResult:
        name = self._get_param("UserGroupId")
        group = {**find(self, name), "Status": "deleting"}
        groups(self).pop(name)
        return ActionResult(group)

    def modify_user(self: Any) -> ActionResult:
        params = self._get_params()
        user = self.elasticache_backend.describe_users(params["UserId"])[0]
        appended = params.get("AppendAccessString")
        user.access_string = params.get("AccessString") or user.access_string
        if appended:
            user.access_string = f"{user.access_string} {appended}"
        mode = params.get("AuthenticationMode") or {}
        if mode:
            user.authentication_type = mode["Type"]
            user.no_password_required = mode["Type"] == "no-password-required"
        passwords = params.get("Passwords") or mode.get("Passwords")
        if passwords:
            user.passwords = passwords
        return ActionResult(user)

    for operation in (modify_user, create_user_group, describe_user_groups, modify_user_group, delete_user_group):
        setattr(response, operation.__name__, operation)
    _any_arn()


def _any_arn() -> None:
    """The provider lists the tags of all it makes; moto's pattern knows fewer kinds of ARN."""
    make = models.ElastiCacheBackend.__init__

    def __init__(self: Any, *args: Any, **kwargs: Any) -> None:
        make(self, *args, **kwargs)
        self.arn_regex = re.compile(r"^arn:aws[a-z-]*:elasticache:.+:\d{12}:[a-z]+:.+$")

    models.ElastiCacheBackend.__init__ = __init__


def parameter_group(account: str, region: str, name: str) -> dict[str, Any] | None:
    return parameter_groups.get((account, region), {}).get(name)


def all_parameter_groups() -> list[str]:
    return [name for groups in parameter_groups.values() for name in groups]


def all_user_groups() -> list[str]:
    return [name for groups in user_groups.values() for name in groups]
