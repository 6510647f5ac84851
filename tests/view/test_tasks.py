"""Five things a new user wants, each done with at most four clicks or groups of keystrokes."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kg.nouns import Event, Facts, Post, Role, Sentence
from kg.view.page import page
from tests.view.conftest import Draft, data_of
from tests.view.hands import MOST, WANTED, Hands


@pytest.fixture
def hands(tab):
    yield (one := Hands(tab))
    assert 0 < one.count <= MOST


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
    card = hands.cards("الأقوال").filter(has_text="طالب")
    assert card.locator("mark.words").inner_text() == "بتسريع الحملة على التنظيم"
    sentence = card.locator("blockquote").inner_text()
    assert sentence == "وطالب لودريان الدول الأعضاء بتسريع الحملة على التنظيم."


def test_where_the_sentence_stands_in_its_article(hands):
    hands.type("لودريان")
    hands.click("#panel figcaption button")
    assert hands.tab.inner_text("#reader .here").startswith("وطالب لودريان")


def test_a_sentence_within_a_paragraph_leads_to_its_own_paragraph(opened):
    text = "وصل سالم النهري صباحا. ثم قال سالم النهري كلاما.\nوهطل المطر بعد ذلك."
    d = Draft("two", text, title="يوم")
    cut = text.index(" ثم") + 1
    lines = (Sentence(0, 0, cut - 1), Sentence(1, cut, text.index("\n")))
    who = d.entity(0, "PER", "سالم النهري", "سالم النهري")
    told = replace(d.at("قال", "Statement"), sentence=1)
    said = Event("v0", "Statement", (told,), (Role("speaker", "e0"),), mode="say")
    facts = Facts(d.article, (*lines, d.sentences[1]), (who,), (), (), (said,))
    hands = Hands(opened(page(data_of(facts))))
    hands.type("النهري")
    hands.click("#panel .card figcaption button")
    assert hands.tab.inner_text("#reader .here").startswith("وصل سالم")


def test_all_meetings_in_a_city(hands):
    hands.type("بروكسل")
    hands.click('[data-only="Meeting"]')
    assert hands.cards("ما حدث هنا").locator("h3").all_inner_texts() == ["اجتماع"]


def test_everything_about_a_person_in_one_month(hands):
    hands.type("كارتر")
    hands.date("from", "2016-01-01")
    hands.date("to", "2016-01-31")
    assert hands.tab.locator("#panel .card h3").all_inner_texts() == ["قال", "اجتماع"]
    assert "from=2016-01" in hands.tab.url


FOUND = {
    "attended": ("فرنسا", "هولندا", "أستراليا", "إيطاليا"),
    "demanded": ("بتكثيف الجهود لمحاربة داعش",),
    "sentence": ("من جهته طالب وزير الدفاع الفرنسي",),
    "meetings": ("اجتماع",),
    "month": ("قال", "اجتماع"),
}


@pytest.mark.parametrize("want", WANTED, ids=lambda want: want.__name__)
def test_the_five_on_the_page_of_an_article(want, opened, founding):
    hands = Hands(opened(page(founding)))
    found = want(hands)
    assert 0 < hands.count <= MOST
    assert all(words in found for words in FOUND[want.__name__]), found


def test_only_shows_one_kind_and_back(hands):
    hands.click('[data-only="Meeting"]')
    hidden = hands.tab.locator('.row[aria-pressed="false"]').count()
    assert hidden == 5  # three kinds of events, relations and posts
    hands.click('[data-only="Meeting"]')
    assert hands.tab.locator('.row[aria-pressed="false"]').count() == 0


def test_only_meetings_leaves_those_who_met(hands):
    """As ``kg view --events Meeting`` does: in the picture and in the list."""
    before = hands.tab.locator("#panel .names li").count()
    hands.click('[data-only="Meeting"]')
    left = hands.tab.locator("#panel .names .name").all_inner_texts()
    assert {"أشتون كارتر", "جان إيف لودريان", "باريس"} <= set(left)
    assert "القوات العراقية" not in left and len(left) < before
    hands.click('[data-only="Meeting"]')
    assert hands.tab.locator("#panel .names li").count() == before


def test_only_meetings_are_ranked_by_meetings(hands):
    """The list counts what is shown: Carter is in four facts, and met once."""
    carter = hands.tab.locator("#panel .names li", has_text="أشتون كارتر").locator("small")
    assert int(carter.inner_text()) > 1
    hands.click('[data-only="Meeting"]')
    assert carter.inner_text() == "1"


def test_only_meetings_tells_of_those_of_nobody(opened):
    """The legend counts three meetings, the picture two: the pill says where the third is."""
    text = "التقى سالم النهري ليلى الجبل.\nاجتمع قاسم بحر مع نور.\nوعقد اجتماع أمس.\nومرت وردة."
    d = Draft("three", text, title="لقاءات")
    names = ("سالم النهري", "ليلى الجبل", "قاسم بحر", "نور", "وردة")
    people = [d.entity(i, "PER", n, n) for i, n in enumerate(names)]
    said = (("التقى", "e0", "e1"), ("اجتمع", "e2", "e3"), ("عقد", None, None))
    events = [
        Event(f"v{i}", "Meeting", (d.at(word, "Meeting"),),
              tuple(Role("participant", one) for one in who if one))
        for i, (word, *who) in enumerate(said)
    ]  # fmt: skip
    facts = Facts(d.article, d.sentences, tuple(people), (Post("e0", "وزير"),), (), tuple(events))
    tab = opened(page(data_of(facts)))
    assert not tab.locator("#notice").is_visible()
    tab.locator('[data-only="Meeting"]').click()
    notice = tab.inner_text("#notice")
    assert "الأحداث 2 من 3" in notice and "فلا تظهر: 1" in notice


def test_the_picture_of_an_article_is_of_whom_it_tells(hands):
    """Another article chosen from the list: who is not in it leaves its picture, not the panel."""
    hands.type("القوات العراقية")
    hands.click('[data-show="article"]')
    beside = hands.tab.get_attribute("#network", "aria-label")
    hands.tab.select_option("#reader select", label="لقاء في باريس")
    assert "القوات العراقية" in hands.tab.inner_text("#panel h2")
    chosen = hands.tab.get_attribute("#network", "aria-label")
    hands.click("#panel .close")
    assert hands.tab.get_attribute("#network", "aria-label") == chosen != beside


def test_the_articles_of_whom_one_has_chosen(hands):
    """The one that tells of him, at the place, and all of him stays in the panel."""
    hands.type("القوات العراقية")
    told = hands.tab.locator("#panel .card").count()
    hands.click('[data-show="article"]')
    assert "زار أشتون كارتر" in hands.tab.inner_text("#reader .text")
    assert "القوات العراقية" in hands.tab.inner_text("#reader .here")
    assert "القوات العراقية" in hands.tab.inner_text("#panel h2")
    assert hands.tab.locator("#panel .card").count() == told
    assert hands.tab.inner_text("#reader code") == "a2"


def test_who_has_no_link_is_left_out_of_a_large_picture(opened, data):
    """A word says how many and how to see them; the list has them; whom one asks for is drawn."""
    crowd = tuple(
        replace(data.entities[0], iri=f"{data.entities[0].iri}{i}", label=f"وردة {i}", qid="")
        for i in range(200)
    )
    tab = opened(page(replace(data, entities=(*data.entities, *crowd))))
    nodes = tab.locator("#network")
    # the Iraqi forces too: their raid joins them to nobody
    assert "العقد 7 " in nodes.get_attribute("aria-label")
    assert "بلا روابط: 201" in tab.inner_text("#notice")
    assert "الأحداث" not in tab.inner_text("#notice"), "all of them are told"
    assert "208" in tab.inner_text("#panel summary")
    tab.check("#alone")
    assert "العقد 208 " in nodes.get_attribute("aria-label")
    assert "alone=1" in tab.url
    tab.uncheck("#alone")
    Hands(tab).type("وردة 77")
    assert "العقد 8 " in nodes.get_attribute("aria-label")


def test_two_countries_of_one_name_are_told_apart(opened):
    text = "رحبت المملكة بالقرار.\nوزار الوفد المملكة المغربية أمس."
    d = Draft("one", text, title="قرار")
    both = (
        d.entity(0, "CTRY", "المملكة", "المملكة"),
        d.entity(1, "CTRY", "المملكة", "المملكة المغربية"),
    )
    tab = opened(page(data_of(Facts(d.article, d.sentences, both))))
    names = tab.locator("#filter-country option").all_text_contents()[1:]
    assert len(names) == len(set(names)) == 2
    assert any("رحبت" in name for name in names) and any("المغربية" in name for name in names)


def test_a_headline_is_told_once(opened):
    """A text file begins with its headline: the text keeps it, and nothing stands over it."""
    text = "لقاء في باريس\n\nالتقى أشتون كارتر نظيره في باريس."
    d = Draft("خبر", text, title="لقاء في باريس")
    person = d.entity(0, "PER", "أشتون كارتر", "أشتون كارتر")
    tab = opened(page(data_of(Facts(d.article, d.sentences, (person,)))), "view=article")
    assert tab.inner_text("#reader .headline") == "لقاء في باريس"
    assert tab.locator("#reader h2").count() == 0
    assert tab.inner_text("#reader code") == "خبر"
    assert "null" not in tab.inner_text("#reader")
