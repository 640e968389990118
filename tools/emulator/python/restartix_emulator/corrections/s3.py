"""AWS answers a lifecycle rule as it was put, and whether a bucket sends its events to EventBridge.

https://docs.aws.amazon.com/AmazonS3/latest/API/API_LifecycleRule.html
https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketNotificationConfiguration.html
"""

from __future__ import annotations

import json
from types import SimpleNamespace
from typing import Any
from urllib.parse import parse_qs, urlsplit

from moto.core.responses import ActionResult
from moto.s3 import models, responses
from moto.s3.exceptions import NoSuchLifecycleConfiguration

# Elements that XML repeats, by the name under which the answer lists them.
_LISTS = {
    "Transition": "Transitions",
    "NoncurrentVersionTransition": "NoncurrentVersionTransitions",
}
_MISSING = frozenset({"analytics", "intelligent-tiering", "metrics", "requestPayment"})
_DEFAULT_MINIMUM_SIZE = "all_storage_classes_128K"


def apply() -> None:
    _event_bridge()
    _lifecycle()
    _policy_conditions()
    _log_delivery()
    _missing_configurations()


def _event_bridge() -> None:
    """moto keeps the EventBridge configuration, an empty element, and leaves it out of its answer."""
    get = responses.S3Response.get_bucket_notification

    def get_bucket_notification(self: Any) -> Any:
        serialized = self.serialized

        def completed(answer: ActionResult) -> Any:
            kept = self.backend.get_bucket_notification_configuration(self.bucket_name)
            # A failure has no configuration to complete.
            if isinstance(answer.result, dict) and kept is not None and kept.event_bridge is not None:
                answer.result["EventBridgeConfiguration"] = {}
            return serialized(answer)

        self.serialized = completed
        return get(self)

    responses.S3Response.get_bucket_notification = get_bucket_notification


def _missing_configurations() -> None:
    """moto takes what it does not know of a bucket for the bucket itself: to put it would create the bucket again."""
    respond = responses.S3Response._bucket_response

    def bucket_response(self: Any, request: Any, full_url: str) -> Any:
        asked = parse_qs(urlsplit(full_url).query, keep_blank_values=True)
        missing = _MISSING.intersection(asked)
        if missing:
            raise NotImplementedError(f"S3 {', '.join(missing)}")
        return respond(self, request, full_url)

    responses.S3Response._bucket_response = bucket_response


def _policy_conditions() -> None:
    """moto takes a statement without its condition: "deny what is not encrypted" then denies everything."""
    decide = models.FakeBucket.get_permission

    def get_permission(self: Any, action: str, resource: str) -> Any:
        if self.policy is None:
            return decide(self, action, resource)
        whole, document = self.policy, json.loads(self.policy)
        document["Statement"] = [each for each in document["Statement"] if "Condition" not in each]
        self.policy = json.dumps(document).encode() if document["Statement"] else None
        try:
            return decide(self, action, resource)
        finally:
            self.policy = whole

    models.FakeBucket.get_permission = get_permission


def _log_delivery() -> None:
    """The target's policy says who may write logs, and its principal may be everybody; here nobody writes any.

    moto writes a log for each call at once: a bucket of logs would be full before it is destroyed.
    """
    allowed = models.FakeBucket._log_permissions_enabled_policy

    def log_permissions_enabled_policy(target_bucket: Any, target_prefix: str | None) -> bool:
        document = json.loads(target_bucket.policy or b'{"Statement": []}')
        document["Statement"] = [each for each in document["Statement"] if isinstance(each.get("Principal"), dict)]
        shown = SimpleNamespace(
            policy=json.dumps(document).encode(), name=target_bucket.name, partition=target_bucket.partition
        )
        return allowed(shown, target_prefix)

    models.FakeBucket._log_permissions_enabled_policy = staticmethod(log_permissions_enabled_policy)
    models.S3Backend.log_incoming_request = lambda *_: None


def _lifecycle() -> None:
    """The provider compares what it wrote with what it reads, and waits for them to be equal."""
    set_lifecycle = models.FakeBucket.set_lifecycle

    def keep(self: Any, rules: list[dict[str, Any]]) -> None:
        set_lifecycle(self, rules)
        for kept, asked in zip(self.rules, rules):
            kept.answer = _answer({"ID": kept.id, **asked})

    def get_bucket_lifecycle(self: Any) -> Any:
        self.data["Action"] = "GetBucketLifecycleConfiguration"
        rules = self.backend.get_bucket_lifecycle(self.bucket_name)
        if not rules:
            raise NoSuchLifecycleConfiguration(bucket_name=self.bucket_name)
        answer = {
            "Rules": [rule.answer for rule in rules],
            "TransitionDefaultMinimumObjectSize": _DEFAULT_MINIMUM_SIZE,
        }
        return self.serialized(ActionResult(answer))

    models.FakeBucket.set_lifecycle = keep
    responses.S3Response.get_bucket_lifecycle = get_bucket_lifecycle


def _answer(rule: dict[str, Any]) -> dict[str, Any]:
    """A rule as XML parses it, in the shape of the API: lists where elements repeat, an empty filter where it is empty."""
    answer = {_LISTS.get(key, key): _list(value) if key in _LISTS else value for key, value in rule.items()}
    if "Filter" in answer:
        answer["Filter"] = _filter(answer["Filter"])
    elif "Prefix" in answer:
        answer["Prefix"] = answer["Prefix"] or ""
    else:
        answer["Filter"] = {}
    return answer


def _filter(asked: dict[str, Any] | None) -> dict[str, Any]:
    shown = dict(asked or {})
    if "Prefix" in shown:
        shown["Prefix"] = shown["Prefix"] or ""
    both = shown.get("And")
    if both:
        shown["And"] = {("Tags" if key == "Tag" else key): _list(v) if key == "Tag" else v for key, v in both.items()}
    return shown


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]
