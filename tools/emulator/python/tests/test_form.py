"""A request that its model does not allow is refused with the service's own error, whatever the protocol."""

from __future__ import annotations

import gzip
import http.client
import json
from pathlib import Path
from typing import Any

import botocore
import pytest
from botocore.exceptions import ClientError

from conftest import REGION, Server
from restartix_emulator.form import exceptions, patterns

LAMBDA = "arn:aws:lambda:eu-central-1:123456789012:function:x"


def refused(server: Server, service: str, method: str, arguments: dict[str, Any]) -> tuple[str, str]:
    """Past the SDK's own validation, which knows fewer constraints and would refuse some itself."""
    client = server.client(service)
    client.meta.events.unregister("before-parameter-build.*")
    client._serializer = _Unchecked(client._serializer)
    with pytest.raises(ClientError) as failure:
        getattr(client, method)(**arguments)
    answer = failure.value.response
    assert answer["ResponseMetadata"]["HTTPStatusCode"] == 400
    return answer["Error"]["Code"], answer["Error"]["Message"]


class _Unchecked:
    """botocore's serializer without the validator that it is wrapped in."""

    def __init__(self, validated: Any) -> None:
        self._serializer = getattr(validated, "_serializer", validated)

    def serialize_to_request(self, parameters: Any, model: Any) -> Any:
        return self._serializer.serialize_to_request(parameters, model)


CASES: list[tuple[str, str, dict[str, Any], str, str]] = [
    # Protocol ec2.
    ("ec2", "create_vpc", {"CidrBlock": "10.0.0.0/16", "InstanceTenancy": "shared"}, "InvalidParameterValue", "enum"),
    ("ec2", "create_subnet", {"CidrBlock": "10.0.0.0/24"}, "MissingParameter", "the parameter vpcId"),
    # Protocol query, with codes of the service and with the common one.
    ("iam", "create_role", {"RoleName": "a b", "AssumeRolePolicyDocument": "{}"}, "ValidationError", "pattern"),
    ("iam", "create_role", {"RoleName": "a" * 65, "AssumeRolePolicyDocument": "{}"}, "ValidationError", "length less"),
    ("iam", "create_role", {"RoleName": "a"}, "ValidationError", "'assumeRolePolicyDocument'"),
    ("rds", "create_db_instance", {"Engine": "postgres"}, "MissingParameter", "'dBInstanceIdentifier'"),
    ("elasticache", "create_user_group", {"UserGroupId": "a"}, "MissingParameter", "'engine'"),
    ("sns", "publish", {"TopicArn": "a"}, "InvalidParameter", "'message'"),
    ("elbv2", "create_load_balancer", {"Name": "a", "Type": "classic"}, "ValidationError", "enum"),
    ("autoscaling", "create_auto_scaling_group", {"AutoScalingGroupName": "a"}, "ValidationError", "'minSize'"),
    # Protocol json.
    ("ecs", "create_service", {"serviceName": "a", "launchType": "LAMBDA"}, "InvalidParameterException", "enum"),
    ("kms", "schedule_key_deletion", {"KeyId": "a", "PendingWindowInDays": 400}, "ValidationException", "value less"),
    ("logs", "create_log_group", {"logGroupName": "a b"}, "InvalidParameterException", "pattern"),
    ("secretsmanager", "create_secret", {"Name": ""}, "InvalidParameterException", "length greater"),
    ("events", "put_rule", {"Name": "a/b"}, "ValidationException", "pattern"),
    ("application-autoscaling", "register_scalable_target", {"ResourceId": "a"}, "ValidationException", "'service"),
    ("sqs", "create_queue", {}, "MissingParameter", "'queueName'"),
    # Protocol rest-json.
    ("scheduler", "create_schedule", {"Name": "a b", "ScheduleExpression": "rate(1 day)"}, "ValidationException", "pat"),
    ("sesv2", "create_configuration_set", {"ConfigurationSetName": "a", "TrackingOptions": {}}, "BadRequest", "cust"),
    # Protocol rest-xml.
    ("s3", "put_bucket_versioning", {"Bucket": "a", "VersioningConfiguration": {"Status": "On"}}, "Invalid", "enum"),
]


@pytest.mark.parametrize(("service", "method", "arguments", "code", "words"), CASES)
def test_a_violated_constraint_is_refused_as_the_service_does(
    emulator: Server, service: str, method: str, arguments: dict[str, Any], code: str, words: str
) -> None:
    found, message = refused(emulator, service, method, arguments)
    assert found.startswith(code), (found, message)
    assert words in message


def send(server: Server, service: str, headers: dict[str, str], body: str, method: str = "POST", path: str = "/") -> Any:
    connection = http.client.HTTPConnection("127.0.0.1", int(server.url.rsplit(":", 1)[1]), timeout=10)
    scope = f"AWS4-HMAC-SHA256 Credential=a/20260101/{REGION}/{service}/aws4_request, Signature=x"
    connection.request(method, path, body, {"Authorization": scope, **headers})
    answer = connection.getresponse()
    return answer.status, answer.read().decode()


JSON = {"Content-Type": "application/x-amz-json-1.1"}
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
BUCKET = '<VersioningConfiguration xmlns="http://s3.amazonaws.com/doc/2006-03-01/">{}</VersioningConfiguration>'


@pytest.mark.parametrize(
    ("service", "headers", "body", "code"),
    [
        ("ec2", FORM, "Action=DescribeVpcs&Version=2016-11-15&Vpcs.1=a", "UnknownParameter"),
        ("iam", FORM, "Action=ListRoles&Version=2010-05-08&Prefix=a", "ValidationError"),
        ("kms", JSON | {"X-Amz-Target": "TrentService.ListKeys"}, '{"Limits":1}', "ValidationException"),
        ("kms", JSON | {"X-Amz-Target": "TrentService.ListKeys"}, '{"Limit":"1"}', "SerializationException"),
        ("kms", JSON | {"X-Amz-Target": "TrentService.ListKeys"}, '{"Limit":', "SerializationException"),
    ],
)
def test_what_the_model_does_not_know_is_refused(
    emulator: Server, service: str, headers: dict[str, str], body: str, code: str
) -> None:
    status, answer = send(emulator, service, headers, body)
    assert (status, code in answer) == (400, True), answer


@pytest.mark.parametrize("inside", ["<State>Enabled</State>", "<Status>Enabled"])
def test_xml_of_another_schema_is_malformed(emulator: Server, inside: str) -> None:
    status, answer = send(emulator, "s3", {}, BUCKET.format(inside), "PUT", "/bucket?versioning")
    assert (status, "<Code>MalformedXML</Code>" in answer) == (400, True), answer


def test_values_at_the_limit_pass(emulator: Server, name: str) -> None:
    role = (name + "+=,.@-_" + "a" * 64)[:64]
    tag = {"Key": "äöü:/=+-@", "Value": "Überwachung 24/7"}
    emulator.client("iam").create_role(RoleName=role, AssumeRolePolicyDocument="{}", Tags=[tag])
    assert emulator.client("iam").get_role(RoleName=role)["Role"]["Tags"] == [tag]


# The services whose calls the platform's environments make.
SERVICES = (
    "acm autoscaling application-autoscaling budgets cloudwatch ec2 ecr ecs elasticache elbv2 events iam kms logs "
    "rds s3 scheduler secretsmanager servicediscovery sesv2 sns sqs ssm sts chatbot dynamodb"
).split()


def model(service: str) -> Any:
    folder = max((Path(botocore.__file__).parent / "data" / service).iterdir())
    return json.loads(gzip.decompress((folder / "service-2.json.gz").read_bytes()))


@pytest.mark.parametrize("service", SERVICES)
def test_every_pattern_of_the_models_can_be_read(service: str) -> None:
    for shape in model(service)["shapes"].values():
        if "pattern" in shape:
            assert patterns._compiled(shape["pattern"]) is not None, shape["pattern"]


@pytest.mark.parametrize(
    ("pattern", "value", "fits"),
    [
        (r"[\p{L}\p{Z}\p{N}_.:/=+\-@]+", "Größe 1", True),
        (r"[\p{L}\p{Z}\p{N}_.:/=+\-@]+", "a{b}", False),
        (r"\p{Alpha}+", "abc", True),
        (r"\p{Alpha}+", "ab1", False),
        (r"[\w+=,.@-]+", "a/b", False),
        (r"a", "ab", False),
    ],
)
def test_javas_patterns_match_as_in_java(pattern: str, value: str, fits: bool) -> None:
    assert patterns.matches(pattern, value) is fits


def test_every_exception_names_a_constraint_that_the_model_has() -> None:
    for service, member, kind in exceptions._LET_PASS:
        shapes = model(service)["shapes"]
        named = [
            shapes[each["shape"]]
            for shape in shapes.values()
            for name, each in shape.get("members", {}).items()
            if name.lower() == member.lower()
        ]
        assert any({"pattern": "pattern", "enum": "enum"}.get(kind, "min") in shape for shape in named), member
