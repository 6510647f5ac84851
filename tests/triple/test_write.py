"""The quads are those of VOCABULARY.md, and nothing that a text says escapes its literal."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, RdfFormat, parse

from kg.entity.merge import identify
from kg.nouns import Article, Entity, Event, Facts, Mention, Quote, Role, Sentence
from kg.triple import iri, turtle
from kg.triple.literal import day, share
from kg.triple.vocabulary import (
    DATA,
    DCTERMS,
    ITSRDF,
    KG,
    NIF,
    ORG,
    OWL,
    PROV,
    RDF,
    RDFS,
    SCHEMA,
    SEM,
    XSD,
)
from kg.triple.write import Run, all_quads, quads
from tests.triple.example import MEETING, articles, flood, meeting


@pytest.fixture(scope="module")
def triples():
    facts = articles()
    return {(q.subject, q.predicate, q.object) for q in all_quads(facts, identify(facts), Run())}


def objects(triples, subject, predicate):
    node = NamedNode(subject if subject.startswith("http") else DATA + subject)
    return {o for s, p, o in triples if s == node and p == predicate}


def test_one_named_graph_an_article_each_quad_once():
    facts = articles()
    made = list(all_quads(facts, identify(facts), Run()))
    assert {q.graph_name.value for q in made} == {DATA + "article/nahr-1", DATA + "article/nahr-2"}
    assert len(made) == len(set(made))


def test_article(triples):
    one = "article/nahr-1"
    assert objects(triples, one, RDF.type) == {SCHEMA.NewsArticle, NIF.Context}
    assert objects(triples, one, NIF.isString) == {Literal(MEETING, language="ar")}
    assert objects(triples, one, DCTERMS.identifier) == {Literal("nahr-1")}
    assert objects(triples, one, SCHEMA.headline) == {Literal("لقاء قرطاج", language="ar")}
    assert objects(triples, one, SCHEMA.datePublished) == {Literal("2019-03-05", datatype=XSD.date)}
    assert objects(triples, one, SCHEMA.url) == {NamedNode("https://example.org/a?b=1")}
    month = objects(triples, "article/nahr-2", SCHEMA.datePublished)
    assert month == {Literal("2019-04", datatype=XSD.gYearMonth)}
    (run,) = objects(triples, one, PROV.wasGeneratedBy)
    assert objects(triples, run.value, KG.model) == {Literal("none")}


def test_an_article_without_a_headline_is_called_by_its_first_words():
    text = "وصل الوفد\nإلى باريس. " * 9
    (label,) = {
        q.object
        for q in quads(Facts(Article("نبأ-7", text)), identify([]), Run())
        if q.predicate == RDFS.label and q.subject.value.endswith(iri.article("نبأ-7"))
    }
    assert label.language == "ar" and label.value.startswith("وصل الوفد إلى باريس. وصل")
    assert label.value.endswith("…") and len(label.value) <= 60


def test_mentions_quote_their_article(triples):
    mentions = {s for s, p, o in triples if p == RDF.type and o == NIF.Phrase}
    assert len(mentions) > 20
    for mention in mentions:
        (article,) = objects(triples, mention.value, NIF.referenceContext)
        (text,) = objects(triples, article.value, NIF.isString)
        (begin,) = objects(triples, mention.value, NIF.beginIndex)
        (end,) = objects(triples, mention.value, NIF.endIndex)
        (words,) = objects(triples, mention.value, NIF.anchorOf)
        assert text.value[int(begin.value) : int(end.value)] == words.value
        assert mention.value == f"{article.value}#char={begin.value},{end.value}"


def test_demonyms_are_mentions_of_their_country(triples):
    algeria = NamedNode(DATA + "country/DZ")
    told = {s for s, p, o in triples if p == ITSRDF.taIdentRef and o == algeria}
    assert len(told) == 2
    kinds = {o for s, p, o in triples if s in told and p == KG.mentionKind}
    assert KG.demonym in kinds
    assert objects(triples, algeria.value, OWL.sameAs) == {
        NamedNode("http://www.wikidata.org/entity/Q262")
    }


def test_entities(triples):
    (city,) = {s for s, p, o in triples if o == SCHEMA.City}
    assert SCHEMA.Place in objects(triples, city.value, RDF.type)
    assert objects(triples, city.value, SCHEMA.latitude) == {
        Literal("36.8528", datatype=XSD.decimal)
    }
    assert objects(triples, "article/nahr-1/entity/e6", KG.memberCount) == {Literal(3)}
    assert objects(triples, "article/nahr-1/entity/e6", KG.member) == {
        NamedNode(DATA + "country/TN")
    }
    names = objects(triples, "country/TN", RDFS.label)
    assert names == {Literal("تونس", language="ar"), Literal("Tunisia", language="en")}


def test_posts_both_ways_with_their_sentence(triples):
    posts = {s for s, p, o in triples if p == RDF.type and o == ORG.Post}
    assert len(posts) == 2  # the same minister in two articles holds one post
    for post in posts:
        (holder,) = objects(triples, post.value, ORG.heldBy)
        assert post in objects(triples, holder.value, ORG.holds)
        assert objects(triples, post.value, KG.title) == {Literal("وزير الخارجية", language="ar")}
        assert objects(triples, post.value, PROV.wasDerivedFrom)
        assert not objects(triples, post.value, KG.former)


def test_relation_with_its_statement(triples):
    node = "article/nahr-1/relation/0"
    (city,) = objects(triples, node, RDF.subject)
    assert objects(triples, node, RDF.object) == objects(
        triples, city.value, SCHEMA.containedInPlace
    )
    assert objects(triples, node, KG.confidence) == {Literal("0.75", datatype=XSD.decimal)}
    assert objects(triples, node, PROV.wasDerivedFrom) == {
        NamedNode(DATA + "article/nahr-1/sentence/3")
    }


def test_events(triples):
    met = "article/nahr-1/event/v0"
    assert objects(triples, met, RDF.type) == {SEM.Event, KG.Meeting}
    assert objects(triples, met, SEM.eventType) == {KG.CONSULT}
    assert len(objects(triples, met, KG.participant)) == 2
    assert objects(triples, met, SEM.hasTimeStamp) == {Literal("2019-03-04", datatype=XSD.date)}
    assert objects(triples, met, KG.status) == {KG.actual}
    press = "article/nahr-1/event/v2"
    assert objects(triples, press, RDF.type) == {SEM.Event, KG.Meeting, KG.PressConference}
    said = "article/nahr-1/event/v1"
    assert objects(triples, said, KG.mode) == {KG.say}
    assert objects(triples, said, KG.quotation) == {KG.indirect}
    assert objects(triples, said, KG.madeAt) == {NamedNode(DATA + press)}
    reported = DATA + "article/nahr-1/event/v3"
    assert objects(triples, said, KG.reports) == {NamedNode(reported)}
    assert objects(triples, reported, SEM.hasTimeStamp) == {Literal("2020", datatype=XSD.gYear)}
    assert objects(triples, "article/nahr-2/event/v0", KG.kind) == {Literal("injured")}


def test_interval_has_begin_and_end():
    facts = meeting()
    first = facts.events[0]
    assert first.time
    first = replace(first, time=replace(first.time, value="2019-03-04/2019-03-06"))
    facts = replace(facts, events=(first,))
    made = {q.predicate: q.object.value for q in quads(facts, identify([facts]), Run())}
    assert made[SEM.hasBeginTimeStamp] == "2019-03-04"
    assert made[SEM.hasEndTimeStamp] == "2019-03-06"
    assert SEM.hasTimeStamp not in made


@pytest.mark.parametrize(
    ("value", "kind"),
    [
        ("2016-02-29", XSD.date), ("2015-02-29", XSD.string), ("2016-02", XSD.gYearMonth),
        ("2016-13", XSD.string), ("2016", XSD.gYear), ("٢٠١٦", XSD.string), ("قريبا", XSD.string),
    ],
)  # fmt: skip
def test_dates_are_typed_only_when_they_exist(value, kind):
    assert day(value).datatype == kind


def test_confidence_is_short_and_between_0_and_1():
    assert [share(n).value for n in (1.0, 0.98765, 0.5, 0.0004, 7.0, -1.0)] == [
        "1.0", "0.988", "0.5", "0.0", "1.0", "0.0",
    ]  # fmt: skip


def test_the_order_of_articles_changes_nothing():
    one, other = articles()
    there = set(all_quads((one, other), identify((one, other)), Run()))
    back = set(all_quads((other, one), identify((other, one)), Run()))
    assert there == back


def test_options_and_model_name_the_run():
    facts = flood()
    made = [
        {
            q.object
            for q in quads(facts, identify([facts]), run)
            if q.predicate == PROV.wasGeneratedBy
        }
        for run in (Run("1"), Run("1"), Run("1", "m"), Run("1", "m", {"kb": "mine"}))
    ]
    assert made[0] == made[1]
    assert len({frozenset(one) for one in made}) == 3


HOSTILE = (
    "\"} DROP ALL; {\" \\ </script><script>alert(1)</script>\n\r\t\u202e\u2066\x00\x0b ]]> '''"
)


@settings(max_examples=40, deadline=None)
@given(st.text(min_size=1, max_size=60) | st.just(HOSTILE))
def test_hostile_texts_come_back_unchanged(text):
    mention = Mention(0, len(text), "ORG")
    trigger = Mention(0, len(text), "Protest")
    facts = Facts(
        Article(text, text, text, text, text, text),
        (Sentence(0, 0, len(text)),),
        (Entity("e0", "ORG", text, (mention,), text, (text,)),),
        events=(Event("v0", "Protest", (trigger,), (Role("topic", Quote(0, len(text))),)),),
    )
    made = list(quads(facts, identify([facts]), Run(text, text, {text: text})))
    for written, form in (
        (turtle.turtle(made), RdfFormat.TURTLE),
        (turtle.trig(made), RdfFormat.TRIG),
    ):
        read = list(parse(written.encode(), format=form))
        assert {(q.subject, q.predicate, q.object) for q in read} == {
            (q.subject, q.predicate, q.object) for q in made
        }
    (whole,) = {q.object.value for q in made if q.predicate == NIF.isString}
    assert whole == text


def test_half_a_surrogate_pair_keeps_its_place():
    facts = Facts(Article("x", "قال \ud800 نعم"))
    (whole,) = [
        q.object.value
        for q in quads(facts, identify([facts]), Run())
        if q.predicate == NIF.isString
    ]
    assert whole == "قال \ufffd نعم"


def test_a_post_that_an_article_words_in_two_ways_bears_one_title():
    """المدرب "the coach", مدرب "coach": the product's own check wants one title of a post."""
    first = articles()[0]
    told = (*first.posts, replace(first.posts[0], title="الوزير الخارجية", sentence=1))
    facts = (replace(first, posts=(*told, replace(told[-1], sentence=0, title=told[0].title))),)
    made = {(q.subject, q.predicate, q.object) for q in all_quads(facts, identify(facts), Run())}
    nodes = {o for s, p, o in made if p == ORG.holds}
    titles = [objects(made, node.value, KG.title) for node in nodes]
    assert all(len(one) == 1 for one in titles) and len(nodes) == len(first.posts)
