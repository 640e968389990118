"""Application Auto Scaling."""

from __future__ import annotations

from .rule import Call, Rule

_API = "https://docs.aws.amazon.com/autoscaling/application/APIReference"


def _bounds(call: Call) -> str | None:
    least, most = call.params.get("MinCapacity"), call.params.get("MaxCapacity")
    if least is not None and most is not None and least > most:
        return "Maximum capacity cannot be less than minimum capacity"
    return None


RULES = (
    Rule(
        "application-autoscaling.bounds",
        "RegisterScalableTarget",
        "ValidationException",
        f"{_API}/API_RegisterScalableTarget.html",
        _bounds,
    ),
)
