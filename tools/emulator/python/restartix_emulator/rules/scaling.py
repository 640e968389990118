"""Auto Scaling, of instances and of applications."""

from __future__ import annotations

from .rule import Call, Rule

_API = "https://docs.aws.amazon.com/autoscaling/application/APIReference"
_OF_INSTANCES = "https://docs.aws.amazon.com/autoscaling/ec2/APIReference"


def _bounds(call: Call) -> str | None:
    least, most = call.params.get("MinCapacity"), call.params.get("MaxCapacity")
    if least is not None and most is not None and least > most:
        return "Maximum capacity cannot be less than minimum capacity"
    return None


def _group_in_use(call: Call) -> str | None:
    name = call.params["AutoScalingGroupName"]
    if name not in call.backend().autoscaling_groups:
        return None
    return f"AutoScalingGroup by this name already exists - A group with the name {name} already exists"


RULES = (
    Rule(
        "autoscaling.group-in-use",
        "CreateAutoScalingGroup",
        "AlreadyExists",
        f"{_OF_INSTANCES}/API_CreateAutoScalingGroup.html",
        _group_in_use,
    ),
    Rule(
        "application-autoscaling.bounds",
        "RegisterScalableTarget",
        "ValidationException",
        f"{_API}/API_RegisterScalableTarget.html",
        _bounds,
    ),
)
