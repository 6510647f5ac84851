"""The first line of a text file is its title where it reads like a headline."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.article.headline import headline
from kg.article.read import read_articles
from kg.nouns import Article, Skipped

BODY = "قال وزير النقل أمس إن الجسر الجديد سيفتح أمام السيارات قبل نهاية العام، بعد تأخير طويل."


@pytest.mark.parametrize("line", ["الوزير: الجسر يفتح قريبا", "هل يفتح الجسر؟", "«الجسر» و«النهر»"])
@pytest.mark.parametrize("gap", ["\n\n", "\r\n \r\n", "\n"])
def test_a_short_line_over_the_text(line: str, gap: str):
    assert headline(f"\ufeff{line}{gap}{BODY}{BODY}") == line


@pytest.mark.parametrize(
    "text",
    [
        BODY,
        f"{BODY}\n\n{BODY}",  # a sentence
        f"الجسر\n\n{BODY}",  # of one word
        f"أخبار النهر | عمان (وكالات)\n\n{BODY}",  # where it comes from
        f"كتب سامي النجار\n\n{BODY}",  # who wrote it
        "الجسر يفتح قريبا",  # nothing below
        "الجسر يفتح\nالنهر يفيض\nالحقل يزهر",  # lines of one length
    ],
)
def test_what_is_no_headline(text: str):
    assert headline(text) is None


def test_the_text_keeps_its_headline(tmp_path: Path):
    text = f"الجسر يفتح قريبا\n\n{BODY}"
    (tmp_path / "2016-01-21 الجسر.txt").write_text(text, "utf-8")
    article, told = read_articles([tmp_path])
    assert isinstance(article, Article) and isinstance(told, Skipped)
    assert (article.text, article.title) == (text, "الجسر يفتح قريبا")
    assert article.date == "2016-01-21" and told.reason.startswith("K138: 1 article")
