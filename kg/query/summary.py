"""What is in a graph, in numbers and in its most told names."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any, Final, cast

from pyoxigraph import DefaultGraph, Literal, NamedNode, QuerySolutions, Store

from kg.graph.store import merged
from kg.query.ask import run, store_of
from kg.query.rows import Rows
from kg.triple.vocabulary import (
    ENTITY_CLASS,
    EVENT_CLASSES,
    KG,
    NIF,
    ORG,
    PREFIXES,
    RDF,
    RDFS,
    label,
)

_MENTIONED: Final = """
SELECT ?e (COUNT(*) AS ?n) WHERE { ?m itsrdf:taIdentRef ?e } GROUP BY ?e ORDER BY DESC(?n)
"""


@dataclass(frozen=True, slots=True)
class Summary:
    """Counts of distinct nodes over all articles."""

    articles: int
    sentences: int
    mentions: int
    entities: dict[str, int] = field(default_factory=dict)
    """By class: Person, Country, Organization, Place, Group."""
    events: dict[str, int] = field(default_factory=dict)
    """By class, commonest first."""
    statuses: dict[str, int] = field(default_factory=dict)
    posts: int = 0
    relations: int = 0
    linked: int = 0
    """Entities with a Wikidata id."""
    triples: int = 0
    first: str | None = None
    """Earliest and latest date of publication."""
    last: str | None = None
    most_mentioned: tuple[tuple[str, int], ...] = ()

    def as_dict(self) -> dict[str, Any]:
        """For JSON."""
        return asdict(self)

    def rows(self) -> Rows:
        """The summary as a two-column table, Arabic first."""
        lines: list[tuple[str, str, int]] = [
            ("مقالات", "articles", self.articles),
            ("جُمل", "sentences", self.sentences),
            ("مواضع الذكر", "mentions", self.mentions),
        ]
        for name, term in _entity_classes().items():
            lines.append((label(term), label(term, "en"), self.entities.get(name, 0)))
        lines += [("لها معرّف في ويكي بيانات", "with a Wikidata id", self.linked)]
        lines += [("مناصب", "posts", self.posts), ("علاقات", "relations", self.relations)]
        for name, number in self.events.items():
            lines.append((label(KG[name]), label(KG[name], "en"), number))
        return Rows.of(["البند", "item", "count"], lines)

    def __str__(self) -> str:
        return str(self.rows())

    def __repr__(self) -> str:
        return str(self)  # what a Python prompt shows

    def _repr_html_(self) -> str:
        return self.rows()._repr_html_()


def summary(graph: Any) -> Summary:
    """Count what is in a ``kg`` Graph or a pyoxigraph ``Store``."""
    store = store_of(graph)
    entities = {name: _count(store, term) for name, term in _entity_classes().items()}
    events = {name: _count(store, KG[name]) for name in EVENT_CLASSES}
    events = dict(sorted(events.items(), key=lambda pair: (-pair[1], pair[0])))
    dates = run(
        store,
        "SELECT (MIN(STR(?d)) AS ?first) (MAX(STR(?d)) AS ?last) WHERE {"
        " ?a a schema:NewsArticle ; schema:datePublished ?d }",
    )[0]
    statuses = run(
        store,
        "SELECT ?status (COUNT(DISTINCT ?e) AS ?n) WHERE { ?e kg:status ?status }"
        " GROUP BY ?status ORDER BY DESC(?n) ?status",
    )
    linked = run(
        store,
        "SELECT (COUNT(DISTINCT ?e) AS ?n) WHERE {"
        " ?e owl:sameAs ?q FILTER(STRSTARTS(STR(?q), STR(wd:))) }",
    )[0]
    return Summary(
        articles=_count(store, NIF.Context),
        sentences=_count(store, NIF.Sentence),
        mentions=_count(store, NIF.Phrase),
        entities=entities,
        events={name: number for name, number in events.items() if number},
        statuses={row[0].removeprefix("kg:"): row[1] for row in statuses},
        posts=_count(store, ORG.Post),
        relations=_count(store, RDF.Statement),
        linked=int(linked[0]),
        triples=_triples(store),
        first=dates[0],
        last=dates[1],
        most_mentioned=_most_mentioned(store),
    )


def _count(store: Store, kind: NamedNode) -> int:
    (row,) = run(store, f"SELECT (COUNT(*) AS ?n) WHERE {{ ?s a {kind} }}")
    return int(row[0]) or len({q.subject for q in store.quads_for_pattern(None, RDF.type, kind)})


def _most_mentioned(store: Store, most: int = 10) -> tuple[tuple[str, int], ...]:
    """Names and numbers of mentions. A mention is in the merged graph once for each node, and
    that is counted without looking at classes: only those that are most told are looked at."""
    counted = cast(QuerySolutions, store.query(_MENTIONED, prefixes=PREFIXES))
    classes = frozenset(ENTITY_CLASS.values())
    found: list[tuple[str, int]] = []
    for row in counted:
        node, number = cast(NamedNode, row["e"]), int(cast(Literal, row["n"]).value)
        if len(found) >= most and number < found[most - 1][1]:
            break
        kinds = store.quads_for_pattern(node, RDF.type, None, DefaultGraph())
        if any(q.object in classes for q in kinds):
            names = store.quads_for_pattern(node, RDFS.label, None, DefaultGraph())
            arabic = (q.object for q in names if getattr(q.object, "language", None) == "ar")
            found += [(cast(Literal, name).value, number) for name in arabic]
    return tuple(sorted(found, key=lambda told: (-told[1], told[0]))[:most])


def _triples(store: Store) -> int:
    return merged(store) or len({(q.subject, q.predicate, q.object) for q in store})


def _entity_classes() -> dict[str, NamedNode]:
    return {t.value.rsplit("/", 1)[-1].rsplit("#", 1)[-1]: t for t in ENTITY_CLASS.values()}
