"""Importing dumps: GeoNames, Wikidata and RDF in small, good rows and bad ones."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from kg.entity.base import KnowledgeBase
from tests.command.conftest import Command


def place(number: int, names: str, people: int, code: str = "PPL", country: str = "IQ") -> str:
    cells = [str(number), "X", "X", names, "33.3", "44.4", "P", code, country, *[""] * 10]
    cells[14] = str(people)
    return "\t".join(cells)


GEONAMES = "\n".join(
    (
        place(1, "Nahriyya,نهرية,النهرية,نهريه‌", 900),
        place(2, "نهريّة", 50_000),
        place(3, "Kaveh,کاوه,گلشن", 7),  # Persian letters: no Arabic name
        place(4, "سهل الصفصاف", 10, country="SY"),
    )
)


def item(qid: str, label: str, of: str, *aliases: str) -> str:
    claim = {"mainsnak": {"datavalue": {"value": {"id": of}}}}
    told = {
        "id": qid,
        "labels": {"ar": {"value": label}, "en": {"value": "x"}},
        "aliases": {"ar": [{"value": a} for a in aliases]},
        "claims": {"P31": [claim]},
    }
    return json.dumps(told) + ","


WIKIDATA = "\n".join(
    (
        "[",
        item("Q900000001", "سامي النهري", "Q5", "أبو | سالم", "Sami"),
        item("Q900000002", "مجرة بعيدة", "Q318"),
        json.dumps({"id": "Q900000003", "labels": [], "claims": {"P31": "?"}}) + ",",
        "]",
    )
)
TURTLE = """
@prefix schema: <https://schema.org/> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix wd: <http://www.wikidata.org/entity/> .
<urn:a> a schema:Organization ; rdfs:label "اتحاد الأنهار"@ar, "Union"@en ;
  skos:altLabel "الاتحاد النهري"@ar ; owl:sameAs wd:Q900000004 .
<urn:b> a schema:Country, schema:Place ; skos:prefLabel "نهرستان"@ar .
<urn:c> rdfs:label "بلا نوع"@ar .
"""


@pytest.fixture
def rows(kg: Command, tmp_path: Path):
    def imported(name: str, text: str, *options: str) -> dict[str, tuple[str, ...]]:
        path, table = tmp_path / name, tmp_path / "own.tsv"
        if name.endswith(".gz"):
            path.write_bytes(gzip.compress(text.encode()))
        else:
            path.write_text(text, "utf-8")
        done = kg("kb", "import", path, "-o", table, *options)
        assert done.code == 0, done.err
        base = KnowledgeBase.load([table])
        assert not base.skipped
        own = [e for e in base.entries.values() if e.kind == "own"]
        assert f"{len(own)} names" in done.out
        return {e.name: (e.type, *e.others, e.qid or "") for e in own}

    return imported


def test_geonames(rows):
    assert rows("IQ.txt", GEONAMES) == {"نهريّة": ("LOC", ""), "سهل الصفصاف": ("LOC", "")}
    assert list(rows("IQ.txt.gz", GEONAMES, "--country", "sy")) == ["سهل الصفصاف"]


def test_wikidata(rows):
    found = rows("items.json", WIKIDATA)
    assert found == {"سامي النهري": ("PER", "أبو سالم", "Q900000001")}


def test_a_country_that_is_not_in_the_dump_is_told_with_those_that_are(kg: Command, tmp_path):
    (tmp_path / "IQ.txt").write_text(GEONAMES, "utf-8")
    done = kg("kb", "import", tmp_path / "IQ.txt", "-o", tmp_path / "x.tsv", "--country", "jo")
    assert done.code == 1 and done.err.startswith("K216") and "JO" in done.err
    assert "IQ, SY" in done.err


def test_what_a_dump_calls_a_thing_is_kept(kg: Command, tmp_path: Path):
    for name, text, row in (
        ("IQ.txt", GEONAMES, "سهل الصفصاف\tLOC\t\t\tX\thttps://sws.geonames.org/4/"),
        ("my.ttl", TURTLE, "اتحاد الأنهار\tORG\tالاتحاد النهري\tQ900000004\tUnion\turn:a"),
        ("items.json", WIKIDATA, "سامي النهري\tPER\tأبو سالم\tQ900000001\tx"),
    ):
        (tmp_path / name).write_text(text, "utf-8")
        kg("kb", "import", tmp_path / name, "-o", tmp_path / "own.tsv")
        assert row in (tmp_path / "own.tsv").read_text("utf-8").splitlines()


def test_a_class_that_is_not_known_is_told(kg: Command, tmp_path: Path, caplog):
    odd = '<urn:d> a <https://example.org/Odd> ; rdfs:label "جماعة المهرة"@ar .'
    (tmp_path / "my.ttl").write_text(TURTLE + odd, "utf-8")
    kg("kb", "import", tmp_path / "my.ttl", "-o", tmp_path / "own.tsv")
    (told,) = [r.message for r in caplog.records if r.message.startswith("K215")]
    assert (
        ": 2 with an Arabic name left out" in told and "(<https://example.org/Odd>, none)" in told
    )
    assert "https://schema.org/Person" in told


def test_rdf(rows):
    assert rows("my.ttl", TURTLE) == {
        "اتحاد الأنهار": ("ORG", "الاتحاد النهري", "Q900000004"),
        "نهرستان": ("CTRY", ""),
    }


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("a.txt", "سطر واحد\n", "K209"),
        ("b.txt", GEONAMES + "\nbroken\trow\n", "K209"),
        ("c.json", '[\n{"id": \n', "K209"),
        ("d.ttl", "<urn:a> a", "K209"),
        ("e.txt", b"\xff\xfe\xff", "K202"),
        ("f.gz", b"no gzip", "K208"),
        ("g.json", "[\n]\n", "K210"),
        ("h.txt", "", "K209"),
    ],
)
def test_bad_dumps_are_one_line(kg: Command, tmp_path: Path, name: str, content, code: str):
    raw = content if isinstance(content, bytes) else content.encode()
    (tmp_path / name).write_bytes(raw)
    done = kg("kb", "import", tmp_path / name, "-o", tmp_path / "own.tsv")
    assert done.code == 1 and done.err.startswith(code), done.err
    assert done.err.count("\n") == 1 and not (tmp_path / "own.tsv").exists()
    assert kg("kb", "import", tmp_path / "nowhere", "-o", tmp_path / "x").err.startswith("K208")


def test_a_build_takes_tables_and_rdf(kg: Command, tmp_path: Path):
    (tmp_path / "a.txt").write_text("اجتمع اتحاد الأنهار في باريس يوم أمس مع الصحفيين", "utf-8")
    (tmp_path / "my.ttl").write_text(TURTLE, "utf-8")
    graph = tmp_path / "graph"
    done = kg(
        "build", "--date", "2026-01", tmp_path / "a.txt", "--kb", tmp_path / "my.ttl", "-o", graph
    )
    assert done.code == 0, done.err
    assert "my.ttl.tsv" in (graph / "graph.ttl").read_text("utf-8")
    same = "SELECT ?o { ?e rdfs:label 'اتحاد الأنهار'@ar, 'Union'@en ; owl:sameAs ?o } ORDER BY ?o"
    linked = kg("query", graph, same, "-f", "csv").out.split()
    assert linked == ["o", "wd:Q900000004", "urn:a"] or linked == ["o", "urn:a", "wd:Q900000004"]
    assert "with a Wikidata id" in kg("summary", graph).out
    before = (graph / "graph.ttl").read_bytes()
    assert (
        kg(
            "build",
            "--date",
            "2026-01",
            tmp_path / "a.txt",
            "--kb",
            tmp_path / "my.ttl",
            "-o",
            graph,
        ).code
        == 0
    )
    assert (graph / "graph.ttl").read_bytes() == before
    (tmp_path / "my.ttl").write_text("<urn:a> a", "utf-8")
    done = kg(
        "build", "--date", "2026-01", tmp_path / "a.txt", "--kb", tmp_path / "my.ttl", "-o", graph
    )
    assert done.code == 1 and done.err.startswith("K209")


def test_help(kg: Command):
    shown = kg("kb", "import", "--help")
    assert shown.code == 0 and "Example: kg kb import" in shown.out
