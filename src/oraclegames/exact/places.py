"""Exact, or to so many decimals? How the numbers of an answer are written while it is printed.

Numbers are written exactly everywhere but within :func:`decimal_places`, where people who asked for
decimals get them. Documents are never written there.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from fractions import Fraction
from typing import Any

from flint import fmpz

MOST_PLACES = 15
"""More decimals than this a float would not have."""

_places: ContextVar[int | None] = ContextVar("places", default=None)

# neither a part of a name or a path, nor an agent's number ("demand:1/2"), nor the precision
_FRACTION = re.compile(r"(?<![\w/.:])(?<![δε] = )(-?[0-9]+)/([1-9][0-9]*)(?![\w/]|\.\w)")


@contextmanager
def decimal_places(places: int | None) -> Iterator[None]:
    """Within this block numbers are written with so many decimals; None changes nothing.

    >>> from oraclegames.exact.rational import format_rational
    >>> with decimal_places(3):
    ...     print(format_rational(Fraction(4, 9)), format_rational(4))
    0.444 4
    """
    token = _places.set(places)
    try:
        yield
    finally:
        _places.reset(token)


def placed(number: Any) -> str | None:
    """The number with the decimals that are asked for; None where it is to be written exactly.

    Whole numbers stay whole. Fractions are rounded exactly, half to even; others by their float.
    """
    places = _places.get()
    if places is None:
        return None
    if not isinstance(number, (int, Fraction)):
        try:
            return f"{float(number):.{places}f}"
        except OverflowError:
            return None
    if number == int(number):
        return None
    whole = round(Fraction(number) * 10**places)
    digits = str(fmpz(abs(whole))).zfill(places + 1)
    sign = "-" if whole < 0 else ""
    return f"{sign}{digits[: len(digits) - places]}.{digits[len(digits) - places :]}".rstrip(".")


def place_all(text: str, labels: Iterable[str]) -> str:
    """A text in which the fractions that are left are written so too; the labels stay as they are.

    Sentences are made before anybody asks for decimals.
    """
    if _places.get() is None:
        return text
    kept = sorted({label for label in labels if "/" in label}, key=len, reverse=True)
    parts = re.split(f"({'|'.join(map(re.escape, kept))})", text) if kept else [text]
    return "".join(part if k % 2 else _FRACTION.sub(_decimal, part) for k, part in enumerate(parts))


def _decimal(found: re.Match[str]) -> str:
    return placed(Fraction(int(fmpz(found[1])), int(fmpz(found[2])))) or found[0]
