"""Versions of PostgreSQL that RDS offers, as of the date below. A test fails when the list is older than six months.

To bring it up to date: `aws rds describe-db-engine-versions --engine postgres` and the release calendar.
https://docs.aws.amazon.com/AmazonRDS/latest/PostgreSQLReleaseNotes/postgresql-release-calendar.html
"""

from __future__ import annotations

from datetime import date

LISTED = date(2026, 11, 28)

# From which day on no instance is created with it.
RETIRED: dict[str, dict[str, date]] = {
    "postgres": {
        **{version: date(2026, 5, 1) for version in ("16.1", "16.2", "16.3", "16.4", "16.5", "16.6", "16.7", "16.8")},
        **{version: date(2026, 10, 1) for version in ("16.9", "16.10")},
    },
    "aurora-postgresql": {},
}

# Which minor version a new instance gets that asks for the major alone.
DEFAULT_MINOR: dict[str, dict[str, str]] = {
    "postgres": {"16": "16.11", "17": "17.7"},
    "aurora-postgresql": {"16": "16.8", "17": "17.5"},
}

# What an engine's parameters are by themselves, of those that environments write.
# https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/PostgreSQL.Concepts.General.SSL.html
DEFAULT_PARAMETERS: dict[str, dict[str, str]] = {
    "postgres16": {"rds.force_ssl": "1", "shared_preload_libraries": "pg_stat_statements"},
    "postgres17": {"rds.force_ssl": "1", "shared_preload_libraries": "pg_stat_statements"},
    "aurora-postgresql16": {"rds.force_ssl": "0", "shared_preload_libraries": "pg_stat_statements"},
    "aurora-postgresql17": {"rds.force_ssl": "1", "shared_preload_libraries": "pg_stat_statements"},
}


def major_of(version: str) -> str:
    return version.split(".")[0]


def family_of(engine: str, version: str) -> str:
    """The family of parameter groups, such as `postgres16` and `aurora-postgresql16`."""
    return f"{engine}{major_of(version)}"


def is_retired(engine: str, version: str, today: date | None = None) -> bool:
    since = RETIRED.get(engine, {}).get(version)
    return since is not None and since <= (today or date.today())
