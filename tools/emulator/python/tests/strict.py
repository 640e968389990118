"""Fixtures of the tests of rules: each is seen refusing, with its own error, and letting the next best call through."""

from __future__ import annotations

from typing import Any, Callable

import pytest
from botocore.exceptions import ClientError

from conftest import Client, Server
from restartix_emulator.rules.check import RULES

_ANSWERS = {rule.id: (rule.code, rule.status) for rule in RULES}

# Makes a call that a rule refuses, and answers the words that it refuses it with.
Refused = Callable[..., str]


@pytest.fixture
def aws(strict: Server) -> Client:
    return strict.client


@pytest.fixture
def refused() -> Refused:
    def by(rule: str, call: Callable[..., Any], **arguments: Any) -> str:
        with pytest.raises(ClientError) as failure:
            call(**arguments)
        answer = failure.value.response
        found = answer["Error"]["Code"], answer["ResponseMetadata"]["HTTPStatusCode"]
        assert found == _ANSWERS[rule], answer["Error"]["Message"]
        return str(answer["Error"]["Message"])

    return by
