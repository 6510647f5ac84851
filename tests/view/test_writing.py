"""What is written over the drawing, and how it is taken away, read off the SVG that is saved."""

from __future__ import annotations

from dataclasses import dataclass
from xml.etree import ElementTree

import pytest

from kg.nouns import Event, Facts, Post, Role
from kg.view.page import page
from kg.view.reading import page_data
from tests.view.conftest import Draft, data_of

SVG = "{http://www.w3.org/2000/svg}"
GROUPS = [
    "الدول المشاركة في مؤتمر المياه",
    "وفد الغرفة التجارية الكبرى",
    "أعضاء لجنة الأنهار الأربعة",
    "خبراء معهد الجسور القديمة",
]


@dataclass(frozen=True, slots=True)
class Text:
    """A line of text of the drawing, its box in pixels."""

    words: str
    left: float
    top: float
    right: float
    bottom: float

    def covers(self, other: Text) -> bool:
        return (
            self.left < other.right - 1
            and other.left < self.right - 1
            and self.top < other.bottom - 1
            and other.top < self.bottom - 1
        )


def saved(tab, kind, tmp_path):
    """What the export menu gives, as bytes."""
    tab.click("#export summary")
    with tab.expect_download() as waiting:
        tab.click(f"#export-{kind}")
    path = tmp_path / f"saved.{kind}"
    waiting.value.save_as(path)
    return path.read_bytes()


def texts(tab, tmp_path):
    """Every text of the drawing with its box, as a browser lays it out."""
    drawing = saved(tab, "svg", tmp_path).decode("utf-8")
    other = tab.context.new_page()
    other.set_content(drawing)
    boxes = other.evaluate(
        """[...document.querySelectorAll("text")].map((t) => { const b = t.getBBox();
        const m = t.getCTM(); return [t.textContent, b.x * m.a + m.e, b.y * m.d + m.f,
        (b.x + b.width) * m.a + m.e, (b.y + b.height) * m.d + m.f]; })"""
    )
    other.close()
    # an ascender's room above and below a line may touch another line's
    return [Text(w, x, y + (b - y) * 0.25, r, b - (b - y) * 0.25) for w, x, y, r, b in boxes]


@pytest.fixture(scope="module")
def crowd():
    """One minister who said a dozen things to groups with long names: a crowded picture."""
    lines = ["وصل وزير المياه سليم الراوي."]
    lines += [f"وقال سليم الراوي كلاما أمام {name} صباحا." for name in GROUPS * 3]
    d = Draft("crowd", "\n".join(lines), title="يوم طويل", date="2016-01-21")
    starts = [i for i in range(len(d.text)) if d.text.startswith("وقال", i)]
    who = d.entity(0, "PER", "سليم الراوي", "سليم الراوي")
    groups = [d.entity(i + 1, "GRP", name, name) for i, name in enumerate(GROUPS)]
    country = d.entity(9, "CTRY", "هولندا", "وزير المياه", kb="country/NL")
    events = []
    for number, start in enumerate(starts):
        trigger = d.at("قال", "Statement")
        shift = start + 1 - trigger.start
        sentence = next(s.index for s in d.sentences if s.start <= start <= s.end)
        at = type(trigger)(
            trigger.start + shift, trigger.end + shift, "Statement", "name", sentence
        )
        roles = (Role("speaker", "e0"), Role("addressee", f"e{number % 4 + 1}"))
        events.append(Event(f"v{number}", "Statement", (at,), roles, mode="announce"))
    posts = (Post("e0", "وزير المياه", "e9"),)
    facts = Facts(d.article, d.sentences, (who, *groups, country), posts, (), tuple(events))
    return page(data_of(facts))


def test_every_name_of_an_articles_page_is_written_and_a_persons_post(opened, founding, tmp_path):
    data = page_data(founding)
    for view in ("", "view=article"):
        tab = opened(page(founding), view, viewport={"width": 1440, "height": 900})
        written = " ".join(t.words for t in texts(tab, tmp_path))
        for entity in data.entities:
            assert all(word in written for word in entity.label.split()), (view, entity.label)
        assert "وزير الدفاع، الولايات المتحدة" in clean(written)


def clean(text: str) -> str:
    """Without the isolates that keep two names apart."""
    return text.replace("\u2068", "").replace("\u2069", "")


@pytest.mark.parametrize("fragment", ["labels=1", "fold=1&labels=1", "lang=en&labels=1"])
def test_no_word_covers_another(opened, crowd, fragment, tmp_path):
    tab = opened(crowd, fragment)
    found = texts(tab, tmp_path)
    assert len(found) > 8
    clashes = [
        (a.words, b.words)
        for i, a in enumerate(found)
        for b in found[i + 1 :]
        if a.covers(b)
    ]  # fmt: skip
    assert clashes == []


def test_names_keep_clear_of_the_notice_and_the_buttons(opened, crowd, tmp_path):
    tab = opened(crowd, "weak=1")
    tab.click('[data-filter="CTRY"]')
    tab.focus("#network")
    for _ in range(3):
        tab.keyboard.press("ArrowDown")
    stage = tab.locator("#network").bounding_box()
    found = [t for t in texts(tab, tmp_path) if t.words != "أعلن"]  # an event stands where it is
    assert found
    for cover in ("#notice", "#zoom"):
        box = tab.locator(cover).bounding_box()
        left, top = box["x"] - stage["x"], box["y"] - stage["y"]
        over = Text(cover, left, top, left + box["width"], top + box["height"])
        assert not any(t.covers(over) for t in found), cover


def test_events_are_readable_in_a_small_picture(opened, crowd, tmp_path):
    tab = opened(crowd, "view=article", viewport={"width": 1000, "height": 600})
    root = ElementTree.fromstring(saved(tab, "svg", tmp_path))
    unit = float(root.get("width")) / float(root.get("viewBox").split()[2])
    sizes = [float(t.get("font-size")) for t in root.iter(f"{SVG}text") if t.text == "أعلن"]
    assert unit < 0.7, "a picture drawn small"
    assert max(sizes) * unit == pytest.approx(11)


def test_the_chosen_event_can_be_read(opened, crowd, tmp_path):
    for theme in ("light", "dark"):
        tab = opened(crowd, f"theme={theme}")
        tab.fill("#search", "الراوي")
        tab.keyboard.press("Enter")
        tab.locator("#panel .card .name.event").first.click()
        root = ElementTree.fromstring(saved(tab, "svg", tmp_path))
        grounds = {r.get("fill") for r in root.iter(f"{SVG}rect") if r.get("rx")}
        inks = {
            t.get("fill") for t in root.iter(f"{SVG}text") if t.text == "أعلن"
        }  # fmt: skip
        assert len(grounds) == 2
        assert all(contrast(ground, ink) >= 4.5 for ground in grounds for ink in inks)


def contrast(one: str, other: str) -> float:
    def light(colour: str) -> float:
        parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    high, low = sorted((light(one), light(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def test_the_drawing_is_what_is_seen_with_its_arrows(tab, tmp_path):
    root = ElementTree.fromstring(saved(tab, "svg", tmp_path))
    assert len(list(root.iter(f"{SVG}path"))) >= 6
    assert len([p for p in root.iter(f"{SVG}polygon") if p.get("fill") == "#8A8F99"]) >= 3
    whole = float(root.get("viewBox").split()[2])
    tab.click("#zoom-in")
    closer = ElementTree.fromstring(saved(tab, "svg", tmp_path))
    assert float(closer.get("viewBox").split()[2]) < whole


def test_the_map_and_the_timeline_are_taken_away_as_they_are_seen(tab, tmp_path):
    tab.click('[data-show="map"]')
    drawing = saved(tab, "svg", tmp_path).decode("utf-8")
    assert "بروكسل (2)" in drawing
    assert "var(" not in drawing
    assert "rgb(236, 236, 228)" in drawing, "the land has its colour without the style sheet"
    picture = saved(tab, "png", tmp_path)
    assert picture.startswith(b"\x89PNG")
    wide = int.from_bytes(picture[16:20], "big")
    assert wide == 2 * round(tab.locator("#world svg").bounding_box()["width"])
    tab.click('[data-show="time"]')
    assert "اجتماع" in saved(tab, "svg", tmp_path).decode("utf-8")
