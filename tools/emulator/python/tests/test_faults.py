"""Calls go wrong as AWS's do, seen by a client that retries as AWS's SDKs do."""

from __future__ import annotations

import json
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, Iterator
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import boto3
import pytest
from botocore.config import Config
from botocore.exceptions import ClientError, ConnectionClosedError
from botocore.retries.standard import ExponentialBackoff

from conftest import REGION, Server, start_emulator, stop
from restartix_emulator.faults.fault import parse


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    started = start_emulator(tmp_path_factory.mktemp("faults"))
    yield started
    stop(started)


@pytest.fixture(autouse=True)
def no_faults(server: Server, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    # Whether a client tries again is asked here, not how long it waits.
    monkeypatch.setattr(ExponentialBackoff, "delay_amount", lambda *_: 0)
    yield
    set_faults(server)


def set_faults(server: Server, *faults: dict[str, Any]) -> Any:
    request = Request(f"{server.url}/restartix-emulator/faults", data=json.dumps(faults).encode(), method="PUT")
    with urlopen(request, timeout=10) as answer:
        return json.load(answer)


def client(server: Server, service: str, attempts: int = 2) -> Any:
    config = Config(
        retries={"mode": "standard", "total_max_attempts": attempts}, s3={"addressing_style": "path"}, read_timeout=20
    )
    keys = {"aws_access_key_id": "test", "aws_secret_access_key": "test"}
    return boto3.client(service, region_name=REGION, endpoint_url=server.url, config=config, **keys)


def vpcs(server: Server) -> list[str]:
    return server.page("inventory").get("ec2:vpc", [])


READS = {
    "ec2": "describe_vpcs",
    "s3": "list_buckets",
    "iam": "list_roles",
    "sts": "get_caller_identity",
    "kms": "list_keys",
    "servicediscovery": "list_namespaces",
    "sesv2": "list_email_identities",
    "scheduler": "list_schedules",
    "sqs": "list_queues",
    "cloudwatch": "list_dashboards",
}
CODES = {
    "throttle": {
        "ec2": ("RequestLimitExceeded", 503),
        "s3": ("SlowDown", 503),
        "iam": ("Throttling", 400),
        "sts": ("Throttling", 400),
        "kms": ("ThrottlingException", 400),
        "sesv2": ("TooManyRequestsException", 429),
        "scheduler": ("ThrottlingException", 429),
        "sqs": ("RequestThrottled", 400),
    },
    "500": {"ec2": ("InternalError", 500), "iam": ("InternalFailure", 500), "kms": ("InternalFailure", 500)},
    "503": {"ec2": ("Unavailable", 503), "iam": ("ServiceUnavailable", 503), "kms": ("ServiceUnavailable", 503)},
    "expired": {
        "ec2": ("RequestExpired", 400),
        "s3": ("ExpiredToken", 400),
        "iam": ("ExpiredToken", 403),
        "kms": ("ExpiredTokenException", 400),
    },
}


@pytest.mark.parametrize(
    ("kind", "service", "expected"),
    [(kind, service, code) for kind, codes in CODES.items() for service, code in codes.items()],
)
def test_it_is_refused_in_the_words_of_its_service(
    server: Server, kind: str, service: str, expected: tuple[str, int]
) -> None:
    set_faults(server, {"do": kind})
    with pytest.raises(ClientError) as refused:
        getattr(client(server, service, attempts=1), READS[service])()
    answer = refused.value.response
    assert (answer["Error"]["Code"], answer["ResponseMetadata"]["HTTPStatusCode"]) == expected
    assert server.recorded()[-1]["fault"] == kind


@pytest.mark.parametrize("service", [*READS])
@pytest.mark.parametrize("kind", ["throttle", "500", "503"])
def test_an_sdk_tries_again_and_gets_through(server: Server, kind: str, service: str) -> None:
    set_faults(server, {"do": kind})
    getattr(client(server, service), READS[service])()
    [reported] = server.page("faults")
    assert reported["hit"][0]["attempts"] == 2
    assert "fault" not in server.recorded()[-1]


def test_expired_credentials_stay_so_and_no_sdk_tries_again(server: Server) -> None:
    set_faults(server, {"do": "expired", "nth": 2})
    client(server, "sts").get_caller_identity()
    for service in ("kms", "s3"):
        with pytest.raises(ClientError, match="Expired"):
            getattr(client(server, service), READS[service])()
    [reported] = server.page("faults")
    assert [each["attempts"] for each in reported["hit"]] == [1, 1]


def test_what_is_refused_does_nothing(server: Server) -> None:
    before = vpcs(server)
    set_faults(server, {"do": "500", "operation": "CreateVpc", "attempts": 0})
    with pytest.raises(ClientError, match="InternalError"):
        client(server, "ec2", attempts=3).create_vpc(CidrBlock="10.1.0.0/16")
    assert server.page("faults")[0]["hit"] == [{"service": "ec2", "operation": "CreateVpc", "attempts": 3}]
    assert vpcs(server) == before


def test_a_lost_answer_is_made_again_where_nothing_says_that_it_is_the_same(server: Server) -> None:
    before = len(vpcs(server))
    set_faults(server, {"do": "lost", "operation": "CreateVpc"})
    client(server, "ec2").create_vpc(CidrBlock="10.1.0.0/16")
    assert len(vpcs(server)) == before + 2
    assert [each.get("fault") for each in server.recorded()[-2:]] == ["lost", None]
    assert [each["status"] for each in server.recorded()[-2:]] == [200, 200]


def test_a_lost_answer_takes_the_name(server: Server, name: str) -> None:
    set_faults(server, {"do": "lost", "operation": "CreateRole"})
    with pytest.raises(ClientError, match="EntityAlreadyExists"):
        client(server, "iam").create_role(RoleName=name, AssumeRolePolicyDocument="{}")


def test_a_lost_answer_is_given_again_for_the_same_token(server: Server, name: str) -> None:
    set_faults(server, {"do": "lost", "operation": "CreateSecret"})
    client(server, "secretsmanager").create_secret(Name=name)
    assert server.recorded()[-1]["repeated"] is True
    assert server.page("inventory")["secretsmanager:secret"].count(name) == 1


def test_when_every_attempt_is_lost_only_the_first_arrives(server: Server) -> None:
    before = len(vpcs(server))
    set_faults(server, {"do": "lost", "operation": "CreateVpc", "attempts": 0})
    with pytest.raises(ConnectionClosedError):
        client(server, "ec2", attempts=3).create_vpc(CidrBlock="10.1.0.0/16")
    assert len(vpcs(server)) == before + 1
    # The next call gets through.
    client(server, "ec2").create_vpc(CidrBlock="10.1.0.0/16")
    assert len(vpcs(server)) == before + 2


@pytest.mark.parametrize(("kind", "made"), [("late", 1), ("slow", 0)])
def test_an_answer_takes_its_time_and_keeps_nobody_else_waiting(server: Server, kind: str, made: int) -> None:
    before, ec2 = len(vpcs(server)), client(server, "ec2")
    set_faults(server, {"do": kind, "operation": "CreateVpc", "seconds": 2})
    with ThreadPoolExecutor() as threads:
        call = threads.submit(ec2.create_vpc, CidrBlock="10.1.0.0/16")
        while not server.page("faults")[0]["hit"]:
            time.sleep(0.01)
        client(server, "sts").get_caller_identity()
        time.sleep(0.3)
        assert len(vpcs(server)) == before + made
        assert not call.done()
    assert call.result()["Vpc"]["VpcId"] in vpcs(server)


def test_it_hits_the_calls_that_it_names(server: Server, name: str) -> None:
    s3 = client(server, "s3", attempts=1)
    s3.create_bucket(Bucket=name, CreateBucketConfiguration={"LocationConstraint": REGION})
    fault = {"do": "500", "operation": "PutObject", "path": f"/{name}/*.tfstate", "nth": 2, "calls": 2}
    set_faults(server, fault)
    results = []
    for key in ("a.tfstate", "other", "a.tfstate", "b.tfstate", "a.tfstate"):
        try:
            s3.put_object(Bucket=name, Key=key, Body=b"x")
            results.append(key)
        except ClientError as error:
            results.append(error.response["Error"]["Code"])
    assert results == ["a.tfstate", "other", "InternalError", "InternalError", "a.tfstate"]
    assert server.page("faults")[0]["matched"] == 4


def test_once_hits_each_content_once_whatever_its_token(server: Server, name: str) -> None:
    secrets = client(server, "secretsmanager", attempts=1)
    set_faults(server, {"do": "500", "operation": "CreateSecret", "once": True})
    tags = [{"Key": key, "Value": "x"} for key in "ab"]
    for secret in (f"{name}-a", f"{name}-b"):
        with pytest.raises(ClientError, match="InternalFailure"):
            secrets.create_secret(Name=secret, Tags=tags)
        secrets.create_secret(Name=secret, Tags=tags[::-1])
    assert len(server.page("faults")[0]["hit"]) == 2


def test_a_share_hits_the_same_calls_for_the_same_seed(server: Server) -> None:
    def hit(seed: int) -> list[bool]:
        set_faults(server, {"do": "throttle", "service": "sts", "share": 0.3, "seed": seed})
        sts, found = client(server, "sts", attempts=1), []
        for _ in range(60):
            try:
                sts.get_caller_identity()
                found.append(False)
            except ClientError:
                found.append(True)
        return found

    first = hit(1)
    assert hit(1) == first
    assert hit(2) != first
    assert 6 < sum(first) < 32


def test_cloudflare_throttles_in_its_envelope(server: Server) -> None:
    set_faults(server, {"do": "throttle", "service": "cloudflare"})
    request = Request(f"{server.url}/client/v4/zones", headers={"Authorization": "Bearer local"})
    with pytest.raises(HTTPError) as refused:
        urlopen(request, timeout=10)
    assert refused.value.code == 429
    assert json.load(refused.value)["success"] is False
    with urlopen(request, timeout=10) as answer:
        assert json.load(answer)["success"] is True


def test_a_start_can_be_given_faults(tmp_path: Path) -> None:
    started = start_emulator(tmp_path, EMULATOR_FAULTS='[{"do": "500", "service": "sts"}]')
    try:
        with pytest.raises(ClientError, match="InternalFailure"):
            client(started, "sts", attempts=1).get_caller_identity()
    finally:
        stop(started)


@pytest.mark.parametrize(
    ("faults", "why"),
    [
        ({"do": "500"}, "a list, not dict"),
        ([{"do": "explode"}], "fault 0: do 'explode': there are throttle, 500"),
        ([{"do": "500", "ops": "x"}], "fault 0: ops: there are attempts, calls"),
        ([{"do": "500"}, {"do": "500", "nth": 0}], "fault 1: nth 0: a whole number from 1"),
        ([{"do": "500", "calls": True}], "calls True"),
        ([{"do": "500", "share": 0.1, "nth": 2}], "share, or nth and calls"),
        ([{"do": "500", "share": 2}], "share 2: a number from 0 to 1"),
        ([{"do": "late", "seconds": -1}], "seconds -1"),
    ],
)
def test_what_is_no_fault_is_refused_with_what_there_is(faults: Any, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        parse(faults)
