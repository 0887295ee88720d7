"""The totally mixed equilibria of a 2×2 game as pieces along which similarity is monotone.

Along the payoff curve both players' similarities S_i are linear in their own value
(:mod:`oraclegames.conditional.two_by_two.alike`), and have one sign. So max(|S_1|, |S_2|) is
monotone, and the sum of the values stays on one side of a bound w, between neighbouring points of

- the ends of arcs; where x or y turns back along the curve (a partial derivative of F vanishes);
- where S_1 = S_2, or both are 0; where x + y = w.

Where a player has a move that pays a constant and the other does not, the equilibria are one arc
over the other's value y, S_2 is linear and S_1 a quotient of quadratic polynomials in y: the same
points, by polynomials in y. Where a player is indifferent everywhere, her own similarity can be as
small as one likes at every value y of the other, so |S_2(y)| alone counts. In all other cases there
is independent play with the same values.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cmp_to_key
from itertools import pairwise
from typing import Any

from flint import fmpq_mpoly, fmpq_poly

from oraclegames.conditional.best.candidates_2x2 import payoff_curve
from oraclegames.conditional.similarity.cells import compare, roots_of
from oraclegames.conditional.similarity.formula import Formula
from oraclegames.conditional.two_by_two.alike import line_of, similarities
from oraclegames.conditional.two_by_two.arcs import Point, RatioArc, joint
from oraclegames.conditional.two_by_two.odds import OddsMap
from oraclegames.exact.bivariate import X, Y, common_zeros, components
from oraclegames.exact.rational import to_fmpq
from oraclegames.exact.real import Real, between

Maps = tuple[OddsMap, OddsMap]
Z = fmpq_poly([0, 1])


@dataclass(frozen=True)
class Spot:
    """A totally mixed equilibrium, or a limit of such.

    Attributes:
        distribution, values: what is played, and what it is worth.
        alike: S of both players.
        member: whether it is an equilibrium, or a limit only.
    """

    distribution: tuple[Real, ...]
    values: tuple[Real, Real]
    alike: tuple[Real, Real]
    member: bool

    @property
    def level(self) -> Real:
        """How alike the players must think they are, whatever the sign."""
        first, second = (-s if compare(s, Fraction(0)) < 0 else s for s in self.alike)
        return first if compare(first, second) >= 0 else second


@dataclass(frozen=True)
class Piece:
    """An open piece of an arc, its two ends, and an equilibrium inside."""

    ends: tuple[Spot, Spot]
    inside: Spot


def spot_of(point: Point) -> Spot:
    """An equilibrium with what its distribution says."""
    return Spot(point.distribution, point.values, similarities(point.distribution), True)


# -- the payoff curve ------------------------------------------------------------------------------


def curve_pieces(maps: Maps, arcs: Sequence[Any], bound: Fraction) -> Iterator[Piece]:
    """The pieces of arcs of the payoff curve, both players generic."""
    spots = list(_cuts(maps, bound))
    lines = tuple(map(_line, maps))

    def alike(values: tuple[Real, Real]) -> tuple[Real, Real]:
        first, second = (a * v + c for (a, c), v in zip(lines, values))
        return first, second

    for arc in arcs:
        known: list[tuple[Real, Spot]] = []
        for x, y in spots:
            if arc.holds(x, y):
                spot = Spot(joint(maps, x, y), (x, y), alike((x, y)), True)
                known.append(((x, y)[arc.parameter], spot))
        ends = [Spot(e.distribution, e.values, alike(e.values), False) for e in arc.ends]
        yield from _between(arc, arc.span, ends, known)


def _line(odds: OddsMap) -> tuple[Fraction, Fraction]:
    line = line_of(odds)
    assert line is not None  # generic: no move pays a constant
    return line


def _cuts(maps: Maps, bound: Fraction) -> Iterator[tuple[Real, Real]]:
    (a, c), (d, e) = ([to_fmpq(q) for q in _line(odds)] for odds in maps)
    # where S_1 = S_2 all along, both may be 0 somewhere
    conditions: list[fmpq_mpoly] = [a * X + c, a * X + c - d * Y - e, X + Y - to_fmpq(bound)]
    box = [(odds.low, odds.high) for odds in maps]
    for f in components(payoff_curve(maps)):
        for g in (*conditions, f.derivative("x"), f.derivative("y")):
            if g == 0 or components(f.gcd(g)):
                continue  # constant on the whole component, or never
            yield from common_zeros(f, g, *box)


def _before(one: tuple[Real, Spot], other: tuple[Real, Spot]) -> int:
    return compare(one[0], other[0])


def _between(
    arc: Any, span: tuple[Real, Real], ends: Sequence[Spot], known: list[tuple[Real, Spot]]
) -> Iterator[Piece]:
    """The pieces between neighbouring spots."""
    inner: list[tuple[Real, Spot]] = []
    for place, spot in sorted(known, key=cmp_to_key(_before)):
        if not inner or compare(inner[-1][0], place) != 0:
            inner.append((place, spot))
    knots = [(span[0], ends[0]), *inner, (span[1], ends[1])]
    for (low, first), (high, second) in pairwise(knots):
        yield Piece((first, second), spot_of(arc.at(between(low, high))))


# -- one player with a constant move ---------------------------------------------------------------


def ratio_pieces(arc: Any, bound: Fraction) -> Iterator[Piece]:
    """The pieces of an arc over one player's value, the other's being fixed."""
    flipped = not isinstance(arc, RatioArc)
    ratio: RatioArc = arc.inner if flipped else arc
    own, other = ratio_similarities(ratio)
    fixed = to_fmpq(ratio.value)
    n, d = (fmpq_poly(list(p)) for p in (own.numerator, own.denominator))
    m, e = (fmpq_poly(list(p)) for p in (other.numerator, other.denominator))
    turning = n.derivative() * d - n * d.derivative()
    asked = [turning, n, n * e - m * d, Z + fixed - to_fmpq(bound)]
    low, high = ratio.span

    def spot(y: Real, distribution: tuple[Real, ...], member: bool) -> Spot:
        alike, values = (own.at(y), other.at(y)), (ratio.value, y)
        if flipped:
            alike, values = alike[::-1], values[::-1]
        return Spot(distribution, values, alike, member)

    ends = [spot(y, end.distribution, False) for y, end in zip((low, high), arc.ends)]
    known = [
        (y, spot(y, _cells(ratio, y, flipped), True))
        for y in roots_of(asked, low, high)
        if compare(low, y) < 0 < compare(high, y)
    ]
    yield from _between(arc, (low, high), ends, known)


def ratio_similarities(ratio: RatioArc) -> tuple[Formula, Formula]:
    """S of the player with the constant move and of the other, in the other's value.

    With θ = p12·p21/(p11·p22) = up/down and the fixed odds r of the other move, the odds given the
    constant move are θ·r (first move) or r/θ (second), and P(first | move) = 1/(1 + odds).
    """
    up, down = (
        fmpq_poly([constant, middle, square])
        for square, middle, constant in ratio.column.reduced_coefficients
    )
    r = to_fmpq(ratio.odds)
    if ratio.steady == 0:
        own = Formula.of(down * (1 + r) - (down + up * r), (down + up * r) * (1 + r))
    else:
        own = Formula.of((up + down * r) - up * (1 + r), (up + down * r) * (1 + r))
    line = line_of(ratio.column)
    assert line is not None
    slope, constant = map(to_fmpq, line)
    return own, Formula.of(slope * Z + constant, fmpq_poly([1]))


def _cells(ratio: RatioArc, y: Real, flipped: bool) -> tuple[Real, ...]:
    first, second = (ratio.column.odds(move, y) for move in (0, 1))
    if ratio.steady == 0:
        weights = [second, ratio.odds * first, first * second, ratio.odds * first * second]
    else:
        weights = [Fraction(1), ratio.odds, first, ratio.odds * second]
    total = weights[0] + weights[1] + weights[2] + weights[3]
    p11, p12, p21, p22 = (w / total for w in weights)
    return (p11, p21, p12, p22) if flipped else (p11, p12, p21, p22)
