"""Reading: every kind of file gives its articles untouched, every bad input one clear line."""

import csv
import gzip
import io
import json
import os
import re
import sys
import time
import tracemalloc
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.article.input import LONGEST_ARTICLE
from kg.article.read import read_articles
from kg.errors import KhabarError
from kg.nouns import Article, Skipped

TEXT = (
    "  وصل وزير الخارجية إلى عمان مساء الثلاثاء، وأجرى محادثات مع نظيره الأردني.\r\n\r\n"
    "وقال الوزير إن الجانبين اتفقا على فتح معبر جديد.\t\n"
)


def read(*paths: Path | str, **options: object) -> tuple[list[Article], list[Skipped]]:
    found = list(read_articles(list(paths), **options))  # type: ignore[arg-type]
    articles = [item for item in found if isinstance(item, Article)]
    skipped = [item for item in found if isinstance(item, Skipped)]
    for item in skipped:
        assert re.match(r"K1\d\d: ", item.reason)
        assert len(item.reason.splitlines()) == 1
    return articles, skipped


def refused(*paths: Path | str, **options: object) -> str:
    """The one line that is said about inputs that give no article."""
    articles, skipped = read(*paths, **options)
    assert articles == []
    assert len(skipped) == 1
    return skipped[0].reason


def jsonl(path: Path, rows: Sequence[object]) -> Path:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


# What is read


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "cp1256"])
def test_plain_text_is_untouched(tmp_path: Path, codec: str) -> None:
    path = tmp_path / "خبر اليوم.txt"
    path.write_bytes(TEXT.encode(codec))
    articles, skipped = read(path, date="2016-01")
    assert skipped == []
    assert articles == [Article("خبر اليوم", TEXT, date="2016-01", origin=str(path))]


def test_a_folder_is_read_all_the_way_down_in_order(tmp_path: Path) -> None:
    for name in ("b/2.txt", "a.txt", "b/1.txt", "c.txt", ".hidden/x.txt", "page_files/x.js"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(TEXT, encoding="utf-8")
    (tmp_path / "page.html").write_text(f"<p>{TEXT}</p>", encoding="utf-8")
    articles, skipped = read(tmp_path)
    assert [article.id for article in articles] == ["a", "1", "2", "c", "page"]
    assert skipped == []


def test_a_saved_page_gives_its_text_and_what_it_says_of_itself(tmp_path: Path) -> None:
    page = """<html lang="ar"><head><meta charset="{0}"><title>وصول الوفد - صحيفة المثال</title>
        <meta property="og:site_name" content="صحيفة المثال">
        <meta property="article:published_time" content="2016-01-20T22:00:00+03:00">
        <link rel="canonical" href="https://example.com/news/1"></head><body>
        <nav><a href="/">الرئيسية</a><a href="/x">رياضة</a></nav>
        <article><h1>وصول الوفد</h1>
        <p>وصل وزير الخارجية سامي النجار إلى عمان يوم الأربعاء لإجراء محادثات مع نظيره.</p>
        <p>وقال النجار إن المحادثات ستتناول الوضع على الحدود &lt;b&gt; وسبل تعزيز التعاون.</p>
        </article><script>alert(1)</script></body></html>"""
    for codec in ("utf-8", "windows-1256"):
        path = tmp_path / f"{codec}.html"
        path.write_bytes(page.format(codec).encode(codec))
        (article,), skipped = read(path)
        assert skipped == []
        assert article.title == "وصول الوفد"
        assert article.text.startswith("وصل وزير الخارجية")
        assert article.text.endswith("على الحدود <b> وسبل تعزيز التعاون.")
        assert (article.id, article.date) == (codec, "2016-01-20")
        assert (article.source, article.url) == ("صحيفة المثال", "https://example.com/news/1")
    undeclared = tmp_path / "undeclared.htm"
    undeclared.write_bytes(page.replace('<meta charset="{0}">', "").encode("cp1256"))
    assert read(undeclared)[0][0].title == "وصول الوفد"


ROW = {
    "id": "n1",
    "source": "المثال",
    "date": "2016-01-20T10:00:00Z",
    "title": "وصول",
    "url": "https://example.com/1",
    "text": TEXT,
    "other": [1],
}
ARTICLE = Article("n1", TEXT, "المثال", "2016-01-20", "وصول", "https://example.com/1")


def placed(origin: object) -> Article:
    return Article(*(getattr(ARTICLE, name) for name in Article.__slots__[:6]), str(origin))


def test_jsonl_and_json_and_their_packed_forms(tmp_path: Path) -> None:
    line = json.dumps(ROW, ensure_ascii=False)
    written = {
        "a.jsonl": f"{line}\n\n".encode(),
        "b.jsonl": line.encode("utf-16"),
        "c.ndjson": json.dumps(ROW).encode("utf-8-sig"),
        "d.jsonl.gz": gzip.compress(line.encode()),
        "e.json": f"[{line}]".encode(),
        "f.json": line.encode(),
        "g.json": f'{{"articles": [{line}], "count": 1}}'.encode(),
        "h.json": f"{line}\n{{broken\n".encode(),
        "i.json.gz": gzip.compress(f"[{line}]".encode()),
        "j.jsonl": line.encode("cp1256"),
    }
    for name, data in written.items():
        path = tmp_path / name
        path.write_bytes(data)
        articles, skipped = read(path)
        assert articles == [placed(f"{path}:1")], name
        assert len(skipped) == (name == "h.json")


@pytest.mark.parametrize(("suffix", "divider"), [("csv", ","), ("csv", ";"), ("tsv", "\t")])
@pytest.mark.parametrize("codec", ["utf-8-sig", "utf-16", "cp1256"])
def test_csv_and_tsv(tmp_path: Path, suffix: str, divider: str, codec: str) -> None:
    table = io.StringIO(newline="")
    writer = csv.writer(table, delimiter=divider)
    writer.writerow(["ID", " source", "date", "title", "url", "text"])
    writer.writerow([ROW[name] for name in ("id", "source", "date", "title", "url", "text")])
    path = tmp_path / f"t.{suffix}.gz"
    path.write_bytes(gzip.compress(table.getvalue().encode(codec)))
    assert read(path) == ([placed(f"{path}:2")], [])


def test_other_column_names_by_mapping(tmp_path: Path) -> None:
    row = {"body": TEXT, "headline": "عنوان", "number": 7, "day": 2016}
    mapping = {"text": "body", "title": "headline", "id": "number", "date": "day"}
    for path in (jsonl(tmp_path / "a.jsonl", [row]), tmp_path / "b.csv"):
        if path.suffix == ".csv":
            with path.open("w", encoding="utf-8", newline="") as table:
                writer = csv.DictWriter(table, list(row))
                writer.writeheader()
                writer.writerow(row)
        (article,), skipped = read(path, columns=mapping)
        assert (article.id, article.title, article.date) == ("7", "عنوان", "2016")
        assert article.text == TEXT
        assert skipped == []


def test_usual_names_of_columns_are_known(tmp_path: Path) -> None:
    """A table as it comes from an archive needs no --columns."""
    row = {
        "article_id": "n7",
        "Outlet": "صحيفة",
        "published": "2016-01-20",
        "link": "http://x.org/",
    }
    row |= {"headline": "عنوان", "body": TEXT, "content": "ملخص"}
    with (tmp_path / "b.csv").open("w", encoding="utf-8", newline="") as table:
        csv.DictWriter(table, list(row)).writerows([dict(zip(row, row, strict=True)), row])
    for path in (jsonl(tmp_path / "a.jsonl", [row]), tmp_path / "b.csv"):
        (article,), skipped = read(path)
        assert skipped == []
        assert (article.id, article.source, article.date) == ("n7", "صحيفة", "2016-01-20")
        assert (article.title, article.url, article.text) == ("عنوان", "http://x.org/", TEXT)
        (article,), _ = read(path, columns={"text": "content"})  # what the user says goes first
        assert article.text == "ملخص"
    assert read(jsonl(tmp_path / "c.jsonl", [{**row, "text": "نصنا"}]))[0][0].text == "نصنا"


def test_a_row_without_an_id_keeps_its_id_wherever_it_stands(tmp_path: Path) -> None:
    """Of its address where that is a page, else of its words; never of its row or its file."""
    page = {"text": TEXT, "url": "https://example.com/news/1"}
    other = {"text": f"{TEXT} ثم عاد.", "url": "https://example.com/", "id": " "}
    first = {a.text: a.id for a in read(jsonl(tmp_path / "wire.jsonl", [page, other]))[0]}
    newer = {"text": f"{TEXT} أمس.", "url": "https://example.com/"}
    rows = [newer, other, {**page, "text": f"{TEXT} مصحح"}]
    again = {a.text: a.id for a in read(jsonl(tmp_path / "next.jsonl", rows))[0]}
    assert len(set(again.values())) == 3
    assert again[other["text"]] == first[other["text"]]
    assert again[f"{TEXT} مصحح"] == first[TEXT]
    (kept,), (copy,) = read(jsonl(tmp_path / "twice.jsonl", [{"text": TEXT}, {"text": TEXT}]))
    assert kept.id in copy.reason and "K107" in copy.reason


RSS = """<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>
<title>صحيفة المثال</title><item><title>وصول &amp;lt;الوفد&amp;gt;</title><guid>tag:1</guid>
<link>https://example.com/1</link><pubDate>Wed, 20 Jan 2016 23:30:00 +0300</pubDate>
<description>ملخص قصير</description><content:encoded><![CDATA[<p>وصل الوفد إلى <b>عمان</b>.</p>
<script>alert(1)</script><p>وقال الوزير إنه سعيد.<br>ثم عاد.</p>]]></content:encoded></item>
<item><title>خبر ثان</title><description>عاد الوفد إلى القاهرة.</description></item>
</channel></rss>"""


def test_a_feed_gives_an_article_for_each_entry(tmp_path: Path) -> None:
    path = tmp_path / "feed.xml"
    path.write_text(RSS, encoding="utf-8")
    (first, second), skipped = read(path, date="2016")
    assert skipped == []
    assert first.text == "وصل الوفد إلى عمان.\nوقال الوزير إنه سعيد.\nثم عاد."
    assert (first.id, first.date, first.source) == ("tag:1", "2016-01-20", "صحيفة المثال")
    assert (first.title, first.url) == ("وصول <الوفد>", "https://example.com/1")
    assert (second.id, second.date) == ("article-caad04b4c1f7", "2016")
    assert second.text == "عاد الوفد إلى القاهرة."


def test_an_atom_feed(tmp_path: Path) -> None:
    path = tmp_path / "feed.atom"
    path.write_text(
        '<feed xmlns="http://www.w3.org/2005/Atom"><title>المثال</title><entry><id>urn:1</id>'
        "<title>وصول</title><updated>2016-01-20T23:30:00+03:00</updated>"
        '<content type="text">وصل الوفد &lt; إلى عمان.</content></entry></feed>',
        encoding="utf-8",
    )
    (article,), _ = read(path)
    assert (article.id, article.date, article.source) == ("urn:1", "2016-01-20", "المثال")
    assert article.text == "وصل الوفد < إلى عمان."


@pytest.mark.parametrize(
    ("data", "ids"),
    [
        (TEXT.encode(), ["stdin"]),
        (TEXT.encode("cp1256"), ["stdin"]),
        (json.dumps(ROW).encode(), ["n1"]),
        (f"[{json.dumps(ROW)}]".encode(), ["n1"]),
        (RSS.encode(), ["tag:1", "article-caad04b4c1f7"]),
        (f"<!DOCTYPE html><p>{TEXT}</p>".encode(), ["stdin"]),
    ],
)
def test_standard_input_is_read_by_what_it_is(
    monkeypatch: pytest.MonkeyPatch, data: bytes, ids: list[str]
) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(data)))
    articles, skipped = read("-")
    assert [article.id for article in articles] == ids
    assert skipped == []


def test_a_file_without_an_ending_is_read_by_what_it_is(tmp_path: Path) -> None:
    (tmp_path / "خبر").write_text(TEXT, encoding="utf-8")
    jsonl(tmp_path / "rows", [ROW])
    assert [article.id for article in read(tmp_path)[0]] == ["n1", "خبر"]


# What is not read: one line each


def test_an_empty_file(tmp_path: Path) -> None:
    for name, data in (("a.txt", b""), ("b.txt", b" \n"), ("c.jsonl", b""), ("d.csv", b"")):
        (tmp_path / name).write_bytes(data)
        assert refused(tmp_path / name).startswith(f"K101: {tmp_path / name}")
    for name in ("e.html", "f.xml", "g.json"):
        (tmp_path / name).write_bytes(b"")
        assert "empty" in refused(tmp_path / name)


def test_a_binary_file(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n")
    assert "not text but a PDF" in refused(tmp_path / "a.txt")
    (tmp_path / "b.txt").write_bytes(bytes(range(256)) * 9)
    assert refused(tmp_path / "b.txt").startswith("K102")
    (tmp_path / "c.jsonl").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(99))
    assert refused(tmp_path / "c.jsonl").startswith("K102")
    (tmp_path / "d.txt").write_bytes("Министр обороны заявил о переговорах".encode("cp1251"))
    assert refused(tmp_path / "d.txt").startswith("K113")


@pytest.mark.parametrize(
    "text",
    [
        "The defence minister said on Wednesday that seven countries would meet.",
        "Le ministre a déclaré que la réunion aura lieu à Genève.",
        "وزیر دفاع گفت که این نشست در هفته آینده برگزار می‌شود و چند کشور در آن شرکت می‌کنند",
        "وزیر دفاع نے کہا ہے کہ یہ اجلاس اگلے ہفتے ہوگا اور کئی ممالک اس میں شرکت کریں گے",
        "国防部长表示会议将在下周举行",
    ],
)
def test_another_language(tmp_path: Path, text: str) -> None:
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    assert refused(tmp_path / "a.txt").startswith("K103")


def test_foreign_letters_and_english_words_do_not_make_another_language(tmp_path: Path) -> None:
    text = "قال الرئيس الروسي ڤلاديمير پوتين في مقابلة مع BBC News إن اللقاء في گراتس تأجل."
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    assert read(tmp_path / "a.txt")[0][0].text == text


def test_no_words(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("... 12 !\n***", encoding="utf-8")
    assert refused(tmp_path / "a.txt").startswith("K104")


def test_broken_jsonl_rows_are_numbered_and_the_others_read(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    good, last = (json.dumps({"id": n, "text": TEXT}).encode() for n in ("a", "b"))
    deep = b"[" * 100_000
    digits = b'{"text": ' + b"9" * 9_000 + b"}"
    bad = [b'{"text": "x', b"[1]", b'{"text": 5}', b'{"text": null}', deep, digits, b"\xff\xfe{"]
    path.write_bytes(b"\n".join([good, *bad, last]))
    articles, skipped = read(path)
    assert [article.origin for article in articles] == [f"{path}:1", f"{path}:9"]
    assert [item.origin for item in skipped] == [f"{path}:{row}" for row in range(2, 9)]
    assert all(item.reason.startswith(f"K105: {item.origin}: ") for item in skipped)


def test_very_many_broken_rows_are_counted(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text("{\n" * 500 + json.dumps({"text": TEXT}), encoding="utf-8")
    articles, skipped = read(path)
    assert len(articles) == 1
    assert len(skipped) == 101
    assert "400 more" in skipped[-1].reason


def test_a_missing_text_column_names_those_there_are_and_the_option(tmp_path: Path) -> None:
    rows = jsonl(tmp_path / "a.jsonl", [{"words": TEXT, "day": 1}] * 3)
    articles, (first, rest) = read(rows)
    assert articles == []
    assert first.origin == f"{rows}:1"
    assert "2 more" in rest.reason
    (tmp_path / "b.csv").write_text(f'words,day\n"{TEXT}",1\n', encoding="utf-8")
    for reason in (first.reason, refused(tmp_path / "b.csv")):
        assert reason.startswith("K106")
        assert "'text'" in reason
        assert "words, day" in reason
        assert "--columns text=NAME" in reason


def test_a_missing_mapped_column_is_told_and_the_rest_read(tmp_path: Path) -> None:
    (tmp_path / "b.csv").write_text(f'text,day\n"{TEXT}",1\n', encoding="utf-8")
    articles, (skipped,) = read(tmp_path / "b.csv", columns={"title": "headline"})
    assert len(articles) == 1
    assert skipped.reason.startswith("K122")
    assert "headline" in skipped.reason


def test_csv_rows_that_do_not_fit(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(f'id,text\n1,"{TEXT}"\n2,x,y\n3\n\n4,"{TEXT}"\n', encoding="utf-8", newline="")
    articles, skipped = read(path)
    assert [article.id for article in articles] == ["1", "4"]
    assert [item.origin for item in skipped] == [f"{path}:3", f"{path}:4"]
    assert "3 cells under 2 columns" in skipped[0].reason


def test_a_quotation_mark_never_closed(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    with path.open("w", encoding="utf-8") as table:
        table.write(f'id,text\n1,"{TEXT}"\n2,"')
        for row in range(30_000):
            table.write(f"{row},{TEXT}")
    articles, (skipped,) = read(path)
    assert [article.id for article in articles] == ["1"]
    assert skipped.reason.startswith(f"K105: {path}:3")
    assert "quotation mark" in skipped.reason


def test_duplicate_ids(tmp_path: Path) -> None:
    path = jsonl(tmp_path / "a.jsonl", [{"id": 5, "text": TEXT}, {"id": "5", "text": "خبر ثان"}])
    (article,), (skipped,) = read(path)
    assert article.text == TEXT
    assert skipped.origin == f"{path}:2"
    assert skipped.reason.startswith("K107")
    assert f"{path}:1" in skipped.reason
    (tmp_path / "b.txt").write_text(TEXT, encoding="utf-8")
    assert read(tmp_path / "b.txt", tmp_path / "b.txt")[1][0].reason.startswith("K107")


def folders(tmp_path: Path, texts: dict[str, str]) -> None:
    for name, text in texts.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")


def test_files_of_one_name_are_told_apart_by_their_folders(tmp_path: Path) -> None:
    """Whatever the order; files whose name no other has are called by it alone."""
    july, august = tmp_path / "july", tmp_path / "august"
    folders(tmp_path, {"july/1.txt": TEXT, "august/1.txt": TEXT * 2, "august/2.txt": TEXT * 3})
    for order in ((july, august), (august, july), (tmp_path,), (august / "1.txt", july, august)):
        articles, _ = read(*order)
        assert sorted(a.id for a in articles) == ["2", "august-1", "july-1"]
        assert {a.id: a.text for a in articles}["july-1"] == TEXT
    assert [a.id for a in read(july)[0]] == ["1"]


def test_as_many_folders_as_tell_files_apart(tmp_path: Path) -> None:
    folders(tmp_path, {"wire/july/1.txt": TEXT, "paper/july/1.txt": TEXT * 2})
    assert sorted(a.id for a in read(tmp_path)[0]) == ["paper-july-1", "wire-july-1"]


def test_a_copy_in_another_folder_is_the_same_article(tmp_path: Path) -> None:
    folders(tmp_path, {"july/1.txt": TEXT, "copy/1.txt": TEXT})
    (article,), (copy,) = read(tmp_path)
    assert article.id == "1" and copy.reason.startswith("K107")


def test_a_file_keeps_the_id_that_a_graph_has_it_under(tmp_path: Path) -> None:
    folders(tmp_path, {"july/1.txt": TEXT, "august/1.txt": TEXT * 2})
    july, august = tmp_path / "july" / "1.txt", tmp_path / "august" / "1.txt"
    first = {str(july): "1"}
    assert [a.id for a in read(july, august, kept=lambda: first)[0]] == ["1", "august-1"]
    later = {**first, str(august): "august-1"}
    assert [a.id for a in read(august, kept=lambda: later)[0]] == ["august-1"]


def test_an_unreadable_file_or_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "closed").mkdir()
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "b.txt").write_text(TEXT, encoding="utf-8")
    scandir, open_file = os.scandir, Path.open

    def no_scandir(path: str | Path) -> object:
        if "closed" in str(path):
            raise PermissionError(13, "Permission denied", str(path))
        return scandir(path)

    def no_open(self: Path, *rest: str, **named: str) -> object:
        if self.name == "b.txt":
            raise PermissionError(13, "Permission denied", str(self))
        return open_file(self, *rest, **named)  # type: ignore[call-overload]

    monkeypatch.setattr(os, "scandir", no_scandir)
    monkeypatch.setattr(Path, "open", no_open)
    articles, skipped = read(tmp_path)
    assert [article.id for article in articles] == ["a"]
    assert [item.reason[:4] for item in skipped] == ["K108", "K108"]
    assert all("Permission denied" in item.reason for item in skipped)


@pytest.mark.parametrize("name", ["no.txt", "no", "no.docx", "no/no.jsonl"])
def test_a_missing_path(tmp_path: Path, name: str) -> None:
    assert refused(tmp_path / name).startswith(f"K109: {tmp_path / name}")


@pytest.mark.parametrize("text", [TEXT * 20, "وصل الوفد أمس\nإلى باريس", "كلمة " * 8])
def test_the_words_of_an_article_are_no_path(text: str) -> None:
    (skipped,) = read_articles([text])
    assert isinstance(skipped, Skipped)
    assert skipped.reason.startswith("K137") and ".txt" in skipped.reason
    assert len(skipped.reason) < 250 and "\n" not in skipped.reason


def test_a_part_of_an_address_is_kept_and_told_once_of_a_table(tmp_path: Path) -> None:
    urls = ["https://example.com/1", "/news/2", "news/3"]
    rows = [{"id": f"a{n}", "text": TEXT, "url": url} for n, url in enumerate(urls)]
    articles, skipped = read(jsonl(tmp_path / "a.jsonl", rows))
    assert [article.url for article in articles] == urls
    assert [item.reason[:4] for item in skipped] == ["K136"]
    assert "a.jsonl:2" in skipped[0].reason and "/news/2" in skipped[0].reason


def test_a_dead_link(tmp_path: Path) -> None:
    (tmp_path / "a.txt").symlink_to(tmp_path / "gone.txt")
    assert refused(tmp_path).startswith("K109")


def test_an_unknown_kind(tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(b"PK\x03\x04")
    reason = refused(tmp_path)
    assert reason.startswith("K110")
    assert ".docx" in reason
    assert ".jsonl" in reason


def test_an_empty_folder(tmp_path: Path) -> None:
    assert refused(tmp_path).startswith("K121")


def test_a_date_not_understood(tmp_path: Path) -> None:
    path = jsonl(tmp_path / "a.jsonl", [{"text": TEXT, "date": "أمس\n"}])
    (article,), (skipped,) = read(path)
    assert article.date is None
    assert skipped.reason.startswith(f"K111: {path}:1: date 'أمس'")


def test_wrong_options_are_refused_at_once(tmp_path: Path) -> None:
    for date in ("yesterday", "12/3/2015", "2015-02-30", "٢٠١٥/٣/١٢"):
        with pytest.raises(KhabarError, match=rf"K119.*{date}.*YYYY-MM-DD"):
            read_articles([tmp_path], date=date)
    with pytest.raises(KhabarError, match=r"K118.*body"):
        read_articles([tmp_path], columns={"body": "text"})


@pytest.mark.parametrize("page", ["<html></html>", "<p>" * 3000, "<!-- -->"])
def test_a_page_without_an_article(tmp_path: Path, page: str) -> None:
    (tmp_path / "a.html").write_text(page, encoding="utf-8")
    assert refused(tmp_path / "a.html").startswith("K115")


@pytest.mark.parametrize("xml", ["<a/>", "<rss><channel></channel></rss>", "<rss", "نص"])
def test_xml_that_is_no_feed(tmp_path: Path, xml: str) -> None:
    (tmp_path / "a.xml").write_text(xml, encoding="utf-8")
    assert refused(tmp_path / "a.xml").startswith("K116")


def test_a_torn_archive(tmp_path: Path) -> None:
    packed = gzip.compress(json.dumps(ROW).encode() * 500)
    (tmp_path / "a.jsonl.gz").write_bytes(packed[: len(packed) // 2])
    (tmp_path / "b.jsonl.gz").write_bytes(b"not packed")
    assert refused(tmp_path / "a.jsonl.gz").startswith("K108")
    assert refused(tmp_path / "b.jsonl.gz").startswith("K108")


def test_zst_without_zstandard(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "zstandard", None)
    (tmp_path / "a.jsonl.zst").write_bytes(b"\x28\xb5\x2f\xfd")
    assert refused(tmp_path / "a.jsonl.zst").startswith("K120")


def test_a_feed_with_entities_of_its_own_is_refused(tmp_path: Path) -> None:
    entities = '<!ENTITY s SYSTEM "file:///etc/passwd"><!ENTITY a0 "لا">' + "".join(
        f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 9)
    )
    (tmp_path / "a.xml").write_text(
        f"<?xml version='1.0'?><!DOCTYPE rss [{entities}]><rss version='2.0'><channel><item>"
        "<title>خبر</title><description>قال &s; الوزير &a8;.</description></item></channel></rss>",
        encoding="utf-8",
    )
    assert "entities of its own" in refused(tmp_path / "a.xml")


def test_broken_characters_are_told_and_keep_their_places(tmp_path: Path) -> None:
    data = TEXT.encode()
    (tmp_path / "a.txt").write_bytes(data[:20] + b"\xff" + data[20:])
    place = len(data[:20].decode())
    (article,), (skipped,) = read(tmp_path / "a.txt")
    assert article.text == TEXT[:place] + "\ufffd" + TEXT[place:]
    assert skipped.reason.startswith("K114")
    assert f"offset {place}," in skipped.reason
    path = tmp_path / "b.jsonl"
    path.write_text('{"text": "قال الوزير \\ud800 ذلك", "id": "\\udc00"}', encoding="utf-8")
    (article,), _ = read(path)
    assert (article.text, article.id) == ("قال الوزير \ufffd ذلك", "\ufffd")


def test_a_table_that_writes_the_month_first_is_told_once(tmp_path: Path) -> None:
    dates = ("05/07/2015", "07/13/2015", "07/14/2015")
    rows = [{"id": day, "text": TEXT, "date": day} for day in dates]
    articles, remarks = read(jsonl(tmp_path / "us.jsonl", rows))
    assert [a.date for a in articles] == ["2015-07-05", "2015-07-13", "2015-07-14"]
    assert [r.reason[:4] for r in remarks] == ["K135"] and "'07/13/2015'" in remarks[0].reason


# Size


def test_one_line_of_50_mb_is_refused_in_one_line_and_soon(tmp_path: Path) -> None:
    line = "كلمة " * (50_000_000 // 9)
    (tmp_path / "a.txt").write_text(line, encoding="utf-8")
    (tmp_path / "b.jsonl").write_text(
        f'{{"text": "{line}"}}\n{{"text": "قال الوزير"}}', encoding="utf-8"
    )
    (tmp_path / "c.csv").write_text(f'text\n"قال"\n"{line}"\n', encoding="utf-8")
    began = time.process_time()
    articles, skipped = read(tmp_path)
    assert time.process_time() - began < 10
    assert [article.text for article in articles] == ["قال الوزير", "قال"]
    assert [item.reason[:4] for item in skipped] == ["K112", "K105", "K105"]
    assert all("limit" in item.reason for item in skipped)


def test_an_article_just_too_long(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("ا" * LONGEST_ARTICLE, encoding="utf-8")
    assert len(read(path)[0]) == 1
    path.write_text("ا" * (LONGEST_ARTICLE + 1), encoding="utf-8")
    assert "2,000,001 characters; the limit is 2,000,000" in refused(path).replace(")", "")


def test_a_long_jsonl_takes_no_more_memory_than_a_short_one(tmp_path: Path) -> None:
    peaks = []
    for rows in (40, 400):
        path = tmp_path / f"{rows}.jsonl"
        row = json.dumps({"id": "NUMBER", "text": TEXT, "markup": "x" * 50_000}) + "\n"
        lines = "".join(row.replace("NUMBER", str(n)) for n in range(rows))
        path.write_text(lines, encoding="utf-8")
        tracemalloc.start()
        assert sum(isinstance(item, Article) for item in read_articles([path])) == rows
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert peaks[1] < peaks[0] + 1_000_000  # the longer file is 18 MB longer


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    st.one_of(
        st.binary(max_size=300), st.text(max_size=200).map(lambda text: text.encode("utf-8"))
    ),
    st.sampled_from([".txt", ".jsonl", ".json", ".csv", ".tsv", ".xml", ".jsonl.gz"]),
)
def test_no_file_whatever_raises(tmp_path: Path, data: bytes, suffix: str) -> None:
    path = tmp_path / f"a{suffix}"
    path.write_bytes(data)
    read(path)


def test_a_hostile_file_name_stays_on_one_line(tmp_path: Path) -> None:
    path = tmp_path / "a\n\x1b[31m\u2028{x}.txt"
    path.write_bytes(b"")
    assert "\\n\\x1b[31m" in refused(path)
