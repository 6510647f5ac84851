"""The page as a file: what is in it, what is not, and what may run."""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
import re
from dataclasses import replace
from html.parser import HTMLParser

from kg.view import payload as payload_module
from kg.view.page import page
from kg.view.payload import key_of, safe_json
from kg.view.table import rows, words
from tests.view.conftest import data_of, first, second


class Elements(HTMLParser):
    """Every element with its attributes and its text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None], str]] = []
        self.open = False
        self.feed(html)

    def handle_starttag(self, tag, attributes):
        self.found.append((tag, dict(attributes), ""))
        self.open = True

    def handle_endtag(self, tag):
        self.open = False

    def handle_data(self, text):
        if self.open:
            tag, attributes, before = self.found[-1]
            self.found[-1] = (tag, attributes, before + text)

    def all(self, tag: str) -> list[tuple[dict[str, str | None], str]]:
        return [(a, text) for name, a, text in self.found if name == tag]


def test_two_builds_are_the_same(data):
    assert page(data) == page(data_of(first(), second()))


def test_only_scripts_whose_hash_the_policy_names_may_run(html):
    elements = Elements(html)
    policy = next(
        a["content"]
        for a, _ in elements.all("meta")
        if a.get("http-equiv") == "Content-Security-Policy"
    )
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    for tag in ("script", "style"):
        for attributes, text in elements.all(tag):
            if attributes.get("type") == "application/json":
                continue
            digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
            assert f"'sha256-{digest}'" in policy


def test_nothing_is_fetched(html):
    for tag, attributes, _ in Elements(html).found:
        assert tag not in ("link", "img", "iframe", "object", "embed")
        for name in ("src", "srcset", "data", "action", "style"):
            assert name not in attributes, (tag, name)
        assert not any(name.startswith("on") for name in attributes)
    assert "@import" not in html
    assert "cdnjs" not in html
    assert "jsdelivr" not in html


def test_json_cannot_end_its_element():
    text = safe_json({"a": "</script><!--&\u2028"})
    assert "<" not in text
    assert "\u2028" not in text
    assert json.loads(text) == {"a": "</script><!--&\u2028"}


def test_large_data_is_packed(data, monkeypatch):
    plain = Elements(page(data))
    content = next(text for a, text in plain.all("script") if a.get("id") == "data")
    monkeypatch.setattr(payload_module, "PLAIN", 10)
    tight = Elements(page(data))
    attributes, packed = next((a, t) for a, t in tight.all("script") if a.get("id") == "data")
    assert attributes["data-packing"] == "gzip"
    unpacked = gzip.decompress(base64.b64decode(packed)).decode("utf-8")
    assert json.loads(unpacked) == json.loads(content)


def test_packed_data_opens_in_the_browser(data, monkeypatch, opened):
    monkeypatch.setattr(payload_module, "PLAIN", 10)
    tab = opened(page(data))
    tab.fill("#search", "كارتر")
    tab.keyboard.press("Enter")
    assert "أشتون كارتر" in tab.inner_text("#panel h2")


def test_offsets_are_those_of_javascript(data):
    content = next(t for a, t in Elements(page(data)).all("script") if a.get("id") == "data")
    known = json.loads(content)
    said = {e["key"]: i + len(known["nodes"]) for i, e in enumerate(known["events"])}
    for article in known["articles"]:
        units = article["text"].encode("utf-16-le")
        for start, end, target, *_ in article["spans"]:
            words_ = units[2 * start : 2 * end].decode("utf-16-le")
            if target in said.values():
                assert words_ in ("التقى", "طالب", "قال", "اجتماعا", "زار", "الغارة")


def test_a_title_is_text(data):
    html = page(data, title="<b>&</b>")
    assert "<title>&lt;b&gt;&amp;&lt;/b&gt;</title>" in html


def test_every_word_is_there_in_both_languages():
    arabic, english = words("ar"), words("en")
    assert arabic.keys() == english.keys()
    assert all(arabic.values())
    assert all(english.values())
    for key in arabic:
        assert re.findall(r"{\w}", arabic[key]) == re.findall(r"{\w}", english[key]), key


def test_the_tables_name_what_exists():
    from kg.view.reading import EVENT_TYPES, RELATIONS, ROLES

    names = words("ar")
    for row in rows("folding"):
        assert row["event"] in EVENT_TYPES
        assert {row["source"], row["target"]} <= {*ROLES, "place"}
    for event in EVENT_TYPES:
        assert f"event.{event}" in names
    for role in ROLES:
        assert f"role.{role}" in names
    for relation in RELATIONS.values():
        assert f"relation.{relation}" in names


def test_colours_can_be_told_from_their_ground():
    def light(colour: str) -> float:
        parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    for row in rows("shapes"):
        assert 1.05 / (light(row["light"]) + 0.05) >= 2.9, row  # WCAG: 3 to 1 for graphics
        assert (light(row["dark"]) + 0.05) / (light("#16181D") + 0.05) >= 4.5, row
    assert len({row["shape"] for row in rows("shapes")}) == len(rows("shapes"))


def test_a_large_graph_opens_on_what_matters(data):
    """A graph above the limit draws its most important entities; the rest is in the data."""
    entity = data.entities[0]
    crowd = tuple(replace(entity, iri=f"{entity.iri}{i}", label=f"اسم {i}") for i in range(2100))
    html = page(replace(data, entities=(*data.entities, *crowd)), limit=50)
    scene = json.loads(next(t for a, t in Elements(html).all("script") if a.get("id") == "scene"))
    assert len(scene["nodes"]) == 50
    assert {key_of(e.iri) for e in data.entities} <= {n["id"] for n in scene["nodes"]}
