"""AWS locks every object of a bucket with Object Lock, however it came there, and never lets go before its time.

https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock.html
https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock-managing.html
https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObjectRetention.html
"""

from __future__ import annotations

from datetime import datetime, timezone
from typing import Any

from moto.core.responses import ActionResult
from moto.s3 import models, responses
from moto.s3.exceptions import AccessDeniedByLock, InvalidBucketState, S3ClientError

_LOCK = ("mode", "retain-until-date", "legal-hold")


class _NoRetention(S3ClientError):
    code = 404

    def __init__(self) -> None:
        message = "The specified object does not have a ObjectLock configuration"
        super().__init__("NoSuchObjectLockConfiguration", message)


class _Versioned(InvalidBucketState):
    code = 409


def apply() -> None:
    _configuration()
    _multipart_uploads()
    _copies()
    _retention()


def _configuration() -> None:
    """The default retention can change while a bucket has objects; its versioning cannot end."""
    backend = models.S3Backend
    put, get, version = (
        backend.put_object_lock_configuration,
        backend.get_object_lock_configuration,
        backend.put_bucket_versioning,
    )

    def put_object_lock_configuration(self: Any, bucket_name: str, *args: Any, **kwargs: Any) -> None:
        """moto asks for an empty bucket: the objects stand aside for as long as it looks."""
        bucket = self.get_bucket(bucket_name)
        objects, bucket.keys = bucket.keys, type(bucket.keys)()
        try:
            put(self, bucket_name, *args, **kwargs)
        finally:
            bucket.keys = objects

    def get_object_lock_configuration(self: Any, bucket_name: str) -> tuple[Any, ...]:
        """A period is in days or in years; moto answers the other one too, as 0."""
        enabled, mode, days, years = get(self, bucket_name)
        return enabled, mode, days or None, years or None

    def put_bucket_versioning(self: Any, bucket_name: str, status: str) -> None:
        if status != "Enabled" and self.get_bucket(bucket_name).object_lock_enabled:
            raise _Versioned(
                "An Object Lock configuration is present on this bucket, so the versioning state cannot be changed."
            )
        version(self, bucket_name, status)

    backend.put_object_lock_configuration = put_object_lock_configuration
    backend.get_object_lock_configuration = get_object_lock_configuration
    backend.put_bucket_versioning = put_bucket_versioning


def _multipart_uploads() -> None:
    """An object that came in parts is locked as any other; moto leaves it free."""
    post, complete = responses.S3Response._key_response_post, models.S3Backend.complete_multipart_upload

    def key_response_post(self: Any, request: Any, body: bytes, bucket_name: str, query: Any, key_name: str) -> Any:
        uploads = self.backend.get_bucket(bucket_name).multiparts
        before = set(uploads)
        answer = post(self, request, body, bucket_name, query, key_name)
        for new in set(uploads) - before:
            uploads[new].lock = [request.headers.get(f"x-amz-object-lock-{name}") for name in _LOCK]
        return answer

    def complete_multipart_upload(self: Any, bucket_name: str, multipart_id: str, body: Any) -> Any:
        bucket = self.get_bucket(bucket_name)
        mode, until, hold = getattr(bucket.multiparts.get(multipart_id), "lock", (None, None, None))
        key = complete(self, bucket_name, multipart_id, body)
        if key is not None:
            if not mode and bucket.has_default_lock:
                mode, until = bucket.default_lock_mode, bucket.default_retention()
            key.lock_mode, key.lock_until, key.lock_legal_status = mode, until, hold or key.lock_legal_status
        return key

    responses.S3Response._key_response_post = key_response_post
    models.S3Backend.complete_multipart_upload = complete_multipart_upload


def _copies() -> None:
    """A copy has no body, and so no checksum of it that could be asked for."""
    put = responses.S3Response._key_response_put

    def key_response_put(self: Any, query: dict[str, Any], key_name: str) -> Any:
        if "x-amz-copy-source" in self.headers and not query:
            return self.copy_object()
        return put(self, query, key_name)

    responses.S3Response._key_response_put = key_response_put


def _retention() -> None:
    """Who may read how long an object is kept can; nobody shortens it in compliance mode. moto answers the object."""
    get, put = responses.S3Response._key_response_get, responses.S3Response.put_object_retention

    def key_response_get(self: Any, query: dict[str, Any], key_name: str) -> Any:
        if "retention" not in query:
            return get(self, query, key_name)
        key, _ = self._get_key()
        if not key.lock_mode:
            raise _NoRetention()
        self.data["Action"] = "GetObjectRetention"
        retention = {"Mode": key.lock_mode, "RetainUntilDate": _time(key.lock_until)}
        return self.serialized(ActionResult({"Retention": retention}))

    def put_object_retention(self: Any) -> Any:
        version = self._get_param("versionId")
        key = self.backend.get_object(self.bucket_name, self.parse_key_name(), version_id=version)
        bypass = self.headers.get("x-amz-bypass-governance-retention", "").lower() == "true"
        if key is not None and key.lock_mode and _time(key.lock_until) > datetime.now(timezone.utc):
            mode, until = self._mode_until_from_body()
            weaker = mode != key.lock_mode or not until or _time(until) < _time(key.lock_until)
            if weaker and not _loosened(key.lock_mode, mode, until, key.lock_until, bypass):
                raise AccessDeniedByLock()
        return put(self)

    responses.S3Response._key_response_get = key_response_get
    responses.S3Response.put_object_retention = put_object_retention


def _loosened(mode: str, asked: str | None, until: str | None, before: str, bypass: bool) -> bool:
    """Governance yields to who may bypass it, and to the stronger mode for at least as long."""
    longer = bool(until) and _time(until or "") >= _time(before)
    return mode == "GOVERNANCE" and (bypass or (asked == "COMPLIANCE" and longer))


def _time(text: str) -> datetime:
    return datetime.fromisoformat(text.replace("Z", "+00:00"))
