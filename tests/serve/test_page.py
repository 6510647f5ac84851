"""The pages: right to left, escaped, and one for everything that has an IRI."""

from __future__ import annotations

import json
import re
import shutil

import httpx
import pytest
from pyoxigraph import NamedNode, RdfFormat, Store, parse

from kg.query.ask import run
from kg.query.question import filled, questions
from kg.sentence.table import table
from kg.serve.markup import html
from kg.serve.negotiation import chosen
from kg.triple.vocabulary import DATA, label

FRANCE = "/id/country/FR"


def test_an_entity_for_people_and_for_programs(client: httpx.Client):
    page = client.get(FRANCE, headers={"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"})
    assert page.headers["content-type"].startswith("text/html") and 'dir="rtl"' in page.text
    assert "<mark>فرنسا</mark>" in page.text and page.headers["vary"] == "Accept"
    turtle = client.get(FRANCE, headers={"Accept": "text/turtle"})
    linked = client.get(FRANCE, headers={"Accept": "application/ld+json"})
    assert json.loads(linked.content)
    told = [
        {str(q.triple) for q in parse(reply.content, format=kind)}
        for reply, kind in ((turtle, RdfFormat.TURTLE), (linked, RdfFormat.JSON_LD))
    ]
    assert told[0] == told[1] and any("owl#sameAs" in triple for triple in told[0])
    assert client.get(FRANCE, headers={"Accept": "image/png"}).status_code == 406
    assert client.get("/id/country/XX", headers={"Accept": "text/html"}).status_code == 404


def test_an_article_an_event_and_the_way_there(client: httpx.Client):
    article = client.get("/id/article/founding", headers={"Accept": "text/html"})
    assert "أخبار الآن | باريس" in article.text
    assert '<p class="quiet">مقال</p>' in article.text  # and not «نص كامل» beside it
    found = client.get("/", params={"name": "باريس"}).text
    assert 'href="/id/city/fr_paris"' in found
    assert 'href="/query?question=who-met-whom"' in found
    assert "لا شيء في الرسم بهذا الاسم" in client.get("/", params={"name": "زززز"}).text


@pytest.mark.parametrize("name", ["article/founding", "article/founding/event/v0", "country/FR"])
def test_a_page_says_in_arabic_what_it_tells(client: httpx.Client, name: str):
    page = client.get(f"/id/{name}", headers={"Accept": "text/html"}).text
    heads = re.findall("<th>(.*?)</th>", page)
    kinds = re.findall('<p class="quiet">(.*?)[·<]', page)[0].split("،")
    assert len(set(map(str.strip, kinds))) == len(kinds)
    assert heads and not [told for told in heads + kinds if not re.search("[ء-ي]", told)]


def test_an_address_is_shown_whole_and_from_left_to_right():
    told = label(NamedNode("http://news.example/2016/1.htm"))
    assert told == "http://news.example/2016/1.htm"
    fact = {"label": "الرابط", "value": {"iri": told, "label": told}}
    it = {"label": "x", "label_en": None, "types": [], "other_names": [], "same_as": [],
          "iri": DATA + "article/a", "facts": [fact], "facts_about": []}  # fmt: skip
    none = {"sentences": [], "total": 0}
    page = html("entity.html", it=it, sentences=none, article=None).body.decode()
    assert f'<bdi dir="ltr">{told}</bdi>' in page


def test_every_column_of_the_library_has_an_arabic_head():
    heads = {row["column"] for row in table("answer_columns")}
    columns = {name for q in questions() for name in run(Store(), filled(q.sparql, {})).columns}
    assert columns == heads


def test_an_answer_on_the_query_page_is_in_words(client: httpx.Client):
    told = client.get("/query/who-attended").json()
    assert told["heads"][-3:] == ["التاريخ", "الحال", "المقال"]
    cells = told["rows"][0]
    assert cells[-2] == {"text": "وقع", "iri": None}
    assert cells[-1]["iri"].startswith(DATA + "article/founding/event/")
    assert cells[-1]["text"] and not cells[-1]["text"].startswith("http")
    asked = client.get("/api/questions/who-attended").json()
    assert asked["rows"][0]["status"] == "kg:actual"  # programs have the term


@pytest.mark.parametrize("name", [one.name for one in questions()])
def test_no_two_columns_of_an_answer_have_one_head(client: httpx.Client, name: str):
    told = client.get(f"/query/{name}").json()
    assert len(set(told["heads"])) == len(told["heads"])
    words = [cell["text"] for row in told["rows"] for cell in row]
    assert not [text for text in words if text.startswith(("kg:", "http", "article/"))]


def test_a_question_that_there_is_not_is_told(client: httpx.Client):
    told = "there is no question nosuch"
    assert told in client.get("/query", params={"question": "nosuch"}).text
    for asked in ({}, {"question": "who-spoke"}):
        assert "there is no question" not in client.get("/query", params=asked).text


def test_what_is_searched_for_is_escaped(client: httpx.Client):
    page = client.get("/", params={"name": '"><script>alert(1)</script>'}).text
    assert "<script>alert" not in page and "&lt;script&gt;" in page


def test_the_graph_is_the_page_that_the_build_made(client: httpx.Client, folder):
    assert client.get("/graph").content == (folder / "graph.html").read_bytes()


def test_the_query_page_asks_in_a_browser_without_another_address(client: httpx.Client):
    playwright = pytest.importorskip("playwright.sync_api")
    chromium = shutil.which("chromium")
    if chromium is None:
        pytest.skip("chromium is not installed")
    base = str(client.base_url).rstrip("/")
    with playwright.sync_playwright() as play:
        browser = play.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        tab = browser.new_page()
        errors, asked = [], []
        tab.on("pageerror", lambda error: errors.append(str(error)))
        tab.on("request", lambda request: asked.append(request.url))
        tab.goto(f"{base}/query")
        tab.wait_for_selector(".yasqe .CodeMirror")
        assert tab.input_value("#question") == "casualties"
        assert tab.locator('#narrow input[name="place"]').count() == 1
        assert "عدد الضحايا" in tab.inner_text(".yasqe .CodeMirror")
        tab.goto(f"{base}/")
        tab.click("text=أي البلدان حضرت")
        tab.wait_for_selector(".yasqe .query_valid")  # the editor knows the prefixes
        tab.fill('#narrow input[name="city"]', "باريس")
        tab.click("#narrow button")
        tab.wait_for_selector("#answer td")
        assert "فرنسا" in tab.inner_text("#answer")
        assert tab.inner_text("#answer th >> nth=0") == "البلد"
        tab.fill('#narrow input[name="status"]', "planned")
        tab.click("#narrow button")
        tab.wait_for_selector("#answer p")
        assert "لا جواب" in tab.inner_text("#answer")
        tab.click(".yasqe_queryButton")
        tab.wait_for_selector(".yasr_results table, .yasr_results .dataTable")
        assert "فرنسا" in tab.inner_text(".yasr_results")
        ask = "document.querySelector('.CodeMirror').CodeMirror.setValue"
        tab.evaluate(f"{ask}('SELECT ?c {{ ?c a schema:Country }}')")
        tab.click(".yasqe_queryButton")
        tab.wait_for_selector('.yasr a.iri[href="/id/country/FR"]')  # not out into the world
        browser.close()
    assert not errors, errors
    assert all(url.startswith((base, "data:", "blob:")) for url in asked), asked


@pytest.mark.parametrize(
    ("accept", "format", "expected"),
    [
        (None, None, "text/html"),
        ("*/*", None, "text/html"),
        ("text/turtle;q=0.5, text/html;q=0.4", None, "text/turtle"),
        ("text/*;q=0.3, text/turtle;q=0", None, "text/html"),
        ("image/png", None, None),
        ("text/html", "ttl", "text/turtle"),
        ("text/html", "nothing", None),
        (";;q=,,x;q=y", None, None),
    ],
)
def test_which_format_is_wanted(accept: str | None, format: str | None, expected: str | None):
    assert chosen(accept, format, ("text/html", "text/turtle")) == expected
