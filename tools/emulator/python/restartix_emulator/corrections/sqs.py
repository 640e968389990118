"""AWS answers a queue's RedriveAllowPolicy, which moto keeps and does not show, and its policies without spaces.

https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_GetQueueAttributes.html
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

    queue.redrive_allow_policy = None
    queue.BASE_ATTRIBUTES = [*queue.BASE_ATTRIBUTES, _NAME]
    queue.attributes = property(with_redrive_allow_policy)
