"""The founding article, built once for all tests that look at a graph of the whole flow."""

from __future__ import annotations

from pathlib import Path

import pytest

import kg

FOUNDING = Path(__file__).parent / "articles" / "founding.txt"


@pytest.fixture(scope="session")
def founding_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What ``kg build`` writes for the founding article. Look only: all tests share it."""
    folder = tmp_path_factory.mktemp("founding") / "graph"
    kg.build([FOUNDING], date="2016-01-21", output=folder)
    return folder


@pytest.fixture(scope="session")
def founding(founding_folder: Path) -> kg.Graph:
    """The graph in that folder."""
    return kg.Graph.load(founding_folder)
