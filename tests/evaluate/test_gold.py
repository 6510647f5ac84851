"""The written form of an annotation and its compiled form."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import pytest

from kg.errors import KhabarError
from kg.evaluate.gold import annotated_files, compile_source, gold, load, main
from tests.evaluate.hand_made import SOURCE


def source() -> dict[str, Any]:
    return copy.deepcopy(SOURCE)


def test_quotations_become_offsets() -> None:
    raw = compile_source(source())
    text = raw["text"]
    assert text == " ".join(SOURCE["paragraphs"][0])
    assert [text[a:b] for a, b in raw["sentences"]] == SOURCE["paragraphs"][0]
    karm = next(e for e in raw["entities"] if e["id"] == "karm")
    assert [text[a:b] for a, b in karm["mentions"]] == ["الكرم"] * 4
    assert len({tuple(m) for m in karm["mentions"]}) == 4
    meet = raw["events"][0]
    assert text[slice(*meet["time"]["span"])] == "أمس"
    assert meet["status"] == "actual" and meet["mode"] is None


def test_paragraphs_are_lines() -> None:
    raw = source()
    raw["paragraphs"] = [[sentence] for sentence in raw["paragraphs"][0]]
    assert compile_source(raw)["text"].count("\n") == 2


def test_compiled_form_reads_back_the_same(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "hand.json").write_text(json.dumps(SOURCE), encoding="utf-8")
    assert main([str(tmp_path / "a"), str(tmp_path / "b")]) == 0
    written, compiled = load(tmp_path / "a"), load(tmp_path / "b")
    assert [g.events for g in written] == [g.events for g in compiled]
    assert [g.entities for g in written] == [g.entities for g in compiled]
    assert gold(compile_source(source())).posts == compiled[0].posts


@pytest.mark.parametrize(
    ("quotation", "code"),
    [([0, "غائب"], "K702"), ([9, "الكرم"], "K702"), ([0, "الكرم", 3], "K702"), ([0, ""], "K702")],
)
def test_a_quotation_that_is_not_there(quotation: list[Any], code: str) -> None:
    raw = source()
    raw["entities"][0]["mentions"] = [quotation]
    with pytest.raises(KhabarError) as error:
        compile_source(raw, "hand.json")
    assert error.value.code == code and "hand.json" in str(error.value)


@pytest.mark.parametrize("content", ["", "[]x", '{"entities": 3}', "[1]", '{"paragraphs": [[]]}'])
def test_files_that_are_no_annotated_article(content: str, tmp_path: Path) -> None:
    file = tmp_path / "bad.json"
    file.write_text(content, encoding="utf-8")
    with pytest.raises(KhabarError) as error:
        load(file)
    assert error.value.code == "K701" and "bad.json" in str(error.value)


def test_nothing_there(tmp_path: Path) -> None:
    with pytest.raises(KhabarError) as error:
        load(tmp_path)
    assert error.value.code == "K703"
    with pytest.raises(KhabarError) as error:
        load(tmp_path / "none.json")
    assert error.value.code == "K701"


def test_only_some_sources_and_other_json_left_alone(tmp_path: Path) -> None:
    for name in ("one", "two"):
        raw = {**source(), "id": name, "source": name}
        (tmp_path / f"{name}.json").write_text(json.dumps(raw), encoding="utf-8")
    (tmp_path / "floors.json").write_text("{}", encoding="utf-8")
    assert [g.article.id for g in load(tmp_path)] == ["one", "two"]
    assert [g.article.id for g in load(tmp_path, ("two",))] == ["two"]
    assert len(annotated_files(tmp_path)) == 2
    with pytest.raises(KhabarError):
        load(tmp_path, ("three",))
