"""What exists: every resource that a user made, over all regions. A test asks it whether a destroy left anything."""

from __future__ import annotations

from typing import Any, Callable, Iterable

from moto import backends
from moto.core import DEFAULT_ACCOUNT_ID

from .corrections import chatbot
from .corrections.elasticache import all_parameter_groups, all_user_groups
from .corrections.elbv2 import all_trust_stores

Ids = Iterable[str]


def inventory() -> dict[str, list[str]]:
    """`service:kind` → identifiers, sorted; kinds without any are left out."""
    found: dict[str, list[str]] = {}
    for (service, kind), ids in _KINDS.items():
        everything = [each for backend in _regions(service) for each in ids(backend)]
        if everything:
            found[f"{service}:{kind}"] = sorted(everything)
    extra = {
        "chatbot:configuration": list(chatbot.configurations),
        "elasticache:parameter-group": all_parameter_groups(),
        "elasticache:user-group": all_user_groups(),
        "elbv2:trust-store": all_trust_stores(),
    }
    return {**found, **{kind: sorted(ids) for kind, ids in extra.items() if ids}}


def _regions(service: str) -> list[Any]:
    """The backends in use; asking for another would make it, default VPC included."""
    account = backends.get_backend(service).get(DEFAULT_ACCOUNT_ID)  # type: ignore[arg-type]
    return list(account.values()) if account else []


def _keys(attribute: str) -> Callable[[Any], Ids]:
    return lambda backend: list(getattr(backend, attribute))


def _default_vpcs(backend: Any) -> set[str]:
    return {vpc.id for vpc in backend.vpcs.values() if vpc.is_default == "true" or vpc.is_default is True}


def _outside_default_vpc(attribute: str, keep: Callable[[Any], bool] = lambda _: True) -> Callable[[Any], Ids]:
    def ids(backend: Any) -> Ids:
        default = _default_vpcs(backend)
        values = getattr(backend, attribute).values()
        flat = [each for value in values for each in (value.values() if isinstance(value, dict) else [value])]
        return [each.id for each in flat if getattr(each, "vpc_id", None) not in default and keep(each)]

    return ids


def _users(groups: Any) -> Ids:
    """Without those of AWS, which moto makes when they are first used."""
    return [name for name in groups if not name.startswith("default.")]


def _manual(snapshots: Any) -> Ids:
    return [name for name, each in snapshots.items() if each.snapshot_type == "manual"]


_KINDS: dict[tuple[str, str], Callable[[Any], Ids]] = {
    ("acm", "certificate"): _keys("_certificates"),
    ("applicationautoscaling", "target"): lambda b: [
        f"{namespace}/{each}" for namespace, targets in b.targets.items() for each in targets
    ],
    ("autoscaling", "group"): _keys("autoscaling_groups"),
    ("applicationautoscaling", "scheduled-action"): lambda b: [
        each.scheduled_action_name for each in b.scheduled_actions
    ],
    ("budgets", "budget"): lambda b: [name for budgets in b.budgets.values() for name in budgets],
    ("cloudwatch", "alarm"): _keys("alarms"),
    ("cloudwatch", "dashboard"): _keys("dashboards"),
    ("dynamodb", "table"): _keys("tables"),
    ("ec2", "vpc"): lambda b: set(b.vpcs) - _default_vpcs(b),
    ("ec2", "subnet"): _outside_default_vpc("subnets"),
    ("ec2", "route-table"): lambda b: [each.id for each in b.route_tables.values() if not each.main_association_id],
    ("ec2", "security-group"): lambda b: [
        group.id
        for vpc, groups in b.groups.items()
        if vpc not in _default_vpcs(b)
        for group in groups.values()
        if group.name != "default"
    ],
    ("ec2", "internet-gateway"): lambda b: [
        each.id for each in b.internet_gateways.values() if getattr(each.vpc, "id", None) not in _default_vpcs(b)
    ],
    ("ec2", "nat-gateway"): lambda b: [each.id for each in b.nat_gateways.values() if each.state != "deleted"],
    ("ec2", "elastic-ip"): lambda b: [each.allocation_id for each in b.addresses],
    ("ec2", "network-interface"): lambda b: list(b.enis),
    ("ec2", "vpc-endpoint"): lambda b: [each.id for each in b.vpc_end_points.values() if each.state != "deleted"],
    ("ec2", "launch-template"): _keys("launch_templates"),
    ("ec2", "prefix-list"): lambda b: [
        each.id
        for each in b.managed_prefix_lists.values()
        if each.owner_id == b.account_id and each.state != "delete-complete"
    ],
    ("ec2", "flow-log"): _keys("flow_logs"),
    ("ec2", "instance"): lambda b: [
        each.id
        for reservation in b.reservations.values()
        for each in reservation.instances
        if each._state.name != "terminated"
    ],
    ("ecr", "repository"): _keys("repositories"),
    ("ecs", "cluster"): lambda b: [each.name for each in b.clusters.values() if each.status != "INACTIVE"],
    ("ecs", "service"): lambda b: [each.name for each in b.services.values() if each.status != "INACTIVE"],
    ("ecs", "task-definition"): lambda b: [
        each.arn for revisions in b.task_definitions.values() for each in revisions.values() if each.status == "ACTIVE"
    ],
    ("elasticache", "replication-group"): _keys("replication_groups"),
    ("elasticache", "cluster"): _keys("cache_clusters"),
    ("elasticache", "subnet-group"): _keys("cache_subnet_groups"),
    ("elasticache", "user"): lambda b: [each for each in b.users if each != "default"],
    ("elbv2", "load-balancer"): _keys("load_balancers"),
    ("elbv2", "listener"): lambda b: [arn for each in b.load_balancers.values() for arn in each.listeners],
    ("elbv2", "target-group"): _keys("target_groups"),
    ("events", "api-destination"): _keys("destinations"),
    ("events", "connection"): _keys("connections"),
    ("events", "rule"): lambda b: [rule for bus in b.event_buses.values() for rule in bus.rules],
    ("iam", "role"): lambda b: [each.name for each in b.roles.values() if not each.path.startswith("/aws-")],
    ("iam", "policy"): lambda b: [arn for arn in b.managed_policies if ":aws:policy/" not in arn],
    ("iam", "instance-profile"): lambda b: [each.name for each in b.instance_profiles.values()],
    ("iam", "openid-provider"): _keys("open_id_providers"),
    ("kms", "key"): lambda b: [
        each.id
        for each in b.keys.values()
        if each.key_manager == "CUSTOMER" and each.key_state != "PendingDeletion" and not each.description.startswith("Default")
    ],
    ("logs", "group"): _keys("groups"),
    ("logs", "resource-policy"): _keys("resource_policies"),
    ("rds", "cluster"): _keys("clusters"),
    ("rds", "event-subscription"): _keys("event_subscriptions"),
    ("rds", "instance"): _keys("databases"),
    ("rds", "subnet-group"): _keys("subnet_groups"),
    ("rds", "parameter-group"): lambda b: _users(b.db_parameter_groups),
    ("rds", "cluster-parameter-group"): lambda b: _users(b.db_cluster_parameter_groups),
    # Automated backups end by themselves; a final snapshot is the user's, and stays.
    ("rds", "snapshot"): lambda b: _manual(b.database_snapshots),
    ("rds", "cluster-snapshot"): lambda b: _manual(b.cluster_snapshots),
    ("s3", "bucket"): _keys("buckets"),
    ("scheduler", "schedule"): lambda b: [
        name for group in b.schedule_groups.values() for name in group.schedules
    ],
    ("scheduler", "group"): lambda b: [each for each in b.schedule_groups if each != "default"],
    ("secretsmanager", "secret"): lambda b: [
        secret.name for secret in b.secrets.values() if not secret.is_deleted()
    ],
    ("servicediscovery", "namespace"): _keys("namespaces"),
    ("servicediscovery", "service"): _keys("services"),
    ("sesv2", "identity"): lambda b: list(b.core_backend.email_identities),
    ("sesv2", "configuration-set"): lambda b: list(b.core_backend.config_sets),
    ("sns", "subscription"): _keys("subscriptions"),
    ("sns", "topic"): _keys("topics"),
    ("sqs", "queue"): _keys("queues"),
    ("ssm", "parameter"): lambda b: [each for each in b._parameters if not each.startswith("/aws/")],
}
