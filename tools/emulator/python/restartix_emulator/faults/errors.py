"""The error that a fault is answered with: the service's own code and status, by which SDKs decide whether to try again.

https://github.com/aws/aws-sdk-go-v2/blob/main/aws/retry/standard.go
"""

from __future__ import annotations

from typing import Any, Callable, Iterable

from ..calls import describe
from ..cloudflare.answers import ApiError, failure
from ..form.parse import parsed
from ..refusals import Refusal, answer

# Code and status of `throttle`, `500`, `503` and `expired`.
_Codes = dict[str, tuple[str, int]]
_OF_SERVICE: dict[str, _Codes] = {
    # https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html
    "ec2": {
        "throttle": ("RequestLimitExceeded", 503),
        "500": ("InternalError", 500),
        "503": ("Unavailable", 503),
        "expired": ("RequestExpired", 400),
    },
    # https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html
    "s3": {
        "throttle": ("SlowDown", 503),
        "500": ("InternalError", 500),
        "503": ("ServiceUnavailable", 503),
        "expired": ("ExpiredToken", 400),
    },
}
# https://docs.aws.amazon.com/STS/latest/APIReference/CommonErrors.html
_QUERY: _Codes = {
    "throttle": ("Throttling", 400),
    "500": ("InternalFailure", 500),
    "503": ("ServiceUnavailable", 503),
    "expired": ("ExpiredToken", 403),
}
# https://docs.aws.amazon.com/kms/latest/APIReference/CommonErrors.html
_JSON: _Codes = {
    "throttle": ("ThrottlingException", 400),
    "500": ("InternalFailure", 500),
    "503": ("ServiceUnavailable", 503),
    "expired": ("ExpiredTokenException", 400),
}
# Of the errors that an operation's model names, those that SDKs know as throttling.
_THROTTLING = ("ThrottlingException", "TooManyRequestsException", "RequestLimitExceeded", "RequestThrottled", "ThrottledException")
_WORDS = {
    "throttle": "Rate exceeded",
    "500": "An internal error has occurred",
    "503": "The service is temporarily unavailable",
    "expired": "The security token included in the request is expired",
}
# https://developers.cloudflare.com/fundamentals/api/reference/limits/
_CLOUDFLARE = {"throttle": (429, 971), "500": (500, 7003), "503": (503, 7010), "expired": (401, 1000)}


def refuse(environ: dict[str, Any], start_response: Callable[..., Any], kind: str) -> Iterable[bytes]:
    if describe(environ) is None:
        status, body = failure(ApiError(*_CLOUDFLARE[kind], _WORDS[kind]))
        start_response(status, [("Content-Type", "application/json"), ("Content-Length", str(len(body)))])
        return [body]
    code, status_code = _code(environ, kind)
    return answer(environ, start_response, Refusal(code, _WORDS[kind], status_code))


def _code(environ: dict[str, Any], kind: str) -> tuple[str, int]:
    service = (describe(environ) or {})["service"]
    if service in _OF_SERVICE:
        return _OF_SERVICE[service][kind]
    request = parsed(environ)
    if request is not None and kind == "throttle":
        for shape in request.model.error_shapes:
            error = shape.metadata.get("error", {})
            code = error.get("code", shape.name)
            if code in _THROTTLING:
                return code, error.get("httpStatusCode", 400)
    is_query = request is not None and request.protocol in ("query", "rest-xml")
    return (_QUERY if is_query else _JSON)[kind]
