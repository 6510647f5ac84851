"""Plain text: the whole file is the article, every character as it came."""

from __future__ import annotations

from collections.abc import Iterator
from typing import IO

from kg.article.encoding import SAMPLE, decode
from kg.article.headline import headline
from kg.article.input import Input, codec_of, whole
from kg.nouns import Article, Skipped


def read_plain(stream: IO[bytes], source: Input) -> Iterator[Article | Skipped]:
    """The one article of a text file; its first line, where that reads like a headline, is its
    title as well. Raises KhabarError K101, K102, K112 or K113."""
    data = whole(stream, source)
    codec = codec_of(data[:SAMPLE], source)
    text = decode(data, codec)
    yield Article(id=source.stem, text=text, title=headline(text), origin=source.name)
