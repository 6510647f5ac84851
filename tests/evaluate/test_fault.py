"""Faults: each difference named once, by its kind."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from kg.evaluate.evaluation import evaluate_facts
from kg.evaluate.fault import Fault
from kg.nouns import Facts, Post
from kg.sentence.table import table
from tests.evaluate.hand_made import hand_facts, hand_gold
from tests.evaluate.perfect import perfect


def faults(facts: Facts) -> list[Fault]:
    return list(evaluate_facts([facts], [hand_gold()]).faults)


def only(facts: Facts, *kinds: str) -> list[tuple[str, str, str, str]]:
    found = [f for f in faults(facts) if f.kind in kinds]
    return [(f.kind, f.detail, f.wanted, f.told) for f in found]


def test_faults_of_the_hand_made_reading() -> None:
    assert Counter(f.kind for f in faults(hand_facts())) == {
        "mention missed": 3,
        "entity split": 1,
        "post missed": 1,
        "event wrong type": 1,
        "event missed": 1,
        "role missed": 3,
        "role extra": 2,
        "status": 1,
        "mode": 1,
    }


def test_what_they_say() -> None:
    facts = hand_facts()
    assert only(facts, "entity split") == [("entity split", "PER", "سامي عواد", "سامي عواد، عواد")]
    assert only(facts, "event wrong type") == [
        ("event wrong type", "Support → Decide", "ستمنح", "ستمنح")
    ]
    assert only(facts, "status")[0][1] == "actual → planned"
    assert only(facts, "mode")[0][1] == "confirm → say"
    assert only(facts, "role missed") == [
        ("role missed", "Meeting.participant", "هدى نجم", ""),
        ("role missed", "Statement.speaker", "سامي عواد", ""),
        ("role missed", "Statement.content", "الكرم في الأردن", ""),
    ]
    missed = next(f for f in faults(facts) if f.kind == "event missed")
    assert (missed.sentence, missed.wanted) == (2, "شكرت")


def test_a_perfect_reading_has_none() -> None:
    assert faults(perfect(hand_gold())) == []


def test_posts_by_what_is_wrong_in_them() -> None:
    facts = hand_facts()

    def with_post(post: Post) -> list[tuple[str, str, str, str]]:
        told = replace(facts, posts=(post,))
        return only(told, *(row["kind"] for row in table("fault_kinds") if "post" in row["kind"]))

    assert with_post(Post("e0", "وزير المياه", "e2"))[0][0] == "post wrong body"
    assert with_post(Post("e0", "السفير", "e4"))[0][0] == "post wrong title"
    assert with_post(Post("e4", "وزير المياه", "e4"))[0][0] == "post wrong holder"
    extra = replace(facts, posts=(*facts.posts, Post("e3", "شاعر")))
    assert only(extra, "post extra") == [("post extra", "", "", "عواد: شاعر")]


def test_boundaries_types_times_and_merges() -> None:
    facts = hand_facts()
    sami, huda, karm, short, jo = facts.entities
    longer = replace(huda, mentions=(replace(huda.mentions[0], end=huda.mentions[0].end + 20),))
    told = replace(facts, entities=(sami, longer, replace(karm, type="ORG"), short, jo))
    assert only(told, "mention wrong boundary")[0][2] == "هدى نجم"
    assert {d for _, d, _, _ in only(told, "mention wrong type")} == {"LOC → ORG"}
    both = replace(sami, mentions=(*sami.mentions, *huda.mentions))
    assert only(replace(facts, entities=(both, karm, short, jo)), "entity merged")[0][2] == (
        "سامي عواد، هدى نجم"
    )
    meeting, *rest = facts.events
    late = replace(meeting, time=replace(meeting.time, value="2020-03"))  # type: ignore[type-var]
    assert only(replace(facts, events=(late, *rest)), "time wrong")[0][2:] == (
        "2020-03-01",
        "2020-03",
    )
    assert only(replace(facts, events=(replace(meeting, time=None), *rest)), "time missed")
    twice = replace(meeting, id="v9")
    assert only(replace(facts, events=(*facts.events, twice)), "event split")


def test_every_kind_has_a_row_with_a_colour() -> None:
    rows = table("fault_kinds")
    assert len({row["kind"] for row in rows}) == len(rows) >= 25
    assert {row["colour"] for row in rows} == {"missed", "extra", "wrong"}
    assert all(row["ar"] for row in rows)
