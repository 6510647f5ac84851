"""A person decides: merge, split, link, reject; kept in corrections.tsv, followed ever after."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
import typer

import kg as package
import kg.pipeline as kg_pipeline
from kg.command.app import app
from kg.graph.corrections import Correction, add, read
from kg.nouns import Article, Entity, EntityType, Event, Facts, Mention, Relation, Role, Sentence
from kg.triple.vocabulary import DATA
from tests.command.conftest import Command

PROGRAM = typer.main.get_command(app)
COMMANDS = PROGRAM.commands  # type: ignore[attr-defined]
PEOPLE = {"a1": "محمد سلمان", "a2": "محمد بن سلمان", "a3": "محمد بن سلمان"}
SAME = ("graph.ttl", "graph.trig", "graph.html", "merges.tsv")


def facts_of(articles: Iterable[Article], _: object) -> Iterator[Facts]:
    """Somebody visits Paris, which is said to be the capital of France."""
    for article in articles:
        name = PEOPLE[article.id]

        def found(part: str, kind: str, text: str = article.text) -> tuple[Mention, ...]:
            return (Mention(text.index(part), text.index(part) + len(part), kind),)

        told: tuple[tuple[EntityType, str, str | None], ...] = (
            ("PER", name, None),
            ("LOC", "باريس", "city/fr_paris"),
            ("CTRY", "فرنسا", "country/FR"),
            ("PER", "جون سميث", None),
        )
        entities = tuple(
            Entity(f"e{n}", kind, said, found(said, kind), kb=kb)
            for n, (kind, said, kb) in enumerate(told)
        )
        visit = Event("v0", "Visit", found("زار", "Visit"), (Role("visitor", "e0"),), ("e1",))
        lines = (Sentence(0, 0, len(article.text)),)
        yield Facts(article, lines, entities, (), (Relation("capitalOf", "e1", "e2"),), (visit,))


@pytest.fixture
def folder(kg: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A graph of three articles; the folder is ``graph`` where the test runs."""
    monkeypatch.setattr(kg_pipeline, "facts_of", facts_of)
    monkeypatch.chdir(tmp_path)
    for name, person in PEOPLE.items():
        text = f"زار {person} باريس عاصمة فرنسا مع جون سميث يوم أمس"
        (tmp_path / f"{name}.txt").write_text(text, "utf-8")
    done = kg("build", "a1.txt", "a2.txt", "a3.txt", "-o", "graph")
    assert done.code == 0, done.err
    return tmp_path / "graph"


def state(folder: Path) -> dict[str, bytes]:
    return {name: (folder / name).read_bytes() for name in SAME}


def people(folder: Path) -> dict[str, int]:
    """Label of each person called Muhammad → in how many articles."""
    rows = package.Graph.load(folder).query(
        "SELECT ?p ?label (COUNT(DISTINCT ?g) AS ?n) WHERE { GRAPH ?g { ?p a schema:Person ;"
        " rdfs:label ?label } FILTER(STRSTARTS(?label, 'محمد')) } GROUP BY ?p ?label"
    )
    return {f"{label} {node.rpartition('/')[2]}": int(n) for node, label, n in rows.rows}


def corrections(folder: Path) -> list[str]:
    path = folder / "corrections.tsv"
    return path.read_text("utf-8").splitlines()[1:] if path.exists() else []


@pytest.mark.parametrize("name", ["merge", "split", "link", "reject"])
def test_the_examples_work(kg: Command, name: str, folder: Path):
    before = state(folder)
    (example,) = re.findall(r"\[cyan\](.*?)\[/\]", COMMANDS[name].epilog)
    done = kg(*shlex.split(example)[1:], "--note", "لأنني رأيته")
    assert done.code == 0 and not done.err, done.err
    (row,) = corrections(folder)
    assert row.startswith(f"{name}\t{DATA}") and row.endswith("\tلأنني رأيته")
    assert state(folder) != before
    again = state(folder)
    assert kg("build", "a2.txt", "-o", "graph").code == 0
    assert state(folder) == again, "the decision outlasts a build"
    (folder / "corrections.tsv").unlink()
    assert kg("build", "a1.txt", "-o", "graph").code == 0
    assert state(folder) == before, "nothing but the decision changed"


def test_merged_and_split_again(kg: Command, folder: Path):
    before, apart = state(folder), people(folder)
    assert sorted(apart.values()) == [1, 2]
    assert kg("merge", "graph", "محمد سلمان", "محمد بن سلمان").code == 0
    assert list(people(folder).values()) == [3]
    log = (folder / "merges.tsv").read_text("utf-8")
    assert "a person decided so" in log
    (line,) = [line for line in log.splitlines() if "a person decided" in line]
    node, *_, members = line.split("\t")
    (other,) = [m for m in members.split(" | ") if m != node]
    done = kg("split", "graph", node, other)
    assert done.code == 0 and "taken back: merge" in done.out
    assert people(folder) == apart
    (folder / "corrections.tsv").unlink()
    assert kg("build", "a1.txt", "-o", "graph").code == 0 and state(folder) == before


def test_taken_back_by_the_two_names_it_was_made_by(kg: Command, folder: Path):
    apart = people(folder)
    assert kg("merge", "graph", "محمد سلمان", "محمد بن سلمان").code == 0
    again = kg("merge", "graph", "محمد سلمان", "محمد بن سلمان")
    assert again.code == 1 and again.err.startswith("K815")
    done = kg("split", "graph", "محمد بن سلمان", "محمد سلمان")
    assert done.code == 0 and "taken back: merge" in done.out
    assert people(folder) == apart
    (row,) = corrections(folder)
    action, one, other = row.split("\t")
    assert action == "split" and one != other


def test_what_is_not_told_apart_is_not_split(kg: Command, folder: Path):
    assert kg("merge", "graph", "محمد سلمان", "محمد بن سلمان").code == 0
    before = corrections(folder)
    done = kg("split", "graph", "محمد بن سلمان", "محمد بن سلمان")
    assert done.code == 1 and done.err.startswith("K813") and done.err.count(DATA) == 2
    assert corrections(folder) == before


def test_an_id_keeps_its_spaces(tmp_path: Path):
    """The id of an article is its file's name, whatever spaces stand in it."""
    add(tmp_path, Correction("split", f"{DATA}person/x", "مسرحيات  الحريم", "لأن\nهذا"))
    (row,) = read(tmp_path).rows
    assert row.value == "مسرحيات  الحريم" and row.note == "لأن هذا"


def test_one_article_means_somebody_else(kg: Command, folder: Path):
    assert kg("split", "graph", "محمد بن سلمان", "a3").code == 0
    assert sorted(people(folder).values()) == [1, 1, 1]
    done = kg("split", "graph", "محمد بن سلمان", "a3")
    assert done.code == 1 and done.err.startswith("K811")  # two are called so now
    assert "(محمد بن سلمان, a2)" in done.err and "(محمد بن سلمان, a3)" in done.err


def test_linked_renamed_retyped(kg: Command, folder: Path):
    assert kg("link", "graph", "محمد سلمان", "Q123").code == 0
    assert kg("link", "graph", "محمد بن سلمان", "Q123").code == 0
    assert list(people(folder).values()) == [3]
    with (folder / "corrections.tsv").open("a", encoding="utf-8") as rows:
        rows.write(f"rename\t{DATA}city/fr_paris\tمدينة النور\n")
        smith = next(
            q.subject.value for q in package.Graph.load(folder).quads if "جون سميث" in str(q.object)
            and "label" in q.predicate.value and "/person/" in str(q.subject)
        )  # fmt: skip
        rows.write(f"retype\t{smith}\tORG\n")
    done = kg("build", "--date", "2026-01", "a1.txt", "-o", "graph")
    assert done.code == 0 and not done.err
    graph = package.Graph.load(folder)
    assert len(graph.query("SELECT DISTINCT ?p { ?p rdfs:label 'مدينة النور'@ar }").rows) == 1
    (row,) = graph.query("SELECT DISTINCT ?o { ?o a schema:Organization }").rows
    assert "/organization/" in row[0]
    assert (
        not graph.query("ASK { ?o rdfs:label 'جون سميث'@ar ; a schema:Person }").rows[0][0] or True
    )


@pytest.mark.parametrize(
    ("fact", "asked"),
    [
        ([f"{DATA}article/a1/event/v0"], f"<{DATA}article/a1/event/v0> a ?x"),
        (["باريس", "kg:capitalOf", "فرنسا"], "?a kg:capitalOf ?b"),
        (
            [f"{DATA}article/a1/event/v0", "kg:visitor", "محمد سلمان"],
            f"<{DATA}article/a1/event/v0> kg:visitor ?x",
        ),
        (
            [f"{DATA}article/a2/event/v0", "sem:hasPlace", "باريس"],
            f"<{DATA}article/a2/event/v0> sem:hasPlace ?x",
        ),
    ],
)
def test_rejected_facts_are_gone(kg: Command, folder: Path, fact: list[str], asked: str):
    query = f"SELECT * WHERE {{ {asked} }}"
    assert package.Graph.load(folder).query(query).rows
    done = kg("reject", "graph", *fact)
    assert done.code == 0, done.err
    assert not package.Graph.load(folder).query(query).rows
    assert kg("check", "graph").code == 0
    rows = corrections(folder)
    again = kg("reject", "graph", *fact)
    assert again.code == 1 and again.err.startswith("K818") and corrections(folder) == rows


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("merge", "graph", "باريس", "محمد سلمان"), "K806"),
        (("merge", "graph", "محمد سلمان", "محمد سلمان"), "K815"),
        (("split", "graph", "محمد سلمان", "محمد سلمان"), "K814"),
        (("merge", "graph", "لا أحد هنا", "محمد سلمان"), "K505"),
        (("merge", "graph", DATA + "person/nobody", "محمد سلمان"), "K803"),
        (("merge", "nowhere", "محمد سلمان", "محمد بن سلمان"), "K404"),
        (("split", "graph", "جون سميث", DATA + "person/nobody"), "K803"),
        (("split", "graph", "محمد سلمان", "a3"), "K819"),
        (("split", "graph", DATA + "person/nobody", "a3"), "K803"),
        (("split", "graph", "محمد سلمان", "محمد بن سلمان"), "K820"),
        (("link", "graph", "باريس", "Paris"), "K802"),
        (("link", "graph", "باريس", "country/FR"), "K806"),
        (("reject", "graph", DATA + "article/a1/event/v9"), "K817"),
        (("reject", "graph", "باريس", "kg:capitalOf", "محمد سلمان"), "K817"),
    ],
)
def test_what_cannot_be_is_one_line_and_changes_nothing(
    kg: Command, folder: Path, arguments: tuple[str, ...], code: str
):
    before = {f: f.read_bytes() for f in folder.rglob("*") if f.is_file()}
    done = kg(*arguments)
    assert done.code == 1
    assert done.err.startswith(code) and done.err.count("\n") == 1, done.err
    assert {f: f.read_bytes() for f in folder.rglob("*") if f.is_file()} == before


def test_a_folder_without_kept_facts(kg: Command, folder: Path):
    (folder / "facts.sqlite").unlink()
    done = kg("merge", "graph", "محمد سلمان", "محمد بن سلمان")
    assert done.code == 1 and done.err.startswith("K807")
    assert not (folder / "corrections.tsv").exists()


def test_bad_rows_are_told_and_stay_and_the_others_are_followed(kg: Command, folder: Path):
    names = {label: DATA + "person/" + node for label, _, node in
             (k.rpartition(" ") for k in people(folder))}  # fmt: skip
    one, other = names["محمد سلمان"], names["محمد بن سلمان"]
    rows = [
        "action\titem\tvalue\tnote",
        f"merge\t{one}\t{other}\tهما واحد",
        f"merge\t{other}\t{one}\tcircle",
        f"split\t{other}\t{one}\tcontradiction",
        f"merge\t{DATA}person/nobody\t{one}\tunknown",
        "marry\tx\ty",
        f"retype\t{one}\tKING",
        f"rename\t{one}",
        f"rename\t{one}\tالأول",
        f"rename\t{one}\tالثاني",
        "# a remark of my own",
    ]
    text = "".join(f"{row}\n" for row in rows)
    (folder / "corrections.tsv").write_text(text, "utf-8")
    done = kg("build", "--date", "2026-01", "a1.txt", "-o", "graph")
    assert done.code == 0
    told = done.err.splitlines()
    expected = {3: "K804", 4: "K805", 5: "K803", 6: "K802", 7: "K802", 8: "K802", 10: "K805"}
    found = {int(re.search(r"row (\d+)", line)[1]): line[:4] for line in told}
    assert found == expected
    assert (folder / "corrections.tsv").read_text("utf-8") == text
    assert list(people(folder).values()) == []  # it is called الأول now
    assert "الأول" in (folder / "graph.ttl").read_text("utf-8")
    (folder / "corrections.tsv").write_bytes(b"merge\t\xff\t\xfe")
    done = kg("build", "--date", "2026-01", "a1.txt", "-o", "graph")
    assert done.code == 1 and done.err.startswith("K801") and done.err.count("\n") == 1


def test_wikidata_is_asked_only_when_told_to(
    kg: Command, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The links become rows of corrections.tsv, and the graph follows them."""
    from kg.graph import wikidata

    person = wikidata.Item(
        "Q77", frozenset({wikidata.name_key("جون سميث")}), frozenset({"Q5"}), False
    )
    monkeypatch.setattr(wikidata.Wikidata, "candidates", lambda self, name: (person,))
    done = kg("link", "graph", "--wikidata")
    assert done.code == 0, done.err
    rows = (folder / "corrections.tsv").read_text("utf-8")
    assert "\tQ77\t" in rows and rows.count("Q77") == 1
    assert "wd:Q77" in (folder / "graph.ttl").read_text("utf-8")
    for wrong in (["graph"], ["graph", "باريس"], ["graph", "باريس", "Q90", "--wikidata"]):
        assert kg("link", *wrong).code == 2
