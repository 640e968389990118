"""Who calls: the role behind temporary credentials; everybody else is an administrator, as a person at first is.

https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
"""

from __future__ import annotations

import re
from typing import Any

from moto import backends
from moto.core import DEFAULT_ACCOUNT_ID

_KEY = re.compile(r"Credential=([^/]+)/")
# `local.staging.plan`: the access key of a local run says which command of which environment calls.
_COMMAND = re.compile(r"local\.([\w-]+)\.([\w-]+)")


def principal(environ: dict[str, Any]) -> dict[str, str]:
    """`arn` is the session's; `role` the one that it assumed, if any; `env` and `command` those of a local run."""
    found = _KEY.search(environ.get("HTTP_AUTHORIZATION", ""))
    key = found.group(1) if found else ""
    for region in backends.get_backend("sts")[DEFAULT_ACCOUNT_ID].values():
        for assumed in region.assumed_roles:
            if assumed.access_key_id == key:
                return {"arn": assumed.arn, "role": assumed.role_arn}
    for user in backends.get_backend("iam")[DEFAULT_ACCOUNT_ID]["aws"].users.values():
        if any(each.access_key_id == key for each in user.access_keys):
            return {"arn": user.arn}
    return {"arn": f"arn:aws:iam::{DEFAULT_ACCOUNT_ID}:root", **_command(key)}


def _command(key: str) -> dict[str, str]:
    found = _COMMAND.fullmatch(key)
    return {"env": found.group(1), "command": found.group(2)} if found else {}
