"""AWS answers a configuration set's options as written, keeps its event destinations, and signs with DKIM.

https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_GetConfigurationSet.html
https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_GetEmailIdentity.html
"""

from __future__ import annotations

import hashlib
import json
import re
from typing import Any, Callable
from urllib.parse import unquote

from moto.ses.exceptions import NotFoundException
from moto.sesv2 import responses

_SETS = "/v2/email/configuration-sets/"
_IDENTITIES = "/v2/email/identities/"

# Options of a set or an identity that are written with PUT …/<name>/<part>, by the key under which they are read.
_SET_PARTS = {
    "delivery-options": "DeliveryOptions",
    "reputation-options": "ReputationOptions",
    "sending": "SendingOptions",
    "suppression-options": "SuppressionOptions",
    "tracking-options": "TrackingOptions",
    "vdm-options": "VdmOptions",
}


def apply() -> None:
    response = responses.SESV2Response
    dispatch = response.dispatch
    routes: list[tuple[str, re.Pattern[str], Callable[..., dict[str, Any]]]] = [
        ("GET", re.compile(rf"{_SETS}(?P<name>[^/]+)$"), _get_set),
        ("GET", re.compile(rf"{_SETS}(?P<name>[^/]+)/event-destinations$"), _get_destinations),
        ("POST", re.compile(rf"{_SETS}(?P<name>[^/]+)/event-destinations$"), _create_destination),
        ("PUT", re.compile(rf"{_SETS}(?P<name>[^/]+)/event-destinations/(?P<destination>[^/]+)$"), _update_destination),
        ("DELETE", re.compile(rf"{_SETS}(?P<name>[^/]+)/event-destinations/(?P<destination>[^/]+)$"), _delete_destination),
        ("PUT", re.compile(rf"{_SETS}(?P<name>[^/]+)/(?P<part>[a-z-]+)$"), _put_part),
        ("GET", re.compile(rf"{_IDENTITIES}(?P<name>[^/]+)$"), _get_identity),
        ("PUT", re.compile(rf"{_IDENTITIES}(?P<name>[^/]+)/mail-from$"), _put_mail_from),
        ("PUT", re.compile(rf"{_IDENTITIES}(?P<name>[^/]+)/feedback$"), _put_feedback),
        ("PUT", re.compile(rf"{_IDENTITIES}(?P<name>[^/]+)/configuration-set$"), _put_configuration_set),
        ("PUT", re.compile(rf"{_IDENTITIES}(?P<name>[^/]+)/dkim(/signing)?$"), _put_dkim),
    ]

    @classmethod
    def corrected(cls: Any, request: Any, full_url: str, headers: Any) -> Any:
        path = unquote(full_url.split("?")[0])
        for method, pattern, handle in routes:
            match = pattern.search(path)
            if request.method != method or not match:
                continue
            self = cls()
            self.setup_class(request, full_url, headers)
            body = json.loads(self.body or "{}") if method in ("POST", "PUT") else {}
            try:
                return 200, {"Content-Type": "application/json"}, json.dumps(handle(self, body, **match.groupdict()))
            except NotFoundException as missing:
                error = {"__type": "NotFoundException", "message": str(missing)}
                return 404, {"x-amzn-ErrorType": "NotFoundException"}, json.dumps(error)
        return dispatch(request, full_url, headers)

    response.dispatch = corrected
    # The routes were bound to the method that moto had.
    from moto.sesv2 import urls

    urls.url_paths.update(dict.fromkeys(urls.url_paths, corrected.__get__(None, response)))


def _set(self: Any, name: str) -> Any:
    found = self.sesv2_backend.get_configuration_set(name)
    if not hasattr(found, "parts"):
        found.parts, found.destinations = _written_at_creation(found), {}
    return found


def _written_at_creation(found: Any) -> dict[str, Any]:
    """moto keeps the options of the creation under names of its own, some as they came and some unwrapped."""
    kept = found.to_dict_v2()
    sending = kept.get("SendingOptions", {}).get("SendingEnabled")
    return {
        **{key: value for key, value in kept.items() if key in _SET_PARTS.values() and value},
        "SendingOptions": sending if isinstance(sending, dict) else {"SendingEnabled": sending is not False},
    }


def _get_set(self: Any, _: dict[str, Any], name: str) -> dict[str, Any]:
    found = _set(self, name)
    return {"ConfigurationSetName": name, "Tags": _tags(self, f"configuration-set/{name}"), **found.parts}


def _put_part(self: Any, body: dict[str, Any], name: str, part: str) -> dict[str, Any]:
    _set(self, name).parts[_SET_PARTS[part]] = body
    return {}


def _get_destinations(self: Any, _: dict[str, Any], name: str) -> dict[str, Any]:
    return {"EventDestinations": list(_set(self, name).destinations.values())}


def _create_destination(self: Any, body: dict[str, Any], name: str) -> dict[str, Any]:
    destination = body["EventDestinationName"]
    _set(self, name).destinations[destination] = {"Name": destination, **body["EventDestination"]}
    return {}


def _update_destination(self: Any, body: dict[str, Any], name: str, destination: str) -> dict[str, Any]:
    _set(self, name).destinations[destination] = {"Name": destination, **body["EventDestination"]}
    return {}


def _delete_destination(self: Any, _: dict[str, Any], name: str, destination: str) -> dict[str, Any]:
    _set(self, name).destinations.pop(destination, None)
    return {}


def _identity(self: Any, name: str) -> Any:
    found = self.sesv2_backend.get_email_identity(name)
    if not hasattr(found, "answer"):
        found.answer = {}
    return found


def _get_identity(self: Any, _: dict[str, Any], name: str) -> dict[str, Any]:
    found = _identity(self, name)
    return {
        "IdentityType": "EMAIL_ADDRESS" if "@" in name else "DOMAIN",
        "FeedbackForwardingStatus": True,
        "VerifiedForSendingStatus": False,
        "VerificationStatus": "PENDING",
        "DkimAttributes": _dkim(found, name),
        "MailFromAttributes": {"BehaviorOnMxFailure": "USE_DEFAULT_VALUE"},
        "Policies": {},
        "Tags": _tags(self, f"identity/{name}"),
        **({"ConfigurationSetName": found.configuration_set_name} if found.configuration_set_name else {}),
        **found.answer,
    }


def _dkim(found: Any, name: str) -> dict[str, Any]:
    """Easy DKIM: three tokens that stay the same for an identity."""
    asked = found.dkim_signing_attributes or {}
    length = asked.get("NextSigningKeyLength", "RSA_2048_BIT")
    return {
        "SigningEnabled": True,
        "Status": "PENDING",
        "SigningAttributesOrigin": "AWS_SES",
        "CurrentSigningKeyLength": length,
        "NextSigningKeyLength": length,
        "Tokens": [hashlib.sha256(f"{name}/{i}".encode()).hexdigest()[:32] for i in range(3)],
    }


def _put_mail_from(self: Any, body: dict[str, Any], name: str) -> dict[str, Any]:
    attributes = {"BehaviorOnMxFailure": body.get("BehaviorOnMxFailure", "USE_DEFAULT_VALUE")}
    if body.get("MailFromDomain"):
        attributes |= {"MailFromDomain": body["MailFromDomain"], "MailFromDomainStatus": "PENDING"}
    _identity(self, name).answer["MailFromAttributes"] = attributes
    return {}


def _put_feedback(self: Any, body: dict[str, Any], name: str) -> dict[str, Any]:
    _identity(self, name).answer["FeedbackForwardingStatus"] = bool(body.get("EmailForwardingEnabled"))
    return {}


def _put_configuration_set(self: Any, body: dict[str, Any], name: str) -> dict[str, Any]:
    _identity(self, name).configuration_set_name = body.get("ConfigurationSetName")
    return {}


def _put_dkim(self: Any, body: dict[str, Any], name: str) -> dict[str, Any]:
    found = _identity(self, name)
    found.dkim_signing_attributes = body.get("SigningAttributes") or found.dkim_signing_attributes
    return {"DkimStatus": "PENDING", "DkimTokens": _dkim(found, name)["Tokens"]}


def _tags(self: Any, resource: str) -> list[dict[str, str]]:
    backend = self.sesv2_backend
    arn = f"arn:aws:ses:{backend.region_name}:{backend.account_id}:{resource}"
    return backend.core_backend.tagger.list_tags_for_resource(arn)["Tags"]
