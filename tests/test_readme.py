"""What README tells a person to type exists."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
import typer

from kg.command.app import app
from kg.query.question import question
from tests.tour import BLOCK, commands

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text("utf-8")
TYPED = [
    line.removeprefix("$ ").strip()
    for block in re.findall(r"```(?:sh|console)\n(.*?)```", README, re.DOTALL)
    for line in block.splitlines()
    if re.match(r"\$? ?(kg|make) ", line)
]


def test_both_commands_are_targets_of_the_makefile():
    makefile = (ROOT / "Makefile").read_text("utf-8")
    targets = set(re.findall(r"^([a-z]+):", makefile, re.MULTILINE))
    wanted = {line.split()[1] for line in TYPED if line.startswith("make ")}
    assert {"run", "test"} <= wanted <= targets
    assert "make test" in (ROOT / ".ci" / "run").read_text("utf-8")


@pytest.mark.parametrize("line", [line for line in TYPED if line.startswith("kg ")])
def test_commands_are_called_as_they_can_be(line: str):
    _, name, *arguments = shlex.split(line.split(" | ")[0].split(" > ")[0])
    if name.startswith("--"):
        return
    program = typer.main.get_command(app)
    command = program.commands[name]  # type: ignore[attr-defined]
    context = command.make_context(name, arguments)  # raises where it is wrongly called
    if context.params.get("question"):
        known = {p.name for p in question(context.params["question"]).parameters}
        assert {p.partition("=")[0] for p in context.params["param"] or ()} <= known


def test_the_tour_shows_what_commands_print():
    blocks = BLOCK.findall(README)
    assert len(blocks) >= 3
    for block in blocks:
        for command in commands(block):
            rest = block.split(f"$ {command}\n", 1)[1].lstrip("\n")
            assert rest and not rest.startswith("$ "), command  # `make outputs` puts it there


def test_folders_of_the_flow_are_told_of():
    for folder in (f.name for f in (ROOT / "kg").iterdir() if (f / "__init__.py").exists()):
        assert f"`{folder}/`" in README or f"kg/{folder}" in README, folder


@pytest.mark.parametrize("link", re.findall(r"\]\((?!https?:|#)([^)]+)\)", README))
def test_links_lead_somewhere(link: str):
    assert (ROOT / link).exists()
