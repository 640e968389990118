"""An aid for tests, and no correction: passwords that AWS generates begin with a text that a test knows.

A test that looks for secrets where none may be has to know what it looks for, also of a password that is made anew in
each plan. `EMULATOR_PASSWORD_PREFIX` is set by such a test alone.

https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_GetRandomPassword.html
"""

from __future__ import annotations

import json
import os
from typing import Any

from moto.secretsmanager import responses


def apply() -> None:
    prefix = os.environ.get("EMULATOR_PASSWORD_PREFIX", "")
    generate = responses.SecretsManagerResponse.get_random_password

    def get_random_password(self: Any) -> str:
        answer = json.loads(generate(self))
        password = answer["RandomPassword"]
        answer["RandomPassword"] = (prefix + password)[: len(password)]
        return json.dumps(answer)

    if prefix:
        responses.SecretsManagerResponse.get_random_password = get_random_password
