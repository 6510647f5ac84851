"""The terms of the graph, own and borrowed: a misspelt term fails where it is written.

``KG.speaker`` is the IRI of a term that ``ontology.ttl`` declares; ``KG.speeker`` raises at
once. The labels of our own terms come from the same file, so nothing is said twice; those of the
borrowed ones are rows of ``term_labels.tsv``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import get_args

from pyoxigraph import NamedNode, RdfFormat, parse

from kg.nouns import EventType
from kg.sentence.table import table


class Terms:
    """A vocabulary: a namespace and the closed list of its terms that the graph uses."""

    def __init__(self, base: str, names: str | None = None) -> None:
        self.base = base
        self._names = frozenset(names.split()) if names is not None else None
        self._made: dict[str, NamedNode] = {}

    def __getitem__(self, name: str) -> NamedNode:
        node = self._made.get(name)
        if node is None:
            if name not in self:
                raise KeyError(f"{self.base} has no term {name!r} that Khabar declares")
            node = self._made[name] = NamedNode(self.base + name)
        return node

    def __getattr__(self, name: str) -> NamedNode:
        if name.startswith("_"):
            raise AttributeError(name)
        try:
            node = self.__dict__[name] = self[name]  # found without this call from now on
        except KeyError as error:
            raise AttributeError(error.args[0]) from None
        return node

    def __contains__(self, name: object) -> bool:
        return name in (_declared() if self._names is None else self._names)

    def __iter__(self) -> Iterator[str]:
        return iter(sorted(_declared() if self._names is None else self._names))


KG = Terms("https://w3id.org/khabar/ns#")  # its list of names is ontology.ttl
SCHEMA = Terms(
    "https://schema.org/",
    "NewsArticle Person Country Place City Organization GovernmentOrganization"
    " headline publisher datePublished url inLanguage containedInPlace nationality worksFor"
    " relatedTo latitude longitude softwareVersion mentions",
)
SEM = Terms(
    "http://semanticweb.cs.vu.nl/2009/11/sem/",
    "Event eventType hasActor hasPlace hasTimeStamp hasBeginTimeStamp hasEndTimeStamp",
)
ORG = Terms("http://www.w3.org/ns/org#", "Post holds heldBy postIn memberOf subOrganizationOf")
NIF = Terms(
    "http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#",
    "Context Sentence Phrase isString referenceContext beginIndex endIndex anchorOf sentence",
)
ITSRDF = Terms("http://www.w3.org/2005/11/its/rdf#", "taIdentRef taConfidence")
PROV = Terms("http://www.w3.org/ns/prov#", "Activity wasGeneratedBy wasDerivedFrom")
SKOS = Terms("http://www.w3.org/2004/02/skos/core#", "altLabel Concept notation")
DCTERMS = Terms("http://purl.org/dc/terms/", "identifier")
OWL = Terms("http://www.w3.org/2002/07/owl#", "sameAs")
RDFS = Terms("http://www.w3.org/2000/01/rdf-schema#", "label comment")
RDF = Terms(
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#", "type Statement subject predicate object"
)
XSD = Terms(
    "http://www.w3.org/2001/XMLSchema#",
    "date gYear gYearMonth integer decimal boolean string anyURI dateTime",
)
WD = "http://www.wikidata.org/entity/"
DATA = "https://w3id.org/khabar/id/"

PREFIXES: dict[str, str] = {
    "kg": KG.base,
    "schema": SCHEMA.base,
    "sem": SEM.base,
    "org": ORG.base,
    "nif": NIF.base,
    "itsrdf": ITSRDF.base,
    "prov": PROV.base,
    "skos": SKOS.base,
    "dcterms": DCTERMS.base,
    "owl": OWL.base,
    "rdf": RDF.base,
    "rdfs": RDFS.base,
    "xsd": XSD.base,
    "wd": WD,
}
"""What a query need not declare and a Turtle file begins with."""

ENTITY_CLASS = {
    "PER": SCHEMA.Person,
    "CTRY": SCHEMA.Country,
    "LOC": SCHEMA.Place,
    "ORG": SCHEMA.Organization,
    "GRP": NamedNode(KG.base + "Group"),
}
RELATION = {
    "memberOf": ORG.memberOf,
    "locatedIn": SCHEMA.containedInPlace,
    "capitalOf": NamedNode(KG.base + "capitalOf"),
    "partOf": ORG.subOrganizationOf,
    "allyOf": NamedNode(KG.base + "allyOf"),
    "supports": NamedNode(KG.base + "supports"),
    "nationalityOf": SCHEMA.nationality,
    "worksFor": SCHEMA.worksFor,
    "relativeOf": SCHEMA.relatedTo,
}
EVENT_CLASSES: tuple[str, ...] = get_args(EventType)
ENTITY_ROLES = (
    *("speaker", "addressee", "participant", "host", "visitor", "destination", "attacker"),
    *("target", "victim", "agent", "person", "party", "giver", "recipient", "protester"),
    *("origin", "what_place", "of"),
)
QUOTED_ROLES = ("content", "topic", "what", "instrument", "number")


def curie(name: str) -> NamedNode:
    """The IRI of ``schema:City``: any class of a known vocabulary, of ours a declared one.

    Raises ``KeyError`` for an unknown prefix, a term that is no name, or an undeclared ``kg:``.
    """
    prefix, _, local = name.partition(":")
    if prefix == "kg":
        return KG[local]
    if prefix not in PREFIXES or not re.fullmatch(r"[A-Za-z][A-Za-z0-9]*", local):
        raise KeyError(f"{name!r} is no term of a vocabulary that Khabar knows")
    return NamedNode(PREFIXES[prefix] + local)


def shorten(iri: str) -> str:
    """``https://schema.org/City`` → ``schema:City``; an IRI of no known vocabulary as it is."""
    cut = max(iri.rfind("#"), iri.rfind("/")) + 1
    prefix = _prefix_of().get(iri[:cut])
    return f"{prefix}:{iri[cut:]}" if prefix else iri


def expand(name: str) -> str | None:
    """``kg:Meeting``, ``<https://…>`` or ``https://…`` as an IRI; None for anything else."""
    bare = name[1:-1] if name.startswith("<") and name.endswith(">") else name
    prefix, colon, local = bare.partition(":")
    if colon and prefix in PREFIXES and re.fullmatch(r"[\w.-]+", local, re.ASCII):
        return PREFIXES[prefix] + local
    if re.fullmatch(r"(https?://|urn:)[^\s<>\"{}|\\^`\x00-\x20]+", bare):
        return bare
    return None


def label(term: NamedNode, language: str = "ar") -> str:
    """The label of a class, property or concept in ``ar`` or ``en``; its short name if none, and
    the whole IRI of what is in no known vocabulary."""
    short = shorten(term.value)
    name = short if short == term.value else short.partition(":")[2]
    return _labels().get((term.value, language)) or name


def plover(event_class: str, mode: str | None) -> NamedNode | None:
    """The PLOVER category of an event class, or of a statement's mode; None where there is none."""
    return _plover().get((mode or "") if event_class == "Statement" else event_class)


def ontology_text() -> str:
    """The ontology, as Turtle."""
    return files("kg.triple").joinpath("ontology.ttl").read_text(encoding="utf-8")


@cache
def _ontology() -> tuple[tuple[str, str, str, str | None], ...]:
    rows = []
    for quad in parse(ontology_text(), format=RdfFormat.TURTLE):
        language = getattr(quad.object, "language", None)
        rows.append((quad.subject.value, quad.predicate.value, quad.object.value, language))
    return tuple(rows)


@cache
def _declared() -> frozenset[str]:
    return frozenset(s[len(KG.base) :] for s, _, _, _ in _ontology() if s.startswith(KG.base))


@cache
def _labels() -> dict[tuple[str, str], str]:
    labels = {(s, lang): o for s, p, o, lang in _ontology() if p == RDFS.label.value and lang}
    for row in table("term_labels"):
        term = curie(row["term"]).value
        labels[term, "ar"], labels[term, "en"] = row["arabic"], row["english"]
    return labels


@cache
def _plover() -> dict[str, NamedNode]:
    return {
        s[len(KG.base) :]: NamedNode(o) for s, p, o, _ in _ontology() if p == KG.base + "plover"
    }


@cache
def _prefix_of() -> dict[str, str]:
    return {base: prefix for prefix, base in PREFIXES.items()}
