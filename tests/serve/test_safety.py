"""Safe by default: who may ask, what is carried out, what is never told."""

from __future__ import annotations

import contextlib
import shutil
import socket
import time
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest

from tests.serve.conftest import serving

PATHS = ["/", "/query", "/graph", "/sparql?query=ASK%7B%7D", "/api/questions", "/nowhere",
         "/api/entity?iri=kg:x", "/sparql?query=x", "/id/country/FR"]  # fmt: skip


@pytest.mark.parametrize("path", PATHS)
def test_every_answer_carries_its_headers_and_no_wildcard(client: httpx.Client, path: str):
    reply = client.get(path, headers={"Origin": "https://evil.example"})
    assert "frame-ancestors 'none'" in reply.headers["content-security-policy"]
    assert reply.headers["x-content-type-options"] == "nosniff"
    assert reply.headers["referrer-policy"] == "no-referrer"
    assert not [name for name in reply.headers if name.startswith("access-control")]
    assert "server" not in reply.headers


def test_a_preflight_of_another_origin_is_not_granted(client: httpx.Client):
    asked = {"Origin": "https://evil.example", "Access-Control-Request-Method": "POST"}
    reply = client.options("/api/articles", headers=asked)
    assert reply.status_code in (404, 405)
    assert not [name for name in reply.headers if name.startswith("access-control")]


@pytest.mark.parametrize("host", ["evil.example", "localhost.evil.example", "", "127.0.0.1@evil"])
def test_another_host_is_refused(client: httpx.Client, host: str):
    assert client.get("/", headers={"Host": host}).status_code in (400, 421)


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST:80", "127.0.0.1:1", "[::1]:8765"])
def test_the_names_of_this_machine_are_let_in(client: httpx.Client, host: str):
    assert client.get("/", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize(
    "path",
    [
        "/asset/../app.py",
        "/asset/..%2fapp.py",
        "/asset/%2e%2e/%2e%2e/errors.py",
        "/asset//etc/passwd",
        "/id/../../../../etc/passwd",
        "/id/..%2f..%2f..%2fetc%2fpasswd",
        "/graph/../facts.sqlite",
        "/facts.sqlite",
        "/graph.trig",
        "/report.json",
        "/corrections.tsv",
        "/asset/..\\app.py",
        "/asset/page.css%00.py",
    ],
)
def test_no_path_leads_to_a_file(client: httpx.Client, path: str):
    told = raw(client, f"GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
    assert told.split(b" ", 2)[1] in (b"404", b"400")
    assert b"root:" not in told and b"import" not in told


def test_errors_tell_nothing_of_this_machine(client: httpx.Client, folder: Path):
    for path in (*PATHS, "/api/sentences?of=%00", "/api/facts", "/id/%ff", "/api/questions/x"):
        body = client.get(path).content.decode("utf-8", "replace")
        for secret in (str(folder), folder.parent.name, "Traceback", "site-packages", ".py"):
            assert secret not in body or path == "/graph", (path, secret)


def test_a_folder_that_goes_away_is_told_without_its_name(folder: Path, tmp_path: Path):
    there = Path(shutil.copytree(folder, tmp_path / "private-place"))
    with serving(there) as client:
        shutil.rmtree(there)
        reply = client.get("/sparql", params={"query": "ASK {}"})
        assert reply.status_code == 503 and "private-place" not in reply.text
        assert client.get("/graph").status_code == 503


def test_large_requests_are_refused_before_they_are_read(client: httpx.Client):
    query = "ASK { } #" + "x" * (10 << 20)
    kind = {"Content-Type": "application/sparql-query"}
    assert client.post("/sparql", content=query, headers=kind).status_code == 413
    assert client.post("/sparql", data={"query": query}).status_code == 413
    head = "POST /sparql HTTP/1.1\r\nHost: localhost\r\nContent-Length: 99999999999\r\n"
    kinds = "Content-Type: application/sparql-query\r\nConnection: close\r\n\r\n"
    assert b" 413 " in raw(client, head + kinds)
    long = "GET /?x=" + "x" * (1 << 20) + " HTTP/1.1\r\nHost: localhost\r\n\r\n"
    assert b" 200 " not in raw(client, long)
    assert client.get("/").status_code == 200


def test_chunks_are_counted_too(client: httpx.Client):
    def endless():
        for _ in range(1_000):
            yield b"x" * 65536

    kind = {"Content-Type": "application/sparql-query"}
    with contextlib.suppress(httpx.WriteError, httpx.RemoteProtocolError):  # hung up on: as good
        assert client.post("/sparql", content=endless(), headers=kind).status_code == 413
    assert client.get("/").status_code == 200


def test_slow_visitors_keep_nobody_waiting(client: httpx.Client):
    slow = [connection(client) for _ in range(100)]
    for one in slow:
        one.sendall(b"POST /sparql HTTP/1.1\r\nHost: localhost\r\nContent-Le")
    start = time.monotonic()
    assert client.get("/sparql", params={"query": "ASK {}"}).status_code == 200
    assert time.monotonic() - start < 2
    slow[0].settimeout(25)
    assert slow[0].recv(100) == b""  # hung up on
    for one in slow:
        one.close()


def connection(client: httpx.Client) -> socket.socket:
    parts = urlsplit(str(client.base_url))
    return socket.create_connection((parts.hostname, parts.port), 10)


def raw(client: httpx.Client, request: str) -> bytes:
    with connection(client) as line:
        told = b""
        try:
            line.sendall(request.encode("latin-1"))
            while part := line.recv(65536):
                told += part
        except (ConnectionError, TimeoutError):
            pass
    return told
