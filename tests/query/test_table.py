"""Answers on a terminal, in files and in notebooks."""

import csv
import io
import json

import pytest

from kg import Graph
from kg.errors import KhabarError
from kg.query.rows import Rows
from kg.query.table import FORMATS, formatted, html_table, text_table
from kg.query.terminal import LEFT_TO_RIGHT, visual, width
from tests.triple.example import articles

ROWS = Rows.of(
    ["who", "n", "note"],
    [
        ["كريم عبد النور", 3, None],
        ['=cmd|"x"', 0.5, "a | b\n<b>\x1b[31mred\u202e"],
        ["x", True, "-"],
    ],
)


def test_columns_stand_under_each_other_and_keep_their_order():
    lines = text_table(ROWS).splitlines()
    bars = [[width(line[:n]) for n, c in enumerate(line) if c in "│┼"] for line in lines]
    assert bars.count(bars[0]) == len(bars)
    assert f"{LEFT_TO_RIGHT} │ {LEFT_TO_RIGHT}3" in lines[2].replace("  ", " ") or "3" in lines[2]
    assert lines[2].count(LEFT_TO_RIGHT) >= 3
    assert LEFT_TO_RIGHT not in lines[0]


def test_rows_of_too_many_columns_stand_below_each_other():
    events = Graph(articles()).event_table()
    assert len(events.columns) > 30
    first, *others = text_table(events, columns=80).split("\n\n")
    assert len(others) == len(events) - 1
    lines = first.splitlines()
    assert max(width(line) for line in lines) <= 80
    assert lines[0].split()[0] == "event" and "اجتمع وزير" in first
    assert not any(line.startswith("reported_by") for line in lines)  # nobody: no empty line of it
    assert "│" in str(Rows.of([f"c{n}" for n in range(40)], []))


def test_nothing_in_a_cell_commands_the_terminal():
    text = text_table(ROWS)
    assert "\x1b" not in text and "\u202e" not in text


def test_a_terminal_without_bidi_gets_joined_letters_in_visual_order():
    assert visual("سلام abc") != "سلام abc"
    assert visual("سلام")[::-1] == "ﺳﻼﻡ"
    assert visual("abc") == "abc"
    text = text_table(Rows.of(["كلمة"], [["سلام"]]), bidi=False)
    assert "ﻡﻼﺳ" in text and LEFT_TO_RIGHT not in text


def test_long_cells_go_on_below():
    long = Rows.of(["one", "other"], [["كلمة " * 40, "https://example.org/" + "x" * 90]])
    lines = text_table(long, columns=60).splitlines()
    assert len(lines) > 4
    assert max(width(line) for line in lines) <= 60
    assert "".join(line.split("│")[1].strip(" " + LEFT_TO_RIGHT) for line in lines[2:]).startswith(
        "https://example.org/xx"
    )


def test_csv_tsv_json_markdown():
    table = list(csv.reader(io.StringIO(formatted(ROWS, "csv"))))
    assert table[1] == ["كريم عبد النور", "3", ""]
    assert table[2][0] == '\'=cmd|"x"' and table[3][2] == "'-"
    assert len(formatted(ROWS, "tsv").splitlines()) == 4
    told = json.loads(formatted(ROWS, "json"))
    assert told[0] == {"who": "كريم عبد النور", "n": 3, "note": None} and told[2]["n"] is True
    assert "كريم" in formatted(ROWS, "json")
    line = formatted(ROWS, "markdown").splitlines()[3]
    assert "\\|" in line and "\\<b\\>" in line and line.count(" | ") == 2
    with pytest.raises(KhabarError, match=r"K507.*table, csv"):
        formatted(ROWS, "xls")
    assert set(FORMATS) == {"table", "csv", "tsv", "json", "markdown"}


def test_html_is_escaped():
    html = html_table(ROWS)
    assert "&lt;b&gt;" in html and "<b>" not in html
    assert ROWS._repr_html_() == html


def test_no_rows_is_a_head_alone():
    none = Rows.of(["a", "b"], [])
    for name in FORMATS:
        assert formatted(none, name).strip()
    assert text_table(none).splitlines()[0] == "a │ b"


def test_summary_counts_each_thing_once():
    graph = Graph(articles())
    told = graph.summary()
    assert (told.articles, told.posts, told.relations, told.linked) == (2, 2, 1, 2)
    assert told.entities == {"Person": 2, "Country": 2, "Place": 2, "Organization": 1, "Group": 2}
    assert told.events["Statement"] == 4 and told.events["Meeting"] == 3
    assert told.statuses["denied"] == 1
    assert (told.first, told.last) == ("2019-03-05", "2019-04")
    assert told.triples == len(graph)
    assert dict(told.most_mentioned)["كريم عبد النور"] == 4
    assert json.dumps(told.as_dict(), ensure_ascii=False)
    assert "اجتماع" in str(told)


def test_an_iri_stays_whole_to_be_copied():
    iri = "article/jazeera-ff041a3122/event/v14"
    rows = Rows.of(
        ["one", "other", "event"], [["محمد بن عبدالرحمن السعدان", "كريم النور " * 6, iri]]
    )
    for columns in (80, 100):
        table = text_table(rows, columns=columns)
        assert iri in table
        assert max(width(line) for line in table.splitlines()) <= columns
    assert iri not in text_table(rows, columns=40)  # there is no room for it
