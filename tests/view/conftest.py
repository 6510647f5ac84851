"""Two short articles in our own words as Facts, their page, and a headless Chromium."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from kg.entity.merge import identify
from kg.nouns import (
    Article,
    Entity,
    Event,
    Facts,
    Mention,
    Post,
    Quote,
    Relation,
    Role,
    Sentence,
    TimeExpression,
)
from kg.triple.write import Run, all_quads
from kg.view.data import PageData
from kg.view.page import page
from kg.view.reading import page_data

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

FIRST = (
    "التقى وزير الدفاع الأمريكي أشتون كارتر نظيره الفرنسي جان إيف لودريان في باريس الأربعاء.\n"
    "وطالب لودريان الدول الأعضاء بتسريع الحملة على التنظيم.\n"
    "وقال كارتر 🛰 إن اجتماعا قد يعقد في بروكسل الشهر المقبل."
)
SECOND = "زار أشتون كارتر مدينة بروكسل صباحا.\nونفى ناطق باسم القوات العراقية وقوع الغارة."


class Draft:
    """Writes Facts by quoting the article: every offset is found, none is counted by hand."""

    def __init__(self, name: str, text: str, **article: Any) -> None:
        self.text = text
        lines = [0, *(i + 1 for i, c in enumerate(text) if c == "\n"), len(text) + 1]
        self.sentences = tuple(Sentence(i, a, b - 1) for i, (a, b) in enumerate(pairwise(lines)))
        self.article = Article(name, text, **article)

    def at(self, words: str, kind: str) -> Mention:
        start = self.text.index(words)
        sentence = next(s.index for s in self.sentences if s.start <= start <= s.end)
        return Mention(start, start + len(words), kind, "name", sentence)

    def entity(self, number: int, kind: Any, name: str, *said: str, **more: Any) -> Entity:
        mentions = tuple(self.at(words, kind) for words in said)
        return Entity(f"e{number}", kind, name, mentions, **more)

    def quote(self, words: str) -> Quote:
        start = self.text.index(words)
        return Quote(start, start + len(words))

    def when(self, words: str, value: str) -> TimeExpression:
        quote = self.quote(words)
        return TimeExpression(quote.start, quote.end, value)


def first() -> Facts:
    d = Draft("a1", FIRST, source="جريدة الصباح", date="2016-01-21", title="لقاء في باريس")
    entities = (
        d.entity(0, "PER", "أشتون كارتر", "أشتون كارتر", name_en="Ashton Carter", qid="Q4806492"),
        d.entity(1, "PER", "جان إيف لودريان", "جان إيف لودريان", "لودريان الدول"[:7]),
        d.entity(2, "LOC", "باريس", "باريس", kb="place/paris", latitude=48.85, longitude=2.35),
        d.entity(3, "GRP", "الدول الأعضاء", "الدول الأعضاء"),
        d.entity(4, "LOC", "بروكسل", "بروكسل", kb="place/brussels", latitude=50.85, longitude=4.35),
        d.entity(5, "CTRY", "فرنسا", "الفرنسي", kb="country/FR", name_en="France", qid="Q142"),
        d.entity(6, "CTRY", "الولايات المتحدة", "الأمريكي", kb="country/US", qid="Q30"),
    )
    events = (
        Event(
            "v0",
            "Meeting",
            (d.at("التقى", "Meeting"),),
            (Role("participant", "e0"), Role("participant", "e1")),
            ("e2",),
            d.when("الأربعاء", "2016-01-20"),
        ),
        Event(
            "v1",
            "Statement",
            (d.at("طالب", "Statement"),),
            (
                Role("speaker", "e1"),
                Role("addressee", "e3"),
                Role("content", d.quote("بتسريع الحملة على التنظيم")),
            ),
            mode="demand",
        ),
        Event(
            "v2",
            "Statement",
            (d.at("قال", "Statement"),),
            (Role("speaker", "e0"), Role("content", d.quote("اجتماعا قد يعقد في بروكسل"))),
            mode="say",
            reports=("v3",),
        ),
        Event(
            "v3",
            "Meeting",
            (d.at("اجتماعا", "Meeting"),),
            (),
            ("e4",),
            d.when("الشهر المقبل", "2016-02"),
            status="hypothetical",
            confidence=0.41,
        ),
    )
    posts = (Post("e0", "وزير الدفاع", "e6"), Post("e1", "وزير الدفاع", "e5"))
    relations = (Relation("capitalOf", "e2", "e5", 0, 0.9),)
    return Facts(d.article, d.sentences, entities, posts, relations, events)


def second() -> Facts:
    d = Draft("a2", SECOND, source="وكالة المساء", date="2016-02-12", title="زيارة وغارة")
    entities = (
        d.entity(0, "PER", "أشتون كارتر", "أشتون كارتر", name_en="Ashton Carter", qid="Q4806492"),
        d.entity(1, "LOC", "بروكسل", "بروكسل", kb="place/brussels"),
        d.entity(2, "ORG", "القوات العراقية", "القوات العراقية"),
    )
    events = (
        Event(
            "v0",
            "Visit",
            (d.at("زار", "Visit"),),
            (Role("visitor", "e0"), Role("destination", "e1")),
        ),
        Event(
            "v1",
            "Attack",
            (d.at("الغارة", "Attack"),),
            (Role("attacker", "e2"),),
            status="denied",
        ),
    )
    return Facts(d.article, d.sentences, entities, (), (), events)


def data_of(*facts: Facts) -> PageData:
    """The way of a build: facts → quads → the nouns of the page."""
    return page_data(all_quads(facts, identify(facts), Run()))


@pytest.fixture(scope="session")
def data() -> PageData:
    return data_of(first(), second())


@pytest.fixture(scope="session")
def html(data: PageData) -> str:
    return page(data)


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    if CHROMIUM is None:
        pytest.skip("no chromium on this machine: apt-get install chromium")
    playwright = pytest.importorskip("playwright.sync_api", reason="pip install playwright")
    with playwright.sync_playwright() as session:
        chromium = session.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield chromium
        chromium.close()


def watch(tab: Any, faults: list[str], address: str) -> None:
    """Note every console message, error and request of a tab."""
    tab.on("console", lambda m: faults.append(f"{m.type}: {m.text}"))
    tab.on("pageerror", lambda e: faults.append(f"error: {e}"))

    def asked(request: Any) -> None:
        own = request.url.split("#")[0] == address
        if not own and not request.url.startswith(("data:", "blob:")):
            faults.append(f"request: {request.url}")

    tab.on("request", asked)


@pytest.fixture(scope="session")
def shared(browser: Any, html: str, tmp_path_factory: Any) -> Any:
    """The page of the two articles, opened once: opening costs more than most tests."""
    path = tmp_path_factory.mktemp("page") / "graph.html"
    path.write_text(html, encoding="utf-8")
    tab = browser.new_page(viewport={"width": 1300, "height": 800})
    faults: list[str] = []
    watch(tab, faults, path.as_uri())
    tab.goto(path.as_uri())
    tab.wait_for_selector("body[data-ready]", timeout=60_000)
    return tab, faults


@pytest.fixture
def tab(shared: Any) -> Iterator[Any]:
    """The shared page as it opens, every choice undone; no error, no request by the end."""
    page, faults = shared
    page.evaluate("location.hash = 'undo=' + Math.random()")
    page.wait_for_function("!location.hash.includes('undo')")
    faults.clear()
    yield page
    assert faults == []


@pytest.fixture
def opened(browser: Any, tmp_path: Path) -> Iterator[Callable[..., Any]]:
    """Opens a page from a file and watches it: no error, no request but the file itself."""
    faults: list[str] = []
    contexts: list[Any] = []

    def opener(html: str, fragment: str = "", **context: Any) -> Any:
        context.setdefault("viewport", {"width": 1300, "height": 800})
        contexts.append(browser.new_context(**context))
        tab = contexts[-1].new_page()
        path = tmp_path / "graph.html"
        path.write_text(html, encoding="utf-8")
        watch(tab, faults, path.as_uri())
        tab.goto(f"{path.as_uri()}#{fragment}")
        tab.wait_for_selector("body[data-ready]", timeout=60_000)
        return tab

    yield opener
    for one in contexts:
        one.close()
    assert faults == []
