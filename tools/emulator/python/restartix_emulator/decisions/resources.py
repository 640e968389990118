"""On which resources a call acts: ARNs from its parameters, before it is executed, as IAM sees them.

All that its parameters name; which of them an action is decided on is in AWS's service-authorization reference. A type
that the action knows and that is not among them is a new one (`CreateVpc` names no VPC).

https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
"""

from __future__ import annotations

import re
from itertools import product
from typing import Any, Iterator

from ..rules.rule import Call, texts

# The last part of the ARN for each way of naming a resource; `{Parameter}` is a parameter's value or each of its values.
_TEMPLATES: dict[str, tuple[str, ...]] = {
    "autoscaling": (
        "autoScalingGroup:*:autoScalingGroupName/{AutoScalingGroupName}",
        "autoScalingGroup:*:autoScalingGroupName/{AutoScalingGroupNames}",
    ),
    "budgets": ("budget/{BudgetName}", "budget/{Budget.BudgetName}"),
    "cloudwatch": ("alarm:{AlarmName}", "alarm:{AlarmNames}", "dashboard/{DashboardName}", "dashboard/{DashboardNames}"),
    "dynamodb": ("table/{TableName}",),
    "ecr": ("repository/{repositoryName}", "repository/{repositoryNames}"),
    "ecs": (
        "cluster/{cluster}",
        "cluster/{clusters}",
        "cluster/{clusterName}",
        "service/{cluster}/{service}",
        "service/{cluster}/{services}",
        "service/{cluster}/{serviceName}",
        "task-definition/{taskDefinition}",
        "task-definition/{family}:*",
        "task/{cluster}/{task}",
        "task/{cluster}/{tasks}",
    ),
    "elasticache": (
        "replicationgroup:{ReplicationGroupId}",
        "cluster:{CacheClusterId}",
        "subnetgroup:{CacheSubnetGroupName}",
        "parametergroup:{CacheParameterGroupName}",
        "user:{UserId}",
        "usergroup:{UserGroupId}",
        "usergroup:{UserGroupIds}",
        "snapshot:{FinalSnapshotIdentifier}",
    ),
    "elbv2": ("loadbalancer/app/{Name}/*", "targetgroup/{Name}/*"),
    "events": (
        "rule/{Rule}",
        "rule/{Name}",
        "event-bus/{EventBusName}",
        "connection/{Name}",
        "api-destination/{Name}",
    ),
    "iam": (
        "role/{RoleName}",
        "instance-profile/{InstanceProfileName}",
        "policy/{PolicyName}",
        "user/{UserName}",
    ),
    "logs": ("log-group:{logGroupName}", "log-group:{logGroupNamePrefix}", "log-group:{logGroupName}:log-stream:*"),
    "rds": (
        "db:{DBInstanceIdentifier}",
        "db:{SourceDBInstanceIdentifier}",
        "cluster:{DBClusterIdentifier}",
        "subgrp:{DBSubnetGroupName}",
        "pg:{DBParameterGroupName}",
        "cluster-pg:{DBClusterParameterGroupName}",
        "og:{OptionGroupName}",
        "es:{SubscriptionName}",
        "snapshot:{FinalDBSnapshotIdentifier}",
        "cluster-snapshot:{FinalDBSnapshotIdentifier}",
        "snapshot:{DBSnapshotIdentifier}",
        "cluster-snapshot:{DBClusterSnapshotIdentifier}",
    ),
    "s3": ("{Bucket}", "{Bucket}/{Key}", "{Bucket}/{Delete.Objects.Key}"),
    "scheduler": ("schedule/{GroupName}/{Name}", "schedule-group/{Name}", "schedule-group/{GroupName}"),
    "secretsmanager": ("secret:{Name}-000000",),
    "servicediscovery": ("namespace/{NamespaceId}", "namespace/{Id}", "service/{Id}", "service/{ServiceId}"),
    "sesv2": (
        "identity/{EmailIdentity}",
        "configuration-set/{ConfigurationSetName}",
    ),
    "sns": ("{Name}",),
    "sqs": ("{QueueName}",),
    "ssm": ("parameter/{Name}", "parameter/{Names}", "parameter/{Path}"),
}
# Service in ARNs, where it is another than the model's name; and whether region and account are in them.
_SERVICES = {"elbv2": "elasticloadbalancing", "sesv2": "ses"}
_WITHOUT_REGION = frozenset({"iam", "budgets"})
_FIELD = re.compile(r"\{([\w.]+)\}")

# What the ids of EC2 begin with.
_EC2 = {
    "acl": "network-acl",
    "ami": "image",
    "dopt": "dhcp-options",
    "eipalloc": "elastic-ip",
    "eni": "network-interface",
    "fl": "vpc-flow-log",
    "i": "instance",
    "igw": "internet-gateway",
    "lt": "launch-template",
    "nat": "natgateway",
    "pl": "prefix-list",
    "rtb": "route-table",
    "sg": "security-group",
    "sgr": "security-group-rule",
    "subnet": "subnet",
    "vol": "volume",
    "vpc": "vpc",
    "vpce": "vpc-endpoint",
}
_EC2_ID = re.compile(r"([a-z]+)-[0-9a-f]{8,17}")


def resources(call: Call) -> list[str]:
    found = [*_by_template(call), *_by_id(call), *_by_lookup(call), *_given(call)]
    return list(dict.fromkeys(found))


def references(call: Call) -> list[str]:
    """Other ARNs of the request: roles that are passed, keys that are used, targets that are called."""
    own = _prefix(call).split(":")[2]
    return list(dict.fromkeys(each for each in texts(call.params) if _is_arn(each) and each.split(":")[2] != own))


def _given(call: Call) -> Iterator[str]:
    own = _prefix(call).split(":")[2]
    yield from (each for each in texts(call.params) if _is_arn(each) and each.split(":")[2] == own)


def _is_arn(text: str) -> bool:
    return text.startswith("arn:") and text.count(":") >= 5 and not re.search(r"\s", text)


def _prefix(call: Call) -> str:
    service = _SERVICES.get(call.service, call.service)
    if service == "s3":
        return "arn:aws:s3:::"
    region = "" if service in _WITHOUT_REGION else call.region
    return f"arn:aws:{service}:{region}:{call.account}:"


def _by_template(call: Call) -> Iterator[str]:
    for template in _TEMPLATES.get(call.service, ()):
        names = _FIELD.findall(template)
        for values in product(*(list(_values(call.params, name.split("."))) for name in names)):
            if len(values) == 1 and _is_arn(values[0]):
                continue
            short = [value.rsplit("/", 1)[-1] if _is_arn(value) else value for value in values]
            # https://docs.aws.amazon.com/systems-manager/latest/userguide/sysman-paramstore-access.html
            if call.service == "ssm":
                short = [value.removeprefix("/") for value in short]
            given = iter(short)
            last = _FIELD.sub(lambda _: next(given), template)
            # https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/permissions-reference-cw.html
            region = call.region if not last.startswith("dashboard/") else ""
            yield _prefix(call).replace(f":{call.region}:", f":{region}:") + last


def _values(value: Any, path: list[str]) -> Iterator[str]:
    if isinstance(value, list):
        for each in value:
            yield from _values(each, path)
    elif not path:
        if isinstance(value, str) and value:
            yield value
    elif isinstance(value, dict) and path[0] in value:
        yield from _values(value[path[0]], path[1:])


def _by_id(call: Call) -> Iterator[str]:
    if call.service not in ("ec2", "elbv2", "rds", "ecs"):
        return
    for text in texts(call.params):
        found = _EC2_ID.fullmatch(text)
        if found and found.group(1) in _EC2:
            yield f"arn:aws:ec2:{call.region}:{call.account}:{_EC2[found.group(1)]}/{text}"


def _by_lookup(call: Call) -> Iterator[str]:
    """Where a name is not in the ARN as it is given."""
    given = call.params
    if call.service == "iam":
        backend = call.backend()
        yield from (each.arn for each in backend.roles.values() if each.name == given.get("RoleName"))
        if given.get("Path") and given.get("RoleName"):
            yield f"arn:aws:iam::{call.account}:role{given['Path']}{given['RoleName']}"
        if given.get("Path") and given.get("PolicyName"):
            yield f"arn:aws:iam::{call.account}:policy{given['Path']}{given['PolicyName']}"
    if call.service == "kms" and (given.get("KeyId") or given.get("TargetKeyId")):
        backend, key = call.backend(), str(given.get("KeyId") or given.get("TargetKeyId"))
        found = backend.keys.get(backend.any_id_to_key_id(key))
        yield found.arn if found else f"{_prefix(call)}key/{key}"
    if call.service == "kms" and given.get("AliasName"):
        yield f"{_prefix(call)}{given['AliasName']}"
    if call.service == "secretsmanager" and given.get("SecretId"):
        secret = call.backend().secrets.get(given["SecretId"])
        yield secret.arn if secret else f"{_prefix(call)}secret:{given['SecretId']}"
    if call.service == "ssm" and given.get("ResourceType") == "Parameter":
        yield f"{_prefix(call)}parameter/{str(given['ResourceId']).removeprefix('/')}"
    if call.service == "sqs" and given.get("QueueUrl"):
        yield _prefix(call) + str(given["QueueUrl"]).rsplit("/", 1)[-1]
    if call.service == "sns" and given.get("SubscriptionArn", "").count(":") == 6:
        yield given["SubscriptionArn"].rsplit(":", 1)[0]
    if call.service == "application-autoscaling" and given.get("ResourceId"):
        yield f"{_prefix(call)}scalable-target/*"
