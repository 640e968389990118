from __future__ import annotations

from urllib.error import HTTPError

import pytest
from botocore.exceptions import ClientError

from account import facts, set_account
from conftest import Client, Server

FARGATE = {"ServiceCode": "fargate", "QuotaCode": "L-3032A538"}


def test_knows_the_quotas_of_services_and_their_defaults(aws: Client) -> None:
    quotas = aws("service-quotas")
    assert quotas.get_service_quota(**FARGATE)["Quota"]["Value"] == 6
    assert quotas.get_aws_default_service_quota(**FARGATE)["Quota"]["Value"] == 6
    with pytest.raises(ClientError, match="NoSuchResourceException"):
        quotas.get_service_quota(ServiceCode="fargate", QuotaCode="L-00000000")


def test_an_account_has_values_of_its_own_beside_the_defaults(emulator: Server) -> None:
    quotas = emulator.client("service-quotas")
    with facts(emulator, quotas={"fargate/L-3032A538": 40}):
        assert quotas.get_service_quota(**FARGATE)["Quota"]["Value"] == 40
        assert quotas.get_aws_default_service_quota(**FARGATE)["Quota"]["Value"] == 6
    assert quotas.get_service_quota(**FARGATE)["Quota"]["Value"] == 6


@pytest.mark.parametrize(
    ("service", "operation", "action", "code"),
    [
        ("ec2", "describe_vpcs", "ec2:DescribeVpcs", "UnauthorizedOperation"),
        ("iam", "list_roles", "iam:ListRoles", "AccessDenied"),
        ("s3", "list_buckets", "s3:ListAllMyBuckets", "AccessDenied"),
        ("ecs", "list_clusters", "ecs:ListClusters", "AccessDeniedException"),
    ],
)
def test_denies_actions_in_the_words_of_the_service(
    emulator: Server, service: str, operation: str, action: str, code: str
) -> None:
    call = getattr(emulator.client(service), operation)
    with facts(emulator, denied=[action]), pytest.raises(ClientError, match=f"{code}.*not authorized to perform: {action}"):
        call()
    call()


def test_takes_no_fact_that_no_account_has(emulator: Server) -> None:
    with pytest.raises(HTTPError, match="500"):
        set_account(emulator, quota={})
