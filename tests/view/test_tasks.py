"""Five things a new user wants, each done with at most four clicks or groups of keystrokes."""

from __future__ import annotations

import pytest


class Hands:
    """A person's hands: every click and every group of keystrokes counts."""

    def __init__(self, tab):
        self.tab, self.count = tab, 0

    def click(self, what):
        self.count += 1
        self.tab.locator(f"{what}:visible").first.click()

    def type(self, text):
        """Typing a name and Enter is one group."""
        self.count += 1
        self.tab.keyboard.press("/")
        self.tab.keyboard.type(text)
        self.tab.keyboard.press("Enter")

    def date(self, end, day):
        """Typing a date is one group."""
        self.count += 1
        self.tab.fill(f"#filter-{end}", day)
        self.tab.locator(f"#filter-{end}").dispatch_event("change")

    def cards(self, section):
        """The cards under one heading of the side panel."""
        return self.tab.locator("details.part", has_text=section).locator(".card")


@pytest.fixture
def hands(tab):
    yield (one := Hands(tab))
    assert 0 < one.count <= 4


def test_who_attended(hands):
    hands.type("باريس")
    card = hands.cards("ما حدث هنا").filter(has_text="اجتماع")
    assert card.count() == 1
    assert card.locator("dd").first.locator(".name").all_inner_texts() == [
        "أشتون كارتر",
        "جان إيف لودريان",
    ]


def test_what_a_minister_demanded_and_which_sentence_says_so(hands):
    hands.type("لودريان")
    card = hands.cards("ماذا قال").filter(has_text="طالب")
    assert card.locator("mark.words").inner_text() == "بتسريع الحملة على التنظيم"
    sentence = card.locator("blockquote").inner_text()
    assert sentence == "وطالب لودريان الدول الأعضاء بتسريع الحملة على التنظيم."


def test_where_the_sentence_stands_in_its_article(hands):
    hands.type("لودريان")
    hands.click("#panel figcaption button")
    assert "وطالب لودريان" in hands.tab.inner_text("#reader")


def test_all_meetings_in_a_city(hands):
    hands.type("بروكسل")
    hands.click('[data-filter="Visit"]')
    assert hands.cards("ما حدث هنا").locator("h4").all_inner_texts() == ["اجتماع"]


def test_everything_about_a_person_in_one_month(hands):
    hands.type("كارتر")
    hands.date("from", "2016-01-01")
    hands.date("to", "2016-01-31")
    assert hands.tab.locator("#panel .card h4").all_inner_texts() == ["قال", "اجتماع"]
    assert "from=2016-01" in hands.tab.url
