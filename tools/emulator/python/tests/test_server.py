"""What the server adds around moto: its pages, the record of calls, and answers where moto has none."""

from __future__ import annotations

import socket
import threading
import time
from pathlib import Path

import pytest
from botocore.exceptions import ClientError

from conftest import REGION, Server, start_emulator, stop

ACCOUNT = "123456789012"
SCHEDULES = f"arn:aws:scheduler:{REGION}:{ACCOUNT}:schedule-group"


def test_it_says_who_it_is(emulator: Server) -> None:
    health = emulator.page("health")
    assert health["pid"] == emulator.process.pid
    assert health["moto"] == "5.2.5"


def test_it_listens_on_this_machine_alone(emulator: Server) -> None:
    port = int(emulator.url.rsplit(":", 1)[1])
    addresses = {info[4][0] for info in socket.getaddrinfo(socket.gethostname(), port, socket.AF_INET)}
    for address in addresses - {"127.0.0.1", "127.0.1.1"}:
        with socket.socket() as probe:
            probe.settimeout(2)
            assert probe.connect_ex((address, port)) != 0, address


def test_its_account_is_the_one_that_arns_name(emulator: Server) -> None:
    assert emulator.client("sts").get_caller_identity()["Account"] == ACCOUNT


def test_images_and_passwords_can_be_looked_up(emulator: Server) -> None:
    image = "/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-arm64"
    assert emulator.client("ssm").get_parameter(Name=image)["Parameter"]["Value"].startswith("ami-")
    password = emulator.client("secretsmanager").get_random_password(PasswordLength=32, ExcludePunctuation=True)
    assert len(password["RandomPassword"]) == 32


@pytest.mark.parametrize(
    ("service", "method", "arguments", "operation"),
    [
        ("ec2", "describe_vpcs", {}, "DescribeVpcs"),  # query, ec2
        ("rds", "describe_db_instances", {}, "DescribeDBInstances"),  # query
        ("secretsmanager", "list_secrets", {}, "ListSecrets"),  # json
        ("s3", "list_buckets", {}, "ListBuckets"),  # rest-xml
        ("s3", "get_bucket_lifecycle_configuration", {"Bucket": "none"}, "GetBucketLifecycleConfiguration"),
        ("s3", "head_object", {"Bucket": "none", "Key": "a/b"}, "HeadObject"),
        ("scheduler", "get_schedule", {"Name": "none"}, "GetSchedule"),  # rest-json
        ("scheduler", "list_tags_for_resource", {"ResourceArn": f"{SCHEDULES}/none"}, "ListTagsForResource"),
        ("sesv2", "get_email_identity", {"EmailIdentity": "none.test"}, "GetEmailIdentity"),
        ("cloudwatch", "list_dashboards", {}, "ListDashboards"),
    ],
)
def test_each_call_is_recorded_by_its_operation(
    emulator: Server, service: str, method: str, arguments: dict[str, str], operation: str
) -> None:
    client, before = emulator.client(service), len(emulator.recorded())
    try:
        getattr(client, method)(**arguments)
        status = 200
    except ClientError as error:
        status = error.response["ResponseMetadata"]["HTTPStatusCode"]
    [call] = emulator.recorded()[before:]
    assert (call["service"], call["operation"]) == (client.meta.service_model.signing_name, operation)
    assert (call["region"], call["status"]) == (REGION, status)
    assert call["ms"] >= 0


def test_what_is_no_call_to_aws_is_not_recorded(emulator: Server) -> None:
    before = emulator.recorded()
    emulator.page("health")
    emulator.page("inventory")
    assert emulator.recorded() == before


@pytest.mark.parametrize(
    ("service", "method", "arguments"),
    [
        ("logs", "put_query_definition", {"name": "none", "queryString": "fields @message"}),
        ("cloudwatch", "describe_alarm_contributors", {"AlarmName": "none"}),
        ("ec2", "describe_fpga_images", {}),
        ("s3", "get_bucket_metrics_configuration", {"Bucket": "none", "Id": "all"}),
    ],
)
def test_what_moto_lacks_is_said_at_once(
    emulator: Server, service: str, method: str, arguments: dict[str, str]
) -> None:
    client = emulator.client(service)
    with pytest.raises(ClientError) as failure:
        getattr(client, method)(**arguments)
    answer = failure.value.response
    # Clients would try again after 500, 502, 503 and 504.
    assert answer["ResponseMetadata"]["HTTPStatusCode"] == 501
    assert "the emulator does not have this operation" in answer["Error"]["Message"]


@pytest.mark.parametrize("content", ["application/x-www-form-urlencoded", "application/x-amz-json-1.1"])
def test_an_unfinished_request_holds_up_no_other(emulator: Server, content: str) -> None:
    port = int(emulator.url.rsplit(":", 1)[1])
    head = [
        "POST / HTTP/1.1",
        "Host: localhost",
        "Authorization: Credential=a/20260101/eu-central-1/secretsmanager/aws4_request",
        "X-Amz-Target: secretsmanager.ListSecrets",
        f"Content-Type: {content}",
        "Content-Length: 100",
    ]
    with socket.create_connection(("127.0.0.1", port)) as silent:
        silent.sendall("\r\n".join([*head, "", "{"]).encode())
        time.sleep(0.2)
        started = time.monotonic()
        emulator.client("sts").get_caller_identity()
        assert time.monotonic() - started < 5


def test_many_calls_at_once_are_all_answered(emulator: Server, name: str) -> None:
    failures: list[BaseException] = []

    def make(number: int) -> None:
        try:
            emulator.client("sqs").create_queue(QueueName=f"{name}-{number}")
        except BaseException as error:
            failures.append(error)

    threads = [threading.Thread(target=make, args=(number,)) for number in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert len(emulator.client("sqs").list_queues(QueueNamePrefix=name)["QueueUrls"]) == 12


def test_a_new_server_has_nothing_that_a_user_made(tmp_path: Path) -> None:
    server = start_emulator(tmp_path)
    try:
        # Asking makes moto fill its backends: default VPC, managed policies, keys of AWS.
        for service, method in (
            ("ec2", "describe_vpcs"),
            ("ec2", "describe_network_interfaces"),
            ("iam", "list_policies"),
            ("kms", "list_keys"),
            ("elasticache", "describe_users"),
            ("rds", "describe_db_parameter_groups"),
            ("scheduler", "list_schedule_groups"),
            ("ssm", "describe_parameters"),
            ("events", "list_event_buses"),
            ("ec2", "describe_managed_prefix_lists"),
            ("logs", "describe_resource_policies"),
            ("sns", "list_subscriptions"),
        ):
            getattr(server.client(service), method)()
        assert server.page("inventory") == {}
    finally:
        stop(server)


def test_what_a_user_made_is_in_the_inventory_until_it_is_deleted(emulator: Server, name: str) -> None:
    ec2, sqs = emulator.client("ec2"), emulator.client("sqs", "us-east-1")
    vpc = ec2.create_vpc(CidrBlock="10.8.0.0/16")["Vpc"]["VpcId"]
    table = ec2.create_route_table(VpcId=vpc)["RouteTable"]["RouteTableId"]
    url = sqs.create_queue(QueueName=name)["QueueUrl"]
    found = emulator.page("inventory")
    assert vpc in found["ec2:vpc"]
    assert table in found["ec2:route-table"]
    assert name in found["sqs:queue"]
    sqs.delete_queue(QueueUrl=url)
    ec2.delete_route_table(RouteTableId=table)
    ec2.delete_vpc(VpcId=vpc)
    found = emulator.page("inventory")
    assert vpc not in found.get("ec2:vpc", [])
    assert table not in found.get("ec2:route-table", [])
    assert name not in found.get("sqs:queue", [])
