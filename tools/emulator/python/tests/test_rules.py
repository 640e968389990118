"""The table of rules: each has a source and a test."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from conftest import PYTHON
from restartix_emulator.rules import edge, tags
from restartix_emulator.rules.check import RULES
from restartix_emulator.rules.corrections import CORRECTIONS
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


def test_the_table_is_up_to_date() -> None:
    assert TABLE.read_text() == written(), f"write it: python -m restartix_emulator.rules.table (in {PYTHON})"
