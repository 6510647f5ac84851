"""What the reader is taught: one loss per kind of label, summed over an article."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional as F

from kg.mention import label as L
from kg.mention.feature import likeness, linked_features, spans_of
from kg.train.gold import Example, Span
from kg.train.network import Network

TYPE_OF_CLASS = [0, *range(5), *range(5)]
"""label.MENTIONS index → ENTITY_TYPES index."""


def _allowed(
    spans: Tensor, classes: int, listed: Mapping[Span, frozenset[int]], rest: frozenset[int]
) -> Tensor:
    """For each span, which classes are not wrong: bool [spans, classes]."""
    allowed = torch.zeros(len(spans), classes, dtype=torch.bool)
    allowed[:, list(rest)] = True
    place = {(int(a), int(b)): i for i, (a, b) in enumerate(spans.tolist())}
    for span, good in listed.items():
        if span in place:
            allowed[place[span]] = False
            allowed[place[span], list(good)] = True
    return allowed


def _open_class(scores: Tensor, allowed: Tensor) -> Tensor:
    """Negative log of the share of probability on allowed classes, summed."""
    return (scores.logsumexp(1) - scores.masked_fill(~allowed, -1e9).logsumexp(1)).sum()


def _pairs(scores: Tensor, wanted: Mapping[tuple[int, int, int], int]) -> Tensor:
    """Binary cross-entropy over all pairs and labels; pairs marked -1 are not judged."""
    target, weight = torch.zeros_like(scores), torch.ones_like(scores)
    for (a, b, label), value in wanted.items():
        target[a, b, label] = float(value == 1)
        weight[a, b, label] = float(value != -1)
    return F.binary_cross_entropy_with_logits(scores, target, weight, reduction="sum")


def _chain(scores: Tensor, cluster: list[int]) -> Tensor:
    """Antecedent ranking (Lee et al. 2017): the probability of any true antecedent, or of none."""
    n = len(cluster)
    if n < 2:
        return scores.new_zeros(())
    ids = torch.tensor(cluster)
    before = torch.ones(n, n, dtype=torch.bool).tril(-1)
    all_scores = torch.cat([scores.new_zeros(n, 1), scores.masked_fill(~before, -1e9)], 1)
    good = before & (ids[:, None] == ids[None])
    good = torch.cat([~good.any(1, keepdim=True), good], 1)
    return (all_scores.logsumexp(1) - all_scores.masked_fill(~good, -1e9).logsumexp(1)).sum()


def losses(net: Network, e: Example, h: Tensor) -> dict[str, tuple[Tensor, int]]:
    """Summed loss and number of positive labels, by kind."""
    out = span_losses(net, e, h)
    return {**out, **link_losses(net, e, h)} if e.judged else out


def span_losses(net: Network, e: Example, h: Tensor) -> dict[str, tuple[Tensor, int]]:
    """Losses of what single spans and words are."""
    out: dict[str, tuple[Tensor, int]] = {}
    p = e.page

    def spans(
        group: str, classes: int, listed: dict[Span, frozenset[int]], rest: frozenset[int]
    ) -> None:
        where = torch.from_numpy(spans_of(p, L.WIDTH[group]))
        if len(where):
            scores = net.spans[group](h, where)
            loss = _open_class(scores, _allowed(where, classes, listed, rest))
            out[group] = (loss, len(listed))

    spans("mention", len(L.MENTIONS), dict(zip(e.mentions, e.mention_class, strict=True)), e.rest)
    if e.judged or e.titles:
        either = {s: frozenset({0, 1}) for s in e.loose}
        spans("title", 2, {**either, **{s: frozenset({1}) for s in e.titles}}, frozenset({0}))
    if not e.judged:
        return out
    spans("trigger", len(L.TRIGGERS), trigger_classes(e), frozenset({0}))
    begins = torch.tensor(sorted(e.cuts))
    if len(begins):
        cuts = torch.tensor([e.cuts[int(i)] for i in begins])
        out["cut"] = (F.cross_entropy(net.cut(h[begins]), cuts, reduction="sum"), len(cuts))
    return out


def trigger_classes(e: Example) -> dict[Span, frozenset[int]]:
    """Triggers with the classes (label.TRIGGERS) that are not wrong: an attack and its dead in one
    word are a class of their own, of other double annotations either will do."""
    listed: dict[Span, frozenset[int]] = {}
    for s, c in zip(e.triggers, e.trigger_class, strict=True):
        listed[s] = listed.get(s, frozenset()) | {c}
    both = frozenset(map(L.TRIGGERS.index, L.KILLING))
    return {
        s: frozenset({L.TRIGGERS.index("+".join(L.KILLING))}) if c == both else c
        for s, c in listed.items()
    }


def allowed_roles() -> Tensor:
    """Which roles an event type has: bool [types, roles]; a place goes with all."""
    rows = [[r in L.ROLES_OF[kind] or r == "place" for r in L.ROLES] for kind in L.EVENT_TYPES]
    return torch.tensor(rows)


def link_losses(net: Network, e: Example, h: Tensor) -> dict[str, tuple[Tensor, int]]:
    """Losses of what spans are to each other, and of the verdicts on triggers."""
    out: dict[str, tuple[Tensor, int]] = {}
    p = e.page
    m = e.mentions
    types = [TYPE_OF_CLASS[next(iter(c))] for c in e.mention_class]
    acts = [c - 1 for c in e.trigger_class]
    stand_in = [(0, 0)]
    t, f, titles = net.chosen(
        h, torch.tensor(p.sentence_of), torch.tensor(e.triggers or stand_in),
        torch.tensor(acts or [0]), torch.tensor(m or stand_in), torch.tensor(types or [0]),
        torch.tensor(e.titles or stand_in),
    )  # fmt: skip
    if e.triggers:
        for name, targets, head in (
            ("status", e.status, net.status), ("mode", e.mode, net.mode),
            ("kind", e.kind, net.kind), ("change", e.change, net.change),
        ):  # fmt: skip
            rows = sorted(targets)
            if rows:
                goal = torch.tensor([targets[r] for r in rows])
                out[name] = (F.cross_entropy(head(t[rows]), goal, reduction="sum"), len(rows))
        out["quote"] = _quotes(net, e, h, t)
        same = likeness(p, e.triggers, e.trigger_class)
        out["same"] = (
            _chain(net.same(t, t, torch.from_numpy(same))[:, :, 0], e.event), len(e.triggers),
        )  # fmt: skip
    if e.triggers and m:
        features = torch.from_numpy(linked_features(p, e.triggers, m, e.triggers, m))
        scores = net.role(t, f, features, h)
        scores = scores.masked_fill(~allowed_roles()[torch.tensor(acts)][:, None], -20.0)
        out["role"] = (_pairs(scores, e.roles), sum(v == 1 for v in e.roles.values()))
    if m:
        alike = torch.from_numpy(likeness(p, e.mentions, types))
        out["coref"] = (_chain(net.coref(f, f, alike)[:, :, 0], e.entity), len(e.mentions))
        features = torch.from_numpy(linked_features(p, m, m, e.triggers, m))
        near = torch.from_numpy(np.asarray(features[:, :, 1] == 2))  # same sentence only
        scores = net.relation(f, f, features, h).masked_fill(~near[:, :, None], -20.0)
        out["relation"] = (_pairs(scores, e.relations), sum(v == 1 for v in e.relations.values()))
        if e.titles:
            features = torch.from_numpy(linked_features(p, e.titles, m, e.triggers, m))
            out["post"] = (
                _pairs(net.post(titles, f, features, h), e.posts),
                sum(v == 1 for v in e.posts.values()),
            )
    return out


def _quotes(net: Network, e: Example, h: Tensor, t: Tensor) -> tuple[Tensor, int]:
    """First and last word of what a trigger points at in its sentence, or none."""
    first, last, none = net.quote(t, h)
    sentence = torch.tensor(e.page.sentence_of)
    total, count = h.new_zeros(()), 0
    for i, (span, kind) in enumerate(zip(e.triggers, e.trigger_class, strict=True)):
        has = L.pointed_by(L.TRIGGERS[kind])
        words = (sentence == sentence[span[0]]).nonzero()[:, 0]
        low = int(words[0])
        for q, role in enumerate(L.POINTED):
            if role not in has:
                continue
            goal = e.quotes.get((i, q))
            for scores, end in ((first, 0), (last, 1)):
                row = torch.cat([none[i, q : q + 1], scores[i, q, words]])
                target = 0 if goal is None else min(max(goal[end] - low + 1, 0), len(words))
                total = total + F.cross_entropy(row[None], torch.tensor([target]))
            count += goal is not None
    return total, count
