"""Refuses what AWS would: a call whose form its service's model does not allow."""

from __future__ import annotations

from typing import Any, Callable, Iterable

from .form.check import check
from .refusals import Refusal, answer

Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


class Judge:
    """WSGI middleware around AWS."""

    def __init__(self, aws: Application) -> None:
        self._aws = aws

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        try:
            check(environ)
        except Refusal as refusal:
            return answer(environ, start_response, refusal)
        return self._aws(environ, start_response)
