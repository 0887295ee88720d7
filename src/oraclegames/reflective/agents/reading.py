"""Readings: what an agent learns of a probability by asking an oracle to precision δ.

A probability x ∈ [0, 1] is read by binary search over the thresholds δ, 2δ, …; the answer is the
*zone* k, the closed interval [kδ, (k+1)δ], the last one cut at 1. Inside a zone the reading is
certain. On a threshold kδ the oracle may answer at random, independently at each query: a reading
is k with the probability r of the answer "more than kδ", and k − 1 else. The ends 0 and 1 are no
thresholds: nobody asks there.

A mixed strategy over m moves is read by its m − 1 *cumulative* probabilities, "it plays one of the
first j moves", for j = 1, …, m − 1. The midpoints of their zones are in order, so that their
differences are again a mixed strategy, the value of the reading. Two cumulative probabilities that
are equal and lie on a threshold can be read in the wrong order; the later one is then raised to the
earlier. With two moves this is one number, the probability of the first move.

Source: Armstrong, "Reflexive oracles and superrationality: prisoner's dilemma", 2017.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property, lru_cache
from itertools import pairwise, product

from flint import fmpq, fmpq_mat

from oraclegames.errors import InputError
from oraclegames.exact.algebraic import Algebraic
from oraclegames.exact.rational import format_rational, rational

Mixed = tuple[Fraction, ...]
"""A mixed strategy: one probability for each move, with sum 1."""


@dataclass(frozen=True)
class Reading:
    """What is known of a mixed strategy after reading it.

    Attributes:
        value: the mixed strategy at the zones' midpoints.
        corners: the vertices of the set of all mixed strategies in the zones. A function that is
            linear in the mixed strategy takes its extremes there.
    """

    value: Mixed
    corners: tuple[Mixed, ...]

    @cached_property
    def matrix(self) -> fmpq_mat:
        """The corners as the rows of a matrix."""
        return fraction_matrix(self.corners)


def fraction_matrix(rows: Sequence[Sequence[Fraction]]) -> fmpq_mat:
    """Fractions as a matrix of FLINT."""
    entries = [fmpq(x.numerator, x.denominator) for row in rows for x in row]
    return fmpq_mat(len(rows), len(rows[0]), entries)


@dataclass(frozen=True)
class Zones:
    """The zones of precision δ.

    >>> zones = Zones(Fraction(3, 10))
    >>> [str(edge) for edge in zones.edges]
    ['0', '3/10', '3/5', '9/10', '1']
    >>> zones.read(1, 2).value
    (Fraction(9, 20), Fraction(11, 20))
    """

    delta: Fraction

    @cached_property
    def count(self) -> int:
        """The number of zones, ⌈1/δ⌉."""
        return -(-self.delta.denominator // self.delta.numerator)

    @cached_property
    def edges(self) -> tuple[Fraction, ...]:
        """The ends of the zones: 0, δ, 2δ, …, 1."""
        return (*[k * self.delta for k in range(self.count)], Fraction(1))

    def ends(self, zone: int) -> tuple[Fraction, Fraction]:
        """The two ends of a zone."""
        return self.edges[zone], self.edges[zone + 1]

    def place(self, x: Fraction | Algebraic) -> tuple[int, ...]:
        """The zones that a reading of ``x`` can give: one, or two on a threshold, ascending."""
        x = x.simplest() if isinstance(x, Algebraic) else x
        if isinstance(x, Algebraic):
            return (sum(edge <= x for edge in self.edges[1:-1]),)
        zone = min(int(x / self.delta), self.count - 1)
        return (zone - 1, zone) if zone > 0 and x == self.edges[zone] else (zone,)

    def read(self, zone: int | tuple[int, ...], moves: int) -> Reading:
        """The reading of a mixed strategy over ``moves`` moves from its m − 1 zones."""
        return _reading(self, zone if isinstance(zone, tuple) else (zone,), moves)


_FINEST = Fraction(1, 10**30)


def precisions(delta: object, epsilon: object) -> tuple[Fraction, Fraction]:
    """Return δ and ε as exact fractions with 0 < δ < ε < 1.

    Raises:
        InputError: if they are not such numbers.
    """
    fine = rational(delta, what="the precision delta")
    if 0 < fine < _FINEST:
        raise InputError(
            "the precision delta is below 1e-30, far below what can be gone through: at delta = 0 "
            "a match is asked for its limit"
        )
    push = rational(epsilon, what="the step epsilon")
    if not 0 < push < 1:
        raise InputError(
            f"the step epsilon should lie strictly between 0 and 1, not {format_rational(push)}"
        )
    if not 0 < fine < push:
        raise InputError(
            f"the precision delta should lie strictly between 0 and epsilon = "
            f"{format_rational(push)}, not {format_rational(fine)}: take a "
            f"{'smaller' if fine > 0 else 'larger'} delta"
        )
    return fine, push


@lru_cache(maxsize=1 << 16)
def _reading(zones: Zones, read: tuple[int, ...], moves: int) -> Reading:
    ordered: list[int] = []
    for zone in read[: moves - 1]:
        ordered.append(max(zone, ordered[-1]) if ordered else zone)
    ends = [zones.ends(zone) for zone in ordered]
    value = _differences(tuple((low + high) / 2 for low, high in ends))
    corners = {
        _differences(corner): None
        for corner in product(*ends)
        if all(first <= second for first, second in pairwise(corner))
    }
    return Reading(value, tuple(corners))


def _differences(cumulative: tuple[Fraction, ...]) -> Mixed:
    steps = (Fraction(0), *cumulative, Fraction(1))
    return tuple(after - before for before, after in pairwise(steps))
