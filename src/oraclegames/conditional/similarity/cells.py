"""The line of b cut at the roots of polynomials: points and open intervals with one sign each."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import cmp_to_key
from typing import Any

from flint import fmpq, fmpq_poly, fmpz_poly

from oraclegames.exact.algebraic import Algebraic, real_roots
from oraclegames.exact.rational import to_fmpq
from oraclegames.exact.real import Real, between, enclosure, order


@dataclass(frozen=True)
class Cell:
    """A point (low = high) or an open interval.

    Attributes:
        low, high: the ends.
        sample: a number of the cell; rational in intervals.
    """

    low: Real
    high: Real
    sample: Real

    @property
    def is_point(self) -> bool:
        """Whether it is one number."""
        return self.low is self.high

    def sign(self, polynomial: fmpq_poly) -> int:
        """The polynomial's sign at the sample."""
        return sign_at(polynomial, self.sample)


def sign_at(polynomial: fmpq_poly, b: Real) -> int:
    """−1, 0 or 1."""
    if isinstance(b, Algebraic):
        if b.polynomial != fmpq_poly([0, 1]):
            total = Algebraic(b.root, fmpq_poly([0]))
            for c in reversed(polynomial.coeffs()):
                total = total * b + c
            return total.sign()
        return Algebraic(b.root, polynomial).sign()
    value = polynomial(to_fmpq(b))
    return int(value > 0) - int(value < 0)


def sign_of(number: Any) -> int:
    """−1, 0 or 1, for a number of any exact kind."""
    if isinstance(number, Algebraic):
        return number.sign()
    return int(number > 0) - int(number < 0)


def compare(first: Real, second: Real) -> int:
    """The sign of first − second; most numbers are apart at first sight."""
    (low, high), (least, most) = enclosure(first, 40), enclosure(second, 40)
    if high < least or low > most:
        return -1 if high < least else 1
    return order(first, second)


def roots_of(
    polynomials: Iterable[fmpq_poly],
    low: Real = Fraction(0),
    high: Real = Fraction(1),
    pause: Callable[[], None] | None = None,
) -> list[Real]:
    """All roots in [low, high], each once, ascending; polynomials that are zero are left out.

    ``pause`` is called now and then, and may raise to stop.
    """
    seen: set[tuple[int, ...]] = set()
    found: list[Real] = []
    for polynomial in polynomials:
        if polynomial.degree() < 1:
            continue
        if pause is not None:
            pause()
        for factor, _ in polynomial.numer().factor()[1]:
            key = tuple(int(c) for c in factor.coeffs())
            if key not in seen:
                seen.add(key)
                found += [x for x in _roots(factor) if low <= x <= high]
                if pause is not None:
                    pause()

    def order_of(one: Real, other: Real) -> int:
        if pause is not None:
            pause()
        return compare(one, other)

    return sorted(found, key=cmp_to_key(order_of))


def _roots(irreducible: fmpz_poly) -> list[Any]:
    if irreducible.degree() == 1:
        return [Fraction(-int(irreducible[0]), int(irreducible[1]))]
    return real_roots(irreducible)


def merged(*lists: Iterable[Real]) -> list[Real]:
    """All numbers of some lists, each once, ascending."""
    kept: list[Real] = []
    for number in sorted((x for numbers in lists for x in numbers), key=cmp_to_key(compare)):
        if not kept or compare(kept[-1], number) != 0:
            kept.append(number)
    return kept


def cells(cuts: list[Real]) -> Iterator[Cell]:
    """The cuts and the open intervals between neighbours, ascending."""
    for k, cut in enumerate(cuts):
        yield Cell(cut, cut, cut)
        if k + 1 < len(cuts):
            yield Cell(cut, cuts[k + 1], between(cut, cuts[k + 1]))


def parts(cell: Cell, inner: list[Real]) -> list[Cell]:
    """A cell, cut at numbers that ascend."""
    if cell.is_point:
        return [cell]
    first = bisect_right(inner, 0, key=lambda x: compare(x, cell.low))
    last = bisect_left(inner, 0, key=lambda x: compare(x, cell.high))
    return list(cells([cell.low, *inner[first:last], cell.high]))[1:-1]


def joined(ascending: Iterable[Cell]) -> Iterator[Cell]:
    """Intervals that follow each other without a gap as one, with the points at both ends."""
    run: list[Cell] = []
    for cell in ascending:
        touching = bool(run) and (cell.is_point or run[-1].is_point)
        if touching and compare(run[-1].high, cell.low) == 0:
            run.append(cell)
        else:
            yield from _one(run)
            run = [cell]
    yield from _one(run)


def _one(run: list[Cell]) -> Iterator[Cell]:
    inner = [cell for cell in run if not cell.is_point]
    if not inner:
        yield from run
        return
    if run[0].is_point:
        yield run[0]
    yield Cell(inner[0].low, inner[-1].high, inner[0].sample)
    if run[-1].is_point:
        yield run[-1]


def lifted(entries: list[list[fmpq]], b: Real) -> tuple[list[list[Any]], Any]:
    """A matrix and b in numbers of one field, that of b."""
    if isinstance(b, Algebraic):
        return [[Algebraic(b.root, fmpq_poly([x])) for x in row] for row in entries], b
    return entries, to_fmpq(b)
