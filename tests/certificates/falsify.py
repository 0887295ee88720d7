"""Falsifications of a document: every scalar changed, every key and item dropped, doubled, swapped.

A checker must refuse each of them, except at places that claim nothing. Places are written with
dots ("pure.1.reason"), patterns as in ``fnmatch``: ``*`` stands for any characters, dots included.
"""

from __future__ import annotations

import copy
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from fractions import Fraction
from typing import Any

from oraclegames.certificates.verify import verify
from oraclegames.errors import InputError
from oraclegames.exact.rational import format_rational, parse_rational

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
        yield Falsification(place, "dropped", _edit(document, path, "drop"))
        if isinstance(path[-1], int):
            yield Falsification(place, "doubled", _edit(document, path, "double"))
            after = _edit(document, path, "swap")
            if after != document:
                yield Falsification(place, "swapped with the next", after)


def accepted(document: Any, silent: Sequence[str] = (), *, complete: bool = False) -> list[str]:
    """The falsifications that pass the checker: there should be none."""
    lies = falsifications(document, silent)
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
    if not path:
        return value
    changed = copy.deepcopy(document)
    _inside(changed, path)[path[-1]] = value
    return changed


def _edit(document: Any, path: Sequence[Any], how: str) -> Any:
    changed = copy.deepcopy(document)
    inside, key = _inside(changed, path), path[-1]
    if how == "drop":
        del inside[key]
    elif how == "double":
        inside.insert(key, copy.deepcopy(inside[key]))
    elif key + 1 < len(inside):
        inside[key], inside[key + 1] = inside[key + 1], inside[key]
    return changed


def _inside(document: Any, path: Sequence[Any]) -> Any:
    for key in path[:-1]:
        document = document[key]
    return document
