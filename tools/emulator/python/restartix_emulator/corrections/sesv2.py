"""AWS answers a configuration set's options as written, keeps its event destinations, and signs with DKIM.

https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_GetConfigurationSet.html
https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_GetConfigurationSetEventDestinations.html
https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_GetEmailIdentity.html
https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_PutAccountSuppressionAttributes.html
"""

from __future__ import annotations

import hashlib
import json
from typing import Any, Callable

from moto.core.exceptions import JsonRESTError
from moto.sesv2 import models, responses, urls

from ..account import ACCOUNT
from ..calls import current_path

# The options of a set, each written by an operation of its own: PutConfigurationSet….
_OPTIONS = (
    "ArchivingOptions",
    "DeliveryOptions",
    "ReputationOptions",
    "SendingOptions",
    "SuppressionOptions",
    "TrackingOptions",
    "VdmOptions",
)
_TOKENS = 3


class _NotFound(JsonRESTError):
    code = 404

    def __init__(self, message: str) -> None:
        super().__init__("NotFoundException", message)


class _AlreadyExists(JsonRESTError):
    code = 400

    def __init__(self, message: str) -> None:
        super().__init__("AlreadyExistsException", message)


def apply() -> None:
    response = responses.SESV2Response
    for operation in (
        _get_configuration_set,
        _create_configuration_set_event_destination,
        _get_configuration_set_event_destinations,
        _update_configuration_set_event_destination,
        _delete_configuration_set_event_destination,
        _get_email_identity,
        _put_email_identity_mail_from_attributes,
        _put_email_identity_feedback_attributes,
        _put_email_identity_configuration_set_attributes,
        _put_email_identity_dkim_attributes,
        _put_email_identity_dkim_signing_attributes,
        _get_account,
        _put_account_suppression_attributes,
    ):
        setattr(response, operation.__name__[1:], operation)
    for option in _OPTIONS:
        name = option.removesuffix("Options").lower()
        setattr(response, f"put_configuration_set_{name}_options", _put_options(option))
    _keep_what_creation_sets(response)
    for path in (
        "account$",
        "account/suppression$",
        "configuration-sets/(?P<ConfigurationSetName>[^/]+)/(?P<part>[a-z-]+)$",
        "configuration-sets/(?P<ConfigurationSetName>[^/]+)/event-destinations/(?P<EventDestinationName>[^/]+)$",
        "identities/(?P<EmailIdentity>[^/]+)/(?P<part>[a-z-]+)$",
        "identities/(?P<EmailIdentity>[^/]+)/dkim/signing$",
    ):
        urls.url_paths[f"{{0}}/v2/email/{path}"] = response.dispatch
    _former_paths()


def _former_paths() -> None:
    """Some SDKs call `…/dkim/signing` under the version that it began with; moto takes that for the first SES."""
    from moto.moto_server.werkzeug_app import DomainDispatcherApplication

    call = DomainDispatcherApplication.__call__

    def __call__(self: Any, environ: dict[str, Any], start_response: Any) -> Any:
        if "/ses/aws4_request" in environ.get("HTTP_AUTHORIZATION", ""):
            for name in ("PATH_INFO", "RAW_URI", "REQUEST_URI"):
                environ[name] = current_path("ses", environ[name])
        return call(self, environ, start_response)

    DomainDispatcherApplication.__call__ = __call__


def _keep_what_creation_sets(response: Any) -> None:
    create_set, create_identity = response.create_configuration_set, response.create_email_identity

    def create_configuration_set(self: Any) -> str:
        answer = create_set(self)
        made = self.sesv2_backend.get_configuration_set(self._get_param("ConfigurationSetName"))
        made.destinations = {}
        made.options = {option: self._get_param(option) for option in _OPTIONS if self._get_param(option)}
        made.options.setdefault("SendingOptions", {"SendingEnabled": True})
        _tag(self, "configuration-set", self._get_param("ConfigurationSetName"))
        return answer

    def create_email_identity(self: Any) -> str:
        create_identity(self)
        name = self._get_param("EmailIdentity")
        made = self.sesv2_backend.get_email_identity(name)
        made.answer = {
            "IdentityType": made.identity_type,
            "FeedbackForwardingStatus": True,
            "VerifiedForSendingStatus": False,
            "VerificationStatus": "PENDING",
            "DkimAttributes": _dkim(name, self._get_param("DkimSigningAttributes") or {}),
            "MailFromAttributes": {"BehaviorOnMxFailure": "USE_DEFAULT_VALUE"},
        }
        _tag(self, "identity", name)
        shown = ("IdentityType", "VerifiedForSendingStatus", "DkimAttributes")
        return json.dumps({key: made.answer[key] for key in shown})

    response.create_configuration_set = create_configuration_set
    response.create_email_identity = create_email_identity


def _get_configuration_set(self: Any) -> str:
    name = self._get_param("ConfigurationSetName")
    found = _set(self)
    return json.dumps({"ConfigurationSetName": name, "Tags": _tags(self, "configuration-set", name), **found.options})


def _put_options(option: str) -> Callable[[Any], str]:
    def put(self: Any) -> str:
        body = json.loads(self.body or "{}")
        # Most options are the body itself; those of VDM are named in it.
        _set(self).options[option] = body.get(option, body)
        return "{}"

    return put


def _create_configuration_set_event_destination(self: Any) -> str:
    name = self._get_param("EventDestinationName")
    destinations = _set(self).destinations
    if name in destinations:
        raise _AlreadyExists(f"Event destination {name} already exists.")
    destinations[name] = _destination(self, name)
    return "{}"


def _get_configuration_set_event_destinations(self: Any) -> str:
    return json.dumps({"EventDestinations": list(_set(self).destinations.values())})


def _update_configuration_set_event_destination(self: Any) -> str:
    name = _known_destination(self)
    _set(self).destinations[name] = _destination(self, name)
    return "{}"


def _delete_configuration_set_event_destination(self: Any) -> str:
    _set(self).destinations.pop(_known_destination(self))
    return "{}"


def _destination(self: Any, name: str) -> dict[str, Any]:
    return {"Enabled": False, **self._get_param("EventDestination"), "Name": name}


def _known_destination(self: Any) -> str:
    name = self._get_param("EventDestinationName")
    if name not in _set(self).destinations:
        raise _NotFound(f"Event destination {name} does not exist.")
    return name


def _set(self: Any) -> Any:
    name = self._get_param("ConfigurationSetName")
    if name not in self.sesv2_backend.core_backend.config_sets:
        raise _NotFound(f"Configuration set <{name}> does not exist.")
    return self.sesv2_backend.get_configuration_set(name)


def _get_email_identity(self: Any) -> str:
    name = self._get_param("EmailIdentity")
    found = _identity(self)
    configuration_set = found.configuration_set_name
    return json.dumps(
        {
            **found.answer,
            "Policies": found.policies,
            "Tags": _tags(self, "identity", name),
            **({"ConfigurationSetName": configuration_set} if configuration_set else {}),
        }
    )


def _identity(self: Any) -> Any:
    name = self._get_param("EmailIdentity")
    if name not in self.sesv2_backend.core_backend.email_identities:
        raise _NotFound(f"Email identity {name} does not exist.")
    return self.sesv2_backend.get_email_identity(name)


def _dkim(name: str, asked: dict[str, Any]) -> dict[str, Any]:
    """Easy DKIM gives a domain three tokens; an address is signed by its domain, and a key of one's own needs none."""
    if "@" in name:
        return {"SigningEnabled": False, "Status": "NOT_STARTED", "SigningAttributesOrigin": "AWS_SES"}
    if asked.get("DomainSigningSelector"):
        tokens = [asked["DomainSigningSelector"]]
        return {"SigningEnabled": True, "Status": "PENDING", "SigningAttributesOrigin": "EXTERNAL", "Tokens": tokens}
    length = asked.get("NextSigningKeyLength", "RSA_2048_BIT")
    return {
        "SigningEnabled": True,
        "Status": "PENDING",
        "SigningAttributesOrigin": "AWS_SES",
        "CurrentSigningKeyLength": length,
        "NextSigningKeyLength": length,
        "Tokens": [hashlib.sha256(f"{name}/{i}".encode()).hexdigest()[:32] for i in range(_TOKENS)],
    }


def _put_email_identity_mail_from_attributes(self: Any) -> str:
    body = json.loads(self.body or "{}")
    attributes = {"BehaviorOnMxFailure": body.get("BehaviorOnMxFailure", "USE_DEFAULT_VALUE")}
    if body.get("MailFromDomain"):
        attributes |= {"MailFromDomain": body["MailFromDomain"], "MailFromDomainStatus": "PENDING"}
    _identity(self).answer["MailFromAttributes"] = attributes
    return "{}"


def _put_email_identity_feedback_attributes(self: Any) -> str:
    _identity(self).answer["FeedbackForwardingStatus"] = bool(self._get_param("EmailForwardingEnabled"))
    return "{}"


def _put_email_identity_configuration_set_attributes(self: Any) -> str:
    _identity(self).configuration_set_name = self._get_param("ConfigurationSetName")
    return "{}"


def _put_email_identity_dkim_attributes(self: Any) -> str:
    _identity(self).answer["DkimAttributes"]["SigningEnabled"] = bool(self._get_param("SigningEnabled"))
    return "{}"


def _put_email_identity_dkim_signing_attributes(self: Any) -> str:
    dkim = _dkim(self._get_param("EmailIdentity"), self._get_param("SigningAttributes") or {})
    _identity(self).answer["DkimAttributes"] = dkim
    return json.dumps({"DkimStatus": dkim["Status"], "DkimTokens": dkim.get("Tokens", [])})


def _get_account(self: Any) -> str:
    """A new account suppresses both bounces and complaints, and is in the sandbox."""
    reasons = getattr(self.sesv2_backend, "suppressed_reasons", ["BOUNCE", "COMPLAINT"])
    return json.dumps(
        {
            "DedicatedIpAutoWarmupEnabled": True,
            "EnforcementStatus": "HEALTHY",
            "ProductionAccessEnabled": ACCOUNT.ses_production,
            "SendingEnabled": True,
            "SendQuota": {
                "Max24HourSend": ACCOUNT.ses_daily_quota,
                "MaxSendRate": 1,
                "SentLast24Hours": ACCOUNT.ses_sent,
            },
            "SuppressionAttributes": {"SuppressedReasons": reasons},
        }
    )


def _put_account_suppression_attributes(self: Any) -> str:
    self.sesv2_backend.suppressed_reasons = self._get_param("SuppressedReasons") or []
    return "{}"


def _tag(self: Any, kind: str, name: str) -> None:
    """moto tags an identity under an ARN that AWS does not have (`email-identity/…`), and a set under none."""
    self.sesv2_backend.core_backend.tagger.tag_resource(_arn(self, kind, name), self._get_param("Tags") or [])


def _tags(self: Any, kind: str, name: str) -> list[dict[str, str]]:
    return self.sesv2_backend.list_tags_for_resource(_arn(self, kind, name))


def _arn(self: Any, kind: str, name: str) -> str:
    backend: models.SESV2Backend = self.sesv2_backend
    return f"arn:aws:ses:{backend.region_name}:{backend.account_id}:{kind}/{name}"
