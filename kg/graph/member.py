"""The members of a joined node: which of them a name, as a person types it, means."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from kg.entity.key import Key
from kg.entity.merge import Identity
from kg.errors import KhabarError
from kg.graph.merge_log import joined_nodes
from kg.sentence.spelling import name_key
from kg.triple import iri
from kg.triple.vocabulary import expand


def two(
    folder: Path,
    typed: tuple[str, str],
    nodes: tuple[str, str],
    identified: Callable[[], Identity],
) -> tuple[str, str]:
    """The IRIs of the two that a person wants kept apart, which one node may have swallowed.

    ``typed``: names or IRIs; ``nodes``: what each finds in the graph; ``identified``: who is one
    in it, asked only where a node was joined. Raises ``KhabarError`` K813 where the members of
    their one node do not tell which is meant, K814 where it has none.
    """
    joined = joined_nodes(folder)
    if not joined.intersection(nodes):
        if nodes[0] == nodes[1]:
            raise KhabarError("K814", one=typed[0], other=typed[1], node=nodes[0], folder=folder)
        return nodes
    identity = identified()
    members = {iri.entity(m.key): m.members for m in identity.merges()}
    first, second = (
        name if expand(name) else _member(identity, members.get(node, ()), name) or node
        for name, node in zip(typed, nodes, strict=True)
    )
    first, second = expand(first) or first, expand(second) or second
    if first == second:
        told = ", ".join(
            f"{iri.entity(key)} ({'، '.join(_names(identity, key))})"
            for key in members.get(nodes[0], ())
        )
        raise KhabarError("K813", one=typed[0], other=typed[1], members=told)
    return first, second


def _member(identity: Identity, members: tuple[Key, ...], name: str) -> str | None:
    """The one member that is called so, whole or by words of its name; None if several are."""
    key = name_key(name)
    names = {m: {name_key(n) for n in _names(identity, m)} for m in members}
    found = [m for m, called in names.items() if key in called]
    if not found:
        words = set(key.split())
        found = [m for m, called in names.items() if any(words <= set(n.split()) for n in called)]
    return iri.entity(found[0]) if len(found) == 1 else None


def _names(identity: Identity, key: Key) -> list[str]:
    profile = identity.profile(key)
    return sorted(profile.names) if profile else []
