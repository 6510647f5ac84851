"""The program ``kg``: its commands, its exit codes, and errors in one line.

Exit codes: 0 done (even if some inputs were skipped), 1 not done, 2 wrongly called,
130 interrupted.
"""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from kg.command.build import build
from kg.command.check import check
from kg.command.doctor import doctor
from kg.command.evaluate import evaluate
from kg.command.export import export
from kg.command.kb import kb
from kg.command.link import link
from kg.command.merge import merge
from kg.command.push import push
from kg.command.query import query
from kg.command.questions import questions
from kg.command.reject import reject
from kg.command.remove import remove
from kg.command.serve import serve
from kg.command.split import split
from kg.command.summary import summary
from kg.command.train import train
from kg.command.view import view
from kg.command.why import why
from kg.errors import KhabarError
from kg.version import __version__

app = typer.Typer(
    name="kg",
    rich_markup_mode="rich",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Example: [cyan]kg build article.txt --output graph[/] then "
    "[cyan]kg query graph --question who-attended[/]",
)

_MAKE, _ASK, _SHOW, _JUDGE = "Make a graph", "Ask it", "See it and take it away", "Judge it"
_MEND = "Correct it"
_COMMANDS = (
    (build, _MAKE, "kg build news/ --output graph --date 2016-01-21"),
    (remove, _MAKE, "kg remove graph founding"),
    (query, _ASK, "kg query graph --question who-said-what"),
    (questions, _ASK, "kg questions who-attended"),
    (why, _ASK, "kg why graph 'باريس'"),
    (summary, _ASK, "kg summary graph"),
    (view, _SHOW, "kg view graph --around 'باريس' --no-open"),
    (export, _SHOW, "kg export graph --format graphml --output graph.graphml"),
    (serve, _SHOW, "kg serve graph --port 8765"),
    (push, _SHOW, "kg push graph http://localhost:7878/store"),
    (merge, _MEND, "kg merge graph 'محمد سلمان' 'محمد بن سلمان'"),
    (split, _MEND, "kg split graph 'محمد بن سلمان' a3"),
    (link, _MEND, "kg link graph 'باريس' Q90"),
    (reject, _MEND, "kg reject graph 'باريس' kg:capitalOf 'فرنسا'"),
    (doctor, _MEND, "kg doctor graph --limit 5"),
    (check, _JUDGE, "kg check graph"),
    (evaluate, _JUDGE, "kg evaluate graph annotated/ --errors errors.html"),
    (train, _JUDGE, "kg train data/ --output run --epochs 14"),
)
for _function, _panel, _example in _COMMANDS:
    app.command(rich_help_panel=_panel, epilog=f"Example: [cyan]{_example}[/]")(_function)

app.add_typer(kb, name="kb", rich_help_panel=_MAKE)


def _version(wanted: bool) -> None:
    if wanted:
        print(f"khabar {__version__}")
        raise typer.Exit


@app.callback()
def _kg(
    version: Annotated[
        bool,
        typer.Option("--version", callback=_version, is_eager=True, help="Show the version."),
    ] = False,
) -> None:
    """Khabar: Arabic news in, a knowledge graph out, each fact with its sentence."""


def run() -> None:
    """Run ``kg``. A KhabarError becomes one line and exit code 1, never a traceback."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            # Arabic must come out whole even where the locale is C or Windows' own.
            stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        app(prog_name="kg")
    except KhabarError as wrong:
        print(wrong, file=sys.stderr)
        sys.exit(1)
