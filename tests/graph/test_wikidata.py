"""Reconciliation with Wikidata, against a stand-in on loopback."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from pyoxigraph import Literal, NamedNode, Quad, Store

from kg.errors import KhabarError
from kg.graph.wikidata import Wikidata, reconciled
from kg.triple.vocabulary import DATA, ENTITY_CLASS, OWL, RDF, RDFS, WD


def item(label: str, *kinds: str, aliases: tuple[str, ...] = (), placed: bool = False) -> Any:
    claims: dict[str, Any] = {
        "P31": [{"mainsnak": {"datavalue": {"value": {"id": k}}}} for k in kinds]
    }
    if placed:
        claims["P625"] = [{}]
    return {
        "labels": {"ar": {"value": label}},
        "aliases": {"ar": [{"value": a} for a in aliases]},
        "claims": claims,
    }


WORLD = {
    "Q1": item("سامي الحفناوي", "Q5"),
    "Q2": item("سامي الحفناوى", "Q11424"),  # a film of the same name
    "Q3": item("نادي الحفناوي", "Q5"),
    "Q4": item("نادي الحفناوي", "Q5"),
    "Q5000": item("شبرقان", "Q515", aliases=("الشبرقان",), placed=True),
    "Q6": item("بلد الشبرقان", "Q6256", placed=True),
}


class Stand(BaseHTTPRequestHandler):
    """Search by words of the label, entities by id; and what goes wrong first."""

    faults: list[tuple[int, str, dict[str, str]]]
    asked: list[str]

    def do_GET(self) -> None:
        question = {k: v[0] for k, v in parse_qs(urlsplit(self.path).query).items()}
        self.asked.append(question["action"])
        assert "Khabar" in self.headers["User-Agent"] and question["maxlag"] == "5"
        code, body, headers = self.faults.pop(0) if self.faults else (200, "", {})
        if not body and code == 200:
            if question["action"] == "wbsearchentities":
                last = question["search"].split()[-1]
                hits = [i for i, told in WORLD.items() if last[-5:] in json.dumps(told,
                        ensure_ascii=False)]  # fmt: skip
                body = json.dumps({"search": [{"id": i} for i in hits]})
            else:
                body = json.dumps({"entities": {i: WORLD[i] for i in question["ids"].split("|")}})
        self.send_response(code)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body.encode())

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def server() -> Iterator[tuple[str, type[Stand]]]:
    handler = type("Handler", (Stand,), {"faults": [], "asked": []})
    http = HTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=http.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{http.server_port}/api", handler
    http.shutdown()


def told(*nodes: tuple[str, str, str], linked: str = "") -> Store:
    store = Store()
    for name, kind, label in nodes:
        node = NamedNode(DATA + name)
        store.add(Quad(node, RDF.type, ENTITY_CLASS[kind]))
        store.add(Quad(node, RDFS.label, Literal(label, language="ar")))
        if name == linked:
            store.add(Quad(node, OWL.sameAs, NamedNode(WD + "Q9")))
    return store


def links(store: Store, source: Wikidata) -> dict[str, str]:
    return {row.item.removeprefix(DATA): row.value for row in reconciled(store, source)}


def test_only_what_is_surely_one_item_is_linked(
    server: tuple[str, type[Stand]], tmp_path: Path
) -> None:
    source = Wikidata(tmp_path / "w.sqlite", server[0], pause=0)
    store = told(
        ("man", "PER", "سامى الحفناوي"),  # another spelling of Q1; the film is no person
        ("two", "PER", "نادي الحفناوي"),  # Q3 or Q4: nobody can tell
        ("town", "LOC", "الشبرقان"),  # an alias of Q5000; the country is no town
        ("bank", "ORG", "بنك الشبرقان"),  # no item has this name
        ("known", "PER", "سامي الحفناوي"),
        ("first", "PER", "الحفناوي"),  # one name is too little to ask for
        linked="known",
    )
    assert links(store, source) == {"man": "Q1", "town": "Q5000"}


def test_what_was_answered_is_not_asked_again(
    server: tuple[str, type[Stand]], tmp_path: Path
) -> None:
    url, handler = server
    store = told(("man", "PER", "سامي الحفناوي"))
    first = Wikidata(tmp_path / "w.sqlite", url, pause=0)
    assert links(store, first) == {"man": "Q1"}
    first.close()
    count = len(handler.asked)
    assert links(store, Wikidata(tmp_path / "w.sqlite", url, pause=0)) == {"man": "Q1"}
    assert len(handler.asked) == count == 2


def test_a_lagging_server_is_asked_again_and_a_dead_one_told(
    server: tuple[str, type[Stand]], tmp_path: Path
) -> None:
    url, handler = server
    lag = json.dumps({"error": {"code": "maxlag"}})
    handler.faults = [(429, "", {"Retry-After": "0"}), (200, lag, {"Retry-After": "0"})]
    store = told(("man", "PER", "سامي الحفناوي"))
    assert links(store, Wikidata(tmp_path / "a.sqlite", url, pause=0.01)) == {"man": "Q1"}
    handler.faults = [(403, "", {})]
    with pytest.raises(KhabarError) as error:
        links(store, Wikidata(tmp_path / "b.sqlite", url, pause=0.01))
    assert error.value.code == "K311" and "403" in str(error.value)
    handler.faults = [(200, "no json", {})] * 9
    with pytest.raises(KhabarError, match="K311"):
        links(store, Wikidata(tmp_path / "c.sqlite", url, pause=0.01))
