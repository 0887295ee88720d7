"""The line of b in documents: stretches, and points of every cell into which roots cut them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from typing import Any

from flint import fmpq_poly

from oraclegames.certificates.part import Part
from oraclegames.exact.algebraic import Algebraic, real_roots
from oraclegames.exact.quotient import Quotient
from oraclegames.exact.rational import format_rational, to_fmpq
from oraclegames.exact.surd import exact_sign

B, ONE, NIL = fmpq_poly([0, 1]), fmpq_poly([1]), fmpq_poly([0])


@dataclass(frozen=True)
class Listed:
    """An equilibrium as a document gives it: a strategy, a polytope, or a root of an equation.

    Attributes:
        part: its place.
        support: the moves.
        corners: strategies; each entry a quotient in b, or an algebraic number.
        values: what is said that everybody gets there.
        good: which of the corners are said to be equilibria.
        whole: whether all of the polytope are.
        where: the equation of x, if it is given by one.
    """

    part: Part
    support: tuple[int, ...]
    corners: tuple[tuple[Quotient | Any, ...], ...]
    values: tuple[Quotient | Any, ...]
    good: tuple[int, ...]
    whole: bool
    where: Part | None


@dataclass(frozen=True)
class Stretch:
    """A phase of a document: ends, and what is listed."""

    part: Part
    low: Any
    high: Any
    closed: tuple[bool, bool]
    listed: tuple[Listed, ...]

    @property
    def is_point(self) -> bool:
        """Whether it is one b."""
        return bool(self.low == self.high)

    def covers(self, b: Any) -> bool:
        """Whether b belongs to it."""
        return bool(
            (self.low < b or (self.closed[0] and self.low == b))
            and (b < self.high or (self.closed[1] and self.high == b))
        )


def check_ends(part: Part, stretches: Sequence[Stretch], low: Fraction, high: Fraction) -> None:
    """Phases cover [low, high], ascending and without a gap."""
    part.require(bool(stretches), "there is none")
    first, last = stretches[0], stretches[-1]
    first.part.require(first.low == low and first.closed[0], "the first begins elsewhere")
    last.part.require(last.high == high and last.closed[1], "the last ends elsewhere")
    for one in stretches:
        one.part.require(one.low <= one.high, "the ends are the wrong way round")
        one.part.require(not one.is_point or one.closed == (True, True), "it is empty")
    for one, other in pairwise(stretches):
        other.part.require(one.high == other.low, "it does not begin where the last one ends")
        other.part.require(one.closed[1] != other.closed[0], "the end belongs to one of them")


def sign(polynomial: fmpq_poly, b: Any) -> int:
    """−1, 0 or 1 at b."""
    if isinstance(b, Algebraic):
        total = Algebraic(b.root, NIL)
        if b.polynomial == B:
            return Algebraic(b.root, polynomial).sign()
        for c in reversed(polynomial.coeffs()):
            total = total * b + c
        return total.sign()
    return exact_sign(polynomial(to_fmpq(b)))


def determinant(rows: Sequence[Sequence[fmpq_poly]]) -> fmpq_poly:
    """Row by row, over the sets of columns that the rows so far use."""
    known: dict[tuple[int, ...], fmpq_poly] = {(): ONE}
    for row in rows:
        further: dict[tuple[int, ...], fmpq_poly] = {}
        for used, value in known.items():
            for j, entry in enumerate(row):
                if j not in used and entry != 0 and value != 0:
                    after = len([u for u in used if u > j])
                    key = tuple(sorted((*used, j)))
                    term = value * entry * (-1) ** after
                    further[key] = further.get(key, NIL) + term
        known = further
    return next(iter(known.values()), NIL)


def roots(polynomials: Sequence[fmpq_poly]) -> list[Any]:
    """All real roots, each once, ascending."""
    factors = {}
    for p in polynomials:
        if p.degree() > 0:
            for factor, _ in p.numer().factor()[1]:
                factors[tuple(int(c) for c in factor.coeffs())] = factor
    return sorted(root for factor in factors.values() for root in real_roots(factor))


def plain(end: Any) -> Any:
    """An end of a phase as a fraction or as the root itself of its polynomial."""
    number = end if isinstance(end, Fraction | Algebraic) else end.algebraic()
    if isinstance(number, Algebraic) and number.polynomial != B:
        return next(root for root in real_roots(number.minimal) if root == number)
    return number


def samples(stretch: Stretch, polynomials: Sequence[fmpq_poly]) -> Iterator[Any]:
    """A point of every cell into which roots cut a phase."""
    low, high = plain(stretch.low), plain(stretch.high)
    if stretch.is_point:
        yield low
        return
    if stretch.closed[0]:
        yield low
    yield from points([low, *(x for x in roots(polynomials) if low < x < high), high])
    if stretch.closed[1]:
        yield high


def points(cuts: Sequence[Any]) -> Iterator[Any]:
    """The inner cuts, and a rational between each two neighbours."""
    for k, cut in enumerate(cuts[:-1]):
        if k:
            yield cut
        yield between(cut, cuts[k + 1])


def around(stretch: Stretch, polynomials: Sequence[fmpq_poly], b: Any) -> tuple[Any, Any]:
    """The ends of the cell of b."""
    low, high = plain(stretch.low), plain(stretch.high)
    cuts = roots(polynomials)
    return max([low, *(x for x in cuts if x < b)]), min([high, *(x for x in cuts if x > b)])


def inside(stretch: Stretch) -> list[Any]:
    """A point inside of a phase, which any formula that is not zero may miss, and two more."""
    low, high = plain(stretch.low), plain(stretch.high)
    if stretch.is_point:
        return [low]
    middle = between(low, high)
    return [middle, between(low, middle), between(middle, high)]


def between(low: Any, high: Any) -> Fraction:
    """A rational number strictly between."""
    width = Fraction(1, 2**20)
    while True:
        least = low if isinstance(low, Fraction) else low.enclosure(width)[1]
        most = high if isinstance(high, Fraction) else high.enclosure(width)[0]
        if least < most:
            middle = (least + most) / 2
            near = middle.limit_denominator(1 + (2 / (most - least)).__ceil__())
            return near if least < near < most else middle
        width = width * width


def shown(b: Any) -> str:
    """A number for people."""
    return format_rational(b) if isinstance(b, Fraction) else f"≈{float(b):.6g}"
