"""Answers of the library as a person reads them in a terminal or on a page: heads and terms in
words of one language, and the article that tells of an event in place of its IRI.

Programs read the other formats, in which nothing of this is done.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Final, Literal

from pyoxigraph import NamedNode, Store

from kg.query.article_name import telling
from kg.query.cell import Value
from kg.query.rows import Rows
from kg.sentence.table import table
from kg.triple.vocabulary import KG, RDFS, SCHEMA, expand, label

Language = Literal["ar", "en"]
EVENT: Final = "event"
"""The column of the library that holds IRIs of events."""
_TRUTH: Final = {"ar": ("لا", "نعم"), "en": ("no", "yes")}


def readable(rows: Rows, language: Language, store: Store | None = None) -> Rows:
    """The same answers in words of that language; columns that hold nothing are left out.

    ``store``: where the events stand; without one (a server's answers) their IRIs stay.
    """
    columns, made = list(rows.columns), [list(row) for row in rows]
    if EVENT in columns and store is not None:
        at = columns.index(EVENT)
        for row in made:
            row[at] = _told_in(store, row[at])
        if "article" in columns:
            columns = columns[:at] + columns[at + 1 :]
            made = [row[:at] + row[at + 1 :] for row in made]
        else:
            columns[at] = "article"
    full = [any(row[n] not in (None, "") for row in made) or not made for n in range(len(columns))]
    columns = [name for name, kept in zip(columns, full, strict=True) if kept]
    made = [[value for value, kept in zip(row, full, strict=True) if kept] for row in made]
    words = [_wording(name, language) for name in columns]
    cells = [[word(value) for word, value in zip(words, row, strict=True)] for row in made]
    told = Rows.of([head(name, language) for name in columns], cells)
    return Rows(told.columns, told.rows, rows.title)


def head(column: str, language: Language) -> str:
    """What a column is called; one of a person's own question keeps its name."""
    return _heads(language).get(column, column.replace("_", " "))


def _wording(column: str, language: Language) -> Callable[[Value], Value]:
    def word(value: Value) -> Value:
        if isinstance(value, bool):
            return _TRUTH[language][value]
        if not isinstance(value, str):
            return value
        name = value.removeprefix("kg:")
        if (name != value or column == "kind") and name in KG:
            return label(KG[name], language)
        return _kinds().get(value, value) if language == "en" and column == "kind" else value

    return word


def _told_in(store: Store, event: Value) -> Value:
    iri = expand(event) if isinstance(event, str) else None
    return telling(store, iri) or _called(store, iri) if iri else event


def _called(store: Store, iri: str) -> str:
    names = store.quads_for_pattern(NamedNode(iri), RDFS.label, None)
    return min((str(getattr(name.object, "value", "")) for name in names), default="")


@cache
def _heads(language: Language) -> dict[str, str]:
    words = {"ar": "arabic", "en": "english"}[language]
    return {row["column"]: row[words] for row in table("answer_columns")}


@cache
def _kinds() -> dict[str, str]:
    """The Arabic words of kinds in English: questions tell some in words themselves."""
    classes = (SCHEMA.Person, SCHEMA.Country, SCHEMA.Place, SCHEMA.Organization, KG.Group)
    return {label(one, "ar"): label(one, "en") for one in classes}
