"""Every fact leads to its sentence, word for word, with the right words marked."""

import pytest

from kg import Graph
from kg.errors import KhabarError
from kg.nouns import Article, Entity, Facts, Mention, Sentence
from kg.triple.vocabulary import DATA
from tests.triple.example import MEETING, articles


@pytest.fixture(scope="module")
def graph() -> Graph:
    return Graph(articles())


def test_an_entity_in_any_spelling(graph):
    found = graph.why("كريم عبدالنور")
    assert [e.article for e in found] == ["nahr-1", "nahr-1", "nahr-2"]
    first = found[0]
    assert MEETING[first.begin : first.end] == first.sentence
    assert first.words == ("نظيره الجزائري", "كريم عبد النور")
    assert first.kinds == ("name", "nominal")
    assert (first.title, first.source, first.date) == ("لقاء قرطاج", "صحيفة النهر", "2019-03-05")
    assert first.marked().startswith(
        "اجتمع وزير الخارجية التونسي سامي المنصوري مع [نظيره الجزائري] ["
    )
    assert graph.why("Sami Mansouri")[0].confidence == 0.988


def test_by_iri_short_iri_event_post_and_mention(graph):
    event = DATA + "article/nahr-1/event/v4"
    (one,) = graph.why(event)
    assert one.words == ("طالب",)
    assert graph.why("article/nahr-1/event/v4") == graph.why(f"<{event}>") == graph.why(event)
    (post, _) = graph.why("وزير الخارجية (الجزائر)")
    assert "كريم عبد النور" in post.words and "الجزائري" in " ".join(post.words)
    assert post.kinds == ("fact",)
    mention = graph.query("SELECT ?m { ?m itsrdf:taIdentRef ?e . ?e a kg:Group }")[0].m
    assert len(graph.why(mention)) == 1


def test_a_triple(graph):
    (lies,) = graph.why(("قرطاج", "schema:containedInPlace", "تونس"))
    assert lies.words == ("قرطاج", "تونس") and lies.confidence == 0.75
    (asked,) = graph.why((DATA + "article/nahr-1/event/v4", "kg:addressee", "اتحاد الأنهار"))
    assert asked.words == ("طالب", "اتحاد الأنهار")
    assert graph.why(("كريم عبد النور", "org:holds", "وزير الخارجية (الجزائر)"))
    assert len(graph.why(("قرطاج", "kg:capitalOf", "تونس"))) == 0  # nobody said so


def test_nothing_of_that_name(graph):
    with pytest.raises(KhabarError, match="K505"):
        graph.why("لا أحد هنا بهذا الاسم")


def test_shown_and_escaped():
    text = "قال <script>alert(1)</script> إن"
    mention = Mention(4, 12, "ORG")
    entity = Entity("e0", "ORG", "جهة", (mention,), other_names=("جهة ما",))
    graph = Graph([Facts(Article("x", text, title="<b>"), (Sentence(0, 0, len(text)),), (entity,))])
    html = graph.why("جهة")._repr_html_()
    assert "<mark>&lt;script&gt;</mark>alert(1)&lt;/script&gt;" in html
    assert "<script>" not in html and "<b>" not in html
    assert "[<script>]" in str(graph.why("جهة"))


def test_an_event_is_found_by_the_label_that_a_person_sees(graph):
    """The page and the tables show it; it is no name of anybody."""
    (event,) = graph.query("SELECT ?e ?label { ?e a kg:Attack ; rdfs:label ?label } LIMIT 1")
    assert {e.about for e in graph.why(event.label)} >= {event.e}
