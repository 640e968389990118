"""Rules that refuse nothing: what is answered, so that a plan shows what it would show in an account."""

from __future__ import annotations

from .rule import Correction

CORRECTIONS = (
    Correction(
        "rds.parameter-equals-default",
        "https://registry.terraform.io/providers/hashicorp/aws/5.100.0/docs/resources/db_parameter_group#problematic-plan-changes",
        "a parameter whose value is the engine's default has the source `engine-default` and the engine's apply method, "
        "so that the plan never becomes empty",
    ),
    Correction(
        "rds.major-version-alone",
        "https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBInstance.html",
        "who asks for a major version gets the minor that RDS creates today",
    ),
)
