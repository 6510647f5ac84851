"""The shape of the package: imports go one way, from what is made to what it is made of.

Every import counts, inside functions and for types alone too: a circle that is only put off is
still a circle.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
from itertools import chain
from pathlib import Path

ROOT = Path(__file__).parent.parent
FLOW = (
    ("version", "errors", "nouns", "stopwatch", "cores"),
    ("sentence", "time", "article"),
    ("lexicon",),
    ("mention",),
    ("entity",),
    ("event",),
    ("triple",),
    ("graph",),
    ("query",),
    ("view",),
    ("engine", "pipeline", "run", "shelf", "worker", "crew", "cluster", "reading"),
    ("report", "knowledge", "rebuild", "builder"),
    ("serve",),
    ("evaluate", "train"),
    ("kg", "command", "__main__"),
)
"""The folders and modules of ``kg`` in the order in which data flows: each may use what stands
before it, in its own row too. ``kg`` is the package's own ``__init__``."""
ORDER = tuple(chain.from_iterable(FLOW))


def _name(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


MODULES = {_name(path): path for path in sorted((ROOT / "kg").rglob("*.py"))}


def _imported(module: str) -> Iterator[str]:
    """The modules of the package that a module names in an import, wherever it stands."""
    for node in ast.walk(ast.parse(MODULES[module].read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom):
            assert not node.level, f"{module} imports by dots: {ast.unparse(node)}"
            for alias in node.names:
                whole = f"{node.module}.{alias.name}"
                yield whole if whole in MODULES else str(node.module)
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.Call) and "import" in ast.unparse(node.func):
            yield from (a.value for a in node.args if isinstance(a, ast.Constant))


IMPORTS = {
    module: sorted({other for other in _imported(module) if other in MODULES} - {module})
    for module in MODULES
}


def _part(module: str) -> str:
    """The folder of a module, or the module itself where it lies in none."""
    return module.split(".")[1] if "." in module else module


def test_the_walk_finds_imports():
    assert len(MODULES) > 200
    assert "kg.knowledge" in IMPORTS["kg"]  # inside a function
    assert "kg.graph.store" in IMPORTS["kg.graph.files"]  # from kg.graph import store


def test_no_module_imports_in_a_circle():
    try:
        TopologicalSorter(IMPORTS).prepare()
    except CycleError as error:
        raise AssertionError(" <- ".join(error.args[1])) from None


def test_every_folder_and_module_has_its_place():
    assert sorted(ORDER) == sorted({_part(module) for module in MODULES})


def test_no_import_goes_against_the_flow():
    rank = {part: place for place, part in enumerate(ORDER)}
    against = [
        f"{module} -> {other}"
        for module, others in IMPORTS.items()
        for other in others
        if rank[_part(other)] > rank[_part(module)]
    ]
    assert not against
