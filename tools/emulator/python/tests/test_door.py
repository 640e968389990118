"""Who the emulator answers: programs of this machine, not web pages, and nobody who would empty it."""

from __future__ import annotations

import http.client
import json
from pathlib import Path
from typing import Iterator
from urllib.request import Request, urlopen

import pytest

from conftest import Server, start_emulator, stop

KEY = "a-key"


@pytest.fixture(scope="module")
def locked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    server = start_emulator(tmp_path_factory.mktemp("door"), EMULATOR_KEY=KEY)
    yield server
    stop(server)


def status(server: Server, method: str, path: str, **headers: str) -> int:
    connection = http.client.HTTPConnection("127.0.0.1", int(server.url.rsplit(":", 1)[1]), timeout=10)
    connection.request(method, path, headers={name.replace("_", "-"): value for name, value in headers.items()})
    answer = connection.getresponse()
    assert answer.getheader("Access-Control-Allow-Origin") is None
    return answer.status


@pytest.mark.parametrize("path", ["/", "/restartix-emulator/inventory", "/client/v4/zones"])
@pytest.mark.parametrize(
    "headers",
    [{"Origin": "https://example.com"}, {"Origin": "null"}, {"Sec_Fetch_Site": "cross-site"}, {"Host": "example.com"}],
)
def test_a_web_page_is_refused(locked: Server, path: str, headers: dict[str, str]) -> None:
    assert status(locked, "GET", path, **headers) == 403
    assert status(locked, "OPTIONS", path, **headers) == 403


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "localhost:1"])
def test_this_machine_is_answered_by_both_its_names(locked: Server, host: str) -> None:
    assert status(locked, "GET", "/restartix-emulator/health", Host=host) == 200


@pytest.mark.parametrize("host", ["", "127.0.0.1.example.com", "localhost.example.com", "10.0.0.1"])
def test_no_other_name_is(locked: Server, host: str) -> None:
    assert status(locked, "GET", "/restartix-emulator/health", Host=host) == 403


@pytest.mark.parametrize("path", ["/moto-api/", "/moto-api/data.json", "/latest/meta-data/iam/security-credentials/"])
def test_management_pages_need_the_key(locked: Server, path: str) -> None:
    assert status(locked, "GET", path) == 403
    assert status(locked, "GET", path, X_Restartix_Emulator_Key="another") == 403
    assert status(locked, "GET", path, X_Restartix_Emulator_Key=KEY) == 200


def test_a_reset_needs_the_key(locked: Server, name: str) -> None:
    sqs = locked.client("sqs")
    sqs.create_queue(QueueName=name)
    assert status(locked, "POST", "/moto-api/reset") == 403
    assert len(sqs.list_queues(QueueNamePrefix=name)["QueueUrls"]) == 1
    assert status(locked, "POST", "/moto-api/reset", X_Restartix_Emulator_Key=KEY) == 200
    assert "QueueUrls" not in sqs.list_queues(QueueNamePrefix=name)


def test_a_reset_leaves_a_new_account(locked: Server, name: str) -> None:
    locked.client("elasticache").create_user_group(UserGroupId=name, Engine="valkey")
    locked.client("sqs").create_queue(QueueName=name)
    zone = "/client/v4/zones/0123456789abcdef0123456789abcdef/dns_records"
    record = json.dumps({"type": "A", "name": f"{name}.restartix.pro", "content": "192.0.2.1"}).encode()
    urlopen(Request(f"{locked.url}{zone}", record, {"Authorization": "Bearer local"}), timeout=10).close()
    assert {"elasticache:user-group", "sqs:queue", "cloudflare:dns-record"} <= set(locked.page("inventory"))
    assert status(locked, "POST", "/restartix-emulator/reset") == 403
    assert status(locked, "POST", "/restartix-emulator/reset", X_Restartix_Emulator_Key=KEY) == 200
    assert locked.page("inventory") == {}


def test_without_a_key_nobody_has_it(tmp_path: Path) -> None:
    server = start_emulator(tmp_path)
    try:
        assert status(server, "POST", "/moto-api/reset", X_Restartix_Emulator_Key="") == 403
    finally:
        stop(server)
