"""AWS Chatbot's Slack channels; moto has no such service. The provider calls it in us-west-2 whatever the region.

https://docs.aws.amazon.com/chatbot/latest/APIReference/API_SlackChannelConfiguration.html
"""

from __future__ import annotations

import json
from typing import Any, Callable

# Name and shape of what a request may set.
_SETTABLE = (
    "ConfigurationName",
    "GuardrailPolicyArns",
    "IamRoleArn",
    "LoggingLevel",
    "SlackChannelId",
    "SlackChannelName",
    "SlackTeamId",
    "SnsTopicArns",
    "Tags",
    "UserAuthorizationRequired",
)
_ACCOUNT = "123456789012"

configurations: dict[str, dict[str, Any]] = {}


def apply() -> None:
    """Answers before moto looks for the service: it would take an unknown one for S3."""
    from moto.moto_server.werkzeug_app import DomainDispatcherApplication

    call = DomainDispatcherApplication.__call__

    def __call__(self: Any, environ: dict[str, Any], start_response: Any) -> Any:
        if "/chatbot/aws4_request" not in environ.get("HTTP_AUTHORIZATION", ""):
            return call(self, environ, start_response)
        length = int(environ.get("CONTENT_LENGTH") or 0)
        body = json.loads(environ["wsgi.input"].read(length) or b"{}")
        status, answer = respond(environ.get("PATH_INFO", "").strip("/"), body)
        start_response(status, [("Content-Type", "application/json")])
        return [json.dumps(answer).encode()]

    DomainDispatcherApplication.__call__ = __call__


def respond(operation: str, body: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    handle = _OPERATIONS.get(operation)
    if handle is None:
        return "400 Bad Request", {"__type": "InvalidRequestException", "message": f"unknown operation {operation}"}
    arn = body.get("ChatConfigurationArn")
    if operation.startswith(("update", "delete")) and arn not in configurations:
        return "404 Not Found", {"__type": "ResourceNotFoundException", "message": f"{arn} not found"}
    return "200 OK", handle(body)


def _create(body: dict[str, Any]) -> dict[str, Any]:
    arn = f"arn:aws:chatbot::{_ACCOUNT}:chat-configuration/slack-channel/{body['ConfigurationName']}"
    configurations[arn] = {
        "ChatConfigurationArn": arn,
        "LoggingLevel": "NONE",
        "SlackTeamName": "workspace",
        "SlackChannelName": "channel",
        "UserAuthorizationRequired": False,
        "GuardrailPolicyArns": ["arn:aws:iam::aws:policy/AdministratorAccess"],
        "SnsTopicArns": [],
        "Tags": [],
        **_settings(body),
    }
    return {"ChannelConfiguration": configurations[arn]}


def _update(body: dict[str, Any]) -> dict[str, Any]:
    configuration = configurations[body["ChatConfigurationArn"]]
    configuration.update(_settings(body))
    return {"ChannelConfiguration": configuration}


def _delete(body: dict[str, Any]) -> dict[str, Any]:
    configurations.pop(body["ChatConfigurationArn"])
    return {}


def _describe(body: dict[str, Any]) -> dict[str, Any]:
    arn = body.get("ChatConfigurationArn")
    found = [each for each in configurations.values() if arn in (None, each["ChatConfigurationArn"])]
    return {"SlackChannelConfigurations": found}


def _list_tags(body: dict[str, Any]) -> dict[str, Any]:
    return {"Tags": configurations.get(body["ResourceARN"], {}).get("Tags", [])}


def _tag(body: dict[str, Any]) -> dict[str, Any]:
    tags = {each["TagKey"]: each for each in configurations[body["ResourceARN"]]["Tags"]}
    tags.update({each["TagKey"]: each for each in body["Tags"]})
    configurations[body["ResourceARN"]]["Tags"] = list(tags.values())
    return {}


def _untag(body: dict[str, Any]) -> dict[str, Any]:
    kept = [each for each in configurations[body["ResourceARN"]]["Tags"] if each["TagKey"] not in body["TagKeys"]]
    configurations[body["ResourceARN"]]["Tags"] = kept
    return {}


def _settings(body: dict[str, Any]) -> dict[str, Any]:
    return {key: body[key] for key in _SETTABLE if body.get(key) is not None}


_OPERATIONS: dict[str, Callable[[dict[str, Any]], dict[str, Any]]] = {
    "create-slack-channel-configuration": _create,
    "update-slack-channel-configuration": _update,
    "delete-slack-channel-configuration": _delete,
    "describe-slack-channel-configurations": _describe,
    "list-tags-for-resource": _list_tags,
    "tag-resource": _tag,
    "untag-resource": _untag,
}
