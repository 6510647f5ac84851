"""The templates of the pages, filled in; whatever a graph holds is escaped."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Any

from jinja2 import Environment, FunctionLoader, StrictUndefined
from starlette.responses import HTMLResponse

from kg.triple.vocabulary import DATA


def html(name: str, **told: Any) -> HTMLResponse:
    """The page of a template in ``kg/serve/template``."""
    return HTMLResponse(_templates().get_template(name).render(**told))


def local(iri: str) -> str:
    """The address on this server of what the graph calls so; an IRI of elsewhere as it is."""
    if iri.startswith(DATA):
        return "/id/" + iri[len(DATA) :].partition("#")[0]
    return iri if iri.startswith(("https://", "http://")) else "#"


@cache
def _templates() -> Environment:
    def source(name: str) -> str:
        return (files("kg.serve") / "template" / name).read_text("utf-8")

    made = Environment(
        loader=FunctionLoader(source), autoescape=True, undefined=StrictUndefined, trim_blocks=True
    )
    made.filters["local"] = local
    return made
