"""Nouns as JSON and back: each a list of its fields, in their order.

The types of the fields say how to read them, so a noun that gains a field needs no line here.
What does not fit its type is refused, never guessed: the file may have been tampered with.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import MISSING, fields, is_dataclass
from functools import cache
from types import NoneType, UnionType
from typing import Any, Literal, TypeVar, Union, cast, get_args, get_origin, get_type_hints

Noun = TypeVar("Noun")
_Reader = Callable[[Any], Any]


def dumps(noun: object) -> str:
    """``noun`` as compact JSON; the same noun always gives the same text."""
    return json.dumps(_written(noun), ensure_ascii=False, separators=(",", ":"))


def loads(kind: type[Noun], text: str | bytes) -> Noun:
    """The noun that ``dumps`` wrote. Raises ``ValueError`` for anything else."""
    found: Noun = _reader(cast(Any, kind))(json.loads(text))
    return found


def _written(value: object) -> object:
    if is_dataclass(value):
        return [_written(getattr(value, name)) for name in _names(cast(Any, type(value)))]
    if isinstance(value, tuple):
        return [_written(one) for one in value]
    return value


@cache
def _names(kind: Any) -> tuple[str, ...]:
    return tuple(f.name for f in fields(kind))


@cache
def _reader(kind: Any) -> _Reader:
    """What turns JSON into a value of a type."""
    origin = get_origin(kind)
    if is_dataclass(kind):
        return _noun(kind)
    if origin is tuple:
        return _tuple(get_args(kind))
    if origin in (Union, UnionType) and _types(kind) is None:
        return _either(get_args(kind))
    if origin is Literal:
        return _one_of(frozenset(get_args(kind)))
    return _plain(_types(kind) or frozenset())


@cache
def _types(kind: Any) -> frozenset[type] | None:
    """The types that JSON may give a field of plain values (``str | None``); None for others."""
    if kind in (str, int, bool, NoneType):
        return frozenset({kind})
    if kind is float:
        return frozenset({float, int})
    if get_origin(kind) in (Union, UnionType):
        each = [_types(one) for one in get_args(kind)]
        return None if None in each else frozenset().union(*(one for one in each if one))
    return None


def _noun(kind: Any) -> _Reader:
    """Fields that have a default may be absent at the end: an older Khabar did not know them.

    Plain fields, most of all, are looked at in one loop: a call for each costs more than the rest.
    """
    hints = get_type_hints(kind)
    names = _names(kind)
    plain = [(n, found) for n, name in enumerate(names) if (found := _types(hints[name]))]
    others = [(n, _reader(hints[name])) for n, name in enumerate(names) if not _types(hints[name])]
    needed = [n for n, f in enumerate(fields(kind), 1)
              if f.default is MISSING and f.default_factory is MISSING]  # fmt: skip
    least, most = max(needed, default=0), len(names)

    def read(data: Any) -> Any:
        if type(data) is not list or not least <= len(data) <= most:
            raise ValueError(f"{most} fields expected for {kind.__name__}")
        there = len(data)
        for n, allowed in plain:
            if n < there and type(data[n]) not in allowed:
                raise ValueError(f"{data[n]!r} is no {names[n]} of {kind.__name__}")
        for n, reader in others:
            if n < there:
                data[n] = reader(data[n])
        return kind(*data)

    return read


def _tuple(kinds: tuple[Any, ...]) -> _Reader:
    several = len(kinds) == 2 and kinds[1] is Ellipsis
    readers = [_reader(k) for k in kinds if k is not Ellipsis]

    def read(data: Any) -> Any:
        if type(data) is not list or (not several and len(data) != len(readers)):
            raise ValueError("a list expected")
        if several:
            return tuple(map(readers[0], data))
        return tuple(reader(one) for reader, one in zip(readers, data, strict=True))

    return read


def _either(kinds: tuple[Any, ...]) -> _Reader:
    """A union with a noun in it, or a list: one at most, since JSON does not tell two apart."""
    plain = frozenset[type]().union(*(_types(k) or () for k in kinds))
    (reader,) = (_reader(k) for k in kinds if not _types(k))
    return lambda data: data if type(data) in plain else reader(data)


def _one_of(values: frozenset[Any]) -> _Reader:
    def read(data: Any) -> Any:
        if type(data) is not str or data not in values:
            raise ValueError(f"{data!r} is not one of {sorted(map(str, values))}")
        return data

    return read


def _plain(allowed: frozenset[type]) -> _Reader:
    def read(data: Any) -> Any:
        if type(data) not in allowed:
            raise ValueError(f"{data!r} is none of {sorted(t.__name__ for t in allowed)}")
        return data

    return read
