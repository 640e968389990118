"""The table of rules: each has a source and a test; what is pending is a rule, is not enforced, and is told of."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from conftest import PYTHON, Server
from restartix_emulator.rules import edge, tags
from restartix_emulator.rules.check import RULES
from restartix_emulator.rules.corrections import CORRECTIONS
from restartix_emulator.rules.pending import PENDING
from restartix_emulator.rules.table import TABLE, written

IDS = [*(rule.id for rule in (*RULES, *edge.RULES, *CORRECTIONS)), tags.ID]
SOURCES = {rule.id: rule.source for rule in (*RULES, *edge.RULES, *CORRECTIONS)} | {tags.ID: tags.SOURCE}
TESTS = "\n".join(file.read_text() for file in Path(__file__).parent.glob("test_rules_*.py"))


def test_each_rule_has_one_row() -> None:
    assert sorted(set(IDS)) == sorted(IDS)


@pytest.mark.parametrize("rule", IDS)
def test_each_rule_has_a_source_and_a_test(rule: str) -> None:
    assert re.match(r"https://(docs\.aws\.amazon\.com|developers\.cloudflare\.com|registry\.terraform\.io)/", SOURCES[rule])
    assert re.search(rf'(["# ]){re.escape(rule)}\b', TESTS), f"no test breaks {rule}"


def test_what_is_pending_is_a_rule() -> None:
    assert PENDING <= set(IDS)


def test_the_table_is_up_to_date() -> None:
    assert TABLE.read_text() == written(), f"write it: python -m restartix_emulator.rules.table (in {PYTHON})"


@pytest.mark.skipif("sns.events-statement-with-condition" not in PENDING, reason="enforced")
def test_a_pending_rule_refuses_nothing_and_says_what_it_would(emulator: Server, name: str) -> None:
    allow = {"Effect": "Allow", "Principal": {"Service": "events.amazonaws.com"}, "Action": "sns:Publish"}
    statement = {**allow, "Resource": "*", "Condition": {"StringEquals": {"aws:SourceAccount": "123456789012"}}}
    policy = json.dumps({"Version": "2012-10-17", "Statement": [statement]})
    emulator.client("sns").create_topic(Name=name, Attributes={"Policy": policy})
    [call] = emulator.recorded()[-1:]
    [would] = call["wouldRefuse"]
    assert (call["status"], would["rule"], would["code"]) == (
        200,
        "sns.events-statement-with-condition",
        "InvalidParameter",
    )
