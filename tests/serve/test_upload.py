"""Articles are taken only by a server that is ``--writable``, only with its token."""

from __future__ import annotations

import shutil
import time
from pathlib import Path

import httpx
import pytest

from tests.serve.conftest import TOKEN, serving

ARTICLE = {
    "id": "visit",
    "date": "2016-02-03",
    "text": "زار وزير الخارجية المصري سامح شكري برلين يوم الأربعاء، والتقى نظيره الألماني.",
}
BEARER = {"Authorization": f"Bearer {TOKEN}"}


def test_a_server_that_is_not_writable_takes_nothing(client: httpx.Client):
    assert client.post("/api/articles", json=ARTICLE, headers=BEARER).status_code == 404


@pytest.fixture(scope="module")
def writable(founding_folder: Path, tmp_path_factory: pytest.TempPathFactory):
    there = Path(shutil.copytree(founding_folder, tmp_path_factory.mktemp("writable") / "graph"))
    with serving(there, "--writable") as client:
        yield client


@pytest.mark.parametrize(
    "headers", [{}, {"Authorization": "Bearer wrong"}, {"Authorization": f"Basic {TOKEN}"}]
)
def test_without_the_token_nothing_is_taken(writable: httpx.Client, headers: dict[str, str]):
    reply = writable.post("/api/articles", json=ARTICLE, headers=headers)
    assert reply.status_code == 401 and reply.headers["www-authenticate"] == "Bearer"


@pytest.mark.parametrize(
    "body",
    ["", "[", "[]", "{}", '{"articles": []}', '{"id": "a", "text": 1}', '{"id": "a", "text": " "}',
     '{"id": "a", "text": "b", "origin": "/etc/passwd"}', '{"id": "a", "text": "\\ud800"}',
     "[" * 100_000, "\xff"],
)  # fmt: skip
def test_what_is_no_article_is_refused(writable: httpx.Client, body: str):
    kind = {"Content-Type": "application/json"}
    reply = writable.post("/api/articles", content=body.encode("latin-1"), headers=BEARER | kind)
    assert reply.status_code == 400


def test_an_article_is_read_and_then_asked_for_without_starting_anew(writable: httpx.Client):
    old = {"query": "SELECT (COUNT(*) AS ?n) { ?a a schema:NewsArticle }", "format": "csv"}
    assert writable.get("/sparql", params=old).text.split() == ["n", "1"]
    odd = {"id": "odd", "date": "gestern", "text": "زار الوزير القاهرة."}
    sent = {"articles": [ARTICLE, odd]}
    reply = writable.post("/api/articles", json=sent, headers=BEARER)
    assert reply.status_code == 202
    job = reply.headers["location"]
    assert writable.get(job).status_code == 401
    until = time.monotonic() + 90
    while (state := writable.get(job, headers=BEARER).json())["state"] in ("waiting", "reading"):
        assert time.monotonic() < until, state
        time.sleep(0.3)
    assert state["state"] == "done", state
    assert state["codes"] == ["K111", "K133"]
    date, undated = state["messages"]
    assert date.startswith("K111: articles:2: date 'gestern' not understood")
    assert undated.startswith("K133: ")
    assert writable.get("/sparql", params=old).text.split() == ["n", "3"]
    found = writable.get("/api/search", params={"name": "سامح شكري"}).json()
    assert found["total"] == 1
