"""What the page knows, as one JSON object; offsets in UTF-16 units, as JavaScript counts.

Events and entities refer to each other by their place in the lists; a span's target below
``len(nodes)`` is a node, above it an event.
"""

from __future__ import annotations

import base64
import gzip
import json
import re
from bisect import bisect_left
from typing import Any

from kg.view.data import Evidence, PageArticle, PageData, PageEvent
from kg.view.network import Scene
from kg.view.table import rows, words

PLAIN = 1_000_000
"""Up to so many bytes the JSON lies readable in the page, above it is compressed."""
BASE = "https://w3id.org/khabar/id/"


def payload(data: PageData, scene: Scene, outline: str | None) -> dict[str, Any]:
    """The page's data. ``outline``: SVG path of the world's outline, when there is a map."""
    events = sorted(data.events, key=_first_trigger(data))
    number = {e.iri: i for i, e in enumerate(data.entities)}
    event_number = {e.iri: i for i, e in enumerate(events)}
    targets = number | {iri: i + len(number) for iri, i in event_number.items()}
    articles = {a.iri: i for i, a in enumerate(data.articles)}
    units = [_Units(a.text) for a in data.articles]

    def evidence(places: tuple[Evidence, ...]) -> list[list[int]]:
        return [
            [articles[p.article], units[articles[p.article]](p.start)]
            for p in places
            if p.article in articles
        ]

    return {
        "base": BASE,
        "folded": scene.folded,
        "unfolded": [
            scene.unfolded[iri] for iri in (*number, *event_number) if iri in scene.unfolded
        ]
        or None,
        "outline": outline,
        "shapes": rows("shapes"),
        "folding": rows("folding"),
        "words": {"ar": words("ar"), "en": words("en")},
        "articles": [_article(a, u, targets) for a, u in zip(data.articles, units, strict=True)],
        "nodes": [
            _filled(
                key=key_of(e.iri),
                type=e.type,
                label=e.label,
                english=e.label_en,
                names=e.names,
                qid=e.qid,
                at=[e.latitude, e.longitude]
                if e.latitude is not None and e.longitude is not None
                else None,
                weight=scene.weights[e.iri],
                community=scene.communities.get(e.iri),
            )
            for e in data.entities
        ],
        "events": [_event(e, number, event_number) for e in events],
        "posts": [
            _filled(
                holder=number[p.holder],
                title=p.title,
                of=number.get(p.of) if p.of else None,
                former=p.former,
                confidence=round(p.confidence, 3),
                evidence=evidence(p.evidence),
            )
            for p in data.posts
            if p.holder in number
        ],
        "relations": [
            _filled(
                type=r.type,
                source=number[r.source],
                target=number[r.target],
                confidence=round(r.confidence, 3),
                evidence=evidence(r.evidence),
            )
            for r in data.relations
            if r.source in number and r.target in number
        ],
    }


def packed(content: dict[str, Any]) -> tuple[str, bool]:
    """The payload as text that is safe inside a ``<script>`` element, and whether it is gzip."""
    text = safe_json(content)
    if len(text) <= PLAIN:
        return text, False
    return base64.b64encode(gzip.compress(text.encode("utf-8"), 6, mtime=0)).decode("ascii"), True


def safe_json(content: Any) -> str:
    """JSON in which nothing can end a script element or be taken for markup."""
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    return re.sub("[<>&\u2028\u2029]", lambda m: f"\\u{ord(m.group()):04x}", text)


class _Units:
    """Maps Python offsets of one text to UTF-16 offsets: letters above U+FFFF count twice."""

    def __init__(self, text: str) -> None:
        self._wide = [i for i, c in enumerate(text) if c > "\uffff"]

    def __call__(self, offset: int) -> int:
        return offset + bisect_left(self._wide, offset)


def _article(article: PageArticle, unit: _Units, targets: dict[str, int]) -> dict[str, Any]:
    return _filled(
        key=key_of(article.iri),
        id=article.id,
        title=article.title,
        source=article.source,
        date=article.date,
        url=article.url,
        text=article.text,
        sentences=[[unit(a), unit(b)] for a, b in article.sentences],
        spans=[
            [unit(s.start), unit(s.end), targets[s.target], s.kind, round(s.confidence, 3)]
            for s in article.spans
            if s.target in targets
        ],
    )


def _event(event: PageEvent, number: dict[str, int], events: dict[str, int]) -> dict[str, Any]:
    return _filled(
        key=key_of(event.iri),
        type=event.type,
        status=event.status,
        mode=event.mode,
        begin=event.begin,
        end=event.end,
        detail=event.detail,
        confidence=round(event.confidence, 3),
        roles=[[r.name, number[r.entity]] for r in event.roles if r.entity in number],
        words=[[r.name, r.words] for r in event.roles if r.words],
        madeAt=events.get(event.made_at) if event.made_at else None,
        reports=[events[r] for r in event.reports if r in events],
    )


def _first_trigger(data: PageData) -> Any:
    place: dict[str, tuple[int, int]] = {}
    for number, article in enumerate(data.articles):
        for span in article.spans:
            place.setdefault(span.target, (number, span.start))
    return lambda event: (place.get(event.iri, (len(data.articles), 0)), event.iri)


def key_of(iri: str) -> str:
    """The IRI without the base that all ours share; the page puts it back."""
    return iri.removeprefix(BASE)


def _filled(**fields: Any) -> dict[str, Any]:
    """The fields that say something: no None, no False, no empty list."""
    return {k: v for k, v in fields.items() if v is not None and v is not False and v != []
            and v != ()}  # fmt: skip
