"""One reading process: articles come in on standard input, facts go out on standard output.

``kg.crew`` starts it as ``python -m kg.worker TABLE... --also=READER...`` (the user's own tables
of names, second readers). Each
message is its length in four bytes, then its content. It ends when its input does, so it never
outlives the build that started it, even one that is killed.
"""

from __future__ import annotations

import logging
import os
import signal
import struct
import sys
from collections.abc import Sequence
from typing import IO, Final

from kg import pipeline
from kg.errors import KhabarError, message
from kg.graph.archive import packed
from kg.graph.noun_json import loads
from kg.nouns import Article
from kg.pipeline import Resources
from kg.shelf import whole

READY: Final = b"+"
FACTS: Final = b"f"
FAULT: Final = b"-"
"""The first byte of what it sends: it is ready, packed facts, or one line that says what failed."""
ALSO: Final = "--also="
"""Before a second reader in the arguments; all others are tables."""
_LENGTH: Final = struct.Struct(">I")
_LOG = logging.getLogger("kg")


def worked_out(article: Article, resources: Resources) -> bytes | str:
    """The packed facts of one article, or a line that says why there are none: message K124."""
    try:
        return packed(whole(next(iter(pipeline.facts_of([article], resources)))))
    except KhabarError:
        raise
    except Exception as wrong:  # a mistake of ours must not cost a night's reading
        _LOG.debug("the article %s failed", article.id, exc_info=True)
        reason = " ".join(f"{type(wrong).__name__} {wrong}".split())[:160]
        return message("K124", file=article.origin or article.id, reason=reason)


def send(stream: IO[bytes], content: bytes) -> None:
    """One message out."""
    stream.write(_LENGTH.pack(len(content)) + content)
    stream.flush()


def receive(stream: IO[bytes]) -> bytes | None:
    """One message in; None where the other side has ended."""
    head = stream.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        return None
    (length,) = _LENGTH.unpack(head)
    content = stream.read(length)
    return content if len(content) == length else None


def main(tables: Sequence[str], also: Sequence[str] = ()) -> None:
    """Read articles until there are no more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the build's to answer
    out = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # whatever a library prints is no message
    try:
        resources = Resources.load(tables, threads=1, also=also)
        send(out, READY)
        while (told := receive(sys.stdin.buffer)) is not None:
            article = loads(Article, told.decode("utf-8", "surrogatepass"))
            done = worked_out(article, resources)
            if isinstance(done, bytes):
                send(out, FACTS + done)
            else:
                send(out, FAULT + done.encode("utf-8", "replace"))
    except KhabarError as wrong:
        send(out, FAULT + str(wrong).encode("utf-8", "replace"))
    except BrokenPipeError:
        os._exit(0)  # the build is gone, and nothing is left to flush


if __name__ == "__main__":
    given = sys.argv[1:]
    main(
        [a for a in given if not a.startswith(ALSO)],
        [a.removeprefix(ALSO) for a in given if a.startswith(ALSO)],
    )
