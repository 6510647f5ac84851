"""Score what was read against annotated articles: precision, recall and F1 of every row.

The measure is that of the annotation's own scorer: FACTS counts posts, relations, events,
roles and times together; entities count the Dice coefficient of the mentions they share; status
and mode are the share of matched events that have the right one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from kg.evaluate.found import Found, FoundEvent, found_all
from kg.evaluate.gold import GoldArticle, GoldEvent
from kg.evaluate.match import Match, fillers, match, quoted
from kg.nouns import Facts
from kg.triple.vocabulary import ENTITY_ROLES, QUOTED_ROLES

MAIN: Final = (
    "FACTS", "mentions", "mentions but GRP", "entities", "wikidata links", "positions",
    "relations", "events", "roles", "time", "status", "Statement mode",
)  # fmt: skip
"""The rows that are shown first."""
WORDS: Final = ("kind", "change")
ALL_ROLES: Final = (*ENTITY_ROLES, *QUOTED_ROLES, *WORDS, "place")


@dataclass(frozen=True, slots=True)
class Figures:
    """One row. Shares from 0 to 1; ``gold`` and ``system`` count items, ``hit`` the right ones."""

    precision: float
    recall: float
    f1: float
    gold: int
    system: int
    hit: float = 0.0


class Tally:
    """Counts of right, found and annotated items by row."""

    def __init__(self) -> None:
        self.rows: defaultdict[str, list[float]] = defaultdict(lambda: [0.0, 0.0, 0.0])

    def add(self, *rows: str, hit: float = 0, system: int = 0, gold: int = 0) -> None:
        for row in rows:
            counts = self.rows[row]
            counts[0] += hit
            counts[1] += system
            counts[2] += gold

    def figures(self) -> dict[str, Figures]:
        """All rows: the main ones first, then each event type's roles."""
        names = [*(r for r in MAIN if r in self.rows), *sorted(set(self.rows) - set(MAIN))]
        return {name: _figures(*self.rows[name]) for name in names}


def _figures(hit: float, system: float, gold: float) -> Figures:
    p, r = hit / system if system else 0.0, hit / gold if gold else 0.0
    f1 = 2 * p * r / (p + r) if p + r else 0.0
    return Figures(round(p, 4), round(r, 4), round(f1, 4), int(gold), int(system), hit)


def score(facts: Iterable[Facts], golds: Iterable[GoldArticle]) -> dict[str, Figures]:
    """The rows of facts read from annotated articles; an article without facts counts as empty."""
    return score_found(found_all(facts), golds)


def score_found(told: Mapping[str, Found], golds: Iterable[GoldArticle]) -> dict[str, Figures]:
    """The rows of what a graph says of each article (by its identifier)."""
    tally = Tally()
    for gold in golds:
        mine = told.get(gold.article.id, Found())
        count(gold, mine, match(gold, mine), tally)
    return tally.figures()


def count(gold: GoldArticle, mine: Found, pairs: Match, tally: Tally) -> None:
    """Count one article into a tally."""
    wanted = [e.type for e in gold.entities for _ in e.mentions]
    told = [e.type for e in mine.entities for _ in e.mentions]
    tally.add("mentions", hit=len(pairs.mentions), system=len(told), gold=len(wanted))
    tally.add(
        "mentions but GRP",
        hit=sum(wanted[i] != "GRP" for i, _ in pairs.mentions),
        system=sum(t != "GRP" for t in told),
        gold=sum(t != "GRP" for t in wanted),
    )
    shared = sum(dice for _, _, dice in pairs.entities)
    tally.add("entities", hit=shared, system=len(mine.entities), gold=len(gold.entities))
    linked = {gold.entities[i].id: mine.entities[j].qids for i, j, _ in pairs.entities}
    for e in gold.entities:
        if e.qid:
            links = linked.get(e.id, frozenset())
            tally.add("wikidata links", hit=e.qid in links, system=len(links), gold=1)
    hits = sum(p is not None for p in pairs.posts)
    tally.add("positions", "FACTS", hit=hits, system=len(mine.posts), gold=len(gold.posts))
    stated = {(r.type, r.source, r.target) for r in gold.relations}
    hits = sum((t, pairs.twin.get(a), pairs.twin.get(b)) in mine.relations for t, a, b in stated)
    tally.add("relations", "FACTS", hit=hits, system=len(mine.relations), gold=len(stated))
    tally.add(
        "events", "FACTS", hit=len(pairs.events), system=len(mine.events), gold=len(gold.events)
    )
    for i, event in enumerate(gold.events):
        twin = mine.events[pairs.events[i]] if i in pairs.events else None
        _wanted(gold, event, twin, pairs, tally)
    for found_event in mine.events:
        _told(found_event, mine, tally)


def _wanted(
    gold: GoldArticle, event: GoldEvent, twin: FoundEvent | None, pairs: Match, tally: Tally
) -> None:
    """What the annotation asks of one event."""
    for role in (*event.fillers, *event.quotes, *event.words):
        hits, asked = role_hits(gold, event, role, twin, pairs)
        tally.add("roles", "FACTS", f"{event.type}.{role}", hit=hits, gold=asked)
    if event.time and event.time[1]:
        begins = {t[:10] for t in twin.times} if twin else set()
        tally.add("time", "FACTS", hit=event.time[1].split("/")[0] in begins, gold=1)
    if twin:
        tally.add("status", hit=twin.status == event.status, system=1, gold=1)
        if event.type == "Statement":
            tally.add("Statement mode", hit=twin.mode == event.mode, system=1, gold=1)


def role_hits(
    gold: GoldArticle, event: GoldEvent, role: str, twin: FoundEvent | None, pairs: Match
) -> tuple[int, int]:
    """How many of a role's annotated fillers were found, and how many there are."""
    told: Sequence[str]
    if role in event.quotes:
        text = gold.article.text
        wanted = sorted({text[a:b] for a, b in event.quotes[role]})
        told = twin.quotes.get(role, ()) if twin else ()
        return len(quoted(wanted, told)), len(wanted)
    if role in event.words:
        return int(event.words[role] in (twin.quotes.get(role, ()) if twin else ())), 1
    nodes = fillers(twin, role)
    ids = event.fillers[role]
    return sum(pairs.twin.get(x) in nodes for x in ids), len(ids)


def _told(event: FoundEvent, mine: Found, tally: Tally) -> None:
    """What was found of one event, right or wrong."""
    for role in ALL_ROLES:
        nodes = fillers(event, role) - mine.unscored
        n = len(nodes) + len(set(event.quotes.get(role, ())))
        if n:
            tally.add("roles", "FACTS", f"{event.type}.{role}", system=n)
    if event.times:
        tally.add("time", "FACTS", system=len(set(event.times)))
