from __future__ import annotations

from datetime import datetime, timedelta, timezone
from typing import Any

import pytest

from conftest import REGION, Client, Server

DENIED = "AccessDenied"
PART = 5 * 1024 * 1024


def locked(s3: Any, name: str, **retention: Any) -> str:
    location = {"LocationConstraint": REGION}
    s3.create_bucket(Bucket=name, ObjectLockEnabledForBucket=True, CreateBucketConfiguration=location)
    configure(s3, name, **(retention or {"Mode": "COMPLIANCE", "Years": 7}))
    return name


def configure(s3: Any, bucket: str, **retention: Any) -> None:
    configuration = {"ObjectLockEnabled": "Enabled", "Rule": {"DefaultRetention": retention}}
    s3.put_object_lock_configuration(Bucket=bucket, ObjectLockConfiguration=configuration)


def default_retention(s3: Any, bucket: str) -> dict[str, Any]:
    return s3.get_object_lock_configuration(Bucket=bucket)["ObjectLockConfiguration"]["Rule"]["DefaultRetention"]


def in_days(days: int) -> datetime:
    return datetime.now(timezone.utc).replace(microsecond=0) + timedelta(days=days)


def upload(s3: Any, bucket: str, **settings: Any) -> str:
    """As a stream is uploaded whose length nobody knows."""
    key = {"Bucket": bucket, "Key": "dump.gz"}
    upload_id = s3.create_multipart_upload(**key, **settings)["UploadId"]
    parts = [
        {"PartNumber": number, "ETag": s3.upload_part(**key, UploadId=upload_id, PartNumber=number, Body=body)["ETag"]}
        for number, body in enumerate((b"a" * PART, b"b"), start=1)
    ]
    return s3.complete_multipart_upload(**key, UploadId=upload_id, MultipartUpload={"Parts": parts})["VersionId"]


def test_an_object_is_kept_as_long_as_its_bucket_says(aws: Client, name: str) -> None:
    s3 = aws("s3")
    version = s3.put_object(Bucket=locked(s3, name), Key="a", Body=b"x")["VersionId"]
    retention = s3.get_object_retention(Bucket=name, Key="a", VersionId=version)["Retention"]
    assert retention["Mode"] == "COMPLIANCE"
    assert retention["RetainUntilDate"] > in_days(7 * 365 - 1)


def test_a_locked_version_and_its_bucket_stay(emulator: Server, name: str) -> None:
    s3 = emulator.client("s3")
    version = s3.put_object(Bucket=locked(s3, name), Key="a", Body=b"x")["VersionId"]
    s3.delete_object(Bucket=name, Key="a")
    with pytest.raises(s3.exceptions.ClientError, match=DENIED):
        s3.delete_object(Bucket=name, Key="a", VersionId=version, BypassGovernanceRetention=True)
    objects = {"Objects": [{"Key": "a", "VersionId": version}]}
    [error] = s3.delete_objects(Bucket=name, Delete=objects, BypassGovernanceRetention=True)["Errors"]
    assert error["Code"] == DENIED
    with pytest.raises(s3.exceptions.ClientError, match="BucketNotEmpty"):
        s3.delete_bucket(Bucket=name)
    assert s3.get_object(Bucket=name, Key="a", VersionId=version)["Body"].read() == b"x"


def test_an_object_that_came_in_parts_is_locked_and_encrypted(aws: Client, name: str) -> None:
    s3 = aws("s3")
    kms = aws("kms").create_key()["KeyMetadata"]["Arn"]
    version = upload(s3, locked(s3, name), ServerSideEncryption="aws:kms", SSEKMSKeyId=kms)
    shown = s3.head_object(Bucket=name, Key="dump.gz", VersionId=version)
    assert (shown["ServerSideEncryption"], shown["SSEKMSKeyId"]) == ("aws:kms", kms)
    assert (shown["ContentLength"], shown["ObjectLockMode"]) == (PART + 1, "COMPLIANCE")
    with pytest.raises(s3.exceptions.ClientError, match=DENIED):
        s3.delete_object(Bucket=name, Key="dump.gz", VersionId=version)


def test_an_upload_in_parts_names_its_own_retention(aws: Client, name: str) -> None:
    s3, until = aws("s3"), in_days(3)
    upload(s3, locked(s3, name), ObjectLockMode="GOVERNANCE", ObjectLockRetainUntilDate=until)
    assert s3.get_object_retention(Bucket=name, Key="dump.gz")["Retention"] == {
        "Mode": "GOVERNANCE",
        "RetainUntilDate": until,
    }


def test_a_copy_is_locked(aws: Client, name: str) -> None:
    s3 = aws("s3")
    s3.put_object(Bucket=locked(s3, name), Key="a", Body=b"x")
    s3.copy_object(Bucket=name, Key="b", CopySource={"Bucket": name, "Key": "a"})
    assert s3.head_object(Bucket=name, Key="b")["ObjectLockMode"] == "COMPLIANCE"


def test_compliance_is_lengthened_and_never_shortened(aws: Client, name: str) -> None:
    s3 = aws("s3")
    s3.put_object(Bucket=locked(s3, name, Mode="COMPLIANCE", Days=10), Key="a", Body=b"x")

    def retain(mode: str, days: int) -> None:
        retention = {"Mode": mode, "RetainUntilDate": in_days(days)}
        s3.put_object_retention(Bucket=name, Key="a", Retention=retention, BypassGovernanceRetention=True)

    retain("COMPLIANCE", 20)
    for mode, days in (("COMPLIANCE", 19), ("GOVERNANCE", 30)):
        with pytest.raises(s3.exceptions.ClientError, match=DENIED):
            retain(mode, days)
    assert s3.get_object_retention(Bucket=name, Key="a")["Retention"]["RetainUntilDate"] > in_days(19)


def test_governance_yields_to_who_may_bypass_it(aws: Client, name: str) -> None:
    s3 = aws("s3")
    version = s3.put_object(Bucket=locked(s3, name, Mode="GOVERNANCE", Days=10), Key="a", Body=b"x")["VersionId"]
    key = {"Bucket": name, "Key": "a", "VersionId": version}
    shorter = {"Mode": "GOVERNANCE", "RetainUntilDate": in_days(1)}
    with pytest.raises(s3.exceptions.ClientError, match=DENIED):
        s3.put_object_retention(**key, Retention=shorter)
    s3.put_object_retention(**key, Retention=shorter, BypassGovernanceRetention=True)
    s3.delete_object(**key, BypassGovernanceRetention=True)


def test_the_default_retention_changes_while_there_are_objects(aws: Client, name: str) -> None:
    s3 = aws("s3")
    s3.put_object(Bucket=locked(s3, name), Key="a", Body=b"x")
    configure(s3, name, Mode="COMPLIANCE", Years=8)
    assert default_retention(s3, name) == {"Mode": "COMPLIANCE", "Years": 8}
    assert s3.get_object(Bucket=name, Key="a")["Body"].read() == b"x"


def test_versioning_does_not_end_under_object_lock(aws: Client, name: str) -> None:
    s3 = aws("s3")
    with pytest.raises(s3.exceptions.ClientError, match="InvalidBucketState"):
        s3.put_bucket_versioning(Bucket=locked(s3, name), VersioningConfiguration={"Status": "Suspended"})
