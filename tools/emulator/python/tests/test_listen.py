"""What the HTTP server owes its clients: open connections, bodies of every kind, many at once."""

from __future__ import annotations

import http.client
import socket
import threading
from typing import Iterator

from conftest import REGION, Server

AUTHORIZATION = f"AWS4-HMAC-SHA256 Credential=a/20260101/{REGION}/s3/aws4_request, Signature=x"


def port_of(server: Server) -> int:
    return int(server.url.rsplit(":", 1)[1])


def test_a_connection_serves_many_calls(emulator: Server) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", port_of(emulator), timeout=10)
    connection.connect()
    used = connection.sock
    for number in range(20):
        connection.request("GET" if number % 2 else "HEAD", "/", headers={"Authorization": AUTHORIZATION})
        answer = connection.getresponse()
        answer.read()
        assert answer.getheader("Connection", "").lower() != "close"
        assert connection.sock is used
    connection.close()


def test_a_refusal_keeps_the_connection_too(emulator: Server) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", port_of(emulator), timeout=10)
    for method in ("GET", "HEAD", "GET"):
        connection.request(method, "/none?versioning", headers={"Authorization": AUTHORIZATION})
        answer = connection.getresponse()
        answer.read()
        assert answer.status == 404
    connection.close()


def test_large_objects_come_back_whole(emulator: Server, name: str) -> None:
    s3, body = emulator.client("s3"), b"0123456789abcdef" * 2**20
    s3.create_bucket(Bucket=name, CreateBucketConfiguration={"LocationConstraint": REGION})
    s3.put_object(Bucket=name, Key="a/b", Body=body)
    assert s3.get_object(Bucket=name, Key="a/b")["Body"].read() == body


def test_a_key_keeps_its_encoded_slash(emulator: Server, name: str) -> None:
    s3 = emulator.client("s3")
    s3.create_bucket(Bucket=name, CreateBucketConfiguration={"LocationConstraint": REGION})
    for key in ("a//b", "a%2Fb", "ä b+c"):
        s3.put_object(Bucket=name, Key=key, Body=key.encode())
        assert s3.get_object(Bucket=name, Key=key)["Body"].read() == key.encode()


def test_a_body_may_come_in_chunks(emulator: Server, name: str) -> None:
    emulator.client("s3").create_bucket(Bucket=name, CreateBucketConfiguration={"LocationConstraint": REGION})

    def chunks() -> Iterator[bytes]:
        yield from (b"one ", b"two ", b"three")

    connection = http.client.HTTPConnection("127.0.0.1", port_of(emulator), timeout=10)
    headers = {"Authorization": AUTHORIZATION, "Transfer-Encoding": "chunked"}
    connection.request("PUT", f"/{name}/key", chunks(), headers, encode_chunked=True)
    assert connection.getresponse().status == 200
    assert emulator.client("s3").get_object(Bucket=name, Key="key")["Body"].read() == b"one two three"


def test_a_client_that_asks_first_is_told_to_continue(emulator: Server) -> None:
    head = ["PUT /none/key HTTP/1.1", "Host: localhost", f"Authorization: {AUTHORIZATION}", "Content-Length: 4"]
    with socket.create_connection(("127.0.0.1", port_of(emulator)), timeout=10) as client:
        client.sendall("\r\n".join([*head, "Expect: 100-continue", "", ""]).encode())
        assert client.recv(100).startswith(b"HTTP/1.1 100 Continue")
        client.sendall(b"body")
        assert client.recv(1000).startswith(b"HTTP/1.1 404")


def test_a_hundred_idle_connections_hold_up_nobody(emulator: Server) -> None:
    idle = [socket.create_connection(("127.0.0.1", port_of(emulator)), timeout=10) for _ in range(120)]
    answered: list[str] = []

    def ask() -> None:
        answered.append(emulator.client("sts").get_caller_identity()["Account"])

    threads = [threading.Thread(target=ask) for _ in range(8)]
    for each in threads:
        each.start()
    for each in threads:
        each.join(20)
    for each in idle:
        each.close()
    assert len(answered) == 8
