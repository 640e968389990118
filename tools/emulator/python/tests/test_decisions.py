"""The call log says of each call what IAM would decide it by."""

from __future__ import annotations

import json
from typing import Any

import boto3
import pytest

from conftest import REGION, Client, Server

ACCOUNT = "123456789012"
TASKS = {"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"Service": "ecs-tasks.amazonaws.com"}}
TRUST = json.dumps({"Version": "2012-10-17", "Statement": [TASKS]})


@pytest.fixture
def aws(emulator: Server) -> Client:
    return emulator.client


def last(emulator: Server) -> dict[str, Any]:
    return emulator.recorded()[-1]


def test_an_administrator_is_the_account(emulator: Server) -> None:
    emulator.client("sqs").list_queues()
    assert last(emulator)["principal"] == {"arn": f"arn:aws:iam::{ACCOUNT}:root"}
    assert last(emulator)["action"] == "sqs:ListQueues"


def test_a_local_run_says_which_command_calls(emulator: Server) -> None:
    boto3.client(
        "sqs",
        region_name=REGION,
        endpoint_url=emulator.url,
        aws_access_key_id="local.staging.verify-rollout",
        aws_secret_access_key="local",
    ).list_queues()
    root = f"arn:aws:iam::{ACCOUNT}:root"
    assert last(emulator)["principal"] == {"arn": root, "env": "staging", "command": "verify-rollout"}


def test_a_session_is_that_of_its_role(emulator: Server, name: str) -> None:
    role = emulator.client("iam").create_role(RoleName=name, AssumeRolePolicyDocument=TRUST)["Role"]["Arn"]
    given = emulator.client("sts").assume_role(RoleArn=role, RoleSessionName="plan")["Credentials"]
    session = boto3.client(
        "sqs",
        region_name=REGION,
        endpoint_url=emulator.url,
        aws_access_key_id=given["AccessKeyId"],
        aws_secret_access_key=given["SecretAccessKey"],
        aws_session_token=given["SessionToken"],
    )
    session.create_queue(QueueName=name)
    call = last(emulator)
    assert call["principal"] == {"arn": f"arn:aws:sts::{ACCOUNT}:assumed-role/{name}/plan", "role": role}
    assert call["context"]["aws:PrincipalArn"] == role
    assert call["context"]["aws:RequestedRegion"] == REGION


@pytest.mark.parametrize(
    ("service", "method", "arguments", "action", "resource"),
    [
        ("s3", "list_objects_v2", {"Bucket": "none"}, "s3:ListBucket", "arn:aws:s3:::none"),
        ("s3", "head_object", {"Bucket": "none", "Key": "a/b"}, "s3:GetObject", "arn:aws:s3:::none/a/b"),
        ("s3", "get_bucket_encryption", {"Bucket": "none"}, "s3:GetEncryptionConfiguration", "arn:aws:s3:::none"),
        ("iam", "get_role", {"RoleName": "none"}, "iam:GetRole", f"arn:aws:iam::{ACCOUNT}:role/none"),
        ("iam", "list_policy_versions", {"PolicyArn": f"arn:aws:iam::{ACCOUNT}:policy/a"}, "iam:ListPolicyVersions", f"arn:aws:iam::{ACCOUNT}:policy/a"),
        ("ec2", "delete_subnet", {"SubnetId": "subnet-0123456789abcdef0"}, "ec2:DeleteSubnet", "ec2:{}:subnet/subnet-0123456789abcdef0"),
        ("ecs", "describe_services", {"cluster": "a", "services": ["b"]}, "ecs:DescribeServices", "ecs:{}:service/a/b"),
        ("logs", "put_retention_policy", {"logGroupName": "/a/b", "retentionInDays": 30}, "logs:PutRetentionPolicy", "logs:{}:log-group:/a/b"),
        ("rds", "describe_db_clusters", {"DBClusterIdentifier": "a"}, "rds:DescribeDBClusters", "rds:{}:cluster:a"),
        ("elasticache", "describe_replication_groups", {"ReplicationGroupId": "a"}, "elasticache:DescribeReplicationGroups", "elasticache:{}:replicationgroup:a"),
        ("cloudwatch", "delete_alarms", {"AlarmNames": ["a", "b"]}, "cloudwatch:DeleteAlarms", "cloudwatch:{}:alarm:b"),
        ("cloudwatch", "get_dashboard", {"DashboardName": "a"}, "cloudwatch:GetDashboard", f"arn:aws:cloudwatch::{ACCOUNT}:dashboard/a"),
        ("elbv2", "create_target_group", {"Name": "abc"}, "elasticloadbalancing:CreateTargetGroup", "elasticloadbalancing:{}:targetgroup/abc/*"),
        ("secretsmanager", "create_secret", {"Name": "restartix/decided"}, "secretsmanager:CreateSecret", "secretsmanager:{}:secret:restartix/decided-000000"),
        ("sesv2", "get_configuration_set", {"ConfigurationSetName": "a"}, "ses:GetConfigurationSet", "ses:{}:configuration-set/a"),
        ("scheduler", "get_schedule", {"GroupName": "a", "Name": "b"}, "scheduler:GetSchedule", "scheduler:{}:schedule/a/b"),
        ("ssm", "get_parameter", {"Name": "/a/b"}, "ssm:GetParameter", "ssm:{}:parameter/a/b"),
        ("ssm", "list_tags_for_resource", {"ResourceType": "Parameter", "ResourceId": "/a/b"}, "ssm:ListTagsForResource", "ssm:{}:parameter/a/b"),
        ("ssm", "get_parameters_by_path", {"Path": "/a/b"}, "ssm:GetParametersByPath", "ssm:{}:parameter/a/b"),
        ("budgets", "describe_budget", {"AccountId": ACCOUNT, "BudgetName": "a"}, "budgets:ViewBudget", f"arn:aws:budgets::{ACCOUNT}:budget/a"),
        ("ecr", "describe_repositories", {"repositoryNames": ["a/b"]}, "ecr:DescribeRepositories", "ecr:{}:repository/a/b"),
        ("sns", "get_topic_attributes", {"TopicArn": f"arn:aws:sns:{REGION}:{ACCOUNT}:a"}, "sns:GetTopicAttributes", "sns:{}:a"),
        ("kms", "describe_key", {"KeyId": "none"}, "kms:DescribeKey", "kms:{}:key/none"),
    ],
)  # fmt: skip
def test_a_call_names_its_action_and_its_resource(
    emulator: Server, service: str, method: str, arguments: dict[str, Any], action: str, resource: str
) -> None:
    try:
        getattr(emulator.client(service), method)(**arguments)
    except Exception:
        pass
    whole = resource if resource.startswith("arn:") else f"arn:aws:{resource.format(f'{REGION}:{ACCOUNT}')}"
    assert last(emulator)["action"] == action
    assert whole in last(emulator)["resources"]


def test_a_role_is_passed_to_a_service(aws: Client, emulator: Server, name: str) -> None:
    role = aws("iam").create_role(RoleName=name, AssumeRolePolicyDocument=TRUST)["Role"]["Arn"]
    container = {"name": "app", "image": "app", "memory": 64}
    aws("ecs").register_task_definition(family=name, taskRoleArn=role, executionRoleArn=role, containerDefinitions=[container])
    call = last(emulator)
    assert call["passes"] == [{"role": role, "service": "ecs-tasks.amazonaws.com"}]
    assert role in call["references"]
    aws("iam").create_instance_profile(InstanceProfileName=name)
    aws("iam").add_role_to_instance_profile(InstanceProfileName=name, RoleName=name)
    assert last(emulator)["passes"] == [{"role": role, "service": "ec2.amazonaws.com"}]


def test_a_key_is_used_by_a_service(aws: Client, emulator: Server, name: str) -> None:
    key = aws("kms").create_key()["KeyMetadata"]["Arn"]
    aws("secretsmanager").create_secret(Name=name, KmsKeyId=key)
    assert last(emulator)["uses"] == [{"key": key, "viaService": f"secretsmanager.{REGION}.amazonaws.com"}]


def test_tags_are_keys_of_the_decision(aws: Client, emulator: Server, name: str) -> None:
    tags = [{"Key": "Project", "Value": "restartix"}]
    aws("ec2").create_vpc(CidrBlock="10.0.0.0/16", TagSpecifications=[{"ResourceType": "vpc", "Tags": tags}])
    context = last(emulator)["context"]
    assert (context["aws:RequestTag/Project"], context["aws:TagKeys"]) == ("restartix", ["Project"])


@pytest.mark.parametrize(
    ("service", "make", "made", "look", "named"),
    [
        ("iam", "create_role", "Role.Arn", "get_role", "RoleName"),
        ("ec2", "create_vpc", "Vpc.VpcId", "describe_vpc_attribute", "VpcId"),
        ("kms", "create_key", "KeyMetadata.Arn", "describe_key", "KeyId"),
        ("secretsmanager", "create_secret", "ARN", "describe_secret", "SecretId"),
    ],
)
def test_tags_of_what_is_named_are_keys_too(
    aws: Client, emulator: Server, name: str, service: str, make: str, made: str, look: str, named: str
) -> None:
    tags = [{"Key": "Project", "Value": "restartix"}]
    given: dict[str, dict[str, Any]] = {
        "iam": {"RoleName": name, "AssumeRolePolicyDocument": TRUST, "Tags": tags},
        "ec2": {"CidrBlock": "10.0.0.0/16", "TagSpecifications": [{"ResourceType": "vpc", "Tags": tags}]},
        "kms": {"Tags": [{"TagKey": "Project", "TagValue": "restartix"}]},
        "secretsmanager": {"Name": name, "Tags": tags},
    }
    answer = getattr(aws(service), make)(**given[service])
    for part in made.split("."):
        answer = answer[part]
    identity = name if service == "iam" else answer
    getattr(aws(service), look)(**{named: identity, **({"Attribute": "enableDnsSupport"} if service == "ec2" else {})})
    [(arn, found)] = last(emulator)["resourceTags"].items()
    assert (arn.rsplit("/", 1)[-1], found) == (answer.rsplit("/", 1)[-1], {"Project": "restartix"})


def test_a_boundary_is_a_key_of_the_decision(aws: Client, emulator: Server, name: str) -> None:
    iam = aws("iam")
    document = json.dumps({"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}]})
    boundary = iam.create_policy(PolicyName=name, PolicyDocument=document)["Policy"]["Arn"]
    iam.create_role(RoleName=name, AssumeRolePolicyDocument=TRUST, PermissionsBoundary=boundary, Path="/app/")
    call = last(emulator)
    assert call["context"]["iam:PermissionsBoundary"] == boundary
    assert f"arn:aws:iam::{ACCOUNT}:role/app/{name}" in call["resources"]
    iam.attach_role_policy(RoleName=name, PolicyArn=boundary)
    context = last(emulator)["context"]
    assert (context["iam:PermissionsBoundary"], context["iam:PolicyARN"]) == (boundary, boundary)


def test_keys_of_services(aws: Client, emulator: Server, name: str) -> None:
    aws("s3").create_bucket(Bucket=name, CreateBucketConfiguration={"LocationConstraint": REGION})
    aws("s3").put_object(Bucket=name, Key="a", Body=b"a", ServerSideEncryption="aws:kms")
    assert last(emulator)["context"]["s3:x-amz-server-side-encryption"] == "aws:kms"
    aws("s3").list_objects_v2(Bucket=name, Prefix="staging/")
    assert last(emulator)["context"]["s3:prefix"] == "staging/"
    aws("ecs").create_cluster(clusterName=name)
    aws("ecs").list_services(cluster=name)
    assert last(emulator)["context"]["ecs:cluster"] == f"arn:aws:ecs:{REGION}:{ACCOUNT}:cluster/{name}"


def test_a_refused_call_is_described_too(aws: Client, emulator: Server) -> None:
    with pytest.raises(Exception, match="sg-"):
        aws("ec2").create_security_group(GroupName="sg-a", Description="a", VpcId="vpc-0123456789abcdef0")
    call = last(emulator)
    assert (call["action"], call["status"]) == ("ec2:CreateSecurityGroup", 400)
    assert f"arn:aws:ec2:{REGION}:{ACCOUNT}:vpc/vpc-0123456789abcdef0" in call["resources"]
