from __future__ import annotations

from typing import Any

import pytest

from conftest import Client


def rules(ec2: Any, group: str) -> list[dict[str, Any]]:
    found = ec2.describe_security_group_rules(Filters=[{"Name": "group-id", "Values": [group]}])["SecurityGroupRules"]
    return [each for each in found if not each["IsEgress"]]


def test_a_rule_for_another_group_keeps_its_description(aws: Client, network: dict[str, Any]) -> None:
    ec2 = aws("ec2")
    pair = {"GroupId": network["group"], "Description": "from the load balancer"}
    asked = {"IpProtocol": "tcp", "FromPort": 80, "ToPort": 80, "UserIdGroupPairs": [pair]}
    ec2.authorize_security_group_ingress(GroupId=network["group"], IpPermissions=[asked])
    [rule] = rules(ec2, network["group"])
    assert rule["Description"] == "from the load balancer"
    assert rule["ReferencedGroupInfo"]["GroupId"] == network["group"]


def test_the_description_of_any_rule_can_change(aws: Client, network: dict[str, Any]) -> None:
    ec2, group = aws("ec2"), network["group"]
    asked = {"IpProtocol": "-1", "UserIdGroupPairs": [{"GroupId": group, "Description": "old"}]}
    ec2.authorize_security_group_ingress(GroupId=group, IpPermissions=[asked])
    [rule] = rules(ec2, group)
    change = {"IpProtocol": "-1", "ReferencedGroupId": group, "Description": "new"}
    ec2.modify_security_group_rules(
        GroupId=group, SecurityGroupRules=[{"SecurityGroupRuleId": rule["SecurityGroupRuleId"], "SecurityGroupRule": change}]
    )
    [rule] = rules(ec2, group)
    assert (rule["Description"], rule["IpProtocol"]) == ("new", "-1")
    [seen] = ec2.describe_security_groups(GroupIds=[group])["SecurityGroups"]
    assert [each["IpRanges"] for each in seen["IpPermissions"]] == [[]]


def test_a_launch_template_gives_no_tags_of_its_own(aws: Client, name: str) -> None:
    ec2 = aws("ec2")
    given = [{"ResourceType": "instance", "Tags": [{"Key": "Name", "Value": "nat"}]}]
    own = [{"ResourceType": "launch-template", "Tags": [{"Key": "Owner", "Value": "platform"}]}]
    made = ec2.create_launch_template(
        LaunchTemplateName=name,
        LaunchTemplateData={"InstanceType": "t4g.nano", "TagSpecifications": given},
        TagSpecifications=own,
    )["LaunchTemplate"]
    assert made["Tags"] == own[0]["Tags"]
    [version] = ec2.describe_launch_template_versions(LaunchTemplateName=name)["LaunchTemplateVersions"]
    assert version["LaunchTemplateData"]["TagSpecifications"] == given


def test_a_launch_template_shows_tags_that_it_was_given_later(aws: Client, name: str) -> None:
    ec2 = aws("ec2")
    data = {"InstanceType": "t4g.nano"}
    made = ec2.create_launch_template(LaunchTemplateName=name, LaunchTemplateData=data)["LaunchTemplate"]
    ec2.create_tags(Resources=[made["LaunchTemplateId"]], Tags=[{"Key": "Owner", "Value": "platform"}])
    [shown] = ec2.describe_launch_templates(LaunchTemplateNames=[name])["LaunchTemplates"]
    assert shown["Tags"] == [{"Key": "Owner", "Value": "platform"}]


@pytest.fixture
def interface(aws: Client, network: dict[str, Any]) -> str:
    made = aws("ec2").create_network_interface(SubnetId=network["subnets"][0], Groups=[network["group"]])
    return made["NetworkInterface"]["NetworkInterfaceId"]


@pytest.fixture
def template(aws: Client, interface: str, name: str) -> str:
    """A launch template whose instances start on one fixed interface."""
    ec2 = aws("ec2")
    [image, *_] = ec2.describe_images(Owners=["amazon"])["Images"]
    fixed = {"DeviceIndex": 0, "NetworkInterfaceId": interface, "DeleteOnTermination": False}
    data = {"ImageId": image["ImageId"], "InstanceType": "t4g.nano", "NetworkInterfaces": [fixed]}
    ec2.create_launch_template(LaunchTemplateName=name, LaunchTemplateData=data)
    return name


def test_an_instance_starts_on_the_interface_of_its_template_and_gives_it_back(
    aws: Client, template: str, interface: str
) -> None:
    ec2 = aws("ec2")
    for _ in range(2):
        [instance] = ec2.run_instances(LaunchTemplate={"LaunchTemplateName": template}, MinCount=1, MaxCount=1)[
            "Instances"
        ]
        [attached] = ec2.describe_network_interfaces(NetworkInterfaceIds=[interface])["NetworkInterfaces"]
        assert attached["Attachment"]["InstanceId"] == instance["InstanceId"]
        ec2.terminate_instances(InstanceIds=[instance["InstanceId"]])
        [free] = ec2.describe_network_interfaces(NetworkInterfaceIds=[interface])["NetworkInterfaces"]
        assert (free["Status"], "Attachment" in free) == ("available", False)


def test_a_group_starts_instances_from_a_later_version_of_a_template_with_user_data(
    aws: Client, network: dict[str, Any], name: str
) -> None:
    ec2, scaling = aws("ec2"), aws("autoscaling")
    [image, *_] = ec2.describe_images(Owners=["amazon"])["Images"]
    data = {"ImageId": image["ImageId"], "InstanceType": "t4g.nano", "UserData": "ZWNobyBvbmU="}
    ec2.create_launch_template(LaunchTemplateName=name, LaunchTemplateData=data)
    ec2.create_launch_template_version(LaunchTemplateName=name, LaunchTemplateData={**data, "UserData": "ZWNobyB0d28="})
    scaling.create_auto_scaling_group(
        AutoScalingGroupName=name,
        MinSize=1,
        MaxSize=1,
        LaunchTemplate={"LaunchTemplateName": name, "Version": "2"},
        VPCZoneIdentifier=network["subnets"][0],
    )
    [group] = scaling.describe_auto_scaling_groups(AutoScalingGroupNames=[name])["AutoScalingGroups"]
    [instance] = group["Instances"]
    answer = ec2.describe_instance_attribute(InstanceId=instance["InstanceId"], Attribute="userData")
    assert answer["UserData"]["Value"] == "ZWNobyB0d28="


def test_an_interface_that_was_made_with_an_instance_ends_with_it(aws: Client, network: dict[str, Any]) -> None:
    ec2 = aws("ec2")
    [image, *_] = ec2.describe_images(Owners=["amazon"])["Images"]
    [instance] = ec2.run_instances(
        ImageId=image["ImageId"], InstanceType="t4g.nano", SubnetId=network["subnets"][0], MinCount=1, MaxCount=1
    )["Instances"]
    ec2.terminate_instances(InstanceIds=[instance["InstanceId"]])
    left = ec2.describe_network_interfaces(Filters=[{"Name": "vpc-id", "Values": [network["vpc"]]}])
    assert left["NetworkInterfaces"] == []


def test_a_nat_gateway_takes_its_interface_with_it(aws: Client, network: dict[str, Any]) -> None:
    ec2 = aws("ec2")
    address = ec2.allocate_address(Domain="vpc")["AllocationId"]
    gateway = ec2.create_nat_gateway(SubnetId=network["subnets"][0], AllocationId=address)["NatGateway"]
    ec2.delete_nat_gateway(NatGatewayId=gateway["NatGatewayId"])
    left = ec2.describe_network_interfaces(Filters=[{"Name": "vpc-id", "Values": [network["vpc"]]}])
    assert left["NetworkInterfaces"] == []


def test_a_gateway_endpoint_routes_in_the_tables_that_it_is_given(aws: Client, network: dict[str, Any]) -> None:
    ec2 = aws("ec2")
    one, two = (ec2.create_route_table(VpcId=network["vpc"])["RouteTable"]["RouteTableId"] for _ in range(2))
    endpoint = ec2.create_vpc_endpoint(
        VpcId=network["vpc"],
        VpcEndpointType="Gateway",
        ServiceName="com.amazonaws.eu-central-1.s3",
        RouteTableIds=[one],
    )["VpcEndpoint"]["VpcEndpointId"]
    ec2.modify_vpc_endpoint(VpcEndpointId=endpoint, AddRouteTableIds=[two], RemoveRouteTableIds=[one])
    routed = {
        table["RouteTableId"]: [route for route in table["Routes"] if route.get("GatewayId") == endpoint]
        for table in ec2.describe_route_tables(RouteTableIds=[one, two])["RouteTables"]
    }
    assert (len(routed[one]), len(routed[two])) == (0, 1)
    ec2.delete_vpc_endpoints(VpcEndpointIds=[endpoint])
    for table in (one, two):
        ec2.delete_route_table(RouteTableId=table)


def test_a_prefix_list_changes_its_size_its_name_and_its_descriptions(aws: Client, name: str) -> None:
    ec2 = aws("ec2")
    entries = [{"Cidr": "10.0.0.0/8", "Description": "one"}, {"Cidr": "192.0.2.0/24", "Description": "two"}]
    made = ec2.create_managed_prefix_list(
        PrefixListName=name, AddressFamily="IPv4", MaxEntries=2, Entries=entries
    )["PrefixList"]["PrefixListId"]
    ec2.modify_managed_prefix_list(PrefixListId=made, MaxEntries=5)
    changed = [{"Cidr": "10.0.0.0/8", "Description": "private"}]
    ec2.modify_managed_prefix_list(PrefixListId=made, CurrentVersion=1, AddEntries=changed)
    [shown] = ec2.describe_managed_prefix_lists(PrefixListIds=[made])["PrefixLists"]
    assert (shown["MaxEntries"], shown["PrefixListName"]) == (5, name)
    kept = ec2.get_managed_prefix_list_entries(PrefixListId=made)["Entries"]
    assert sorted((each["Cidr"], each["Description"]) for each in kept) == [
        ("10.0.0.0/8", "private"),
        ("192.0.2.0/24", "two"),
    ]
