"""Folders: the files in them, all the way down, in an order that is always the same."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from kg.article.input import KNOWN, printable
from kg.errors import message
from kg.nouns import Skipped


def files_in(folder: Path) -> Iterator[Path | Skipped]:
    """The files under ``folder``, sorted by name at each level; a Skipped for what is closed.

    Hidden files are passed over, and so are the folders that a browser saves beside a page
    (خبر.html with خبر_files).
    """
    empty = True
    for found in _walk(folder):
        empty = False
        yield found
    if empty:
        name = printable(str(folder))
        yield Skipped(name, message("K121", file=name, known=KNOWN))


def _walk(folder: Path) -> Iterator[Path | Skipped]:
    try:
        with os.scandir(folder) as found:
            entries = sorted(found, key=lambda entry: entry.name)
    except OSError as wrong:
        name = printable(str(folder))
        yield Skipped(name, message("K108", file=name, reason=wrong.strerror))
        return
    pages = {Path(entry.name).stem for entry in entries if entry.name.endswith((".html", ".htm"))}
    for entry in entries:
        if entry.name.startswith("."):
            continue
        if entry.is_dir(follow_symlinks=False):
            saved_with, _, ending = entry.name.rpartition("_")
            if not (ending == "files" and saved_with in pages):
                yield from _walk(folder / entry.name)
        elif entry.is_file() or entry.is_symlink():
            yield folder / entry.name
