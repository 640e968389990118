from __future__ import annotations

import json
from typing import Any

import pytest

from conftest import REGION, Client
from strict import Refused, aws, refused  # noqa: F401

ACCOUNT = "123456789012"
NOBODY = f"arn:aws:iam::{ACCOUNT}:role/nobody"


def policy(*statements: dict[str, Any]) -> str:
    return json.dumps({"Version": "2012-10-17", "Statement": list(statements)})


def allow(action: str, **rest: Any) -> dict[str, Any]:
    return {"Effect": "Allow", "Action": action, **rest}


def long(size: int) -> str:
    empty = policy(allow("s3:GetObject", Resource=""))
    return policy(allow("s3:GetObject", Resource="a" * (size - len(empty.replace(" ", "")))))


def trust(**principal: Any) -> str:
    return policy(allow("sts:AssumeRole", Principal=principal))


TASKS = trust(Service="ecs-tasks.amazonaws.com")


@pytest.fixture
def role(aws: Client, name: str) -> str:
    aws("iam").create_role(RoleName=name, AssumeRolePolicyDocument=TASKS)
    return name


def test_a_managed_policy_has_6144_characters(aws: Client, name: str, refused: Refused) -> None:
    iam = aws("iam")
    refused("iam.policy-size", iam.create_policy, PolicyName=name, PolicyDocument=long(6145).replace(":", " :"))


def test_a_role_has_10240_characters_inline(aws: Client, role: str, refused: Refused) -> None:
    iam, rule = aws("iam"), "iam.inline-policy-size"
    document = policy(allow("s3:GetObject", Resource=[f"arn:aws:s3:::a/{'a' * 1000}"] * 6))
    iam.put_role_policy(RoleName=role, PolicyName="a", PolicyDocument=document)
    iam.put_role_policy(RoleName=role, PolicyName="a", PolicyDocument=document)
    refused(rule, iam.put_role_policy, RoleName=role, PolicyName="b", PolicyDocument=document)


def test_a_trust_policy_has_2048_characters(aws: Client, name: str, refused: Refused) -> None:
    document = trust(Service=[f"{number:03}.amazonaws.com" for number in range(120)])
    refused("iam.trust-policy-size", aws("iam").create_role, RoleName=name, AssumeRolePolicyDocument=document)


def test_a_role_has_ten_policies(aws: Client, role: str, refused: Refused) -> None:
    iam = aws("iam")
    document = policy(allow("s3:GetObject", Resource="*"))
    arns = [
        iam.create_policy(PolicyName=f"{role}-{number}", PolicyDocument=document)["Policy"]["Arn"] for number in range(11)
    ]
    for arn in arns[:10]:
        iam.attach_role_policy(RoleName=role, PolicyArn=arn)
    refused("iam.policies-per-role", iam.attach_role_policy, RoleName=role, PolicyArn=arns[10])


def test_whom_a_trust_policy_names_exists(aws: Client, role: str, refused: Refused) -> None:
    iam = aws("iam")
    change = {"RoleName": role, "PolicyDocument": trust(AWS=NOBODY)}
    words = refused("iam.unknown-principal", iam.update_assume_role_policy, **change)
    assert words == f'Invalid principal in policy: "AWS":"{NOBODY}"'
    itself = f"arn:aws:iam::{ACCOUNT}:role/{role}"
    iam.update_assume_role_policy(RoleName=role, PolicyDocument=trust(AWS=[itself, f"arn:aws:iam::{ACCOUNT}:root"]))


def test_keys_of_tags_differ_by_more_than_case(aws: Client, role: str, refused: Refused) -> None:
    tags = [{"Key": "Owner", "Value": "a"}, {"Key": "owner", "Value": "b"}]
    refused("iam.same-tag-twice", aws("iam").tag_role, RoleName=role, Tags=tags)


def test_a_key_can_be_administered(aws: Client, refused: Refused) -> None:
    kms, rule = aws("kms"), "kms.policy-lockout"
    root = {"AWS": f"arn:aws:iam::{ACCOUNT}:root"}
    use = policy(allow("kms:Decrypt", Principal=root, Resource="*"))
    words = refused(rule, kms.create_key, Policy=use)
    assert words == "The new key policy will not allow you to update the key policy in the future."
    kms.create_key(Policy=policy(allow("kms:*", Principal=root, Resource="*")))
    kms.create_key(Policy=use, BypassPolicyLockoutSafetyCheck=True)


def test_whom_resource_policies_name_exists(aws: Client, name: str, role: str, refused: Refused) -> None:
    kms, s3, sns = aws("kms"), aws("s3"), aws("sns")
    root = allow("kms:*", Principal={"AWS": f"arn:aws:iam::{ACCOUNT}:root"}, Resource="*")

    def document(principal: str, resource: str = "*") -> str:
        return policy(root, allow("s3:GetObject", Principal={"AWS": principal}, Resource=resource))

    refused("kms.unknown-principal", kms.create_key, Policy=document(NOBODY))
    s3.create_bucket(Bucket=name, CreateBucketConfiguration={"LocationConstraint": REGION})
    refused("s3.unknown-principal", s3.put_bucket_policy, Bucket=name, Policy=document(NOBODY))
    topic = sns.create_topic(Name=name)["TopicArn"]
    written = {"TopicArn": topic, "AttributeName": "Policy"}
    refused("sns.unknown-principal", sns.set_topic_attributes, **written, AttributeValue=document(NOBODY, topic))
    known = f"arn:aws:iam::{ACCOUNT}:role/{role}"
    kms.create_key(Policy=document(known))
    sns.set_topic_attributes(**written, AttributeValue=policy(allow("sns:Publish", Principal={"AWS": known}, Resource=topic)))


def test_eventbridge_delivers_without_conditions_only(aws: Client, name: str, refused: Refused) -> None:
    sns = aws("sns")
    topic = sns.create_topic(Name=name)["TopicArn"]
    statement = allow("sns:Publish", Principal={"Service": "events.amazonaws.com"}, Resource=topic)
    condition = {"ArnEquals": {"aws:SourceArn": f"arn:aws:events:{REGION}:{ACCOUNT}:rule/a"}}
    written = {"TopicArn": topic, "AttributeName": "Policy"}
    narrow = policy({**statement, "Condition": condition})
    refused("sns.events-statement-with-condition", sns.set_topic_attributes, **written, AttributeValue=narrow)
    refused("sns.events-statement-with-condition", sns.create_topic, Name=f"{name}-2", Attributes={"Policy": narrow})
    sns.set_topic_attributes(**written, AttributeValue=policy(statement))
    alarms = {**statement, "Principal": {"Service": "cloudwatch.amazonaws.com"}, "Condition": condition}
    sns.set_topic_attributes(**written, AttributeValue=policy(alarms))


def test_who_publishes_to_an_encrypted_topic_may_use_its_key(aws: Client, name: str, refused: Refused) -> None:
    sns, kms = aws("sns"), aws("kms")
    root = allow("kms:*", Principal={"AWS": f"arn:aws:iam::{ACCOUNT}:root"}, Resource="*")

    def key(*more: dict[str, Any]) -> str:
        document = json.dumps({"Version": "2012-10-17", "Statement": [root, *more]})
        return str(kms.create_key(Policy=document)["KeyMetadata"]["Arn"])

    def uses(service: str, **more: Any) -> dict[str, Any]:
        statement = allow("kms:Decrypt", Principal={"Service": f"{service}.amazonaws.com"}, Resource="*")
        return {**statement, "Action": ["kms:Decrypt", "kms:GenerateDataKey*"], **more}

    def publishes(service: str) -> str:
        return policy(allow("sns:Publish", Principal={"Service": f"{service}.amazonaws.com"}, Resource="*"))

    topic = sns.create_topic(Name=name, Attributes={"KmsMasterKeyId": key()})["TopicArn"]
    rule, written = "sns.publisher-cannot-use-key", {"TopicArn": topic, "AttributeName": "Policy"}
    assert "ses.amazonaws.com may publish" in refused(
        rule, sns.set_topic_attributes, **written, AttributeValue=publishes("ses")
    )
    other = {"TopicArn": topic, "AttributeName": "KmsMasterKeyId"}
    from_account = {"Condition": {"StringEquals": {"aws:SourceAccount": ACCOUNT}}}
    sns.set_topic_attributes(**other, AttributeValue=key(uses("ses", **from_account)))
    sns.set_topic_attributes(**written, AttributeValue=publishes("ses"))
    refused(rule, sns.set_topic_attributes, **other, AttributeValue=key(uses("events")))
    refused(rule, sns.set_topic_attributes, **other, AttributeValue="alias/aws/sns")
    of_events = {"Policy": publishes("events")}
    narrow = {**of_events, "KmsMasterKeyId": key(uses("events", **from_account))}
    refused(rule, sns.create_topic, Name=f"{name}-2", Attributes=narrow)
    context = {"Condition": {"ArnLike": {"kms:EncryptionContext:aws:sns:topicArn": f"arn:aws:sns:*:{ACCOUNT}:*"}}}
    open_ = {**of_events, "KmsMasterKeyId": key(uses("events", **context))}
    sns.create_topic(Name=f"{name}-2", Attributes=open_)


def test_aliases_of_aws_are_of_aws(aws: Client, refused: Refused) -> None:
    kms = aws("kms")
    key = kms.create_key()["KeyMetadata"]["KeyId"]
    refused("kms.reserved-alias", kms.create_alias, AliasName="alias/aws/a", TargetKeyId=key)


def test_a_bucket_policy_has_20_kibibytes(aws: Client, name: str, refused: Refused) -> None:
    refused("s3.policy-size", aws("s3").put_bucket_policy, Bucket=name, Policy=long(20481))
