"""AWS gives each instance an identity of its own and keeps its settings; a serverless v2 cluster has no v1 scaling.

https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DBInstance.html
https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBInstanceReadReplica.html
https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DBCluster.html
https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_Parameter.html
https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_ModifyEventSubscription.html
https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_ModifyDBSubnetGroup.html
"""

from __future__ import annotations

import random
import string
from typing import Any

from moto.core.responses import ActionResult
from moto.rds import models, responses
from moto.rds.exceptions import DBSubnetGroupNotFoundError

from ..rules.engine_versions import DEFAULT_MINOR, DEFAULT_PARAMETERS

_RESOURCE_ID_LENGTH = 26
# The default of new instances: https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/UsingWithRDS.SSL.html
_CERTIFICATE_AUTHORITY = "rds-ca-rsa2048-g1"
_INSIGHTS_RETENTION_DAYS = 7

# What a replica has from its source, unless it is created with a value of its own.
_INHERITED = (
    "allocated_storage",
    "availability_zone",
    "ca_certificate_identifier",
    "db_instance_class",
    "db_name",
    "db_parameter_group_name",
    "engine",
    "engine_version",
    "iops",
    "kms_key_id",
    "license_model",
    "master_username",
    "port",
    "preferred_backup_window",
    "preferred_maintenance_window",
    "storage_encrypted",
    "storage_throughput",
    "storage_type",
    "vpc_security_group_ids",
)


def apply() -> None:
    _instance_identity()
    _certificate_authority()
    _performance_insights()
    _read_replicas()
    _serverless_v2_scaling()
    _parameters()
    _default_groups()
    _versions()
    _event_subscriptions()
    _subnet_groups()


def _instance_identity() -> None:
    """The provider finds its instance by DbiResourceId, which moto makes the same for all."""
    make = models.DBInstance.__init__

    def __init__(self: Any, *args: Any, **kwargs: Any) -> None:
        make(self, *args, **kwargs)
        letters = random.choices(string.ascii_uppercase + string.digits, k=_RESOURCE_ID_LENGTH)
        self.dbi_resource_id = f"db-{''.join(letters)}"

    models.DBInstance.__init__ = __init__


def _certificate_authority() -> None:
    """The provider changes the authority of a cluster's instance, and reboots it, where it is not the one asked for."""
    make = models.DBInstance.__init__

    def __init__(self: Any, *args: Any, **kwargs: Any) -> None:
        asked = kwargs.get("ca_certificate_identifier") or _CERTIFICATE_AUTHORITY
        make(self, *args, **{**kwargs, "ca_certificate_identifier": asked})

    models.DBInstance.__init__ = __init__


def _performance_insights() -> None:
    make, update = models.DBInstance.__init__, models.DBInstance.update

    def __init__(self: Any, *args: Any, **kwargs: Any) -> None:
        make(self, *args, **kwargs)
        _set_insights(self, bool(kwargs.get("enable_performance_insights")), kwargs)

    def changed(self: Any, **kwargs: Any) -> None:
        update(self, **kwargs)
        enabled = kwargs.get("enable_performance_insights")
        _set_insights(self, self.performance_insights_enabled if enabled is None else enabled, kwargs)

    models.DBInstance.__init__ = __init__
    models.DBInstance.update = changed


def _set_insights(instance: Any, enabled: bool, asked: dict[str, Any]) -> None:
    instance.performance_insights_enabled = enabled
    for name, default in (
        ("performance_insights_retention_period", _INSIGHTS_RETENTION_DAYS),
        ("performance_insights_kms_key_id", None),
    ):
        kept = asked.get(name) or getattr(instance, name, None) or default
        setattr(instance, name, kept if enabled else None)


def _read_replicas() -> None:
    """A replica is an instance of its own; moto copies the source, whose identity and tags it then has too."""

    def create_db_instance_read_replica(self: Any, db_kwargs: dict[str, Any]) -> Any:
        source = self.find_db_from_id(db_kwargs["source_db_instance_identifier"])
        if db_kwargs["db_instance_identifier"] in self.databases:
            raise models.DBInstanceAlreadyExists()
        inherited = {name: getattr(source, name) for name in _INHERITED}
        given = {name: value for name, value in db_kwargs.items() if value is not None}
        # In the source's own region a replica is in the source's subnet group, and has no backups of its own.
        if source.backend is self:
            inherited["db_subnet_group_name"] = source._db_subnet_group_name
        replica = models.DBInstance(self, **{"backup_retention_period": 0, **inherited, **given})
        replica.set_as_replica()
        self.databases[replica.db_instance_identifier] = replica
        source.add_replica(replica)
        return replica

    models.RDSBackend.create_db_instance_read_replica = create_db_instance_read_replica


def _serverless_v2_scaling() -> None:
    """`ScalingConfigurationInfo` belongs to the serverless engine mode alone."""
    info = models.DBCluster.scaling_configuration_info.fget

    def scaling_configuration_info(self: Any) -> dict[str, Any] | None:
        return info(self) if self.engine_mode == "serverless" else None

    models.DBCluster.scaling_configuration_info = property(scaling_configuration_info)


def _parameters() -> None:
    """A value that a user set has the source `user`, by which the provider knows it, and can be reset."""
    response = responses.RDSResponse
    describe = {
        "describe_db_parameters": response.describe_db_parameters,
        "describe_db_cluster_parameters": response.describe_db_cluster_parameters,
    }

    def with_source(operation: Any) -> Any:
        def shown(self: Any) -> ActionResult:
            family, wanted = _family(self), self.params.get("Source")
            found = [_with_source(family, dict(each)) for each in operation(self).result["Parameters"]]
            return ActionResult({"Parameters": [each for each in found if wanted in (None, each["Source"])]})

        return shown

    def reset_db_parameter_group(self: Any) -> ActionResult:
        name = self.params["DBParameterGroupName"]
        if name not in self.backend.db_parameter_groups:
            raise models.DBParameterGroupNotFoundError(name)
        _reset(self.backend.db_parameter_groups[name], self.params)
        return ActionResult({"DBParameterGroupName": name})

    def reset_db_cluster_parameter_group(self: Any) -> ActionResult:
        name = self.params["DBClusterParameterGroupName"]
        if name not in self.backend.db_cluster_parameter_groups:
            raise models.DBClusterParameterGroupNotFoundError(name)
        _reset(self.backend.db_cluster_parameter_groups[name], self.params)
        return ActionResult({"DBClusterParameterGroupName": name})

    for name, operation in describe.items():
        setattr(response, name, with_source(operation))
    response.reset_db_parameter_group = reset_db_parameter_group
    response.reset_db_cluster_parameter_group = reset_db_cluster_parameter_group


def _default_groups() -> None:
    """Every family has a group of its own name, which moto makes with the first instance that is in it."""
    modify = models.RDSBackend.modify_db_instance

    def modify_db_instance(self: Any, db_instance_identifier: str, db_kwargs: Any) -> Any:
        name = db_kwargs.get("db_parameter_group_name") or ""
        _, default, family = name.partition("default.")
        if default and name not in self.db_parameter_groups:
            described = f"Default parameter group for {family}"
            self.db_parameter_groups[name] = models.DBParameterGroup(self, name, described, family, [])
        return modify(self, db_instance_identifier, db_kwargs)

    models.RDSBackend.modify_db_instance = modify_db_instance


def _family(request: Any) -> str:
    groups = {**request.backend.db_parameter_groups, **request.backend.db_cluster_parameter_groups}
    name = request.params.get("DBParameterGroupName") or request.params.get("DBClusterParameterGroupName")
    return str(getattr(groups.get(name), "family", ""))


def _with_source(family: str, parameter: dict[str, Any]) -> dict[str, Any]:
    """A value that equals the engine's is the engine's, with the engine's way of applying it."""
    default = DEFAULT_PARAMETERS.get(family, {}).get(parameter.get("ParameterName", ""))
    if default == parameter.get("ParameterValue"):
        return {**parameter, "Source": "engine-default", "ApplyMethod": "pending-reboot"}
    return {"Source": "user", **parameter}


def _versions() -> None:
    """Who asks for the major version alone gets the minor that RDS creates today."""

    def resolving(make: Any) -> Any:
        def __init__(self: Any, *args: Any, **kwargs: Any) -> None:
            minors = DEFAULT_MINOR.get(str(kwargs.get("engine")), {})
            version = kwargs.get("engine_version")
            make(self, *args, **{**kwargs, "engine_version": minors.get(str(version), version)})

        return __init__

    for model in (models.DBInstance, models.DBCluster):
        model.__init__ = resolving(model.__init__)


def _reset(group: Any, params: Any) -> None:
    if params.get("ResetAllParameters"):
        group.parameters.clear()
    for each in params.get("Parameters") or []:
        group.parameters.pop(each.original_dict()["ParameterName"], None)


def _event_subscriptions() -> None:
    """moto makes subscriptions and cannot change them."""

    def modify_event_subscription(self: Any) -> ActionResult:
        subscription = self.backend.describe_event_subscriptions(self.params["SubscriptionName"])[0]
        for key, name in (
            ("SnsTopicArn", "sns_topic_arn"),
            ("SourceType", "source_type"),
            ("EventCategories", "event_categories"),
            ("Enabled", "enabled"),
        ):
            if self.params.get(key) is not None:
                setattr(subscription, name, self.params[key])
        return ActionResult({"EventSubscription": subscription})

    def add_source_identifier_to_subscription(self: Any) -> ActionResult:
        subscription = self.backend.describe_event_subscriptions(self.params["SubscriptionName"])[0]
        subscription.source_ids = [*subscription.source_ids, self.params["SourceIdentifier"]]
        return ActionResult({"EventSubscription": subscription})

    def remove_source_identifier_from_subscription(self: Any) -> ActionResult:
        subscription = self.backend.describe_event_subscriptions(self.params["SubscriptionName"])[0]
        removed = self.params["SourceIdentifier"]
        subscription.source_ids = [each for each in subscription.source_ids if each != removed]
        return ActionResult({"EventSubscription": subscription})

    for operation in (
        modify_event_subscription,
        add_source_identifier_to_subscription,
        remove_source_identifier_from_subscription,
    ):
        setattr(responses.RDSResponse, operation.__name__, operation)


def _subnet_groups() -> None:
    """Moto takes a group out to change it, and does not put it back."""
    moto_modify = models.RDSBackend.modify_db_subnet_group

    def modify_db_subnet_group(self: Any, subnet_name: str, description: str, subnets: Any) -> Any:
        if subnet_name not in self.subnet_groups:
            raise DBSubnetGroupNotFoundError(subnet_name)
        changed = moto_modify(self, subnet_name, description, subnets)
        self.subnet_groups[subnet_name] = changed
        return changed

    models.RDSBackend.modify_db_subnet_group = modify_db_subnet_group
