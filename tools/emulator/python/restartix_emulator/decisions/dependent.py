"""What a call needs beside its own action: roles that it passes and keys that a service uses for it.

https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html
https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html#conditions-kms-via-service
"""

from __future__ import annotations

from typing import Any, Iterator

from ..rules.rule import Call

# Service, name of the member that holds the role, and who may take it.
_PASSED: tuple[tuple[str, str, str], ...] = (
    ("chatbot", "IamRoleArn", "chatbot.amazonaws.com"),
    ("ec2", "DeliverLogsPermissionArn", "vpc-flow-logs.amazonaws.com"),
    ("ecs", "executionRoleArn", "ecs-tasks.amazonaws.com"),
    ("ecs", "taskRoleArn", "ecs-tasks.amazonaws.com"),
    ("events", "RoleArn", "events.amazonaws.com"),
    ("rds", "MonitoringRoleArn", "monitoring.rds.amazonaws.com"),
    ("s3", "Role", "s3.amazonaws.com"),
    ("scheduler", "RoleArn", "scheduler.amazonaws.com"),
)
# Members that name a key, and what the service calls itself before KMS.
_KEYS = ("KmsKeyId", "KMSKeyId", "kmsKeyId", "kmsKey", "KmsMasterKeyId", "SSEKMSKeyId", "KMSMasterKeyID")
_VIA = {"elbv2": "elasticloadbalancing", "sesv2": "ses", "logs": None}


def passes(call: Call) -> list[dict[str, str]]:
    """Each with the `iam:PassedToService` of its `iam:PassRole`."""
    found = [
        {"role": role, "service": service}
        for own, member, service in _PASSED
        if own == call.service
        for role in _members(call.params, member)
        if role.startswith("arn:")
    ]
    # https://docs.aws.amazon.com/IAM/latest/APIReference/API_AddRoleToInstanceProfile.html
    if call.operation == "AddRoleToInstanceProfile":
        roles = call.backend().roles.values()
        found += [
            {"role": each.arn, "service": "ec2.amazonaws.com"} for each in roles if each.name == call.params["RoleName"]
        ]
    return [each for index, each in enumerate(found) if each not in found[:index]]


def uses(call: Call) -> list[dict[str, str]]:
    """Keys that the service uses in the caller's name, with the `kms:ViaService` of it."""
    via = _VIA.get(call.service, call.service)
    if call.service == "kms" or via is None:
        return []
    keys = dict.fromkeys([*(key for member in _KEYS for key in _members(call.params, member)), *_key_of_secret(call)])
    return [{"key": key, "viaService": f"{via}.{call.region}.amazonaws.com"} for key in keys]


def _key_of_secret(call: Call) -> Iterator[str]:
    """What reads or writes a secret's value does not name its key."""
    if call.service == "secretsmanager" and call.operation in ("GetSecretValue", "PutSecretValue", "UpdateSecret"):
        secret = call.backend().secrets.get(call.params["SecretId"])
        if secret and secret.kms_key_id:
            yield secret.kms_key_id


def _members(value: Any, name: str) -> Iterator[str]:
    if isinstance(value, list):
        for each in value:
            yield from _members(each, name)
    elif isinstance(value, dict):
        for key, each in value.items():
            if key == name and isinstance(each, str):
                yield each
            else:
                yield from _members(each, name)
