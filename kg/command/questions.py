"""``kg questions``: what the library can ask."""

from __future__ import annotations

from typing import Annotated

import typer

from kg.command.argument import Bidi, Format, complete_question, show


def questions(
    name: Annotated[
        str | None,
        typer.Argument(
            help="Show one question whole, with its SPARQL.",
            show_default=False,
            autocompletion=complete_question,
        ),
    ] = None,
    format: Format = "table",
    bidi: Bidi = True,
) -> None:
    """List the questions that can be asked without writing SPARQL.

    Your own are .rq files in the folder that KHABAR_QUESTIONS names; kg query, kg serve and Python
    know them too. What one looks like: kg questions who-attended.
    """
    from kg.query.question import question
    from kg.query.question import questions as library
    from kg.query.rows import Rows
    from kg.query.terminal import visual

    if name is None:
        lines = [
            (q.name, q.title_ar, q.title_en, " ".join(p.name for p in q.parameters))
            for q in library()
        ]
        show(Rows.of(["question", "السؤال", "in English", "--param"], lines), format, bidi)
        return
    one = question(name)
    if format == "table":
        print(one.title_ar if bidi else visual(one.title_ar))
        print(f"{one.title_en}\n\n{one.sparql.rstrip()}\n")
    about = [(p.name, p.kind, p.about_ar, p.about_en) for p in one.parameters]
    show(Rows.of(["--param", "kind", "المعنى", "meaning"], about), format, bidi)
