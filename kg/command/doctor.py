"""``kg doctor``: what a person should look at first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from kg.command.argument import Bidi, FolderPath

if TYPE_CHECKING:
    from kg.graph.doctor import Finding

_HEADS = {"merge": "joined", "near-duplicate": "apart", "event": "one event"}


def doctor(
    graph: FolderPath,
    limit: Annotated[int, typer.Option("--limit", "-n", min=1, help="Show so many.")] = 20,
    format: Annotated[str, typer.Option("--format", "-f", help="text or json.")] = "text",
    bidi: Bidi = True,
) -> None:
    """List the most suspicious merges and near-duplicates, with their sentences.

    The most useful to look at come first. Each ends in the command that puts it right, if it is
    wrong. A graph without any says so.
    """
    if format not in ("text", "json"):
        raise typer.BadParameter(f"{format!r}: use text or json", param_hint="--format")
    from kg.graph.doctor import findings
    from kg.rebuild import examined

    found = findings(examined(graph))
    if format == "json":
        import json
        from dataclasses import asdict

        print(json.dumps([asdict(one) for one in found[:limit]], ensure_ascii=False, indent=1))
        return
    for number, one in enumerate(found[:limit], 1):
        print(_told(number, one, str(graph), bidi), end="\n\n")
    merges = sum(f.kind != "near-duplicate" for f in found)
    print(
        f"to look at: {counted(merges, 'merge')}, {counted(len(found) - merges, 'near-duplicate')}"
    )


def counted(number: int, what: str) -> str:
    """``1 merge``, ``2 merges``."""
    return f"{number} {what}{'' if number == 1 else 's'}"


def _told(number: int, one: Finding, folder: str, bidi: bool) -> str:
    from kg.query.terminal import safe, visual

    lines = [f"{one.first.name} — {one.second.name}"]
    lines += [f"{side.article}: {side.sentence}" for side in (one.first, one.second)]
    arranged = [safe(line) if bidi else visual(safe(line)) for line in lines]
    sides = f"{one.first.articles} + {one.second.articles} articles"
    reason = safe(one.reason) if bidi else visual(safe(one.reason))
    head = f"{number}. {_HEADS[one.kind]} ({sides}): {arranged[0]}"
    return "\n".join((head, f"   {reason}", *(f"   {line}" for line in arranged[1:]),
                      *(f"   {safe(line)}" for line in one.advice(folder))))  # fmt: skip
