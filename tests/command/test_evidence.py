"""``kg why``, ``view``, ``export`` and ``check``: behind a graph, and out of it."""

from __future__ import annotations

import json
import shutil
import webbrowser
from pathlib import Path

import pytest

from kg.graph.files import FORMATS
from tests.command.conftest import Command
from tests.conftest import FOUNDING


def test_why_marks_the_words_in_their_sentence(kg: Command, founding_folder: Path):
    text = FOUNDING.read_text("utf-8")
    found = json.loads(kg("why", founding_folder, "بروكسل", "--format", "json").out)
    assert found
    for one in found:
        assert text[one["begin"] : one["end"]] == one["sentence"]
        for begin, end in one["spans"]:
            assert "بروكسل" in text[begin:end]
    shown = kg("why", founding_folder, "بروكسل").out
    assert "[بروكسل]" in shown
    assert f"founding {found[0]['begin']}–{found[0]['end']}" in shown
    assert "confidence" in shown


def test_why_of_nothing(kg: Command, founding_folder: Path):
    done = kg("why", founding_folder, "أتلانتس")
    assert done.code == 1
    assert done.err.startswith("K505") and done.err.count("\n") == 1


def test_why_of_a_fact_that_nothing_says(kg: Command, founding_folder: Path):
    done = kg("why", founding_folder, "بروكسل", "kg:capitalOf", "العراق")
    assert done.code == 0 and "no sentence says so" in done.err


def test_view_opens_the_page(kg: Command, founding_folder: Path, monkeypatch):
    opened: list[str] = []
    monkeypatch.setattr(webbrowser, "open", opened.append)
    page = founding_folder / "graph.html"
    assert kg("view", founding_folder).out == f"{page}\n"
    assert opened == [page.as_uri()]
    kg("view", founding_folder, "--no-open")
    assert len(opened) == 1


def test_view_of_a_part(kg: Command, founding_folder: Path, tmp_path: Path):
    page = tmp_path / "part.html"
    part = ("--only", "Country", "--title", "بلدان", "--no-open", "-o", page)
    assert kg("view", founding_folder, *part).code == 0
    html = page.read_text("utf-8")
    assert "<title>بلدان" in html
    whole = (founding_folder / "graph.html").read_text("utf-8")
    assert len(html) < len(whole)
    wrong = kg("view", founding_folder, "--only", "Planet", "--no-open")
    assert wrong.code == 1 and wrong.err.startswith("K601")


@pytest.mark.parametrize("format", FORMATS)
def test_export(kg: Command, founding_folder: Path, tmp_path: Path, format: str):
    target = tmp_path / f"out{FORMATS[format]}"
    done = kg("export", founding_folder, "--format", format, "--output", target)
    assert done.code == 0, done.err
    assert target.stat().st_size > 100
    assert str(target) in done.out
    if format in ("csv", "parquet"):
        assert (tmp_path / f"out.nodes{FORMATS[format]}").exists()


def test_export_to_standard_output_is_what_build_wrote(kg: Command, founding_folder: Path):
    written = (founding_folder / "graph.ttl").read_text("utf-8")
    assert kg("export", founding_folder, "--format", "turtle").out == written


def test_export_with_the_ontology(kg: Command, founding_folder: Path, tmp_path: Path):
    done = kg("export", founding_folder, "--ontology", "-o", tmp_path / "own.trig")
    assert done.code == 0 and "kg:demand" in (tmp_path / "own.trig").read_text("utf-8")
    words = 'SELECT DISTINCT ?w { ?e kg:mode/rdfs:label ?w FILTER(LANG(?w) = "ar") }'
    assert "قال" in kg("query", tmp_path / "own.trig", words).out
    wrong = kg("export", founding_folder, "--ontology", "--shards", tmp_path / "parts")
    assert wrong.code == 2 and "--ontology" in wrong.err


def test_export_by_ending_and_under_another_name(kg: Command, founding_folder: Path, tmp_path):
    assert kg("export", founding_folder, "-o", tmp_path / "a.nq").code == 0
    assert kg("export", founding_folder, "-f", "nquads", "-o", tmp_path / "b.data").code == 0
    assert (tmp_path / "a.nq").read_bytes() == (tmp_path / "b.data").read_bytes()
    wrong = kg("export", founding_folder, "-o", tmp_path / "a.docx")
    assert wrong.code == 1 and wrong.err.startswith("K402")


def test_check(kg: Command, founding_folder: Path, tmp_path: Path):
    done = kg("check", founding_folder)
    assert done.code == 0, done.out
    assert "keeps its promises" in done.out
    broken = tmp_path / "graph"
    shutil.copytree(founding_folder, broken)
    file = broken / "graph.trig"
    told = file.read_text("utf-8")
    changed = told.replace('nif:anchorOf "بروكسل"', 'nif:anchorOf "باريس"')
    assert changed != told
    file.write_text(changed, "utf-8")
    done = kg("check", broken)
    assert done.code == 1
    assert "other words than stand there" in done.out
