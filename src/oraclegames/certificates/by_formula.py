"""A symmetric game by formulas at one value: sums over all counts, and the least of all.

That a polynomial is nowhere negative on a range of one count is shown with Sturm's chain: where its
ends are not negative and no root lies between them it is not, and other ranges are halved, down to
few numbers. On a strip of pairs its coefficients in the Bernstein basis of the square that the
strip is stretched to must not be negative; other strips are halved, down to single columns.

Sums follow from as many values as the degree asks for (Newton's forward differences); nothing here
is shared with the solver, which uses Bernoulli's numbers, differences and triangles.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from fractions import Fraction
from functools import cache
from itertools import pairwise
from math import comb

from flint import fmpq, fmpq_mpoly, fmpq_poly, fmpz

from oraclegames.certificates.part import Part
from oraclegames.errors import InputError, UnsupportedError
from oraclegames.exact.rational import to_fmpq
from oraclegames.games.by_formula.pieces import RINGS, Region
from oraclegames.games.by_formula.polygons import Line, Strip
from oraclegames.games.by_formula.ranges import Range, in_one
from oraclegames.games.formula_file import game_of_mapping
from oraclegames.games.formula_game import FormulaGame

_U, _V = RINGS[2].gens()

_FEW = 8
"""So many numbers are gone through one by one."""


class ByFormula:
    """A game at one value, as :mod:`oraclegames.certificates.structured` asks for it."""

    def __init__(self, part: Part, value: Fraction):
        part.only("kind", "title", "players", "payoffs")
        part["players"].integer()
        try:
            self.game: FormulaGame = game_of_mapping(part.mapping(), part.where)
        except UnsupportedError as error:
            raise InputError(f"{part.where}: {error}") from None
        m = len(self.game.moves)
        self.moves, self.value = [m], value
        unknowns = list(RINGS[m - 1].gens())
        counts = [*unknowns, self.game.n_players - sum(unknowns, 0 * unknowns[0])]
        self.pieces = [
            (piece.region, [k * (u - to_fmpq(value)) for k, u in zip(counts, piece.payoffs)])
            for piece in self.game.pieces
        ]
        rows = zip(*([sum_on(p, region) for p in entries] for region, entries in self.pieces))
        self.base = [[sum(row, fmpq(0)) / self.game.n_counts for row in rows]]

    def atom(self, part: Part) -> list[tuple[int, int, fmpq]]:
        """How many players make each move; what that pays by the formulas themselves."""
        counts = [item.integer() for item in part.items(self.moves[0])]
        if min(counts) < 0 or sum(counts) != self.game.n_players:
            part.unreadable("how many players make each move")
        pays = [self.game.payoff(s, counts) for s in range(len(counts))]
        return [(0, s, to_fmpq(k * (u - self.value))) for s, (k, u) in enumerate(zip(counts, pays))]

    def reaches(self, y: Sequence[Sequence[Fraction]], bound: Fraction) -> bool:
        """Whether g is at least the bound at all counts."""
        shares = [to_fmpq(share) for share in y[0]]
        return all(
            never_negative(
                sum((a * p for a, p in zip(shares, entries)), -to_fmpq(bound) + 0 * entries[0]),
                region,
            )
            for region, entries in self.pieces
        )


def sum_on(p: fmpq_mpoly, region: Region) -> fmpq:
    """The sum of a polynomial over a set of counts."""
    degree = max(p.total_degree(), 0)
    if isinstance(region, Range):
        return _summed(lambda k: _at(p, region.low + k), degree, region.high - region.low + 1)
    total = fmpq(0)
    for strip in region.strips:
        period = math.lcm(strip.bottom.below, strip.top.below)
        width = strip.last - strip.first + 1
        for remainder in range(min(period, width)):
            # Of every so many columns the ends lie on a line: their sums are a polynomial, too.
            start = strip.first + remainder

            def column(q: int, strip: Strip = strip, start: int = start) -> fmpq:
                x = start + q * math.lcm(strip.bottom.below, strip.top.below)
                low, high = strip.column(x)
                return _summed(lambda k: _at(p, x, low + k), degree, high - low + 1)

            total += _summed(column, degree + 1, (width - remainder - 1) // period + 1)
    return total


def _summed(value: Callable[[int], fmpq], degree: int, count: int) -> fmpq:
    """value(0) + … + value(count − 1) of a polynomial of at most this degree."""
    row = [value(k) for k in range(min(degree + 1, count))]
    total, k = fmpq(0), 1
    while row:
        total += row[0] * comb(count, k)
        row, k = [b - a for a, b in pairwise(row)], k + 1
    return total


def _at(p: fmpq_mpoly, *place: int) -> fmpq:
    return fmpq(p(*map(fmpz, place)))


def never_negative(p: fmpq_mpoly, region: Region) -> bool:
    """Whether a polynomial is ≥ 0 at all counts of a set."""
    if isinstance(region, Range):
        return _on_range(in_one(p), region.low, region.high)
    if _by_one_count(p, region.strips):
        return True
    waiting = list(region.strips)
    while waiting:
        strip = waiting.pop()
        if _surely(p, strip):
            continue
        if strip.first == strip.last:
            if not _on_column(p, strip):
                return False
            continue
        waiting += _halves(strip)
    return True


def _by_one_count(p: fmpq_mpoly, strips: Sequence[Strip]) -> bool:
    """Whether p depends on x, on y or on x + y alone, and is ≥ 0 for all that these can be."""
    corners = [corner for strip in strips for corner in strip.corners()]
    views = (
        (p, [x for x, _ in corners]),
        (p.compose(_V, _U), [y for _, y in corners]),
        (p.compose(_U - _V, _V), [x + y for x, y in corners]),
    )
    return any(
        q.degrees()[1] == 0 and _on_range(in_one(q), math.ceil(min(ends)), math.floor(max(ends)))
        for q, ends in views
    )


def _on_range(p: fmpq_poly, low: int, high: int) -> bool:
    """By Sturm's chain; a range without numbers holds none below zero."""
    chain = _chain(p)
    waiting = [(low, high)]
    while waiting:
        low, high = waiting.pop()
        if high - low < _FEW:
            if any(p(fmpz(k)) < 0 for k in range(low, high + 1)):
                return False
            continue
        if p(fmpz(low)) < 0 or p(fmpz(high)) < 0:
            return False
        if _changes(chain, low) != _changes(chain, high):
            middle = (low + high) // 2
            waiting += [(low, middle), (middle + 1, high)]
    return True


def _chain(p: fmpq_poly) -> list[fmpq_poly]:
    """Sturm's chain of a polynomial without its multiple roots."""
    if p.degree() < 1:
        return [p]
    chain = [p // p.gcd(p.derivative())]
    chain.append(chain[0].derivative())
    while chain[-1].degree() > 0:
        chain.append(-(chain[-2] % chain[-1]))
    return chain


def _changes(chain: Sequence[fmpq_poly], at: int) -> int:
    values = [v for v in (p(fmpz(at)) for p in chain) if v != 0]
    return sum((a > 0) != (b > 0) for a, b in pairwise(values))


def _surely(p: fmpq_mpoly, strip: Strip) -> bool:
    """Whether the coefficients on the stretched strip show that p ≥ 0 on all of it."""
    x = strip.first + (strip.last - strip.first) * _U
    low, high = ((line.slope * x + line.height) / line.below for line in (strip.bottom, strip.top))
    terms = p.compose(x, low + (high - low) * _V).to_dict()
    across, up = (max((key[axis] for key in terms), default=0) for axis in (0, 1))
    return all(
        sum((terms[ab] * share for ab, share in shares if ab in terms), fmpq(0)) >= 0
        for shares in _shares(across, up)
    )


@cache
def _shares(across: int, up: int) -> list[list[tuple[tuple[int, int], fmpq]]]:
    """For each coefficient in Bernstein's basis of the square the shares of those of powers."""
    return [
        [
            ((a, b), fmpq(comb(i, a) * comb(j, b), comb(across, a) * comb(up, b)))
            for a in range(i + 1)
            for b in range(j + 1)
        ]
        for i in range(across + 1)
        for j in range(up + 1)
    ]


def _on_column(p: fmpq_mpoly, strip: Strip) -> bool:
    x = fmpq(strip.first)
    coefficients = [fmpq(0)] * (max(p.total_degree(), 0) + 1)
    for (a, b), c in p.to_dict().items():
        coefficients[b] += c * x**a
    return _on_range(fmpq_poly(coefficients), *strip.column(strip.first))


def _halves(strip: Strip) -> list[Strip]:
    """Cut upright where the strip is wider than high, else along the line in its middle."""
    first, last, low, high = strip.first, strip.last, strip.bottom, strip.top
    tall = max(high.at(x) - low.at(x) for x in (first, last))
    if last - first >= tall:
        middle = (first + last) // 2
        return [Strip(first, middle, low, high), Strip(middle + 1, last, low, high)]
    numbers = [
        low.slope * high.below + high.slope * low.below,
        low.height * high.below + high.height * low.below,
        2 * low.below * high.below,
    ]
    common = math.gcd(*numbers)
    between = Line(*(k // common for k in numbers))
    return [Strip(first, last, low, between), Strip(first, last, between, high)]
