"""The notebooks run, and stand in the repository with what they gave."""

from __future__ import annotations

from pathlib import Path

import nbformat
import pytest

from tests.notebooks.execute import NOTEBOOKS, executed


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda p: p.stem)
def test_runs(path: Path):
    cells = [c for c in executed(path).cells if c.cell_type == "code"]
    assert all(cell.execution_count for cell in cells)


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda p: p.stem)
def test_is_kept_with_its_outputs(path: Path):
    notebook = nbformat.read(path, as_version=4)
    nbformat.validate(notebook)
    cells = [c for c in notebook.cells if c.cell_type == "code"]
    assert [c.execution_count for c in cells] == list(range(1, len(cells) + 1))
    outputs = [o for c in cells for o in c.outputs]
    assert len(outputs) >= 3
    assert not [o for o in outputs if o.output_type == "error"]
    assert "/work/" not in path.read_text("utf-8")  # no folder of the machine that ran it


def test_there_are_four():
    assert len(NOTEBOOKS) == 4
