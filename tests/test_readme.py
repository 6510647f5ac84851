"""What README tells a person to type works, and prints what it shows."""

from __future__ import annotations

import gzip
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import webbrowser
from pathlib import Path

import pytest
import typer

from kg.command.app import app
from kg.query.question import question
from tests.command.conftest import kg  # noqa: F401 (a fixture)
from tests.graph.servers import oxigraph, oxigraph_program
from tests.tour import BLOCK, commands, told

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


OUTSIDE = ("--also camel", "--also llm=", "--wikidata", "--engine ")
"""What needs data, a server or a cluster of the user's: tests of their own run them."""
RUN = [line for line in TYPED if line.startswith("kg ") and not any(o in line for o in OUTSIDE)]
ARTICLE = "التقى {} في الرياض رئيس الوزراء الفرنسي جان دوبون، وقال {} إن المحادثات كانت مثمرة."
"""«… met the French prime minister in Riyadh, and … said that the talks were fruitful.»"""


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with what README speaks of: articles, an archive, names of one's own."""
    (tmp_path / "tests").symlink_to(ROOT / "tests")
    (tmp_path / "news").mkdir()
    rows = []
    for n, name in enumerate(("محمد سلمان", "محمد بن سلمان")):
        text = ARTICLE.format(name, name)
        (tmp_path / "news" / f"news-{n}.txt").write_text(text, "utf-8")
        rows.append(json.dumps({"id": f"row-{n}", "date": "2026-01-02", "text": text}))
    with gzip.open(tmp_path / "archive.jsonl.gz", "wt", encoding="utf-8") as archive:
        archive.write("\n".join(rows))
    (tmp_path / "my-names.tsv").write_text("جان دوبون\tPER\n", "utf-8")
    shutil.copy(ROOT / "tests" / "articles" / "founding.txt", tmp_path / "article.txt")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def _steady(told: str) -> str:
    """What a command printed, without what differs from machine to machine."""
    return re.sub("(facts per second|seconds in all)(.*?)[0-9.]+", r"\1\2…", told.strip("\n"))


@pytest.mark.skipif(oxigraph_program() is None, reason="no server to push to: pip install oxigraph")
def test_every_command_works_in_the_order_of_the_page(kg, home, monkeypatch):  # noqa: F811
    """From the first command to the last, in one folder, as a person goes down the page."""
    opened: list[str] = []
    monkeypatch.setattr(webbrowser, "open", opened.append)
    shown = {
        command: re.split(r"\n\n\$ |\n*\Z", block.split(f"$ {command}\n", 1)[1])[0]
        for block in BLOCK.findall(README)
        for command in commands(block)
    }
    assert len(RUN) >= 15 and set(shown) <= set(RUN)
    wrong = {}
    with oxigraph(home) as server:
        for line in RUN:
            if line.startswith("kg merge"):
                kg("build", "news", "--output", "graph")  # the two that the page speaks of
            if line.startswith("kg serve"):
                wrong |= _served(line)
                continue
            words = [w.replace("http://localhost:7878", server) for w in shlex.split(line)[1:]]
            done = kg(*words)
            if done.code or not done.out.strip():
                wrong[line] = done.err
            elif line in shown and _steady(done.out) != _steady(shown[line]):
                wrong[line] = "prints something else now: make outputs"
    assert not wrong
    assert len(opened) == len([line for line in RUN if line.startswith("kg view")])


def _served(line: str) -> dict[str, str]:
    """Start ``kg serve`` as the page says, at a free port, and wait for its address."""
    command = [sys.executable, "-m", *shlex.split(line), "--port", "0"]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as one:
        address = str(one.stdout.readline() if one.stdout else "")
        one.terminate()
        said = one.communicate(timeout=30)[1]
    return {} if address.startswith("http://127.0.0.1:") else {line: said}


def test_the_python_of_the_page_runs(home: Path):
    (code,) = re.findall(r"```python\n(.*?)```", README, re.DOTALL)
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=home,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        encoding="utf-8",
        timeout=300,
    )
    assert done.returncode == 0, done.stderr
    assert (home / "graph.jsonld").stat().st_size > 10_000


def test_piped_output_is_what_is_shown(founding_folder: Path):
    """`make outputs` writes the page with ``told``: it gives what a terminal without width does."""
    out = told(f"kg query {founding_folder} --question who-attended", ROOT)
    assert out.startswith("من حضر")


def test_folders_of_the_flow_are_told_of():
    for folder in (f.name for f in (ROOT / "kg").iterdir() if (f / "__init__.py").exists()):
        assert f"`{folder}/`" in README or f"kg/{folder}" in README, folder


@pytest.mark.parametrize("link", re.findall(r"\]\((?!https?:|#)([^)]+)\)", README))
def test_links_lead_somewhere(link: str):
    assert (ROOT / link).exists()
