"""The tables that ship: no row twice, sorted, ids that look like ids, sources named."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

import kg.lexicon
from kg.entity.base import KnowledgeBase
from kg.errors import KhabarError
from kg.lexicon.entries import SHIPPED, Entry, classes_of, shipped
from kg.mention.label import MODES, RELATIONS, STATUSES, TRIGGERS
from kg.mention.lexicon import NEEDS, Lexicon
from kg.pipeline import Resources
from kg.sentence.spelling import fold
from kg.sentence.table import numbered, table

FOLDER = Path(kg.lexicon.__file__).parent
KINDS = {row["kind"] for row in table("kinds")}
ENTRIES = shipped()


def rows(name: str) -> list[dict[str, str]]:
    """A compiled table, by column."""
    lines = (FOLDER / f"{name}.tsv").read_text(encoding="utf-8").splitlines()
    lines = [line for line in lines if not line.startswith("#")]
    columns = lines[0].split("\t")
    return [dict(zip(columns, line.split("\t"), strict=True)) for line in lines[1:]]


@pytest.mark.parametrize("name", SHIPPED)
def test_rows_are_sorted_and_unique(name: str) -> None:
    keys = [row["key"] for row in rows(name)]
    assert keys == sorted(keys)
    assert len(keys) == len(set(keys)) > 200


@pytest.mark.parametrize("name", SHIPPED)
def test_every_row_names_its_sources(name: str) -> None:
    known = {"hand", "GeoNames", "Natural Earth", "CLDR"}
    described = (FOLDER / "SOURCES.md").read_text(encoding="utf-8")
    assert all(source in described for source in known)
    for row in rows(name):
        assert row["source"] and set(row["source"].split("; ")) <= known, row["key"]


def test_ids_look_like_ids_and_are_one_things() -> None:
    qids = [e.qid for e in ENTRIES if e.qid]
    assert all(re.fullmatch(r"Q[1-9]\d{0,8}", qid) for qid in qids)
    twice = {qid for qid, n in Counter(qids).items() if n > 1}
    # The White House and such are a building and a body; a city state is a city and a country.
    assert twice <= {"Q334", "Q235", "Q237", "Q8646", "Q14773"}


def test_coordinates_lie_on_earth_and_in_their_country() -> None:
    for entry in ENTRIES:
        if entry.latitude is not None and entry.longitude is not None:
            assert -90 <= entry.latitude <= 90 and -180 <= entry.longitude <= 180, entry.key
    base = KnowledgeBase.load()
    for entry in ENTRIES:
        country = base.get(entry.country)
        if entry.kind == "city" and country and country.key == "country/IQ":
            assert entry.latitude and 29 < entry.latitude < 38, entry.key


def test_countries_of_places_are_entries() -> None:
    keys = {entry.key for entry in ENTRIES}
    for entry in ENTRIES:
        for key in (entry.country, entry.stands_for, entry.capital_of):
            assert key is None or key in keys, entry.key
        assert entry.kind in KINDS, entry.key


def test_names_are_written_in_arabic_and_trimmed() -> None:
    for entry in ENTRIES:
        assert re.search("[ء-ي]", entry.name), entry.key
        for name in (entry.name, *entry.others, *entry.contextual):
            assert name == " ".join(name.split()) and "|" not in name, entry.key
        folds = [fold(name).text for name in (entry.name, *entry.others)]
        assert len(folds) == len(set(folds)), (entry.key, folds)


def test_the_worlds_states_have_ids_codes_and_capitals() -> None:
    countries = rows("countries")
    assert len(countries) >= 230
    for row in countries:
        assert re.fullmatch("[A-Z]{2}", row["iso2"]), row["key"]
        assert row["qid"] and re.fullmatch("[A-Z]{3}", row["iso3"]), row["key"]
    base = KnowledgeBase.load()
    arab = "DZBHKMDJEGIQJOKWLBLYMRMAOMQASASOSDSYTNAEYE"
    for iso2 in re.findall("..", arab + "FRUSGBRUCNTRIRDEINJPBRZASSCDCGGE"):
        assert base.capital(f"country/{iso2}"), iso2


def test_demonyms_end_in_ya() -> None:
    for entry in ENTRIES:
        assert all(d.endswith(("ي", "ي ")) for d in entry.demonyms), entry.key


@pytest.mark.parametrize("name", ["countries", "cities", "regions", "organisations", "ambiguous"])
def test_hand_made_rows_are_not_repeated(name: str) -> None:
    column = {"countries": "iso2", "ambiguous": "name"}.get(name, "key")
    if name == "cities":
        keys = [row["country"] + row["name_en"] for row in table(name)]
    else:
        keys = [row[column] for row in table(name)]
    assert [key for key, n in Counter(keys).items() if n > 1] == []


def test_rows_say_what_the_program_knows() -> None:
    for row in table("class_words"):
        assert set(row["kinds"].split("|")) <= KINDS, row["word"]
    codes = {row["iso2"] for row in rows("countries")}
    assert {row["country"] for row in table("publishers")} <= codes
    cities = {(row["country"], row["name_en"]) for row in table("cities")}
    assert {(row["country"], row["city"]) for row in table("seats")} <= cities
    demonyms = {fold(d).text for e in ENTRIES for d in e.demonyms}
    for row in table("false_friends"):
        assert fold(row["word"]).text in demonyms, row["word"]


def test_ambiguous_rows_speak_of_names_that_exist() -> None:
    names = {fold(n).text for e in ENTRIES for n in (e.name, *e.others, *e.contextual)}
    unknown = [row["name"] for row in table("ambiguous") if fold(row["name"]).text not in names]
    assert unknown == []


def test_classes_are_curies() -> None:
    for kind in KINDS:
        assert all(re.fullmatch(r"schema:[A-Za-z]+", c) for c in classes_of(kind)), kind


@pytest.mark.parametrize(
    ("name", "column"), [("posts", "post"), ("reporting_verbs", "verb"), ("event_words", "word")]
)
def test_no_word_has_two_rows(name: str, column: str) -> None:
    first: dict[str, int] = {}
    for number, row in numbered(name):
        word = row[column]
        assert word not in first, (
            f"{name}.tsv, row {number}: {word} has a row already, row {first[word]}; only one of "
            "the two would count: keep one"
        )
        first[word] = number


@pytest.mark.parametrize(("name", "column"), [("reporting_verbs", "verb"), ("event_words", "word")])
def test_rows_stand_in_the_order_of_their_words(name: str, column: str) -> None:
    """So that two hands that add rows see each other's. The order is that of the code points, which
    no dictionary has: آ أ ؤ إ ئ ا ب ة ت …"""
    there = list(numbered(name))
    for (_, before), (number, row) in itertools.pairwise(there):
        if row[column] < before[column]:
            after = next(other for _, other in there if other[column] > row[column])
            pytest.fail(
                f"{name}.tsv, row {number}: {row[column]} must stand before {after[column]}: rows "
                f"are in the order of Unicode, which puts آ أ ؤ إ ئ before ا and ة before ت"
            )


def test_entries_are_found_by_their_own_names() -> None:
    base = KnowledgeBase.load()

    def finds(entry: Entry) -> bool:
        return all(entry in base.named(name) for name in (entry.name, *entry.others))

    assert [entry.key for entry in ENTRIES if not finds(entry)] == []


def test_size() -> None:
    files = [*FOLDER.glob("*.tsv"), *(FOLDER / "rows").glob("*.tsv")]
    assert sum(file.stat().st_size for file in files) < 3_000_000
    assert len(Lexicon.load().names) > 2000


ROWS = sorted((FOLDER / "rows").glob("*.tsv"))


@pytest.mark.parametrize("file", ROWS, ids=lambda file: file.stem)
def test_a_row_is_divided_by_tabs_into_as_many_cells_as_the_first(file: Path) -> None:
    """Spaces for tabs, or a cell too many, would be read in silence."""
    lines = [x for x in file.read_text(encoding="utf-8").splitlines() if x and x[0] != "#"]
    cells = len(lines[0].split("\t"))
    assert not [x for x in lines if len(x.split("\t")) > cells], file.name
    assert not [x for x in lines[1:] if "\t" not in x and cells > 1], file.name


def test_cells_hold_what_their_columns_may() -> None:
    """``table`` looks at every cell that ``columns.tsv`` speaks of."""
    for file in ROWS:
        table(file.stem)
    for row in table("columns"):
        assert row["column"] in table(row["table"])[0], row


@pytest.mark.parametrize(
    ("name", "column", "known"),
    [
        ("reporting_verbs", "mode", MODES),
        ("said_status", "mode", MODES),
        ("said_status", "status", STATUSES),
        ("relation_bars", "relation", RELATIONS),
        ("ambiguous", "needs", NEEDS),
        ("event_words", "type", TRIGGERS[1:]),
    ],
)
def test_columns_allow_what_the_program_knows(name: str, column: str, known: list[str]) -> None:
    (holds,) = (r["holds"] for r in table("columns") if (r["table"], r["column"]) == (name, column))
    assert holds.split("|") == list(known)


@pytest.mark.parametrize(
    ("name", "good", "wrong", "column", "line"),
    [
        ("time_months", "month\t1\t", "month\t17\t", "value", "1…12"),
        ("reporting_verbs", "\tsay", "\tmutter", "mode", "say, announce"),
        ("posts", "\tminister", "\tministers", "kind", "ruler, head"),
        ("occasions", "PressConference", "Seminar", "subtype", "PressConference"),
        ("thresholds", "0.5", "half", "floor", "number"),
        ("thresholds", "0.5", "nan", "floor", "number"),
        ("reporting_verbs", "يردف|تردف", "يردف، تردف", "others", "forms divided by | alone"),
        ("reporting_verbs", "يردف|تردف", "يردف ; تردف", "others", "forms divided by | alone"),
        ("reporting_verbs", "يردف|تردف|مردفا", '"يردف|تردف|مردفا"', "others", "quotation marks"),
        ("posts", "أمير البلاد", "", "post", "one form of a word"),
        ("posts", "أمير البلاد", "أمير البلاد|أميرها", "post", "one form of a word"),
        ("cities", "	Q1519	", "	Qx	", "qid", "Wikidata id: Q and digits"),
        ("cities", "	292968	", "	abc	", "geonames", "GeoNames id: digits alone"),
        ("cities", "AE	292968	", "SAU	292968	", "country", "two capital letters"),
        ("cities", "	أبوظبي	", "	Abu Dhabi	", "name", "a word in Arabic"),
        ("event_words", "Meeting", "meeting", "type", "Statement, Meeting"),
    ],
)
def test_a_wrong_cell_is_told_with_its_file_and_row(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, good: str, wrong: str, column: str,
    line: str,
) -> None:  # fmt: skip
    text = (FOLDER / "rows" / f"{name}.tsv").read_text(encoding="utf-8")
    assert good in text
    (tmp_path / f"{name}.tsv").write_text(text.replace(good, wrong, 1), encoding="utf-8")
    row = text[: text.index(good)].count("\n") + 1
    table("columns")
    monkeypatch.setattr("kg.sentence.table._ROWS", tmp_path)
    with pytest.raises(KhabarError) as told:
        table.__wrapped__(name)
    assert told.value.code == "K211"
    assert f"{name}.tsv, row {row}: '" in str(told.value)
    assert f"in column {column}, expected" in str(told.value) and line in str(told.value)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda text: text.encode("cp1256", "replace"), "K212: .*posts.tsv: not in UTF-8 at byte"),
        (lambda text: text.encode("utf-16"), "K212"),
        (
            lambda text: text.replace("kind\tbody", "sort\tbody").encode(),
            "K213: .*no column 'kind'",
        ),
        (lambda text: b"\xef\xbb\xbf" + text.encode(), None),
    ],
)
def test_a_table_saved_otherwise_is_told_or_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, change: Callable[[str], bytes],
    said: str | None,
) -> None:  # fmt: skip
    text = (FOLDER / "rows" / "posts.tsv").read_text(encoding="utf-8")
    (tmp_path / "posts.tsv").write_bytes(change(text))
    table("columns")
    monkeypatch.setattr("kg.sentence.table._ROWS", tmp_path)
    if said is None:
        assert len(table.__wrapped__("posts")) == len(table("posts"))
    else:
        with pytest.raises(KhabarError, match=said):
            table.__wrapped__("posts")


def test_tables_are_looked_over_before_anything_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(name: str) -> None:
        raise KhabarError("K211", file=name, row=1, column="c", found="x", expected="y")

    monkeypatch.setattr("kg.sentence.table.table", broken)
    with pytest.raises(KhabarError, match="K211"):
        Resources.load()
