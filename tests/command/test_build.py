"""``kg build``: what it writes, what it says of bad inputs, what it never loses."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

import kg as package
import kg.article.read as article_read
import kg.pipeline as kg_pipeline
from kg.nouns import Article, Facts
from tests.command.conftest import Command
from tests.conftest import FOUNDING

ARTICLE = "التقى وزير الخارجية المصري حسام الشريف نظيره التونسي أنيس الطرابلسي في القاهرة."
"""«The Egyptian foreign minister met his Tunisian counterpart in Cairo»: people are invented."""


def test_the_folder_it_writes(kg: Command, tmp_path: Path):
    graph = tmp_path / "graph"
    done = kg("build", FOUNDING, "--date", "2016-01-21", "--output", graph)
    assert done.code == 0, done.err
    assert not done.err
    assert {f.name for f in graph.iterdir()} == {
        "graph.ttl", "graph.trig", "graph.html", "merges.tsv", "report.json", "facts.sqlite",
        "store",
    }  # fmt: skip
    for row in ("articles", "sentences", "mentions", "posts", "facts per second", "skipped"):
        assert row in done.out
    assert str(graph / "graph.html") in done.out
    report = json.loads((graph / "report.json").read_text("utf-8"))
    assert report["counts"]["articles"] == 1
    assert report["skipped"] == report["remarks"] == []
    assert {"load", "read", "facts", "graph", "page"} <= set(report["seconds"])
    loaded = package.Graph.load(graph)
    assert loaded.summary().as_dict() == {
        name: value for name, value in _listed(report["counts"]).items() if name != "facts"
    }


def _listed(counts: dict[str, object]) -> dict[str, object]:
    told = counts["most_mentioned"]
    assert isinstance(told, list)
    return {**counts, "most_mentioned": tuple(map(tuple, told))}


def test_the_text_is_untouched_and_the_title_apart(tmp_path: Path):
    text = f"  {ARTICLE}\r\n\r\nفقرة ثانية عن ليبيا.\t\u200f\n"
    row = {"id": "a-1", "date": "2026-01", "title": "عنوان لا يختلط بالنص", "text": text}
    (tmp_path / "news.jsonl").write_text(json.dumps(row), "utf-8")
    graph = package.build(tmp_path / "news.jsonl", output=tmp_path / "graph")
    found = package.Graph.load(tmp_path / "graph").query(
        "SELECT ?text ?title ?date { ?a a schema:NewsArticle ; dcterms:identifier 'a-1' ;"
        " nif:isString ?text ; schema:headline ?title ; schema:datePublished ?date }"
    )
    assert [tuple(row) for row in found] == [(text, row["title"], "2026-01")]
    for facts in graph.facts:
        for entity in facts.entities:
            for mention in entity.mentions:
                assert text[mention.start : mention.end].strip()


BAD: dict[str, tuple[bytes, str]] = {
    "empty.txt": (b"", "K101"),
    "binary.txt": (bytes(range(256)) * 40, "K102"),
    "english.txt": (b"The ministers met in Paris on Monday and spoke of many things. " * 9, "K103"),
    "signs.txt": ("، ؛ ؟ ... 2026 — 12".encode(), "K104"),
    "broken.jsonl": (
        (json.dumps({"id": "ok-1", "text": ARTICLE}) + "\n{broken\n").encode()
        + (json.dumps({"id": "ok-2", "text": ARTICLE}) + "\n").encode(),
        "K105",
    ),
    "column.csv": (f"id,words\n1,{ARTICLE}\n".encode(), "K106"),
    "twice.jsonl": (
        (json.dumps({"id": "same", "text": ARTICLE}) + "\n").encode() * 2,
        "K107",
    ),
    "picture.png": (b"\x89PNG\r\n", "K110"),
}


@pytest.fixture(scope="module")
def bad(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("bad")
    for name, (content, _) in BAD.items():
        (folder / name).write_bytes(content)
    (folder / "good.txt").write_text(ARTICLE, "utf-8")
    return folder


def test_bad_inputs_are_one_line_each_and_the_others_go_on(kg: Command, bad: Path, tmp_path: Path):
    done = kg("build", "--date", "2026-01", bad, "--output", tmp_path / "graph")
    assert done.code == 0
    *lines, last = done.err.splitlines()
    assert len(lines) == len(BAD) and last.startswith("K140")  # the good ones are one text
    for name, (_, code) in BAD.items():
        (line,) = [line for line in lines if name in line]
        assert line.startswith(code)
    assert any("broken.jsonl:2" in line for line in lines)
    report = json.loads((tmp_path / "graph" / "report.json").read_text("utf-8"))
    assert [entry["reason"] for entry in report["skipped"]] == lines
    assert report["counts"]["articles"] == 4  # good.txt, two rows, one of two with the same id


def test_when_nothing_can_be_read_it_says_so_and_writes_nothing(kg: Command, bad: Path, tmp_path):
    done = kg("build", bad / "empty.txt", "--output", tmp_path / "graph")
    assert done.code == 1
    first, last = done.err.splitlines()
    assert first.startswith("K101") and last.startswith("K123")
    assert not (tmp_path / "graph" / "graph.ttl").exists()


def test_one_line_of_50_megabytes(kg: Command, tmp_path: Path):
    line = (ARTICLE * 14).encode()
    with (tmp_path / "long.txt").open("wb") as file:
        for _ in range(50_000_000 // len(line) + 1):
            file.write(line)
    done = kg("build", tmp_path / "long.txt", "--output", tmp_path / "graph")
    assert done.code == 1
    assert done.err.startswith("K112") and "long.txt" in done.err


def test_a_folder_that_may_not_be_read(kg: Command, tmp_path: Path, monkeypatch):
    closed = tmp_path / "news" / "closed"
    closed.mkdir(parents=True)
    (tmp_path / "news" / "good.txt").write_text(ARTICLE, "utf-8")
    real = os.scandir

    def scandir(path: os.PathLike[str] | int = "."):
        # the tests may run as root, who may read everything
        if not isinstance(path, int) and Path(path) == closed:
            raise PermissionError(13, "Permission denied")
        return real(path)

    monkeypatch.setattr(os, "scandir", scandir)
    done = kg("build", "--date", "2026-01", tmp_path / "news", "--output", tmp_path / "graph")
    assert done.code == 0
    assert re.fullmatch(r"K108: .*closed: cannot be read \(Permission denied\).*\n", done.err)


def test_output_that_cannot_be_written_is_told_before_reading(kg: Command, tmp_path: Path):
    (tmp_path / "file").write_text("in the way", "utf-8")
    done = kg("build", FOUNDING, "--output", tmp_path / "file" / "graph")
    assert done.code == 1
    assert done.err.startswith("K401") and done.err.count("\n") == 1


def test_what_it_wrote_before_is_no_article(kg: Command, tmp_path: Path):
    (tmp_path / "good.txt").write_text(ARTICLE, "utf-8")
    for _ in range(2):
        done = kg("build", "--date", "2026-01", tmp_path, "--output", tmp_path)
        assert (done.code, done.err) == (0, "")
    assert package.Graph.load(tmp_path).summary().articles == 1


def test_columns_of_other_names_and_standard_input(kg: Command, tmp_path: Path):
    table = tmp_path / "table.csv"
    table.write_text(f"number,body,day\n7,{ARTICLE},2026-01-15\n", "utf-8")
    named = ("--columns", "text=body", "--columns", "id=number", "--columns", "date=day")
    done = kg("build", table, *named, "--output", tmp_path / "graph")
    assert done.code == 0, done.err
    shown = kg(
        "query", tmp_path / "graph", "--format", "tsv",
        "SELECT ?id ?day { ?a dcterms:identifier ?id ; schema:datePublished ?day }",
    )  # fmt: skip
    assert shown.out == "id\tday\n7\t2026-01-15\n"


def test_limit_and_own_names(kg: Command, tmp_path: Path):
    said = "أعلنت شركة زمردة الخليج افتتاح مصنع جديد في دبي."
    rows = [{"id": name, "text": said} for name in ("one", "two")]
    news = tmp_path / "news.jsonl"
    news.write_text("\n".join(map(json.dumps, rows)), "utf-8")
    own = tmp_path / "own.tsv"
    own.write_text("شركة زمردة الخليج\tORG\t\tQ42\nناقص\n", "utf-8")
    done = kg(
        "build",
        "--date",
        "2026-01",
        news,
        "--limit",
        "1",
        "--entities",
        own,
        "--output",
        tmp_path / "graph",
    )
    assert done.code == 0
    assert done.err.startswith("K203") and done.err.count("\n") == 1
    graph = package.Graph.load(tmp_path / "graph")
    assert graph.summary().articles == 1
    (found,) = graph.query("SELECT ?name { ?x owl:sameAs wd:Q42 ; rdfs:label ?name }")
    assert found.name == "شركة زمردة الخليج"
    without = kg("build", "--date", "2026-01", news, "--limit", "1", "--output", tmp_path / "graph")
    assert without.code == 0
    assert without.err.startswith("K134") and "(own.tsv)" in without.err


def test_a_file_that_breaks_its_parser_costs_only_itself(kg: Command, tmp_path, monkeypatch):
    for name in ("a.txt", "b.html", "c.txt"):
        (tmp_path / name).write_text(f"{ARTICLE} {name}", "utf-8")

    def broken(*_: object) -> Iterator[Article]:
        raise RecursionError("too\ndeep")
        yield

    monkeypatch.setattr(article_read, "READERS", {**article_read.READERS, ".html": broken})
    done = kg("build", "--date", "2026-01", tmp_path, "--output", tmp_path / "graph")
    assert done.code == 0
    assert done.err.startswith("K125") and done.err.count("\n") == 1 and "b.html" in done.err
    assert package.Graph.load(tmp_path / "graph").summary().articles == 2


def test_an_article_that_breaks_a_stage_costs_only_itself(kg: Command, tmp_path, monkeypatch):
    rows = [{"id": name, "text": f"{ARTICLE} {name}"} for name in ("one", "bad", "two")]
    (tmp_path / "news.jsonl").write_text("\n".join(map(json.dumps, rows)), "utf-8")

    def facts_of(articles: Iterable[Article], _: object) -> Iterator[Facts]:
        for article in articles:
            if article.id == "bad":
                raise ValueError("of the\nkind that nobody foresaw")
            yield Facts(article)

    monkeypatch.setattr(kg_pipeline, "facts_of", facts_of)
    done = kg("build", "--date", "2026-01", tmp_path / "news.jsonl", "--output", tmp_path / "graph")
    assert done.code == 0
    assert done.err.startswith("K124") and done.err.count("\n") == 1
    assert "news.jsonl:2" in done.err
    assert package.Graph.load(tmp_path / "graph").summary().articles == 2


@pytest.mark.parametrize("before", [True, False], ids=["over a graph", "the first time"])
def test_interrupted_nothing_built_is_lost(kg: Command, tmp_path: Path, monkeypatch, before: bool):
    rows = [{"id": f"a{n}", "text": ARTICLE} for n in range(kg_pipeline.BATCH + 1)]
    (tmp_path / "news.jsonl").write_text("\n".join(map(json.dumps, rows)), "utf-8")
    graph = tmp_path / "graph"
    graph.mkdir()
    if before:
        (graph / "graph.trig").write_text("", "utf-8")

    def facts_of(articles: Iterable[Article], _: object) -> Iterator[Facts]:
        for article in articles:
            if article.id == f"a{kg_pipeline.BATCH}":
                raise KeyboardInterrupt
            yield Facts(article)

    monkeypatch.setattr(kg_pipeline, "facts_of", facts_of)
    done = kg("build", tmp_path / "news.jsonl", "--output", graph)
    assert done.code == 130
    assert done.err.startswith("interrupted: ") and done.err.count("\n") == 1
    if before:
        assert "as it was" in done.err
        assert {f.name for f in graph.iterdir()} == {"graph.trig", "facts.sqlite"}
    else:
        assert package.Graph.load(graph).summary().articles == kg_pipeline.BATCH


def test_python_warns_of_what_it_skips(bad: Path, caplog: pytest.LogCaptureFixture):
    graph = package.build([bad / "empty.txt", bad / "good.txt"], date="2026-01")
    assert graph.report is not None
    assert [r.getMessage()[:4] for r in caplog.records] == ["K101"]
    assert [s.origin for s in graph.report.skipped] == [str(bad / "empty.txt")]


HOSTILE = '</script><img src=x onerror=alert(1)>" } ; DROP ALL ; {{7*7}} \u202e ${x} \x1b[31m'


def test_hostile_words_stay_words(kg: Command, tmp_path: Path):
    text = f'{ARTICLE} {HOSTILE} """ . <http://evil> a \'x\' \\u0022'
    row = {"id": "../../<b>\"'#?", "title": HOSTILE, "source": HOSTILE, "text": text}
    (tmp_path / "news.jsonl").write_text(json.dumps({**row, "url": "javascript:alert(1)"}), "utf-8")
    graph = tmp_path / "graph"
    done = kg("build", tmp_path / "news.jsonl", "--output", graph)
    assert done.code == 0, done.err
    assert sorted(f.name for f in tmp_path.iterdir()) == ["graph", "news.jsonl"]
    page = (graph / "graph.html").read_text("utf-8")
    assert "<img src=x" not in page and "onerror=alert(1)>" not in page
    assert (
        'href="javascript:' not in page and "49" not in re.findall(r"<title>.*?</title>", page)[0]
    )
    (told,) = package.Graph.load(graph).query(
        "SELECT ?id ?text ?title { ?a dcterms:identifier ?id ; nif:isString ?text ;"
        " schema:headline ?title }"
    )
    assert (told.id, told.text, told.title) == (row["id"], text, HOSTILE)
    shown = kg("query", graph, "SELECT ?t { ?a schema:headline ?t }")
    assert "\x1b" not in shown.out and "\u202e" not in shown.out
    why = kg("why", graph, "القاهرة")
    assert why.code == 0 and "\x1b" not in why.out


@pytest.mark.parametrize("what", [HOSTILE, 'x" } #', "<http://x> ?p ?o", "'''", "\\"])
def test_hostile_parameters_are_only_names(kg: Command, founding_folder: Path, what: str):
    done = kg("query", founding_folder, "-q", "evidence-for", "--param", f"who={what}")
    assert done.code == 1
    assert done.err.startswith("K505") and done.err.count("\n") == 1
    bound = kg(
        "query", founding_folder, "SELECT ?x { ?x rdfs:label ?n }", "--param", f"n={what}",
        "--format", "csv",
    )  # fmt: skip
    assert (bound.code, bound.out) == (0, "x\n")


def test_it_says_when_articles_have_no_date(kg: Command, tmp_path: Path):
    """Without one, أمس "yesterday" is no day: one line says how many, and how to give it."""
    (tmp_path / "a.txt").write_text(ARTICLE, "utf-8")
    row = {"id": "b", "date": "2026-01-02", "text": f"{ARTICLE} {ARTICLE}"}
    (tmp_path / "b.jsonl").write_text(json.dumps(row), "utf-8")
    done = kg("build", tmp_path / "a.txt", tmp_path / "b.jsonl", "--output", tmp_path / "graph")
    assert done.code == 0
    assert re.fullmatch(
        "K133: 1 of 2 articles have no date, .*\\(a\\).*--date 2016-01-21.*\n", done.err
    )
    report = json.loads((tmp_path / "graph" / "report.json").read_text("utf-8"))
    assert report["skipped"] == [] and len(report["remarks"]) == 1
    done = kg("build", tmp_path / "b.jsonl", "--output", tmp_path / "other")
    assert done.err == ""
