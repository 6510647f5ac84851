"""What all articles tell, gathered by key: the merge as a group-by on stable keys.

A key is a function of one entity alone (``kg.entity.key``), and what is gathered under it does not
depend on the order of articles nor on who gathers: parts of the articles may be gathered apart,
divided by key, and put together key by key. A cluster does that with the map and the reduce that
it has:

    map       articles → ``Gathered.add`` → ``Gathered.divided`` by key into buckets
    reduce    by bucket → ``Gathered.take``

``kg.entity.merge`` then compares keys, which are far fewer than what was told of them.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from zlib import crc32

from kg.entity.decision import Decisions
from kg.entity.homonym import Told, apart, common, context, shared_families
from kg.entity.key import Key, folded, local
from kg.entity.namesake import Place, namesakes
from kg.entity.post import national
from kg.entity.profile import Held, Profile, held_by, implied_by, keys_in
from kg.nouns import Facts


class Gathered:
    """What some articles tell of keys."""

    def __init__(self, decisions: Decisions) -> None:
        self._decided = decisions
        self._named = {k for pair in (*decisions.merges, *decisions.apart) for k in pair}
        self._named |= set(decisions.names)
        self._profiles: dict[Key, Profile] = {}
        """Of entities without a post: nothing of their articles need be held."""
        self._places: defaultdict[Key, list[Place]] = defaultdict(list)
        """Of those with one, which may divide a name (``kg.entity.namesake``)."""
        self._common: defaultdict[Key, list[Told]] = defaultdict(list)
        """Of names that may be those of many (``kg.entity.homonym``), with post or without."""
        self._hinted: defaultdict[Key, list[Held]] = defaultdict(list)
        self._seen: set[str] = set()

    def add(self, facts: Facts) -> None:
        """What one article tells; the second of one id is not asked."""
        article = facts.article
        if article.id in self._seen:
            return
        self._seen.add(article.id)
        keys = keys_in(facts)
        posts, implied = held_by(facts, keys), implied_by(facts, keys)
        for entity in facts.entities:
            key = keys[entity.id]
            held = posts.get(entity.id, [])
            if (article.id, entity.id) in self._decided.alone:
                key, held = local(article, entity), []
                implied.pop(entity.id, None)
            single = (
                key.basis == "local" and entity.type == "PER" and " " not in folded(entity.name)
            )
            hints = implied.get(entity.id, []) if single else []
            if key.basis != "local" or held or single or key in self._named:
                if hints:
                    self._hinted[key].extend(hints)
                if common(key):
                    around = context(keys, entity.id)
                    told = [h for h in implied.get(entity.id, []) if national(h.title)]
                    self._common[key].append((article.id, entity, held, around, told))
                elif held:
                    self._places[key].append((article.id, entity, held))
                else:
                    self._profile(key).add(entity, article.id, ())

    def take(self, other: Gathered) -> Gathered:
        """Put together with what other articles tell; returns itself."""
        self._seen |= other._seen
        for key, profile in other._profiles.items():
            self._profile(key).take(profile)
        for key, places in other._places.items():
            self._places[key] += places
        for key, told in other._common.items():
            self._common[key] += told
        for key, hints in other._hinted.items():
            self._hinted[key] += hints
        return self

    def divided(self, buckets: int) -> dict[int, Gathered]:
        """The same, divided by key: whoever gathers, a key comes into the same bucket."""
        made: defaultdict[int, Gathered] = defaultdict(lambda: Gathered(self._decided))
        for key, profile in self._profiles.items():
            made[_bucket(key, buckets)]._profiles[key] = profile
        for key, places in self._places.items():
            made[_bucket(key, buckets)]._places[key] = places
        for key, told in self._common.items():
            made[_bucket(key, buckets)]._common[key] = told
        for key, hints in self._hinted.items():
            made[_bucket(key, buckets)]._hinted[key] = hints
        return dict(made)

    def profiles(self) -> tuple[dict[Key, Profile], dict[tuple[str, str], Key]]:
        """All keys' profiles, and the keys of entities (article, local id) whose name was found to
        be that of several people."""
        divided: dict[tuple[str, str], Key] = {}
        often = Counter({k: len(p.articles) for k, p in self._profiles.items()})
        for known in (self._places, self._common):
            often.update({k: len(told) for k, told in known.items()})
        borne = shared_families(often)
        for key, many in self._common.items():
            one = key.value.split()[-1] not in borne
            for part, told in ({key: many} if one else apart(key, many, often.__getitem__)).items():
                self._places[part] += [(where, who, list(held)) for where, who, held, *_ in told]
                if part != key:
                    divided |= {(article, entity.id): part for article, entity, *_ in told}
        for key, places in self._places.items():
            for sub, where in namesakes(key, places):
                profile = self._profile(sub)
                if key in self._hinted:
                    profile.implied = self._hinted[key]
                for article, entity, held in sorted(where, key=lambda w: (w[0], w[1].id)):
                    profile.add(entity, article, held)
                    if sub != key:
                        divided[article, entity.id] = sub
        for key in self._hinted:
            self._profile(key).implied = self._hinted[key]
        self._places.clear()
        self._common.clear()
        return self._profiles, divided

    def _profile(self, key: Key) -> Profile:
        if key not in self._profiles:
            self._profiles[key] = Profile(key)
        return self._profiles[key]


def _bucket(key: Key, buckets: int) -> int:
    # not hash(): it is another in each process
    return crc32(f"{key.type}/{key.basis}/{key.value}".encode("utf-8", "replace")) % buckets
