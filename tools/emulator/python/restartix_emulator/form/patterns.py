"""Patterns of the service models are Java's regular expressions; here they are read as Python's.

https://docs.oracle.com/en/java/javase/21/docs/api/java.base/java/util/regex/Pattern.html
"""

from __future__ import annotations

import re
from functools import lru_cache

# Classes of Java, each as the smallest set of Python's that has all of it: a value is never refused that Java takes.
_SPACE = r" \u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
_CLASSES = {
    "L": r"\w",
    "N": r"\w",
    "IsL": r"\w",
    "IsN": r"\w",
    "Alnum": "A-Za-z0-9",
    "Alpha": "A-Za-z",
    "Digit": "0-9",
    "Lower": "a-z",
    "Upper": "A-Z",
    "Space": r"\s",
    "ASCII": r"\x00-\x7f",
    "Graph": r"\x21-\x7e",
    "Print": r"\x20-\x7e",
    "Cntrl": r"\x00-\x1f\x7f",
    "Punct": r"!-/:-@\[-`{-~",
    "Z": _SPACE,
    "Zs": _SPACE,
    "IsZ": _SPACE,
    "M": r"\u0300-\u036f\u0483-\u0489\u0591-\u0f97\u1ab0-\u1cf9\u20d0-\u20f0\ufe20-\ufe2f",
    "P": r"!-/:-@\[-`{-~\u00a1-\u00bf\u2010-\u205e\u3000-\u303f",
    "S": r"$+<=>^`|~\u00a2-\u00b8\u2044-\u23ff\u20a0-\u20bf",
}
# What Python writes otherwise: characters beyond the first plane, a dash after a class, a flag in the middle. Without
# its flag the one pattern that has such (it forbids scripts in names of budgets) refuses less.
_SPELLINGS = (
    (r"\uD800\uDC00-\uDBFF\uDFFF", r"\U00010000-\U0010ffff"),
    (r"\w-", r"\w\-"),
    ("|(?i)", "|"),
)
_CLASS = re.compile(r"\\p\{(\w+)\}|\\p([LNZMPS])")
_IN_BRACKETS = re.compile(r"\[(?:\\.|[^\]\\])*\]")


def matches(pattern: str, value: str) -> bool:
    """Services match the whole value. A pattern that Python cannot read refuses nothing."""
    compiled = _compiled(pattern)
    return compiled is None or compiled.fullmatch(value) is not None


@lru_cache(maxsize=None)
def _compiled(pattern: str) -> re.Pattern[str] | None:
    try:
        return re.compile(translated(pattern), re.DOTALL if pattern.startswith("(?s)") else 0)
    except (re.error, KeyError):
        return None


def translated(pattern: str) -> str:
    """Raises KeyError for a class that is not in the table."""
    for java, python in _SPELLINGS:
        pattern = pattern.replace(java, python)
    inside = [found.span() for found in _IN_BRACKETS.finditer(pattern)]

    def one(found: re.Match[str]) -> str:
        characters = _CLASSES[found.group(1) or found.group(2)]
        in_brackets = any(start < found.start() < end for start, end in inside)
        return characters if in_brackets else f"[{characters}]"

    return _CLASS.sub(one, pattern)
