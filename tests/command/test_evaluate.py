"""``kg evaluate``: a graph against an annotated article."""

from __future__ import annotations

import json
from pathlib import Path

from tests.command.conftest import Command
from tests.conftest import FOUNDING


def test_figures_and_the_page_of_errors(kg: Command, founding_folder: Path, tmp_path: Path):
    text = FOUNDING.read_text("utf-8")
    start = text.index("بروكسل")
    brussels = {
        "id": "e0",
        "type": "LOC",
        "name": "بروكسل",
        "name_en": "Brussels",
        "qid": "Q239",
        "mentions": [[start, start + len("بروكسل")]],
    }
    gold = tmp_path / "annotated" / "founding.json"
    gold.parent.mkdir()
    told = {"id": "founding", "text": text, "source": "Akhbar Al Aan", "date": "2016-01-21"}
    nothing = {"positions": [], "relations": [], "events": [], "sentences": [[0, len(text)]]}
    gold.write_text(json.dumps({**told, **nothing, "entities": [brussels]}), "utf-8")
    page = tmp_path / "errors.html"
    done = kg("evaluate", founding_folder, gold.parent, "--errors", page, "--format", "json")
    assert done.code == 0, done.err
    figures = json.loads(done.out)["figures"]
    assert figures["mentions"]["recall"] == 1 and figures["mentions"]["gold"] == 1
    assert figures["wikidata links"]["recall"] == 1
    assert "بروكسل" in page.read_text("utf-8")
    shown = kg("evaluate", founding_folder, gold.parent).out
    assert "recall" in shown and "mentions" in shown
    missing = kg("evaluate", founding_folder, tmp_path / "nowhere")
    assert missing.code == 1 and missing.err.startswith("K70")
