"""The JSON API answers, keeps to its OpenAPI document, and survives what nobody should send."""

from __future__ import annotations

import httpx
import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.specs.openapi.checks import positive_data_acceptance

from kg import Graph
from kg.serve import tell
from kg.serve.document import document as described
from tests.serve.fuzz import mutated_queries

FRANCE = "https://w3id.org/khabar/id/country/FR"
LAX = [HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large]


def test_search_entity_facts_sentences_and_article(client: httpx.Client):
    found = client.get("/api/search", params={"name": "فَرنسا"}).json()
    assert [one["iri"] for one in found["found"]] == [FRANCE]

    france = client.get("/api/entity", params={"iri": FRANCE}).json()
    assert (france["label"], france["label_en"]) == ("فرنسا", "France")
    assert france["same_as"] == ["http://www.wikidata.org/entity/Q142"]
    assert any(fact["label_en"] == "participant" for fact in france["facts_about"])
    asked = {"predicate": "kg:participant", "object": FRANCE}
    facts = client.get("/api/facts", params=asked).json()["facts"]
    assert facts and all(fact["object"]["iri"] == FRANCE for fact in facts)

    said = client.get("/api/sentences", params={"of": "لودريان", "limit": 2}).json()
    assert said["total"] >= len(said["sentences"]) == 2
    for one in said["sentences"]:
        assert "".join(text for _, text in one["parts"]) == one["sentence"]

    iri = "https://w3id.org/khabar/id/article/founding"
    article = client.get("/api/article", params={"iri": iri}).json()
    first = article["sentences"][0]
    assert article["text"][first["begin"] : first["end"]] == first["text"]
    short = said["sentences"][0]["article"]  # the id, as it is given there
    assert client.get("/api/article", params={"iri": short}).json() == article


def test_a_question_of_the_library(client: httpx.Client):
    told = client.get("/api/questions/countries-attended", params={"city": "باريس"}).json()
    assert {"country": "فرنسا", "meetings": 1} in told["rows"]
    assert told["cut_at"] is None
    names = [one["name"] for one in client.get("/api/questions").json()["questions"]]
    assert "who-met-whom" in names


def test_an_answer_that_is_cut_says_where(founding_folder, monkeypatch):
    graph = Graph.load(founding_folder)
    assert tell.question(graph, "most-mentioned")["cut_at"] is None
    monkeypatch.setattr(tell, "MOST", 3)
    mentioned = tell.question(graph, "most-mentioned")
    assert mentioned["cut_at"] == len(mentioned["rows"]) == 3


def test_answers_come_as_a_table_to_whoever_asks_for_one(client: httpx.Client):
    where = "/api/questions/countries-attended?city=باريس"
    told = client.get(where, headers={"Accept": "text/csv"})
    assert told.headers["content-type"].startswith("text/csv")
    assert told.headers["vary"] == "Accept"
    assert told.text.splitlines()[0] == "country,meetings" and "فرنسا,1" in told.text
    lines = client.get(where, headers={"Accept": "text/tab-separated-values"}).text
    assert "فرنسا\t1" in lines
    assert client.get(where, headers={"Accept": "image/png"}).json()["question"]


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/api/search", 400),
        ("/api/search?name=", 400),
        ("/api/search?name=a&name=b", 400),
        ("/api/search?name=a&limit=0", 400),
        ("/api/search?name=a&other=1", 400),
        ("/api/entity?iri=nothing", 400),
        ("/api/entity?iri=https://example.org/x", 404),
        ("/api/sentences?of=xyzzy", 404),
        ("/api/questions/nothing", 404),
        ("/api/article?iri=nothing", 404),
        ("/api/articles", 404),
    ],
)
def test_wrong_calls_are_told_in_one_line(client: httpx.Client, path: str, status: int):
    reply = client.get(path)
    assert reply.status_code == status and set(reply.json()) == {"error"}


def test_the_api_keeps_to_its_document(client: httpx.Client):
    document = client.get("/api/openapi.json").json()
    schema = schemathesis.openapi.from_dict(document)
    calls = [found.ok() for found in schema.get_all_operations()]
    assert {call.path for call in calls} >= {"/api/search", "/sparql"}
    some = {"/api/questions/timeline", "/api/questions/who-attended"}
    calls = [c for c in calls if not c.path.startswith("/api/questions/") or c.path in some]
    assert len(calls) == 6 + 2 + 2  # SPARQL by GET and POST
    careful = settings(
        max_examples=15, deadline=None, database=None, suppress_health_check=LAX,
        phases=[Phase.generate], derandomize=True,
    )  # fmt: skip

    def keeps(case: schemathesis.Case) -> None:
        reply = case.call(base_url=str(client.base_url), timeout=20)
        # an IRI that names nothing may well be refused with 400
        case.validate_response(reply, excluded_checks=[positive_data_acceptance])
        assert reply.status_code < 500 or reply.status_code == 503

    for call in calls:
        careful(given(case=call.as_strategy())(keeps))()


def test_each_question_is_described_with_parameters_of_its_own(client: httpx.Client):
    document = client.get("/api/openapi.json").json()
    told = document["paths"]["/api/questions/ministers-spoke"]["get"]
    assert [p["name"] for p in told["parameters"]] == ["country"]
    assert told["parameters"][0]["description"].startswith("the minister's country")
    assert "{name}" not in " ".join(document["paths"])
    assert "Khabar-Cut-At" in document["info"]["description"]
    upload = described(writable=True)["paths"]["/api/articles"]["post"]["responses"]
    taken = upload["202"]["content"]["application/json"]["schema"]
    assert taken == {"$ref": "#/components/schemas/Job"} and "200" not in upload


def test_the_description_is_a_page_too(client: httpx.Client):
    page = client.get("/api").text
    assert 'href="/api"' in client.get("/").text and 'href="/api/openapi.json"' in page
    for path in client.get("/api/openapi.json").json()["paths"]:
        assert path in page
    assert "the minister&#39;s country" in page and 'id="Sentence"' in page


def test_mutated_queries_are_answered_or_refused_and_leak_nothing(client: httpx.Client, folder):
    for query in mutated_queries(200, seed=1):
        reply = client.post("/sparql", data={"query": query})
        assert reply.status_code in (200, 400, 403, 413, 503), (query, reply.text)
        if reply.status_code != 200:
            assert folder.parent.name not in reply.text
    assert client.get("/sparql", params={"query": "ASK {}"}).status_code == 200
