"""Terms cannot be misspelt, and the ontology declares and explains every one that is written."""

from typing import get_args

import pytest
from pyoxigraph import NamedNode, RdfFormat, parse

from kg.entity.merge import identify
from kg.nouns import EventType, MentionKind, Mode, Quotation, Status
from kg.triple.vocabulary import (
    ENTITY_ROLES,
    KG,
    PREFIXES,
    QUOTED_ROLES,
    RDFS,
    SCHEMA,
    SEM,
    curie,
    expand,
    label,
    ontology_text,
    plover,
    shorten,
)
from kg.triple.write import Run, all_quads
from tests.triple.example import articles

TRIPLES = list(parse(ontology_text(), format=RdfFormat.TURTLE))
DECLARED = {q.subject.value for q in TRIPLES if q.subject.value.startswith(KG.base)}


def test_a_misspelt_term_fails_where_it_is_written():
    assert KG.speaker.value == "https://w3id.org/khabar/ns#speaker"
    with pytest.raises(AttributeError, match="speeker"):
        _ = KG.speeker
    with pytest.raises(KeyError, match="hasActer"):
        _ = SEM["hasActer"]


def test_every_list_of_the_nouns_is_declared():
    for names in (EventType, Mode, Status, Quotation, MentionKind):
        for name in get_args(names):
            assert name in KG, name
    assert all(name in KG for name in (*ENTITY_ROLES, *QUOTED_ROLES))


def test_every_own_term_that_is_written_is_declared():
    facts = articles()
    written = {
        term.value
        for quad in all_quads(facts, identify(facts), Run())
        for term in (quad.predicate, quad.object)
        if isinstance(term, NamedNode) and term.value.startswith(KG.base)
    }
    assert len(written) > 30
    assert written <= DECLARED


@pytest.mark.parametrize("iri", sorted(DECLARED))
def test_every_term_has_label_and_comment_in_both_languages(iri):
    for predicate in (RDFS.label, RDFS.comment):
        told = {
            q.object.language
            for q in TRIPLES
            if q.subject.value == iri and q.predicate == predicate
        }
        assert told == {"ar", "en"}, f"{iri} {predicate}"
    comments = [
        q.object.value for q in TRIPLES if q.subject.value == iri and q.predicate == RDFS.comment
    ]
    assert all(len(comment) > 8 for comment in comments)


def test_every_term_names_the_ontology_that_defines_it():
    told = {q.subject.value: q.object.value for q in TRIPLES if "isDefinedBy" in q.predicate.value}
    assert told == dict.fromkeys(DECLARED, KG.base.removesuffix("#"))


def test_roles_are_below_has_actor_and_have_a_domain():
    below, domain = RDFS.base + "subPropertyOf", RDFS.base + "domain"
    facts = {(q.subject.value, q.predicate.value): q.object.value for q in TRIPLES}
    for role in ENTITY_ROLES:
        assert facts[KG[role].value, below] == SEM.hasActor.value
        assert (KG[role].value, domain) in facts
    for role in QUOTED_ROLES:
        assert facts[KG[role].value, RDFS.base + "range"].endswith("langString")


def test_events_are_below_sem_event():
    below = {q.subject.value: q.object.value for q in TRIPLES if "subClassOf" in q.predicate.value}
    assert below[KG.PressConference.value] == KG.Meeting.value
    for name in get_args(EventType):
        assert below[KG[name].value] == SEM.Event.value


def test_plover_by_class_and_for_statements_by_mode():
    assert plover("Meeting", None) == KG.CONSULT
    assert plover("Statement", "demand") == KG.REQUEST
    assert plover("Statement", "say") is None
    assert plover("Office", None) is None
    notations = {q.object.value for q in TRIPLES if q.predicate.value.endswith("notation")}
    assert len(notations) == 16


def test_labels_and_short_names():
    assert label(KG.Meeting) == "اجتماع"
    assert label(KG.Meeting, "en") == "Meeting"
    assert label(SCHEMA.City) == "مدينة"
    assert shorten(SCHEMA.City.value) == "schema:City"
    assert shorten("https://example.org/x") == "https://example.org/x"
    assert curie("schema:City") == SCHEMA.City
    for unknown in ("nowhere:City", "kg:City", "schema:a b", "schema:", "City", "schema:x>"):
        with pytest.raises(KeyError):
            curie(unknown)
    assert PREFIXES["kg"] == KG.base


def test_expand():
    assert expand("kg:Meeting") == "https://w3id.org/khabar/ns#Meeting"
    assert expand("<https://example.org/x>") == "https://example.org/x"
    for other in ("باريس", "kg:", "kg:a b", "https://a b", "nope:x", 'https://x"y'):
        assert expand(other) is None
