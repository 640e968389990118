"""Why Fargate cannot start a task: what a task definition refers to and does not exist. The texts are those of AWS.

https://docs.aws.amazon.com/AmazonECS/latest/developerguide/resource-initialization-error.html
https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_cannot_pull_image.html
"""

from __future__ import annotations

import json
import re
from typing import Any, Iterable

from moto import backends
from moto.core.exceptions import JsonRESTError

_ECR = re.compile(
    r"^(?P<account>\d{12})\.dkr\.ecr\.(?P<region>[a-z0-9-]+)\.amazonaws\.com(\.cn)?/"
    r"(?P<repository>[^:@]+)(:(?P<tag>[^@]+))?(@(?P<digest>sha256:[0-9a-f]+))?$"
)
_RETRIED = "has been retried 1 time(s)"
_RESOURCES = (
    "ResourceInitializationError: unable to pull secrets or registry auth: execution resource retrieval failed: "
)


def reason_not_to_start(definition: Any, account: str, region: str) -> str | None:
    """The `stoppedReason` of a task of this definition; None for one that starts."""
    containers = definition.container_definitions
    for reasons in (_secrets(containers, account, region), _logs(containers, account), _images(containers, account)):
        for reason in reasons:
            return reason
    return None


def tags_of(image: str, account: str) -> list[str]:
    """The tags by which an image goes: its own and, where the account's registry has it, all others."""
    parts = _ECR.match(image)
    if parts is None or parts["account"] != account:
        return [image.rpartition(":")[2]]
    found = _in_registry(parts)
    return [] if found is None else list(found.image_tags)


def _images(containers: list[dict[str, Any]], account: str) -> Iterable[str]:
    for image in (container.get("image", "") for container in containers):
        parts = _ECR.match(image)
        # What other registries hold is not known here.
        if parts is not None and parts["account"] == account and _in_registry(parts) is None:
            yield (
                f"CannotPullContainerError: pull image manifest {_RETRIED}: "
                f"failed to resolve ref {image}: {image}: not found"
            )


def _in_registry(parts: re.Match[str]) -> Any:
    registry = backends.get_backend("ecr")[parts["account"]][parts["region"]]
    repository = registry.repositories.get(parts["repository"])
    tag = parts["tag"] or (None if parts["digest"] else "latest")
    for image in repository.images if repository is not None else []:
        if (tag is None or tag in image.image_tags) and parts["digest"] in (None, image.get_image_digest()):
            return image
    return None


def _secrets(containers: list[dict[str, Any]], account: str, region: str) -> Iterable[str]:
    for source in (each["valueFrom"] for container in containers for each in container.get("secrets") or []):
        service = source.split(":")[2] if source.startswith("arn:") else "ssm"
        why = _secret(source, account) if service == "secretsmanager" else _parameter(source, account, region)
        if why is not None:
            yield f"{_RESOURCES}{why}"


def _secret(source: str, account: str) -> str | None:
    parts = source.split(":")
    arn, (key, stage, version) = ":".join(parts[:7]), [*parts[7:], "", "", ""][:3]
    failed = f"unable to retrieve secret from asm: service call {_RETRIED}: "
    secrets = backends.get_backend("secretsmanager")[account][parts[3]]
    try:
        text = secrets.get_secret_value(arn, version or None, stage or None).get("SecretString", "")
    except JsonRESTError as error:
        return f"{failed}failed to fetch secret {arn} from secrets manager: {error.error_type}: {error.message}"
    if key == "":
        return None
    try:
        values = json.loads(text)
    except ValueError:
        return f"{failed}invalid character '{text[:1]}' looking for beginning of value"
    if not isinstance(values, dict) or key not in values:
        return f"{failed}retrieved secret from Secrets Manager did not contain json key {key}"
    return None


def _parameter(source: str, account: str, region: str) -> str | None:
    name = source.split(":parameter", 1)[1] if source.startswith("arn:") else source
    parameters = backends.get_backend("ssm")[account][source.split(":")[3] if source.startswith("arn:") else region]
    if parameters.get_parameter(name) is not None or parameters.get_parameter(name.lstrip("/")) is not None:
        return None
    return f"unable to retrieve secrets from ssm: service call {_RETRIED}: invalid parameters: {name}"


def _logs(containers: list[dict[str, Any]], account: str) -> Iterable[str]:
    for group, region, options in log_groups(containers):
        exists = group in backends.get_backend("logs")[account][region].groups
        if not exists and options.get("awslogs-create-group") != "true":
            yield (
                "ResourceInitializationError: failed to validate logger args: create stream has been retried 1 times: "
                "failed to create Cloudwatch log stream: ResourceNotFoundException: "
                "The specified log group does not exist. : exit status 1"
            )


def log_groups(containers: list[dict[str, Any]]) -> Iterable[tuple[str, str, dict[str, str]]]:
    """Group, region and options of each container that logs to CloudWatch."""
    for container in containers:
        configuration = container.get("logConfiguration") or {}
        options = configuration.get("options") or {}
        if configuration.get("logDriver") == "awslogs" and "awslogs-group" in options:
            yield options["awslogs-group"], options["awslogs-region"], options
