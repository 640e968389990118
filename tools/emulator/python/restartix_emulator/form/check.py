"""Refuses a request that violates its model."""

from __future__ import annotations

from ..refusals import Refusal
from . import codes
from .constraints import violations
from .exceptions import allowed
from .parse import Parsed


def check(request: Parsed) -> None:
    """Raises Refusal."""
    service, protocol = request.service, request.protocol
    if request.unreadable is not None:
        raise Refusal(codes.unreadable(service, protocol), f"The request cannot be read: {request.unreadable}")
    if request.model.input_shape is None:
        return
    found = [each for each in violations(request.model.input_shape, request.params) if not allowed(service, each)]
    unknown = request.unknown
    if found or unknown:
        kind = found[0].kind if found else "unknown"
        code = codes.code(service, protocol, request.model, kind)
        raise Refusal(code, codes.message(found, unknown, service))
