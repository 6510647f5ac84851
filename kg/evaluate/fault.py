"""Faults: each difference between what was annotated and what was found, with its kind.

The kinds are rows of ``kg/lexicon/rows/fault_kinds.tsv``. Roles, time and status are judged only
where the event itself was found, so that one missed event is one fault and not six.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from kg.evaluate.found import Found, FoundEvent, FoundPost
from kg.evaluate.gold import GoldArticle, GoldEvent, Span
from kg.evaluate.match import HALF, Match, alike, fillers, overlaps, pairs, quoted, touching
from kg.evaluate.score import ALL_ROLES


@dataclass(frozen=True, slots=True)
class Fault:
    """One difference. ``detail`` says it finer: the role, the type, ``planned → actual``."""

    kind: str
    article: str
    sentence: int
    """Number of the sentence where it shows; -1 where it shows in no single one."""
    wanted: str = ""
    told: str = ""
    detail: str = ""


def faults(gold: GoldArticle, mine: Found, match: Match) -> tuple[Fault, ...]:
    """All faults of one article: mentions, entities, posts, relations, events, then roles."""
    return tuple(Judge(gold, mine, match).all())


class Judge:
    """Holds one article's annotation against what was found of it."""

    def __init__(self, gold: GoldArticle, mine: Found, match: Match) -> None:
        self.gold, self.mine, self.match = gold, mine, match
        self.text = gold.article.text
        self.names = dict(mine.names or {})
        self.called = {e.id: e.name for e in gold.entities}
        self.wanted = [(m, e.type) for e in gold.entities for m in e.mentions]
        self.told = [(m, e.type) for e in mine.entities for m in e.mentions]

    def all(self) -> Iterator[Fault]:
        yield from self.mentions()
        yield from self.entities()
        yield from self.posts()
        yield from self.relations()
        yield from self.events()
        for i, j in sorted(self.match.events.items()):
            yield from self.inside(self.gold.events[i], self.mine.events[j])

    def fault(
        self, kind: str, where: Span | None, wanted: str = "", told: str = "", detail: str = ""
    ) -> Fault:
        at = next(
            (s.index for s in self.gold.sentences if where and s.start <= where[0] < s.end), -1
        )
        return Fault(kind, self.gold.article.id, at, wanted, told, detail)

    def said(self, span: Span) -> str:
        return self.text[span[0] : span[1]]

    def name(self, node: str) -> str:
        return self.names.get(node, node)

    def mentions(self) -> Iterator[Fault]:
        left = sorted(set(range(len(self.wanted))) - {i for i, _ in self.match.mentions})
        right = sorted(set(range(len(self.told))) - {j for _, j in self.match.mentions})
        a, b = [self.wanted[i] for i in left], [self.told[j] for j in right]
        shared = overlaps([s for s, _ in a], [s for s, _ in b])
        near = pairs(shared)
        for i, j in near:
            (x, kind), (y, other) = a[i], b[j]
            wrong_type = shared[i, j] >= HALF
            label = "mention wrong type" if wrong_type else "mention wrong boundary"
            detail = f"{kind} → {other}" if wrong_type else kind
            yield self.fault(label, x, self.said(x), self.said(y), detail)
        for i, (x, kind) in enumerate(a):
            if i not in {p for p, _ in near}:
                yield self.fault("mention missed", x, wanted=self.said(x), detail=kind)
        for j, (y, kind) in enumerate(b):
            if j not in {q for _, q in near}:
                yield self.fault("mention extra", y, told=self.said(y), detail=kind)

    def entities(self) -> Iterator[Fault]:
        gold, mine = self.gold.entities, self.mine.entities
        shared = overlaps([s for s, _ in self.wanted], [s for s, _ in self.told])
        of_gold = [i for i, e in enumerate(gold) for _ in e.mentions]
        of_mine = [j for j, e in enumerate(mine) for _ in e.mentions]
        same = pairs(np.where(shared >= HALF, shared, 0.0))  # of whatever type
        holds = {(of_gold[m], of_mine[n]) for m, n in same}
        for i, e in enumerate(gold):
            parts = [mine[j].name for k, j in sorted(holds) if k == i]
            if len(parts) > 1:
                yield self.fault("entity split", e.mentions[0], e.name, _list(parts), e.type)
        for j, f in enumerate(mine):
            parts = [gold[i].name for i, k in sorted(holds) if k == j]
            if len(parts) > 1:
                yield self.fault("entity merged", f.mentions[0], _list(parts), f.name, f.type)
        for i, j, _ in self.match.entities:
            wanted, told = gold[i].qid, mine[j].qids
            if wanted and wanted not in told:
                kind = "link wrong" if told else "link missed"
                detail = gold[i].type
                yield self.fault(
                    kind,
                    gold[i].mentions[0],
                    f"{gold[i].name} {wanted}",
                    _list(sorted(told)),
                    detail,
                )

    def posts(self) -> Iterator[Fault]:
        hits = [p for p in self.match.posts if p]
        free = list(self.mine.posts)
        for p in hits:
            free.remove(p)
        twin = self.match.twin
        for wanted, hit in zip(self.gold.posts, self.match.posts, strict=True):
            if hit:
                continue
            own = [p for p in free if p.holder == twin.get(wanted.holder)]
            same = [p for p in own if alike(p.title, wanted.title) >= HALF]
            others = [p for p in free if alike(p.title, wanted.title) >= HALF]
            told, kind = next(
                (
                    (found[0], f"post wrong {what}")
                    for found, what in ((same, "body"), (own, "title"), (others, "holder"))
                    if found
                ),
                (None, "post missed"),
            )
            said = f"{self.called[wanted.holder]}: {wanted.title}"
            said += f" ({self.called[wanted.of]})" if wanted.of else ""
            if told:
                free.remove(told)
            where = next((e.mentions[0] for e in self.gold.entities if e.id == wanted.holder), None)
            yield self.fault(kind, where, said, self._post(told) if told else "")
        for p in free:
            yield self.fault("post extra", self._where(p.holder), told=self._post(p))

    def _post(self, post: FoundPost) -> str:
        of = _list(self.name(n) for n in sorted(post.of))
        return f"{self.name(post.holder)}: {post.title}" + (f" ({of})" if of else "")

    def _where(self, node: str) -> Span | None:
        return next((e.mentions[0] for e in self.mine.entities if e.node == node), None)

    def relations(self) -> Iterator[Fault]:
        twin, free = self.match.twin, set(self.mine.relations)
        for kind, a, b in sorted({(r.type, r.source, r.target) for r in self.gold.relations}):
            found = (kind, twin.get(a, ""), twin.get(b, ""))
            if found in free:
                free.discard(found)
            else:
                where = next((e.mentions[0] for e in self.gold.entities if e.id == a), None)
                said = f"{self.called[a]} → {self.called[b]}"
                yield self.fault("relation missed", where, said, detail=kind)
        for kind, a, b in sorted(free):
            said = f"{self.name(a)} → {self.name(b)}"
            yield self.fault("relation extra", self._where(a), told=said, detail=kind)

    def events(self) -> Iterator[Fault]:
        gold, mine, hit = self.gold.events, self.mine.events, self.match.events
        common = touching([e.triggers for e in gold], [e.triggers for e in mine])
        free = set(range(len(mine))) - set(hit.values())
        for i, e in enumerate(gold):
            if i in hit:
                continue
            said = _list(self.said(t) for t in e.triggers)
            near = [j for j in range(len(mine)) if common[i, j]]
            other = next((j for j in near if j in free and mine[j].type != e.type), None)
            if other is not None:
                free.discard(other)
                detail = f"{e.type} → {mine[other].type}"
                told = _list(self.said(t) for t in mine[other].triggers)
                yield self.fault("event wrong type", e.triggers[0], said, told, detail)
            elif any(mine[j].type == e.type for j in near):
                yield self.fault("event merged", e.triggers[0], said, detail=e.type)
            else:
                yield self.fault("event missed", e.triggers[0], said, detail=e.type)
        for j in sorted(free):
            f = mine[j]
            told = _list(self.said(t) for t in f.triggers)
            split = any(common[i, j] and gold[i].type == f.type for i in range(len(gold)))
            kind = "event split" if split else "event extra"
            yield self.fault(kind, f.triggers[0], told=told, detail=f.type)

    def inside(self, e: GoldEvent, f: FoundEvent) -> Iterator[Fault]:
        """The roles, time, status and mode of an event that was found."""
        where = e.triggers[0]
        for role in ALL_ROLES:
            wanted, told = self.differing(e, f, role)
            detail = f"{e.type}.{role}"
            quotation = role in e.quotes or role in f.quotes
            if wanted and told and quotation:
                yield self.fault("role wrong words", where, _list(wanted), _list(told), detail)
                continue
            for w in wanted:
                yield self.fault("role missed", where, wanted=w, detail=detail)
            for t in told:
                yield self.fault("role extra", where, told=t, detail=detail)
        value = (e.time[1] or "") if e.time else ""
        if value and value.split("/")[0] not in {t[:10] for t in f.times}:
            kind = "time wrong" if f.times else "time missed"
            yield self.fault(kind, where, value, _list(f.times), e.type)
        elif f.times and not value:
            yield self.fault("time extra", where, told=_list(f.times), detail=e.type)
        if e.status != f.status:
            yield self.fault("status", where, e.status, f.status, f"{e.status} → {f.status}")
        if e.type == "Statement" and e.mode != f.mode:
            said = f"{self.said(where)}: {e.mode}"
            yield self.fault("mode", where, said, f.mode or "", f"{e.mode} → {f.mode}")

    def differing(self, e: GoldEvent, f: FoundEvent, role: str) -> tuple[list[str], list[str]]:
        """What one role lacks and what it has too much, in words."""
        if role in e.quotes or role in e.words or role in f.quotes:
            wanted = sorted({self.said(q) for q in e.quotes.get(role, ())})
            wanted += [e.words[role]] if role in e.words else []
            told = list(f.quotes.get(role, ()))
            hits = quoted(wanted, told)
            return _without(wanted, {i for i, _ in hits}), _without(told, {j for _, j in hits})
        nodes = fillers(f, role) - self.mine.unscored
        asked = {x: self.match.twin.get(x) for x in e.fillers.get(role, ())}
        missed = [self.called[x] for x, node in asked.items() if node not in fillers(f, role)]
        extra = sorted(nodes - {n for n in asked.values() if n})
        return missed, [self.name(n) for n in extra]


def _without(items: Sequence[str], taken: set[int]) -> list[str]:
    return [item for i, item in enumerate(items) if i not in taken]


def _list(items: Iterable[str]) -> str:
    return "، ".join(items)
