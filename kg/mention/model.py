"""The trained model on disk and in memory: four ONNX graphs and a tokenizer.

Runs on onnxruntime's CPU provider. How it was trained and what it scores: the model card
``kg/mention/model/README.md``; the code is ``kg.train``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path
from typing import Any, Final, TypeVar

import numpy as np
from numpy.typing import NDArray

from kg.cores import cores
from kg.errors import KhabarError
from kg.mention.window import UNK, Page, Window

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]
Item = TypeVar("Item")
Made = TypeVar("Made")

FOLDER: Final = Path(__file__).parent / "model"
FILES: Final = ("encoder.onnx", "spans.onnx", "links.onnx", "pairs.onnx", "tokenizer.json")
WIDTH: Final = 384
"""Numbers in the state of a word."""
BLOCK: Final = 200
"""Words whose spans are scored in one call: few enough for the processor's cache."""
SLICE: Final = 400
"""Pairs scored in one call: 256 numbers each, for the same reason."""
SLOWER: Final = "SkipLayerNormFusion"
"""A rewriting of onnxruntime that is left out: its operator for a sum and the norm of it takes four
times as long as the two one after the other (a tenth of the encoder)."""
LONGEST_WORD: Final = 80
"""Letters of a word that are looked at: the longest Arabic word form has under 20."""


class Model:
    """Loaded graphs, run by ``threads`` threads (0: as many as there are cores).

    Each call of a graph has one thread: its matrices are too small to be shared out with a gain,
    and two windows side by side use two cores whole.
    """

    def __init__(self, folder: Path = FOLDER, threads: int = 0) -> None:
        """Raises KhabarError K301 when a file is missing, K302 when one is damaged."""
        import onnxruntime as ort
        from tokenizers import Tokenizer

        options = ort.SessionOptions()
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        options.enable_cpu_mem_arena = False

        def load(name: str) -> Any:
            file = folder / name
            if not file.is_file():
                raise KhabarError("K301", file=file)
            try:
                if name == "tokenizer.json":
                    return Tokenizer.from_file(str(file))
                return ort.InferenceSession(
                    str(file), options, providers=["CPUExecutionProvider"],
                    disabled_optimizers=[SLOWER],
                )  # fmt: skip
            except Exception as error:  # onnxruntime and tokenizers raise classes of their own
                raise KhabarError(
                    "K302", file=file, reason=str(error).splitlines()[0][:80]
                ) from None

        with ThreadPoolExecutor(len(FILES)) as crew:  # two cores load in two thirds of the time
            loaded = crew.map(load, FILES)
            self._encoder, self._spans, self._links, self._pairs, self._tokenizer = loaded
        self._sides = [o.name for o in self._links.get_outputs()]
        self._cache: dict[str, tuple[int, ...]] = {}
        count = threads or cores()
        self._crew = ThreadPoolExecutor(count) if count > 1 else None

    def each(self, work: Callable[[Item], Made], items: Sequence[Item]) -> list[Made]:
        """What ``work`` makes of each item, in their order; several at a time. ``work`` itself must
        not call this: it would wait for its own thread."""
        return list(map(work, items) if self._crew is None else self._crew.map(work, items))

    def pieces(self, word: str) -> tuple[int, ...]:
        """Piece ids of one word; remembered, since news repeats its words."""
        found = self._cache.get(word)
        if found is None:
            found = tuple(self._tokenizer.encode(word[:LONGEST_WORD]).ids) or (UNK,)
            if len(self._cache) < 200_000:
                self._cache[word] = found
        return found

    def words(self, page: Page) -> Floats:
        """Word states [words, 384] of a page (the mean of a word's pieces).

        One window a call: the 8-bit scales of a call depend on all that is in it, and what is
        read of an article must not depend on the articles beside it.
        """
        none = np.zeros((0, WIDTH), np.float32)
        return np.concatenate([none, *map(self._states, page.windows)])

    def _states(self, window: Window) -> Floats:
        ids = np.asarray(window.ids, np.int64)[None]
        hidden = self._encoder.run(None, {"ids": ids})[0][0]
        sizes = np.bincount(window.word_of)
        first = 1 + np.cumsum(sizes) - sizes
        total: Floats = hidden[first]
        for k in range(1, int(sizes.max())):  # np.add.reduceat takes seven times as long
            longer = np.flatnonzero(sizes > k)
            total[longer] += hidden[first[longer] + k]
        total /= sizes[:, None]
        return total

    def spans(self, h: Floats, **where: Ints) -> dict[str, Floats]:
        """Scores of every span (mention, trigger, title) and the cut of every word.

        ``where``: by group, spans in order of their first words. A block of words at a time.
        """
        widest = max(int((s[:, 1] - s[:, 0]).max(initial=0)) for s in where.values())
        parts: dict[str, list[Floats]] = {}
        for at in range(0, len(h), BLOCK):
            feed: dict[str, NDArray[Any]] = {"h": h[at : at + BLOCK + widest]}
            for group, spans in where.items():
                low, high = np.searchsorted(spans[:, 0], (at, at + BLOCK))
                feed[group] = spans[low:high] - at
            *scores, cut = self._spans.run(None, feed)
            for group, found in zip(where, scores, strict=True):
                parts.setdefault(group, []).append(found)
            parts.setdefault("cut", []).append(cut[:BLOCK])
        return {group: np.concatenate(found) for group, found in parts.items()}

    def links(
        self, spans: Mapping[str, NDArray[Any]], pairs: Mapping[str, tuple[Ints, Ints]]
    ) -> dict[str, Floats]:
        """Scores of pairs of spans by name of link, and of triggers (kg.train.graph.LINK_OUTPUTS).

        ``spans``: h, sentences, triggers, trigger_types, fillers, filler_types, titles.
        ``pairs``: by name of link, which spans [n, 2] and their features [n, buckets]. However many
        pairs, memory holds a slice of them.
        """
        out = dict(zip(self._sides, self._links.run(None, dict(spans)), strict=True))
        feed = {k: v for k, v in out.items() if k.partition("_")[0] in pairs}
        parts: dict[str, list[Floats]] = {name: [] for name in pairs}
        longest = max(len(which) for which, _ in pairs.values())
        for at in range(0, max(1, longest), SLICE):
            for name, (which, features) in pairs.items():
                feed[f"{name}_pairs"] = which[at : at + SLICE]
                feed[f"{name}_features"] = features[at : at + SLICE]
            for name, scores in zip(pairs, self._pairs.run(list(pairs), feed), strict=True):
                parts[name].append(scores)
        return out | {name: np.concatenate(found) for name, found in parts.items()}


@cache
def shipped(threads: int = 0) -> Model:
    """The model that comes with the package, loaded once for each number of threads."""
    return Model(FOLDER, threads)


def softmax(x: Floats) -> Floats:
    """Scores → probabilities that add up to 1 along the last axis."""
    e = np.exp(x - x.max(-1, keepdims=True))
    out: Floats = e / e.sum(-1, keepdims=True)
    return out


def sigmoid(x: Floats) -> Floats:
    """Scores → probabilities, each by itself."""
    out: Floats = (1 / (1 + np.exp(-np.clip(x, -60, 60)))).astype(np.float32)
    return out
