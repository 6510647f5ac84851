"""The calls of the JSON API that read: what each takes, checked and described from one table."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from kg.serve.tell import MOST

LONGEST: Final = 2_000
"""Characters that a value of a parameter may have."""


@dataclass(frozen=True, slots=True)
class Param:
    """Something that a call takes in its query string."""

    name: str
    about: str
    required: bool = False
    number: tuple[int, int] | None = None
    """Least and most, for a whole number."""


@dataclass(frozen=True, slots=True)
class Call:
    """One address of the API and the work behind it (a name in ``kg.serve.tell.TOLD``)."""

    path: str
    what: str
    about: str
    params: tuple[Param, ...]
    gives: str
    """Its answer, a name in ``kg.serve.schema.SCHEMAS``."""


_LIMIT: Final = Param("limit", "how many at most", number=(1, MOST))
_OFFSET: Final = Param("offset", "how many to leave out", number=(0, 1_000_000))
CALLS: Final = (
    Call("/api/search", "search", "Entities and posts by name, in any spelling",
         (Param("name", "a name, Arabic or English", required=True), _LIMIT), "Found"),
    Call("/api/entity", "entity", "All that is told of one thing",
         (Param("iri", "its IRI", required=True), _LIMIT), "Entity"),
    Call("/api/facts", "facts", "Triples by subject, predicate or object",
         (Param("subject", "an IRI"), Param("predicate", "an IRI, or kg:speaker"),
          Param("object", "an IRI"), _LIMIT, _OFFSET), "Facts"),
    Call("/api/sentences", "sentences", "The sentences behind a name, an entity, an event, a fact",
         (Param("of", "an IRI or a name", required=True), _LIMIT, _OFFSET), "Sentences"),
    Call("/api/article", "article", "An article: its text and sentences",
         (Param("iri", "its IRI, or its id as /api/sentences gives it", required=True),),
         "Article"),
)  # fmt: skip
