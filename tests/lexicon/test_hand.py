"""Rows that are compiled: ids that are two things', and tables that are older than their rows."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import kg.lexicon
from kg.errors import KhabarError
from kg.lexicon.compile import main
from kg.lexicon.hand import HEAD, MADE_OF, known_countries, look_over, mark_of, outdated
from kg.sentence.table import table

FOLDER = Path(kg.lexicon.__file__).parent
Edit = Callable[[str, str, str], None]


@pytest.fixture
def edit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Edit]:
    """Puts something else into a table, in a copy of the rows."""
    rows = tmp_path / "rows"
    shutil.copytree(FOLDER / "rows", rows)
    monkeypatch.setattr("kg.sentence.table._ROWS", rows)
    table.cache_clear()

    def edited(name: str, old: str, new: str) -> None:
        text = (rows / f"{name}.tsv").read_text(encoding="utf-8")
        assert old in text
        (rows / f"{name}.tsv").write_text(text.replace(old, new, 1), encoding="utf-8")
        table.cache_clear()

    yield edited
    monkeypatch.undo()
    table.cache_clear()


def test_the_compiled_tables_are_those_of_their_rows():
    assert [one.reason for one in outdated()] == []


@pytest.mark.parametrize("name", MADE_OF)
def test_a_compiled_table_begins_with_the_mark_of_its_rows(name: str):
    head = (FOLDER / f"{name}.tsv").read_text(encoding="utf-8").splitlines()[0]
    assert head.startswith(HEAD.format(mark=mark_of(name)))


def test_who_did_not_compile_is_told_how(edit: Edit):
    edit("cities", "أبو ظبي", "أبو ظبي|أبوظبى")
    (told,) = outdated()
    assert told.reason.startswith("K218: ") and "places.tsv: compiled of other rows" in told.reason
    assert "rows/cities.tsv" in told.reason and "python -m kg.lexicon.compile" in told.reason


def test_notes_and_line_ends_make_no_table_older(edit: Edit):
    edit("organisations", "key\t", "# a note\r\nkey\t")
    assert list(outdated()) == []


def test_the_build_tells_it(edit: Edit, tmp_path: Path, caplog: pytest.LogCaptureFixture):
    edit("regions", "القارة السمراء", "القارة السوداء")
    (tmp_path / "a.txt").write_text("زار وزير الخارجية المصري سامح شكري تونس.", encoding="utf-8")
    report = kg.build([tmp_path / "a.txt"], date="2016-01-20").report
    assert report is not None and [r.reason[:4] for r in report.remarks] == ["K218"]
    assert "K218" in caplog.text


@pytest.mark.parametrize(
    ("name", "old", "new", "said"),
    [
        ("organisations", "Q37470", "Q1065", "qid 'Q1065' stands already in row"),
        ("cities", "\t292223\t", "\t292968\t", "geonames '292968' stands already in row"),
        ("cities", "\tDubai\t", "\tAbu Dhabi\t", "country and name_en 'AE Abu Dhabi' stands"),
        ("regions", "antarctica\t", "africa\t", "key 'africa' stands already in row"),
    ],
)
def test_an_id_is_one_thing_s(edit: Edit, name: str, old: str, new: str, said: str):
    look_over()
    edit(name, old, new)
    with pytest.raises(KhabarError, match=f"K217: .*{name}.tsv, row .*{said}"):
        look_over()


def test_a_country_has_a_row(edit: Edit):
    edit("cities", "AE\t292968", "QQ\t292968")
    with pytest.raises(KhabarError, match=r"K211: .*cities.tsv, row .*'QQ' in column country"):
        known_countries(frozenset(row["iso2"] for row in table("countries")))


def test_the_compiler_says_what_is_wrong_in_one_line(edit: Edit):
    edit("cities", "\tQ1519\t", "\tQx\t")
    with pytest.raises(SystemExit, match=r"K211: .*cities.tsv, row .*'Qx' in column qid"):
        main()
