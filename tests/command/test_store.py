"""``kg build --store``: what was built stands on a real server, and goes on where it broke off."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kg.query.remote import Remote
from tests.command.conftest import Command
from tests.conftest import FOUNDING
from tests.graph.servers import free_port, oxigraph, oxigraph_program

pytestmark = pytest.mark.usefixtures("nobody")
needs_oxigraph = pytest.mark.skipif(
    oxigraph_program() is None, reason="the package oxigraph is not installed"
)
SECOND = "التقى وزير الخارجية المصري حسام الشريف نظيره التونسي أنيس الطرابلسي في القاهرة."
"""«The Egyptian foreign minister met his Tunisian counterpart in Cairo»: people are invented."""
COUNT = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"


@needs_oxigraph
def test_a_build_is_on_the_server_and_another_sends_what_is_new(kg: Command, tmp_path: Path):
    graph, more = tmp_path / "graph", tmp_path / "more.jsonl"
    more.write_text(json.dumps({"id": "second", "date": "2016-02-01", "text": SECOND}), "utf-8")
    port = free_port()
    build = ("build", FOUNDING, "--date", "2016-01-21", "-o", graph)
    to = ("--store", f"http://127.0.0.1:{port}/store")

    away = kg(*build, *to)  # nobody listens yet: the graph is there, and the rest can be sent later
    assert away.code == 1 and away.err.startswith(f"K902: http://127.0.0.1:{port}/store: no answer")
    assert (graph / "graph.trig").exists()

    with oxigraph(tmp_path, port) as at:
        done = kg(*build, *to)
        assert done.code == 0, done.err
        assert "2 graphs, 0 of them unchanged, 0 removed" in done.out
        facts = json.loads((graph / "report.json").read_text())["counts"]["facts"]
        assert Remote(f"{at}/query").query(COUNT)[0].n == _count(kg, graph)

        assert "2 graphs, 2 of them unchanged, 0 removed; 0 triples" in kg(*build, *to).out
        grown = kg("build", more, "-o", graph, *to)
        assert "3 graphs, " in grown.out and " 0 removed" in grown.out
        assert Remote(f"{at}/query").query(COUNT)[0].n == _count(kg, graph)
        assert facts < json.loads((graph / "report.json").read_text())["counts"]["facts"]


def _count(kg: Command, graph: Path) -> int:
    return int(json.loads(kg("query", graph, COUNT, "-f", "json").out)[0]["n"])


def test_an_address_that_is_none_is_told_before_anything_is_read(kg: Command, tmp_path: Path):
    done = kg("build", FOUNDING, "-o", tmp_path / "graph", "--store", "localhost:7878/store")
    assert done.code == 1 and done.err.startswith("K904: ")
    assert not (tmp_path / "graph").exists()
