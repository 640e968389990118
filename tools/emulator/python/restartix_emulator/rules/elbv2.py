"""Load balancers."""

from __future__ import annotations

import re
from typing import Any

from .rule import Call, Rule

_API = "https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference"
_GUIDE = "https://docs.aws.amazon.com/elasticloadbalancing/latest/application"

_NAME = re.compile(r"(?!internal-)[A-Za-z0-9](?:[A-Za-z0-9-]{0,30}[A-Za-z0-9])?")
_VALUES_PER_RULE = 5


def _balancer(call: Call) -> Any:
    return call.backend().load_balancers.get(call.params.get("LoadBalancerArn"))


def _subnets(call: Call) -> list[Any]:
    asked = call.params.get("Subnets") or [each["SubnetId"] for each in call.params.get("SubnetMappings", [])]
    zones = call.backend("ec2").subnets
    known = {identity: subnet for zone in zones.values() for identity, subnet in zone.items()}
    return [known[each] for each in asked if each in known]


def _name(call: Call) -> str | None:
    name = str(call.params["Name"])
    if _NAME.fullmatch(name):
        return None
    return (
        f"The name '{name}' is not valid: at most 32 letters, digits and hyphens, not beginning or ending with a "
        "hyphen, and not beginning with 'internal-'."
    )


def _other_vpc(call: Call) -> str | None:
    balancer = _balancer(call)
    found = {subnet.vpc_id for subnet in _subnets(call)}
    if balancer is not None and found - {balancer.vpc_id}:
        return f"The subnets must be in the VPC of the load balancer, {balancer.vpc_id}: it cannot be changed."
    return None


def _one_zone(call: Call) -> str | None:
    if call.params.get("Type", "application") != "application":
        return None
    zones = {subnet.availability_zone for subnet in _subnets(call)}
    if len(zones) < 2:
        return "At least two subnets in two different Availability Zones must be specified"
    return None


def _foreign_groups(call: Call) -> str | None:
    balancer = _balancer(call)
    vpcs = {balancer.vpc_id} if balancer is not None else {subnet.vpc_id for subnet in _subnets(call)}
    groups = {group.id: group.vpc_id for vpc in call.backend("ec2").groups.values() for group in vpc.values()}
    for each in call.params.get("SecurityGroups", []):
        if vpcs and groups.get(each) not in vpcs:
            return f"The following security groups do not belong to the VPC of the load balancer: {each}"
    return None


def _two_balancers(call: Call) -> str | None:
    """A target group behind one load balancer cannot be behind another."""
    backend = call.backend()
    listener_arn = call.params.get("ListenerArn", "")
    own = call.params.get("LoadBalancerArn") or next(
        (arn for arn, each in backend.load_balancers.items() if listener_arn in each.listeners), None
    )
    for target in _targets(call.params.get("Actions") or call.params.get("DefaultActions") or []):
        group = backend.target_groups.get(target)
        others = [arn for arn in group.load_balancer_arns if arn != own] if group is not None else []
        if others and own:
            return f"The following target groups cannot be associated with more than one load balancer: {target}"
    return None


def _targets(actions: list[dict[str, Any]]) -> list[str]:
    alone = [each["TargetGroupArn"] for each in actions if each.get("TargetGroupArn")]
    groups = [each.get("ForwardConfig", {}).get("TargetGroups", []) for each in actions]
    return alone + [each["TargetGroupArn"] for group in groups for each in group if each.get("TargetGroupArn")]


def _too_many_values(call: Call) -> str | None:
    values = 0
    for condition in call.params.get("Conditions", []):
        configured = [each.get("Values", []) for name, each in condition.items() if name.endswith("Config")]
        values += sum(len(each) for each in configured) or len(condition.get("Values", []))
    if values > _VALUES_PER_RULE:
        return f"A rule can only have '{_VALUES_PER_RULE}' condition values"
    return None


RULES = (
    Rule(
        "elbv2.name",
        "CreateLoadBalancer CreateTargetGroup",
        "ValidationError",
        f"{_API}/API_CreateLoadBalancer.html",
        _name,
    ),
    Rule(
        "elbv2.vpc-of-load-balancer",
        "SetSubnets",
        "InvalidConfigurationRequest",
        f"{_API}/API_SetSubnets.html",
        _other_vpc,
    ),
    Rule(
        "elbv2.one-zone",
        "CreateLoadBalancer SetSubnets",
        "ValidationError",
        f"{_GUIDE}/application-load-balancers.html#subnets-load-balancer",
        _one_zone,
    ),
    Rule(
        "elbv2.security-group-of-another-vpc",
        "CreateLoadBalancer SetSecurityGroups",
        "InvalidConfigurationRequest",
        f"{_API}/API_SetSecurityGroups.html",
        _foreign_groups,
    ),
    Rule(
        "elbv2.target-group-of-another-load-balancer",
        "CreateListener ModifyListener CreateRule ModifyRule",
        "TargetGroupAssociationLimit",
        f"{_GUIDE}/load-balancer-target-groups.html",
        _two_balancers,
    ),
    Rule(
        "elbv2.condition-values",
        "CreateRule ModifyRule",
        "TooManyRules",
        f"{_GUIDE}/load-balancer-limits.html",
        _too_many_values,
    ),
)
