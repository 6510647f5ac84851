"""The package: what it imports is declared, what it reads is shipped, its files are of one kind."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from fnmatch import fnmatch
from pathlib import Path

ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
MODULES = sorted((ROOT / "kg").rglob("*.py"))
NAMED_OTHERWISE = {"bidi": "python-bidi", "shapefile": "pyshp"}
OPTIONAL = {"IPython"}
"""What is used only where it is there anyway."""


def _names(requirements: list[str]) -> set[str]:
    return {re.split(r"[<>=!~\[; ]", r)[0].lower().replace("-", "_") for r in requirements}


def test_what_is_imported_is_declared():
    declared = _names(PROJECT["project"]["dependencies"])
    for extra in PROJECT["project"]["optional-dependencies"].values():
        declared |= _names(extra)
    missing: dict[str, Path] = {}
    for module in MODULES:
        for node in ast.walk(ast.parse(module.read_text("utf-8"))):
            names: list[str] = []
            if isinstance(node, ast.Import):
                names = [alias.name for alias in node.names]
            elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
                names = [node.module]
            for name in (name.split(".")[0] for name in names):
                known = name in sys.stdlib_module_names or name in OPTIONAL | {"kg"}
                package = NAMED_OTHERWISE.get(name, name).lower().replace("-", "_")
                if not known and package not in declared:
                    missing[name] = module
    assert not missing


def test_what_is_read_is_shipped():
    patterns = PROJECT["tool"]["setuptools"]["package-data"]["*"]
    files = [f for f in (ROOT / "kg").rglob("*") if f.is_file() and f.suffix not in (".py", ".pyc")]
    assert len(files) > 20
    assert not [f for f in files if not any(fnmatch(f.name, p) for p in patterns)]


def test_modules_are_short_and_say_what_they_are():
    for module in MODULES:
        text = module.read_text("utf-8")
        assert ast.get_docstring(ast.parse(text)), module
        assert text.count("\n") <= 400, module


def test_only_what_belongs_stands_at_the_top():
    wanted = {
        "kg", "notebooks", "tests", "output", "pyproject.toml", "README.md", "LICENSE",
        "CHANGELOG.md", "CITATION.cff", "Makefile",
    }  # fmt: skip
    found = {f.name for f in ROOT.iterdir() if not f.name.startswith(".")}
    assert {name for name in found if not name.endswith(".egg-info")} - {"build", "dist"} <= wanted
