"""What the API holds, in memory: the zones that a start seeds, and what users make in them."""

from __future__ import annotations

import re
import uuid
from dataclasses import dataclass, field
from datetime import datetime, timezone
from typing import Any

from ..account import ACCOUNT as FACTS

ACCOUNT = "fedcba9876543210fedcba9876543210"
PLANS = ("free", "pro", "business", "enterprise")
DEFAULT_ZONES = "restartix.pro=0123456789abcdef0123456789abcdef"

_SEED = re.compile(r"(?P<name>[a-z0-9-]+(\.[a-z0-9-]+)+)=(?P<id>[0-9a-f]{32})")

Objects = dict[str, dict[str, Any]]


@dataclass
class Zone:
    id: str
    name: str
    seeded_plan: str
    records: Objects = field(default_factory=dict)
    page_rules: Objects = field(default_factory=dict)
    rulesets: Objects = field(default_factory=dict)
    settings: Objects = field(default_factory=dict)
    certificate_packs: Objects = field(default_factory=dict)
    fallback_origin: dict[str, Any] | None = None

    @property
    def plan(self) -> str:
        return FACTS.cloudflare_plan or self.seeded_plan
    origin_pulls: bool = False


@dataclass
class State:
    zones: dict[str, Zone]
    # By owner: `user`, or the id of an account.
    tokens: dict[str, Objects] = field(default_factory=dict)


def seeded(zones: str, plan: str = "") -> State:
    """Zones from `name=id[,name=id]`, all of one plan. Raises ValueError for anything else."""
    if (plan or PLANS[0]) not in PLANS:
        raise ValueError(f"EMULATOR_CLOUDFLARE_PLAN: {plan!r} is no plan: {', '.join(PLANS)}")
    found = [_SEED.fullmatch(each.strip()) for each in (zones or DEFAULT_ZONES).split(",")]
    if not all(found):
        raise ValueError(f"EMULATOR_CLOUDFLARE_ZONES: {zones!r} is no list of zones: write name=id[,name=id], each id with 32 hexadecimal digits")
    return State({each["id"]: Zone(each["id"], each["name"], plan or PLANS[0]) for each in found if each})


def inventory(state: State) -> dict[str, list[str]]:
    """What users made and did not delete. Zones are given, and settings have values for ever: neither counts."""
    zones = state.zones.values()
    kinds = {
        "dns-record": [f"{each['type']} {each['name']}" for zone in zones for each in zone.records.values()],
        "page-rule": [each["id"] for zone in zones for each in zone.page_rules.values()],
        "ruleset": [f"{each['phase']} {each['name']}" for zone in zones for each in zone.rulesets.values()],
        "certificate-pack": [",".join(each["hosts"]) for zone in zones for each in zone.certificate_packs.values()],
        "fallback-origin": [zone.fallback_origin["origin"] for zone in zones if zone.fallback_origin],
        "token": [each["name"] for tokens in state.tokens.values() for each in tokens.values()],
    }
    return {f"cloudflare:{kind}": sorted(names) for kind, names in kinds.items() if names}


def new_id() -> str:
    return uuid.uuid4().hex


def now() -> str:
    return datetime.now(timezone.utc).isoformat(timespec="microseconds").replace("+00:00", "Z")
