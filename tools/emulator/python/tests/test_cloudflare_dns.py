from __future__ import annotations

from typing import Any

import pytest

from cloudflare import NAME, ZONE, Api, Refused
from conftest import Server

RECORDS = f"/zones/{ZONE}/dns_records"


@pytest.fixture
def api(emulator: Server) -> Api:
    return Api(emulator.url)


def record(api: Api, name: str, **settings: Any) -> Any:
    return api.post(RECORDS, {"type": "A", "name": name, "content": "192.0.2.1", "ttl": 300, **settings})


def test_a_record_is_answered_in_full(api: Api, name: str) -> None:
    made = record(api, f"{name}.{NAME}", comment="web", tags=["b:2", "a:1"])
    for key in ("created_on", "modified_on", "comment_modified_on", "tags_modified_on"):
        assert made.pop(key).endswith("Z")
    assert len(made.pop("id")) == 32
    assert made == {
        "name": f"{name}.{NAME}",
        "type": "A",
        "content": "192.0.2.1",
        "proxiable": True,
        "proxied": False,
        "ttl": 300,
        "settings": {},
        "meta": {},
        "comment": "web",
        "tags": ["a:1", "b:2"],
    }


@pytest.mark.parametrize(
    ("asked", "shown"),
    [
        ({"name": "WWW.{name}."}, {"name": f"www.{{name}}.{NAME}"}),
        ({"name": f"{{name}}.{NAME.upper()}."}, {"name": f"{{name}}.{NAME}"}),
        ({"name": "{name}", "type": "CNAME", "content": "alb.example.com."}, {"content": "alb.example.com"}),
        ({"name": "{name}", "type": "a"}, {"type": "A"}),
        ({"name": "{name}", "proxied": True, "ttl": 300}, {"proxied": True, "ttl": 1}),
        ({"name": "{name}", "comment": ""}, {"comment": None}),
        ({"name": "{name}", "type": "TXT", "content": "v=spf1 -all"}, {"content": '"v=spf1 -all"', "proxiable": False}),
        ({"name": "{name}", "type": "TXT", "content": '"v=spf1 -all"'}, {"content": '"v=spf1 -all"'}),
        ({"name": "{name}", "type": "MX", "content": "mx.test", "priority": 10}, {"priority": 10}),
        (
            {"name": "{name}", "type": "CAA", "data": {"flags": 0, "tag": "issue", "value": "amazon.com"}},
            {"content": '0 issue "amazon.com"'},
        ),
    ],
)
def test_a_record_is_written_cloudflares_way(api: Api, name: str, asked: Any, shown: Any) -> None:
    made = record(api, **{**asked, "name": asked["name"].format(name=name)})
    expected = {key: value.format(name=name) if key == "name" else value for key, value in shown.items()}
    assert {key: made[key] for key in shown} == expected


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        ({"type": "TXT", "content": '"x"', "proxied": True}, 9004),
        ({"content": "alb.example.com"}, 9005),
        ({"type": "AAAA"}, 9006),
        ({"ttl": 5}, 9021),
        ({"content": ""}, 9020),
        ({"type": "MX", "content": "mx.test"}, 9100),
    ],
)
def test_a_record_that_cannot_be_is_refused(api: Api, name: str, asked: Any, code: int) -> None:
    with pytest.raises(Refused, match=f"400 {code}"):
        record(api, name, **asked)


def test_a_name_has_either_a_cname_or_addresses(api: Api, name: str) -> None:
    record(api, name)
    record(api, name, content="192.0.2.2")
    with pytest.raises(Refused, match="400 81058"):
        record(api, name)
    with pytest.raises(Refused, match="400 81057"):
        record(api, name, ttl=600)
    with pytest.raises(Refused, match="400 81053"):
        record(api, name, type="CNAME", content="alb.example.com")
    record(api, f"c.{name}", type="CNAME", content="alb.example.com")
    with pytest.raises(Refused, match="400 81054"):
        record(api, f"c.{name}")
    assert record(api, name, type="TXT", content='"x"')["type"] == "TXT"


def test_a_record_is_found_replaced_edited_and_deleted(api: Api, name: str) -> None:
    made = record(api, name, comment="first")
    path = f"{RECORDS}/{made['id']}"
    assert api.get(path) == made
    [found] = api.get(RECORDS, name=f"{name}.{NAME}", type="A")
    assert found == made
    replaced = api.put(path, {"type": "A", "name": name, "content": "192.0.2.9", "ttl": 1})
    assert (replaced["id"], replaced["content"], replaced["comment"]) == (made["id"], "192.0.2.9", None)
    assert replaced["created_on"] == made["created_on"]
    edited = api.patch(path, {"proxied": True})
    assert (edited["proxied"], edited["content"]) == (True, "192.0.2.9")
    assert api.delete(path) == {"id": made["id"]}
    with pytest.raises(Refused, match="404 81044 Record does not exist."):
        api.get(path)


def test_lists_come_in_pages(api: Api, name: str) -> None:
    for number in range(3):
        record(api, name, content=f"192.0.2.{number + 10}")
    answer = api.call("GET", RECORDS, name=f"{name}.{NAME}", per_page="2", page="2")
    assert len(answer["result"]) == 1
    assert answer["result_info"] == {"page": 2, "per_page": 2, "count": 1, "total_count": 3, "total_pages": 2}
