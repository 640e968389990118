from __future__ import annotations

import json

from conftest import Client


def test_managed_policies_of_aws_can_be_attached(aws: Client, name: str) -> None:
    iam = aws("iam")
    iam.create_role(RoleName=name, AssumeRolePolicyDocument=json.dumps({"Version": "2012-10-17", "Statement": []}))
    policy = "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore"
    iam.attach_role_policy(RoleName=name, PolicyArn=policy)
    attached = iam.list_attached_role_policies(RoleName=name)["AttachedPolicies"]
    assert [each["PolicyArn"] for each in attached] == [policy]


def test_a_role_keeps_what_a_change_does_not_name(aws: Client, name: str) -> None:
    iam = aws("iam")
    document = json.dumps({"Version": "2012-10-17", "Statement": []})
    iam.create_role(RoleName=name, AssumeRolePolicyDocument=document, Description="runs", MaxSessionDuration=7200)
    iam.update_role(RoleName=name, MaxSessionDuration=3600)
    assert iam.get_role(RoleName=name)["Role"]["Description"] == "runs"
    iam.update_role(RoleName=name, MaxSessionDuration=7200)
    iam.update_role(RoleName=name, Description="works")
    role = iam.get_role(RoleName=name)["Role"]
    assert (role["Description"], role["MaxSessionDuration"]) == ("works", 7200)


def test_the_clients_of_an_identity_provider_change(aws: Client, name: str) -> None:
    iam = aws("iam")
    arn = iam.create_open_id_connect_provider(Url=f"https://{name}.test", ClientIDList=["one"])
    key = {"OpenIDConnectProviderArn": arn["OpenIDConnectProviderArn"]}
    iam.add_client_id_to_open_id_connect_provider(**key, ClientID="two")
    iam.remove_client_id_from_open_id_connect_provider(**key, ClientID="one")
    assert iam.get_open_id_connect_provider(**key)["ClientIDList"] == ["two"]
