"""The nouns that flow through Khabar: article, sentence, mention, entity, event, facts.

Every stage is a plain function from some of these nouns to others. All are frozen and
slotted: a stage makes new nouns, it never changes old ones. Every ``start`` and ``end``
is a Python ``str`` offset into the untouched ``Article.text`` (half open, ``[start, end)``),
so ``article.text[m.start:m.end]`` is always exactly what the mention covers.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

EntityType = Literal["PER", "CTRY", "LOC", "ORG", "GRP"]
MentionKind = Literal["name", "nominal", "pronoun", "demonym"]
EventType = Literal[
    "Statement", "Meeting", "Visit", "Attack", "Casualties", "Detain", "Release", "Agree",
    "Support", "Sanction", "Office", "Protest", "Move", "Control", "Decide",
]  # fmt: skip
Status = Literal["actual", "planned", "called_for", "denied", "hypothetical"]
Mode = Literal[
    "say", "announce", "confirm", "demand", "warn", "condemn", "praise", "deny", "promise",
    "expect", "ask",
]  # fmt: skip
Quotation = Literal["direct", "indirect", "mixed"]
RelationType = Literal[
    "memberOf", "locatedIn", "capitalOf", "partOf", "allyOf", "supports", "nationalityOf",
    "worksFor", "relativeOf",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Article:
    """One news article as it came in. ``text`` is never altered, not even by a space."""

    id: str
    """dcterms:identifier: the file's stem, or the ``id`` of the row."""
    text: str
    source: str | None = None
    """Publisher as the input names it."""
    date: str | None = None
    """Publication date: ``YYYY-MM-DD``, ``YYYY-MM`` or ``YYYY``; None when unknown."""
    title: str | None = None
    """Headline, kept apart: it is not part of ``text``."""
    url: str | None = None
    origin: str | None = None
    """Where it was read: ``folder/file.jsonl:12`` (row) or a path. For messages only."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A numbered stretch of an article."""

    index: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Mention:
    """A stretch of text that refers to an entity, or (``type`` an event type) an event trigger."""

    start: int
    end: int
    type: str
    """An EntityType, or an EventType for triggers."""
    kind: MentionKind = "name"
    sentence: int = 0
    """Index of the sentence that holds it."""
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Quote:
    """A stretch of the article's own words that fills a role (content, topic, what …)."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Entity:
    """One thing of the world inside one article, with all its mentions, in text order."""

    id: str
    """Local to the article: ``e0``, ``e1`` … in order of first mention."""
    type: EntityType
    name: str
    """Fullest Arabic name (for a group or unnamed person: its fullest description)."""
    mentions: tuple[Mention, ...]
    name_en: str | None = None
    other_names: tuple[str, ...] = ()
    qid: str | None = None
    """Wikidata id, when linked."""
    kb: str | None = None
    """Key of the knowledge-base row it is linked to, e.g. ``country/FR``; None when unknown."""
    classes: tuple[str, ...] = ()
    """Finer classes as CURIEs: ``schema:City``, ``schema:GovernmentOrganization``."""
    member_count: int | None = None
    """For groups: سبع دول → 7."""
    members: tuple[str, ...] = ()
    """For groups: local ids of the entities that the text lists as its members."""
    latitude: float | None = None
    longitude: float | None = None
    same_as: str | None = None
    """Its IRI in the user's knowledge base, when linked to a row that has one."""


@dataclass(frozen=True, slots=True)
class Post:
    """Someone holds a position: person, title, body or country."""

    holder: str
    """Local id of the person."""
    title: str
    """Title without nationality and name: وزير الدفاع."""
    of: str | None = None
    """Local id of the country or organisation."""
    former: bool = False
    sentence: int = 0
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Relation:
    """A standing relation between two entities, as the text says it."""

    type: RelationType
    source: str
    target: str
    sentence: int = 0
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """A dated stretch of text; ``value`` is ISO 8601 (day, month, year or ``a/b``) or None."""

    start: int
    end: int
    value: str | None = None
    behind: str | None = None
    """The value for what has happened, where ``value`` looks ahead: من المقرر … الاثنين."""
    ahead: str | None = None
    """The value for what is to come, where ``value`` looks back: دعا إلى اجتماع الاثنين."""


@dataclass(frozen=True, slots=True)
class Role:
    """One filler of one role of an event: an entity (local id) or the article's own words."""

    name: str
    filler: str | Quote
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Event:
    """One real-world event of the article, told by one or more triggers."""

    id: str
    """Local to the article: ``v0``, ``v1`` … in order of first trigger."""
    type: EventType
    triggers: tuple[Mention, ...]
    roles: tuple[Role, ...] = ()
    places: tuple[str, ...] = ()
    """Local ids of the entities where it happened."""
    time: TimeExpression | None = None
    status: Status = "actual"
    mode: Mode | None = None
    """Statements only."""
    quotation: Quotation | None = None
    """Statements only: direct, indirect or mixed speech."""
    made_at: str | None = None
    """Statements only: local id of the Meeting or press conference where it was said."""
    reports: tuple[str, ...] = ()
    """Statements only: local ids of events told inside the content."""
    subtype: str | None = None
    """``PressConference`` for a Meeting that is one."""
    kind: str | None = None
    """Casualties only: killed, injured, displaced, missing."""
    change: str | None = None
    """Office only: appointed, elected, resigned, dismissed."""
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Facts:
    """All that was read from one article: what the graph is made of."""

    article: Article
    sentences: tuple[Sentence, ...] = ()
    entities: tuple[Entity, ...] = ()
    posts: tuple[Post, ...] = ()
    relations: tuple[Relation, ...] = ()
    events: tuple[Event, ...] = ()
    demonyms: tuple[tuple[Mention, str], ...] = ()
    """Nationality adjectives (الفرنسي) with the local id of the country they name."""


@dataclass(frozen=True, slots=True)
class Skipped:
    """An input that could not be read: reported in one line, never fatal for the others."""

    origin: str
    """File, with row or byte offset where there is one."""
    reason: str
    """What was wrong, what was expected, what to do next: one line."""


@dataclass(frozen=True, slots=True)
class Link:
    """A scored link between two things of a Reading, each by its index there."""

    label: str
    source: int
    target: int
    score: float


@dataclass(frozen=True, slots=True)
class QuoteLink:
    """A trigger (by index) whose quoted role is filled by a stretch of the text."""

    label: str
    source: int
    quote: Quote
    score: float


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the reader says of one trigger, each with the probability of that answer."""

    status: Status
    status_score: float
    mode: Mode
    mode_score: float
    kind: str
    change: str


@dataclass(frozen=True, slots=True)
class Reading:
    """What the trained reader saw in one article, before entities and events are made."""

    mentions: tuple[Mention, ...] = ()
    triggers: tuple[Mention, ...] = ()
    titles: tuple[Mention, ...] = ()
    """Spans of post titles (type ``TITLE``)."""
    verdicts: tuple[Verdict, ...] = ()
    """One for each trigger."""
    roles: tuple[Link, ...] = ()
    """Trigger → mention, labelled with the role; every pair above a floor."""
    quotes: tuple[QuoteLink, ...] = ()
    coref: tuple[Link, ...] = ()
    """Mention → the earlier mention it goes back to."""
    same: tuple[Link, ...] = ()
    """Trigger → the earlier trigger that tells the same event."""
    posts: tuple[Link, ...] = ()
    """Title → mention, labelled ``holder`` or ``of``."""
    relations: tuple[Link, ...] = ()
    """Mention → mention, labelled with the relation."""
