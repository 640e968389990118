"""A request read with the service's model: its parameters by name, and what the model does not know."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl
from xml.etree import ElementTree

from botocore.exceptions import UnknownServiceError
from botocore.model import OperationNotFoundError
from moto.core.parse import PROTOCOL_PARSERS, UNDEFINED, RequestParserError
from moto.core.request import determine_request_protocol
from moto.core.routing import NotFound, Request, get_service_router
from moto.core.utils import get_service_model

from ..calls import buffered, current_path, describe, model_of
from .unknown import Unreadable, in_json, in_xml

_PARSED = "restartix.parsed"
# Of the protocol, not of the operation.
_OF_QUERY = {"Action", "Version"}


@dataclass
class Parsed:
    service: str
    protocol: str
    model: Any
    params: dict[str, Any] = field(default_factory=dict)
    unknown: list[str] = field(default_factory=list)
    # Why it cannot be read at all; then there are no parameters.
    unreadable: str | None = None

    @property
    def idempotency_tokens(self) -> list[str]:
        """Parameters that tell AWS which call it is. EC2's model marks some only: CreateVpcEndpoint's it does not.

        https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateVpcEndpoint.html
        """
        if self.model.input_shape is None:
            return []
        members = self.model.input_shape.members
        return [*self.model.idempotent_members, *(["ClientToken"] if "ClientToken" in members else [])]


def parsed(environ: dict[str, Any]) -> Parsed | None:
    """None for a request that no model describes. Parsed once, whoever asks."""
    if _PARSED not in environ:
        environ[_PARSED] = _parse(environ)
    return environ[_PARSED]


def _parse(environ: dict[str, Any]) -> Parsed | None:
    call = describe(environ)
    if call is None:
        return None
    service, content_type = model_of(call["service"], environ), environ.get("CONTENT_TYPE", "")
    try:
        models = get_service_model(service)
        model = models.operation_model(call["operation"])
        protocol = determine_request_protocol(models, content_type)
    except (UnknownServiceError, OperationNotFoundError, NotImplementedError):
        return None
    if protocol not in PROTOCOL_PARSERS:
        return None
    result = Parsed(service, protocol, model)
    if model.input_shape is None:
        return result
    try:
        result.params, result.unknown = _read(environ, call, result)
    except (RequestParserError, Unreadable, ValueError, TypeError, AttributeError, ElementTree.ParseError) as error:
        result.unreadable = str(error)
    return result


def _read(environ: dict[str, Any], call: dict[str, str], found: Parsed) -> tuple[dict[str, Any], list[str]]:
    body, query = buffered(environ).getvalue(), environ.get("QUERY_STRING", "")
    request = _request(environ, call)
    shape, form = found.model.input_shape, found.protocol in ("query", "ec2")
    values: Any = _Seen(parse_qsl(f"{query}&{body.decode()}", keep_blank_values=True)) if form else request.args
    params = PROTOCOL_PARSERS[found.protocol](found.model).parse(
        {
            "method": call["method"],
            "values": values,
            "headers": request.headers,
            "body": body,
            "url_path": request.path,
            "url_params": {} if form or found.protocol == "json" else _labels(found.service, request),
        }
    )
    if form:
        unknown = sorted(set(values) - values.seen - _OF_QUERY)
    elif found.protocol == "rest-xml":
        unknown = in_xml(shape, body)
    else:
        unknown = in_json(shape, body)
    return _given(params), unknown


class _Seen(dict[str, str]):
    """Remembers what it was asked for."""

    def __init__(self, pairs: list[tuple[str, str]]) -> None:
        super().__init__(pairs)
        self.seen: set[str] = set()

    def get(self, key: str, default: Any = None) -> Any:
        self.seen.add(key)
        return super().get(key, default)


def _request(environ: dict[str, Any], call: dict[str, str]) -> Request:
    """A copy for moto's router, which may look and must not consume."""
    copy = {key: value for key, value in environ.items() if not key.startswith(("werkzeug.", "restartix."))}
    paths = {key: current_path(call["service"], copy[key]) for key in ("PATH_INFO", "RAW_URI") if key in copy}
    return Request({**copy, **paths})


def _labels(service: str, request: Request) -> dict[str, Any]:
    try:
        return dict(get_service_router(service).match(request)[1])
    except NotFound:
        return {}


def _given(params: dict[str, Any]) -> dict[str, Any]:
    """Without what was not sent: parsers put None or a mark of their own there."""
    return {name: value for name, value in params.items() if value is not None and value is not UNDEFINED}
