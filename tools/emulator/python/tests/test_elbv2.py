from __future__ import annotations

from typing import Any

import pytest
from botocore.exceptions import ClientError

from conftest import Client

PEM = "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n"


def bundle(aws: Client, name: str, content: str = PEM) -> dict[str, str]:
    s3, region = aws("s3"), {"LocationConstraint": "eu-central-1"}
    s3.create_bucket(Bucket=name, CreateBucketConfiguration=region)
    s3.put_object(Bucket=name, Key="ca.pem", Body=content.encode())
    return {"CaCertificatesBundleS3Bucket": name, "CaCertificatesBundleS3Key": "ca.pem"}


def code(call: Any, **arguments: Any) -> str:
    with pytest.raises(ClientError) as failure:
        call(**arguments)
    return str(failure.value.response["Error"]["Code"])


def test_a_trust_store_has_the_certificates_of_an_object(aws: Client, name: str) -> None:
    elbv2, given = aws("elbv2"), bundle(aws, name, PEM * 2)
    [made] = elbv2.create_trust_store(Name=name, **given, Tags=[{"Key": "Owner", "Value": "a"}])["TrustStores"]
    assert (made["Status"], made["NumberOfCaCertificates"]) == ("ACTIVE", 2)
    arn = made["TrustStoreArn"]
    assert elbv2.describe_trust_stores(TrustStoreArns=[arn])["TrustStores"] == [made]
    [tags] = elbv2.describe_tags(ResourceArns=[arn])["TagDescriptions"]
    assert tags["Tags"] == [{"Key": "Owner", "Value": "a"}]
    assert code(elbv2.create_trust_store, Name=name, **given) == "DuplicateTrustStoreName"
    missing = {**given, "CaCertificatesBundleS3Key": "none.pem"}
    assert code(elbv2.modify_trust_store, TrustStoreArn=arn, **missing) == "CaCertificatesBundleNotFound"
    empty = bundle(aws, f"{name}-2", "no certificate")
    assert code(elbv2.modify_trust_store, TrustStoreArn=arn, **empty) == "InvalidCaCertificatesBundle"
    elbv2.delete_trust_store(TrustStoreArn=arn)
    assert code(elbv2.describe_trust_stores, TrustStoreArns=[arn]) == "TrustStoreNotFound"


def test_a_listener_keeps_what_it_asks_of_clients(aws: Client, name: str, network: dict[str, Any]) -> None:
    elbv2 = aws("elbv2")
    [store] = elbv2.create_trust_store(Name=name, **bundle(aws, name))["TrustStores"]
    [balancer] = elbv2.create_load_balancer(Name=name, Subnets=network["subnets"])["LoadBalancers"]
    answer = {"Type": "fixed-response", "FixedResponseConfig": {"StatusCode": "404"}}
    of_balancer = {"LoadBalancerArn": balancer["LoadBalancerArn"]}
    listen = {**of_balancer, "Protocol": "HTTP", "Port": 80, "DefaultActions": [answer]}
    unknown = {"Mode": "verify", "TrustStoreArn": f"{store['TrustStoreArn'][:-1]}x"}
    assert code(elbv2.create_listener, **listen, MutualAuthentication=unknown) == "TrustStoreNotFound"
    verify = {"Mode": "verify", "TrustStoreArn": store["TrustStoreArn"]}
    [listener] = elbv2.create_listener(**listen, MutualAuthentication=verify)["Listeners"]

    def asked() -> dict[str, Any]:
        [found] = elbv2.describe_listeners(ListenerArns=[listener["ListenerArn"]])["Listeners"]
        return dict(found["MutualAuthentication"])

    assert asked() == {**verify, "TrustStoreAssociationStatus": "active"}
    of_store = {"TrustStoreArn": store["TrustStoreArn"]}
    associated = elbv2.describe_trust_store_associations(**of_store)["TrustStoreAssociations"]
    assert associated == [{"ResourceArn": balancer["LoadBalancerArn"]}]
    assert code(elbv2.delete_trust_store, **of_store) == "TrustStoreInUse"
    elbv2.modify_listener(ListenerArn=listener["ListenerArn"], MutualAuthentication={"Mode": "off"})
    assert asked() == {"Mode": "off"}
    elbv2.delete_trust_store(**of_store)


def test_rules_swap_their_priorities_in_one_call(aws: Client, name: str, network: dict[str, Any]) -> None:
    elbv2 = aws("elbv2")
    [balancer] = elbv2.create_load_balancer(Name=name, Subnets=network["subnets"])["LoadBalancers"]
    answer = [{"Type": "fixed-response", "FixedResponseConfig": {"StatusCode": "404"}}]
    listen = {"LoadBalancerArn": balancer["LoadBalancerArn"], "Protocol": "HTTP", "Port": 80}
    [listener] = elbv2.create_listener(**listen, DefaultActions=answer)["Listeners"]

    def rule(priority: int) -> str:
        hosts = [{"Field": "host-header", "HostHeaderConfig": {"Values": [f"{priority}.example.com"]}}]
        given = {"ListenerArn": listener["ListenerArn"], "Priority": priority, "Conditions": hosts}
        [made] = elbv2.create_rule(**given, Actions=answer)["Rules"]
        return str(made["RuleArn"])

    def order(**priorities: int) -> list[dict[str, Any]]:
        return [{"RuleArn": arns[key], "Priority": priority} for key, priority in priorities.items()]

    arns = {"a": rule(10), "b": rule(20)}
    assert code(elbv2.set_rule_priorities, RulePriorities=order(a=20)) == "PriorityInUse"
    elbv2.set_rule_priorities(RulePriorities=order(a=20, b=10))
    elbv2.set_rule_priorities(RulePriorities=order(a=20))
    found = elbv2.describe_rules(RuleArns=list(arns.values()))["Rules"]
    assert {each["RuleArn"]: each["Priority"] for each in found} == {arns["a"]: "20", arns["b"]: "10"}
    unknown = [{"RuleArn": f"{arns['a']}0", "Priority": 1}]
    assert code(elbv2.set_rule_priorities, RulePriorities=unknown) == "RuleNotFound"
