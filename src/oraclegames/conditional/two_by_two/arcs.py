"""Open arcs of totally mixed dependency equilibria of a 2×2 game, and their exact end points.

The set of a 2×2 game is, where it is a curve, a union of arcs. Each is the image of an open
interval of rational parameters, each rational parameter gives one exact point, and both ends
converge to a point of the boundary of the tetrahedron. There are three kinds:

- :class:`Segment`: a straight piece, the parameter is the position between the two ends;
- :class:`RatioArc`: one player has a move with constant payoffs, so her value is fixed and the
  other player's value is the parameter; every coordinate is rational;
- :class:`ValueArc`: a piece of the payoff curve f_A(x) = f_B(y); one player's value is the
  parameter, the other's is the root of a rational quadratic that lies in a known stretch.

Distributions are (p11, p12, p21, p22); x and y are the values of the row and the column player.

A long file: three kinds of arcs with one interface.
"""

from __future__ import annotations

import math
from bisect import bisect
from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from typing import Protocol

from oraclegames.conditional.two_by_two.arc_ends import (
    UNIT,
    Term,
    dominant,
    limit_of_curve,
    odds_term,
)
from oraclegames.conditional.two_by_two.odds import OddsMap, Stretch
from oraclegames.exact.rational import ONE, to_fmpq, to_fraction
from oraclegames.exact.show import rounded
from oraclegames.exact.surd import Exact, Surd


@dataclass(frozen=True)
class Point:
    """A joint distribution of a 2×2 game with the value of each player.

    At the end of an arc the values are the limits of the values along the arc.
    """

    distribution: tuple[Exact, ...]
    values: tuple[Exact, Exact]

    @cached_property
    def as_floats(self) -> tuple[float, ...]:
        """The distribution, rounded."""
        return tuple(float(p) for p in self.distribution)

    @cached_property
    def support(self) -> tuple[int, ...]:
        """The cells of positive probability, numbered 0..3 in row-major order."""
        return tuple(cell for cell, p in enumerate(self.distribution) if p)


class Arc(Protocol):
    """What every arc can do."""

    @property
    def ends(self) -> tuple[Point, Point]:
        """The limits at the lower and the upper end of the parameter, on the boundary."""

    @property
    def span(self) -> tuple[Exact, Exact]:
        """The open interval of the parameter."""

    def at(self, parameter: Fraction) -> Point:
        """The exact point at a rational parameter strictly inside the span."""

    def near(self, parameter: float) -> tuple[float, ...]:
        """The distribution at a parameter in floats: fast, for spacing points only."""

    def holds(self, x: Exact, y: Exact) -> bool:
        """Whether the equilibrium with these values, known to be one, lies on the arc."""


@dataclass(frozen=True)
class Segment:
    """The open segment between two points; values are linear along it."""

    ends: tuple[Point, Point]
    span: tuple[Exact, Exact] = (Fraction(0), Fraction(1))

    def at(self, parameter: Fraction) -> Point:
        """The mixture (1 − z)·start + z·end."""
        start, stop = self.ends
        values = zip(start.distribution, stop.distribution)
        distribution = tuple((1 - parameter) * p + parameter * q for p, q in values)
        (x0, y0), (x1, y1) = start.values, stop.values
        return Point(distribution, (_between(x0, x1, parameter), _between(y0, y1, parameter)))

    def near(self, parameter: float) -> tuple[float, ...]:
        """The same in floats."""
        (a, b, c, d), (e, f, g, h) = self.ends[0].as_floats, self.ends[1].as_floats
        z, y = 1 - parameter, parameter
        return z * a + y * e, z * b + y * f, z * c + y * g, z * d + y * h

    def holds(self, x: Exact, y: Exact) -> bool:
        """Whether the values lie between those of the ends."""
        (x0, y0), (x1, y1) = self.ends[0].values, self.ends[1].values
        return _is_between(x0, x, x1) and _is_between(y0, y, y1)


@dataclass(frozen=True)
class RatioArc:
    """The arc of a game in which exactly the row player has one move with constant payoffs.

    Attributes:
        steady: the move with constant payoffs, 0 or 1.
        value: its payoff, the row player's value.
        odds: the fixed odds of column 2 against column 1 in the other row.
        column: the column player's odds map; her value is the parameter.
    """

    steady: int
    value: Fraction
    odds: Fraction
    column: OddsMap
    ends: tuple[Point, Point] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "ends", (self._end(self.column.low), self._end(self.column.high)))

    @property
    def span(self) -> tuple[Exact, Exact]:
        """The column player's values."""
        return self.column.low, self.column.high

    def at(self, parameter: Fraction) -> Point:
        """The point at which the column player is worth ``parameter``."""
        weights = self._weights(self.column.odds(0, parameter), self.column.odds(1, parameter))
        return Point(_normalise(weights), (self.value, parameter))

    def near(self, parameter: float) -> tuple[float, ...]:
        """The same in floats."""
        (a, b), (c, d) = self.column.as_floats
        first, second = (a - parameter) / (parameter - b), (c - parameter) / (parameter - d)
        odds = float(self.odds)
        if self.steady == 0:
            return _normalise_floats((1 / first, odds / second, 1.0, odds))
        return _normalise_floats((1.0, odds, first, odds * second))

    def holds(self, x: Exact, y: Exact) -> bool:
        """Whether the values fit."""
        return x == self.value and self.column.low < y < self.column.high

    def _weights(self, first: Exact, second: Exact) -> tuple[Exact, ...]:
        """Unnormalised cells, from the odds of row 2 against row 1 in both columns."""
        if self.steady == 0:
            return 1 / first, self.odds / second, Fraction(1), self.odds
        return Fraction(1), self.odds, first, self.odds * second

    def _end(self, value: Fraction) -> Point:
        odds = Term(0, 0, to_fmpq(self.odds))
        first, second = (odds_term(self.column, move, value) for move in (0, 1))
        if self.steady == 0:
            cells = [UNIT.over(first), odds.over(second), UNIT, odds]
        else:
            cells = [UNIT, odds, first, odds.times(second)]
        return Point(dominant(cells), (self.value, value))


@dataclass(frozen=True)
class ValueArc:
    """A piece of the payoff curve of a 2×2 game in which both odds maps are generic.

    Attributes:
        maps: the odds maps of the row and the column player.
        parameter: whose value is the parameter, 0 or 1.
        span: the open interval of that value.
        partners: the stretches of the other player's value, one for each part of the span.
        cuts: where one part of the span ends and the next begins (the crossing), if anywhere.
    """

    maps: tuple[OddsMap, OddsMap]
    parameter: int
    span: tuple[Exact, Exact]
    partners: tuple[Stretch, ...]
    cuts: tuple[Exact, ...] = ()
    ends: tuple[Point, Point] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "ends", (self._end(0), self._end(1)))

    def at(self, parameter: Fraction) -> Point:
        """The point at which the parameter's player is worth ``parameter``."""
        own, other = self.maps[self.parameter], self.maps[1 - self.parameter]
        if parameter in self.cuts:
            assert other.turn is not None
            value = other.turn
        else:
            partner = self._partner(parameter)
            if own is other and partner.holds(parameter):
                value = parameter  # the same share: no root to look for
            else:
                value = other.value_at(own.quick_share(to_fmpq(parameter)), partner)
        x, y = (parameter, value) if self.parameter == 0 else (value, parameter)
        return Point(joint(self.maps, x, y), (x, y))

    def near(self, parameter: float) -> tuple[float, ...]:
        """The same in floats."""
        (a, b), (c, d) = self.maps[self.parameter].as_floats
        up, down = (parameter - a) * (parameter - d), (parameter - b) * (parameter - c)
        share = up / (up + down)
        cuts, stretches = self._rounded
        other = self.maps[1 - self.parameter].as_floats
        value = _value_near(other, share, *stretches[bisect(cuts, parameter)])
        x, y = (parameter, value) if self.parameter == 0 else (value, parameter)
        (a, b), (c, d) = self.maps[0].as_floats
        first, second = (a - x) / (x - b), (c - x) / (x - d)
        (a, b), _ = self.maps[1].as_floats
        down = (a - y) / (y - b)
        return _normalise_floats((1.0, first, down, down * second))

    def holds(self, x: Exact, y: Exact) -> bool:
        """Whether the values lie in the span and in the stretch that belongs to it."""
        own, other = (x, y) if self.parameter == 0 else (y, x)
        if not self.span[0] < own < self.span[1]:
            return False
        if own in self.cuts:
            return other == self.maps[1 - self.parameter].turn
        return self._partner(own).holds(other)

    def turning(self) -> tuple[int, Exact | str] | None:
        """Where the other player's value turns back along the arc, if it does: (player, value).

        It is the value at the turning point of the parameter's own map: exact where that point is
        rational, else of degree up to four, and returned as a rounded text.
        """
        own = self.maps[self.parameter]
        turn = own.turn
        if self.cuts or turn is None or not self.span[0] < turn < self.span[1]:
            return None
        other = 1 - self.parameter
        if not isinstance(turn, Surd):
            return other, self.at(turn).values[other]
        return other, rounded(self.at(turn.rational_near(80)).values[other])

    @cached_property
    def _rounded(self) -> tuple[list[float], list[tuple[float, float, bool]]]:
        """The cuts, and the ends of each partner with whether it rises."""
        stretches = [
            (float(one.low), float(one.high), one.share_low < one.share_high)
            for one in self.partners
        ]
        return [float(cut) for cut in self.cuts], stretches

    def _partner(self, parameter: Exact) -> Stretch:
        for cut, partner in zip(self.cuts, self.partners):
            if parameter < cut:
                return partner
        return self.partners[-1]

    def _end(self, side: int) -> Point:
        """The limit of the arc at the lower (0) or the upper (1) end of the span."""
        own, other = self.maps[self.parameter], self.maps[1 - self.parameter]
        value, partner = self.span[side], self.partners[-side]
        share = next(
            (share for s in own.stretches if (share := s.share_at(value)) is not None),
            None,
        )
        if share is None:
            share = own.share(value)
        limit = partner.value_at(share)
        if limit is None:
            assert not isinstance(share, Surd)
            limit = other.value_at(share, partner)
        x, y = (value, limit) if self.parameter == 0 else (limit, value)
        return Point(limit_of_curve(self.maps, x, y), (x, y))


def _value_near(
    payoffs: tuple[tuple[float, float], tuple[float, float]],
    share: float,
    low: float,
    high: float,
    rising: bool,
) -> float:
    """The value in a stretch that has a share: a root of a quadratic, polished by two steps."""
    (a, b), (c, d) = payoffs
    rest = 1 - share
    square = rest - share
    half = (share * (b + c) - rest * (a + d)) / 2
    last = rest * a * d - share * b * c
    discriminant = half * half - square * last
    if discriminant > 0:
        far = -half - math.copysign(math.sqrt(discriminant), half)
        for over, under in ((last, far), (far, square)):
            value = over / under if under else math.inf
            for _ in range(2):
                slope = rest * (2 * value - a - d) - share * (2 * value - b - c)
                if not low < value < high or not slope:
                    break
                miss = rest * (value - a) * (value - d) - share * (value - b) * (value - c)
                value -= miss / slope
            else:
                if low < value < high:
                    return value
    for _ in range(54):  # at an end, or where two roots meet
        middle = (low + high) / 2
        up, down = (middle - a) * (middle - d), (middle - b) * (middle - c)
        if (up / (up + down) < share) == rising:
            low = middle
        else:
            high = middle
    return middle


def _between(start: Exact, stop: Exact, z: Fraction) -> Exact:
    return start if start == stop else (1 - z) * start + z * stop


def _is_between(start: Exact, value: Exact, stop: Exact) -> bool:
    return value == start == stop or start < value < stop or stop < value < start


def _normalise(weights: Sequence[Exact]) -> tuple[Exact, ...]:
    # What may be a surd stands first: a fraction that meets one asks long what it is.
    scale = 1 / (weights[3] + weights[2] + weights[1] + weights[0])
    return tuple(scale * weight for weight in weights)


def _normalise_floats(weights: Sequence[float]) -> tuple[float, ...]:
    a, b, c, d = weights
    total = a + b + c + d
    return a / total, b / total, c / total, d / total


def joint(maps: tuple[OddsMap, OddsMap], x: Exact, y: Exact) -> tuple[Exact, ...]:
    """The one distribution with these values, both strictly inside."""
    row, column = maps
    if type(x) is Fraction and type(y) is Fraction:
        u = to_fmpq(x)
        first, second = row.quick_odds(0, u), row.quick_odds(1, u)
        third = first if row is column and x is y else column.quick_odds(0, to_fmpq(y))
        fourth = third * second
        scale = 1 / (1 + first + third + fourth)
        return tuple([to_fraction(scale * w) for w in (1, first, third, fourth)])
    across = row.odds(0, x)
    down = across if row is column and x is y else column.odds(0, y)
    return _normalise((ONE, across, down, down * row.odds(1, x)))
