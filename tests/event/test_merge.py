"""Events across articles: what six newspapers tell of one meeting, and what stays apart."""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations

import pytest

from kg import Graph
from kg.entity.merge import identify
from kg.event.merge import occurrences
from kg.mention.label import ROLES_OF
from kg.nouns import Article, Entity, Event, Facts, Mention, Quote, Role, Sentence, TimeExpression
from kg.sentence.table import table

CARTER, LEDRIAN, OTHER = "كارتر أشتون", "لودريان جان", "سامي منصور"
ACTORS = {
    **dict.fromkeys(("US", "FR", "RU"), "CTRY"),
    **dict.fromkeys(("PARIS", "ROME"), "LOC"),
    **dict.fromkeys((CARTER, LEDRIAN, OTHER), "PER"),
}
NUMBERS = {"12": (0, 2), "15": (3, 5), "60": (6, 8)}
TEXT = "12 15 60 " + "قال إن التحالف سيزيد ضرباته على معاقل التنظيم في الرقة والموصل قريبا"


def telling(
    article: str,
    type_: str,
    roles: dict[str, tuple[str, ...]],
    at: str | None = None,
    on: str | None = None,
    *,
    date: str | None = "2016-01-21",
    number: str | None = None,
    quotes: tuple[tuple[str, int, int], ...] = (),
    **more: object,
) -> Facts:
    """An article that tells one event."""
    ids = {name: f"e{n}" for n, name in enumerate(ACTORS)}
    entities = tuple(
        Entity(
            ids[name],
            kind,  # type: ignore[arg-type]
            name,
            (Mention(0, 2, kind),),
            kb=None if kind == "PER" else f"{'country' if kind == 'CTRY' else 'city'}/{name}",
        )
        for name, kind in ACTORS.items()
    )
    filled = [Role(role, ids[name]) for role, names in roles.items() for name in names]
    filled += [Role(role, Quote(a, b)) for role, a, b in quotes]
    if number:
        filled.append(Role("number", Quote(*NUMBERS[number])))
    event = Event(
        "v0",
        type_,  # type: ignore[arg-type]
        (Mention(9, 12, type_),),
        tuple(filled),
        (ids[at],) if at else (),
        TimeExpression(0, 2, on) if on else None,
    )
    event = replace(event, **more)
    return Facts(
        Article(article, TEXT, date=date), (Sentence(0, 0, len(TEXT)),), entities, events=(event,)
    )


def groups(*articles: Facts) -> set[tuple[str, ...]]:
    """The articles whose events are one, whatever the order they are read in."""
    found = set()
    for order in permutations(articles):
        told = occurrences(order, identify(order))
        found.add(tuple((one.accounts, one.reasons) for one in told.joined))
    assert len(found) == 1, "the order of articles decides"
    return {tuple(article for article, _ in accounts) for accounts, _ in found.pop()}


MEETING = {"participant": ("US", "FR")}


def test_one_meeting_of_three_newspapers():
    told = groups(
        telling("a", "Meeting", MEETING, "PARIS", "2016-01-20"),
        telling("b", "Meeting", {"participant": ("US", "FR", "RU")}, None, "2016-01-20"),
        telling("c", "Meeting", {"participant": (CARTER, LEDRIAN)}, None, "2016-01-20"),
        telling("d", "Meeting", {"participant": ("US", CARTER)}, "PARIS", "2016-01-20"),
    )
    assert told == {("a", "b", "d")}  # c shares nobody with them: to be sure, it stays apart


def test_a_minister_meets_many_in_one_town():
    one = telling("a", "Meeting", {"participant": (CARTER, LEDRIAN)}, "PARIS", "2016-01-20")
    two = telling("b", "Meeting", {"participant": (CARTER, OTHER)}, "PARIS", "2016-01-20")
    assert groups(one, two) == set()


def test_one_visit_without_a_date_is_one_near_the_articles_dates():
    visit = {"visitor": (CARTER,), "destination": ("FR",)}
    told = groups(
        telling("a", "Visit", visit, None, "2016-01-20"),
        telling("b", "Visit", visit),
        telling("c", "Visit", visit, date="2016-03-21"),
    )
    assert told == {("b", "a")}


def test_what_goes_on_for_weeks_is_one_only_by_its_day():
    attack = {"attacker": ("US",), "target": ("RU",)}
    assert groups(*(telling(n, "Attack", attack, "PARIS") for n in "ab")) == set()
    on_a_day = [telling(n, "Attack", attack, "PARIS", "2016-01-20") for n in "ab"]
    assert groups(*on_a_day) == {("a", "b")}


@pytest.mark.parametrize(
    "other",
    [
        telling("b", "Meeting", MEETING, "ROME", "2016-01-20"),
        telling("b", "Meeting", MEETING, "PARIS", "2016-01-23"),
        telling("b", "Meeting", MEETING, "PARIS", "2016-01-20", status="planned"),
        telling("b", "Visit", {"visitor": ("US",), "destination": ("FR",)}, "PARIS", "2016-01-20"),
        telling("b", "Meeting", {"participant": ("RU",)}, None, "2016-01-20"),
        telling("b", "Meeting", MEETING, "PARIS", "2016"),
        telling("b", "Meeting", {"participant": ("US", "FR")}, None, None, date="2016-02-21"),
    ],
)
def test_other_places_times_types_and_people_are_other_events(other: Facts):
    assert groups(telling("a", "Meeting", MEETING, "PARIS", "2016-01-20"), other) == set()


def test_countries_alone_meet_too_often():
    assert groups(telling("a", "Meeting", MEETING), telling("b", "Meeting", MEETING)) == set()
    people = {"participant": (CARTER, LEDRIAN)}
    assert groups(telling("a", "Meeting", people), telling("b", "Meeting", people)) == {("a", "b")}
    undated = telling("b", "Meeting", people, date=None)
    assert groups(telling("a", "Meeting", people), undated) == set()


def test_twelve_says_one_and_fifteen_the_other():
    def dead(article: str, number: str, kind: str = "killed", on: str = "2016-01-20") -> Facts:
        return telling(article, "Casualties", {}, "PARIS", on, number=number, kind=kind)

    assert groups(dead("a", "12"), dead("b", "15")) == {("a", "b")}
    assert groups(dead("a", "12"), dead("b", "60")) == set()
    assert groups(dead("a", "12"), dead("b", "12", "injured")) == set()
    assert groups(dead("a", "12"), dead("b", "12", on="2016-01-19/2016-01-20")) == set()


def test_three_millions_are_not_three():
    def displaced(article: str, words: str) -> Facts:
        one = telling(article, "Casualties", {}, "PARIS", "2016-01-20", kind="displaced")
        event = replace(one.events[0], roles=(Role("number", Quote(0, len(words))),))
        return replace(one, article=replace(one.article, text=words + TEXT), events=(event,))

    millions = displaced("a", "ثلاثة ملايين")
    assert groups(millions, displaced("b", "3 ملايين")) == {("a", "b")}
    assert groups(millions, displaced("b", "ثلاثة")) == set()
    assert groups(displaced("a", "مليون"), displaced("b", "1,000,000")) == {("a", "b")}
    assert groups(displaced("a", "نحو 3,5 مليون"), displaced("b", "3.5 ملايين")) == {("a", "b")}
    assert groups(displaced("a", "12 ألف"), displaced("b", "12")) == set()
    assert groups(displaced("a", "12 ألف"), displaced("b", "12000")) == {("a", "b")}


def test_attackers_that_differ_are_two_attacks():
    one = telling("a", "Attack", {"attacker": ("US",), "target": ("RU",)}, "PARIS", "2016-01-20")
    two = telling("b", "Attack", {"attacker": ("FR",), "target": ("RU",)}, "PARIS", "2016-01-20")
    assert groups(one, two) == set()
    unsaid = telling("b", "Attack", {"target": ("RU",)}, "PARIS", "2016-01-20")
    assert groups(one, unsaid) == {("a", "b")}


def test_one_statement_is_one_speaker_and_the_same_words():
    whole, part = ("content", 16, len(TEXT)), ("content", 16, 40)
    one = telling("a", "Statement", {"speaker": (CARTER,)}, quotes=(whole,), mode="say")
    assert groups(one, replace(one, article=replace(one.article, id="b"))) == {("a", "b")}
    assert groups(one, telling("b", "Statement", {"speaker": (CARTER,)}, quotes=(part,))) == set()
    assert groups(one, telling("b", "Statement", {"speaker": (LEDRIAN,)}, quotes=(whole,))) == set()


def test_two_events_of_one_article_stay_two():
    one = telling("a", "Meeting", {"participant": (CARTER, LEDRIAN)}, "PARIS", "2016-01-20")
    twice = replace(one, events=(one.events[0], replace(one.events[0], id="v1")))
    other = replace(one, article=replace(one.article, id="b"))
    assert groups(twice) == set()
    assert groups(twice, other) == {("a", "b")}


def test_the_graph_has_one_node_and_each_article_its_own_account():
    one = telling("a", "Casualties", {}, "PARIS", "2016-01-20", number="12", kind="killed")
    two = telling(
        "b", "Casualties", {}, "PARIS", "2016-01-20", number="15", kind="killed", confidence=0.5
    )
    graph = Graph([two, one])
    rows = graph.query(
        "SELECT ?g ?number ?confidence ?label WHERE { GRAPH ?g { ?e a kg:Casualties ;"
        " kg:number ?number ; kg:confidence ?confidence ; rdfs:label ?label }"
        " FILTER(lang(?label) = 'ar') } ORDER BY ?number"
    )
    assert [row[1] for row in rows.rows] == ["12", "15"]
    assert len({row[0] for row in rows.rows}) == 2
    assert len({tuple(row[2:]) for row in rows.rows}) == 1
    assert len(graph.query("SELECT DISTINCT ?e WHERE { ?e a kg:Casualties }").rows) == 1
    assert len(Graph([one]).query("SELECT DISTINCT ?e WHERE { ?e a kg:Casualties }").rows) == 1


def test_roles_that_tell_events_apart_are_roles_of_their_type() -> None:
    rows = table("telling_roles")
    assert len({(row["type"], row["role"]) for row in rows}) == len(rows)
    for row in rows:
        assert row["role"] in ROLES_OF[row["type"]], row
