"""What holds for every call of the Cloudflare API: its zones, who may call, what is recorded and what is left."""

from __future__ import annotations

from pathlib import Path
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest

from cloudflare import ACCOUNT, NAME, ZONE, Api, Refused
from conftest import Server, start_emulator, stop

OTHER = "f" * 32


@pytest.fixture
def api(emulator: Server) -> Api:
    return Api(emulator.url)


def test_the_default_zone_is_found_by_its_name(api: Api) -> None:
    answer = api.call("GET", "/zones", name=NAME)
    [zone] = answer["result"]
    assert (zone["id"], zone["account"]["id"], zone["status"]) == (ZONE, ACCOUNT, "active")
    assert answer["result_info"] == {"page": 1, "per_page": 20, "count": 1, "total_count": 1, "total_pages": 1}
    assert api.get(f"/zones/{ZONE}") == zone
    assert api.get("/zones", name="example.com") == []


def test_a_start_names_its_zones(tmp_path: Path) -> None:
    server = start_emulator(tmp_path, EMULATOR_CLOUDFLARE_ZONES=f"a.test={'a' * 32},b.test={'b' * 32}")
    try:
        api = Api(server.url)
        assert [(each["name"], each["id"][0]) for each in api.get("/zones")] == [("a.test", "a"), ("b.test", "b")]
        with pytest.raises(Refused, match="403 9109"):
            api.get(f"/zones/{ZONE}")
    finally:
        stop(server)


def test_a_zone_without_a_proper_id_does_not_start(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError, match="EMULATOR_CLOUDFLARE_ZONES: 'a.test=1' is no list of zones"):
        start_emulator(tmp_path, EMULATOR_CLOUDFLARE_ZONES="a.test=1")


@pytest.mark.parametrize(
    ("path", "status", "code"),
    [
        (f"/zones/{OTHER}", 403, 9109),
        (f"/zones/{OTHER}/dns_records", 403, 10000),
        (f"/accounts/{OTHER}/tokens", 403, 10000),
        (f"/zones/{NAME}/dns_records", 404, 7003),
        (f"/zones/{ZONE}/dns_records/1", 404, 7003),
        (f"/zones/{ZONE}/dns_records/{OTHER}", 404, 81044),
        (f"/zones/{ZONE}/pagerules/{OTHER}", 404, 1002),
        (f"/zones/{ZONE}/rulesets/{OTHER}", 404, 10003),
        (f"/zones/{ZONE}/custom_hostnames/fallback_origin", 404, 1551),
        (f"/user/tokens/{OTHER}", 404, 1003),
    ],
)
def test_what_is_not_there_is_refused(api: Api, path: str, status: int, code: int) -> None:
    with pytest.raises(Refused) as refused:
        api.get(path)
    assert (refused.value.status, refused.value.code) == (status, code)
    assert refused.value.envelope["result"] is None


def test_a_caller_without_a_token_is_refused_except_for_addresses(emulator: Server) -> None:
    nobody = Api(emulator.url, token=None)
    with pytest.raises(Refused, match="403 10000 Authentication error"):
        nobody.get("/zones")
    addresses = nobody.get("/ips")
    assert "173.245.48.0/20" in addresses["ipv4_cidrs"]
    assert "2400:cb00::/32" in addresses["ipv6_cidrs"]


def test_what_it_lacks_is_said_at_once(api: Api) -> None:
    with pytest.raises(Refused, match="501 .* the emulator does not have this operation"):
        api.post(f"/zones/{ZONE}/purge_cache", {"purge_everything": True})


def test_a_body_that_is_no_json_is_refused(emulator: Server) -> None:
    request = Request(f"{emulator.url}/client/v4/user/tokens", b"{", {"Authorization": "Bearer any"}, method="POST")
    with pytest.raises(HTTPError, match="400"):
        urlopen(request, timeout=10)


def test_calls_are_recorded_by_method_and_template(api: Api, emulator: Server) -> None:
    before = len(emulator.recorded())
    api.get(f"/zones/{ZONE}/settings/ssl")
    with pytest.raises(Refused):
        api.get(f"/zones/{OTHER}/rulesets")
    calls = [(each["service"], each["operation"], each["status"]) for each in emulator.recorded()[before:]]
    assert calls == [
        ("cloudflare", "GET /zones/{zone_id}/settings/{setting}", 200),
        ("cloudflare", "GET /zones/{zone_id}/rulesets", 403),
    ]


def test_a_bucket_may_be_called_like_the_api(emulator: Server) -> None:
    s3 = emulator.client("s3", "us-east-1")
    s3.create_bucket(Bucket="client")
    s3.put_object(Bucket="client", Key="v4/zones", Body=b"mine")
    assert s3.get_object(Bucket="client", Key="v4/zones")["Body"].read() == b"mine"


def test_what_a_user_made_is_in_the_inventory_until_it_is_deleted(tmp_path: Path) -> None:
    server = start_emulator(tmp_path)
    try:
        api = Api(server.url)
        zone = f"/zones/{ZONE}"
        record = api.post(f"{zone}/dns_records", {"type": "A", "name": "www", "content": "192.0.2.1", "ttl": 1})
        target = {"target": "url", "constraint": {"operator": "matches", "value": f"www.{NAME}/*"}}
        rule = api.post(f"{zone}/pagerules", {"targets": [target], "actions": [{"id": "disable_apps"}]})
        ruleset = api.post(f"{zone}/rulesets", {"name": "waf", "kind": "zone", "phase": "http_request_firewall_custom"})
        api.put(f"{zone}/custom_hostnames/fallback_origin", {"origin": f"www.{NAME}"})
        api.patch(f"{zone}/settings/min_tls_version", {"value": "1.2"})
        group = {"id": api.get("/user/tokens/permission_groups")[0]["id"]}
        policy = {"effect": "allow", "permission_groups": [group], "resources": {"com.cloudflare.api.user.1": "*"}}
        token = api.post("/user/tokens", {"name": "saas", "policies": [policy]})
        assert server.page("inventory") == {
            "cloudflare:dns-record": [f"A www.{NAME}"],
            "cloudflare:fallback-origin": [f"www.{NAME}"],
            "cloudflare:page-rule": [rule["id"]],
            "cloudflare:ruleset": ["http_request_firewall_custom waf"],
            "cloudflare:token": ["saas"],
        }
        for path in (
            f"{zone}/dns_records/{record['id']}",
            f"{zone}/pagerules/{rule['id']}",
            f"{zone}/rulesets/{ruleset['id']}",
            f"{zone}/custom_hostnames/fallback_origin",
            f"/user/tokens/{token['id']}",
        ):
            api.delete(path)
        assert server.page("inventory") == {}
    finally:
        stop(server)


def test_answers_are_compact_json(emulator: Server) -> None:
    asked = Request(f"{emulator.url}/client/v4/zones/{ZONE}", headers={"Authorization": "Bearer any"})
    with urlopen(asked, timeout=10) as answer:
        assert answer.read().startswith(b'{"result":{"id":"')
