"""AWS keeps how many old versions a lifecycle rule leaves; moto drops it, and the provider waits for it in vain.

https://docs.aws.amazon.com/AmazonS3/latest/API/API_NoncurrentVersionExpiration.html
"""

from __future__ import annotations

from typing import Any

from moto.s3 import models, responses


def apply() -> None:
    set_lifecycle = models.FakeBucket.set_lifecycle
    answer = responses.S3Response.get_bucket_lifecycle

    def keep(self: Any, rules: list[dict[str, Any]]) -> None:
        set_lifecycle(self, rules)
        for kept, asked in zip(self.rules, rules):
            kept.newer_noncurrent_versions = (asked.get("NoncurrentVersionExpiration") or {}).get(
                "NewerNoncurrentVersions"
            )

    def get_bucket_lifecycle(self: Any) -> Any:
        serialized = self.serialized

        def completed(result: Any) -> Any:
            rules = self.backend.get_bucket_lifecycle(self.bucket_name)
            for shown, kept in zip(result.result["Rules"], rules):
                newer = getattr(kept, "newer_noncurrent_versions", None)
                if newer is not None:
                    shown["NoncurrentVersionExpiration"]["NewerNoncurrentVersions"] = newer
            return serialized(result)

        self.serialized = completed
        return answer(self)

    models.FakeBucket.set_lifecycle = keep
    responses.S3Response.get_bucket_lifecycle = get_bucket_lifecycle
