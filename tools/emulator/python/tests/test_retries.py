"""A call made again after a late answer is executed once; what was refused is tried anew."""

from __future__ import annotations

import io
import threading
import uuid
from collections import OrderedDict
from typing import Any, Callable, Iterable

import pytest
from botocore.exceptions import ClientError

from conftest import REGION, Server
from restartix_emulator import retries
from restartix_emulator.retries import Retries

AUTHORIZATION = f"AWS4-HMAC-SHA256 Credential=a/20260101/{REGION}/secretsmanager/aws4_request, Signature=x"


def with_invocation(client: Any, identity: str) -> Any:
    """A client whose every call is an attempt of the same one."""

    def name(request: Any, **_: Any) -> None:
        request.headers["amz-sdk-invocation-id"] = identity

    client.meta.events.register("before-send", name)
    return client


@pytest.mark.parametrize(
    ("service", "method", "arguments", "answered"),
    [
        ("secretsmanager", "create_secret", {"Name": "{}", "SecretString": "a"}, "VersionId"),
        ("ec2", "create_vpc", {"CidrBlock": "10.7.0.0/16"}, "Vpc"),
        ("iam", "create_role", {"RoleName": "{}", "AssumeRolePolicyDocument": "-"}, "Role"),
        ("scheduler", "create_schedule_group", {"Name": "{}"}, "ScheduleGroupArn"),
    ],
)
def test_a_second_attempt_gets_the_first_answer(
    emulator: Server, name: str, service: str, method: str, arguments: dict[str, str], answered: str
) -> None:
    client = with_invocation(emulator.client(service), str(uuid.uuid4()))
    given = {key: value.format(name) for key, value in arguments.items()}
    # Filled in by the SDK once a call, not once an attempt.
    given |= {"ClientRequestToken": str(uuid.uuid4())} if service == "secretsmanager" else {}
    given |= {"ClientToken": str(uuid.uuid4())} if service == "scheduler" else {}
    first, second = getattr(client, method)(**given), getattr(client, method)(**given)
    assert first[answered] == second[answered]
    assert "repeated" not in emulator.recorded()[-2]
    assert emulator.recorded()[-1]["repeated"] is True


def test_a_token_alone_is_enough(emulator: Server, name: str) -> None:
    secrets, token = emulator.client("secretsmanager"), str(uuid.uuid4())
    first = secrets.create_secret(Name=name, ClientRequestToken=token)["ARN"]
    assert secrets.create_secret(Name=name, ClientRequestToken=token)["ARN"] == first


def test_a_token_that_the_model_does_not_mark_is_one(emulator: Server, network: dict[str, Any]) -> None:
    ec2, tokens = emulator.client("ec2"), [str(uuid.uuid4()) for _ in range(2)]
    given = {"VpcId": network["vpc"], "ServiceName": f"com.amazonaws.{REGION}.dynamodb"}
    first, second, other = (
        ec2.create_vpc_endpoint(**given, ClientToken=token)["VpcEndpoint"]["VpcEndpointId"]
        for token in (tokens[0], tokens[0], tokens[1])
    )
    assert first == second != other


def test_another_call_is_executed(emulator: Server, name: str) -> None:
    secrets = emulator.client("secretsmanager")
    secrets.create_secret(Name=name)
    with pytest.raises(ClientError, match="ResourceExistsException"):
        secrets.create_secret(Name=name)


def test_a_refused_call_is_tried_again(emulator: Server, name: str) -> None:
    again, iam = with_invocation(emulator.client("iam"), str(uuid.uuid4())), emulator.client("iam")
    with pytest.raises(ClientError, match="NoSuchEntity"):
        again.tag_role(RoleName=name, Tags=[{"Key": "a", "Value": "b"}])
    iam.create_role(RoleName=name, AssumeRolePolicyDocument="{}")
    again.tag_role(RoleName=name, Tags=[{"Key": "a", "Value": "b"}])
    assert iam.list_role_tags(RoleName=name)["Tags"] == [{"Key": "a", "Value": "b"}]


class Slow:
    """An AWS whose answers wait until they may come."""

    def __init__(self, statuses: Iterable[str] = ("200 OK",)) -> None:
        self.statuses = iter(statuses)
        self.called = 0
        self.entered = threading.Event()
        self.go = threading.Event()

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        self.called += 1
        number = self.called
        self.entered.set()
        self.go.wait(10)
        start_response(next(self.statuses), [])
        return [f"answer {number}".encode()]


def ask(app: Retries, identity: str, body: bytes = b'{"Name":"a"}') -> bytes:
    environ = {
        "REQUEST_METHOD": "POST",
        "PATH_INFO": "/",
        "CONTENT_TYPE": "application/x-amz-json-1.1",
        "HTTP_AUTHORIZATION": AUTHORIZATION,
        "HTTP_X_AMZ_TARGET": "secretsmanager.CreateSecret",
        "HTTP_AMZ_SDK_INVOCATION_ID": identity,
        "wsgi.input": io.BytesIO(body),
    }
    return b"".join(app(environ, lambda *_: None))


def test_an_attempt_waits_for_one_that_still_runs() -> None:
    aws = Slow()
    app, answers = Retries(aws), []
    attempts = [threading.Thread(target=lambda: answers.append(ask(app, "one"))) for _ in range(4)]
    attempts[0].start()
    assert aws.entered.wait(5)
    for each in attempts[1:]:
        each.start()
    aws.go.set()
    for each in attempts:
        each.join(10)
    assert answers == [b"answer 1"] * 4
    assert aws.called == 1


def test_who_waited_for_a_refusal_tries_for_itself() -> None:
    aws = Slow(["503 Service Unavailable", "200 OK"])
    app, answers = Retries(aws), []
    attempts = [threading.Thread(target=lambda: answers.append(ask(app, "one"))) for _ in range(2)]
    attempts[0].start()
    assert aws.entered.wait(5)
    attempts[1].start()
    aws.go.set()
    for each in attempts:
        each.join(10)
    assert sorted(answers) == [b"answer 1", b"answer 2"]


def test_what_is_remembered_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(retries, "_KEPT", 3)
    aws = Slow(["200 OK"] * 20)
    aws.go.set()
    app = Retries(aws)
    for number in range(10):
        ask(app, f"call-{number}")
    kept: OrderedDict[str, Any] = app._answers
    assert len(kept) == 3
    assert ask(app, "call-9") == b"answer 10"
    assert ask(app, "call-0") == b"answer 11"

    monkeypatch.setattr(retries, "_KEPT_BYTES", len(b"answer 10") * 2)
    ask(app, "call-more")
    assert len(kept) <= 2
    assert app._bytes <= retries._KEPT_BYTES


def test_another_body_under_the_same_id_is_another_call() -> None:
    aws = Slow(["200 OK"] * 2)
    aws.go.set()
    app = Retries(aws)
    assert ask(app, "one") != ask(app, "one", b'{"Name":"b"}')
