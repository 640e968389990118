"""Facts of an account that no API call changes, and that tests change: quotas, what a region offers, who may ask."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from typing import Any

from .refusals import Refusal


@dataclass
class Account:
    # The account's own values, `fargate/L-3032A538` → 6; AWS's defaults for all others.
    quotas: dict[str, float] = field(default_factory=dict)
    # IAM actions that nobody is allowed.
    denied: list[str] = field(default_factory=list)
    # Instance classes, node types and versions (`postgres 16`) that the region does not offer.
    not_offered: list[str] = field(default_factory=list)
    # Regions that have to be enabled first, and are not.
    disabled_regions: list[str] = field(default_factory=list)
    # Out of the sandbox of SES.
    ses_production: bool = False
    ses_daily_quota: float = 200
    ses_sent: float = 0
    # What the zones have beside their plan, and what the token may do; None for everything.
    cloudflare_plan: str | None = None
    cloudflare_saas: bool = True
    cloudflare_advanced_certificates: int = 100
    cloudflare_permissions: list[str] | None = None


ACCOUNT = Account()


def change(facts: dict[str, Any]) -> dict[str, Any]:
    """Sets the facts that are named, every other to what a new account has. Raises ValueError for what is none."""
    names = {each.name for each in fields(Account)}
    unknown = sorted(set(facts) - names)
    if unknown:
        raise ValueError(f"{', '.join(unknown)}: no fact of an account; there are {', '.join(sorted(names))}")
    for name, value in vars(Account(**facts)).items():
        setattr(ACCOUNT, name, value)
    return vars(ACCOUNT)


# The name of the error by which each service says it.
_CODES = {"ec2": "UnauthorizedOperation"} | dict.fromkeys(
    ("elasticache", "elasticloadbalancing", "iam", "rds", "s3", "sts"), "AccessDenied"
)


def refuse_denied(decision: dict[str, Any]) -> None:
    action = decision.get("action", "")
    if action in ACCOUNT.denied:
        code = _CODES.get(action.split(":")[0], "AccessDeniedException")
        raise Refusal(code, f"User: {decision['principal']['arn']} is not authorized to perform: {action}", 403)
