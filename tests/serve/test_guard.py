"""A question that runs away is ended, and the server answers the next one."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import psutil

from tests.serve.conftest import serving

PRODUCT = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
HEAVY = "SELECT * { ?a ?b ?c . ?d ?e ?f } ORDER BY ?f"
LIGHT = "ASK { ?s a schema:Country }"


def ask(client: httpx.Client, query: str) -> httpx.Response:
    return client.post("/sparql", data={"query": query})


def test_a_cartesian_product_is_stopped_in_time(client: httpx.Client):
    start = time.monotonic()
    reply = ask(client, PRODUCT)
    assert reply.status_code == 503 and "2 seconds" in reply.json()["error"]
    assert time.monotonic() - start < 6
    assert ask(client, LIGHT).json()["boolean"] is True


def test_many_products_at_once_leave_the_server_answering_and_no_process_behind(folder: Path):
    with serving(folder, "--seconds", "1", "--workers", "2") as client:
        ask(client, LIGHT)
        with ThreadPoolExecutor(6) as pool:
            # each another query: equal ones are worked out once
            told = [pool.submit(ask, client, PRODUCT + " #" + "x" * n) for n in range(6)]
            page = client.get("/api/search", params={"name": "فرنسا"})
            assert page.json()["total"] == 1  # the pages have processes of their own
            assert {reply.result().status_code for reply in told} == {503}
        assert ask(client, LIGHT).json()["boolean"] is True
        mine = [p for p in psutil.Process().children(recursive=True) if _worker(p)]
        assert len(mine) <= 4 + 4  # two for queries, two for pages; those of the other server
        until = time.monotonic() + 10  # new processes first read their modules
        while (busy := sum(p.cpu_percent(0.2) for p in mine)) > 20:
            assert time.monotonic() < until, busy


def _worker(process: psutil.Process) -> bool:
    return "spawn_main" in " ".join(process.cmdline())


def test_memory_has_an_end(client: httpx.Client):
    # the time limit must not be what stops it
    reply = ask(client, HEAVY)
    assert reply.status_code == 503
    assert ask(client, LIGHT).json()["boolean"] is True


def test_a_long_answer_is_cut_and_says_so(client: httpx.Client):
    reply = ask(client, "SELECT * { ?s ?p ?o }")
    assert len(reply.json()["results"]["bindings"]) == 500
    assert reply.headers["khabar-cut-at"] == "500"
    graph = ask(client, "CONSTRUCT WHERE { ?s ?p ?o }")
    assert graph.headers["khabar-cut-at"] == "500"
    assert "khabar-cut-at" not in ask(client, "SELECT * { ?s ?p ?o } LIMIT 500").headers
