"""A small annotated article, and facts about it by hand: some right, some wrong, all countable."""

from __future__ import annotations

from typing import Any, Final

from kg.evaluate.gold import GoldArticle, compile_source, gold
from kg.nouns import (
    Article,
    Entity,
    Event,
    Facts,
    Mention,
    Post,
    Quote,
    Relation,
    Role,
    Sentence,
    TimeExpression,
)

SOURCE: Final[dict[str, Any]] = {
    "id": "hand",
    "source": "test",
    "date": "2020-03-02",
    "paragraphs": [
        [
            "التقى وزير المياه سامي عواد رئيس بلدية الكرم هدى نجم في الكرم أمس.",
            "وقال عواد إن بلاده ستمنح الكرم مضختين، مؤكدا أن الكرم في الأردن.",
            "وشكرت نجم الوزير.",
        ]
    ],
    "entities": [
        {
            "id": "sami",
            "type": "PER",
            "name": "سامي عواد",
            "mentions": [[0, "سامي عواد"], [1, "عواد"], [2, "الوزير"]],
        },
        {"id": "huda", "type": "PER", "name": "هدى نجم", "mentions": [[0, "هدى نجم"], [2, "نجم"]]},
        {
            "id": "karm",
            "type": "LOC",
            "name": "الكرم",
            "mentions": [[0, "الكرم"], [0, "الكرم", 2], [1, "الكرم"], [1, "الكرم", 2]],
        },
        {
            "id": "jo",
            "type": "CTRY",
            "name": "الأردن",
            "qid": "Q810",
            "mentions": [[1, "بلاده"], [1, "الأردن"]],
        },
    ],
    "positions": [
        {"holder": "sami", "title": "وزير المياه", "of": "jo", "s": 0},
        {"holder": "huda", "title": "رئيس بلدية", "of": "karm", "s": 0},
    ],
    "relations": [{"type": "locatedIn", "from": "karm", "to": "jo", "s": 1}],
    "events": [
        {
            "id": "meet",
            "type": "Meeting",
            "mentions": [[0, "التقى"]],
            "roles": {"participant": ["sami", "huda"]},
            "place": ["karm"],
            "time": {"text": [0, "أمس"], "value": "2020-03-01"},
        },
        {
            "id": "say",
            "type": "Statement",
            "mode": "say",
            "mentions": [[1, "قال"]],
            "roles": {"speaker": ["sami"], "content": [[1, "بلاده ستمنح الكرم مضختين"]]},
        },
        {
            "id": "give",
            "type": "Support",
            "mentions": [[1, "ستمنح"]],
            "roles": {"giver": ["jo"], "recipient": ["karm"], "what": [[1, "مضختين"]]},
            "status": "planned",
        },
        {
            "id": "confirm",
            "type": "Statement",
            "mode": "confirm",
            "mentions": [[1, "مؤكدا"]],
            "roles": {"speaker": ["sami"], "content": [[1, "الكرم في الأردن"]]},
        },
        {
            "id": "thank",
            "type": "Statement",
            "mode": "praise",
            "mentions": [[2, "شكرت"]],
            "roles": {"speaker": ["huda"], "addressee": ["sami"]},
        },
    ],
}


def hand_gold() -> GoldArticle:
    """The annotated article."""
    return gold(compile_source(SOURCE))


class _Text:
    def __init__(self, article: Article) -> None:
        self.text = article.text

    def at(self, words: str, nth: int = 1) -> tuple[int, int]:
        start = -1
        for _ in range(nth):
            start = self.text.index(words, start + 1)
        return start, start + len(words)

    def mention(self, words: str, type: str, nth: int = 1, kind: str = "name") -> Mention:
        start, end = self.at(words, nth)
        sentence = sum(start > self.text.index(first) for first in ("وقال", "وشكرت"))
        return Mention(start, end, type, kind, sentence, 0.9)  # type: ignore[arg-type]


def hand_facts() -> Facts:
    """What a reader with faults found.

    Right: both people, three of four mentions of الكرم, the meeting with one participant, place
    and time, one post, one statement. Wrong: عواد in sentence 1 is its own person (split), بلاده
    and نجم are missed, هدى holds no post, ستمنح is a Decide, the second statement has another mode
    and status, the third is missed.
    """
    raw = compile_source(SOURCE)
    article = Article(raw["id"], raw["text"], raw["source"], raw["date"])
    t = _Text(article)
    sentences = tuple(Sentence(n, a, b) for n, (a, b) in enumerate(raw["sentences"]))
    entities = (
        Entity(
            "e0",
            "PER",
            "سامي عواد",
            (t.mention("سامي عواد", "PER"), t.mention("الوزير", "PER", kind="nominal")),
        ),
        Entity("e1", "PER", "هدى نجم", (t.mention("هدى نجم", "PER"),)),
        Entity("e2", "LOC", "الكرم", tuple(t.mention("الكرم", "LOC", nth) for nth in (1, 2, 3))),
        Entity("e3", "PER", "عواد", (t.mention("عواد", "PER", 2),)),
        Entity(
            "e4",
            "CTRY",
            "الأردن",
            (t.mention("الأردن", "CTRY"),),
            qid="Q810",
            kb="country/JO",
        ),
    )
    when = TimeExpression(*t.at("أمس"), "2020-03-01")
    content = Quote(*t.at("بلاده ستمنح الكرم مضختين"))
    events = (
        Event(
            "v0",
            "Meeting",
            (t.mention("التقى", "Meeting"),),
            (Role("participant", "e0"), Role("participant", "e2")),
            ("e2",),
            when,
            confidence=0.8,
        ),
        Event(
            "v1",
            "Statement",
            (t.mention("قال", "Statement"),),
            (Role("speaker", "e3"), Role("content", content)),
            mode="say",
            confidence=0.9,
        ),
        Event("v2", "Decide", (t.mention("ستمنح", "Decide"),), confidence=0.4),
        Event(
            "v3",
            "Statement",
            (t.mention("مؤكدا", "Statement"),),
            (Role("speaker", "e0"),),
            status="planned",
            mode="say",
            confidence=0.7,
        ),
    )
    posts = (Post("e0", "وزير المياه", "e4"),)
    relations = (Relation("locatedIn", "e2", "e4", 1),)
    return Facts(article, sentences, entities, posts, relations, events)
