"""Files of one name in several folders: july/1.txt and august/1.txt are two articles.

A file's id is its name without the ending. Where two have the same, the folder is put before it
(july-1), whatever the order in which they are given; but a file that a graph holds already keeps
the id that it has there.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from hashlib import sha1
from pathlib import Path

from kg.article.input import printable


def ids_of(files: Mapping[Path, str], kept: Mapping[str, str]) -> dict[Path, str]:
    """The ids of those ``files`` (path → name without ending) whose id is not their name alone.

    ``kept``: where the articles of a graph were read → their ids.
    """
    named: defaultdict[str, list[Path]] = defaultdict(list)
    for path, stem in files.items():
        named[stem].append(path)
    found: dict[Path, str] = {}
    for stem, paths in named.items():
        if len(paths) > 1:
            found |= {path: f"{folder}-{stem}" for path, folder in _told_apart(paths).items()}
    for path, stem in files.items():
        before = kept.get(printable(str(path)), "")
        if before == stem:
            found.pop(path, None)
        elif before.endswith(f"-{stem}"):
            found[path] = before
    return found


def _told_apart(paths: Sequence[Path]) -> dict[Path, str]:
    """As many of their folders, from the innermost, as tell the paths apart; a copy of another file
    is called as that is, so that it is skipped. Empty where all are copies of one."""
    first: dict[str, Path] = {}
    same = {
        path: first.setdefault(_content(path), path)
        for path in sorted(paths, key=lambda path: path.resolve())
    }
    folders = {path.resolve().parent for path in first.values()}
    if len(folders) < 2:
        return {}
    deepest = max(len(folder.parts) for folder in folders)
    for count in range(1, deepest + 1):
        if len({folder.parts[-count:] for folder in folders}) == len(folders):
            break
    return {
        path: "-".join(part.strip("/") for part in one.resolve().parent.parts[-count:])
        for path, one in same.items()
    }


def _content(path: Path) -> str:
    """What tells a file from another; one that cannot be read is like none."""
    try:
        return sha1(path.read_bytes()).hexdigest()
    except OSError:
        return str(path)
