from __future__ import annotations

import base64
from typing import Any

from conftest import REGION, Client
from strict import Refused, aws, refused  # noqa: F401


def permission(port: int, **settings: Any) -> dict[str, Any]:
    return {"IpProtocol": "tcp", "FromPort": port, "ToPort": port, "IpRanges": [{"CidrIp": "10.0.0.0/8", **settings}]}


def test_a_group_has_sixty_rules_in_each_direction(aws: Client, network: dict[str, Any], refused: Refused) -> None:
    ec2, group = aws("ec2"), network["group"]
    most = [permission(port) for port in range(1, 61)]
    ec2.authorize_security_group_ingress(GroupId=group, IpPermissions=most)
    one_more = {"GroupId": group, "IpPermissions": [permission(61)]}
    refused("ec2.rules-per-security-group", ec2.authorize_security_group_ingress, **one_more)
    ec2.authorize_security_group_egress(**one_more)


def test_a_prefix_list_counts_as_its_entries(aws: Client, name: str, network: dict[str, Any], refused: Refused) -> None:
    ec2, group = aws("ec2"), network["group"]
    made = ec2.create_managed_prefix_list(PrefixListName=name, MaxEntries=40, AddressFamily="IPv4")["PrefixList"]
    entries = [{"PrefixListId": made["PrefixListId"]}]
    listed = {"IpProtocol": "tcp", "FromPort": 443, "ToPort": 443, "PrefixListIds": entries}
    ec2.authorize_security_group_ingress(GroupId=group, IpPermissions=[listed])
    more = {"GroupId": group, "IpPermissions": [permission(port) for port in range(1, 22)]}
    refused("ec2.rules-per-security-group", ec2.authorize_security_group_ingress, **more)
    ec2.authorize_security_group_ingress(GroupId=group, IpPermissions=more["IpPermissions"][:20])


def test_descriptions_have_few_characters(aws: Client, network: dict[str, Any], refused: Refused) -> None:
    ec2, rule = aws("ec2"), "ec2.security-group-description"
    given = {"VpcId": network["vpc"], "GroupName": "a"}
    refused(rule, ec2.create_security_group, **given, Description="Das ist für uns")
    refused(rule, ec2.create_security_group, **given, Description="a" * 256)
    wrong = {"GroupId": network["group"], "IpPermissions": [permission(80, Description="a > b")]}
    refused(rule, ec2.authorize_security_group_ingress, **wrong)
    ec2.create_security_group(**given, Description="From 10.0.0.0/8 (all), #1: a=b&c;{d}!$*")


def test_a_name_does_not_look_like_an_id(aws: Client, network: dict[str, Any], refused: Refused) -> None:
    given = {"VpcId": network["vpc"], "GroupName": "sg-a", "Description": "a"}
    refused("ec2.security-group-name", aws("ec2").create_security_group, **given)


def test_networks_have_bounds(aws: Client, network: dict[str, Any], refused: Refused) -> None:
    ec2 = aws("ec2")
    refused("ec2.vpc-size", ec2.create_vpc, CidrBlock="10.0.0.0/8")
    refused("ec2.subnet-size", ec2.create_subnet, VpcId=network["vpc"], CidrBlock="10.9.200.0/29")
    ec2.create_subnet(VpcId=network["vpc"], CidrBlock="10.9.200.0/28")


def test_user_data_has_16_kibibytes(aws: Client, name: str, refused: Refused) -> None:
    ec2 = aws("ec2")

    def template(size: int) -> dict[str, Any]:
        data = base64.b64encode(b"a" * size).decode()
        return {"LaunchTemplateName": f"{name}-{size}", "LaunchTemplateData": {"UserData": data}}

    refused("ec2.user-data-size", ec2.create_launch_template, **template(16385))
    ec2.create_launch_template(**template(16384))


def test_a_service_has_one_private_name_in_a_vpc(aws: Client, network: dict[str, Any], refused: Refused) -> None:
    ec2 = aws("ec2")
    ec2.modify_vpc_attribute(VpcId=network["vpc"], EnableDnsHostnames={"Value": True})
    given = {"VpcId": network["vpc"], "ServiceName": f"com.amazonaws.{REGION}.kms", "VpcEndpointType": "Interface"}
    ec2.create_vpc_endpoint(**given, SubnetIds=network["subnets"], PrivateDnsEnabled=True)
    words = refused("ec2.private-dns-in-use", ec2.create_vpc_endpoint, **given, PrivateDnsEnabled=True)
    assert "conflicting DNS domain" in words
    ec2.create_vpc_endpoint(**given, SubnetIds=network["subnets"], PrivateDnsEnabled=False)
