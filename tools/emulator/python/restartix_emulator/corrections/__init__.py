"""What moto answers otherwise than AWS, corrected on moto's own classes: one file for each service."""

from __future__ import annotations

from importlib import import_module

SERVICES = (
    "acm",
    "application_autoscaling",
    "autoscaling",
    "budgets",
    "chatbot",
    "cloudwatch",
    "ec2",
    "ec2_interfaces",
    "ecs",
    "ecs_rollout",
    "ecs_tasks",
    "elasticache",
    "elbv2",
    "iam",
    "kms",
    "logs",
    "offers",
    "rds",
    # After the services whose changes it delays.
    "maintenance",
    "s3",
    "s3_object_lock",
    "secretsmanager",
    "servicediscovery",
    "servicequotas",
    "sessions",
    "sesv2",
    "sns",
    "sqs",
)


def apply() -> None:
    for service in SERVICES:
        import_module(f"{__name__}.{service}").apply()
