"""Morphology: which clitics a word can carry, by camel-tools' analyser, where its data is there.

The data (``camel_data -i morphology-db-msa-r13``) is the user's to download; without it nothing
here is imported and the reader decides alone. With it, a letter is cut off a word only where
some analysis allows that: the ل of لبنان stays, whatever the reader thinks.
"""

from __future__ import annotations

import os
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, Final

CLITICS: Final = ("prc3", "prc2", "prc1")
"""Features of an analysis that stand for a leading clitic of one letter: أ, و ف, ب ل ك س."""


def data_folder() -> Path:
    """Where camel-tools keeps its data (its own rule)."""
    told = os.environ.get("CAMELTOOLS_DATA")
    if told:
        return Path(told).expanduser()
    if os.name == "nt":
        return Path(os.environ.get("APPDATA", "")) / "camel_tools"
    return Path.home() / ".camel_tools"


@cache
def database() -> Path | None:
    """The user's morphology database, or None. Without a catalogue beside it camel-tools would
    ask the network for one when imported, so both must be there."""
    folder = data_folder()
    if not (folder / "catalogue.json").is_file():
        return None
    found = sorted((folder / "data" / "morphology_db").glob("*/morphology.db"))
    return found[0] if found else None


@cache
def _analyser() -> Any | None:
    path = database()
    if path is None:
        return None
    from camel_tools.morphology.analyzer import Analyzer
    from camel_tools.morphology.database import MorphologyDB

    return Analyzer(MorphologyDB(str(path), "a"))


@lru_cache(maxsize=65536)
def clitic_lengths(word: str) -> frozenset[int] | None:
    """How many leading letters can be clitics, over all analyses; None where nothing is known."""
    analyser = _analyser()
    if analyser is None:
        return None
    found = {
        sum(analysis.get(name, "0") not in ("0", "na", None) for name in CLITICS)
        for analysis in analyser.analyze(word)
        if analysis.get("source") != "backoff"
    }
    return frozenset(found) or None
