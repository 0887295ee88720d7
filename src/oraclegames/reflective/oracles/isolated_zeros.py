"""Isolated zeros where elimination ends: found by boxes, written exactly, and proved.

The interval Newton method tells all zeros of a cell apart, each in a box with no other
(:mod:`oraclegames.reflective.oracles.count_zeros`). Newton's method gives one to a thousand digits;
Lovász's lattice reduction then guesses an integer polynomial for a sum α of its coordinates, and
each coordinate as g(α)/f′(α) with a small g (the rational univariate representation). A guess is
proved: put into the equations, all of them vanish in the field ℚ(α), and the point lies in its box.

Source: Lenstra, Lenstra, Lovász, "Factoring polynomials with rational coefficients", 1982;
F. Rouillier, "Solving zero-dimensional systems through the rational univariate representation",
1999.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from flint import arb, arb_mat, ctx, fmpq, fmpq_poly, fmpz, fmpz_mat, fmpz_poly

from oraclegames.budget import Clock
from oraclegames.exact.algebraic import Algebraic, Root, real_roots
from oraclegames.exact.polynomial import Polynomial
from oraclegames.exact.rational import to_fmpq, to_fraction
from oraclegames.reflective.oracles.count_zeros import Box, at_balls, slope_of, terms_of

LARGEST_DEGREE = 16
_PRECISIONS = (700, 2500, 9000)
"""Bits that are tried one after the other."""


def exact_zeros(
    equations: Sequence[Polynomial], boxes: Sequence[Box], clock: Clock
) -> list[list[Any]] | None:
    """The one zero in each box, exactly.

    Args:
        equations: polynomials in the unknowns 0, 1, ….
        boxes: each with exactly one zero, which is simple.
        clock: is looked at before every guess.

    Returns:
        None if one of them is of a field of a degree above 16, or too large.

    Raises:
        OutOfTime: the clock's budget is spent.
    """
    conjugates: list[list[Any]] = []
    found = []
    for box in boxes:
        zero = next((known for known in conjugates if _inside(known, box)), None)
        if zero is None:
            fresh = _exact_zero(equations, box, clock)
            if fresh is None:
                return None
            zero, others = fresh
            conjugates += others
        found.append([to_fmpq(x) if isinstance(x, Fraction) else x for x in zero])
    return found


def _exact_zero(
    equations: Sequence[Polynomial], box: Box, clock: Clock
) -> tuple[list[Any], list[list[Any]]] | None:
    """The zero in a box, and those over the other real roots of the same polynomial."""
    for precision in _PRECISIONS:
        clock.check()
        with ctx.workprec(precision + 64):
            point = _refined(equations, box)
            zero = None if point is None else _guessed(point, precision, clock)
        if zero is None or not _is_zero(equations, zero):
            continue
        roots = [zero[0].root]
        if len(roots[0].coefficients) > 2:
            numbers = real_roots(fmpz_poly(list(roots[0].coefficients)))
            roots = [number.root for number in numbers if isinstance(number, Algebraic)]
        rows = [[Algebraic(root, x.polynomial).simplest() for x in zero] for root in roots]
        here = next((row for row in rows if _inside(row, box)), None)
        if here is not None:
            return here, rows
    return None


def _inside(point: Sequence[Any], box: Box) -> bool:
    return all(to_fraction(low) <= x <= to_fraction(high) for x, (low, high) in zip(point, box))


def _refined(equations: Sequence[Polynomial], box: Box) -> list[arb] | None:
    """Newton's method from the middle of a box, to the precision that is set."""
    size = len(box)
    terms = [terms_of(e) for e in equations]
    slopes = [[terms_of(slope_of(e, n)) for n in range(size)] for e in equations]
    point = [arb((low + high) / 2).mid() for low, high in box]
    rows: list[int] | None = None
    for _ in range(3 + ctx.prec.bit_length()):
        matrix = [[at_balls(p, point).mid() for p in row] for row in slopes]
        rows = rows or _independent(matrix, size)
        if rows is None:
            return None
        values = arb_mat(size, 1, [at_balls(terms[k], point).mid() for k in rows])
        try:
            step = arb_mat([matrix[k] for k in rows]).solve(values)
        except ZeroDivisionError:
            return None
        point = [(x - step[k, 0]).mid() for k, x in enumerate(point)]
    return point


def _independent(matrix: list[list[arb]], size: int) -> list[int] | None:
    """Rows of a matrix that are independent."""
    chosen: list[int] = []
    left = {k: [float(x) for x in row] for k, row in enumerate(matrix)}
    for _ in range(size):
        k, at = max(
            ((k, at) for k in left for at in range(size)), key=lambda p: abs(left[p[0]][p[1]])
        )
        pivot = left.pop(k)
        if abs(pivot[at]) < 1e-12:
            return None
        chosen.append(k)
        left = {
            n: [x - row[at] / pivot[at] * y for x, y in zip(row, pivot)] for n, row in left.items()
        }
    return sorted(chosen)


def _guessed(point: Sequence[arb], precision: int, clock: Clock) -> list[Algebraic] | None:
    """The coordinates as numbers of one field, as a lattice of near-relations suggests."""
    weights = [3**k % 101 for k in range(len(point))]
    alpha = sum((x * w for x, w in zip(point, weights)), start=arb(0)).mid()
    powers = [arb(1)]
    for _ in range(LARGEST_DEGREE):
        powers.append((powers[-1] * alpha).mid())
    relation = _relation(powers, precision)
    factors = [f for f, _ in fmpz_poly(relation).factor()[1]]
    if not factors:
        return None
    minimal = min(factors, key=lambda f: abs(float(_at(f, powers))))
    root = _any_root(minimal)
    if root is None:
        return None
    degree, modulus = minimal.degree(), fmpq_poly(minimal)
    slope = modulus.derivative()
    inverse = _inverse(slope, modulus)
    scale = _at(minimal.derivative(), powers)
    numbers = []
    for x in point:
        clock.check()
        top, *rest = _relation([(x * scale).mid(), *powers[:degree]], precision)
        if top == 0:
            return None
        polynomial = fmpq_poly([fmpq(-c, top) for c in rest]) * inverse % modulus
        numbers.append(Algebraic(root, polynomial))
    return numbers


def _relation(numbers: Sequence[arb], precision: int) -> list[fmpz]:
    """Small whole numbers c with Σ c·number nearly 0."""
    scale = arb(2) ** precision
    size = len(numbers)
    rows = [[int(i == j) for j in range(size)] for i in range(size)]
    for row, number in zip(rows, numbers):
        row.append((number * scale).mid().floor().unique_fmpz())
    shortest = fmpz_mat(rows).lll()
    return [shortest[0, j] for j in range(size)]


def _at(polynomial: fmpz_poly, powers: Sequence[arb]) -> arb:
    return sum((c * power for c, power in zip(polynomial.coeffs(), powers)), start=arb(0)).mid()


def _any_root(polynomial: fmpz_poly) -> Root | None:
    """A real root of an irreducible polynomial: which one it has to be is seen of all of them."""
    if polynomial.degree() < 1:
        return None
    if polynomial.degree() == 1:
        value = Fraction(int(-polynomial[0]), int(polynomial[1]))
        coefficients = (-value.numerator, value.denominator)
        return Root(coefficients, value - 1, value + 1)
    first = next(iter(real_roots(polynomial)), None)
    return first.root if isinstance(first, Algebraic) else None


def _inverse(polynomial: fmpq_poly, modulus: fmpq_poly) -> fmpq_poly:
    common, factor, _ = polynomial.xgcd(modulus)
    return factor / common[0]


def _is_zero(equations: Sequence[Polynomial], point: Sequence[Algebraic]) -> bool:
    """Whether all equations vanish in the field."""
    modulus = point[0].root.modulus
    for equation in equations:
        total = fmpq_poly([0])
        for monomial, coefficient in equation.items():
            term = fmpq_poly([coefficient])
            for number in monomial:
                term = term * point[number].polynomial % modulus
            total += term
        if total % modulus != 0:
            return False
    return True
