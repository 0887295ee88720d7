"""Parameters of a family of games, and payoffs that are linear in them; all exact.

A parameter is a finite list of rational numbers: one number, a list, or a grid from ``start`` to
``stop`` (both included) with ``points`` numbers or by ``step``. A payoff is a text such as
``"2*T - S + 1/2"``. Over one common denominator every payoff of every game of the family is a whole
number, which is what the classification needs to be exact.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from oraclegames.errors import InputError
from oraclegames.exact.rational import format_rational, rational
from oraclegames.exact.written import sum_text
from oraclegames.sweep.reading import known_keys, whole

_NAME = re.compile(r"[A-Za-z_][A-Za-z_0-9]*", re.ASCII)
_TERM = re.compile(
    r"\s*(?P<sign>[+-]?)\s*(?:(?P<factor>[0-9.]+(?:/[0-9]+)?)\s*(?:\*\s*)?)?"
    r"(?P<name>[A-Za-z_][A-Za-z_0-9]*)?\s*",
    re.ASCII,
)
_MOST_LISTED = 1_000_000


@dataclass(frozen=True)
class Parameter:
    """A named list of numbers start, start + step, …; or, if ``listed``, any numbers.

    The numbers of a list are in ``listed``, which is () for a grid; ``start`` and ``step`` are 0.
    """

    name: str
    start: Fraction
    step: Fraction
    count: int
    listed: tuple[Fraction, ...] = ()

    def value(self, index: int) -> Fraction:
        """The number at a position, from 0."""
        return self.listed[index] if self.listed else self.start + index * self.step

    @property
    def bounds(self) -> tuple[Fraction, Fraction]:
        """The least and the greatest value."""
        if self.listed:
            return min(self.listed), max(self.listed)
        return self.start, self.value(self.count - 1)

    def to_dict(self) -> Any:
        """The parameter in the form of a spec, exact numbers as texts."""
        if self.listed:
            return [format_rational(value) for value in self.listed]
        if self.count == 1:
            return format_rational(self.start)
        stop = format_rational(self.value(self.count - 1))
        return {"start": format_rational(self.start), "stop": stop, "points": self.count}


@dataclass(frozen=True)
class Linear:
    """constant + Σ factor·parameter."""

    constant: Fraction
    factors: tuple[tuple[str, Fraction], ...] = ()

    def bound(self, parameters: Mapping[str, Parameter]) -> Fraction:
        """The greatest size it attains."""
        low = high = self.constant
        for name, factor in self.factors:
            ends = [factor * end for end in parameters[name].bounds]
            low, high = low + min(ends), high + max(ends)
        return max(-low, high)

    def __str__(self) -> str:
        return sum_text([*((factor, name) for name, factor in self.factors), (self.constant, "")])


def parameter(name: str, value: Any) -> Parameter:
    """Read one parameter of a spec."""
    what = f"parameter {name!r:.60}"
    if not _NAME.fullmatch(name):
        raise InputError(f"{what} should have a name of letters, digits and _")
    if isinstance(value, Mapping):
        return _grid(name, value, what)
    if isinstance(value, list):
        if not 0 < len(value) <= _MOST_LISTED:
            raise InputError(f"{what} should list 1 to {_MOST_LISTED} numbers, not {len(value)}")
        numbers = tuple(rational(number, approximate=True, what=what) for number in value)
        if len(set(numbers)) < len(numbers):
            raise InputError(f"{what} lists a number twice")
        return Parameter(name, Fraction(0), Fraction(0), len(numbers), numbers)
    return Parameter(name, rational(value, approximate=True, what=what), Fraction(0), 1)


def _grid(name: str, table: Mapping[str, Any], what: str) -> Parameter:
    known_keys(table, ("start", "stop", "points", "step"), what)
    for key in ("start", "stop"):
        if key not in table:
            raise InputError(f"{what} needs {key} = a number")
    start, stop = (
        rational(table[key], approximate=True, what=f"{key} of {what}") for key in ("start", "stop")
    )
    if start > stop:
        raise InputError(
            f"{what} has a reversed range: start {format_rational(start)} is greater than stop "
            f"{format_rational(stop)}; exchange them"
        )
    if ("points" in table) == ("step" in table):
        raise InputError(f"{what} needs either points = a whole number or step = a number")
    if "step" in table:
        step = rational(table["step"], approximate=True, what=f"step of {what}")
        if step <= 0:
            raise InputError(f"step of {what} should be positive, not {format_rational(step)}")
        return Parameter(name, start, step, (stop - start) // step + 1)
    points = whole(table["points"], f"points of {what}", 1)
    if points == 1 and start != stop:
        raise InputError(f"{what} has one point but start and stop differ; give at least 2 points")
    if points > 1 and start == stop:
        raise InputError(f"{what} has {points} points but start and stop agree; give points = 1")
    return Parameter(name, start, (stop - start) / max(points - 1, 1), points)


def linear(text: Any, names: Sequence[str], what: str) -> Linear:
    """Read a payoff that is linear in the named parameters.

    >>> str(linear("2*T - S + 1/2", ["S", "T"], "a payoff"))
    '-S + 2*T + 1/2'
    """
    if not isinstance(text, str):
        return Linear(rational(text, approximate=True, what=what))
    constant, factors, position = Fraction(0), dict.fromkeys(names, Fraction(0)), 0
    while position < len(text) or not text.strip():
        match = _TERM.match(text, position)
        assert match is not None  # every part of a term is optional
        if not (match["factor"] or match["name"]) or (position and not match["sign"]):
            raise InputError(
                f"{what} should be linear in the parameters, such as 2*T - S + 1/2, "
                f"not {text!r:.60}"
            )
        value = rational(match["factor"] or "1", what=f"a number in {what}")
        value = -value if match["sign"] == "-" else value
        if match["name"]:
            known_keys([match["name"]], names, what, kind="parameter")
            factors[match["name"]] += value
        else:
            constant += value
        position = match.end()
    used = ((name, factor) for name, factor in factors.items() if factor)
    return Linear(constant, tuple(sorted(used)))
