from __future__ import annotations

import json
from typing import Any

import pytest

from conftest import REGION, Client, Server


def bucket(s3: Any, name: str) -> str:
    s3.create_bucket(Bucket=name, CreateBucketConfiguration={"LocationConstraint": REGION})
    return name


def test_lifecycle_rules_are_answered_as_they_were_put(aws: Client, name: str) -> None:
    s3 = aws("s3")
    rules = [
        {
            "ID": "versions",
            "Status": "Enabled",
            "Filter": {"Prefix": "audit/"},
            "Transitions": [{"Days": 30, "StorageClass": "STANDARD_IA"}, {"Days": 365, "StorageClass": "DEEP_ARCHIVE"}],
            "NoncurrentVersionExpiration": {"NoncurrentDays": 90, "NewerNoncurrentVersions": 3},
        },
        {
            "ID": "large",
            "Status": "Enabled",
            "Filter": {"And": {"Prefix": "x/", "ObjectSizeGreaterThan": 1024, "Tags": [{"Key": "a", "Value": "b"}]}},
            "Expiration": {"Days": 7},
        },
    ]
    s3.put_bucket_lifecycle_configuration(Bucket=bucket(s3, name), LifecycleConfiguration={"Rules": rules})
    assert s3.get_bucket_lifecycle_configuration(Bucket=name)["Rules"] == rules


def test_a_bucket_without_lifecycle_rules_says_so(emulator: Server, name: str) -> None:
    s3 = emulator.client("s3")
    with pytest.raises(s3.exceptions.ClientError, match="NoSuchLifecycleConfiguration"):
        s3.get_bucket_lifecycle_configuration(Bucket=bucket(s3, name))


def test_of_two_that_take_a_lock_one_gets_it(emulator: Server, name: str) -> None:
    s3 = emulator.client("s3")
    bucket(s3, name)
    s3.put_object(Bucket=name, Key="env.tflock", Body=b"first", IfNoneMatch="*")
    with pytest.raises(s3.exceptions.ClientError, match="PreconditionFailed"):
        s3.put_object(Bucket=name, Key="env.tflock", Body=b"second", IfNoneMatch="*")
    assert s3.get_object(Bucket=name, Key="env.tflock")["Body"].read() == b"first"


def test_a_bucket_says_that_it_sends_its_events_to_event_bridge(aws: Client, name: str) -> None:
    s3 = aws("s3")
    configuration: dict[str, Any] = {"EventBridgeConfiguration": {}}
    s3.put_bucket_notification_configuration(Bucket=bucket(s3, name), NotificationConfiguration=configuration)
    assert "EventBridgeConfiguration" in s3.get_bucket_notification_configuration(Bucket=name)


def test_a_statement_denies_under_its_condition_alone(aws: Client, name: str) -> None:
    s3 = aws("s3")
    deny = {
        "Effect": "Deny",
        "Principal": "*",
        "Action": "s3:*",
        "Resource": [f"arn:aws:s3:::{bucket(s3, name)}", f"arn:aws:s3:::{name}/*"],
        "Condition": {"Bool": {"aws:SecureTransport": "true"}},
    }
    s3.put_bucket_policy(Bucket=name, Policy=json.dumps({"Version": "2012-10-17", "Statement": [deny]}))
    s3.put_object(Bucket=name, Key="state", Body=b"{}")
    assert s3.get_object(Bucket=name, Key="state")["Body"].read() == b"{}"


def test_logs_are_delivered_where_a_statement_also_denies_everybody(aws: Client, name: str) -> None:
    s3 = aws("s3")
    source, target = bucket(s3, f"{name}-source"), bucket(s3, name)
    insecure = {"Bool": {"aws:SecureTransport": "false"}}
    deny = {"Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": "*", "Condition": insecure}
    allow = {
        "Effect": "Allow",
        "Principal": {"Service": "logging.s3.amazonaws.com"},
        "Action": ["s3:PutObject"],
        "Resource": f"arn:aws:s3:::{target}/*",
    }
    s3.put_bucket_policy(Bucket=target, Policy=json.dumps({"Version": "2012-10-17", "Statement": [deny, allow]}))
    logging = {"LoggingEnabled": {"TargetBucket": target, "TargetPrefix": "logs/"}}
    s3.put_bucket_logging(Bucket=source, BucketLoggingStatus=logging)
    assert s3.get_bucket_logging(Bucket=source)["LoggingEnabled"]["TargetPrefix"] == "logs/"
    assert "Contents" not in s3.list_objects_v2(Bucket=target)
