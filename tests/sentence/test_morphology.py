"""Morphology where a user has camel-tools' data, here a database of three words of our own."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

DATABASE = """###DEFINES###
DEFINE pos pos:*open*
DEFINE prc3 prc3:*open*
DEFINE prc2 prc2:*open*
DEFINE prc1 prc1:*open*
DEFINE lex lex:*open*
DEFINE diac diac:*open*
###DEFAULTS###
DEFAULT pos:noun_prop prc3:0 prc2:0 prc1:0 lex:* diac:*
DEFAULT pos:digit prc3:na prc2:na prc1:na lex:* diac:*
DEFAULT pos:punc prc3:na prc2:na prc1:na lex:* diac:*
DEFAULT pos:latin prc3:na prc2:na prc1:na lex:* diac:*
###ORDER###
ORDER diac lex pos prc3 prc2 prc1
###TOKENIZATIONS###
TOKENIZATION diac
###STEMBACKOFF###
STEMBACKOFF NOAN N
###PREFIXES###
\tP0\tdiac:
ل\tPl\tdiac:ل prc1:li_prep
ول\tPwl\tdiac:ول prc2:wa_conj prc1:li_prep
###SUFFIXES###
\tS0\tdiac:
###STEMS###
لبنان\tN\tdiac:لبنان lex:لبنان pos:noun_prop prc3:0 prc2:0 prc1:0
مصر\tN\tdiac:مصر lex:مصر pos:noun_prop prc3:0 prc2:0 prc1:0
###TABLE AB###
P0 N
Pl N
Pwl N
###TABLE BC###
N S0
###TABLE AC###
P0 S0
Pl S0
Pwl S0
"""
ASK = (
    "import json; from kg.sentence.morphology import clitic_lengths as c;"
    "print(json.dumps({w: sorted(c(w)) if c(w) else None for w in "
    "('لبنان', 'للبنان', 'ولمصر', 'مصر', 'زقلمبوط')}))"
)


def ask(folder: Path) -> dict[str, list[int] | None]:
    out = subprocess.run(
        [sys.executable, "-c", ASK],
        env={"CAMELTOOLS_DATA": str(folder), "HOME": str(folder), "PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).parent.parent.parent,
    )
    found: dict[str, list[int] | None] = json.loads(out.stdout)
    return found


def test_without_data_nothing_is_known_and_nothing_imported(tmp_path: Path) -> None:
    assert set(ask(tmp_path).values()) == {None}


def test_with_data_only_real_clitics_can_be_cut(tmp_path: Path) -> None:
    place = tmp_path / "data" / "morphology_db" / "calima-msa-r13"
    place.mkdir(parents=True)
    (place / "morphology.db").write_text(DATABASE, encoding="utf-8")
    catalogue = {"version": "1.6.0", "packages": {}, "components": {}}
    (tmp_path / "catalogue.json").write_text(json.dumps(catalogue), encoding="utf-8")
    found = ask(tmp_path)
    assert found["لبنان"] == [0], "its ل is its own"
    assert found["للبنان"] == [1]
    assert found["ولمصر"] == [2]
    assert found["زقلمبوط"] is None


@pytest.mark.parametrize("word", ["", "😀", "ا" * 500])
def test_odd_words_without_data(word: str) -> None:
    from kg.sentence.morphology import clitic_lengths, database

    if database() is None:
        assert clitic_lengths(word) is None
