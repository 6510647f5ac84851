"""Event data: one row an event, coded as political scientists code them, and its actors beside.

``NAME.csv`` has the PLOVER category, when, where, who with ISO 3166 codes of their countries, who
says so where the newspaper does not say it itself, and the sentence; several names in one cell are
divided by `` | ``. ``NAME.actors.csv`` has one row for each actor of an event with its role, for
joins on ``event``; ``NAME.columns.csv`` says what each column holds (rows/event_columns.tsv). Also
as Parquet.
"""

from __future__ import annotations

from calendar import monthrange
from collections import defaultdict
from pathlib import Path
from typing import Any

from pyoxigraph import NamedNode, Store

from kg.errors import KhabarError
from kg.graph.country_code import codes
from kg.graph.evidence import evidence
from kg.graph.files import write_files
from kg.graph.network import network
from kg.graph.store import told
from kg.graph.table_files import beside, csv_file, parquet_file
from kg.sentence.table import table
from kg.triple.vocabulary import ENTITY_ROLES, KG, SEM, plover

CODEBOOK = ("table", "column", "kind", "meaning", "meaning_ar")
EVENTS, ACTORS = (
    tuple(row["column"] for row in table("event_columns") if row["table"] == name)
    for name in ("events", "actors")
)
SIDES = {
    **dict.fromkeys(ENTITY_ROLES, "actor"),
    **dict.fromkeys(
        ("addressee", "target", "victim", "person", "recipient", "destination", "what_place"),
        "recipient",
    ),
    **dict.fromkeys(("of", "origin"), "other"),
    "place": "place",
}
"""On which side of an event a role stands: who did it, to whom it was done, or where."""


def save_events(store: Store, path: str | Path) -> list[Path]:
    """Write a store's events to ``path`` (.csv or .parquet), beside them their actors and what the
    columns hold; all paths.

    Raises ``KhabarError`` K401 where they cannot be written, K402 for another ending.
    """
    path = Path(path)
    writers = {".csv": csv_file, ".parquet": parquet_file}
    write = writers.get(path.suffix.lower())
    if write is None:
        raise KhabarError("K402", path=path, suffix=path.suffix, known="csv parquet")
    events, actors = event_tables(store)
    made = {
        path: write(EVENTS, events),
        beside(path, "actors"): write(ACTORS, actors),
        beside(path, "columns").with_suffix(".csv"): csv_file(
            CODEBOOK, [dict(row) for row in table("event_columns")]
        ),
    }
    write_files(made)
    return list(made)


def event_tables(store: Store) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Rows of events and of their actors, in order of their IRIs."""
    country, behind = codes(store), evidence(store)
    graph = network(store, behind)
    ends = _ends(store)
    events, actors = [], []
    for iri, data in graph.nodes(data=True):
        if data["kind"] != "event":
            continue
        cast: dict[str, list[str]] = defaultdict(list)
        for _, who, role in graph.out_edges(iri, keys=True):
            side = SIDES.get(role)
            if side is None:  # a statement's link to what it reports
                continue
            cast[side].append(who)
            one = graph.nodes[who]
            named = {"name": one["label"], "name_en": one.get("label_en"), "qid": one.get("qid")}
            told_of = {"event": iri, "side": side, "role": role, "actor": who, "type": one["type"]}
            actors.append({**told_of, **named, "country": country.get(who)})
        row: dict[str, Any] = {"event": iri, **_coded(data), **_reported(graph, iri)}
        row["first_day"], row["last_day"] = days(data.get("date"), ends.get(iri))
        for side, column in (("actor", "actors"), ("recipient", "recipients"), ("place", "place")):
            them = list(dict.fromkeys(cast[side]))
            row[column] = [graph.nodes[one]["label"] for one in them]
            codes_of = f"{column.removesuffix('s')}_countr{'y' if side == 'place' else 'ies'}"
            found = (code for one in them for code in (country.get(one) or "").split(" | "))
            row[codes_of] = list(dict.fromkeys(code for code in found if code))
        there = (graph.nodes[place] for place in cast["place"])
        here: dict[str, Any] = next((one for one in there if "latitude" in one), {})
        row |= {name: here.get(name) for name in ("latitude", "longitude")}
        events.append({**row, **behind.get(iri, {}), "confidence": data.get("confidence")})
    return events, actors


def _coded(data: dict[str, Any]) -> dict[str, Any]:
    category = plover(data["type"], data.get("mode"))
    return {
        "plover": category.value.removeprefix(KG.base) if category else None,
        **{name: data[name] for name in EVENTS if name in data},
    }


def _reported(graph: Any, event: str) -> dict[str, Any]:
    """The statements that tell an event, and whose they are."""
    told_in = [one for one, _, key in graph.in_edges(event, keys=True) if key == "reports"]
    voices = (
        graph.nodes[who]["label"]
        for one in told_in
        for _, who, role in graph.out_edges(one, keys=True)
        if role == "speaker"
    )
    return {"reported_by": list(dict.fromkeys(voices)), "reported_in": told_in}


def days(first: str | None, last: str | None = None) -> tuple[str | None, str | None]:
    """The first and the last day that a date allows: of 2015-08 those of August."""
    if not first:
        return None, None
    parts = [int(part) for part in (last or first).split("-")]
    year, month = parts[0], parts[1] if len(parts) > 1 else 12
    day = parts[2] if len(parts) > 2 else monthrange(year, month)[1]
    return f"{first}-01-01"[:10], f"{year:04}-{month:02}-{day:02}"


def _ends(store: Store) -> dict[str, str]:
    last: NamedNode = SEM.hasEndTimeStamp
    return {event: day for event, day, _ in told(store, last)}
