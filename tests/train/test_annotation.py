"""The short notation of our own annotations, and what training makes of it."""

from __future__ import annotations

import gzip
import hashlib
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from kg.mention import label as L
from kg.train import annotation, gold
from kg.train.loss import trigger_classes

NOTE = """
== trial-01   (published 2019-03-14)
[0] التقى الوزير منير الصالح نظيره التونسي في عدن، وعيّن قاسما رئيسا للهيئة.
[1] وقال الصالح للصحفيين إن اللقاء كان مثمرا.
--
E saleh PER منير الصالح ; 0 منير الصالح ; 1 الصالح
E peer PER وزير تونسي ; 0 نظيره التونسي
E aden LOC عدن ; 0 عدن
E qasim PER قاسم ; 0 قاسما
E body ORG الهيئة ; 0 لهيئة
E press GRP الصحفيون ; 1 لصحفيين
P saleh ; الوزير ; - ; 0
P qasim ; رئيس ; body ; 0
R locatedIn body aden
V m Meeting actual ; 0 التقى ; 1 اللقاء ; participant=saleh,peer ; place=aden
V o Office actual ; 0 عيّن ; person=qasim ; change=appointed ; of=body
V s Statement actual say ; 1 قال ; speaker=saleh ; addressee=press ; content=1 اللقاء … مثمرا
"""


def read(lines: str) -> list[Any]:
    return list(annotation.notes(lines.splitlines()))


def pieces(word: str) -> Sequence[int]:
    return [4 + len(word)]


def test_quotations_become_offsets() -> None:
    (note,) = read(NOTE)
    told = note.gold()
    quoted = [
        told["text"][a:b] for e in told["entities"] for a, b in e["mentions"]
    ]  # proclitics are left out, the article that lost its alif is not
    assert quoted == [
        "منير الصالح", "الصالح", "نظيره التونسي", "عدن", "قاسما", "لهيئة", "لصحفيين",
    ]  # fmt: skip
    statement = told["events"][2]
    (content,) = statement["roles"]["content"]
    assert told["text"][slice(*content)] == "اللقاء كان مثمرا"
    assert told["text"][slice(*statement["triggers"][0])] == "قال"


@pytest.mark.parametrize(
    ("line", "wrong"),
    [
        ("E x PER فلان ; 0 فلان", "does not hold"),
        ("E x MAN عدن ; 0 عدن", "type one of"),
        ("V v Meeting actual ; 0 التقى ; participant=nobody", "no entity nobody"),
        ("V v Meeting actual say ; 0 التقى", "nothing else has"),
        ("V v Meeting actual ; 0 التقى ; speaker=saleh", "has no role speaker"),
        ("P saleh ; وزير ; - ; 7", "no sentence 7"),
        ("so on", "starts with"),
    ],
)
def test_what_cannot_be_is_told_with_its_line(line: str, wrong: str) -> None:
    told = [found for found in read(NOTE + line) if isinstance(found, str)]
    assert len(told) == 1 and wrong in told[0] and "trial-01" in told[0]


def test_titles_are_taught_beside_their_holder() -> None:
    (note,) = read(NOTE)
    e = gold.example(note.gold(), pieces)
    words = [w.text for w in e.page.words]
    assert [" ".join(words[a : b + 1]) for a, b in e.titles] == ["الوزير", "رئيسا"]
    held = {(t, m) for (t, m, end), v in e.posts.items() if v == 1 and L.POST_ENDS[end] == "holder"}
    assert [words[e.mentions[m][0]] for _, m in sorted(held)] == ["منير", "قاسما"]


def test_a_role_is_taught_in_each_sentence_that_has_it() -> None:
    (note,) = read(NOTE)
    e = gold.example(note.gold(), pieces)
    first, second = (k for k, c in enumerate(e.trigger_class) if L.TRIGGERS[c] == "Meeting")
    role = L.ROLES.index("participant")
    taught = {(t, e.entity[m]) for (t, m, r), v in e.roles.items() if v == 1 and r == role}
    saleh, peer = 0, 1
    assert {(first, saleh), (first, peer), (second, saleh)} <= taught


KILLED = """== trial-03 (published 2016-01-20)
[0] قتل مسلحون ستة في عدن وأصيب اثنان.
--
E men GRP مسلحون ; 0 مسلحون
E six GRP ستة ; 0 ستة
V a Attack actual ; 0 قتل ; attacker=men ; target=six
V c Casualties actual ; 0 قتل ; victim=six ; kind=killed
V i Casualties actual ; 0 أصيب ; kind=injured
"""


def test_a_killing_is_a_class_of_its_own() -> None:
    (note,) = read(KILLED)
    e = gold.example(note.gold(), pieces)
    words = [w.text for w in e.page.words]
    classes = {words[a]: {L.TRIGGERS[c] for c in cs} for (a, _), cs in trigger_classes(e).items()}
    assert classes == {"قتل": {"Attack+Casualties"}, "وأصيب": {"Casualties"}}


def test_annotations_of_others_texts_hold_offsets_only(tmp_path: Path) -> None:
    text = "وصل الوفد إلى عدن.\nثم غادر."
    (tmp_path / "data/pool").mkdir(parents=True)
    with gzip.open(tmp_path / "data/pool/articles.jsonl.gz", "wt", encoding="utf-8") as file:
        file.write(json.dumps({"id": "a", "text": text}, ensure_ascii=False) + "\n")
    row = {"id": "a", "length": 18, "sha1": hashlib.sha1(text[:18].encode()).hexdigest()}
    notes = tmp_path / "pool.jsonl"
    notes.write_text(json.dumps(row), encoding="utf-8")
    (told,) = annotation.pool(tmp_path, notes)
    assert told == {"id": "a", "text": "وصل الوفد إلى عدن.\n"}
    notes.write_text(json.dumps(row | {"length": 17}), encoding="utf-8")
    with pytest.raises(annotation.Unreadable, match="not the one"):
        annotation.pool(tmp_path, notes)


def test_what_we_wrote_ourselves_is_readable() -> None:
    lines = (annotation.ANNOTATED / "own.txt").read_text(encoding="utf-8").splitlines()
    found = list(annotation.notes(lines))
    assert len(found) >= 20
    assert [f for f in found if isinstance(f, str)] == []
