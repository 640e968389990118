"""Logs, alarms, schedules, buckets, secrets, names within the VPC, scaling, tags."""

from __future__ import annotations

import json
from typing import Any

import pytest
from botocore.exceptions import ClientError

from conftest import REGION, Client
from strict import Refused, aws, refused  # noqa: F401


def test_retention_is_one_of_a_list(aws: Client, name: str, refused: Refused) -> None:
    logs = aws("logs")
    logs.create_log_group(logGroupName=name)
    refused("logs.retention", logs.put_retention_policy, logGroupName=name, retentionInDays=31)
    logs.put_retention_policy(logGroupName=name, retentionInDays=30)


def test_some_names_are_of_aws(aws: Client, refused: Refused) -> None:
    refused("logs.reserved-name", aws("logs").create_log_group, logGroupName="aws/a")


def test_ten_policies_of_logs(aws: Client, refused: Refused) -> None:
    logs = aws("logs", "us-west-1")
    document = {"policyDocument": json.dumps({"Version": "2012-10-17", "Statement": []})}
    for number in range(10):
        logs.put_resource_policy(policyName=f"{number}", **document)
    refused("logs.resource-policies", logs.put_resource_policy, policyName="11", **document)
    logs.put_resource_policy(policyName="1", **document)


def alarm(name: str, **settings: Any) -> dict[str, Any]:
    return {
        "AlarmName": name,
        "Namespace": "a",
        "MetricName": "b",
        "Statistic": "Sum",
        "Period": 60,
        "EvaluationPeriods": 5,
        "Threshold": 1.0,
        "ComparisonOperator": "GreaterThanThreshold",
        **settings,
    }


@pytest.mark.parametrize(
    ("rule", "settings"),
    [
        ("cloudwatch.period", {"Period": 45}),
        ("cloudwatch.period", {"Period": 90}),
        ("cloudwatch.long-window", {"Period": 300, "EvaluationPeriods": 289}),
        ("cloudwatch.long-window", {"Period": 3600, "EvaluationPeriods": 169}),
        ("cloudwatch.datapoints", {"DatapointsToAlarm": 6}),
    ],
)
def test_alarms_look_back_so_far(
    aws: Client, name: str, rule: str, settings: dict[str, Any], refused: Refused
) -> None:
    refused(rule, aws("cloudwatch").put_metric_alarm, **alarm(name, **settings))


@pytest.mark.parametrize("settings", [{"Period": 10}, {"Period": 300, "EvaluationPeriods": 288}, {"Period": 86400, "EvaluationPeriods": 7}])
def test_and_no_less(aws: Client, name: str, settings: dict[str, Any]) -> None:
    aws("cloudwatch").put_metric_alarm(**alarm(name, **settings))


def test_a_composite_alarm_is_of_alarms(aws: Client, name: str, refused: Refused) -> None:
    cloudwatch, given = aws("cloudwatch"), {"AlarmName": f"{name}-all", "AlarmRule": f'ALARM("{name}")'}
    refused("cloudwatch.unknown-alarm", cloudwatch.put_composite_alarm, **given)
    cloudwatch.put_metric_alarm(**alarm(name))
    cloudwatch.put_composite_alarm(**given)


@pytest.fixture
def schedule(aws: Client, name: str) -> dict[str, Any]:
    allow = {"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"Service": "scheduler.amazonaws.com"}}
    document = json.dumps({"Version": "2012-10-17", "Statement": [allow]})
    role = aws("iam").create_role(RoleName=name, AssumeRolePolicyDocument=document)["Role"]["Arn"]
    target = {"Arn": f"arn:aws:sqs:{REGION}:123456789012:a", "RoleArn": role}
    window = {"Mode": "OFF"}
    return {"Name": name, "ScheduleExpression": "rate(5 minutes)", "FlexibleTimeWindow": window, "Target": target}


@pytest.mark.parametrize(
    "expression", ["rate(1 minutes)", "rate(5 minute)", "rate(0 days)", "cron(0 3 * * * *)", "cron(0 3 * * ?)", "every day"]
)
def test_schedules_are_written_so(aws: Client, schedule: dict[str, Any], expression: str, refused: Refused) -> None:
    given = {**schedule, "ScheduleExpression": expression}
    refused("scheduler.expression", aws("scheduler").create_schedule, **given)


@pytest.mark.parametrize("expression", ["rate(1 minute)", "cron(0 3 * * ? *)", "cron(0 3 ? * MON-FRI *)", "at(2030-01-01T00:00:00)"])
def test_or_so(aws: Client, schedule: dict[str, Any], expression: str) -> None:
    aws("scheduler").create_schedule(**{**schedule, "ScheduleExpression": expression})


def test_a_time_zone_exists(aws: Client, schedule: dict[str, Any], refused: Refused) -> None:
    given = {**schedule, "ScheduleExpressionTimezone": "Europe/Nowhere"}
    refused("scheduler.timezone", aws("scheduler").create_schedule, **given)
    aws("scheduler").create_schedule(**{**schedule, "ScheduleExpressionTimezone": "Europe/Bucharest"})


def test_the_scheduler_may_take_its_role(aws: Client, schedule: dict[str, Any], name: str, refused: Refused) -> None:
    allow = {"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"Service": "events.amazonaws.com"}}
    document = json.dumps({"Version": "2012-10-17", "Statement": [allow]})
    role = aws("iam").create_role(RoleName=f"{name}-e", AssumeRolePolicyDocument=document)["Role"]["Arn"]
    given = {**schedule, "Target": {**schedule["Target"], "RoleArn": role}}
    assert "to assume the role" in refused("scheduler.role", aws("scheduler").create_schedule, **given)


@pytest.mark.parametrize("bucket", ["a..b-c", "10.0.0.1", "xn--abc", "abc-s3alias", "Abc", "a-"])
def test_bucket_names_are_checked(aws: Client, bucket: str, refused: Refused) -> None:
    given = {"Bucket": bucket, "CreateBucketConfiguration": {"LocationConstraint": REGION}}
    s3 = aws("s3")
    s3.meta.events.unregister("before-parameter-build.s3")
    refused("s3.name", s3.create_bucket, **given)


def lifecycle(bucket: str, days: int, expires: int, kind: str = "STANDARD_IA") -> dict[str, Any]:
    moved = [{"Days": days, "StorageClass": kind}]
    rule = {"ID": "a", "Status": "Enabled", "Filter": {}, "Transitions": moved, "Expiration": {"Days": expires}}
    return {"Bucket": bucket, "LifecycleConfiguration": {"Rules": [rule]}}


def test_objects_move_late_and_expire_later(aws: Client, name: str, refused: Refused) -> None:
    s3 = aws("s3")
    s3.create_bucket(Bucket=name, CreateBucketConfiguration={"LocationConstraint": REGION})
    put = s3.put_bucket_lifecycle_configuration
    refused("s3.early-transition", put, **lifecycle(name, 29, 90))
    refused("s3.expires-before-transition", put, **lifecycle(name, 30, 30))
    put(**lifecycle(name, 30, 31))
    put(**lifecycle(name, 1, 2, "GLACIER_IR"))


def test_names_of_secrets_are_checked(aws: Client, refused: Refused) -> None:
    refused("secretsmanager.name", aws("secretsmanager").create_secret, Name="a b")


def test_a_name_is_free_after_the_recovery_window(aws: Client, name: str, refused: Refused) -> None:
    secrets = aws("secretsmanager")
    secrets.create_secret(Name=name)
    secrets.delete_secret(SecretId=name, RecoveryWindowInDays=7)
    assert "scheduled for deletion" in refused("secretsmanager.scheduled-for-deletion", secrets.create_secret, Name=name)
    secrets.delete_secret(SecretId=name, ForceDeleteWithoutRecovery=True)
    secrets.create_secret(Name=name)


def test_a_secret_is_deleted_in_one_way(aws: Client, name: str, refused: Refused) -> None:
    secrets = aws("secretsmanager")
    secrets.create_secret(Name=name)
    given = {"SecretId": name, "ForceDeleteWithoutRecovery": True, "RecoveryWindowInDays": 7}
    refused("secretsmanager.two-ways-to-delete", secrets.delete_secret, **given)


def test_names_of_parameters_are_checked(aws: Client, name: str, refused: Refused) -> None:
    parameters = aws("ssm")
    value = {"Value": "a", "Type": "String"}
    for wrong in ("a b", "a/b", f"/{name}//b", f"/{name}/"):
        refused("ssm.name", parameters.put_parameter, Name=wrong, **value)
    refused("ssm.levels", parameters.put_parameter, Name="/a" * 16, **value)
    parameters.put_parameter(Name=f"/{name}{'/a' * 14}", **value)


def test_a_parameter_holds_4096_bytes(aws: Client, name: str, refused: Refused) -> None:
    parameters = aws("ssm")
    given: dict[str, Any] = {"Name": f"/{name}/size", "Type": "String"}
    parameters.put_parameter(**given, Value="a" * 4096)
    refused("ssm.value-size", parameters.put_parameter, **given, Value="a" * 4097, Overwrite=True)
    refused("ssm.value-size", parameters.put_parameter, **given, Value="ä" * 2049, Overwrite=True)
    parameters.put_parameter(**given, Value="a" * 4097, Overwrite=True, Tier="Advanced")
    parameters.put_parameter(**given, Value="a" * 8192, Overwrite=True)
    refused("ssm.value-size", parameters.put_parameter, **given, Value="a" * 8193, Overwrite=True)


def test_names_within_a_vpc_are_used_once(aws: Client, name: str, network: dict[str, Any], refused: Refused) -> None:
    names = aws("servicediscovery")
    given = {"Name": f"{name}.internal", "Vpc": network["vpc"]}
    names.create_private_dns_namespace(**given)
    refused("servicediscovery.namespace-in-use", names.create_private_dns_namespace, **given)
    [space] = [each["Id"] for each in names.list_namespaces()["Namespaces"] if each["Name"] == given["Name"]]
    service: dict[str, Any] = {"Name": "App", "NamespaceId": space, "DnsConfig": {"DnsRecords": [{"Type": "A", "TTL": 10}]}}
    made = names.create_service(**service)["Service"]["Id"]
    refused("servicediscovery.service-in-use", names.create_service, **{**service, "Name": "app"})
    refused("servicediscovery.services-left", names.delete_namespace, Id=space)
    former = {**service, "DnsConfig": {**service["DnsConfig"], "NamespaceId": space}}
    del former["NamespaceId"]
    refused("servicediscovery.service-in-use", names.create_service, **former)
    another = aws("ec2").create_vpc(CidrBlock="10.5.0.0/16")["Vpc"]["VpcId"]
    other = names.create_private_dns_namespace(Name=f"{name}.internal", Vpc=another)["OperationId"]
    elsewhere = names.get_operation(OperationId=other)["Operation"]["Targets"]["NAMESPACE"]
    former["DnsConfig"]["NamespaceId"] = elsewhere
    names.create_service(**former)
    names.delete_service(Id=made)
    names.delete_namespace(Id=space)


def test_a_target_has_bounds_in_order(aws: Client, refused: Refused) -> None:
    given = {"ServiceNamespace": "ecs", "ResourceId": "service/a/b", "ScalableDimension": "ecs:service:DesiredCount"}
    register = aws("application-autoscaling").register_scalable_target
    refused("application-autoscaling.bounds", register, **given, MinCapacity=3, MaxCapacity=2)


@pytest.mark.parametrize("endpoint", [("email", "nobody"), ("https", "http://example.com"), ("https", "example.com")])
def test_subscribers_can_be_reached(aws: Client, name: str, endpoint: tuple[str, str], refused: Refused) -> None:
    sns = aws("sns")
    topic = sns.create_topic(Name=name)["TopicArn"]
    refused("sns.endpoint", sns.subscribe, TopicArn=topic, Protocol=endpoint[0], Endpoint=endpoint[1])


# tags.reserved-or-too-many
@pytest.mark.parametrize(
    "tags",
    [
        [{"Key": "aws:a", "Value": "b"}],
        [{"Key": "a", "Value": "b"}, {"Key": "a", "Value": "c"}],
        [{"Key": f"a{number}", "Value": "b"} for number in range(51)],
    ],
)
@pytest.mark.parametrize(
    ("service", "method", "code"),
    [
        ("secretsmanager", "create_secret", "InvalidParameterException"),
        ("kms", "create_key", "ValidationException"),
        ("sns", "create_topic", "InvalidParameter"),
    ],
)
def test_tags_are_checked_everywhere(
    aws: Client, name: str, tags: list[dict[str, str]], service: str, method: str, code: str
) -> None:
    if service == "kms":
        tags = [{"TagKey": each["Key"], "TagValue": each["Value"]} for each in tags]
    named = {} if service == "kms" else {"Name": name}
    with pytest.raises(ClientError, match=f"\\({code}\\)"):
        getattr(aws(service), method)(Tags=tags, **named)


def test_tags_of_a_new_resource_are_checked_too(aws: Client) -> None:
    tags = [{"ResourceType": "vpc", "Tags": [{"Key": "AWS:a", "Value": "b"}]}]
    with pytest.raises(ClientError, match="reserved for internal use"):
        aws("ec2").create_vpc(CidrBlock="10.0.0.0/16", TagSpecifications=tags)


def test_the_name_of_a_group_of_instances_is_used_once_and_no_other_instance_starts(
    aws: Client, name: str, network: dict[str, Any], refused: Refused
) -> None:
    ec2, scaling = aws("ec2"), aws("autoscaling")
    [image, *_] = ec2.describe_images(Owners=["amazon"])["Images"]
    data = {"ImageId": image["ImageId"], "InstanceType": "t4g.nano"}
    ec2.create_launch_template(LaunchTemplateName=name, LaunchTemplateData=data)
    given = {
        "AutoScalingGroupName": name,
        "MinSize": 1,
        "MaxSize": 1,
        "LaunchTemplate": {"LaunchTemplateName": name, "Version": "1"},
        "VPCZoneIdentifier": network["subnets"][0],
    }
    scaling.create_auto_scaling_group(**given)
    refused("autoscaling.group-in-use", scaling.create_auto_scaling_group, **given)
    filters = [{"Name": "tag:aws:autoscaling:groupName", "Values": [name]}]
    assert len(ec2.describe_instances(Filters=filters)["Reservations"]) == 1
