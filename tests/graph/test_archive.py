"""Facts kept on disk: they come back as they were, and nothing half done is left."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.errors import KhabarError
from kg.graph.archive import FILE, Archive, Kept, content
from kg.graph.noun_json import dumps, loads
from kg.nouns import Article, Entity, Event, Facts, Mention, Quote, Role, Sentence, TimeExpression
from kg.triple.write import Run

RUN = Run("1", "m", {"date": "2016"})


def facts(name: str, text: str = "نص قصير", **more: object) -> Facts:
    return Facts(Article(name, text, origin=f"{name}.txt"), (Sentence(0, 0, len(text)),), **more)


WHOLE = facts(
    "a1",
    entities=(Entity("e0", "LOC", "تونس", (Mention(0, 2, "LOC", confidence=1),), latitude=36.8),),
    events=(
        Event(
            "v0",
            "Meeting",
            (Mention(0, 2, "Meeting"),),
            (Role("participant", "e0", 0.25), Role("topic", Quote(0, 2))),
            time=TimeExpression(0, 2, "2016-01-21"),
        ),
    ),
    demonyms=((Mention(0, 2, "CTRY", "demonym"), "e0"),),
)


def test_nouns_come_back():
    assert loads(Facts, dumps(WHOLE)) == WHOLE


@given(st.text(max_size=20), st.floats(0, 1), st.sampled_from(["say", "deny", None]))
@settings(max_examples=30)
def test_any_text_and_number_comes_back(text: str, share: float, mode: str | None):
    event = Event("v0", "Statement", (), (Role("topic", text, share),), mode=mode)  # type: ignore[arg-type]
    assert loads(Event, dumps(event)) == event


@pytest.mark.parametrize(
    "text",
    ["[]", "{}", "1", '["a","b"]', '["v0","Party",[],[],[],null,"actual",null,null,null,[],null,'
     'null,null,1]', "[" * 100_000],
)  # fmt: skip
def test_what_is_no_noun_is_refused(text: str):
    with pytest.raises((ValueError, RecursionError)):
        loads(Event, text)


def test_what_is_read_is_found_by_content_and_reader(tmp_path: Path):
    with Archive(tmp_path) as archive:
        assert archive.get(WHOLE.article, "r1") is None
        assert not (tmp_path / FILE).exists()
        archive.put([WHOLE], "r1")
        moved = replace(WHOLE.article, origin="elsewhere.txt")
        assert archive.get(moved, "r1") == replace(WHOLE, article=moved)
        assert archive.get(WHOLE.article, "r2") is None
        assert archive.get(replace(WHOLE.article, date="2016"), "r1") is None
        assert archive.articles() == () and list(archive.all()) == []
    assert content(WHOLE.article) == content(moved)


def test_the_graph_changes_whole_or_not_at_all(tmp_path: Path):
    second = facts("a2")
    one, two = (Kept.of(f.article, "r", RUN) for f in (WHOLE, second))
    with Archive(tmp_path) as archive:
        archive.put([WHOLE, second], "r")
        with archive.holding({"a1": one, "a2": two}):
            pass
    with Archive(tmp_path) as archive:
        assert list(archive.all()) == [one, two]
        assert [archive.facts(kept) for kept in archive.all()] == [WHOLE, second]
        with pytest.raises(KeyboardInterrupt), archive.holding({"a1": one}):
            raise KeyboardInterrupt
        assert archive.articles() == ("a1", "a2")
        with archive.holding({"a1": one}):
            pass
        assert archive.articles() == ("a1",) and archive.nearest("a2") == "a1"
        assert archive.get(second.article, "r") is None  # nothing is kept for nobody
    before = (tmp_path / FILE).read_bytes()
    with Archive(tmp_path) as archive, archive.holding({"a1": one}):
        pass
    assert (tmp_path / FILE).read_bytes() == before


@pytest.mark.parametrize("damage", [b"no database" * 100, b""])
def test_a_damaged_file_is_told_in_one_line(tmp_path: Path, damage: bytes):
    (tmp_path / FILE).write_bytes(damage)
    with pytest.raises(KhabarError, match="K809") as told:
        list(Archive(tmp_path).all())
    assert "\n" not in str(told.value)


def test_facts_that_somebody_changed_are_told(tmp_path: Path):
    import sqlite3
    import zlib

    with Archive(tmp_path) as archive:
        archive.put([WHOLE], "r")
    db = sqlite3.connect(tmp_path / FILE)
    with db:
        db.execute("UPDATE read SET facts = ?", (zlib.compress(b'["x"]'),))
    db.close()
    with pytest.raises(KhabarError, match="K809"):
        Archive(tmp_path).get(WHOLE.article, "r")


def test_another_program_at_work_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("kg.graph.archive.PATIENCE", 0.05)
    with Archive(tmp_path) as one:
        one.put([WHOLE], "r")
        other = Archive(tmp_path)
        with (
            one.holding({"a1": Kept.of(WHOLE.article, "r", RUN)}),
            pytest.raises(KhabarError, match="K812"),
        ):
            other.put([facts("a2")], "r")
        other.put([facts("a2")], "r")
        assert other.articles() == ("a1",)
