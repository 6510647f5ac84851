"""The library of questions: SPARQL files that say, in their first lines, what they ask.

A file of ``questions/`` begins with comment lines::

    # title_ar: من حضر الاجتماع؟
    # title_en: Who attended the meeting?
    # param city (name): مكان الاجتماع | where the meeting was

and is valid SPARQL as it stands. A line ``#? city …`` in it is for the parameter ``city``: when
a value is given it becomes ``VALUES ?city { … } …``, otherwise it stays a comment. Values are
serialised RDF terms, so nothing that a person types can become part of the query. A line that
ends in ``#! city …`` is left out when ``city``, or another of those named, is given: it makes the
question of everything a smaller one. Kinds of
parameters: ``name`` (any name of an entity, found in every spelling), ``date`` (``2016-01-20``,
``2016-01`` or ``2016``), ``term`` (a term of the vocabulary: ``planned``).

Questions of your own are such files in a folder that the environment names, KHABAR_QUESTIONS; they
stand beside the library's everywhere, and in place of one that has the same name. One that cannot
be read is told, once, and left out (of two that have one name, the library's too); the others are
there. One that takes the place of the library's is told too.
"""

from __future__ import annotations

import logging
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

from pyoxigraph import Literal, NamedNode, Store

from kg.errors import KhabarError, message
from kg.query.ask import Term, run, store_of, values_clause
from kg.query.names import Names
from kg.query.rows import Rows
from kg.triple.vocabulary import KG

_HEAD = re.compile(r"^# (title_ar|title_en): *(.+)$", re.MULTILINE)
_DECLARED = re.compile(r"^# param\b.*$", re.MULTILINE)
_PARAM = re.compile(r"^# param (\w+) \((name|date|term)\): *(.+?) *\| *(.+)$", re.MULTILINE)
_MARK = re.compile(r"#\? (\w+)")
_UNLESS = re.compile(r"^(.*)#! ([\w ]+)$", re.MULTILINE)
_MOST = re.compile(r"LIMIT (\d+)\s*$")
_DATE = re.compile(r"\d{4}(-\d\d(-\d\d)?)?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Parameter:
    """Something that a question can be narrowed by."""

    name: str
    kind: str
    about_ar: str
    about_en: str


@dataclass(frozen=True, slots=True)
class Question:
    """One question of the library."""

    name: str
    title_ar: str
    title_en: str
    parameters: tuple[Parameter, ...]
    sparql: str

    @property
    def most(self) -> int | None:
        """Answers that it gives at most: of a large graph the first ones, in its order."""
        found = _MOST.search(self.sparql)
        return int(found[1]) if found else None


def questions() -> tuple[Question, ...]:
    """The whole library with your own questions, by name; of those that cannot be read a line is
    logged. Raises ``KhabarError`` K514: their folder is not there."""
    own = os.environ.get("KHABAR_QUESTIONS", "")
    _tell(own)
    return _library(own)[0]


@cache
def _tell(own: str) -> None:
    """Log, once, what is remarkable about the questions of a folder."""
    _, wrong, instead = _library(own)
    for error in wrong.values():
        logging.getLogger("kg").warning("%s", error)
    for file in instead:
        told = message("K513", file=file, name=file.stem)
        logging.getLogger("kg").warning("%s", told)


@cache
def _library(
    own: str,
) -> tuple[tuple[Question, ...], Mapping[str, KhabarError], tuple[Path, ...]]:
    """The questions; by name what is wrong with those that are none; the files of your own that
    have the name of one of the library."""
    shipped = files("kg.query") / "questions"
    found = {f.name: f for f in shipped.iterdir() if f.name.endswith(".rq")}
    yours: dict[str, Path] = {}
    if own:
        folder = Path(own)
        if not folder.is_dir():
            raise KhabarError("K514", file=own)
        yours = {f.name: f for f in folder.glob("*.rq")}
    good, wrong = [], {}
    for name, file in sorted((found | yours).items()):
        try:
            one = _read(name, file)
            if name in yours:
                _try(one, file)
            good.append(one)
        except KhabarError as error:
            wrong[name.removesuffix(".rq")] = error
    return tuple(good), wrong, tuple(yours[name] for name in sorted(yours.keys() & found.keys()))


def _try(one: Question, file: Traversable) -> None:
    """Raises ``KhabarError`` K511 for SPARQL that cannot be read, bare or with its parameters."""
    given: dict[str, list[Term]] = {p.name: [Literal("x")] for p in one.parameters}
    for values in ({}, given) if given else ({},):
        try:
            run(Store(), filled(one.sparql, values))
        except KhabarError as error:
            raise KhabarError("K511", file=file, reason=error) from None


def question(name: str) -> Question:
    """The question of that name.

    Raises ``KhabarError`` K502 with the nearest names, K511 where it is yours and cannot be read.
    """
    own = os.environ.get("KHABAR_QUESTIONS", "")
    good, wrong, _ = _library(own)
    known = {q.name: q for q in good}
    key = name.strip().lower().replace("_", "-").removesuffix(".rq")
    if key in wrong:
        raise KhabarError.of(str(wrong[key]))
    _tell(own)
    if key not in known:
        near = get_close_matches(key, known, n=3, cutoff=0.4) or sorted(known)
        raise KhabarError("K502", name=name, near=", ".join(near))
    return known[key]


def ask_question(graph: Any, name: str, params: Mapping[str, str] | None = None) -> Rows:
    """Put a question of the library to a ``kg`` Graph or a pyoxigraph ``Store``.

    Raises ``KhabarError``: K502 unknown question, K503 unknown parameter, K505 nothing has that
    name, K506 a date or term that is none.
    """
    asked = question(name)
    rows = run(store_of(graph), filled(asked.sparql, terms_of(graph, asked, params or {})))
    return Rows(rows.columns, rows.rows, asked.title_ar)


def terms_of(graph: Any, asked: Question, params: Mapping[str, str]) -> dict[str, list[Term]]:
    """What the parameters mean in a graph, which has ``names``. Raises as ``ask_question``."""
    known = {p.name: p for p in asked.parameters}
    values: dict[str, list[Term]] = {}
    for parameter, value in params.items():
        if parameter not in known:
            raise KhabarError("K503", name=parameter, known=", ".join(known) or "none")
        values[parameter] = _terms(graph, known[parameter], value)
    return values


def _terms(graph: Any, parameter: Parameter, value: str) -> list[Term]:
    if parameter.kind == "name":
        names = getattr(graph, "names", None) or Names(store_of(graph))
        return [NamedNode(iri) for iri in names.find(value)]
    if parameter.kind == "date":
        if not _dated(value):
            expected = "a day, month or year that there is: YYYY-MM-DD, YYYY-MM or YYYY"
            raise KhabarError("K506", name=parameter.name, value=value, expected=expected)
        return [Literal(value)]
    if value.removeprefix("kg:") not in KG:
        raise KhabarError("K506", name=parameter.name, value=value, expected=parameter.about_en)
    return [KG[value.removeprefix("kg:")]]


def _dated(value: str) -> bool:
    """Whether it is a day, a month or a year of the calendar: 2015-02-30 is none."""
    if not _DATE.fullmatch(value):
        return False
    try:
        date.fromisoformat(value + "0001-01-01"[len(value) :])
    except ValueError:
        return False
    return True


def filled(sparql: str, values: Mapping[str, list[Term]]) -> str:
    """A question's SPARQL, narrowed to the terms of its parameters."""

    def line(match: re.Match[str]) -> str:
        if match[1] not in values:
            return ""
        return f"{values_clause(match[1], values[match[1]])} {match[2]}"

    def unless(match: re.Match[str]) -> str:
        return "" if values.keys() & set(match[2].split()) else match[1]

    return re.sub(r"#\? (\w+)(.*)", line, _UNLESS.sub(unless, sparql))


def _read(name: str, file: Traversable) -> Question:
    try:
        sparql = file.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as wrong:
        raise KhabarError("K511", file=file, reason=wrong) from None
    head = dict(_HEAD.findall(sparql))
    parameters = tuple(Parameter(*found) for found in _PARAM.findall(sparql))
    for line in ("title_ar", "title_en"):
        if line not in head:
            raise KhabarError("K511", file=file, reason=f"no line '# {line}: …'")
    for line in _DECLARED.findall(sparql):
        if not _PARAM.match(line):
            reason = f"not understood: {line!r}; kinds are name, date and term"
            raise KhabarError("K511", file=file, reason=reason)
    marked, declared = set(_MARK.findall(sparql)), {p.name for p in parameters}
    if marked != declared:
        told = ", ".join(sorted(marked ^ declared))
        raise KhabarError("K511", file=file, reason=f"'# param' and '#?' differ in {told}")
    name = name.removesuffix(".rq")
    return Question(name, head["title_ar"], head["title_en"], parameters, sparql)
