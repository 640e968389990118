"""Service Quotas knows AWS's defaults, and the values of the account where it has others.

https://docs.aws.amazon.com/servicequotas/2019-06-24/apireference/API_GetServiceQuota.html
https://docs.aws.amazon.com/general/latest/gr/aws-service-information.html (the defaults, service by service)
"""

from __future__ import annotations

import json
from typing import Any

from moto.servicequotas import responses
from moto.servicequotas.exceptions import NoSuchResource
from moto.servicequotas.resources.default_quotas.vpc import VPC_DEFAULT_QUOTAS

from ..account import ACCOUNT

# https://docs.aws.amazon.com/general/latest/gr/ecs-service.html#limits_fargate: 6, raised with the account's use
_DEFAULTS: dict[str, tuple[str, float]] = {
    "acm/L-FB94F0B0": ("Domain names per ACM certificate", 10),
    "ec2/L-0263D0A3": ("EC2-VPC Elastic IPs", 5),
    "elasticache/L-DFE45DF3": ("Nodes per Region", 300),
    "elasticloadbalancing/L-53DA6B97": ("Application Load Balancers per Region", 50),
    "elasticloadbalancing/L-B22855CB": ("Target Groups per Region", 3000),
    "elasticloadbalancing/L-7E6692B2": ("Targets per Application Load Balancer", 1000),
    "elasticloadbalancing/L-7EED9B64": ("Rules per Application Load Balancer", 100),
    "fargate/L-3032A538": ("Fargate On-Demand vCPU resource count", 6),
    "fargate/L-36FBB829": ("Fargate Spot vCPU resource count", 6),
    "kms/L-C2F1777E": ("Customer Master Keys (CMKs)", 100_000),
    "rds/L-7ADDB58A": ("Total storage for all DB instances", 100_000),
    "rds/L-7B6409FD": ("DB instances", 40),
    "rds/L-952B80B8": ("DB clusters", 40),
    "s3/L-DC2B2D3D": ("General purpose buckets", 10_000),
    "secretsmanager/L-2F66C23C": ("Secrets per Region", 500_000),
    **{f"vpc/{each['QuotaCode']}": (each["QuotaName"], each["Value"]) for each in VPC_DEFAULT_QUOTAS},
}


def apply() -> None:
    response = responses.ServiceQuotasResponse
    response.get_service_quota = lambda self: _answer(self, applied=True)
    response.get_aws_default_service_quota = lambda self: _answer(self, applied=False)


def _answer(self: Any, *, applied: bool) -> str:
    asked = json.loads(self.body)
    service, code = asked["ServiceCode"], asked["QuotaCode"]
    if f"{service}/{code}" not in _DEFAULTS:
        raise NoSuchResource
    name, standard = _DEFAULTS[f"{service}/{code}"]
    value = ACCOUNT.quotas.get(f"{service}/{code}", standard) if applied else standard
    quota = {
        "ServiceCode": service,
        "QuotaCode": code,
        "QuotaName": name,
        "QuotaArn": f"arn:aws:servicequotas:{self.region}:{self.current_account}:{service}/{code}",
        "Value": float(value),
        "Unit": "None",
        "Adjustable": True,
        "GlobalQuota": False,
    }
    return json.dumps({"Quota": quota})
