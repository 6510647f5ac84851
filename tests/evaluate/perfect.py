"""An annotation as facts: what a perfect reader would make of the article."""

from __future__ import annotations

from kg.evaluate.gold import GoldArticle, GoldEvent, Span
from kg.nouns import (
    Entity,
    Event,
    Facts,
    Mention,
    Post,
    Quote,
    Relation,
    Role,
    TimeExpression,
)


def perfect(gold: GoldArticle) -> Facts:
    """Facts without a fault."""

    def mention(span: Span, type: str) -> Mention:
        at = next(s.index for s in gold.sentences if s.start <= span[0] < s.end)
        kind = "nominal" if type == "GRP" else "name"
        return Mention(*span, type, kind, at)  # type: ignore[arg-type]

    def event(e: GoldEvent) -> Event:
        roles = [Role(r, x) for r, ids in e.fillers.items() if r != "place" for x in ids]
        roles += [Role(r, Quote(*span)) for r, spans in e.quotes.items() for span in spans]
        return Event(
            e.id,
            e.type,  # type: ignore[arg-type]
            tuple(mention(t, e.type) for t in e.triggers),
            tuple(roles),
            e.fillers["place"],
            TimeExpression(*e.time[0], e.time[1]) if e.time else None,
            e.status,  # type: ignore[arg-type]
            e.mode,  # type: ignore[arg-type]
            kind=e.words.get("kind"),
            change=e.words.get("change"),
        )

    return Facts(
        gold.article,
        gold.sentences,
        tuple(
            Entity(
                e.id,
                e.type,  # type: ignore[arg-type]
                e.name,
                tuple(mention(m, e.type) for m in e.mentions),
                e.name_en,
                qid=e.qid,
            )
            for e in gold.entities
        ),
        tuple(Post(p.holder, p.title, p.of, p.former) for p in gold.posts),
        tuple(Relation(r.type, r.source, r.target) for r in gold.relations),  # type: ignore[arg-type]
        tuple(map(event, gold.events)),
    )
