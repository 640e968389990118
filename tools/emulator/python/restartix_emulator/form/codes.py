"""By which code each service refuses a request that its model does not allow.

Services of the query protocols have codes of their own, in each one's API reference under "Common errors"; of the
others, the operation's model names the error.
"""

from __future__ import annotations

from typing import Any

from .constraints import Violation

# Code for a missing member, for an unknown one, and for any other violation.
_OF_SERVICE: dict[str, tuple[str, str, str]] = {
    # https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html
    "ec2": ("MissingParameter", "UnknownParameter", "InvalidParameterValue"),
    # https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/CommonErrors.html
    "rds": ("MissingParameter", "InvalidParameterValue", "InvalidParameterValue"),
    # https://docs.aws.amazon.com/AmazonElastiCache/latest/APIReference/CommonErrors.html
    "elasticache": ("MissingParameter", "InvalidParameterValue", "InvalidParameterValue"),
    # https://docs.aws.amazon.com/sns/latest/api/CommonErrors.html
    "sns": ("InvalidParameter", "InvalidParameter", "InvalidParameter"),
    # https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/CommonErrors.html
    "sqs": ("MissingParameter", "InvalidParameterValue", "InvalidParameterValue"),
    # https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html
    "s3": ("MalformedXML", "MalformedXML", "InvalidArgument"),
}
_QUERY = ("ValidationError", "ValidationError", "ValidationError")
# Of the errors that a model names, the one for bad input; Coral's own name where it names none.
_NAMED = (
    "ValidationException",
    "InvalidParameterException",
    "InvalidParameterValueException",
    "BadRequestException",
    "InvalidRequestException",
    "InvalidInput",
)


def code(service: str, protocol: str, model: Any, kind: str) -> str:
    """`kind` is `required`, `unknown`, or another kind of violation."""
    codes = _OF_SERVICE.get(service) or (_QUERY if protocol == "query" else None)
    if codes:
        return codes[{"required": 0, "unknown": 1}.get(kind, 2)]
    errors = {shape.name for shape in model.error_shapes}
    return next((name for name in _NAMED if name in errors), "ValidationException")


def unreadable(service: str, protocol: str) -> str:
    if service == "s3":
        return "MalformedXML"
    return "MalformedQueryString" if protocol in ("query", "ec2") else "SerializationException"


def message(found: list[Violation], unknown: list[str], service: str) -> str:
    if service == "ec2" and unknown:
        return f"The parameter {unknown[0]} is not recognized"
    if service == "ec2" and found[0].kind == "required":
        return f"The request must contain the parameter {found[0].path}"
    told = [*(str(each) for each in found), *(f"Unknown parameter '{each}'" for each in unknown)]
    plural = "s" if len(told) > 1 else ""
    return f"{len(told)} validation error{plural} detected: {'; '.join(told)}"
