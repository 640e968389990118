"""Puts each call before the rules of its service."""

from __future__ import annotations

from typing import Any

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
    tags,
)
from .pending import is_enforced
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
)
RULES: tuple[Rule, ...] = tuple(rule for file in _FILES for rule in file.RULES)

# The environ key that tells the recorder what pending rules would have refused.
WOULD_REFUSE = "restartix.would-refuse"


def check(environ: dict[str, Any], call: Call, request: Parsed) -> None:
    """Raises Refusal."""
    tags.check(call, request.protocol, request.model)
    for rule in RULES:
        if rule.service != call.service or call.operation not in rule.operations.split():
            continue
        why = rule.refuses(call)
        if why is None:
            continue
        if is_enforced(rule.id):
            raise Refusal(rule.code, why, rule.status)
        environ.setdefault(WOULD_REFUSE, []).append({"rule": rule.id, "code": rule.code, "message": why})
