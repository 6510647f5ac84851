"""What made a graph: which khabar, with which trained reader and which options."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from kg.version import __version__

if TYPE_CHECKING:
    from kg.triple.write import Run


def run_of(
    date: str | None = None,
    columns: Mapping[str, str] | None = None,
    tables: Sequence[str | Path] = (),
    also: Sequence[str] = (),
) -> Run:
    """What made the graph, without clock times or paths, which would change its bytes."""
    from kg.mention.model import FOLDER
    from kg.triple.write import Run

    options = {f"column {name}": theirs for name, theirs in sorted((columns or {}).items())}
    if date is not None:
        options["date"] = date
    if tables:
        options["entities"] = ", ".join(Path(t).name + " " + fingerprint(t) for t in tables)
    if also:
        # the model, not its address: an address may hold a password
        options["also"] = ", ".join(re.sub("=.*#", " ", spec) for spec in also)
    model = f"khabar-reader {fingerprint(*sorted(FOLDER.glob('*.onnx')))}"
    return Run(version=__version__, model=model, options=options)


def fingerprint(*files: str | Path) -> str:
    """Twelve hexadecimal digits that tell these files' contents from others'."""
    from hashlib import blake2b

    digest = blake2b(digest_size=6)
    for file in files:
        digest.update(Path(file).read_bytes())
    return digest.hexdigest()
