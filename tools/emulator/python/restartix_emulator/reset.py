"""A new account in the same process: for tests, that a start of another one would keep waiting."""

from __future__ import annotations

from typing import Any

from moto.moto_api._internal.models import moto_api_backend

from . import account, tasks
from .cloudflare.state import State
from .corrections import application_autoscaling, chatbot, elasticache, elbv2


def reset(edge: State, new: State) -> dict[str, Any]:
    """Forgets what users made, the facts of the account, and what containers do. Faults stay."""
    moto_api_backend.reset()
    for kept in (
        application_autoscaling.tags,
        chatbot.configurations,
        elasticache.parameter_groups,
        elasticache.user_groups,
        elbv2.trust_stores,
    ):
        kept.clear()
    account.change({})
    tasks.change({})
    vars(edge).update(vars(new))
    return {}
