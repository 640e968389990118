"""What the call log says of a call for whoever decides it."""

from __future__ import annotations

import traceback
from typing import Any

from ..rules.rule import Call
from .action import action
from .context import context
from .dependent import passes, uses
from .principal import principal
from .resource_tags import resource_tags
from .resources import references, resources

# The environ key that tells the recorder.
DECISION = "restartix.decision"


def describe(environ: dict[str, Any], call: Call, signed: str) -> None:
    """Before the call is executed: IAM decides on what exists then. `signed` is the name that the request is signed with."""
    try:
        who = principal(environ)
        named = resources(call)
        found = {
            "principal": who,
            "action": action(signed, call.operation),
            "resources": named,
            "resourceTags": resource_tags(call, named),
            "references": references(call),
            "context": context(call, who),
            "passes": passes(call),
            "uses": uses(call),
        }
    except Exception:
        # A log that is less than whole must not fail a deploy; the reader of the log refuses a call without one.
        traceback.print_exc()
        return
    environ[DECISION] = {key: value for key, value in found.items() if value}
