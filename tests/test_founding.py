"""The founding article: what its graph must say. Nothing in ``kg`` knows this article."""

from __future__ import annotations

import kg
from tests.conftest import FOUNDING

SEVEN = {
    "الولايات المتحدة", "فرنسا", "أستراليا", "بريطانيا", "ألمانيا", "إيطاليا", "هولندا",
}  # fmt: skip
"""As the article lists them: US, France, Australia, Britain, Germany, Italy, the Netherlands."""
QIDS = {"Q30", "Q142", "Q408", "Q145", "Q183", "Q38", "Q55"}


def _qids(graph: kg.Graph, sparql: str) -> list[str]:
    return sorted(str(row[0]).removeprefix("wd:") for row in graph.query(sparql))


def test_the_paris_meeting_has_exactly_the_seven_countries(founding: kg.Graph):
    attended = founding.ask("countries-attended", city="باريس")
    assert len(attended) == len(SEVEN)
    qids = _qids(
        founding,
        'SELECT DISTINCT ?qid { ?m a kg:Meeting ; sem:hasPlace/rdfs:label "باريس"@ar ;'
        " kg:participant ?c . ?c a schema:Country ; owl:sameAs ?qid }",
    )
    assert qids == sorted(QIDS)


def test_the_ministers_who_spoke_are_two_one_node_each(founding: kg.Graph):
    spoke = founding.query(
        """SELECT DISTINCT ?person ?name ?country {
          ?s a kg:Statement ; kg:speaker ?person . ?person a schema:Person ; rdfs:label ?name ;
            org:holds ?post . ?post kg:title ?title ; org:postIn/owl:sameAs ?country .
          FILTER(LANG(?name) = "ar" && STRSTARTS(?title, "وزير")) }"""
    )
    assert {row.country for row in spoke} == {"wd:Q30", "wd:Q142"}
    assert len({row.person for row in spoke}) == 2
    names = {str(row.name) for row in spoke}
    assert {name.split()[-1] for name in names} == {"كارتر", "لودريان"}
    people = founding.query("SELECT DISTINCT ?p { ?p a schema:Person }")
    for surname in ("كارتر", "كاراتر", "لودريان"):  # كاراتر is a misspelling of the article's own
        assert len({row[0] for row in people} & set(founding.names.find(surname))) == 1


def test_the_question_of_the_readme_names_the_same_two(founding: kg.Graph):
    spoke = founding.ask("ministers-spoke")
    assert {str(row[0]).split()[-1] for row in spoke} == {"كارتر", "لودريان"}


def test_everyone_who_spoke_is_one_of_the_two(founding: kg.Graph):
    speakers = founding.query(
        "SELECT DISTINCT ?p { ?s a kg:Statement ; kg:speaker ?p . ?p a schema:Person }"
    )
    assert len(speakers) == 2


def test_the_brussels_meeting_is_called_for(founding: kg.Graph):
    rows = founding.query(
        'SELECT DISTINCT ?status { ?m a kg:Meeting ; sem:hasPlace/rdfs:label "بروكسل"@ar ;'
        " kg:status ?status }"
    )
    assert [row.status for row in rows] == ["kg:called_for"]


def test_mosul_is_in_iraq_and_raqqa_in_syria(founding: kg.Graph):
    for city, country in (("الموصل", "Q796"), ("الرقة", "Q858")):
        (iri,) = founding.names.find(city)
        found = _qids(
            founding,
            f"SELECT DISTINCT ?q {{ <{iri}> schema:containedInPlace+ ?c . ?c a schema:Country ;"
            " owl:sameAs ?q }",
        )
        assert found == [country]


def test_every_fact_leads_to_its_words(founding: kg.Graph):
    text = FOUNDING.read_text("utf-8")
    events = founding.query("SELECT ?e { ?e a sem:Event }")
    assert len(events) > 5
    for (event,) in events:
        evidence = founding.why(str(event))
        assert evidence, event
        for one in evidence:
            assert text[one.begin : one.end] == one.sentence and one.spans


def test_it_keeps_its_promises(founding_folder):
    from kg.graph.check import check

    assert not check(founding_folder).violations
