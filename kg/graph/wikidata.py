"""Reconciliation with Wikidata, online and only when asked for: nodes without an id get one.

A node is linked where exactly one item of Wikidata has its name as Arabic label or alias (folded:
hamza, ال and diacritics do not matter) and is a thing of its type. Everything else stays unlinked:
a wrong link is worse than none. Asked politely (Wikimedia's user-agent policy, maxlag, one
question at a time, Retry-After kept), and each name once: answers are kept in ``wikidata.sqlite``.
"""

from __future__ import annotations

import json
import sqlite3
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from pyoxigraph import Literal, NamedNode, Store

from kg.errors import KhabarError
from kg.graph.corrections import Correction
from kg.sentence.spelling import name_key
from kg.triple.vocabulary import ENTITY_CLASS, OWL, RDF, RDFS, WD

API: Final = "https://www.wikidata.org/w/api.php"
AGENT: Final = "Khabar/0.1 (Arabic news to knowledge graphs; reconciliation by a user's request)"
TRIES: Final = 4
PATIENCE: Final = 20.0
CANDIDATES: Final = 7
MOST: Final = 8_000_000
"""Bytes of an answer that are read."""
HUMAN: Final = "Q5"
DISAMBIGUATION: Final = "Q4167410"
STATES: Final = frozenset({"Q6256", "Q3624078"})  # country, sovereign state
ASKED: Final = ("PER", "CTRY", "LOC", "ORG")


@dataclass(frozen=True, slots=True)
class Item:
    """What Wikidata says of a candidate."""

    id: str
    names: frozenset[str]
    """Arabic label and aliases, as ``name_key`` has them."""
    kinds: frozenset[str]
    """Ids of what it is an instance of (P31)."""
    placed: bool
    """Whether it has coordinates (P625)."""

    def fits(self, kind: str) -> bool:
        """Whether it can be a thing of this type."""
        if DISAMBIGUATION in self.kinds or not self.kinds:
            return False
        if kind == "PER":
            return HUMAN in self.kinds
        if kind == "CTRY":
            return bool(STATES & self.kinds)
        if kind == "LOC":
            return self.placed and not STATES & self.kinds
        return HUMAN not in self.kinds and not STATES & self.kinds


class Wikidata:
    """The API of Wikidata (or of another Wikibase), with what it has answered before."""

    def __init__(self, cache: Path, url: str = API, pause: float = 0.5) -> None:
        """``cache``: a SQLite file; ``pause``: seconds between two questions."""
        self._url, self._pause = url, pause
        self._cache = sqlite3.connect(cache)
        self._cache.execute("CREATE TABLE IF NOT EXISTS said (asked TEXT PRIMARY KEY, answer TEXT)")
        self._last = 0.0

    def close(self) -> None:
        self._cache.close()

    def candidates(self, name: str) -> tuple[Item, ...]:
        """Items that Wikidata's search gives for an Arabic name, best first.

        Raises KhabarError K311 where Wikidata does not answer.
        """
        found = self._asked(
            action="wbsearchentities", search=name, language="ar", uselang="ar", type="item",
            limit=str(CANDIDATES),
        )  # fmt: skip
        rows = found.get("search")
        ids = [str(r.get("id")) for r in rows if isinstance(r, dict)] if rows else []
        ids = [i for i in ids if i[:1] == "Q" and i[1:].isdigit()]
        if not ids:
            return ()
        told = self._asked(
            action="wbgetentities", ids="|".join(ids), props="labels|aliases|claims",
            languages="ar",
        )  # fmt: skip
        items = told.get("entities") or {}
        return tuple(_item(i, items[i]) for i in ids if isinstance(items.get(i), dict))

    def _asked(self, **question: str) -> Mapping[str, Any]:
        asked = urllib.parse.urlencode({**question, "format": "json", "maxlag": "5"})
        row = self._cache.execute("SELECT answer FROM said WHERE asked = ?", (asked,)).fetchone()
        if row:
            kept: Mapping[str, Any] = json.loads(row[0])
            return kept
        request = urllib.request.Request(f"{self._url}?{asked}", headers={"User-Agent": AGENT})
        reason, wait = "", 0.0
        for again in range(TRIES):
            time.sleep(max(0.0, wait, self._last + self._pause - time.monotonic()))
            self._last = time.monotonic()
            try:
                with urllib.request.urlopen(request, timeout=PATIENCE) as reply:
                    answer = json.loads(reply.read(MOST))
                    lagging = reply.headers.get("Retry-After")
                if isinstance(answer, dict) and "error" not in answer:
                    self._cache.execute(
                        "INSERT OR REPLACE INTO said VALUES (?, ?)", (asked, json.dumps(answer))
                    )
                    self._cache.commit()
                    return answer
                reason, wait = "it refused the question", _seconds(lagging, again, self._pause)
            except urllib.error.HTTPError as wrong:
                reason = f"HTTP {wrong.code}"
                wait = _seconds(wrong.headers.get("Retry-After"), again, self._pause)
                if wrong.code < 500 and wrong.code != 429:
                    break
            except (OSError, ValueError) as wrong:
                reason, wait = type(wrong).__name__, _seconds(None, again, self._pause)
        raise KhabarError("K311", url=self._url, reason=reason)


def reconciled(store: Store, wikidata: Wikidata) -> Iterator[Correction]:
    """A ``link`` row for each node that has no Wikidata id and is surely one item."""
    for node, kind, name in sorted(_unlinked(store)):
        key = name_key(name)
        alike = [i for i in wikidata.candidates(name) if key in i.names and i.fits(kind)]
        if len(alike) == 1:
            yield Correction("link", node, alike[0].id, f"Wikidata calls it {name}")


def _unlinked(store: Store) -> Iterable[tuple[str, str, str]]:
    """Nodes without an id: IRI, type, Arabic name. A person of one name is not asked for."""
    for kind in ASKED:
        for quad in store.quads_for_pattern(None, RDF.type, ENTITY_CLASS[kind]):
            node = quad.subject
            if not isinstance(node, NamedNode):
                continue
            same = (q.object for q in store.quads_for_pattern(node, OWL.sameAs, None))
            if any(isinstance(o, NamedNode) and o.value.startswith(WD) for o in same):
                continue
            names = {
                q.object.value
                for q in store.quads_for_pattern(node, RDFS.label, None)
                if isinstance(q.object, Literal) and q.object.language == "ar"
            }
            for name in sorted(names)[:1]:
                if kind != "PER" or len(name.split()) > 1:
                    yield node.value, kind, name


def _item(name: str, told: Mapping[str, Any]) -> Item:
    labels = [told.get("labels", {}).get("ar", {}), *told.get("aliases", {}).get("ar", [])]
    claims = told.get("claims", {})
    kinds = set()
    for claim in claims.get("P31", []):
        value = claim.get("mainsnak", {}).get("datavalue", {}).get("value", {})
        if isinstance(value, dict) and "id" in value:
            kinds.add(str(value["id"]))
    names = frozenset(name_key(str(row["value"])) for row in labels if "value" in row)
    return Item(name, names, frozenset(kinds), bool(claims.get("P625")))


def _seconds(told: str | None, again: int, pause: float) -> float:
    """How long to wait: what the server says (a minute at most), else longer each time."""
    if told and told.isdigit():
        return min(60.0, float(told))
    return pause * 2.0**again
