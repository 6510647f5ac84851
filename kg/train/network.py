"""The reader as a torch network: one encoder, small heads over words and pairs of spans.

Spans are classified by their end words and their mean (Lee et al. 2017, end-to-end
coreference; Zhong and Chen 2021, PURE), pairs of spans by an additive layer over both and a
few embedded features. ``kg.train.graph`` cuts it into what the reader runs.
"""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch import Tensor, nn

from kg.mention import label as L
from kg.mention.feature import COREF_BUCKETS, LEVELS, PAIR_BUCKETS
from kg.mention.window import PAD, Page
from kg.train.encoder import WIDTH, Encoder, has_bfloat16
from kg.train.gold import STYLES

HIDDEN = 256
MISSED = 0.1
"""Share of the spans of an article that the others are not told of in training."""
RUN = 64
"""Numbers in the vector of a run of words."""
POINTER = 64
"""Numbers in a vector that points, and in one that is pointed at."""
GROUPS = {"mention": L.MENTIONS, "trigger": L.TRIGGERS, "title": L.TITLES}


class SpanHead(nn.Module):
    """Word states → class scores of every span of up to ``width`` words."""

    def __init__(self, classes: int, width: int) -> None:
        super().__init__()
        self.width = width
        self.first, self.last, self.mean = (nn.Linear(WIDTH, HIDDEN) for _ in range(3))
        self.length = nn.Embedding(width, HIDDEN)
        self.out = nn.Linear(HIDDEN, classes)
        self.drop = nn.Dropout(0.2)
        with torch.no_grad():
            self.out.bias[0] += 4  # nearly every span is none: start from there

    def forward(self, h: Tensor, spans: Tensor) -> Tensor:
        """h [words, 384], spans [n, 2] (inclusive) → [n, classes]."""
        a, b = spans[:, 0], spans[:, 1]
        total = torch.cat([h.new_zeros(1, HIDDEN), self.mean(h).cumsum(0)])
        mean = (total[b + 1] - total[a]) / (b - a + 1)[:, None]
        x = self.first(h)[a] + self.last(h)[b] + mean + self.length(b - a)
        out: Tensor = self.out(self.drop(nn.functional.gelu(x)))
        return out


class SpanState(nn.Module):
    """Spans with a type → one vector each, for the pair heads.

    The words around a span are seen too: the preposition before a name (مع "with", إلى "to",
    ضد "against") says most about its role.
    """

    def __init__(self, types: int) -> None:
        super().__init__()
        self.first, self.last = nn.Linear(WIDTH, HIDDEN), nn.Linear(WIDTH, HIDDEN)
        self.before, self.after = nn.Linear(WIDTH, HIDDEN), nn.Linear(WIDTH, HIDDEN)
        self.kind = nn.Embedding(types, HIDDEN)
        self.drop = nn.Dropout(0.3)

    def forward(self, h: Tensor, spans: Tensor, types: Tensor) -> Tensor:
        edge = h.new_zeros(1, WIDTH)
        around = torch.cat([edge, h, edge])
        a, b = spans[:, 0], spans[:, 1]
        x = self.first(h[a]) + self.last(h[b]) + self.kind(types)
        x = x + self.before(around[a]) + self.after(around[b + 2])
        out: Tensor = self.drop(nn.functional.gelu(x))
        return out


class Council(nn.Module):
    """Spans of an article told of each other: one pre-norm transformer layer over all of them.

    Who says a thing depends on what the acts beside it say, who fills a role on whom the others
    leave (graph propagation over spans: Wadden et al. 2019, DyGIE++). Attention knows how far
    apart two spans are, in words and in sentences, and what each is. It begins as no change.
    """

    HEADS = 4
    EDGES = (-40, -15, -6, -2, -1, 0, 1, 2, 3, 7, 16, 41)

    def __init__(self) -> None:
        super().__init__()
        self.q, self.k, self.v, self.o = (nn.Linear(HIDDEN, HIDDEN) for _ in range(4))
        self.fi, self.fo = nn.Linear(HIDDEN, 2 * HIDDEN), nn.Linear(2 * HIDDEN, HIDDEN)
        self.aln, self.oln = nn.LayerNorm(HIDDEN), nn.LayerNorm(HIDDEN)
        self.apart = nn.Embedding(len(self.EDGES) + 1, self.HEADS)
        self.sentences = nn.Embedding(5, self.HEADS)
        self.kinds = nn.Embedding(9, self.HEADS)
        self.drop = nn.Dropout(0.1)
        with torch.no_grad():
            for zero in (self.o, self.fo):
                zero.weight.zero_()
                zero.bias.zero_()
            for zeros in (self.apart, self.sentences, self.kinds):
                zeros.weight.zero_()

    @classmethod
    def placed(cls, first: Tensor, sentence: Tensor, kind: Tensor) -> Tensor:
        """Of each span its first word, its sentence, and what it is: 0 trigger, 1 mention, 2 title
        [n] → for each pair [n, n] a row of ``places``: words apart, sentences apart, kinds.

        Small integers: an article has up to a million pairs.
        """
        first, sentence, kind = (x.to(torch.int32) for x in (first, sentence, kind))
        gap = first[None] - first[:, None]
        row = (gap >= cls.EDGES[0]).to(torch.int32)
        for edge in cls.EDGES[1:]:
            row = row + (gap >= edge).to(torch.int32)
        lines = (sentence[None] - sentence[:, None]).clamp(-2, 2) + 2
        return (row * 5 + lines) * 9 + kind[:, None] * 3 + kind

    def places(self) -> Tensor:
        """What each kind of pair adds to attention, by head: [heads, 13 · 5 · 9]."""
        table = self.apart.weight[:, None, None] + self.sentences.weight[:, None]
        return (table + self.kinds.weight).reshape(-1, self.HEADS).T

    def forward(self, x: Tensor, placed: Tensor, missed: Tensor | None = None) -> Tensor:
        """x [n, 256], pairs as ``placed`` gives them [n, n] → [n, 256]. ``missed`` [n, n]: whom
        nobody may ask."""
        bias = self.places()[:, placed]
        if missed is not None:
            bias = bias.masked_fill(missed, -1e4)
        y = self.aln(x)
        q, k, v = (
            f(y).view(-1, self.HEADS, HIDDEN // self.HEADS).transpose(0, 1)
            for f in (self.q, self.k, self.v)
        )
        seen = (q @ k.transpose(1, 2) * (HIDDEN // self.HEADS) ** -0.5 + bias).softmax(-1) @ v
        x = x + self.drop(self.o(seen.transpose(0, 1).reshape(-1, HIDDEN)))
        out: Tensor = x + self.drop(self.fo(nn.functional.gelu(self.fi(self.oln(x)))))
        return out


class Runs(nn.Module):
    """Word states → the maximum over every run of words, in the rows that ``feature.runs`` names.

    What stands between two spans says what they are to each other (localized context: Eberts and
    Ulges 2020, SpERT). ``out`` begins as no change.
    """

    def __init__(self) -> None:
        super().__init__()
        self.word, self.out = nn.Linear(WIDTH, RUN), nn.Linear(RUN, HIDDEN, bias=False)
        self.drop = nn.Dropout(0.2)
        nn.init.zeros_(self.out.weight)

    def table(self, h: Tensor) -> Tensor:
        """h [words, 384] → [LEVELS · words + 1, 64]."""
        levels = [self.word(h)]
        for k in range(LEVELS - 1):
            x = levels[-1]
            levels.append(torch.maximum(x, torch.cat([x[2**k :], x[-(2**k) :]])))
        return torch.cat([*levels, torch.zeros_like(levels[0][:1])])

    def forward(self, table: Tensor, rows: Tensor) -> Tensor:
        """rows [..., 2] → [..., 256]."""
        found: Tensor = self.out(self.drop(torch.maximum(table[rows[..., 0]], table[rows[..., 1]])))
        return found


class PairHead(nn.Module):
    """Two lists of span vectors and pair features → scores [left, right, labels].

    A head with ``runs`` also sees the words between: its features end with two rows of their table.
    """

    def __init__(
        self, labels: int, buckets: Sequence[int], prior: float = 4.0, runs: bool = False
    ) -> None:
        super().__init__()
        self.runs = Runs() if runs else None
        self.left, self.right = nn.Linear(HIDDEN, HIDDEN), nn.Linear(HIDDEN, HIDDEN)
        self.left_by, self.right_by = nn.Linear(HIDDEN, HIDDEN), nn.Linear(HIDDEN, HIDDEN)
        self.feature = nn.ModuleList(nn.Embedding(n, HIDDEN) for n in buckets)
        self.out = nn.Linear(HIDDEN, labels)
        self.drop = nn.Dropout(0.3)
        with torch.no_grad():
            self.out.bias -= prior

    def forward(
        self, left: Tensor, right: Tensor, features: Tensor, h: Tensor | None = None
    ) -> Tensor:
        """features [left, right, number of features], each a bucket index; h [words, 384]."""
        x = self.left(left)[:, None] + self.right(right)[None]
        x = x + self.left_by(left)[:, None] * self.right_by(right)[None]
        for k, table in enumerate(self.feature):
            x = x + table(features[:, :, k])
        if self.runs is not None and h is not None:
            x = x + self.runs(self.runs.table(h), features[:, :, -2:])
        out: Tensor = self.out(self.drop(nn.functional.gelu(x)))
        return out


class QuoteHead(nn.Module):
    """Trigger vectors and word states → for what a trigger points at (label.POINTED), scores of
    its first and last word: products of a vector of the trigger and one of the word."""

    def __init__(self) -> None:
        super().__init__()
        n = len(L.POINTED)
        self.first_of, self.last_of = (nn.Linear(HIDDEN, n * POINTER) for _ in range(2))
        self.first, self.last = (nn.Linear(WIDTH, n * POINTER) for _ in range(2))
        self.none = nn.Linear(HIDDEN, n)

    def sides(self, trigger: Tensor, h: Tensor) -> tuple[Tensor, ...]:
        """→ vectors of triggers for first and last word [t, n * 64], of words [words, n * 64],
        and the scores of none [t, n]: what grows with the article, not with its square."""
        return (
            self.first_of(trigger), self.last_of(trigger), self.first(h), self.last(h),
            self.none(trigger),
        )  # fmt: skip

    def forward(self, trigger: Tensor, h: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """→ first [t, pointed, words], last [t, pointed, words], none [t, pointed]."""
        n = len(L.POINTED)

        def score(of: Tensor, word: Tensor) -> Tensor:
            of, word = (x.view(-1, n, POINTER) for x in (of, word))
            return torch.einsum("tnd,wnd->tnw", of, word) * POINTER**-0.5

        first_of, last_of, first, last, none = self.sides(trigger, h)
        return score(first_of, first), score(last_of, last), none


class Network(nn.Module):
    """Encoder and heads."""

    def __init__(self, vocabulary: int) -> None:
        super().__init__()
        self.encoder = Encoder(vocabulary)
        self.drop = nn.Dropout(0.1)
        # a vector for each annotation's habits; the gold set's is nought, and ships
        # (after Daumé 2007, "Frustratingly easy domain adaptation")
        self.style = nn.Embedding(len(STYLES), WIDTH, padding_idx=0)
        self.spans = nn.ModuleDict({g: SpanHead(len(c), L.WIDTH[g]) for g, c in GROUPS.items()})
        self.cut = nn.Linear(WIDTH, 4)
        self.trigger = SpanState(len(L.EVENT_TYPES))
        self.filler = SpanState(len(L.ENTITY_TYPES))
        self.title = SpanState(1)
        self.council = nn.ModuleList(Council() for _ in range(2))
        self.role = PairHead(len(L.ROLES), PAIR_BUCKETS, runs=True)
        self.post = PairHead(len(L.POST_ENDS), PAIR_BUCKETS, runs=True)
        self.relation = PairHead(len(L.RELATIONS), PAIR_BUCKETS, runs=True)
        self.coref = PairHead(1, COREF_BUCKETS, prior=0.0)
        self.same = PairHead(1, COREF_BUCKETS, prior=0.0)
        self.quote = QuoteHead()
        self.status = nn.Linear(HIDDEN, len(L.STATUSES))
        self.mode = nn.Linear(HIDDEN, len(L.MODES))
        self.kind = nn.Linear(HIDDEN, len(L.KINDS))
        self.change = nn.Linear(HIDDEN, len(L.CHANGES))
        with torch.no_grad():
            self.style.weight.zero_()

    def chosen(
        self, h: Tensor, sentence_of: Tensor, triggers: Tensor, acts: Tensor, fillers: Tensor,
        kinds: Tensor, titles: Tensor,
    ) -> tuple[Tensor, ...]:  # fmt: skip
        """Spans that were kept → a state each [n, 256]: triggers, fillers, titles.

        h [words, 384]; the sentence of each word [words]; spans [n, 2]; types [n]. None of the
        three lists is empty: a stand-in, the first word, is dropped afterwards.
        """
        x = torch.cat(
            [
                self.trigger(h, triggers, acts),
                self.filler(h, fillers, kinds),
                self.title(h, titles, torch.zeros_like(titles[:, 0])),
            ]
        )
        first = torch.cat([triggers[:, 0], fillers[:, 0], titles[:, 0]])
        kind = torch.cat(
            [torch.full_like(s[:, 0], n) for n, s in enumerate((triggers, fillers, titles))]
        )
        placed = Council.placed(first, sentence_of[first], kind)
        missed = None
        if self.training:  # a span that the reader misses is not there to be asked
            missed = (torch.rand(len(x)) < MISSED) & ~torch.eye(len(x), dtype=torch.bool)
        for layer in self.council:
            x = layer(x, placed, missed)
        a, b = triggers.shape[0], triggers.shape[0] + fillers.shape[0]
        return x[:a], x[a:b], x[b:]

    def words(self, pages: Sequence[Page], styles: Sequence[int] = ()) -> list[Tensor]:
        """For each page, its word states [words, 384]: the mean of a word's pieces.

        ``styles``: whose annotation is asked for, a number of ``STYLES`` a page; without it, the
        gold set's.
        """
        windows = [(k, w) for k, p in enumerate(pages) for w in p.windows]
        width = max(len(w.ids) for _, w in windows)
        ids = torch.tensor([[*w.ids, *[PAD] * (width - len(w.ids))] for _, w in windows])
        with torch.autocast("cpu", torch.bfloat16, enabled=self.training and has_bfloat16()):
            of = torch.tensor([styles[k] if styles else 0 for k, _ in windows])
            hidden = self.encoder(ids, self.style(of)[:, None])
        hidden = hidden.float()
        out: list[list[Tensor]] = [[] for _ in pages]
        for row, (k, w) in zip(hidden, windows, strict=True):
            index = torch.tensor(w.word_of)
            pieces = row[1 : 1 + len(w.word_of)]
            total = pieces.new_zeros(w.count, WIDTH).index_add(0, index, pieces)
            count = torch.bincount(index, minlength=w.count).clamp(min=1)[:, None]
            out[k].append(total / count)
        return [self.drop(torch.cat(parts)) for parts in out]
