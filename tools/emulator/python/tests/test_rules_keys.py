from __future__ import annotations

from typing import Any, Callable

from conftest import Client
from strict import Refused, aws, refused  # noqa: F401

CONTEXT = {"tenant": "acme"}


def test_a_key_that_is_disabled_or_going_is_not_used(aws: Client, refused: Refused) -> None:
    kms = aws("kms")
    key = kms.create_key()["KeyMetadata"]["KeyId"]
    blob = kms.encrypt(KeyId=key, Plaintext=b"a", EncryptionContext=CONTEXT)["CiphertextBlob"]
    decrypt: dict[str, Any] = {"CiphertextBlob": blob, "EncryptionContext": CONTEXT}
    uses: list[tuple[Callable[..., Any], dict[str, Any]]] = [
        (kms.decrypt, decrypt),
        (kms.encrypt, {"KeyId": key, "Plaintext": b"a"}),
        (kms.generate_data_key, {"KeyId": key, "KeySpec": "AES_256"}),
        (kms.enable_key_rotation, {"KeyId": key}),
    ]

    kms.disable_key(KeyId=key)
    for use, arguments in uses:
        assert refused("kms.disabled", use, **arguments).endswith("is disabled.")
    kms.enable_key(KeyId=key)
    assert kms.decrypt(**decrypt)["Plaintext"] == b"a"

    kms.schedule_key_deletion(KeyId=key, PendingWindowInDays=7)
    for use, arguments in [*uses, (kms.enable_key, {"KeyId": key})]:
        assert refused("kms.pending-deletion", use, **arguments).endswith("is pending deletion.")
    kms.cancel_key_deletion(KeyId=key)
    kms.enable_key(KeyId=key)
    assert kms.decrypt(**decrypt)["Plaintext"] == b"a"
