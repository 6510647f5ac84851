"""The page in a real browser: what a person sees and does. Every test also counts requests and
console errors (none, see the fixtures ``tab`` and ``opened``)."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from kg.nouns import Facts, Post
from kg.view.page import page
from tests.view.conftest import Draft, data_of, first


def search(tab, text):
    tab.fill("#search", text)
    tab.keyboard.press("Enter")


# Pixels of a copy: reading the canvas itself again and again makes Chromium complain.
PIXELS = """() => { const c = document.querySelector("#network canvas");
const copy = document.createElement("canvas"); copy.width = c.width; copy.height = c.height;
const pen = copy.getContext("2d"); pen.drawImage(c, 0, 0);
const d = pen.getImageData(0, 0, c.width, c.height).data;"""


def drawn(tab):
    """Colours of the canvas, counted: a blank canvas has one."""
    return tab.evaluate(
        PIXELS
        + """ const seen = new Set(); for (let i = 0; i < d.length; i += 4)
        if (d[i + 3] > 200) seen.add((d[i] << 16) + (d[i + 1] << 8) + d[i + 2]);
        return seen.size; }"""
    )


def middle(tab, red, green, blue):
    """Where on the screen the one patch of this colour is."""
    return tab.evaluate(
        PIXELS
        + f""" const b = c.getBoundingClientRect(); let n = 0, x = 0, y = 0;
        for (let i = 0; i < d.length; i += 4)
        if (d[i] === {red} && d[i + 1] === {green} && d[i + 2] === {blue})
          {{ n += 1; x += (i / 4) % c.width; y += Math.floor(i / 4 / c.width); }}
        return [b.x + x / n * b.width / c.width, b.y + y / n * b.height / c.height]; }}"""
    )


def test_the_graph_is_drawn_right_to_left(tab):
    assert tab.evaluate("[document.documentElement.dir, document.documentElement.lang]") == [
        "rtl",
        "ar",
    ]
    assert drawn(tab) > 20
    # eight entities and six events
    assert "العقد 14" in tab.get_attribute("#network", "aria-label")
    filters = tab.locator("#filters").bounding_box()
    panel = tab.locator("#panel").bounding_box()
    assert filters["x"] > panel["x"], "the first column stands at the right"


def test_search_finds_a_name_however_it_is_typed(tab):
    for typed in ("اشتون كارتر", "أَشْتُون كارتر", "كارتر", "ashton carter", "krtr", "Ashtun Kartir"):
        search(tab, typed)
        assert "أشتون كارتر" in tab.inner_text("#panel h2"), typed
        tab.click("#panel .close")
    tab.fill("#search", "قوات عراقيه")
    assert tab.locator("#suggestions li").all_inner_texts()[0].startswith("القوات العراقية")
    tab.fill("#search", "زرقاء اليمامة")
    assert "لا اسم" in tab.inner_text("#suggestions")


def test_a_person_shows_posts_statements_and_meetings(tab):
    search(tab, "لودريان")
    panel = tab.inner_text("#panel")
    assert "وزير الدفاع" in panel
    assert "فرنسا" in panel
    assert "الأقوال" in panel
    assert "اللقاءات" in panel
    quoted = tab.locator("#panel .evidence blockquote").all_inner_texts()
    assert "وطالب لودريان الدول الأعضاء بتسريع الحملة على التنظيم." in quoted
    link = tab.locator("#panel a")
    assert link.count() == 0  # no Wikidata id, no link
    search(tab, "كارتر")
    assert tab.get_attribute("#panel a", "href") == "https://www.wikidata.org/wiki/Q4806492"


def test_an_event_shows_its_sentence_with_the_words_lit(tab):
    search(tab, "كارتر")
    tab.locator("#panel .card .name.event", has_text="قال").first.click()
    card = tab.locator("#panel .card")
    # a letter above U+FFFF stands before the content: offsets must still fit
    assert card.locator("mark.trigger").inner_text() == "قال"
    assert "".join(card.locator("mark.words").all_inner_texts()) == "اجتماعا قد يعقد في بروكسل"
    caption = card.locator("figcaption").inner_text()
    assert "لقاء في باريس" in caption
    assert "جريدة الصباح" in caption
    assert "2016-01-21" in caption
    assert "100%" in card.inner_text()


def test_clicking_a_node_of_the_canvas_selects_it(tab):
    # the one organisation is the one patch of that colour
    x, y = middle(tab, 0xB8, 0x56, 0x8C)
    tab.mouse.click(x, y)
    tab.wait_for_selector("#panel h2")
    assert tab.inner_text("#panel h2").strip() == "القوات العراقية"
    sentence = tab.inner_text("#panel .evidence blockquote")
    assert sentence == "ونفى ناطق باسم القوات العراقية وقوع الغارة."
    assert "منفي" in tab.inner_text("#panel .card")


def test_clicking_a_link_shows_its_sentence(opened):
    text = "وصل رئيس الوزراء الأردني سالم النهري إلى المطار."
    d = Draft("link", text, title="وصول")
    who = d.entity(0, "PER", "سالم النهري", "سالم النهري")
    where = d.entity(1, "CTRY", "الأردن", "الأردني", kb="country/JO")
    facts = Facts(d.article, d.sentences, (who, where), (Post("e0", "رئيس الوزراء", "e1"),))
    tab = opened(page(data_of(facts)))
    person, country = middle(tab, 0x00, 0x72, 0xB2), middle(tab, 0xC9, 0x87, 0x00)
    tab.mouse.click((person[0] + country[0]) / 2, (person[1] + country[1]) / 2)
    tab.wait_for_selector("#panel h2.link")
    assert tab.inner_text("#panel .evidence blockquote") == text
    assert tab.locator("#panel mark.role").all_inner_texts() == ["الأردني", "سالم النهري"]
    tab.click("#language")
    assert tab.inner_text("#panel .evidence blockquote") == text


def test_filters_hide_and_count(tab):
    before = tab.get_attribute("#network", "aria-label")
    row = tab.locator('[data-filter="LOC"]')
    assert row.inner_text().split() == ["أماكن", "2"]
    row.click()
    assert tab.get_attribute("#network", "aria-label") != before
    assert "باريس" not in tab.inner_text("#panel")
    assert "hide=LOC" in tab.url
    tab.locator('[data-filter="status.denied"]').click()
    search(tab, "القوات العراقية")
    assert tab.locator("#panel .card").count() == 0


def test_dates_and_weak_facts(tab):
    tab.fill("#filter-from", "2016-02-05")
    tab.locator("#filter-from").dispatch_event("change")
    search(tab, "كارتر")
    assert tab.locator("#panel .card h3").all_inner_texts() == ["زيارة"]
    tab.click("#reset")
    tab.check("#weak")
    search(tab, "بروكسل")
    assert tab.locator("#panel .card h3").all_inner_texts() == ["زيارة"]


def test_the_fragment_restores_the_view(tab, opened, html):
    search(tab, "كارتر")
    tab.locator('[data-filter="Visit"]').click()
    tab.click("text=جيرانه فقط")
    tab.click("#language")
    kept = tab.url.split("#")[1]
    again = opened(html, kept)
    assert again.inner_text("#panel h2").strip() == "Ashton Carter"
    assert again.get_attribute('[data-filter="Visit"]', "aria-pressed") == "false"
    assert again.get_attribute("#network", "aria-label") == tab.get_attribute(
        "#network", "aria-label"
    )
    assert again.url.split("#")[1] == kept


def test_english(tab):
    tab.click("#language")
    assert tab.evaluate("[document.documentElement.dir, document.documentElement.lang]") == [
        "ltr",
        "en",
    ]
    assert "People" in tab.inner_text("#filters")
    assert tab.get_attribute("#search", "placeholder") == "Search for a name…"
    tab.click("#language")
    assert "أشخاص" in tab.inner_text("#filters")


def test_folding_events_into_links(tab):
    apart = tab.get_attribute("#network", "aria-label")
    tab.check("#fold")
    together = tab.get_attribute("#network", "aria-label")
    assert apart != together
    assert "fold=1" in tab.url


def test_a_path_leads_through_sentences(tab):
    search(tab, "القوات العراقية")
    tab.click("text=مسار إلى…")
    search(tab, "باريس")
    assert "لا مسار" in tab.inner_text("#panel")
    tab.click("text=ألغِ المسار")
    search(tab, "لودريان")
    tab.click("text=مسار إلى…")
    search(tab, "بروكسل")
    panel = tab.inner_text("#panel")
    assert "مسار عدد خطواته 2" in panel
    assert "زار أشتون كارتر مدينة بروكسل صباحا." in panel


def test_the_article_view_lights_both_ways(tab):
    tab.click('[data-show="article"]')
    text = tab.locator("#reader .text")
    assert "نظيره الفرنسي جان إيف لودريان" in text.inner_text()
    assert text.locator("mark.trigger").all_inner_texts() == ["التقى", "طالب", "قال", "اجتماعا"]
    text.locator("mark.PER").first.hover()
    assert "أشتون كارتر" in text.locator("mark.lit").all_inner_texts()
    tab.evaluate("document.querySelector('#reader').style.height = '120px'")
    text.locator("mark.trigger", has_text="قال").scroll_into_view_if_needed()
    place = tab.evaluate("document.querySelector('#reader').scrollTop")
    text.locator("mark.trigger", has_text="قال").click()
    assert tab.evaluate("document.querySelector('#reader').scrollTop") == place
    tab.evaluate("document.querySelector('#reader').style.height = ''")
    text.locator("mark.trigger", has_text="طالب").click()
    assert "طالب" in tab.inner_text("#panel h3")


def test_the_map_and_the_timeline(tab):
    tab.click('[data-show="map"]')
    assert sorted(tab.locator("#map .place").all_text_contents()) == ["باريس (1)", "بروكسل (2)"]
    assert len(tab.get_attribute("#map .land", "d")) > 10_000
    tab.locator("#map .spot").first.click()
    assert "بروكسل" in tab.inner_text("#panel h2")
    tab.click('[data-show="time"]')
    assert tab.locator("#timeline circle").count() == 6
    tab.locator("#timeline circle.paler").first.focus()
    tab.keyboard.press("Enter")
    assert tab.locator("#panel .evidence").count() > 0


def test_keyboard_and_screen_reader(tab):
    tab.keyboard.press("/")
    assert tab.evaluate("document.activeElement.id") == "search"
    tab.keyboard.press("Escape")
    tab.focus("#network")
    tab.keyboard.press("n")
    assert "أشتون كارتر" in tab.inner_text("#panel h2")
    assert "أشتون كارتر" in tab.text_content("#live")
    unnamed = tab.evaluate(
        """[...document.querySelectorAll("button, input, select, summary")].filter((e) =>
        !(e.textContent.trim() || e.getAttribute("aria-label") || e.closest("label"))).length"""
    )
    assert unnamed == 0


def test_a_phone(opened, html):
    tab = opened(html, viewport={"width": 390, "height": 844})
    assert tab.evaluate("document.documentElement.scrollWidth") == 390
    search(tab, "كارتر")
    assert tab.locator("#panel h2").is_visible()
    assert tab.locator("#network").bounding_box()["height"] > 200
    tab.click("#open-filters")
    assert tab.locator('[data-filter="PER"]').is_visible()


def test_dark(opened, html):
    tab = opened(html, color_scheme="dark")
    assert tab.evaluate("document.documentElement.dataset.theme") == "dark"
    tab.click("#theme")
    assert tab.evaluate("document.documentElement.dataset.theme") == "light"


def test_printing_is_light_and_leaves_out_the_tools(opened, html):
    tab = opened(html, color_scheme="dark")
    search(tab, "كارتر")
    tab.emulate_media(media="print")
    tab.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert not tab.locator("#filters").is_visible()
    assert tab.locator("#panel .card .evidence").first.is_visible()
    assert tab.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    tab.emulate_media(media="screen")
    tab.evaluate("dispatchEvent(new Event('afterprint'))")
    assert tab.evaluate("document.documentElement.dataset.theme") == "dark"


@pytest.mark.parametrize("kind", ["png", "svg", "csv"])
def test_exports(tab, kind, tmp_path):
    tab.click("#export summary")
    with tab.expect_download() as waiting:
        tab.click(f"#export-{kind}")
    saved: Path = tmp_path / waiting.value.suggested_filename
    waiting.value.save_as(saved)
    content = saved.read_bytes()
    if kind == "png":
        assert content.startswith(b"\x89PNG")
        assert len(content) > 5_000
    elif kind == "svg":
        from xml.etree import ElementTree

        root = ElementTree.fromstring(content)
        assert "أشتون كارتر" in "".join(root.itertext())
    else:
        text = content.decode("utf-8-sig")
        assert "Statement,speaker,جان إيف لودريان" in text
        assert "وطالب لودريان الدول الأعضاء" in text


HOSTILE = [
    "<img src=x onerror=window.hacked=1>",
    '"></script><script>window.hacked=2</script>',
    "أحمد\u202eاسم\u2066",
    "=cmd()",
    "{{7*7}}${7*7}",
    "<!--<script>",
]


def test_hostile_names_do_nothing(opened):
    text = "\n".join(f"التقى {name} الوفد." for name in HOSTILE)
    d = Draft("evil", text, title=HOSTILE[1], source=HOSTILE[0], url="javascript:window.hacked=3")
    facts = first()
    entities = tuple(d.entity(i, "PER", name, name) for i, name in enumerate(HOSTILE))
    evil = replace(facts, article=d.article, sentences=d.sentences, entities=entities, posts=(),
                   relations=(), events=())  # fmt: skip
    data = data_of(evil)
    data = replace(data, entities=tuple(replace(e, qid="Q1'><b>") for e in data.entities))
    html = page(data, title=HOSTILE[1])
    tab = opened(html)
    for view in ("graph", "article", "map", "time"):
        tab.click(f'[data-show="{view}"]')
    tab.click('[data-show="graph"]')
    search(tab, "cmd")
    tab.wait_for_timeout(100)
    assert tab.evaluate("window.hacked") is None
    assert tab.inner_text("#title") == HOSTILE[1]
    assert tab.locator("#panel a").count() == 0
    names = tab.locator("#filters, #panel").all_inner_texts()
    assert not any("\u202e" in name for name in names)


def test_a_page_of_nothing_says_so(opened):
    from kg.view.data import PageData

    tab = opened(page(PageData()))
    assert "لا شيء" in tab.inner_text("#notice")


def test_a_notebook_frame(opened, html, browser, tmp_path):
    from html import escape

    frame = (
        f'<iframe srcdoc="{escape(html)}" sandbox="allow-scripts" width=900 height=600></iframe>'
    )
    path = tmp_path / "notebook.html"
    path.write_text(f"<!doctype html>{frame}", encoding="utf-8")
    tab = browser.new_page()
    faults: list[str] = []
    tab.on("console", lambda m: faults.append(m.text))
    tab.goto(path.as_uri())
    inner = tab.frame_locator("iframe")
    inner.locator("body[data-ready]").wait_for(timeout=30_000)
    inner.locator("#search").fill("كارتر")
    inner.locator("#search").press("Enter")
    assert "أشتون كارتر" in inner.locator("#panel h2").inner_text()
    assert faults == []
    tab.close()
