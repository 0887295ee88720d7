"""Falsifications of a document: every scalar changed, every key and item dropped, doubled, swapped.

A checker must refuse each of them, except at places that claim nothing. Places are written with
dots ("pure.1.reason"), patterns as in ``fnmatch``: ``*`` stands for any characters, dots included.
The slow tests try all of them, the quick ones at least two at every place.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from fractions import Fraction
from itertools import groupby
from random import Random
from typing import Any

from oraclegames.certificates.verify import verify
from oraclegames.errors import InputError
from oraclegames.exact.rational import format_rational, parse_rational
from tests import depth

WORDS = (
    ("yes", "no", "undetermined"),
    ("complete", "partial", "undetermined", "tied", "converged"),
    ("interior", "boundary"),
    ("smooth", "nodal", "reducible"),
    ("in", "out", "edge"),
)
"""Groups of words that documents use: one is put in the place of another."""


@dataclass(frozen=True)
class Falsification:
    """A document with one thing changed.

    Attributes:
        place: where, with dots.
        what: "changed to …", "dropped", "doubled" or "swapped".
        document: the changed document.
    """

    place: str
    what: str
    document: Any

    def __str__(self) -> str:
        return f"{self.place} {self.what}"


def falsifications(document: Any, silent: Sequence[str] = ()) -> Iterator[Falsification]:
    """All of them; ``silent`` are patterns of places that claim nothing, with all inside them."""
    for path, value in _places(document):
        place = ".".join(map(str, path))
        if any(fnmatchcase(place, p) or fnmatchcase(place, f"{p}.*") for p in silent):
            continue
        if not isinstance(value, (dict, list)):
            for other in (o for o in _others(value) if o != value or type(o) is not type(value)):
                yield Falsification(place, f"changed to {other!r}", _put(document, path, other))
        if not path:
            continue
        yield Falsification(place, "dropped", _replaced(document, path))
        if isinstance(path[-1], int):
            yield Falsification(place, "doubled", _replaced(document, path, value, value))
            for after in _inside(document, path[:-1])[path[-1] + 1 :][:1]:
                if after != value:
                    swapped = _replaced(document, path, after, value, over=2)
                    yield Falsification(place, "swapped with the next", swapped)


def tried(document: Any, silent: Sequence[str] = ()) -> list[Falsification]:
    """Those that this run tries: all, or at every place two that are drawn by the document."""
    lies = list(falsifications(document, silent))
    if depth.thorough:
        return lies
    draw = Random(str(document))
    places = [list(group) for _, group in groupby(lies, key=lambda lie: lie.place)]
    return [lie for group in places for lie in draw.sample(group, min(2, len(group)))]


def accepted(document: Any, silent: Sequence[str] = (), *, complete: bool = False) -> list[str]:
    """The falsifications that pass the checker, of those tried: there should be none."""
    lies = tried(document, silent)
    return [str(lie) for lie in lies if not refused(lie.document, complete=complete)]


def refused(document: Any, *, complete: bool = False) -> bool:
    """Whether a document is refuted, or cannot be read."""
    try:
        return not verify(document, complete=complete)
    except InputError:
        return True


def _places(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[tuple[Any, ...], Any]]:
    yield path, value
    pairs: Any = value.items() if isinstance(value, dict) else ()
    for key, inside in enumerate(value) if isinstance(value, list) else pairs:
        yield from _places(inside, (*path, key))


def _others(value: Any) -> Iterator[Any]:
    """Other values of the same kind, and null."""
    if value is None:
        yield from (True, "1", [])
        return
    yield None
    if isinstance(value, bool):
        yield not value
    elif isinstance(value, int):
        yield from {value + 1, value - 1, -value} - {value}
    elif isinstance(value, float):
        yield from {value + 1e-9 * max(1.0, abs(value)), value + 1, -value} - {value}
    else:
        yield from _other_texts(value)


def _other_texts(text: str) -> Iterator[str]:
    number = parse_rational(text)
    if number is not None:
        changed = {number + 1, number - 1, -number, number + Fraction(1, 10**9)} - {number}
        yield from map(format_rational, sorted(changed))
    elif "√" in text:
        yield from (f"1 + {text}" if text[0].isdigit() is False else f"1{text}", f"-{text}")
    else:
        for group in WORDS:
            yield from (word for word in group if text in group and word != text)
        yield from (text + "x", "")


def _put(document: Any, path: Sequence[Any], value: Any) -> Any:
    """The document with another value at a place; what is not on the way there is shared."""
    if not path:
        return value
    inside = document.copy()
    inside[path[0]] = _put(document[path[0]], path[1:], value)
    return inside


def _replaced(document: Any, path: Sequence[Any], *values: Any, over: int = 1) -> Any:
    """The document with these values in the place of ``over`` items, or without a key."""
    *way, key = path
    changed = _inside(document, way).copy()
    if isinstance(key, int):
        changed[key : key + over] = values
    else:
        del changed[key]
    return _put(document, way, changed)


def _inside(document: Any, path: Sequence[Any]) -> Any:
    for key in path:
        document = document[key]
    return document
