"""The public interface tells everything about itself: what, with which types, with which errors."""

from __future__ import annotations

import ast
import inspect
import re
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

import kg
from kg.errors import MESSAGES
from kg.knowledge import Frame
from kg.query.evidence import Evidence, Evidences
from kg.query.rows import Row, Rows
from kg.query.summary import Summary
from kg.reading import Watcher
from kg.report import Report

ROOT = Path(__file__).parent.parent
GIVEN = (Rows, Row, Summary, Evidence, Evidences, Report, Frame, Watcher)
"""What the functions of ``kg`` take and give back."""
PACKAGE_ERRORS = re.compile(r"\bK\d{3}\b")


def _public() -> Iterator[tuple[str, Callable[..., Any]]]:
    """Every function and method that a person can call, by its name."""
    for name in kg.__all__:
        one = getattr(kg, name)
        if inspect.isfunction(one):
            yield f"kg.{name}", one
    for kind in (kg.Graph, *GIVEN):
        for name, member in inspect.getmembers_static(kind):
            one = getattr(member, "__func__", None) or getattr(member, "fget", None)
            one = one or getattr(member, "func", None) or member
            named = not name.startswith("_") or (name == "__init__" and kind is kg.Graph)
            if named and inspect.isfunction(one) and one.__module__.startswith("kg."):
                yield f"{kind.__name__}.{name}", one


PUBLIC = dict(_public())


def test_the_walk_finds_them():
    assert {"kg.build", "Graph.load", "Graph.rdf", "Graph.event_table", "Rows.frame"} <= set(PUBLIC)
    assert len(PUBLIC) > 30


@pytest.mark.parametrize("name", PUBLIC)
def test_it_says_what_it_does_and_with_which_types(name: str):
    one = PUBLIC[name]
    doc = inspect.getdoc(one) or ""
    assert re.match(r"[A-Z`\d].*[.:;]", doc, re.DOTALL), f"{name}: {doc!r}"
    signature = inspect.signature(one)
    for parameter in signature.parameters.values():
        if parameter.name not in ("self", "cls"):
            assert parameter.annotation is not parameter.empty, f"{name}: {parameter.name}"
    assert signature.return_annotation is not signature.empty, name


@pytest.mark.parametrize("name", PUBLIC)
def test_errors_that_it_tells_of_are_there(name: str):
    told = PACKAGE_ERRORS.findall(inspect.getdoc(PUBLIC[name]) or "")
    assert set(told) <= set(MESSAGES)


@pytest.mark.parametrize(
    "name", ["kg.build", "Graph.load", "Graph.save", "Graph.query", "Graph.ask", "Graph.why"]
)
def test_what_can_fail_says_how(name: str):
    assert PACKAGE_ERRORS.search(inspect.getdoc(PUBLIC[name]) or ""), name


def test_every_message_is_one_line_that_says_what_to_do():
    """A colon, semicolon or full stop divides what happened from what was expected or what next."""
    for code, text in MESSAGES.items():
        assert re.fullmatch(r"K[1-9]\d\d", code) and "\n" not in text
        assert re.search("[;.:(]", text.rstrip(".")), code


def test_every_message_is_given_somewhere_and_none_is_missing():
    source = "\n".join(
        f.read_text("utf-8") for f in (ROOT / "kg").rglob("*.py") if f.name != "errors.py"
    )
    given = set(re.findall(r'"(K\d{3})"', source))
    assert given <= set(MESSAGES)
    assert set(MESSAGES) <= given


def test_one_version_everywhere():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    assert project["project"]["dynamic"] == ["version"]  # from kg/version.py
    cited = re.search("^version: (.+)$", (ROOT / "CITATION.cff").read_text("utf-8"), re.MULTILINE)
    changes = re.search(r"^## (\S+)", (ROOT / "CHANGELOG.md").read_text("utf-8"), re.MULTILINE)
    assert cited and changes
    assert kg.__version__ == cited[1] == changes[1] == "0.1.0"


def test_the_citation_is_one_that_github_reads():
    text = (ROOT / "CITATION.cff").read_text("utf-8")
    for key in ("cff-version", "message", "title", "type", "authors", "version", "license"):
        assert re.search(f"^{key}:", text, re.MULTILINE), key
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert f"license: {project['license']}" in text


def test_every_public_function_and_class_of_the_package_has_a_docstring():
    bare = [
        f"{file.relative_to(ROOT)}: {one.name}"
        for file in (ROOT / "kg").rglob("*.py")
        for one in ast.parse(file.read_text("utf-8")).body
        if isinstance(one, ast.FunctionDef | ast.ClassDef)
        and not one.name.startswith("_")
        and not ast.get_docstring(one)
    ]
    assert not bare
