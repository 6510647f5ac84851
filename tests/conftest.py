"""What tests of several folders share: the founding article, built once, and a nameless caller."""

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


@pytest.fixture
def nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    """To a server we are nobody: no credentials of this machine, and no long pauses."""
    from kg.graph import server

    for name in ("KHABAR_USER", "KHABAR_PASSWORD", "KHABAR_TOKEN"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(server, "LONGEST_WAIT", 0.05)
