"""Refuses what AWS would: a call whose form its model does not allow, or whose meaning the service does not."""

from __future__ import annotations

from typing import Any, Callable, Iterable

from .account import refuse_denied
from .calls import describe
from .decisions import decision
from .form import check as form
from .form.parse import parsed
from .refusals import Refusal, answer
from .rules import check as meaning
from .rules.rule import Call

Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


class Judge:
    """WSGI middleware around AWS. What no model describes is left to moto."""

    def __init__(self, aws: Application) -> None:
        self._aws = aws

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        request, described = parsed(environ), describe(environ)
        try:
            if request is not None and described is not None:
                form.check(request)
                call = Call(request.service, described["operation"], described["region"], request.params)
                decision.describe(environ, call, described["service"])
                refuse_denied(environ.get(decision.DECISION, {}))
                meaning.check(call, request)
        except Refusal as refusal:
            return answer(environ, start_response, refusal)
        return self._aws(environ, start_response)
