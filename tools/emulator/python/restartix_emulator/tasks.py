"""How the containers of each task-definition family behave, which no API call says: what they exit with and what they log."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any



@dataclass(frozen=True)
class Behaviour:
    # What the containers exit with; None for tasks that run until somebody stops them. A service's tasks run, others
    # exit with 0, unless this is set.
    exit_code: int | None = 0
    # Whether `exit_code` was set.
    exits: bool = False
    # Lines of the first container's log.
    log: tuple[str, ...] = field(default_factory=tuple)
    # Whether the targets of a load balancer answer its health checks.
    healthy: bool = True


BEHAVIOURS: dict[str, Behaviour] = {}


def of(family: str) -> Behaviour:
    return BEHAVIOURS.get(family, Behaviour())


def change(families: dict[str, Any]) -> dict[str, Any]:
    """Sets the families that are named, every other to the default. Raises ValueError for what no family has."""
    changed = {family: _behaviour(family, settings) for family, settings in families.items()}
    BEHAVIOURS.clear()
    BEHAVIOURS.update(changed)
    return {family: vars(behaviour) for family, behaviour in BEHAVIOURS.items()}


def _behaviour(family: str, settings: dict[str, Any]) -> Behaviour:
    unknown = sorted(set(settings) - {"exitCode", "log", "healthy"})
    if unknown:
        raise ValueError(f"{family}: {', '.join(unknown)}: there are exitCode, log, healthy")
    return Behaviour(
        exit_code=settings.get("exitCode", 0),
        exits="exitCode" in settings,
        log=tuple(settings.get("log", [])),
        healthy=settings.get("healthy", True),
    )
