from __future__ import annotations

from typing import Any

from conftest import Client


def test_a_vpc_has_several_namespaces(aws: Client, name: str, network: dict[str, Any]) -> None:
    names = aws("servicediscovery")
    vpc = network["vpc"]
    made = [
        names.create_private_dns_namespace(Name=f"{each}.{name}.internal", Vpc=vpc)["OperationId"] for each in ("a", "b")
    ]
    spaces = [names.get_operation(OperationId=each)["Operation"]["Targets"]["NAMESPACE"] for each in made]
    shown = [names.get_namespace(Id=each)["Namespace"]["Name"] for each in spaces]
    assert shown == [f"a.{name}.internal", f"b.{name}.internal"]
    # Of one name there is one in each VPC, as before.
    other = aws("ec2").create_vpc(CidrBlock="10.6.0.0/16")["Vpc"]["VpcId"]
    assert names.create_private_dns_namespace(Name=f"a.{name}.internal", Vpc=other)["OperationId"]
