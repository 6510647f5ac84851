"""Moving about: zoom, pinch, focus, paths, print, and links that bring one back to the place."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

import pytest

from kg.view.page import page
from tests.view.conftest import data_of, first, second

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}


def find(tab, name):
    tab.fill("#search", name)
    tab.keyboard.press("Enter")


def drawn(tab):
    """How many nodes and events are drawn, from what a screen reader is told."""
    return int(re.search(r"العقد (\d+)", tab.get_attribute("#network", "aria-label"))[1])


def pinch(tab, target, apart=(60, 160)):
    """Two fingers on the middle of an element, moved from so far apart to so far."""
    box = tab.locator(target).bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    touch = tab.context.new_cdp_session(tab)

    def send(kind, *xs):
        points = [{"x": px, "y": y, "id": i} for i, px in enumerate(xs)]
        touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    start, end = apart
    send("touchStart", x - start / 2, x + start / 2)
    for step in range(1, 11):
        now = start + (end - start) * step / 10
        send("touchMove", x - now / 2, x + now / 2)
    send("touchEnd")
    tab.wait_for_timeout(500)


def across(tab, name):
    """How much is seen across, out of the link: the last number of `at`, the third of `map`."""
    found = re.search(rf"[#&]{name}=([-\d.+]+)", tab.url)
    return float(found[1].split("+")[2]) if found else None


def test_two_fingers_zoom_the_graph_and_the_map(opened, html):
    tab = opened(html, **PHONE)
    pinch(tab, "#network")
    near = across(tab, "at")
    assert near
    pinch(tab, "#network", (160, 60))
    assert across(tab, "at") > near * 1.5
    tab.click('[data-show="map"]')
    pinch(tab, "#world")
    near = across(tab, "map")
    assert near
    pinch(tab, "#world", (160, 60))
    assert across(tab, "map") > near * 1.5


def test_one_finger_drags_the_map_and_a_tap_chooses(opened, html):
    tab = opened(html, "view=map", **PHONE)
    tab.locator("#map .spot").first.tap()
    assert "بروكسل" in tab.inner_text("#panel h2")
    assert "map=" not in tab.url


def test_the_map_has_keys_and_buttons(tab):
    tab.click('[data-show="map"]')
    before = tab.get_attribute("#world svg", "viewBox")
    tab.click("#map-in")
    closer = tab.get_attribute("#world svg", "viewBox")
    assert float(closer.split()[2]) < float(before.split()[2])
    tab.focus("#world")
    tab.keyboard.press("ArrowRight")
    assert float(tab.get_attribute("#world svg", "viewBox").split()[0]) > float(closer.split()[0])
    tab.keyboard.press("0")
    assert tab.get_attribute("#world svg", "viewBox") == before


def test_a_link_brings_back_to_the_place(tab, opened, html):
    tab.focus("#network")
    tab.keyboard.press("+")
    tab.keyboard.press("ArrowLeft")
    kept = tab.url.split("#")[1]
    assert "at=" in kept
    again = opened(html, kept)
    assert again.url.split("#")[1] == kept
    again.focus("#network")
    again.keyboard.press("0")
    assert "at=" not in again.url


def test_a_path_shows_only_what_leads_along_it(tab):
    find(tab, "لودريان")
    tab.click("text=مسار إلى…")
    find(tab, "بروكسل")
    # three on the way, the meeting and the visit between them; not what each said alone
    assert drawn(tab) == 5


def test_while_a_path_is_being_chosen_the_picture_stays(tab):
    before = drawn(tab)
    find(tab, "لودريان")
    tab.click("text=مسار إلى…")
    tab.click('[data-filter="Attack"]')
    assert drawn(tab) == before - 1


def test_a_neighbourhood_stays_while_its_events_are_read(tab):
    find(tab, "كارتر")
    tab.click("text=جيرانه فقط")
    near = drawn(tab)
    tab.locator("#panel .card .name.event").first.click()
    assert drawn(tab) == near
    assert "around=" in tab.url
    tab.click("#panel .close")
    assert drawn(tab) == 14


def test_nothing_lies_under_the_closing_button(tab):
    find(tab, "كارتر")
    tab.locator("#panel .card .name.event").first.click()
    button = tab.locator("#panel .close").bounding_box()
    card = tab.locator("#panel .card").bounding_box()
    assert button["y"] + button["height"] <= card["y"] + 1


def test_bars_of_the_histogram_stand_where_their_time_is(tab):
    at = tab.evaluate(
        "Object.fromEntries([...document.querySelectorAll('.bar')].map((b) => "
        "[b.getAttribute('aria-label').split(':')[0], b.getBoundingClientRect().x]))"
    )
    days = sorted(at)
    assert days == ["2016-01-20", "2016-01-21", "2016-02-12"]
    one, far = at[days[0]] - at[days[1]], at[days[1]] - at[days[2]]
    assert far == pytest.approx(22 * one, rel=0.05)


def test_a_timeline_without_dates_says_so(opened):
    undated = [
        replace(
            facts,
            article=replace(facts.article, date=None),
            events=tuple(replace(event, time=None) for event in facts.events),
        )
        for facts in (first(), second())
    ]
    tab = opened(page(data_of(*undated)), "view=time")
    assert tab.inner_text("#timeline") == "لا تاريخ هنا لحدث ولا لمقال"
    assert "لا تظهر" in tab.inner_text("#notice")


def test_on_paper_the_picture_keeps_its_shape(opened, html):
    tab = opened(html)
    before = tab.evaluate("document.querySelector('#network canvas').clientWidth")
    tab.evaluate("dispatchEvent(new Event('beforeprint'))")
    tab.emulate_media(media="print")
    tab.set_viewport_size({"width": 720, "height": 1000})
    shapes = tab.evaluate(
        "(() => { const c = document.querySelector('#network canvas');"
        "return [c.width / c.height, c.clientWidth / c.clientHeight, c.clientWidth]; })()"
    )
    assert shapes[0] == pytest.approx(shapes[1], rel=0.02)
    assert shapes[2] <= 720
    tab.emulate_media(media="screen")
    tab.set_viewport_size({"width": 1300, "height": 800})
    tab.evaluate("dispatchEvent(new Event('afterprint'))")
    assert tab.evaluate("document.querySelector('#network canvas').clientWidth") == before


def test_a_phone_opens_on_direct_links(opened, html):
    tab = opened(html, **PHONE)
    assert drawn(tab) == 8
    tab.click("#open-filters")
    tab.uncheck("#fold")
    assert drawn(tab) == 14
    assert "fold=0" in tab.url


def test_no_control_stands_within_another(tab):
    find(tab, "كارتر")
    assert tab.locator("summary button, button button, a button").count() == 0
    levels = tab.evaluate("[...document.querySelectorAll('h1,h2,h3,h4')].map((h) => +h.tagName[1])")
    assert all(b - a <= 1 for a, b in pairwise(levels))


def test_english_lists_names_the_english_way(opened, html):
    tab = opened(html, "lang=en")
    find(tab, "لودريان")
    assert "،" not in tab.inner_text("#panel p.small >> nth=0")
    # there is no English name: the Arabic one is not said twice
    assert tab.inner_text("#panel p.small >> nth=0").strip() == "person"
