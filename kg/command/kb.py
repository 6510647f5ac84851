"""``kg kb``: a knowledge base of one's own out of what others publish."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

kb = typer.Typer(
    no_args_is_help=True,
    context_settings={"help_option_names": ["-h", "--help"]},
    help="Make a knowledge base of your own, to link names to.",
    epilog="Example: [cyan]kg kb import IQ.txt --output iraq.tsv[/] then "
    "[cyan]kg build news/ --output graph --entities iraq.tsv[/]",
)


@kb.callback()
def _kb() -> None:
    """Make a knowledge base of your own, to link names to."""


@kb.command("import", epilog="Example: [cyan]kg kb import IQ.txt --output iraq.tsv --country IQ[/]")
def load(
    dump: Annotated[
        Path,
        typer.Argument(
            metavar="DUMP",
            help="GeoNames (IQ.txt, allCountries.txt), Wikidata (JSON, one item a line) or RDF "
            "(ttl, nt, rdf, jsonld); perhaps with .gz.",
            show_default=False,
        ),
    ],
    output: Annotated[
        Path,
        typer.Option("--output", "-o", metavar="TSV", help="Table to write.", show_default=False),
    ],
    country: Annotated[
        list[str] | None,
        typer.Option(
            metavar="CODE",
            help="Of GeoNames only this country (ISO 3166: IQ). May be given more than once.",
            show_default=False,
        ),
    ] = None,
) -> None:
    """Import what has an Arabic name in a dump of GeoNames, Wikidata or your own RDF.

    Of namesakes the most populous (or best known) is kept. Nothing is fetched: download the dump
    yourself.
    """
    from kg.errors import KhabarError
    from kg.graph.files import write_files
    from kg.lexicon.dump import as_table, named

    table = as_table(named(dump, country or ()))
    count = table.count("\n") - 1
    if not count:
        raise KhabarError("K210", file=dump)
    write_files({output: table.encode("utf-8")})
    print(f"{output}: {count} names")
