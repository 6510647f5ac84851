"""Feeds: RSS and Atom files, each entry an article."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping
from typing import IO, Any, Final

from kg.article.input import Input, id_of, whole
from kg.errors import KhabarError
from kg.nouns import Article, Skipped

# Elements that begin and end on a line of their own, and those whose text nobody reads.
_BLOCKS: Final = frozenset(
    {"blockquote", "br", "dd", "div", "dl", "dt", "figcaption", "figure", "footer", "h1", "h2"}
    | {"h3", "h4", "h5", "h6", "header", "hr", "li", "ol", "p", "pre", "section", "table", "tr"}
    | {"td", "th", "ul"}
)
_ROOT: Final = re.compile(rb"<(?:rss|feed|rdf:RDF)\b", re.IGNORECASE)
_SILENT: Final = frozenset({"script", "style", "template", "noscript", "iframe"})


def read_feed(stream: IO[bytes], source: Input) -> Iterator[Article | Skipped]:
    """The articles of a feed: full content where it has it, else the summary.

    Raises KhabarError K101 or K112, and K116 for XML that is no feed or has no entries.
    """
    data = whole(stream, source)
    # Entities that multiply each other (or name other files) are an attack, never news.
    if b"<!ENTITY" in _ROOT.split(data, 1)[0]:
        raise KhabarError("K116", file=source.name, reason="It declares entities of its own.")
    import feedparser

    # A stream, never the bytes or the name: those feedparser would try as an address.
    feed = feedparser.parse(io.BytesIO(data), resolve_relative_uris=False)
    if not feed.entries:
        raise KhabarError("K116", file=source.name, reason=_reason(feed))
    for number, entry in enumerate(feed.entries, 1):
        title, text = _bare(entry.get("title")), _text(entry)
        written = entry.get("published") or entry.get("updated") or entry.get("created")
        yield Article(
            id=entry.get("id") or entry.get("link") or id_of(None, title, text),
            text=text,
            source=_bare(feed.feed.get("title")),
            date=written,
            title=title,
            url=entry.get("link"),
            origin=f"{source.name}:{number}",
        )


def _reason(feed: Any) -> str:
    wrong = feed.get("bozo_exception")
    return f"The parser says: {' '.join(str(wrong).split())}." if wrong else "It has no entries."


def _text(entry: Mapping[str, Any]) -> str:
    """The fullest text that an entry gives."""
    texts = [*entry.get("content", ()), entry.get("summary_detail") or {}]
    found = [
        text if part.get("type") == "text/plain" else _unmarked(text)
        for part in texts
        if (text := part.get("value"))
    ]
    return max(found, key=len, default="")


def _bare(title: str | None) -> str | None:
    return " ".join(_unmarked(title).split()) or None if title else None


def _unmarked(markup: str) -> str:
    """The text of an HTML fragment, blocks on lines of their own, scripts left out."""
    if "<" not in markup and "&" not in markup:
        return markup
    from lxml import html  # type: ignore[import-untyped]
    from lxml.etree import LxmlError  # type: ignore[import-untyped]

    try:
        root = html.fragment_fromstring(markup, create_parent="div")
    except (LxmlError, ValueError):
        return ""
    said: list[str] = []
    _walk(root, said)
    lines = (" ".join(line.split()) for line in "".join(said).split("\n"))
    return "\n".join(line for line in lines if line)


def _walk(root: Any, said: list[str]) -> None:
    """Collects the text of an element in document order, without recursion."""
    from lxml.etree import iterwalk

    silent = 0
    for action, element in iterwalk(root, events=("start", "end", "comment", "pi")):
        if action == "start":
            silent += element.tag in _SILENT
            said.append("\n" if element.tag in _BLOCKS else "")
            said.append("" if silent else (element.text or ""))
            continue
        if action == "end":
            silent -= element.tag in _SILENT
            said.append("\n" if element.tag in _BLOCKS else "")
        said.append("" if silent else (element.tail or ""))
