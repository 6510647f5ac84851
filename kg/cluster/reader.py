"""What runs on a machine of a cluster: one article in, its facts out.

Nothing is asked of that machine but the same khabar: the user's tables travel with the work, and
whether its code and model are ours is checked, for a graph must not depend on who read what.
"""

from __future__ import annotations

import platform
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Protocol

from kg.engine import Outcome
from kg.errors import KhabarError, message
from kg.graph.noun_json import dumps, loads
from kg.nouns import Article

if TYPE_CHECKING:
    from kg.pipeline import Resources


@dataclass(frozen=True, slots=True)
class Reader:
    """All that a machine must have to read as this one does; it is sent there."""

    engine: str
    khabar: str
    """A fingerprint of code and model."""
    tables: tuple[tuple[str, bytes], ...] = field(repr=False)
    """The user's tables of names: file names and contents."""
    also: tuple[str, ...] = field(repr=False)

    @classmethod
    def of(cls, engine: str, tables: Sequence[str | Path], also: Sequence[str]) -> Reader:
        """What this machine reads with."""
        held = tuple((Path(table).name, Path(table).read_bytes()) for table in tables)
        return cls(engine, khabar(), held, tuple(also))


@dataclass(frozen=True, slots=True)
class Answer:
    """What a machine says of one article."""

    outcome: Outcome
    none: bool = False
    """It can read no article at all, and the outcome is the line that says why."""


class Held(Protocol):
    """What an engine carries to its machines once, not with every article."""

    value: Reader


def sent(article: Article) -> bytes:
    """An article as it travels."""
    return dumps(article).encode("utf-8", "surrogatepass")


def read(article: bytes, reader: Reader) -> Answer:
    """The facts of an article that was ``sent``."""
    from kg.worker import worked_out

    try:
        resources = _resources(reader)
        return Answer(
            worked_out(loads(Article, article.decode("utf-8", "surrogatepass")), resources)
        )
    except KhabarError as wrong:
        return Answer(str(wrong), none=True)


def read_all(held: Held, articles: Iterable[bytes]) -> Iterator[Answer]:
    """The facts of several."""
    for article in articles:
        yield read(article, held.value)


def taken(answer: Answer) -> Outcome:
    """The outcome; raises the ``KhabarError`` of a machine that can read nothing."""
    if answer.none:
        raise KhabarError.of(str(answer.outcome))
    return answer.outcome


def khabar() -> str:
    """A fingerprint of the code and the model of this machine's khabar."""
    from kg.run import run_of
    from kg.shelf import reader_of

    return reader_of(run_of())


def died(article: Article, reason: str) -> str:
    """The line on an article of which several processes died: message K126."""
    return message("K126", file=article.origin or article.id, reason=reason)


def said(wrong: BaseException) -> str:
    """What an engine's exception tells, in one line; of Java's the Java one."""
    told = str(getattr(wrong, "java_exception", None) or wrong)
    return " ".join(told.split())[:120] or type(wrong).__name__


_loaded: dict[tuple[str, tuple[tuple[str, bytes], ...], tuple[str, ...]], Resources] = {}
"""Of this process: the same for all articles of a build."""


def _resources(reader: Reader, own: Callable[[], str] = khabar) -> Resources:
    key = (reader.khabar, reader.tables, reader.also)
    if key not in _loaded:
        from kg.pipeline import Resources

        if (there := own()) != reader.khabar:
            raise KhabarError(
                "K130", engine=reader.engine, host=platform.node(), there=there, here=reader.khabar
            )
        with TemporaryDirectory(prefix="khabar-") as folder:
            tables = []
            for number, (name, content) in enumerate(reader.tables):
                table = Path(folder) / str(number) / name
                table.parent.mkdir()
                table.write_bytes(content)
                tables.append(table)
            loaded = Resources.load(tables, threads=1, also=reader.also)
        _loaded.clear()
        _loaded[key] = loaded
    return _loaded[key]
