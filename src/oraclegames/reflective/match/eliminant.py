"""Common zeros of multilinear polynomials in the unit box, at least as many as there are unknowns.

Hide one unknown s, and take t polynomials in t unknowns. Multiply each by the monomials of degrees
at most 0, …, t − 2 in the other unknowns: t! polynomials in as many monomials of degrees at most
1, …, t − 1, whose coefficients are a square matrix M(s), linear in s. At a common zero the
monomials there lie in its kernel, so that det M(s) = 0: this is the *eliminant*, and its roots are
all that s can be. A rational root is put in, which leaves fewer unknowns. At another Cramer's rule
writes a vector of the kernel in the field of the root; if the kernel is a line, one zero is there
at most, and whether it is one is seen by putting it in. Where the eliminant vanishes, or a kernel
is larger, nothing is said.

Source: B. Sturmfels, A. Zelevinsky, "Multigraded resultants of Sylvester type", 1994.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain, combinations, product
from typing import Any

from flint import fmpq, fmpq_mat, fmpq_poly, fmpz_mat, fmpz_poly

from oraclegames.exact.algebraic import Algebraic, real_roots
from oraclegames.exact.rational import to_fraction

MOST_UNKNOWNS = 4
"""The matrix has t! rows."""

_TRIAL = 1_000_003


class UnsaidError(Exception):
    """All eliminants vanish, or the kernel at an irrational root is no line."""


def zeros(squares: Sequence[Sequence[int]], count: int) -> Iterator[tuple[Any, ...]]:
    """All common zeros in [0, 1]^count, those of small fields first.

    Args:
        squares: polynomials, each by its values at the 2^count corners, the first unknown slowest.
        count: how many unknowns there are.

    Raises:
        UnsaidError: the eliminant does not tell; zeros may have been yielded before.

    >>> [tuple(map(str, zero)) for zero in zeros([(-1, -1, 1, 1), (-1, 2, -1, 2)], 2)]
    [('1/2', '1/3')]
    """
    squares = [_primitive(line) for line in squares]
    if count == 0:
        if not any(line[0] for line in squares):
            yield ()
        return
    forms = [coefficients(line) for line in squares]
    pencil, eliminant = _eliminant(forms, count)
    factors = [factor for factor, _ in eliminant.numer().factor()[1]]
    for factor in sorted(factors, key=lambda f: f.degree()):
        if factor.degree() > 1:
            yield from _over(forms, pencil, factor)
            continue
        root = fmpq(-factor[0], factor[1])
        if 0 <= root <= 1:
            fewer = [_put(line, pencil.hidden, count, root) for line in squares]
            for zero in zeros(fewer, count - 1):
                yield (*zero[: pencil.hidden], to_fraction(root), *zero[pencil.hidden :])


def _eliminant(forms: Sequence[Sequence[int]], count: int) -> tuple[_Pencil, fmpq_poly]:
    for chosen in combinations(forms, count):
        for hidden in range(count):
            pencil = _Pencil(chosen, hidden)
            eliminant = pencil.determinant()
            if eliminant != 0:
                return pencil, eliminant
    raise UnsaidError


def _over(
    forms: Sequence[Sequence[int]], pencil: _Pencil, factor: fmpz_poly
) -> Iterator[tuple[Any, ...]]:
    """The zeros at the roots of an irreducible factor, which are irrational."""
    roots = [root for root in real_roots(factor) if 0 <= root <= 1]
    if not roots:
        return
    modulus = fmpq_poly(factor)
    kernel = (entry % modulus for entry in pencil.kernel())
    first, *others = (next(kernel) for _ in range(len(pencil.others) + 1))
    if first == 0:
        if any(entry != 0 for entry in chain(others, kernel)):
            return  # the monomial 1 is 0 there
        raise UnsaidError
    common, inverse, _ = first.xgcd(modulus)
    inverse /= common[0]
    point = [other * inverse % modulus for other in others]
    point.insert(pencil.hidden, fmpq_poly([0, 1]))
    if any(_value(form, point, modulus) != 0 for form in forms):
        return
    for root in roots:
        assert isinstance(root, Algebraic)
        zero = tuple(Algebraic(root.root, entry).simplest() for entry in point)
        if all(0 <= x <= 1 for x in zero):
            yield zero


class _Pencil:
    """The matrix M(s) = M0 + s M1 of as many polynomials as there are unknowns."""

    def __init__(self, forms: Sequence[Sequence[int]], hidden: int):
        layout = _Layout.of(len(forms), hidden)
        self.hidden, self.others = hidden, layout.others
        self._columns, self._size = layout.columns, len(layout.columns)
        self._parts = [[[0] * self._size for _ in range(self._size)] for _ in (0, 1)]
        for row, (which, places) in enumerate(layout.rows):
            for c, (part, column) in zip(forms[which], places):
                self._parts[part][row][column] = c

    def determinant(self) -> fmpq_poly:
        """Of M(s), as a polynomial in s; 0 if it vanishes at one number, which loses nothing."""
        constant, slope = map(fmpz_mat, self._parts)
        if (constant + slope * _TRIAL).det() == 0:
            return fmpq_poly([0])
        return self._interpolated(constant, slope)

    def kernel(self) -> Iterator[fmpq_poly]:
        """Polynomials in s that are, where the determinant vanishes, a vector of the kernel.

        Those at the monomial 1 and at each other unknown come first. If all are 0 at a root, then
        mostly its kernel is larger than a line.
        """
        side = [3**k % 101 for k in range(self._size)]
        for column in self._columns:
            constant, slope = (
                fmpz_mat([[*row[:column], x, *row[column + 1 :]] for row, x in zip(part, new)])
                for part, new in zip(self._parts, (side, [0] * self._size))
            )
            yield self._interpolated(constant, slope)

    def _interpolated(self, constant: fmpz_mat, slope: fmpz_mat) -> fmpq_poly:
        """det(constant + s slope) from its values at whole numbers."""
        values = [[fmpq((constant + slope * s).det())] for s in _places(self._size)]
        found = _from_values(self._size) * fmpq_mat(values)
        return fmpq_poly([found[k, 0] for k in range(self._size + 1)])


@dataclass(frozen=True)
class _Layout:
    """Where coefficients stand in the matrix.

    Attributes:
        others: the unknowns that are not hidden.
        columns: the column of the monomial 1, of each of these, and the rest.
        rows: which polynomial it is, and for each of its coefficients in which part and column.
    """

    others: list[int]
    columns: list[int]
    rows: list[tuple[int, list[tuple[int, int]]]]

    @classmethod
    @cache
    def of(cls, count: int, hidden: int) -> _Layout:
        """The layout for so many unknowns."""
        others = [n for n in range(count) if n != hidden]
        powers = list(product(*(range(n + 2) for n in range(count - 1))))
        column = {power: k for k, power in enumerate(powers)}
        rows = []
        for which in range(count):
            for power in product(*(range(n + 1) for n in range(count - 1))):
                places = []
                for at in range(1 << count):
                    bits = [at >> (count - 1 - n) & 1 for n in range(count)]
                    reached = tuple(e + bits[n] for e, n in zip(power, others))
                    places.append((bits[hidden], column[reached]))
                rows.append((which, places))
        rising = sorted(powers, key=lambda power: (sum(power), [-e for e in power]))
        return cls(others, [column[power] for power in rising], rows)


def _places(degree: int) -> range:
    return range(-(degree // 2), degree - degree // 2 + 1)


@cache
def _from_values(degree: int) -> fmpq_mat:
    """The matrix that tells a polynomial's coefficients from its values."""
    return fmpq_mat([[fmpq(x) ** k for k in range(degree + 1)] for x in _places(degree)]).inv()


def coefficients(line: Sequence[int]) -> list[int]:
    """Of a multilinear polynomial from its values at the corners, in the same order."""
    terms, step = list(line), 1
    while step < len(terms):
        terms = [x - terms[at - step] if at & step else x for at, x in enumerate(terms)]
        step *= 2
    return terms


def _primitive(line: Sequence[int]) -> list[int]:
    common = math.gcd(*line) or 1
    return [x // common for x in line]


def _put(line: Sequence[int], axis: int, count: int, number: fmpq) -> list[int]:
    """A polynomial, by its values, with a number in the place of an unknown; up to a factor."""
    step, top, bottom = 1 << (count - 1 - axis), int(number.p), int(number.q)
    return [
        (bottom - top) * line[at] + top * line[at + step]
        for at in range(len(line))
        if not at & step
    ]


def _value(form: Sequence[int], point: Sequence[fmpq_poly], modulus: fmpq_poly) -> fmpq_poly:
    """A multilinear polynomial with numbers of a field in the place of its unknowns."""
    line = [fmpq_poly([c]) for c in form]
    for x in point:
        half = len(line) // 2
        line = [low + x * high % modulus for low, high in zip(line[:half], line[half:])]
    return line[0]
