"""The description of the server in OpenAPI 3.1, made of what answers: calls, questions, formats."""

from __future__ import annotations

from typing import Any, Final
from urllib.parse import quote

from kg.query.question import Question, questions
from kg.serve.calls import CALLS, LONGEST, Param
from kg.serve.negotiation import NAMES
from kg.serve.openapi import errors, responses
from kg.serve.results import GRAPHS, TABLES
from kg.serve.schema import SCHEMAS
from kg.serve.upload import DOCUMENTED
from kg.version import __version__

ANSWERS: Final = ("application/json", "text/csv", "text/tab-separated-values")
"""What the answers to a question may come as, by the visitor's Accept header; else as the first."""
_ABOUT: Final = """A knowledge graph of Arabic news, asked over HTTP.
What is refused is answered with its status and {"error": "what was wrong, in one line"}.
Everything that the graph names has a page: https://w3id.org/khabar/id/country/FR is
/id/country/FR here, as HTML, Turtle, JSON-LD, N-Triples, RDF/XML or JSON by Accept or ?format=.
An answer of /sparql, or of a question as a table, that was cut at the most rows that are given
says how many those are in the header Khabar-Cut-At; in JSON, the answers to a question say it in
cut_at.
Pages of other origins may not read what is here: no CORS header is sent. Ask from a program, or
from a page that this server gives."""


def document(writable: bool = False) -> dict[str, Any]:
    """The OpenAPI 3.1 document; ``writable``: whether articles are taken."""
    paths: dict[str, Any] = {
        call.path: {
            "get": {
                "summary": call.about,
                "parameters": [_parameter(param) for param in call.params],
                "responses": responses(call.gives),
            }
        }
        for call in CALLS
    }
    about = "The library of questions, in Arabic and English"
    paths["/api/questions"] = {"get": {"summary": about, "responses": responses("Questions")}}
    paths |= {f"/api/questions/{quote(one.name)}": _question(one) for one in questions()}
    paths["/sparql"] = _sparql()
    if writable:
        paths |= DOCUMENTED
    components: dict[str, Any] = {"schemas": SCHEMAS}
    if writable:
        components["securitySchemes"] = {"token": {"type": "http", "scheme": "bearer"}}
    return {
        "openapi": "3.1.0",
        "info": {"title": "Khabar", "version": __version__, "description": _ABOUT},
        "paths": paths,
        "components": components,
    }


def _question(one: Question) -> dict[str, Any]:
    """A question has an address of its own, for each takes parameters of its own."""
    parameters = [_parameter(Param(p.name, f"{p.about_en} ({p.kind})")) for p in one.parameters]
    return {
        "get": {
            "summary": one.title_en,
            "description": one.title_ar,
            "parameters": parameters,
            "responses": responses("Answers", texts=ANSWERS[1:]),
        }
    }


def _sparql() -> dict[str, Any]:
    """The SPARQL 1.1 Protocol, as far as this server speaks it."""
    text = {"type": "string", "minLength": 1}
    taken = {
        "query": ("SELECT, ASK, CONSTRUCT or DESCRIBE; known prefixes need no PREFIX line", text),
        "format": (f"instead of Accept: {NAMES}, or a media type", text),
        "default-graph-uri": ("a graph to ask instead of all merged", text),
        "named-graph-uri": ("a graph for GRAPH", text),
    }
    parameters = [
        {"name": name, "in": "query", "description": about, "schema": schema}
        for name, (about, schema) in taken.items()
    ]
    done = {
        "description": "the answer: a table of SELECT and ASK, a graph of CONSTRUCT and DESCRIBE",
        "headers": {
            "Khabar-Cut-At": {
                "description": "where there were more rows than are given: how many are given",
                "schema": {"type": "integer"},
            }
        },
        "content": {media: {} for media in (*TABLES, *GRAPHS)},
    }
    answers = {"200": done} | errors("400", "403", "406", "413", "503")
    form = {
        "type": "object",
        "required": ["query"],
        "properties": {name: schema for name, (_, schema) in taken.items()},
    }
    return {
        "get": {
            "summary": "A query in SPARQL 1.1; without one, the description of the service",
            "parameters": parameters,
            "responses": answers | {"303": {"description": "for a browser: the page to ask in"}},
        },
        "post": {
            "summary": "The same, for a query that is too long for an address",
            "requestBody": {
                "required": True,
                "content": {
                    "application/x-www-form-urlencoded": {"schema": form},
                    "application/sparql-query": {"schema": text},
                },
            },
            "responses": answers | errors("415"),
        },
    }


def _parameter(param: Param) -> dict[str, Any]:
    schema: dict[str, Any] = {"type": "string", "minLength": 1, "maxLength": LONGEST}
    if param.number:
        schema = {"type": "integer", "minimum": param.number[0], "maximum": param.number[1]}
    told = {"name": param.name, "in": "query", "description": param.about}
    return told | {"required": param.required, "schema": schema}
