"""What moto answers otherwise than AWS, corrected on moto's own classes: one file for each service."""

from __future__ import annotations

from importlib import import_module

SERVICES = (
    "application_autoscaling",
    "chatbot",
    "ecs",
    "elasticache",
    "rds",
    "s3",
    "sesv2",
)


def apply() -> None:
    for service in SERVICES:
        import_module(f"{__name__}.{service}").apply()
