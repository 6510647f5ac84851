"""Killings: one word that tells two events, an attack and its dead, tells them of the same people.

The reader links each of the two by itself, and is surer of now the one, now the other.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache

from kg.mention.label import KILLING
from kg.nouns import Link, Mention, Reading, TimeExpression
from kg.sentence.table import table


def killings(triggers: Sequence[Mention]) -> list[tuple[int, int]]:
    """Indexes of the attack and of the casualties that stand on the same words."""
    attack, casualties = KILLING
    deaths = {(t.start, t.end): n for n, t in enumerate(triggers) if t.type == casualties}
    attacks = [(n, (t.start, t.end)) for n, t in enumerate(triggers) if t.type == attack]
    return [(n, deaths[span]) for n, span in attacks if span in deaths]


def agreed(reading: Reading) -> Reading:
    """The reading, whom and where of each killing as likely in both its events as in the surer."""
    pairs = killings(reading.triggers)
    if not pairs:
        return reading
    score = {(k.label, k.source, k.target): k.score for k in reading.roles}
    for attack, casualties in pairs:
        for one, other in _roles():
            for target in range(len(reading.mentions)):
                twins = (one, attack, target), (other, casualties, target)
                best = max(score.get(twin, 0.0) for twin in twins)
                if best:
                    score.update(dict.fromkeys(twins, best))
    return replace(reading, roles=tuple(Link(*key, s) for key, s in score.items()))


def agreed_times(
    triggers: Sequence[Mention], when: Mapping[int, TimeExpression]
) -> dict[int, TimeExpression]:
    """The times by trigger, the surest first, each of a killing in both its events."""
    other = {a: b for pair in killings(triggers) for a, b in (pair, pair[::-1])}
    out: dict[int, TimeExpression] = {}
    for trigger, time in when.items():
        out.setdefault(trigger, time)
        if trigger in other and other[trigger] not in when:
            out.setdefault(other[trigger], time)
    return out


@cache
def _roles() -> tuple[tuple[str, str], ...]:
    return tuple((row["attack"], row["casualties"]) for row in table("killing_roles"))
