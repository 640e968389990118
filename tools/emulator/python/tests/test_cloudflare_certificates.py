from __future__ import annotations

from typing import Any

import pytest

from cloudflare import NAME, ZONE, Api, Refused
from conftest import Server

PACKS = f"/zones/{ZONE}/ssl/certificate_packs"


@pytest.fixture
def api(emulator: Server) -> Api:
    return Api(emulator.url)


def pack(*hosts: str, **changes: Any) -> dict[str, Any]:
    return {
        "type": "advanced",
        "hosts": [NAME, *hosts],
        "validation_method": "txt",
        "validity_days": 90,
        "certificate_authority": "google",
        "cloudflare_branding": False,
        **changes,
    }


def test_a_pack_is_ordered_read_and_deleted(api: Api, name: str) -> None:
    made = api.post(f"{PACKS}/order", pack(f"*.{name}.{NAME}"))
    assert (made["hosts"], made["status"]) == ([NAME, f"*.{name}.{NAME}"], "active")
    assert api.get(f"{PACKS}/{made['id']}") == made
    assert made in api.get(PACKS)
    assert api.delete(f"{PACKS}/{made['id']}") == {"id": made["id"]}
    with pytest.raises(Refused, match="404 1434"):
        api.get(f"{PACKS}/{made['id']}")


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        (pack(hosts=["a.restartix.pro"]), 1402),
        (pack(*[f"h{index}.{NAME}" for index in range(50)]), 1402),
        (pack("a.example.com"), 1403),
        (pack(certificate_authority="digicert"), 1400),
        (pack(certificate_authority="lets_encrypt", validity_days=14), 1401),
    ],
)
def test_what_no_authority_issues_is_refused(api: Api, asked: dict[str, Any], code: int) -> None:
    with pytest.raises(Refused, match=f"400 {code}"):
        api.post(f"{PACKS}/order", asked)
