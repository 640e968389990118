"""Keys."""

from __future__ import annotations

from base64 import b64decode
from fnmatch import fnmatchcase
from typing import Any

from .policies import principals, statements, unknown_roles
from .rule import Call, Rule

_GUIDE = "https://docs.aws.amazon.com/kms/latest/developerguide"
_API = "https://docs.aws.amazon.com/kms/latest/APIReference"
_CHANGE = "kms:PutKeyPolicy"


def _lockout(call: Call) -> str | None:
    """Somebody of the account must be able to change the policy again."""
    document = call.params.get("Policy")
    if not document or call.params.get("BypassPolicyLockoutSafetyCheck"):
        return None
    for statement in statements(document):
        actions = statement.get("Action", [])
        actions = [actions] if isinstance(actions, str) else actions
        named = [*principals(statement, "AWS"), *(["*"] if statement.get("Principal") == "*" else [])]
        may = any(fnmatchcase(_CHANGE.lower(), each.lower()) for each in actions)
        if statement.get("Effect") == "Allow" and may and any(call.account in each or each == "*" for each in named):
            return None
    return "The new key policy will not allow you to update the key policy in the future."


def _unknown_principal(call: Call) -> str | None:
    unknown = next(unknown_roles(call, call.params.get("Policy", "")), None)
    return f"Policy contains a statement with one or more invalid principals: {unknown}" if unknown else None


def _reserved_alias(call: Call) -> str | None:
    if call.params["AliasName"].startswith("alias/aws/"):
        return "Alias names that begin with alias/aws/ are reserved for AWS."
    return None


def _key(call: Call) -> Any:
    """The key that a call names, or that encrypted what it is to decrypt; None where there is none."""
    backend, named = call.backend(), call.params.get("KeyId")
    if not named and (blob := call.params.get("CiphertextBlob")):
        # moto begins what it encrypted with the key's id.
        named = (b64decode(blob) if isinstance(blob, str) else blob)[:36].decode("ascii", "replace")
    return backend.keys.get(backend.any_id_to_key_id(named)) if named else None


def _disabled(call: Call) -> str | None:
    key = _key(call)
    return f"{key.arn} is disabled." if key and key.key_state == "Disabled" else None


def _pending_deletion(call: Call) -> str | None:
    key = _key(call)
    return f"{key.arn} is pending deletion." if key and key.key_state == "PendingDeletion" else None


_USES = "Decrypt Encrypt GenerateDataKey GenerateDataKeyWithoutPlaintext ReEncrypt"
_ROTATES = "DisableKeyRotation EnableKeyRotation"

RULES = (
    Rule(
        "kms.policy-lockout",
        "CreateKey PutKeyPolicy",
        "MalformedPolicyDocumentException",
        f"{_GUIDE}/key-policy-default.html#prevent-unmanageable-key",
        _lockout,
    ),
    Rule(
        "kms.unknown-principal",
        "CreateKey PutKeyPolicy",
        "MalformedPolicyDocumentException",
        f"{_API}/API_PutKeyPolicy.html",
        _unknown_principal,
    ),
    Rule("kms.reserved-alias", "CreateAlias", "NotAuthorizedException", f"{_API}/API_CreateAlias.html", _reserved_alias),
    Rule(
        "kms.disabled", f"{_USES} {_ROTATES}", "DisabledException", f"{_GUIDE}/key-state.html#key-state-table", _disabled
    ),
    Rule(
        "kms.pending-deletion",
        f"{_USES} {_ROTATES} DisableKey EnableKey",
        "KMSInvalidStateException",
        f"{_GUIDE}/key-state.html#key-state-table",
        _pending_deletion,
    ),
)
