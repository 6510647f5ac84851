"""What was read is kept: the facts of each article, in ``facts.sqlite`` beside the graph.

A build looks here before it reads an article, so only new or changed ones are read again. Which
articles the graph is made of is written when the graph is: a build that fails or is interrupted
leaves the graph as it was, but not what it read.
"""

from __future__ import annotations

import json
import sqlite3
import zlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from difflib import get_close_matches
from hashlib import blake2b
from pathlib import Path
from typing import Final

from kg.errors import KhabarError
from kg.graph.noun_json import dumps, loads
from kg.nouns import Article, Facts
from kg.triple.write import Run

FILE: Final = "facts.sqlite"
PATIENCE: Final = 5.0
"""Seconds to wait for another program that writes."""
_VERSION: Final = 1
_TABLES: Final = """
CREATE TABLE read (content TEXT, reader TEXT, facts BLOB, PRIMARY KEY (content, reader));
CREATE TABLE graph (id TEXT PRIMARY KEY, content TEXT, reader TEXT, run TEXT, origin TEXT);
"""
_WORDS: Final = "CREATE TABLE IF NOT EXISTS words (id TEXT PRIMARY KEY, words TEXT)"
"""Fingerprints of the graph's articles' texts: those of earlier versions have none."""
_FIND: Final = "SELECT facts FROM read WHERE content = ? AND reader = ?"
_KNOWN: Final = "SELECT 1 FROM read WHERE content = ? AND reader = ?"
_FORGET: Final = """
DELETE FROM read WHERE (content, reader) NOT IN (SELECT content, reader FROM graph)
"""


@dataclass(frozen=True, slots=True)
class Kept:
    """An article of the graph: where its facts stand, and the run that is told of it.

    It holds no facts: those of all articles together would fill the memory.
    """

    id: str
    content: str
    """Fingerprint of what was read: with ``reader`` it finds the facts."""
    reader: str
    """What read it."""
    run: Run
    origin: str | None = None
    """Where it was found last."""
    words: str | None = None
    """Fingerprint of its text and publisher alone: the same in a copy under another id."""

    @classmethod
    def of(cls, article: Article, reader: str, run: Run) -> Kept:
        """How an article that was read is kept."""
        told = _print(f"{article.source or ''}\n{article.text}")
        return cls(article.id, content(article), reader, run, article.origin, told)


def content(article: Article) -> str:
    """A fingerprint of all that the reader sees of an article; not of where it was found."""
    return _print(dumps(replace(article, origin=None)))


def _print(told: str) -> str:
    return blake2b(told.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


class Archive:
    """The facts of a folder. The file is made when the first article is put in."""

    def __init__(self, folder: str | Path | None) -> None:
        """``folder`` None: kept in memory only, for as long as this object lives.

        Raises ``KhabarError`` K809 where the file is there and no archive. All that follow may
        raise it too, K401 where the file cannot be written, and K812 while another program
        writes it.
        """
        self.path = Path(folder) / FILE if folder is not None else None
        self._db: sqlite3.Connection | None = None
        self._open()

    def _open(self) -> None:
        if self._db is None and self.path is not None and self.path.exists():
            with self._told():
                self._db = sqlite3.connect(self.path, PATIENCE, isolation_level=None)
                version = self._db.execute("PRAGMA user_version").fetchone()[0]
                if version != _VERSION:
                    raise sqlite3.DatabaseError(f"version {version}, expected {_VERSION}")

    def __enter__(self) -> Archive:
        return self

    def __exit__(self, *_: object) -> None:
        if self._db is not None and self.path is not None:
            self._db.close()
            self._db = None

    def get(self, article: Article, reader: str) -> Facts | None:
        """What that reader read in an article of just this content, if it did."""
        if self._db is None:
            return None
        with self._told():
            row = self._db.execute(_FIND, (content(article), reader)).fetchone()
            return replace(unpacked(row[0]), article=article) if row else None

    def knows(self, content: str, reader: str) -> bool:
        """Whether that reader read an article of this content before."""
        if self._db is None:
            return False
        with self._told():
            return self._db.execute(_KNOWN, (content, reader)).fetchone() is not None

    def facts(self, kept: Kept) -> Facts:
        """The facts of an article that is kept; opens the file again if it was closed."""
        self._open()
        with self._told():
            row = self._db and self._db.execute(_FIND, (kept.content, kept.reader)).fetchone()
            if not row:
                raise ValueError(f"no facts of article {kept.id}")
            read = unpacked(row[0])
            return replace(read, article=replace(read.article, origin=kept.origin))

    def put(self, facts: Iterable[Facts], reader: str) -> None:
        """Keep what was read. It is no part of the graph yet."""
        self.put_packed(((content(f.article), packed(f)) for f in facts), reader)

    def put_packed(self, rows: Iterable[tuple[str, bytes]], reader: str) -> None:
        """The same, of fingerprints and facts that are ``packed`` already: all or none."""
        told = [(name, reader, facts) for name, facts in rows]
        with self._changing() as db:
            db.executemany("INSERT OR REPLACE INTO read VALUES (?, ?, ?)", told)

    def origin(self, article: str) -> str | None:
        """Where an article of the graph was read from."""
        with self._told():
            row = self._row("SELECT origin FROM graph WHERE id = ?", article)
        return str(row[0]) if row and row[0] else None

    def articles(self) -> tuple[str, ...]:
        """The ids of the graph's articles, sorted."""
        if self._db is None:
            return ()
        with self._told():
            return tuple(
                str(row[0]) for row in self._db.execute("SELECT id FROM graph ORDER BY id")
            )

    def all(self) -> Iterator[Kept]:
        """The articles that the graph is made of, by id."""
        if self._db is None:
            return
        words = dict(self._words())
        with self._told():
            runs: dict[str, Run] = {}  # thousands of articles have one
            for name, content, reader, run, origin in self._db.execute(
                "SELECT id, content, reader, run, origin FROM graph"
                " JOIN read USING (content, reader) ORDER BY id"
            ):
                if run not in runs:
                    runs[run] = Run(**json.loads(run))
                yield Kept(name, content, reader, runs[run], origin, words.get(name))

    def nearest(self, article: str) -> str:
        """Ids like one that is not there, for a message; the first where none is like it."""
        every = self.articles()
        return ", ".join(get_close_matches(article, every, n=3, cutoff=0.3) or every[:3])

    @contextmanager
    def holding(self, kept: Mapping[str, Kept]) -> Iterator[None]:
        """Make the graph of just these articles, if what is done inside does not fail."""
        rows = {
            name: (name, one.content, one.reader, _run(one.run), one.origin)
            for name, one in kept.items()
        }
        old = {row[0]: tuple(row) for row in self._every("SELECT * FROM graph")}
        told = {(name, one.words) for name, one in kept.items() if one.words}
        before = set(self._words())
        with self._changing() as db:
            gone = [(name,) for name in old.keys() - rows.keys()]
            new = [row for name, row in sorted(rows.items()) if old.get(name) != row]
            db.executemany("DELETE FROM graph WHERE id = ?", gone)
            db.executemany("INSERT OR REPLACE INTO graph VALUES (?, ?, ?, ?, ?)", new)
            db.execute(_FORGET)
            if told != before:
                db.execute(_WORDS)
                db.executemany("DELETE FROM words WHERE id = ?", [(n,) for n, _ in before - told])
                db.executemany("INSERT OR REPLACE INTO words VALUES (?, ?)", sorted(told - before))
            yield

    def mark(self) -> str | None:
        """What ``note`` noted when the graph was written last (``kg.graph.mark``)."""
        if self._db is None:
            return None
        with self._told():
            if not self._row("SELECT 1 FROM sqlite_master WHERE name = ?", "made"):
                return None  # of a build before there were marks
            row = self._db.execute("SELECT mark FROM made").fetchone()
            return str(row[0]) if row else None

    def note(self, mark: str | None) -> None:
        """Note the mark of the graph that was just written, inside of ``holding``."""
        with self._told():
            if self._db is not None:
                self._db.execute("CREATE TABLE IF NOT EXISTS made (mark TEXT)")
                self._db.execute("DELETE FROM made")
                self._db.execute("INSERT INTO made VALUES (?)", (mark,))

    def _words(self) -> list[tuple[str, str]]:
        """The fingerprints of the texts, by article."""
        if not self._every("SELECT 1 FROM sqlite_master WHERE name = 'words'"):
            return []
        return [(str(n), str(w)) for n, w in self._every("SELECT id, words FROM words")]

    def _every(self, query: str) -> list[tuple[object, ...]]:
        with self._told():
            return list(self._db.execute(query)) if self._db is not None else []

    def _row(self, query: str, value: str) -> tuple[object, ...] | None:
        found = self._db.execute(query, (value,)).fetchone() if self._db is not None else None
        return tuple(found) if found else None

    @contextmanager
    def _changing(self) -> Iterator[sqlite3.Connection]:
        with self._told():
            if self._db is None:
                path = self.path or ":memory:"
                self._db = sqlite3.connect(path, PATIENCE, isolation_level=None)
                self._db.executescript(f"BEGIN;{_TABLES}PRAGMA user_version = {_VERSION};COMMIT;")
            self._db.execute("BEGIN IMMEDIATE")
        try:
            yield self._db
        except BaseException:
            self._db.execute("ROLLBACK")
            raise
        with self._told():
            self._db.execute("COMMIT")

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.OperationalError as error:  # the file is whole, but not ours to write
            reason = " ".join(str(error).split())[:160]
            if "locked" in reason:
                raise KhabarError("K812", path=self.path) from None
            raise KhabarError("K401", path=self.path, reason=reason) from None
        except (sqlite3.Error, ValueError, TypeError, RecursionError, zlib.error) as error:
            reason = " ".join(str(error).split())[:160]
            raise KhabarError("K809", path=self.path, reason=reason) from None


class KeptFacts(Mapping[str, Facts]):
    """Facts by article id, in order of the ids, each read off the disk when it is asked for."""

    def __init__(self, archive: Archive, kept: Mapping[str, Kept]) -> None:
        self._archive = archive
        self._kept = {name: kept[name] for name in sorted(kept)}

    def __getitem__(self, name: str) -> Facts:
        """Raises ``KhabarError`` K809 where they are damaged, or no longer there."""
        return self._archive.facts(self._kept[name])

    def __iter__(self) -> Iterator[str]:
        return iter(self._kept)

    def __len__(self) -> int:
        return len(self._kept)


def packed(facts: Facts) -> bytes:
    """Facts as they are kept: small, and without the place where the article was found."""
    told = dumps(replace(facts, article=replace(facts.article, origin=None)))
    return zlib.compress(told.encode("utf-8", "surrogatepass"), 6)


def unpacked(packed: bytes) -> Facts:
    """What ``packed`` packed. Raises ``ValueError`` or ``zlib.error`` for anything else."""
    return loads(Facts, zlib.decompress(packed).decode("utf-8", "surrogatepass"))


def _run(run: Run) -> str:
    told = {"version": run.version, "model": run.model, "options": dict(run.options)}
    return json.dumps(told, ensure_ascii=False, sort_keys=True)
