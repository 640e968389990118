"""Network interfaces that outlive an instance, or must not outlive what they were made for; and routes to endpoints.

https://docs.aws.amazon.com/autoscaling/ec2/userguide/examples-launch-templates-aws-cli.html
https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ModifyVpcEndpoint.html
"""

from __future__ import annotations

from typing import Any

from moto.ec2.models import instances, launch_templates, nat_gateways, vpcs
from moto.ec2.utils import parse_user_data


def apply() -> None:
    _fixed_interfaces()
    _user_data_of_versions()
    _nat_gateways()
    _endpoint_routes()


def _fixed_interfaces() -> None:
    """An instance starts on the interface that its launch template names, and gives it back when it ends.

    moto ignores the interface of a template, starts the instance in the default VPC, and never lets go.
    """
    run, terminate = instances.InstanceBackend.run_instances, instances.Instance.terminate

    def run_instances(self: Any, *args: Any, **kwargs: Any) -> Any:
        template = kwargs.get("launch_template")
        if template and not kwargs.get("nics"):
            asked = self._get_template_from_args(template).data.get("NetworkInterfaces", [])
            kwargs["nics"] = [each for each in asked if each.get("NetworkInterfaceId")]
        reservation = run(self, *args, **kwargs)
        _made_at_launch(reservation, kwargs.get("nics") or [])
        return reservation

    def give_back(self: Any) -> Any:
        state, held = terminate(self), dict(self.nics)
        for interface in held.values():
            if not interface.delete_on_termination and interface.instance is self:
                self.detach_eni(interface)
        # A terminated instance still shows the addresses that it had.
        self.nics = held
        return state

    instances.InstanceBackend.run_instances = run_instances
    instances.Instance.terminate = give_back


def _made_at_launch(reservation: Any, asked: list[dict[str, Any]]) -> None:
    """An interface that is made with an instance ends with it, unless it is asked to stay."""
    given = {each.get("NetworkInterfaceId") for each in asked}
    kept = {int(each.get("DeviceIndex", 0)) for each in asked if each.get("DeleteOnTermination") is False}
    for instance in reservation.instances:
        for index, interface in instance.nics.items():
            if interface.id not in given and index not in kept:
                interface.delete_on_termination = True


def _user_data_of_versions() -> None:
    """moto decodes the user data of a template's first version alone, and cannot start an instance of a later one."""
    create_version = launch_templates.LaunchTemplate.create_version

    def decoded(self: Any, data: dict[str, Any], description: str) -> Any:
        user_data = data.get("UserData")
        if isinstance(user_data, str):
            data = {**data, "UserData": parse_user_data(user_data)}
        return create_version(self, data, description)

    launch_templates.LaunchTemplate.create_version = decoded


def _nat_gateways() -> None:
    """A NAT gateway takes its interface with it."""
    delete = nat_gateways.NatGatewayBackend.delete_nat_gateway

    def delete_nat_gateway(self: Any, nat_gateway_id: str) -> Any:
        gateway = delete(self, nat_gateway_id)
        self.enis.pop(gateway._eni.id, None)
        return gateway

    nat_gateways.NatGatewayBackend.delete_nat_gateway = delete_nat_gateway


def _endpoint_routes() -> None:
    """A route table added to a gateway endpoint gets its route, one taken away loses it; moto then fails to delete it."""
    modify = vpcs.VPCBackend.modify_vpc_endpoint

    def modify_vpc_endpoint(self: Any, vpc_id: str, *args: Any, **kwargs: Any) -> None:
        endpoint = self.describe_vpc_endpoints(vpc_end_point_ids=[vpc_id])[0]
        before = set(endpoint.route_table_ids or [])
        modify(self, vpc_id, *args, **kwargs)
        after = set(endpoint.route_table_ids or [])
        for table in after - before:
            prefix_list = endpoint.destination_prefix_list_id
            self.create_route(table, None, destination_prefix_list_id=prefix_list, gateway_id=vpc_id)
        for table in before - after:
            self.delete_route(table, endpoint.destination_prefix_list_id)

    vpcs.VPCBackend.modify_vpc_endpoint = modify_vpc_endpoint
