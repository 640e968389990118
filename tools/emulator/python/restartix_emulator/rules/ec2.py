"""Networks and instances."""

from __future__ import annotations

import base64
import ipaddress
import re
from typing import Any

from .rule import Call, Rule

_API = "https://docs.aws.amazon.com/AWSEC2/latest/APIReference"
_VPC = "https://docs.aws.amazon.com/vpc/latest/userguide"

_RULES_PER_DIRECTION = 60
_DESCRIPTION = re.compile(r"[a-zA-Z0-9. _\-:/()#,@\[\]+=&;{}!$*]{0,255}")
_USER_DATA_BYTES = 16 * 1024


def _group(call: Call) -> Any:
    groups = call.backend().groups
    return next((each for vpc in groups.values() for each in vpc.values() if each.id == call.params.get("GroupId")), None)


def _too_many_rules(call: Call) -> str | None:
    group = _group(call)
    if group is None:
        return None
    ingress = "Ingress" in call.operation
    existing = group.ingress_rules if ingress else group.egress_rules
    lists = [str(each.prefix_list_id or "") for each in existing]
    permissions = call.params.get("IpPermissions", [])
    asked = [str(each.get("PrefixListId", "")) for permission in permissions for each in _sources(permission)]
    if sum(_weight(call, each) for each in lists + asked) > _RULES_PER_DIRECTION:
        return "The maximum number of rules per security group has been reached."
    return None


def _weight(call: Call, prefix_list: str) -> int:
    """A prefix list counts as many rules as it may have entries."""
    found = call.backend().managed_prefix_lists.get(prefix_list)
    return int(getattr(found, "max_entries", None) or 1)


def _sources(permission: dict[str, Any]) -> list[dict[str, Any]]:
    kinds = ("IpRanges", "Ipv6Ranges", "PrefixListIds", "UserIdGroupPairs")
    return [each for kind in kinds for each in permission.get(kind, [])]


def _description(call: Call) -> str | None:
    ranges = [each for permission in call.params.get("IpPermissions", []) for each in _sources(permission)]
    for text in [call.params.get("Description", ""), *(each.get("Description", "") for each in ranges)]:
        if not _DESCRIPTION.fullmatch(text):
            return (
                f"Invalid security group description {text!r}. Valid descriptions are strings less than 256 characters "
                "from the following set: a-zA-Z0-9. _-:/()#,@[]+=&;{}!$*"
            )
    return None


def _group_name(call: Call) -> str | None:
    name = call.params["GroupName"]
    if name.startswith("sg-"):
        return f"Invalid group name {name}: it cannot begin with sg-."
    return None


def _subnet_size(call: Call) -> str | None:
    cidr = call.params.get("CidrBlock")
    if cidr and not 16 <= ipaddress.ip_network(cidr, strict=False).prefixlen <= 28:
        return f"The CIDR '{cidr}' is invalid."
    return None


def _user_data(call: Call) -> str | None:
    data = call.params.get("LaunchTemplateData", call.params).get("UserData")
    if data and len(base64.b64decode(data)) > _USER_DATA_BYTES:
        return "User data is limited to 16384 bytes"
    return None


def _private_dns(call: Call) -> str | None:
    given = call.params
    if given.get("VpcEndpointType") != "Interface" or given.get("PrivateDnsEnabled") is False:
        return None
    for each in call.backend().vpc_end_points.values():
        same = (each.vpc_id, each.service_name) == (given["VpcId"], given.get("ServiceName"))
        if same and each.private_dns_enabled and each.state != "deleted":
            return (
                "private-dns-enabled cannot be set because there is already a conflicting DNS domain for "
                f"{given['ServiceName']} in the VPC {given['VpcId']}"
            )
    return None


_AUTHORIZE = "AuthorizeSecurityGroupIngress AuthorizeSecurityGroupEgress"
RULES = (
    Rule(
        "ec2.rules-per-security-group",
        _AUTHORIZE,
        "RulesPerSecurityGroupLimitExceeded",
        f"{_VPC}/amazon-vpc-limits.html#vpc-limits-security-groups",
        _too_many_rules,
    ),
    Rule(
        "ec2.security-group-description",
        f"CreateSecurityGroup {_AUTHORIZE}",
        "InvalidParameterValue",
        f"{_API}/API_CreateSecurityGroup.html",
        _description,
    ),
    Rule(
        "ec2.security-group-name",
        "CreateSecurityGroup",
        "InvalidParameterValue",
        f"{_API}/API_CreateSecurityGroup.html",
        _group_name,
    ),
    Rule("ec2.subnet-size", "CreateSubnet", "InvalidSubnet.Range", f"{_VPC}/subnet-sizing.html", _subnet_size),
    Rule("ec2.vpc-size", "CreateVpc", "InvalidVpc.Range", f"{_VPC}/vpc-cidr-blocks.html", _subnet_size),
    Rule(
        "ec2.user-data-size",
        "CreateLaunchTemplate CreateLaunchTemplateVersion RunInstances",
        "InvalidUserData.Malformed",
        "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/user-data.html",
        _user_data,
    ),
    Rule(
        "ec2.private-dns-in-use",
        "CreateVpcEndpoint",
        "InvalidParameter",
        f"{_API}/API_CreateVpcEndpoint.html",
        _private_dns,
    ),
)
