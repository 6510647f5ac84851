"""Which entities of different articles are one thing, and why.

Entities with equal keys (``kg.entity.key``) are one node, unless they hold one post of different
countries at one time. Then keys are joined: spellings and lengths of one name, and surnames with
the full name of somebody who holds the same post of the same country. What forbids it is asked
of everything that a join would bring together: numbers differ, types differ, posts are at odds,
a person said no. What comes out depends on what the articles say, never on their order, and each
join is kept with its reason, so it can be shown and taken back.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass
from itertools import pairwise, product
from typing import Final

from kg.entity.called import called_so
from kg.entity.candidate import Pair, called_after, pairs
from kg.entity.cluster import Cluster
from kg.entity.decision import Decisions
from kg.entity.gather import Gathered
from kg.entity.key import Key, key_of, local
from kg.entity.profile import SAME_YEARS, Profile, favourite, near, same_post
from kg.entity.thread import Trace, Weights, company, tie
from kg.entity.variant import Likeness, descent, parts
from kg.nouns import Article, Entity, Facts

_BASES: Final = ("kb", "name", "local")
READ: Final = 60
"""Articles of a node, in the order of their ids, whose threads to another node are looked for."""
IN_OFFICE: Final = 5
"""Times as many articles that have somebody in an office as have all others of his name."""
CLEAR: Final = 10
"""Times as many articles as of all others, for a person to be the one that a surname means."""


@dataclass(frozen=True, slots=True)
class Merge:
    """One line of the log: which articles' entities became one node, and why."""

    key: Key
    names: tuple[str, ...]
    articles: tuple[str, ...]
    reason: str
    members: tuple[Key, ...] = ()
    """The keys that were joined, its own too."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """A pair that was looked at: joined although only weak likeness spoke for it, or kept apart."""

    pair: Pair
    joined: bool
    reason: str
    """What decided."""


class Identity:
    """The nodes of entities, and what is known of each over all articles; see ``identify``."""

    def __init__(
        self,
        profiles: dict[Key, Profile],
        divided: dict[tuple[str, str], Key],
        decisions: Decisions,
        weights: Weights,
    ) -> None:
        self._profiles, self._divided, self._decisions = profiles, divided, decisions
        self._weights = weights
        self._clusters_of: dict[Key, Cluster] = {}
        """Of keys that were compared with others; most names never are."""
        self.doubts: list[Doubt] = []
        """Pairs that a person may want to look at."""
        self._join()
        self._node = {
            k: self._chosen(c.keys)
            for key, c in self._clusters_of.items()
            if len(c.keys) > 1 and c.keys[0] == key
            for k in c.keys
        }
        self._names: dict[Key, str | None] = {}
        self._english: dict[Key, str | None] = {}

    def key(self, article: Article, entity: Entity) -> Key:
        """The key of the node that an entity of an article is."""
        own = self.own_key(article, entity)
        return self._node.get(own, own)

    def own_key(self, article: Article, entity: Entity) -> Key:
        """Its key before joining: what ``members`` of a merge are made of."""
        if self._divided or self._decisions.alone:
            place = (article.id, entity.id)
            if place in self._decisions.alone:
                return local(article, entity)
            if place in self._divided:
                return self._divided[place]
        return key_of(article, entity)

    def name(self, article: Article, entity: Entity) -> str:
        """The Arabic name that the node bears in every article: the one told most often."""
        key = self.key(article, entity)
        if key not in self._names:
            self._names[key] = self._renamed(key) or favourite(self._counted(key, "names"))
        return self._names[key] or entity.name

    def name_en(self, article: Article, entity: Entity) -> str | None:
        """The English name of the node, from any article that knew it."""
        key = self.key(article, entity)
        if key not in self._english:
            self._english[key] = favourite(self._counted(key, "english"))
        return self._english[key] or entity.name_en

    def members(self, key: Key) -> tuple[Key, ...]:
        """The keys that are one node with ``key``."""
        return tuple(sorted(self._clusters_of[key].keys)) if key in self._clusters_of else (key,)

    def profile(self, key: Key) -> Profile | None:
        """What is known of a key by itself; None of one that stays inside its article."""
        return self._profiles.get(key)

    def merges(self) -> tuple[Merge, ...]:
        """The log: every node that stands in more than one article, with the reasons."""
        told = []
        for cluster in self._clusters():
            keys = sorted(cluster.keys)
            held = [self._profiles[k] for k in keys]
            articles = sorted({a for p in held for a in p.articles})
            if len(articles) > 1 or len(keys) > 1:
                names = sorted({n for p in held for n in p.names})
                own = [_reason(p.key) for p in held if len(p.articles) > 1]
                reason = "; ".join((*own, *sorted(cluster.reasons)))
                node = self._node.get(keys[0], keys[0])
                told.append(Merge(node, tuple(names), tuple(articles), reason, tuple(keys)))
        return tuple(sorted(told, key=lambda m: m.key))

    def _clusters(self) -> Iterator[Cluster]:
        clusters = ((key, self._clusters_of.get(key)) for key in self._profiles)
        return (c or Cluster.of(self._profiles[k]) for k, c in clusters if not c or c.keys[0] == k)

    def _cluster(self, key: Key) -> Cluster:
        """The keys that are one with ``key`` so far."""
        if key not in self._clusters_of:
            self._clusters_of[key] = Cluster.of(self._profiles[key])
        return self._clusters_of[key]

    def _counted(self, key: Key, what: str) -> Counter[str]:
        count: Counter[str] = Counter()
        for one in self.members(key):
            if one in self._profiles:
                count.update(getattr(self._profiles[one], what))
        return count

    def _renamed(self, key: Key) -> str | None:
        told = {self._decisions.names.get(k) for k in self.members(key)} - {None}
        return min((t for t in told if t), default=None)

    def _chosen(self, keys: Sequence[Key]) -> Key:
        """The key that gives the IRI: a person's choice, else linked, else told of most."""
        into = {b for _, b in self._decisions.merges} - {a for a, _ in self._decisions.merges}

        def rank(key: Key) -> tuple[bool, int, int, int, str]:
            told = len(self._profiles[key].articles)
            return key not in into, _BASES.index(key.basis), -told, -len(key.value), key.value

        return min(keys, key=rank)

    def _join(self) -> None:
        for one, other in self._decisions.merges:
            if one in self._profiles and other in self._profiles:
                self._union(one, other, "a person decided so")
        pieces = (k for k in self._divided.values() if k.basis == "local")
        for pair in pairs(self._profiles, frozenset(pieces)):
            self._weigh(pair)
        self._homonyms()
        self._surnames()
        short = called_so(self._profiles.values(), lambda k: self._cluster(k).keys[0])
        for key, full, reason in sorted(short):
            few, many = (self._articles(k) for k in (key, full))
            alone = all(k.basis == "local" for k in self._cluster(key).keys)
            misread = alone and (few == 1 or CLEAR * few <= many)
            self._weigh(Pair(Likeness("strong", reason), full, key), misread=misread)

    def _homonyms(self) -> None:
        """Of one common name, kept apart for want of a thread: for a person to look at."""
        for key in sorted(set(self._divided.values())):
            whole = Key(key.type, "name", self._profiles[key].name)
            if key.basis == "local" and whole in self._profiles:
                told = f"same name, nothing else in common: {whole.value}"
                self._weigh(Pair(Likeness("weak", told), whole, key))

    def _weigh(self, pair: Pair, post: str | None = None, misread: bool = False) -> None:
        """Join a pair, or note why not. ``misread``: a few articles' word on whose president he is
        weighs nothing against all the others'."""
        one, other = self._profiles[pair.first], self._profiles[pair.second]
        left, right = self._cluster(pair.first), self._cluster(pair.second)
        known = left is right
        strong = pair.likeness.strength == "strong"
        post = post or same_post(one.held, other.held)
        if not (strong or post or known):
            post = same_post(left.held, right.held)
        forbidden = self._forbidden(pair.first, pair.second, posts=not misread)
        together = not post and _often_together(one, other)
        told = f"same post: {post}" if post else ""
        if pair.likeness.threads and not (strong or post or known or forbidden or together):
            told = self._thread(left, right) or ""
        strong = strong and not together
        joined = not forbidden and (strong or bool(told))
        if joined:
            self._union(
                pair.first, pair.second, "; ".join(filter(None, (pair.likeness.reason, told)))
            )
        told = forbidden or told or "no post in common"
        if not known and not (joined and strong):
            self.doubts.append(Doubt(pair, joined, told))

    def _thread(self, left: Cluster, right: Cluster) -> str | None:
        """What ties an article of one to an article of the other; None if nothing does."""
        own = {*left.keys, *right.keys}
        own |= {Key(k.type, "name", self._profiles[k].name) for k in own}
        both = list(product(self._traces(left), self._traces(right)))
        for a, b in both:
            if told := tie(a, b, self._weights):
                return told
        for a, b in both if self._weights.enough else ():
            if who := company(a.article, b.article, frozenset(own), self._weights):
                return f"both in company of {who.value}"
        return None

    def _traces(self, cluster: Cluster) -> list[Trace]:
        return sorted(t for k in cluster.keys for t in self._profiles[k].traces)[:READ]

    def _surnames(self) -> None:
        """كارتر of one article is أشتون كارتر of another that holds the same post then."""
        full: defaultdict[tuple[str, Key], list[Key]] = defaultdict(list)
        single: list[Key] = []
        for key in sorted(self._profiles):
            profile = self._profiles[key]
            if key.type == "PER" and len(parts(profile.name)) == 1 and _alone(key):
                single.append(key)
            elif key.type == "PER" and len(parts(profile.name)) > 1:
                for office in {(h.title, h.body) for h in profile.held}:
                    full[office].append(key)
        alike: defaultdict[tuple[str, str, Key], list[Key]] = defaultdict(list)
        for key in single:
            profile = self._profiles[key]
            offices = sorted({(h.title, h.body) for h in profile.held})
            hints = sorted({(h.title, h.body) for h in profile.implied})
            found = {
                k: self._whose(profile, k) for o in (*offices, *hints) for k in full.get(o, ())
            }
            held = {k: post for k, post in found.items() if post}
            homes = self._foremost({self._cluster(k).keys[0] for k in held}, {*offices, *hints})
            if len(homes) == 1:
                best = min(k for k in held if self._cluster(k).keys[0] in homes)
                likeness = Likeness("weak", f"surname of {self._profiles[best].name}")
                self._weigh(Pair(likeness, best, key), held[best])
            elif not homes:
                for title, body in offices:
                    alike[profile.name, title, body].append(key)
        for keys in alike.values():
            self._in_a_row(keys)

    def _foremost(self, homes: set[Key], offices: Set[tuple[str, Key]]) -> set[Key]:
        """The one of several people whom nearly all articles have in these offices; all, if there
        is none: among kings called فهد a prince whom one article calls king is none."""
        if len(homes) < 2:
            return homes
        told = {
            k: len({h.article for h in self._cluster(k).held if (h.title, h.body) in offices})
            for k in homes
        }
        best = max(homes, key=lambda k: (told[k], k))
        return {best} if told[best] >= IN_OFFICE * (sum(told.values()) - told[best]) else homes

    def _articles(self, key: Key) -> int:
        """In how many articles all that is one with ``key`` is told of."""
        return sum(len(self._profiles[k].articles) for k in self._cluster(key).keys)

    def _whose(self, single: Profile, full: Key) -> str | None:
        other = self._profiles[full]
        if not called_after(parts(single.name)[0], other.name):
            return None
        return same_post((*single.held, *single.implied), other.held)

    def _in_a_row(self, keys: Sequence[Key]) -> None:
        """One surname in one post: one person from article to article, while no years pass."""

        def day(key: Key) -> tuple[int, Key]:
            days = [h.day for h in self._profiles[key].held if h.day is not None]
            return min(days, default=0), key

        dated = sorted(keys, key=day)
        for one, other in pairwise(dated):
            if near(day(one)[0] or None, day(other)[0] or None, SAME_YEARS):
                name = self._profiles[one].name
                self._weigh(Pair(Likeness("weak", f"same surname: {name}"), one, other))

    def _forbidden(self, one: Key, other: Key, posts: bool) -> str | None:
        """Why all that is one with ``one`` and all that is one with ``other`` are not one."""
        left, right = self._cluster(one), self._cluster(other)
        if left is right:
            return None
        for a, b in product(left.keys, right.keys) if self._decisions.apart else ():
            if (min(a, b), max(a, b)) in self._decisions.apart:
                return "a person decided that they are two"
        return left.forbids(right, posts)

    def _union(self, one: Key, other: Key, reason: str) -> None:
        left, right = self._cluster(one), self._cluster(other)
        left.reasons.add(reason)
        if left is not right:
            if len(right.keys) > len(left.keys):
                left, right = right, left
            left.take(right)
            self._clusters_of.update(dict.fromkeys(right.keys, left))


def _alone(key: Key) -> bool:
    """Whether a name of one part stays inside its article, or is that of somebody's father alone:
    ابن كيران for عبد الإله ابن كيران."""
    return key.basis == "local" or key.value.split()[0] in descent()


def identify(facts: Iterable[Facts], decisions: Decisions | None = None) -> Identity:
    """Read all articles' entities once, in any order, and say which are one node, and its name."""
    decided = decisions or Decisions()
    gathered = Gathered(decided)
    for one in facts:
        gathered.add(one)
    return identity(gathered, decided)


def identity(gathered: Gathered, decisions: Decisions) -> Identity:
    """The same of what is gathered already, in one process or in many (``kg.entity.gather``)."""
    profiles, divided, weights = gathered.profiles()
    return Identity(dict(sorted(profiles.items())), divided, decisions, weights)


def _often_together(one: Profile, other: Profile) -> bool:
    """Whether articles that name both keep them apart, more often than by a reader's mistake."""
    return 3 * len(one.articles & other.articles) > min(len(one.articles), len(other.articles))


def _reason(key: Key) -> str:
    if key.basis == "kb":
        return f"linked to the same knowledge-base row {key.value}"
    return f"same type and same full name, spelling folded: {key.value}"
