"""What goes on the page of a graph too large for one: its latest articles, whole.

A browser holds a thousand articles well, not twenty thousand. Each article's named graph says all
that the page needs of it, so nothing else is read. Of a graph in memory everything is shown up
to the same number.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Final, cast

from pyoxigraph import Literal, NamedNode, Quad, QuerySolutions, Store

from kg.triple.vocabulary import PREFIXES

MOST: Final = 1_000
"""Articles of one page."""
_DATES: Final = """
SELECT ?article ?date WHERE {
  ?article a schema:NewsArticle OPTIONAL { ?article schema:datePublished ?date } }
"""
_TELLING: Final = """
SELECT DISTINCT ?article WHERE {
  VALUES ?node { %s } ?mention itsrdf:taIdentRef ?node ; nif:referenceContext ?article }
"""


def latest(
    graph: Any,
    *,
    around: str | None = None,
    since: str | None = None,
    until: str | None = None,
    most: int = MOST,
) -> tuple[Any, int]:
    """What is to be shown of a graph, and how many articles it was chosen of; 0 for all of it.

    A part is quads that go by once: a thousand articles' would take a gigabyte.

    ``around``, ``since``, ``until`` are those of ``kg.view.part.part``: of a large graph only
    articles that name it, or that are of that time, are looked at. Only a ``kg`` Graph and a
    store are ever cut. Raises ``KhabarError`` K505 where nothing is called ``around``.
    """
    store = graph if isinstance(graph, Store) else getattr(graph, "store", None)
    if not isinstance(store, Store):
        return graph, 0
    dates = {
        cast(NamedNode, row["article"]): cast(Literal, row["date"]).value if row["date"] else ""
        for row in _rows(store, _DATES)
    }
    if len(dates) <= most or not next(iter(store.named_graphs()), None):
        return graph, 0
    chosen: Iterable[NamedNode] = dates
    if around is not None:
        from kg.query.names import Names

        names = getattr(graph, "names", None) or Names(store)
        nodes = " ".join(f"<{node}>" for node in names.find(around))
        chosen = (cast(NamedNode, row["article"]) for row in _rows(store, _TELLING % nodes))
    told = [
        article
        for article in chosen
        if (not since or dates.get(article, "") >= since[: len(dates.get(article, ""))])
        and (not until or dates.get(article, "")[: len(until)] <= until)
    ]
    told.sort(key=lambda a: (dates.get(a, ""), a.value), reverse=True)
    return _quads(store, told[:most]), len(dates)


def _rows(store: Store, sparql: str) -> QuerySolutions:
    return cast(QuerySolutions, store.query(sparql, prefixes=PREFIXES))


def _quads(store: Store, articles: Iterable[NamedNode]) -> Iterator[Quad]:
    for article in articles:
        yield from store.quads_for_pattern(None, None, None, article)
