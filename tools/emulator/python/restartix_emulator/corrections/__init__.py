"""What moto answers otherwise than AWS, corrected on moto's own classes: one file for each service."""

from __future__ import annotations

from importlib import import_module

SERVICES = (
    "application_autoscaling",
    "autoscaling",
    "chatbot",
    "cloudwatch",
    "ec2",
    "ec2_interfaces",
    "ecs",
    "elasticache",
    "iam",
    "kms",
    "logs",
    "rds",
    "s3",
    "secretsmanager",
    "sesv2",
    "sqs",
)


def apply() -> None:
    for service in SERVICES:
        import_module(f"{__name__}.{service}").apply()
