"""Compile the knowledge base: ``python -m kg.lexicon.compile``.

Joins the hand-made rows of ``rows/`` with what Natural Earth, the CLDR and GeoNames know
(:mod:`kg.lexicon.sources`) into ``countries.tsv``, ``places.tsv`` and ``organisations.tsv``.
An id that two sources give differently, and the hand-made rows do not settle, stays empty.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from kg.errors import KhabarError
from kg.lexicon.hand import HEAD, known_countries, look_over, mark_of
from kg.lexicon.sources import (
    ARAB,
    NEAR,
    Territory,
    Town,
    cldr_names,
    governorates,
    territories,
    towns,
)
from kg.sentence.spelling import fold
from kg.sentence.table import table

COLUMNS: Final = (
    "key", "type", "kind", "qid", "name", "others", "contextual", "name_en", "country",
    "latitude", "longitude", "population", "geonames", "flag", "stands_for", "capital_of",
    "source",
)  # fmt: skip
COUNTRY_COLUMNS: Final = (*COLUMNS, "iso2", "iso3", "demonyms", "plurals")
HERE: Final = Path(__file__).parent
Row = dict[str, str]

_LEAST_NEAR: Final = 40_000
_LEAST_FAR: Final = 300_000


def key_of(text: str) -> str:
    """An English name as part of a key: ``Ar Raqqah`` → ``ar_raqqah``."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "_", re.sub(r"['`]", "", plain)).strip("_")


def joined(first: str, names: Iterable[str], country: str = "") -> str:
    """``names`` without repetitions of each other or of ``first``, as one cell.

    A foreign g is غ in one paper and ج in the next (شنغهاي، شنجهاي): outside the Arab countries
    both are given.
    """
    seen, kept = {fold(first).text}, []
    given = list(names)
    if country not in ARAB:
        given += [n.replace("غ", "ج") for n in (first, *given) if "غ" in n and len(n) > 4]
    for name in given:
        if name and fold(name).text not in seen:
            seen.add(fold(name).text)
            kept.append(name)
    return "|".join(kept)


def countries() -> Iterator[Row]:
    """One row per country: hand-made names before those of the CLDR and Natural Earth."""
    known, cldr = territories(), cldr_names()
    by_hand = {row["iso2"]: row for row in table("countries")}
    for iso2 in sorted(by_hand.keys() | known.keys()):
        hand = by_hand.get(iso2, {})
        earth: Territory | None = known.get(iso2)
        if iso2 not in by_hand and (iso2 == "AQ" or earth is None or earth.population < 1000):
            continue  # nobody lives there, or (Antarctica) it is a continent
        cldr_ar, english = cldr.get(iso2, ("", ""))
        if earth and (not english or re.search(r" - |SAR|\(|Territories", english)):
            english = earth.name_en  # 'Congo - Kinshasa', 'Myanmar (Burma)'
        name = hand.get("name") or (earth.name if earth else cldr_ar)
        own = [hand.get("official", ""), *hand.get("others", "").split("|")]
        theirs = [earth.name if earth else "", "" if "(" in cldr_ar else cldr_ar]
        sources = ["hand"] * bool(hand) + ["Natural Earth"] * bool(earth) + ["CLDR"] * bool(cldr_ar)
        yield {
            "key": f"country/{iso2}",
            "type": "CTRY",
            "kind": "country",
            "qid": hand.get("qid") or (earth.qid if earth else ""),
            "name": name,
            "others": joined(name, own + theirs, iso2),
            "contextual": hand.get("contextual", ""),
            "name_en": english,
            "latitude": str(earth.latitude) if earth else "",
            "longitude": str(earth.longitude) if earth else "",
            "population": str(earth.population) if earth else "",
            "source": "; ".join(sources),
            "iso2": iso2,
            "iso3": earth.iso3 if earth else "",
            "demonyms": hand.get("demonyms", ""),
            "plurals": hand.get("plurals", ""),
        }


def cities(all_towns: dict[int, Town], known: set[str]) -> Iterator[Row]:
    """Hand-made cities first, then the towns of GeoNames that are large enough for news.

    ``known``: the ISO codes of the countries that have a row.
    """
    seats = {(row["country"], row["city"]): row for row in table("seats")}
    taken: set[int] = set()
    named: set[tuple[str, str]] = set()
    for hand in table("cities"):
        town = all_towns.get(int(hand["geonames"] or 0))
        country = hand["country"]
        for name in (hand["name"], *hand["others"].split("|")):
            named.add((country, fold(name).text))
        if town:
            taken.add(town.id)
        seat = seats.get((country, hand["name_en"]), {})
        capital = seat.get("capital", "yes" if town and town.capital else "no") == "yes"
        stands = seat.get("stands_for", "yes" if capital else "no") == "yes"
        yield _city(hand["name_en"], country, hand["name"], town) | {
            "qid": hand["qid"],
            "others": joined(hand["name"], hand["others"].split("|"), country),
            "stands_for": f"country/{country}" if stands else "",
            "capital_of": f"country/{country}" if capital else "",
            "source": "hand; GeoNames" if town else "hand",
        }
    for town in sorted(all_towns.values(), key=lambda t: (-t.population, t.id)):
        least = _LEAST_NEAR if town.country in NEAR else _LEAST_FAR
        large = town.population >= least or town.capital or (town.seat and town.country in ARAB)
        twin = (town.country, fold(town.name).text)
        if town.id in taken or not (town.name and large) or twin in named:
            continue
        if town.country not in known:
            continue
        named.add(twin)
        yield _city(town.name_en, town.country, town.name, town) | {
            "flag": "" if " " in town.name else "class",
            "stands_for": f"country/{town.country}" if town.capital else "",
            "capital_of": f"country/{town.country}" if town.capital else "",
            "source": "GeoNames",
        }


def _city(english: str, country: str, name: str, town: Town | None) -> Row:
    return {
        "key": f"city/{country.lower()}_{key_of(english)}",
        "type": "LOC",
        "kind": "city",
        "name": name,
        "name_en": english,
        "country": f"country/{country}",
        "latitude": str(town.latitude) if town else "",
        "longitude": str(town.longitude) if town else "",
        "population": str(town.population) if town else "",
        "geonames": str(town.id) if town else "",
    }


def regions() -> Iterator[Row]:
    """Continents, seas and regions by hand, then the governorates of the Arab countries."""
    named = set()
    for hand in table("regions"):
        country = f"country/{hand['country']}" if hand["country"] else ""
        for name in (hand["name"], *hand["others"].split("|")):
            named.add((country, fold(name).text))
        kept = {c: hand[c] for c in ("kind", "qid", "name", "name_en", "latitude")}
        yield kept | {
            "key": f"region/{hand['key']}",
            "type": "LOC",
            "others": joined(hand["name"], hand["others"].split("|"), hand["country"]),
            "country": country,
            "longitude": hand["longitude"],
            "source": "hand",
        }
    for iso2, number, name, english in governorates():
        if (f"country/{iso2}", fold(name).text) not in named:
            named.add((f"country/{iso2}", fold(name).text))
            yield {
                "key": f"region/{iso2.lower()}_{key_of(english)}",
                "type": "LOC",
                "kind": "state",
                "name": name,
                "name_en": english,
                "country": f"country/{iso2}",
                "geonames": str(number),
                "flag": "class",
                "source": "GeoNames",
            }


def organisations() -> Iterator[Row]:
    """Hand-made rows alone: no package knows organisations in Arabic."""
    for hand in table("organisations"):
        kept = {c: hand[c] for c in ("kind", "qid", "name", "contextual", "name_en")}
        yield kept | {
            "key": f"org/{hand['key']}",
            "type": "ORG",
            "others": joined(hand["name"], hand["others"].split("|"), hand["country"]),
            "country": f"country/{hand['country']}" if hand["country"] else "",
            "source": "hand",
        }


def write(name: str, columns: tuple[str, ...], rows: Iterable[Row]) -> int:
    """Write ``kg/lexicon/<name>.tsv``, sorted by key; keys that clash get their GeoNames id."""
    seen: dict[str, Row] = {}
    for row in rows:
        if row["key"] in seen:
            row = row | {"key": f"{row['key']}_{row['geonames']}"}
        if row["key"] in seen:
            raise SystemExit(f"{name}: two rows have the key {row['key']}")
        seen[row["key"]] = row
    head = f"{HEAD.format(mark=mark_of(name))} See SOURCES.md.\n"
    lines = ["\t".join(seen[key].get(c, "") for c in columns) for key in sorted(seen)]
    text = head + "\t".join(columns) + "\n" + "\n".join(lines) + "\n"
    (HERE / f"{name}.tsv").write_text(text, encoding="utf-8")
    return len(lines)


def main() -> None:
    """Compile all tables and say how many rows each has; a row that is wrong is told in a line."""
    try:
        look_over()
        states = list(countries())
        known_countries(frozenset(row["iso2"] for row in states))
    except KhabarError as wrong:
        raise SystemExit(str(wrong)) from None
    places = [*cities(towns(), {row["iso2"] for row in states}), *regions()]
    print("countries", write("countries", COUNTRY_COLUMNS, states))
    print("places", write("places", COLUMNS, places))
    print("organisations", write("organisations", COLUMNS, organisations()))


if __name__ == "__main__":
    main()
