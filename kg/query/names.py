"""From what a person types to nodes of the graph: any name, in any spelling, in either language."""

from __future__ import annotations

from collections import defaultdict
from difflib import get_close_matches

from pyoxigraph import Literal, NamedNode, Store, Triple

from kg.errors import KhabarError
from kg.query.ask import expand
from kg.sentence.spelling import name_key
from kg.triple.vocabulary import DATA, ENTITY_CLASS, ORG, RDF, RDFS, SKOS


class Names:
    """All names of a graph's entities and posts, folded: hamza, ال, diacritics do not matter."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._nodes: defaultdict[str, set[str]] = defaultdict(set)
        self._shown: dict[str, str] = {}
        keys: dict[str, str] = {}
        kinds = [*ENTITY_CLASS.values(), ORG.Post]
        told = {q.subject for kind in kinds for q in store.quads_for_pattern(None, RDF.type, kind)}
        for predicate in (RDFS.label, SKOS.altLabel):
            for quad in store.quads_for_pattern(None, predicate, None):
                node = quad.subject
                if node not in told or isinstance(node, Triple):
                    continue
                if not isinstance(quad.object, Literal):
                    continue
                name = quad.object.value
                if name not in keys:
                    keys[name] = name_key(name)
                if keys[name]:
                    self._nodes[keys[name]].add(node.value)
                    self._shown.setdefault(keys[name], name)

    def find(self, name: str) -> tuple[str, ...]:
        """The IRIs of what is called ``name``: an IRI, a whole name, else words inside names.

        Raises ``KhabarError`` K505, with the nearest names, when nothing is called so.
        """
        iri = self._iri(name)
        if iri:
            return (iri,)
        key = name_key(name)
        if key in self._nodes:
            return tuple(sorted(self._nodes[key]))
        words = set(key.split())
        inside = [other for other in self._nodes if words and words <= set(other.split())]
        if not inside:
            raise KhabarError("K505", name=name, near=self._near(key))
        return tuple(sorted({iri for other in inside for iri in self._nodes[other]}))

    def _iri(self, name: str) -> str | None:
        """``name`` itself if it is an IRI of the graph, whole or as a Turtle file shortens it."""
        bare = name[1:-1] if name.startswith("<") and name.endswith(">") else name
        for iri in filter(None, (expand(name), DATA + bare)):
            try:
                node = NamedNode(iri)
            except ValueError:
                continue
            if next(self._store.quads_for_pattern(node, None, None), None):
                return iri
        return None

    def _near(self, key: str) -> str:
        near = get_close_matches(key, self._nodes, n=3, cutoff=0.6)
        return "، ".join(self._shown[other] for other in near) or "–"
