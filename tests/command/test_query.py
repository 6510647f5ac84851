"""``kg query``, ``questions`` and ``summary``: answers, and mistakes with their place."""

from __future__ import annotations

import csv
import io
import json
import re
import socket
from pathlib import Path
from unicodedata import normalize

import pytest

from kg.query.question import questions
from kg.query.readable import EVENT
from kg.sentence.table import table
from tests.command.conftest import Command

ARTICLES = "SELECT ?id ?date { ?a dcterms:identifier ?id ; schema:datePublished ?date }"


@pytest.mark.parametrize(
    ("format", "shown"),
    [
        ("csv", "id,date\nfounding,2016-01-21\n"),
        ("tsv", "id\tdate\nfounding\t2016-01-21\n"),
        ("json", '[\n {\n  "id": "founding",\n  "date": "2016-01-21"\n }\n]\n'),
        ("markdown", "| id | date |\n| --- | --- |\n| founding | 2016-01-21 |\n"),
    ],
)
def test_formats(kg: Command, founding_folder: Path, format: str, shown: str):
    assert kg("query", founding_folder, ARTICLES, "--format", format).out == shown


def test_table(kg: Command, founding_folder: Path):
    head, line, row = kg("query", founding_folder, ARTICLES).out.splitlines()
    assert head.split() == ["id", "│", "date"]
    assert set(line) == set("─┼")
    assert row.split() == ["founding", "│", "2016-01-21"]


def test_a_question_is_answered_in_words(kg: Command, founding_folder: Path):
    asked = ("query", founding_folder, "--question", "who-attended")
    title, head, _, *rows = kg(*asked).out.replace("\u200e", "").splitlines()
    assert title.startswith("من حضر")
    assert [cell.strip() for cell in head.split("│")][:2] == ["الحاضر", "النوع"]
    shown = " ".join(rows)
    assert "وقع" in shown and "founding" in shown
    assert "kg:" not in shown and "/event/" not in shown
    english = kg(*asked, "--english").out
    assert english.startswith("Who attended") and "participant" in english and "Person" in english
    assert "/event/" in kg(*asked, "--format", "csv").out


def test_every_column_of_the_library_has_a_head():
    told = {row["column"] for row in table("answer_columns")} | {EVENT}
    for one in questions():
        names = re.search(r"^SELECT (?:DISTINCT )?(.*?)WHERE", one.sparql, re.S | re.M)
        found = re.findall(r"\?(\w+)", re.sub(r"\(.*? AS (\?\w+)\)", r"\1", names[1], flags=re.S))
        assert found and set(found) <= told, one.name


def test_no_answers_is_said(kg: Command, founding_folder: Path):
    nothing = ("query", founding_folder, "SELECT ?x { ?x a schema:NoSuchThing }")
    assert kg(*nothing).err == "no answers\n"
    assert kg(*nothing, "--format", "csv").err == ""


def test_a_file_answers_like_its_folder(kg: Command, founding_folder: Path, tmp_path: Path):
    (tmp_path / "q.rq").write_text(ARTICLES, "utf-8")
    for graph in (founding_folder, founding_folder / "graph.ttl", founding_folder / "graph.trig"):
        done = kg("query", graph, "--file", tmp_path / "q.rq", "--format", "csv")
        assert done.out == "id,date\nfounding,2016-01-21\n"


def test_query_from_standard_input(kg: Command, founding_folder: Path, monkeypatch):
    monkeypatch.setattr("sys.stdin", io.StringIO(ARTICLES))
    assert "founding" in kg("query", founding_folder, "--file", "-").out


def test_a_syntax_error_is_told_with_its_place(kg: Command, founding_folder: Path):
    done = kg("query", founding_folder, "SELECT ?a\nWHERE { ?a a kg:Meeting ")
    assert done.code == 1
    assert done.err.startswith("K501: SPARQL, line 2, column ")
    assert done.err.count("\n") == 1


def test_a_folder_of_questions_that_is_not_there_is_one_line(
    kg: Command, founding_folder: Path, tmp_path: Path, monkeypatch
):
    monkeypatch.setenv("KHABAR_QUESTIONS", str(tmp_path / "mistyped"))
    for call in (
        ("query", founding_folder, "--question", "who-attended"),
        ("serve", founding_folder, "--port", 0),
    ):
        done = kg(*call)
        assert done.code == 1 and done.err.startswith("K514") and done.err.count("\n") == 1


def test_a_server_says_what_it_takes_and_where_it_can_listen(kg: Command, founding_folder: Path):
    file = kg("serve", founding_folder / "graph.ttl")
    assert file.code == 1 and file.err.startswith("K405") and str(founding_folder) in file.err
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        done = kg("serve", founding_folder, "--port", port)
    assert done.code == 1 and done.err.startswith(f"K906: 127.0.0.1:{port}: nothing can listen")
    assert f"--port {port + 1}" in done.err and done.err.count("\n") == 1
    assert "/api/articles" in kg("serve", "--help").out


def test_the_first_answers_are_told_without_a_parameter_that_is_not_there(
    kg: Command, founding_folder: Path, tmp_path: Path, monkeypatch
):
    text = "# title_ar: أي شيء؟\n# title_en: Anything?\nSELECT ?s { ?s ?p ?o } LIMIT 1\n"
    (tmp_path / "anything.rq").write_text(text, "utf-8")
    monkeypatch.setenv("KHABAR_QUESTIONS", str(tmp_path))
    done = kg("query", founding_folder, "--question", "anything")
    assert done.err == "these are the first 1 answers\n"


def test_an_unknown_question_names_the_nearest(kg: Command, founding_folder: Path):
    done = kg("query", founding_folder, "--question", "who-atended")
    assert done.code == 1
    assert done.err.startswith("K502") and "who-attended" in done.err


@pytest.mark.parametrize("name", [q.name for q in questions()])
def test_every_question_can_be_asked(kg: Command, founding_folder: Path, name: str):
    done = kg("query", founding_folder, "--question", name, "--format", "csv")
    assert done.code == 0, done.err
    assert next(csv.reader(io.StringIO(done.out)))


def test_a_terminal_without_bidi(kg: Command, founding_folder: Path):
    asked = ("query", founding_folder, "SELECT ?n { VALUES ?n { 'باريس' } }")
    assert "باريس" in kg(*asked).out
    without = kg(*asked, "--no-bidi").out.splitlines()[-1].strip()
    assert normalize("NFKC", without) == "باريس"[::-1] != without  # joined, and last letter first
    listed = normalize("NFKC", kg("questions", "--no-bidi").out)
    assert "حضر"[::-1] in listed and "حضر" not in listed  # "attended"


def test_questions_are_listed_in_both_languages(kg: Command):
    listed = json.loads(kg("questions", "--format", "json").out)
    assert {row["question"] for row in listed} == {q.name for q in questions()}
    assert all(row["السؤال"] and row["in English"] for row in listed)
    one = kg("questions", "who-attended").out
    assert "SELECT ?participant" in one and "city" in one


def test_summary(kg: Command, founding_folder: Path):
    counts = json.loads(kg("summary", founding_folder, "--format", "json").out)
    assert counts["articles"] == 1 and counts["sentences"] > 5 and counts["first"] == "2016-01-21"
    shown = kg("summary", founding_folder).out
    assert "articles" in shown and "مقالات" in shown
