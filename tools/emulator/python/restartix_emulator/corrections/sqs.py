"""AWS answers a queue's RedriveAllowPolicy, its policies without spaces, and keeps what a change does not name.

https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_GetQueueAttributes.html
https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SetQueueAttributes.html
"""

from __future__ import annotations

import json
from typing import Any

from moto.sqs import models

_NAME = "RedriveAllowPolicy"


def apply() -> None:
    queue = models.Queue
    attributes = queue.attributes.fget

    def with_redrive_allow_policy(self: Any) -> dict[str, Any]:
        shown = attributes(self)
        if self.redrive_policy:
            shown["RedrivePolicy"] = json.dumps(self.redrive_policy, separators=(",", ":"))
        return {name: value for name, value in shown.items() if name != _NAME or value}

    set_attributes = queue._set_attributes

    def change(self: Any, attributes: dict[str, Any], now: float | None = None) -> None:
        """Changes what is named and nothing else; moto drops the policy when another attribute changes."""
        kept = getattr(self, "policy", None)
        set_attributes(self, attributes, now)
        if "Policy" not in attributes:
            self.policy = kept

    queue._set_attributes = change
    queue.redrive_allow_policy = None
    queue.BASE_ATTRIBUTES = [*queue.BASE_ATTRIBUTES, _NAME]
    queue.attributes = property(with_redrive_allow_policy)
