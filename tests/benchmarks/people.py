"""People of a graph laid out for reading by eye: were two made one, is one still two?

    python -m tests.benchmarks.people merged FOLDER [--seed 1] [--count 100]
    python -m tests.benchmarks.people split  FOLDER [--count 200]

``merged`` draws people told of in two articles or more, the same for the same seed, and prints
for each its names, its posts, why it is one, and a sentence of each of a few articles. ``split``
takes those told of most and prints beside each who may be the same: other nodes that share a part
of the name in any spelling, most told of first. FOLDER is one that ``kg build`` wrote; its facts
are merged anew with the code at hand, nothing is written. What is right, a person has to say.
"""

from __future__ import annotations

import argparse
import random
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from kg.entity.key import Key, folded
from kg.entity.merge import Identity, identify
from kg.entity.variant import parts, sound
from kg.graph.archive import Archive, KeptFacts
from kg.nouns import Entity, Facts

AROUND = 90
"""Characters of the article shown on each side of a name."""


@dataclass(slots=True)
class Person:
    """A node over all its articles."""

    names: Counter[str] = field(default_factory=Counter)
    posts: Counter[str] = field(default_factory=Counter)
    places: list[tuple[str, str]] = field(default_factory=list)
    """Article and local id."""
    mentions: int = 0

    @property
    def name(self) -> str:
        return max(self.names, key=lambda n: (self.names[n], n))

    def told(self) -> str:
        posts = "; ".join(f"{p} {n}" for p, n in self.posts.most_common(6))
        names = "، ".join(f"{n} {c}" for n, c in self.names.most_common(7))
        return f"{names} [{len(self.places)} articles, {self.mentions} mentions] {posts}"


def people(facts: Iterator[Facts] | list[Facts], identity: Identity) -> dict[Key, Person]:
    """All named people by node."""
    found: defaultdict[Key, Person] = defaultdict(Person)
    for one in facts:
        name = {e.id: e.name for e in one.entities}
        posts: defaultdict[str, set[str]] = defaultdict(set)
        for post in one.posts:
            of = name.get(post.of or "", "?")
            posts[post.holder].add(f"{'ex-' * post.former}{post.title}/{of}")
        for entity in one.entities:
            if entity.type == "PER" and any(m.kind == "name" for m in entity.mentions):
                person = found[identity.key(one.article, entity)]
                person.names.update((entity.name, *entity.other_names))
                person.posts.update(posts[entity.id])
                person.places.append((one.article.id, entity.id))
                person.mentions += len(entity.mentions)
    return dict(found)


def around(facts: Facts, entity: Entity) -> str:
    """The words around its longest name, on one line."""
    named = [m for m in entity.mentions if m.kind == "name"]
    best = max(named, key=lambda m: m.end - m.start)
    text, source = facts.article.text, facts.article.source or "?"
    told = text[max(0, best.start - AROUND) : best.start], text[best.end : best.end + AROUND]
    line = f"{told[0]}⟦{text[best.start : best.end]}⟧{told[1]}"
    return f"{source} {facts.article.date or '?'}: {' '.join(line.split())}"


def merged(all_of: dict[Key, Person], identity: Identity, seed: int, count: int) -> list[Key]:
    """A sample of those in two articles or more, or of one node out of several keys."""
    several = sorted(k for k, p in all_of.items() if len({a for a, _ in p.places}) > 1)
    print(f"{len(several)} people in two articles or more, of {len(all_of)}; seed {seed}")
    return random.Random(seed).sample(several, min(count, len(several)))


def rivals(all_of: dict[Key, Person], most: list[Key]) -> dict[Key, list[Key]]:
    """For each, other nodes that share the sound of a part of its usual name."""
    by_sound: defaultdict[str, set[Key]] = defaultdict(set)
    for key, person in all_of.items():
        for part in parts(folded(person.name)):
            by_sound[sound(part)].add(key)
    out = {}
    for key in most:
        mine = parts(folded(all_of[key].name))
        shared: Counter[Key] = Counter(k for part in mine for k in by_sound[sound(part)])
        del shared[key]
        single = {k for k in shared if len(parts(folded(all_of[k].name))) == 1}
        near = [k for k, n in shared.items() if n > 1 or k in single]
        out[key] = sorted(near, key=lambda k: (-all_of[k].mentions, k))
    return out


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    ask.add_argument("what", choices=("merged", "split"))
    ask.add_argument("folder", type=Path)
    ask.add_argument("--seed", type=int, default=1)
    ask.add_argument("--count", type=int)
    ask.add_argument("--articles", type=int, default=6, help="sentences shown of each person")
    told = ask.parse_args()
    with Archive(told.folder) as archive:
        facts = KeptFacts(archive, {one.id: one for one in archive.all()})
        began = time.perf_counter()
        identity = identify(facts.values())
        print(f"merged in {time.perf_counter() - began:.1f} s, loading of the facts included")
        all_of = people(iter(facts.values()), identity)
        if told.what == "merged":
            why = {m.key: m.reason for m in identity.merges()}
            for n, key in enumerate(merged(all_of, identity, told.seed, told.count or 100), 1):
                person = all_of[key]
                print(f"\n{n}. {person.told()}\n   why: {why.get(key, '')[:300]}")
                places = sorted(set(person.places))
                step = max(1, len(places) // told.articles)
                for article, local in places[::step][: told.articles]:
                    entity = next(e for e in facts[article].entities if e.id == local)
                    print(f"   - {around(facts[article], entity)}")
            return
        most = sorted(all_of, key=lambda k: (-all_of[k].mentions, k))[: told.count or 200]
        for n, (key, near) in enumerate(rivals(all_of, most).items(), 1):
            print(f"\n{n}. {all_of[key].told()}")
            for other in near[: told.articles]:
                print(f"   ~ {other.basis} {all_of[other].told()[:300]}")


if __name__ == "__main__":
    main()
