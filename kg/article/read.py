"""The article stage: paths in, articles out one by one, and one line for each that is not."""

from __future__ import annotations

import dataclasses
import io
import os
import re
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import IO, Final

from kg.article.csv_rows import read_csv
from kg.article.date import date_in_name, month_first, publication_date
from kg.article.feed import read_feed
from kg.article.folder import files_in
from kg.article.input import (
    KNOWN,
    LONGEST_ARTICLE,
    Input,
    Rejoined,
    opened,
    printable,
    whole_address,
)
from kg.article.json_rows import read_json, read_jsonl
from kg.article.language import not_arabic
from kg.article.naming import ids_of
from kg.article.plain import read_plain
from kg.article.row import checked_columns
from kg.article.webpage import read_webpage
from kg.errors import KhabarError, message
from kg.nouns import Article, Skipped

Reader = Callable[[IO[bytes], Input], Iterator[Article | Skipped]]


def read_by_content(stream: IO[bytes], source: Input) -> Iterator[Article | Skipped]:
    """What has no ending tells by its beginning: { JSONL, [ a list, < a feed or page, else text."""
    first = stream.read(4096)
    head = first.removeprefix(b"\xef\xbb\xbf").lstrip()
    reader: Reader = read_plain
    if head.startswith(b"{"):
        reader = read_jsonl
    elif re.match(rb"\[\s*\{", head):
        reader = read_json
    elif re.match(rb"(?s)(<\?xml.*?\?>|<!--.*?-->|\s)*<(rss|feed|rdf)\b", head, re.IGNORECASE):
        reader = read_feed
    elif head.startswith(b"<"):
        reader = read_webpage
    return reader(io.BufferedReader(Rejoined(first, stream)), source)


READERS: Final[Mapping[str, Reader]] = MappingProxyType(
    {
        "": read_by_content,
        ".txt": read_plain,
        ".text": read_plain,
        ".html": read_webpage,
        ".htm": read_webpage,
        ".xhtml": read_webpage,
        ".jsonl": read_jsonl,
        ".ndjson": read_jsonl,
        ".json": read_json,
        ".csv": read_csv,
        ".tsv": read_csv,
        ".tab": read_csv,
        ".xml": read_feed,
        ".rss": read_feed,
        ".atom": read_feed,
    }
)
"""Which reader reads the files of which ending. A new format is a module and a row here."""

_PACKED: Final = (".gz", ".zst")
_OPTION: Final = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?")
"""A date that is told for all articles: 12/3/2015, a day or another, would be wrong in each."""
_TEXT: Final = 8
"""Words of what is no path any more, but the text of an article."""
_SURROGATE: Final = re.compile("[\ud800-\udfff]")


def read_articles(
    paths: Sequence[str | Path],
    *,
    date: str | None = None,
    columns: Mapping[str, str] | None = None,
    kept: Callable[[], Mapping[str, str]] = dict,
) -> Iterator[Article | Skipped]:
    """The articles under ``paths`` (files, folders, ``-`` for standard input), read lazily.

    ``date`` is for articles that have none, nor one in their file's name; ``columns`` gives other
    column names of tables (``{"text": "body"}``). What cannot be read comes out as a Skipped in
    its place, with one line that says why; nothing that an input holds raises. A Skipped may also
    only remark on an article that is read all the same (codes K111, K114, K122, K135, K136, K138).
    Raises KhabarError K118 or K119 at once where an option itself is wrong.
    """
    default = publication_date(date) if _OPTION.fullmatch(date or "") else None
    if date is not None and default is None:
        raise KhabarError("K119", date=printable(date))
    checked_columns(columns)
    return _checked(_inputs(paths, dict(columns or {}), kept), default)


def _inputs(
    paths: Sequence[str | Path],
    columns: Mapping[str, str],
    kept: Callable[[], Mapping[str, str]],
) -> Iterator[Article | Skipped]:
    inputs = [found for path in map(str, paths) for found in _found(path)]
    names = {found: _plain_name(found) for found in inputs if isinstance(found, Path)}
    alone = {
        path: Path(name).stem
        for path, name in names.items()
        if READERS.get(Path(name).suffix.lower()) in (read_plain, read_webpage)
    }
    ids = ids_of(alone, kept())
    for found in inputs:
        if isinstance(found, Skipped):
            yield found
        elif found is None:
            yield from _read(None, Input("standard input", "stdin", columns), read_by_content)
        else:
            yield from _file(found, ids.get(found), columns)


def _is_text(path: str) -> bool:
    """Whether someone gave an article itself instead of where it lies."""
    words = len(path.split())
    return (words >= _TEXT or "\n" in path) and not os.path.exists(path)


def _found(path: str) -> Iterator[Path | Skipped | None]:
    """The files of an input; None is standard input."""
    if path == "-":
        yield None
    elif _is_text(path):
        begin = printable(path[:40]) + "…"
        yield Skipped(begin, message("K137", file=begin))
    elif Path(path).is_dir():
        yield from files_in(Path(path))
    else:
        yield Path(path)


def _plain_name(path: Path) -> str:
    return path.stem if path.suffix.lower() in _PACKED else path.name


def _file(path: Path, named: str | None, columns: Mapping[str, str]) -> Iterator[Article | Skipped]:
    """What a file holds; ``named``: the id of its article, if it is not the file's name."""
    name = printable(str(path))
    plain_name = _plain_name(path)
    suffix = Path(plain_name).suffix.lower()
    # Pipes (/dev/fd/63 of `kg build <(…)`) are read like standard input.
    reader = read_by_content if path.is_fifo() else READERS.get(suffix)
    if reader is None:
        if path.exists():
            yield Skipped(name, message("K110", file=name, suffix=printable(suffix), known=KNOWN))
        else:
            yield Skipped(name, message("K109", file=name))
        return
    stem = _whole_characters(named or Path(plain_name).stem)
    source = Input(name, stem if stem.strip() else "article", columns)
    yield from _read(path, source, reader)


def _read(path: Path | None, source: Input, reader: Reader) -> Iterator[Article | Skipped]:
    """What ``reader`` finds; whatever ends the reading early becomes one Skipped."""
    try:
        with opened(path) as stream:
            yield from reader(stream, source)
    except KhabarError as wrong:
        yield Skipped(source.name, str(wrong))
    except FileNotFoundError:
        yield Skipped(source.name, message("K109", file=source.name))
    except (OSError, EOFError, zlib.error) as wrong:
        reason = getattr(wrong, "strerror", None) or printable(str(wrong))
        yield Skipped(source.name, message("K108", file=source.name, reason=reason))
    except Exception as wrong:  # a parser's own mistake must not cost the other files
        reason = printable(" ".join(f"{type(wrong).__name__} {wrong}".split()))[:160]
        yield Skipped(source.name, message("K125", file=source.name, reason=reason))


def _checked(
    found: Iterator[Article | Skipped], default: str | None
) -> Iterator[Article | Skipped]:
    """The articles that can be worked on, each id once, dates in one form."""
    first: dict[str, str] = {}
    told: set[tuple[str, str]] = set()
    """What was said of which table: once of all its rows."""
    dated: list[tuple[str, str]] = []
    """Files whose names hold their date, with it."""
    for item in found:
        if isinstance(item, Skipped):
            yield item
            continue
        article, origin = _tidied(item), item.origin or item.id
        refusal = _refusal(article, origin)
        if refusal is None and article.id in first:
            named = {"file": origin, "id": printable(article.id), "first": first[article.id]}
            refusal = message("K107", **named)
        if refusal is not None:
            yield Skipped(origin, refusal)
            continue
        first[article.id] = origin
        yield from _remarks(item, article, origin)
        table = origin.rpartition(":")[0]
        for code, reason in _of_the_table(item, origin):
            if (table, code) not in told:
                told.add((table, code))
                yield Skipped(origin, reason)
        if not article.date and (day := _named_day(article)):
            dated.append((origin, day))
            article = dataclasses.replace(article, date=day)
        yield dataclasses.replace(article, date=article.date or default)
    if dated:
        origin, day = dated[0]
        yield Skipped(origin, message("K138", count=len(dated), file=origin, date=day))


def _named_day(article: Article) -> str | None:
    """The date in the name of the file that an article fills."""
    file = Path(article.origin or "").name
    return date_in_name(article.id) if file.startswith(article.id) and ":" not in file else None


def _tidied(item: Article) -> Article:
    """The article with its date in ISO form and no half characters, which no file can hold."""
    return dataclasses.replace(
        item,
        id=_whole_characters(item.id),
        text=_whole_characters(item.text),
        source=item.source and _whole_characters(item.source),
        date=publication_date(item.date) if item.date else None,
        title=item.title and _whole_characters(item.title),
        url=item.url and _whole_characters(item.url),
    )


def _whole_characters(text: str) -> str:
    return _SURROGATE.sub("\ufffd", text)


def _refusal(article: Article, origin: str) -> str | None:
    """Why the article cannot be worked on, in one line; None if it can."""
    text = article.text
    if not text.strip():
        return message("K101", file=origin)
    if len(text) > LONGEST_ARTICLE:
        found, limit = f"{len(text):,} characters", f"{LONGEST_ARTICLE:,} characters"
        return message("K112", file=origin, found=found, limit=limit)
    if not any(map(str.isalpha, text)):
        return message("K104", file=origin)
    other = not_arabic(text)
    return other and message("K103", file=origin, found=other)


def _of_the_table(item: Article, origin: str) -> Iterator[tuple[str, str]]:
    """What is likely so in all rows of the article's table: code and message."""
    if item.date and month_first(item.date):
        yield "K135", message("K135", file=origin, date=printable(item.date[:60]))
    if item.url and not whole_address(item.url):
        yield "K136", message("K136", file=origin, url=printable(item.url[:60]))


def _remarks(item: Article, article: Article, origin: str) -> Iterator[Skipped]:
    """What a user should know of an article that is read all the same."""
    if item.date and article.date is None:
        told = {"file": origin, "date": printable(item.date[:60])}
        yield Skipped(origin, message("K111", **told))
    broken = _SURROGATE.findall(item.text)
    if broken:
        place = _SURROGATE.search(item.text)
        offset = place.start() if place else 0
        told = {"file": origin, "count": str(len(broken)), "offset": str(offset)}
        yield Skipped(origin, message("K114", encoding="UTF-8", **told))
