"""The largest value of a quotient of homogeneous polynomials on a simplex, with proof.

Looked for are corners, places between two corners where a derivative is zero, and others by
climbing in floats, which are rounded to fractions. That N/D is nowhere more than v is that v D − N
is nowhere negative, D being positive (:mod:`oraclegames.exact.nowhere_negative`). Where v is not
proved of the largest value that was found, a little more is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations, permutations
from math import comb
from typing import Any

from flint import fmpq_mpoly, fmpq_poly

from oraclegames.exact.algebraic import Algebraic, Number, Root
from oraclegames.exact.nowhere_negative import Cut, as_polynomial, cuts_of, plain, reduced
from oraclegames.exact.rational import ONE, ZERO, to_fraction
from oraclegames.reflective.programs.fresh import inner_rests, simplest

MAX_TERMS = 300
"""How many coefficients the polynomials may have."""
MAX_PIECES = 1500
"""After how many parts of the simplex a proof is given up; with long polynomials sooner."""
_WORK = 200_000
_LOOSER = (20, 12, 7)
"""Where the largest that was found is not proved: by 2 to minus which powers of the spread more
is."""
_STARTS = 250
_LONGEST = 1000  # the largest denominator of a place between three corners and more

Mix = tuple[Number, ...]
"""Weights of the corners, with sum 1."""


@dataclass(frozen=True)
class Bound:
    """That no value is more.

    Attributes:
        most: than this.
        cuts: of the proof; () where no value can be, as none of which they are means is.
    """

    most: Number
    cuts: tuple[Cut, ...]


@dataclass(frozen=True)
class Quotient:
    """N/D, polynomials of one degree in the weights of corners, D being positive."""

    above: fmpq_mpoly
    below: fmpq_mpoly

    @property
    def count(self) -> int:
        """The number of corners."""
        return len(self.above.context().gens()) - 1

    def at(self, mix: Mix) -> Number:
        """The value."""
        return simplest(value(self.above, mix) / value(self.below, mix))

    def left(self, most: Number, root: Root | None) -> fmpq_mpoly:
        """What is nowhere negative if no value is more."""
        below = self.below * as_polynomial(self.above.context(), most)
        return reduced(below - self.above, root)

    def pure(self) -> list[Mix]:
        """The corners."""
        return [
            tuple(ONE if i == k else ZERO for i in range(self.count)) for k in range(self.count)
        ]

    def between_two(self) -> Iterator[Mix]:
        """Places between two corners where it is stationary."""
        for i, j in combinations(range(self.count), 2):
            above, below = (_along(p, i, j) for p in (self.above, self.below))
            for p in inner_rests(above, below):
                shares = {i: p, j: simplest(1 - p)}
                yield tuple(shares.get(k, ZERO) for k in range(self.count))

    def climbed(self) -> Iterator[Mix]:
        """Places between three corners and more that are about the best near to them."""
        if self.count < 3:
            return
        above, below = _in_floats(self.above), _in_floats(self.below)

        def height(mix: Sequence[float]) -> float:
            return above(mix) / below(mix)

        starts = sorted(_lattice(self.count, _STARTS), key=height, reverse=True)
        for start in starts[:2]:
            top = _climb(height, list(start))
            for most in (_LONGEST, 10**7):
                shares = [Fraction(x).limit_denominator(most) for x in top]
                total = sum(shares, ZERO)
                yield tuple(x / total for x in shares)


def largest(
    quotient: Quotient, known: Sequence[Mix], least: Fraction, most: Fraction
) -> tuple[Mix, Bound]:
    """The best place that is found, and the most that any value is.

    Args:
        quotient: the quotient.
        known: places that may be the best.
        least, most: between which all values lie.
    """
    found = [*known, *quotient.pure(), *quotient.between_two(), *quotient.climbed()]
    values = [quotient.at(mix) for mix in found]
    k = values.index(max(values))
    zeros = [mix for mix, value in zip(found, values) if value == values[k]]
    return found[k], _bound(quotient, values[k], list(dict.fromkeys(zeros)), least, most)


def _bound(
    quotient: Quotient, best: Number, zeros: list[Mix], least: Fraction, most: Fraction
) -> Bound:
    """The best that was found if that is proved, else a little more."""
    numbers = [best, *(x for mix in zeros for x in mix)]
    root = next((x.root for x in numbers if isinstance(x, Algebraic)), None)
    near = [mix for mix in zeros if _fields(mix) <= {root}]
    pieces = min(MAX_PIECES, _WORK // max(1, len(quotient.above)))
    cuts = cuts_of(quotient.left(best, root), near, root, pieces)
    if cuts is not None:
        return Bound(best, cuts)
    for power in _LOOSER:
        more = _above(best, (most - least) / 2**power)
        cuts = cuts_of(quotient.left(more, None), [], None, pieces)
        if cuts is not None:
            return Bound(more, cuts)
    return Bound(most, ())


def _fields(mix: Mix) -> set[Root | None]:
    return {x.root for x in mix if isinstance(x, Algebraic)}


def _above(number: Number, by: Fraction) -> Fraction:
    """A fraction that is larger by at least so much, and at most twice."""
    high = number if isinstance(number, Fraction) else number.enclosure(by / 2)[1]
    unit = 2 ** max(0, (4 / by).__ceil__().bit_length())
    return Fraction(((high + by) * unit).__ceil__(), unit)


def value(polynomial: fmpq_mpoly, mix: Mix) -> Number:
    """The value at exact numbers of one field."""
    total: Any = ZERO
    for powers, c in polynomial.to_dict().items():
        term: Any = to_fraction(c)
        for x, power in zip(mix, powers):
            for _ in range(power):
                term = x * term
        total = term + total
    return plain(total)


def _along(polynomial: fmpq_mpoly, i: int, j: int) -> fmpq_poly:
    """On the mixtures of two moves, by the probability of the first."""
    t, rest, total = fmpq_poly([0, 1]), fmpq_poly([1, -1]), fmpq_poly([0])
    for powers, c in polynomial.to_dict().items():
        if sum(powers) == powers[i] + powers[j]:
            total += c * t ** powers[i] * rest ** powers[j]
    return total


def _in_floats(polynomial: fmpq_mpoly) -> Callable[[Sequence[float]], float]:
    terms = [
        (int(c.p) / int(c.q), [(k, int(p)) for k, p in enumerate(powers) if p])
        for powers, c in polynomial.to_dict().items()
    ]

    def at(mix: Sequence[float]) -> float:
        total = 0.0
        for c, factors in terms:
            for k, power in factors:
                c *= mix[k] ** power
            total += c
        return total

    return at


def _lattice(moves: int, most: int) -> list[tuple[float, ...]]:
    """Mixtures with a common denominator, about so many."""
    below = next(n for n in range(1, most) if comb(n + moves, moves - 1) > most)
    return [
        tuple((b - a - 1) / below for a, b in zip((-1, *bars), (*bars, below + moves - 1)))
        for bars in combinations(range(below + moves - 1), moves - 1)
    ]


def _climb(height: Callable[[Sequence[float]], float], mix: list[float]) -> list[float]:
    """Shift ever smaller weights from one move to another as long as that is better."""
    now, by = height(mix), 0.05
    while by > 1e-9:
        better = False
        for i, j in permutations(range(len(mix)), 2):
            share = min(by, mix[i])
            other = [x - share if k == i else x + share if k == j else x for k, x in enumerate(mix)]
            if share > 0 and (then := height(other)) > now:
                mix, now, better = other, then, True
        if not better:
            by /= 2
    return mix
