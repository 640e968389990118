"""Writes RULES.md, the table of all rules."""

from __future__ import annotations

from pathlib import Path

from . import edge, tags
from .check import RULES
from .corrections import CORRECTIONS
from .engine_versions import LISTED

TABLE = Path(__file__).parents[3] / "RULES.md"

_HEAD = """# Rules

Written by `python -m restartix_emulator.rules.table` (in `tools/emulator/python`); a test compares.

What the emulator refuses although the request has the right form: a row for each rule, with the service's own error and
who says so. Versions of PostgreSQL are as of {listed}.
"""


def written() -> str:
    sections = [_HEAD.format(listed=LISTED.isoformat())]
    for service in sorted({rule.service for rule in RULES}):
        rows = [
            f"- `{rule.id}`: {', '.join(f'`{each}`' for each in rule.operations.split())} → `{rule.code}` "
            f"([source]({rule.source}))"
            for rule in RULES
            if rule.service == service
        ]
        sections.append("\n".join([f"## {service}\n", *rows, ""]))
    of_edge = [
        f"- `{rule.id}`: `{rule.address}` → `{rule.code}` ([source]({rule.source}))" for rule in edge.RULES
    ]
    sections.append("\n".join(["## cloudflare\n", *of_edge, ""]))
    everywhere = f"- `{tags.ID}`: {tags.SAYS} → the service's error for bad input ([source]({tags.SOURCE}))"
    sections.append("\n".join(["## Every service\n", everywhere, ""]))
    shown = [f"- `{each.id}`: {each.shows} ([source]({each.source}))" for each in CORRECTIONS]
    sections.append("\n".join(["## Answers\n", "Refused is nothing; what is answered shows in a plan.\n", *shown, ""]))
    return "\n".join(sections)


if __name__ == "__main__":
    TABLE.write_text(written())
