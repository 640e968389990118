"""Puts each call before the rules of its service."""

from __future__ import annotations

from ..form.parse import Parsed
from ..refusals import Refusal
from . import (
    cloudwatch,
    ec2,
    ecs,
    elasticache,
    elbv2,
    iam,
    kms,
    logs,
    rds,
    s3,
    scaling,
    scheduler,
    secretsmanager,
    servicediscovery,
    sns,
    ssm,
    tags,
)
from .rule import Call, Rule

_FILES = (
    cloudwatch,
    ec2,
    ecs,
    elasticache,
    elbv2,
    iam,
    kms,
    logs,
    rds,
    s3,
    scaling,
    scheduler,
    secretsmanager,
    servicediscovery,
    sns,
    ssm,
)
RULES: tuple[Rule, ...] = tuple(rule for file in _FILES for rule in file.RULES)


def check(call: Call, request: Parsed) -> None:
    """Raises Refusal."""
    tags.check(call, request.protocol, request.model)
    for rule in RULES:
        if rule.service != call.service or call.operation not in rule.operations.split():
            continue
        why = rule.refuses(call)
        if why is not None:
            raise Refusal(rule.code, why, rule.status)
