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
from collections.abc import Iterable
from itertools import chain
from zlib import crc32

from kg.entity.decision import Decisions
from kg.entity.homonym import apart, bearers, common, lone
from kg.entity.key import Key, folded, local
from kg.entity.namesake import namesakes
from kg.entity.post import national
from kg.entity.profile import Held, Profile, Told, held_by, implied_by, keys_in
from kg.entity.thread import HOLDERS, Weights, formulas, heavy, traces
from kg.nouns import Facts


class Gathered:
    """What some articles tell of keys."""

    def __init__(self, decisions: Decisions) -> None:
        self._decided = decisions
        self._named = {k for pair in (*decisions.merges, *decisions.apart) for k in pair}
        self._named |= set(decisions.names)
        self._profiles: dict[Key, Profile] = {}
        """Of entities without a post: nothing of their articles need be held."""
        self._places: defaultdict[Key, list[Told]] = defaultdict(list)
        """Of those with one, which may divide a name (``kg.entity.namesake``)."""
        self._common: defaultdict[Key, list[Told]] = defaultdict(list)
        """Of names that may be those of many (``kg.entity.homonym``), with post or without."""
        self._hinted: defaultdict[Key, list[Held]] = defaultdict(list)
        self._company: dict[str, frozenset[Key]] = {}
        """Article → who and what it tells of, beside people of two names or more."""
        self._holders: defaultdict[str, set[str]] = defaultdict(set)
        """Title → names of those who hold it; not more than say that it is a common one."""
        self._alike: dict[Key, Key] = {}
        """One object for keys that are equal: they come in many articles."""
        self._seen: set[str] = set()

    def add(self, facts: Facts) -> None:
        """What one article tells; the second of one id is not asked."""
        article = facts.article
        if article.id in self._seen:
            return
        self._seen.add(article.id)
        keys, names = keys_in(facts), {e.id: e.name for e in facts.entities}
        posts, implied = held_by(facts, keys), implied_by(facts, keys)
        trace = traces(facts)
        if trace:
            self._company[article.id] = frozenset(
                self._alike.setdefault(k, k)
                for k in keys.values()
                if k.basis != "local" and k.type != "CTRY"
            )
        self._hold((folded(p.title), folded(names.get(p.holder, ""))) for p in facts.posts)
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
                path = trace.get(entity.id)
                if hints:
                    self._hinted[key].extend(hints)
                if common(key):
                    told = [h for h in implied.get(entity.id, []) if national(h.title)]
                    self._common[key].append(Told(article.id, entity, held, path, told))
                elif held:
                    self._places[key].append(Told(article.id, entity, held, path))
                else:
                    self._profile(key).add(Told(article.id, entity, (), path))

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
        self._company |= other._company
        self._hold((title, name) for title, names in other._holders.items() for name in names)
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
        for article, company in self._company.items():
            made[_number(article, buckets)]._company[article] = company
        for title, names in self._holders.items():
            made[_number(title, buckets)]._holders[title] = names
        return dict(made)

    def profiles(self) -> tuple[dict[Key, Profile], dict[tuple[str, str], Key], Weights]:
        """All keys' profiles, the keys of entities (article, local id) whose name was found to be
        that of several people, and what it means that two articles agree."""
        divided: dict[tuple[str, str], Key] = {}
        often = Counter({k: len(p.articles) for k, p in self._profiles.items()})
        for known in (self._places, self._common):
            often.update({k: len(told) for k, told in known.items()})
        borne, weights = bearers(often), self._weights(often)
        for key, many in self._common.items():
            whole = lone(key, borne)
            for part, told in ({key: many} if whole else apart(key, many, weights)).items():
                self._places[part] += told
                if part != key:
                    divided |= {(one.article, one.entity.id): part for one in told}
        for key, places in self._places.items():
            for sub, where in namesakes(key, places):
                profile = self._profile(sub)
                if key in self._hinted:
                    profile.implied = self._hinted[key]
                for one in sorted(where, key=lambda w: (w.article, w.entity.id)):
                    profile.add(one)
                    if sub != key:
                        divided[one.article, one.entity.id] = sub
        for key in self._hinted:
            self._profile(key).implied = self._hinted[key]
        self._places.clear()
        self._common.clear()
        return self._profiles, divided, weights

    def _weights(self, often: Counter[Key]) -> Weights:
        company = {
            article: frozenset(k for k in told if heavy(k, often[k]))
            for article, told in self._company.items()
        }
        known = ((k, t) for k, p in self._profiles.items() for t in p.traces)
        borne = (
            (k, one.trace)
            for places in (self._places, self._common)
            for k, told in places.items()
            for one in told
            if one.trace
        )
        titles = {title: len(names) for title, names in self._holders.items()}
        return Weights(often, company, titles, formulas(chain(known, borne)))

    def _hold(self, told: Iterable[tuple[str, str]]) -> None:
        for title, name in told:
            if len(self._holders[title]) <= HOLDERS:
                self._holders[title].add(name)

    def _profile(self, key: Key) -> Profile:
        if key not in self._profiles:
            self._profiles[key] = Profile(key)
        return self._profiles[key]


def _bucket(key: Key, buckets: int) -> int:
    return _number(f"{key.type}/{key.basis}/{key.value}", buckets)


def _number(text: str, buckets: int) -> int:
    # not hash(): it is another in each process
    return crc32(text.encode("utf-8", "replace")) % buckets
