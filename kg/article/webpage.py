"""Saved web pages: the running text that trafilatura finds, and what the page says of itself."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from typing import IO, Final

from kg.article.encoding import SAMPLE, decode
from kg.article.input import Input, codec_of, whole
from kg.errors import KhabarError
from kg.nouns import Article, Skipped

_DECLARED: Final = re.compile(rb"(?:charset|encoding)\s*=\s*[\"']?\s*([A-Za-z0-9_-]{1,40})")
_LIBRARIES: Final = ("trafilatura", "htmldate", "courlan", "justext")


def read_webpage(stream: IO[bytes], source: Input) -> Iterator[Article | Skipped]:
    """The one article of a page. Raises KhabarError K101, K102, K112, K113 or K115.

    Offsets index the text as trafilatura lays it out, one paragraph a line. The headline is
    taken off the text where the page repeats it as its first line.
    """
    page = _decoded(whole(stream, source), source)
    if "<html" not in page.lower():  # a fragment, which trafilatura would take for no HTML
        page = f"<html><body>{page}</body></html>"
    import trafilatura

    for library in _LIBRARIES:  # else Python prints their complaints about odd pages
        logging.getLogger(library).addHandler(logging.NullHandler())
    try:
        found = trafilatura.bare_extraction(
            page,
            with_metadata=True,
            include_comments=False,
            include_images=False,
            # The date that the page declares; a guess from its text would be worse than none.
            date_extraction_params={"original_date": True, "extensive_search": False},
        )
    except Exception:  # whatever a hostile page provokes in the parsers is the page's fault
        found = None
    text = str(found.text or "") if found is not None else ""
    if found is None or not text.strip():
        raise KhabarError("K115", file=source.name)
    title = (found.title or "").strip() or None
    if title and text.split("\n", 1)[0].strip() == title and "\n" in text:
        text = text.split("\n", 1)[1].lstrip("\n")
    yield Article(
        id=source.stem,
        text=text,
        source=found.sitename or found.hostname,
        date=found.date,
        title=title,
        url=found.url,
        origin=source.name,
    )


def _decoded(data: bytes, source: Input) -> str:
    """The page as text: in the encoding it declares if that fits, else in the one it shows."""
    declared = _DECLARED.search(data[:4096])
    if declared and not data.startswith((b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")):
        try:
            return data.decode(declared.group(1).decode("ascii"))
        except (LookupError, ValueError):
            pass
    return decode(data, codec_of(data[:SAMPLE], source))
