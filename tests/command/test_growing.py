"""A graph that grows: in any order, article by article, and back; nothing is read twice."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

import kg as package
import kg.pipeline as kg_pipeline
from kg.nouns import Article, Entity, Event, Facts, Mention, Post, Role, Sentence, TimeExpression
from kg.report import Report
from tests.command.conftest import Command

SAME = ("graph.ttl", "graph.trig", "graph.html", "merges.tsv")
TEXTS = {
    "a1": ("وزير الدفاع أشتون كارتر في باريس", "أشتون كارتر"),
    "a2": ("وزير الدفاع كاراتر في باريس", "كاراتر"),
    "a3": ("وزير الدفاع أشتون كاراتر في باريس", "أشتون كاراتر"),
    "a4": ("الوزير محمد سلمان في باريس", "محمد سلمان"),
}


class Reader:
    """Instead of the trained reader: a minister in Paris, and what was read."""

    def __init__(self) -> None:
        self.read: list[str] = []

    def facts_of(self, articles: Iterable[Article], _: object) -> Iterator[Facts]:
        for article in articles:
            self.read.append(article.id)
            yield self.facts(article)

    def facts(self, article: Article) -> Facts:
        text = article.text
        name = next(n for n in sorted((n for _, n in TEXTS.values()), key=len)[::-1] if n in text)

        def found(part: str, kind: str) -> tuple[Mention, ...]:
            return (Mention(text.index(part), text.index(part) + len(part), kind),)

        entities = (
            Entity("e0", "PER", name, found(name, "PER")),
            Entity("e1", "LOC", "باريس", found("باريس", "LOC"), kb="city/fr_paris", qid="Q90"),
            Entity("e2", "CTRY", "أمريكا", found("في", "CTRY"), kb="country/US"),
        )
        visit = Event(
            "v0",
            "Visit",
            found("في", "Visit"),
            (Role("visitor", "e0"), Role("destination", "e1")),
            time=TimeExpression(0, 2, "2016-01-20"),
        )
        minister = (Post("e0", "وزير الدفاع", "e2"),) if "الدفاع" in text else ()
        lines = (Sentence(0, 0, len(text)),)
        return Facts(article, lines, entities, minister, (), (visit,))


@pytest.fixture
def reader(monkeypatch: pytest.MonkeyPatch) -> Reader:
    made = Reader()
    monkeypatch.setattr(kg_pipeline, "facts_of", made.facts_of)
    return made


@pytest.fixture
def news(tmp_path: Path) -> Path:
    """A folder for each article."""
    for name, (text, _) in TEXTS.items():
        (tmp_path / name).mkdir()
        (tmp_path / name / f"{name}.txt").write_text(text + " يوم أمس\n", "utf-8")
    return tmp_path


def state(folder: Path) -> dict[str, bytes]:
    return {name: (folder / name).read_bytes() for name in SAME}


def built(kg: Command, news: Path, *steps: str, to: str = "graph") -> dict[str, bytes]:
    """Build step by step, each of articles divided by spaces; what is in the folder then."""
    for step in steps:
        done = kg(
            "build", *(news / n for n in step.split()), "-o", news / to, "--date", "2016-01-21"
        )
        assert done.code == 0 and not done.err, done.err
    return state(news / to)


def test_all_at_once_is_one_by_one_in_any_order(kg: Command, news: Path, reader: Reader):
    once = built(kg, news, "a1 a2 a3 a4", to="once")
    assert once == built(kg, news, "a4 a2", "a3", "a1", to="slowly")
    assert once == built(kg, news, "a3 a1 a2 a4", to="mixed")
    merges = (news / "once" / "merges.tsv").read_text("utf-8")
    assert "a1 | a2 | a3" in merges and "same post" in merges


def test_nothing_is_read_twice(kg: Command, news: Path, reader: Reader):
    before = built(kg, news, "a1 a2")
    kept = (news / "graph" / "facts.sqlite").read_bytes()
    assert built(kg, news, "a1 a2") == before
    assert (news / "graph" / "facts.sqlite").read_bytes() == kept
    assert sorted(reader.read) == ["a1", "a2"]
    built(kg, news, "a1 a2 a3")
    (news / "a1" / "a1.txt").write_text(TEXTS["a1"][0] + " اليوم\n", "utf-8")
    built(kg, news, "a1 a2 a3")
    assert sorted(reader.read) == ["a1", "a1", "a2", "a3"]
    assert json.loads((news / "graph" / "report.json").read_text())["known"] == 2
    assert "اليوم" in (news / "graph" / "graph.ttl").read_text("utf-8")


def test_the_speed_is_that_of_what_was_read_now(news: Path, reader: Reader):
    def report(*articles: str) -> Report:
        graph = package.build([news / n for n in articles], output=news / "graph")
        assert graph.report is not None
        return graph.report

    first, grown, again = report("a1", "a2", "a3"), report("a4"), report("a4")
    assert first.new == first.facts and first.facts_per_second
    assert 0 < grown.new == grown.facts - first.facts
    assert again.facts == grown.facts and again.new == 0
    assert "facts per second" in str(grown.rows())
    assert again.facts_per_second is None and "facts per second" not in str(again.rows())


def times(folder: Path) -> dict[str, int]:
    return {name: (folder / name).stat().st_mtime_ns for name in (*SAME, "store")}


def test_where_nothing_is_new_nothing_is_written(kg: Command, news: Path, reader: Reader):
    graph, again = news / "graph", ("build", news / "a1", news / "a2", "-o", news / "graph")
    before = built(kg, news, "a1 a2")
    since, facts = times(graph), json.loads((graph / "report.json").read_text())["counts"]
    done = kg(*again, "--date", "2016-01-21")
    assert done.code == 0 and f"nothing new: the graph in {graph} is as it was" in done.out
    report = json.loads((graph / "report.json").read_text())
    assert (report["known"], report["counts"]) == (2, facts)
    assert times(graph) == since and state(graph) == before
    (graph / "report.json").unlink()
    assert "nothing new" in kg(*again, "--date", "2016-01-21").out
    assert json.loads((graph / "report.json").read_text())["counts"] == facts
    found = package.build([news / "a1", news / "a2"], date="2016-01-21", output=graph)
    assert times(graph) == since and len(found.facts) == 2
    assert found.save(news / "again.trig").read_bytes() == before["graph.trig"]


@pytest.mark.parametrize("name", SAME)
def test_what_was_changed_or_lost_is_written_anew(
    kg: Command, news: Path, reader: Reader, name: str
):
    before = built(kg, news, "a1 a2")
    (news / "graph" / name).write_bytes(before[name] + b" ")
    assert built(kg, news, "a1 a2") == before
    (news / "graph" / name).unlink()
    assert built(kg, news, "a1 a2") == before


def test_a_correction_by_hand_and_another_khabar_are_something_new(
    kg: Command, news: Path, reader: Reader, monkeypatch
):
    before, since = built(kg, news, "a1 a4"), times(news / "graph")
    monkeypatch.setattr("kg.graph.mark._writers", lambda: b"another way to write")
    assert built(kg, news, "a1 a4") == before and times(news / "graph") != since
    person = next(one for one in before["graph.ttl"].decode().split() if one.startswith("<person/"))
    iri = f"https://w3id.org/khabar/id/{person[1:-1]}"
    rows = f"action\titem\tvalue\tnote\nretype\t{iri}\tGRP\t\n"
    (news / "graph" / "corrections.tsv").write_text(rows, "utf-8")
    assert built(kg, news, "a1 a4") != before
    since = times(news / "graph")
    assert (
        "nothing new" in kg("build", news / "a1", "-o", news / "graph", "--date", "2016-01-21").out
    )
    assert times(news / "graph") == since


def test_another_model_reads_all_anew(kg: Command, news: Path, reader: Reader, monkeypatch):
    before = built(kg, news, "a1 a2")
    monkeypatch.setattr("kg.shelf._source", lambda: "a new rule")
    assert built(kg, news, "a1") == before
    assert sorted(reader.read) == ["a1", "a1", "a2", "a2"]


def test_another_second_reader_reads_all_anew(kg: Command, news: Path, reader: Reader):
    """What the second reader of an earlier build found is not told as read by this one."""
    built(kg, news, "a1 a2")
    also = ("--also", "llm=http://127.0.0.1:9/v1#small")
    done = kg("build", news / "a1", "-o", news / "graph", "--date", "2016-01-21", *also)
    assert done.code == 0, done.err
    assert sorted(reader.read) == ["a1", "a1", "a2", "a2"]
    built(kg, news, "a1")
    assert sorted(reader.read) == ["a1"] * 3 + ["a2"] * 3


def test_remove_takes_back_exactly_its_facts(kg: Command, news: Path, reader: Reader):
    without = built(kg, news, "a1 a2 a4", to="without")
    built(kg, news, "a1 a2 a3 a4")
    done = kg("remove", news / "graph", "a3")
    assert done.code == 0 and "a3" in done.out
    assert state(news / "graph") == without
    wrong = kg("remove", news / "graph", "a33")
    assert wrong.code == 1 and wrong.err.startswith("K808") and wrong.err.count("\n") == 1
    assert "a4" in wrong.err and state(news / "graph") == without


def test_what_was_removed_stays_out_until_that_is_taken_back(
    kg: Command, news: Path, reader: Reader
):
    whole = built(kg, news, "a1 a2")
    without = built(kg, news, "a1", to="without")
    assert kg("remove", news / "graph", "a2").code == 0
    given = ("build", news / "a1", news / "a2", "-o", news / "graph", "--date", "2016-01-21")
    done = kg(*given)
    assert done.code == 0 and state(news / "graph") == without
    assert done.err.startswith("K139: 1 article") and done.err.count("\n") == 1
    assert "a2" in done.err and "--undo" in done.err
    assert kg("remove", news / "graph", "a2", "--undo").code == 0
    assert built(kg, news, "a1 a2") == whole
    again = kg("remove", news / "graph", "a2", "--undo")
    assert again.code == 1 and again.err.startswith("K816")


def test_a_copy_and_a_renamed_file_are_told_once(kg: Command, news: Path, reader: Reader):
    built(kg, news, "a1 a2")
    (news / "a1" / "a1.txt").rename(news / "a1" / "b1.txt")
    given = ("build", news / "a1", news / "a2", "-o", news / "graph", "--date", "2016-01-21")
    done = kg(*given)
    assert done.code == 0 and done.err.startswith("K140: 1 article"), done.err
    assert "a1 = b1" in done.err and "kg remove DIR 'a1'" in done.err
    assert kg(*given).err == ""
    assert kg("remove", news / "graph", "a1").code == 0
    (news / "a2" / "copy.txt").write_bytes((news / "a2" / "a2.txt").read_bytes())
    assert "copy = a2" in kg(*given).err


def test_fresh_forgets(kg: Command, news: Path, reader: Reader):
    alone = built(kg, news, "a4", to="alone")
    built(kg, news, "a1 a2")
    done = kg("build", news / "a4", "-o", news / "graph", "--date", "2016-01-21", "--fresh")
    assert done.code == 0 and state(news / "graph") == alone


def test_another_file_of_the_same_id_is_told(kg: Command, news: Path, reader: Reader):
    built(kg, news, "a1")
    (news / "other").mkdir()
    (news / "other" / "a1.txt").write_text(TEXTS["a4"][0], "utf-8")
    done = kg("build", "--date", "2026-01", news / "other", "-o", news / "graph")
    assert done.code == 0 and done.err.startswith("K810") and done.err.count("\n") == 1


def test_files_of_one_name_in_two_folders_are_two_articles(kg: Command, news: Path, reader: Reader):
    """The one that the graph had before keeps its id, and both keep theirs in later builds."""
    built(kg, news, "a1")
    (news / "other").mkdir()
    (news / "other" / "a1.txt").write_text(TEXTS["a4"][0], "utf-8")
    both = built(kg, news, "other a1")
    assert built(kg, news, "other") == both == built(kg, news, "a1 other")
    assert sorted(reader.read) == ["a1", "other-a1"]


def test_a_failed_write_leaves_the_graph_and_loses_no_reading(
    kg: Command, news: Path, reader: Reader, monkeypatch
):
    before = built(kg, news, "a1")

    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as broken:
        broken.setattr("kg.graph.files.os.replace", full)
        done = kg("build", news / "a2", "-o", news / "graph", "--date", "2016-01-21")
        assert done.code == 1 and done.err.startswith("K401")
    assert state(news / "graph") == before
    assert built(kg, news, "a1") == before  # a2 is still no part of it
    built(kg, news, "a2")
    assert reader.read == ["a1", "a2", "a2"] or reader.read == ["a1", "a2"]


def test_events_are_split_and_merged_by_a_person(kg: Command, news: Path, reader: Reader):
    def visits() -> int:
        graph = package.Graph.load(news / "graph")
        return len(graph.query("SELECT DISTINCT ?e { ?e a kg:Visit }").rows)

    before = built(kg, news, "a1 a2 a3")
    assert visits() == 1
    found = json.loads(kg("doctor", news / "graph", "-f", "json").out)
    event = next(f for f in found if f["kind"] == "event")
    lead, other = event["first"]["iri"], event["second"]["iri"]
    assert kg("split", news / "graph", lead, other).code == 0
    assert visits() == 2
    assert kg("merge", news / "graph", other, lead).code == 0
    assert visits() == 1
    (news / "graph" / "corrections.tsv").unlink()
    assert built(kg, news, "a1") == before
    merges = (news / "graph" / "merges.tsv").read_text("utf-8")
    assert "/event/v0" in merges and "Visit, one time" in merges


def test_a_post_is_rejected_by_its_holder_and_title(kg: Command, news: Path, reader: Reader):
    def ministers() -> set[str]:
        rows = package.Graph.load(news / "graph").query(
            "SELECT DISTINCT ?name { ?post org:heldBy/rdfs:label ?name }"
        )
        return {row.name for row in rows}

    built(kg, news, "a1 a4")
    assert ministers() == {"أشتون كارتر"}
    done = kg("reject", news / "graph", "أشتون كارتر", "وزير الدفاع")
    assert done.code == 0 and not done.err, done.err
    assert not ministers()
    again = kg("reject", news / "graph", "أشتون كارتر", "وزير الدفاع")
    assert again.code == 1 and again.err.startswith("K818") and "row 2" in again.err
    again = kg("reject", news / "graph", "محمد سلمان", "وزير الدفاع")
    assert again.code == 1 and again.err.startswith("K505")


def test_the_doctor_shows_what_to_look_at(kg: Command, news: Path, reader: Reader):
    TEXTS["a5"] = ("الوزير محمد بن سلمان في باريس", "محمد بن سلمان")
    try:
        (news / "a5").mkdir()
        (news / "a5" / "a5.txt").write_text(TEXTS["a5"][0], "utf-8")
        built(kg, news, "a1 a2 a4 a5")
        done = kg("doctor", news / "graph")
        assert done.code == 0 and not done.err
        assert "joined (" in done.out and "surname of" in done.out  # كاراتر = أشتون كارتر
        assert "apart (" in done.out and "same name but for بن" in done.out
        assert TEXTS["a2"][0] in done.out and TEXTS["a4"][0] in done.out
        found = json.loads(kg("doctor", news / "graph", "--format", "json").out)
        assert [f["kind"] for f in found][:2] == ["merge", "near-duplicate"]
        assert [f["weight"] for f in found] == sorted((f["weight"] for f in found), reverse=True)
        advice = next(line for line in done.out.splitlines() if "kg merge" in line)
        assert kg(*advice.split()[1:]).code == 0
        again = kg("doctor", news / "graph")
        assert "same name but for" not in again.out
        assert kg("doctor", news / "a1").err.startswith("K807")
        assert len(json.loads(kg("doctor", news / "graph", "-f", "json", "-n", "1").out)) == 1
    finally:
        del TEXTS["a5"]


def test_an_article_whose_facts_hang_in_the_air_costs_only_itself(
    kg: Command, news: Path, reader: Reader, monkeypatch
):
    good = reader.facts

    def facts(article: Article) -> Facts:
        made = good(article)
        return replace(made, entities=made.entities[:1]) if article.id == "a2" else made

    monkeypatch.setattr(reader, "facts", facts)
    done = kg("build", "--date", "2026-01", news / "a1", news / "a2", "-o", news / "graph")
    assert done.code == 0 and done.err.startswith("K124") and done.err.count("\n") == 1
    assert "a2" in done.err and package.Graph.load(news / "graph").summary().articles == 1
