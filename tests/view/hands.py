"""A person's hands on the page, and five things a new user wants of it.

``python -m tests.view.hands FOLDER GRAPH`` does the five on the page of a graph that tells of a
meeting in Paris, as the founding article does: it prints how many clicks or groups of keystrokes
each took and leaves a picture of its end in FOLDER. Wants chromium.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

MOST = 4
"""Clicks or groups of keystrokes that one thing may take."""


class Hands:
    """A person's hands: every click and every group of keystrokes counts."""

    def __init__(self, tab: Any) -> None:
        self.tab, self.count = tab, 0

    def click(self, what: str) -> None:
        """Click the first element of these that can be seen."""
        self.count += 1
        self.tab.locator(f"{what}:visible").first.click()

    def type(self, text: str) -> None:
        """Type a name and Enter: one group."""
        self.count += 1
        self.tab.keyboard.press("/")
        self.tab.keyboard.type(text)
        self.tab.keyboard.press("Enter")

    def date(self, end: str, day: str) -> None:
        """Type a date: one group."""
        self.count += 1
        self.tab.fill(f"#filter-{end}", day)
        self.tab.locator(f"#filter-{end}").dispatch_event("change")

    def cards(self, section: str) -> Any:
        """The cards under one heading of the side panel."""
        return self.tab.locator("details.part", has_text=section).locator(".card")


def attended(hands: Hands) -> str:
    """Who attended the meeting in Paris?"""
    hands.type("باريس")
    hands.click('[data-only="Meeting"]')
    card = hands.cards("ما حدث هنا").filter(has_text="مشارك")
    return "، ".join(card.first.locator("dd").first.locator(".name").all_inner_texts())


def demanded(hands: Hands) -> str:
    """What did Le Drian demand?"""
    hands.type("لودريان")
    card = hands.cards("الأقوال").filter(has=hands.tab.get_by_text("طالب", exact=True)).first
    card.scroll_into_view_if_needed()
    return "".join(card.locator("mark.words").all_inner_texts())


def sentence(hands: Hands) -> str:
    """Which sentence says so?"""
    hands.type("لودريان")
    card = hands.cards("الأقوال").filter(has=hands.tab.get_by_text("طالب", exact=True)).first
    words = card.locator("blockquote").inner_text()
    hands.count += 1
    card.locator("figcaption button").click()
    assert " ".join(words.split()) in " ".join(hands.tab.inner_text("#reader").split())
    return str(words)


def meetings(hands: Hands) -> str:
    """All meetings in Paris."""
    hands.type("باريس")
    hands.click('[data-only="Meeting"]')
    cards = hands.cards("ما حدث هنا")
    return f"{cards.count()}: " + "، ".join(cards.locator("h3").all_inner_texts())


def month(hands: Hands) -> str:
    """Everything about Carter in January 2016."""
    hands.type("كارتر")
    hands.date("from", "2016-01-01")
    hands.date("to", "2016-01-31")
    return "، ".join(hands.tab.locator("#panel .card h3").all_inner_texts())


WANTED: tuple[Callable[[Hands], str], ...] = (attended, demanded, sentence, meetings, month)


def main(folder: str, graph: str) -> None:
    """Do all five; print a Markdown table of steps and answers."""
    from playwright.sync_api import sync_playwright

    from kg import Graph
    from kg.view.page import page
    from tests.view.conftest import ARGUMENTS, CHROMIUM

    pictures = Path(folder)
    pictures.mkdir(parents=True, exist_ok=True)
    path = (pictures / "graph.html").resolve()
    path.write_text(page(Graph.load(graph)), encoding="utf-8")
    print("| wanted | steps | found | picture |\n|---|---|---|---|")
    with sync_playwright() as session:
        browser = session.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        for want in WANTED:
            tab = browser.new_page(viewport={"width": 1440, "height": 900})
            tab.goto(path.as_uri())
            tab.wait_for_selector("body[data-ready]")
            hands = Hands(tab)
            found = want(hands)
            tab.wait_for_timeout(500)
            tab.screenshot(path=pictures / f"{want.__name__}.png")
            tab.close()
            print(f"| {want.__doc__} | {hands.count} | {found} | {want.__name__}.png |")
            assert found and 0 < hands.count <= MOST
        browser.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
