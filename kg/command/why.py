"""``kg why``: the sentences behind a fact, the words that say it highlighted."""

from __future__ import annotations

import sys
import textwrap
from typing import TYPE_CHECKING, Annotated

import typer

from kg.command.argument import Bidi, GraphPath

if TYPE_CHECKING:
    from kg.query.evidence import Evidence

_BOLD, _PLAIN = "\x1b[1;4m", "\x1b[0m"


def why(
    graph: GraphPath,
    what: Annotated[
        list[str],
        typer.Argument(
            metavar="WHAT",
            help="A name in any spelling or an IRI; or three of them: subject, property, object.",
            show_default=False,
        ),
    ],
    format: Annotated[str, typer.Option("--format", "-f", help="text or json.")] = "text",
    bidi: Bidi = True,
) -> None:
    """Show the sentences behind an entity, an event or a fact, with article, offset, confidence."""
    if len(what) not in (1, 3):
        raise typer.BadParameter("give one name or IRI, or a triple of three", param_hint="WHAT")
    if format not in ("text", "json"):
        raise typer.BadParameter(f"{format!r}: use text or json", param_hint="--format")
    from kg.knowledge import Graph

    target = what[0] if len(what) == 1 else (what[0], what[1], what[2])
    evidence = Graph.load(graph).why(target)
    if format == "json":
        import json
        from dataclasses import asdict

        print(json.dumps([asdict(one) for one in evidence], ensure_ascii=False, indent=1))
        return
    print("\n\n".join(_told(one, bidi) for one in evidence))
    if not evidence:
        print(
            "no sentence says so; a property is written as in graph.ttl (kg:participant, "
            "org:memberOf), and a fact of a meeting begins with the meeting",
            file=sys.stderr,
        )


def _told(one: Evidence, bidi: bool) -> str:
    from kg.query.terminal import safe, visual

    coloured = sys.stdout.isatty() and bidi
    # private-use characters pass safe(); an article that holds them gets a stray mark, no more
    sentence = safe(one.marked("\ue000", "\ue001"))
    before, after = (_BOLD, _PLAIN) if coloured else ("[", "]")
    sentence = sentence.replace("\ue000", before).replace("\ue001", after)
    if not bidi:
        sentence = "\n".join(visual(line) for line in textwrap.wrap(sentence, 96))
    told = [one.label, one.title or "", one.source or "", one.date or ""]
    sure = "" if one.confidence is None else f", confidence {one.confidence:.2f}"
    where = " · ".join(safe(part) for part in told if part)
    where = where if bidi else visual(where)
    place = f"{safe(one.article)} {one.begin}–{one.end} ({', '.join(one.kinds)}{sure})"
    return f"{sentence}\n  {where}\n  {place}"
