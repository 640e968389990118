"""AWS has its managed policies, such as AmazonSSMManagedInstanceCore; moto has them only when asked to.

https://docs.aws.amazon.com/aws-managed-policy/latest/reference/about-managed-policy-reference.html
"""

from __future__ import annotations

import os


def apply() -> None:
    os.environ["MOTO_IAM_LOAD_MANAGED_POLICIES"] = "true"
