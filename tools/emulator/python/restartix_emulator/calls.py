"""Names a call to AWS: its service and operation, from what each protocol says of itself."""

from __future__ import annotations

import io
import re
from functools import lru_cache
from typing import Any
from urllib.parse import parse_qs, unquote

from botocore.loaders import Loader

_CREDENTIAL = re.compile(r"Credential=[^/]+/\d+/([^/]+)/([^/]+)/aws4_request")
_CBOR = re.compile(r"^/service/[^/]+/operation/([^/]+)$")
# Names that a service signs with and botocore's name for it, where they differ.
_MODELS = {
    "elasticfilesystem": "efs",
    "elasticloadbalancing": "elbv2",
    "execute-api": "apigatewaymanagementapi",
    "monitoring": "cloudwatch",
    "servicequotas": "service-quotas",
    "ses": "sesv2",
    "states": "stepfunctions",
    "tagging": "resourcegroupstaggingapi",
}
_FORM = "application/x-www-form-urlencoded"
_DESCRIBED = "restartix.call"
# Where an operation's path began with another version, which some SDKs still call.
_FORMER = {"ses": ("/v1/email/", "/v2/email/")}


def describe(environ: dict[str, Any]) -> dict[str, str] | None:
    """Service, operation, region, method and path of a signed call; None for what is no call to AWS."""
    if _DESCRIBED not in environ:
        environ[_DESCRIBED] = _describe(environ)
    return environ[_DESCRIBED]


def model_of(service: str, environ: dict[str, Any]) -> str:
    """botocore's name of the model: the first version of SES speaks another protocol."""
    if service == "ses" and environ.get("CONTENT_TYPE", "").startswith(_FORM):
        return service
    return _MODELS.get(service, service)


def _describe(environ: dict[str, Any]) -> dict[str, str] | None:
    credential = _CREDENTIAL.search(environ.get("HTTP_AUTHORIZATION", ""))
    if not credential:
        return None
    region, service = credential.groups()
    method, path = environ["REQUEST_METHOD"], environ.get("PATH_INFO", "/")
    operation = (
        _target(environ)
        or _action(environ)
        or _cbor(path)
        or _rest(service, method, current_path(service, path), environ.get("QUERY_STRING", ""), environ)
        or f"{method} {path}"
    )
    return {"service": service, "operation": operation, "region": region, "method": method, "path": path}


def current_path(service: str, path: str) -> str:
    former, current = _FORMER.get(service, ("", ""))
    return current + path.removeprefix(former) if former and path.startswith(former) else path


def _target(environ: dict[str, Any]) -> str | None:
    """JSON protocols name the operation in a header, `AmazonEC2ContainerServiceV20141113.CreateService`."""
    target = environ.get("HTTP_X_AMZ_TARGET")
    return target.rsplit(".", 1)[-1] if target else None


def _action(environ: dict[str, Any]) -> str | None:
    """Query protocols name it in the form's `Action`."""
    if not environ.get("CONTENT_TYPE", "").startswith(_FORM):
        return None
    body = buffered(environ).getvalue()
    return next(iter(parse_qs(body.decode("utf-8", "replace")).get("Action", [])), None)


def buffered(environ: dict[str, Any]) -> io.BytesIO:
    """The request's whole body, read once and left for whoever comes next."""
    body = environ["wsgi.input"]
    if not isinstance(body, io.BytesIO):
        whole = environ.get("wsgi.input_terminated")
        body = io.BytesIO(body.read() if whole else body.read(int(environ.get("CONTENT_LENGTH") or 0)))
        environ["wsgi.input"] = body
    return body


def _cbor(path: str) -> str | None:
    found = _CBOR.match(path)
    return found.group(1) if found else None


def _rest(service: str, method: str, path: str, query: str, environ: dict[str, Any]) -> str | None:
    """REST protocols name it by method, path and query: the most specific operation that fits."""
    given = parse_qs(query, keep_blank_values=True)
    for operation in _operations(service):
        if operation.fits(method, path, given, environ):
            return operation.name
    return None


class _Operation:
    def __init__(self, name: str, method: str, uri: str, needs: frozenset[str], headers: frozenset[str]) -> None:
        path, _, query = uri.partition("?")
        self.name = name
        self.headers = headers
        self._method = method
        self._path = re.compile("^" + re.sub(r"\\{[^}]*?\\}", "[^/]+", _greedy(re.escape(path.rstrip("/")))) + "/?$")
        fixed = parse_qs(query, keep_blank_values=True)
        self._query = {key: values[0] for key, values in fixed.items()}
        self._needs = needs
        literal = re.sub(r"\{[^}]*\}", "", path)
        self.rank = (-len(self._query), -len(needs), -len(headers), -len(literal), name)

    def fits(self, method: str, path: str, query: dict[str, list[str]], environ: dict[str, Any]) -> bool:
        return (
            method == self._method
            and self._path.match(unquote(path)) is not None
            and all(key in query and (not value or value in query[key]) for key, value in self._query.items())
            and all(key in query for key in self._needs)
            and all(name in environ for name in self.headers)
        )


def _greedy(escaped: str) -> str:
    """`{Key+}` takes slashes too, and so does an ARN, whose slashes clients do not encode."""
    return re.sub(r"\\{[^}]*?(?:\\\+|[aA]rn)\\}", ".+", escaped)


@lru_cache(maxsize=None)
def _operations(service: str) -> tuple[_Operation, ...]:
    loader = Loader()
    name = _MODELS.get(service, service)
    if name not in loader.list_available_services("service-2"):
        return ()
    model = loader.load_service_model(name, "service-2")
    if not model["metadata"]["protocol"].startswith("rest"):
        return ()
    current = [each for each in model["operations"].values() if not each.get("deprecated")]
    operations = [_operation(each, model["shapes"]) for each in current]
    return tuple(sorted(operations, key=lambda each: each.rank))


def _operation(operation: dict[str, Any], shapes: dict[str, Any]) -> _Operation:
    shape = shapes.get(operation.get("input", {}).get("shape"), {})
    required = [shape["members"][name] for name in shape.get("required", [])]
    located = [(member.get("location"), member.get("locationName", "")) for member in required]
    return _Operation(
        operation["name"],
        operation["http"]["method"],
        operation["http"]["requestUri"],
        frozenset(name for location, name in located if location == "querystring"),
        frozenset("HTTP_" + name.upper().replace("-", "_") for location, name in located if location == "header"),
    )
