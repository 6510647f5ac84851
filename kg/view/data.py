"""The nouns of the page: what one ``graph.html`` shows, apart from how it looks.

They are read off the RDF of a graph (``kg.view.reading``), cut to a part (``kg.view.part``)
and written into the page (``kg.view.payload``). Every ``start`` and ``end`` is still a Python
``str`` offset into the article's untouched text; the payload alone speaks UTF-16.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PageSpan:
    """A highlighted stretch of an article: a mention of an entity, or an event's trigger."""

    start: int
    end: int
    target: str
    """IRI of the entity or event."""
    kind: str = "name"
    """name, nominal, pronoun, demonym; ``trigger`` for an event."""
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class PageArticle:
    """An article with its text, so that every line of the page can lead to its sentence."""

    iri: str
    id: str
    text: str
    title: str | None = None
    source: str | None = None
    date: str | None = None
    url: str | None = None
    sentences: tuple[tuple[int, int], ...] = ()
    spans: tuple[PageSpan, ...] = ()


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where a fact stands: the article's IRI and the offset of the sentence's first character."""

    article: str
    start: int


@dataclass(frozen=True, slots=True)
class PageEntity:
    """A node: person, country, place, organisation or group (``type`` an ``EntityType``)."""

    iri: str
    type: str
    label: str
    label_en: str | None = None
    names: tuple[str, ...] = ()
    """All other names, Arabic or not, in sorted order."""
    qid: str | None = None
    latitude: float | None = None
    longitude: float | None = None


@dataclass(frozen=True, slots=True)
class PagePost:
    """A person's position, with the country or organisation it is in."""

    holder: str
    title: str
    of: str | None = None
    former: bool = False
    confidence: float = 1.0
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class PageRelation:
    """A standing relation between two entities (``type`` a ``RelationType``)."""

    type: str
    source: str
    target: str
    confidence: float = 1.0
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class PageRole:
    """One filler of a role: an entity's IRI, or the article's own words."""

    name: str
    entity: str | None = None
    words: str | None = None


@dataclass(frozen=True, slots=True)
class PageEvent:
    """An event; its sentences are those of its trigger spans in the articles."""

    iri: str
    type: str
    """An ``EventType``, or a finer class such as ``PressConference``."""
    status: str = "actual"
    mode: str | None = None
    begin: str | None = None
    """ISO 8601 day, month or year."""
    end: str | None = None
    roles: tuple[PageRole, ...] = ()
    """``place`` is among them."""
    made_at: str | None = None
    reports: tuple[str, ...] = ()
    detail: str | None = None
    """kg:kind (killed …) or kg:change (appointed …)."""
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class PageData:
    """All that one page shows."""

    articles: tuple[PageArticle, ...] = ()
    entities: tuple[PageEntity, ...] = ()
    posts: tuple[PagePost, ...] = ()
    relations: tuple[PageRelation, ...] = ()
    events: tuple[PageEvent, ...] = ()
