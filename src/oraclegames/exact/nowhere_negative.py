"""A proof by cuts that a homogeneous polynomial is nowhere negative on a simplex.

In the weights c of the corners of a simplex a polynomial without a negative coefficient is nowhere
negative there: its coefficients are those of Bernstein (1912), but for positive factors. Where some
are negative the simplex is cut in smaller ones at a point, which takes the place of one corner in
each of them. A polynomial that is positive on the simplex has such a proof (Pólya 1928). So has
mostly one that is zero at known points, if these become corners: near to one the coefficients of
the first power are the slopes along the sides that meet there, and those of the second power those
of its curvature, positive between sides at small angles.

Coefficients and points are of one field ℚ(z), z a root of an irreducible polynomial or nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations
from typing import Any

from flint import Ordering, fmpq_mpoly, fmpq_mpoly_ctx, fmpq_poly

from oraclegames.exact.algebraic import Algebraic, Number, Root
from oraclegames.exact.rational import to_fmpq, to_fraction

Point = tuple[Number, ...]
"""Weights of the corners."""
Cut = Point
"""The weights of the point at which a simplex is cut; () where it is not."""

HALF = Fraction(1, 2)


def ring_of(corners: int) -> Any:
    """The polynomials in the weights of so many corners, and in z."""
    return fmpq_mpoly_ctx.get([*(f"c{k}" for k in range(corners)), "z"], Ordering.lex)


def as_polynomial(ring: Any, number: Number) -> fmpq_mpoly:
    """A number of the field as a polynomial in z."""
    powers = number.polynomial.coeffs() if isinstance(number, Algebraic) else [to_fmpq(number)]
    none = (0,) * (len(ring.gens()) - 1)
    return ring.from_dict({(*none, k): c for k, c in enumerate(powers) if c != 0})


@dataclass(frozen=True)
class _Piece:
    """A part of the simplex.

    Attributes:
        form: the polynomial in the weights of its corners.
        zeros: the weights of the known zeros that lie in it.
        corners: where its corners are, in floats.
    """

    form: fmpq_mpoly
    zeros: tuple[Point, ...]
    corners: tuple[tuple[float, ...], ...]


def cuts_of(
    form: fmpq_mpoly, zeros: Sequence[Point], root: Root | None, most: int
) -> tuple[Cut, ...] | None:
    """The cuts, each before those of its parts, which come in the order of their new corner.

    Args:
        form: of the ring of :func:`ring_of`, homogeneous in the weights of the corners.
        zeros: where it is known to be zero.
        root: z.
        most: after how many parts to give up.

    >>> a, b, z = ring_of(2).gens()
    >>> cuts_of(a * a - a * b + b * b, [], None, 9)
    ((Fraction(1, 2), Fraction(1, 2)), (), ())
    >>> cuts_of(a * a - 3 * a * b + b * b, [], None, 9) is None
    True
    """
    size = len(form.context().gens()) - 1
    corners = tuple(tuple(float(i == k) for i in range(size)) for k in range(size))
    stack = [_Piece(form, tuple(zeros), corners)]
    cuts: list[Cut] = []
    while stack:
        piece = stack.pop()
        negative = [e for e, value in _coefficients(piece.form, root) if value < 0]
        if not negative:
            cuts.append(())
            continue
        if len(cuts) >= most or any(max(e) == sum(e) for e in negative):
            return None
        point = _where(piece, negative[0], len(cuts))
        cuts.append(point)
        stack += reversed([_part(piece, k, point, root) for k in range(size) if point[k] > 0])
    return tuple(cuts)


def _coefficients(form: fmpq_mpoly, root: Root | None) -> list[tuple[tuple[int, ...], Any]]:
    """The exponents of the corners' weights, and the coefficients."""
    if root is None:
        return [(tuple(e[:-1]), c) for e, c in form.to_dict().items()]
    by: dict[tuple[int, ...], dict[int, Any]] = {}
    for (*e, power), c in form.to_dict().items():
        by.setdefault(tuple(e), {})[power] = c
    return [
        (e, Algebraic(root, fmpq_poly([row.get(k, 0) for k in range(max(row) + 1)])))
        for e, row in by.items()
    ]


def _where(piece: _Piece, exponents: tuple[int, ...], count: int) -> Cut:
    """The point at which to cut a piece with a negative coefficient of these exponents."""
    size = len(piece.corners)
    for zero in piece.zeros:
        if sum(x > 0 for x in zero) > 1:
            return zero
    # Between two corners that the coefficient tells of, not those at zeros: so angles shrink there.
    at_zero = {k for zero in piece.zeros for k in range(size) if zero[k] > 0}
    others = sorted((-exponents[k], k) for k in range(size) if exponents[k] and k not in at_zero)
    if count % 2 and len(others) > 1:
        ends = {others[0][1], others[1][1]}
    else:
        ends = set(max(combinations(range(size), 2), key=lambda pair: _length(piece, *pair)))
    return tuple(HALF if k in ends else Fraction(0) for k in range(size))


def _length(piece: _Piece, i: int, j: int) -> float:
    return sum((x - y) ** 2 for x, y in zip(piece.corners[i], piece.corners[j]))


def _part(piece: _Piece, k: int, point: Cut, root: Root | None) -> _Piece:
    """The part where a point takes the place of corner k."""
    ring = piece.form.context()
    *gens, z = ring.gens()
    shares = [as_polynomial(ring, x) for x in point]
    images = [share * gens[k] + (gen if i != k else 0) for i, (share, gen) in
              enumerate(zip(shares, gens))]  # fmt: skip
    form = reduced(piece.form.compose(*images, z), root)
    zeros = []
    for zero in piece.zeros:
        share = zero[k] / point[k]
        moved = [share if i == k else plain(x - share * point[i]) for i, x in enumerate(zero)]
        if min(moved) >= 0:
            zeros.append(tuple(moved))
    total: Any = sum(map(float, point))
    new = tuple(
        sum(float(x) * corner[i] for x, corner in zip(point, piece.corners)) / total
        for i in range(len(gens))
    )
    corners = tuple(new if i == k else corner for i, corner in enumerate(piece.corners))
    return _Piece(form, tuple(zeros), corners)


def reduced(form: fmpq_mpoly, root: Root | None) -> fmpq_mpoly:
    """With powers of z below the degree of its polynomial."""
    if root is None:
        return form
    powers = {
        (*e, k): c
        for e, number in _coefficients(form, root)
        for k, c in enumerate(number.polynomial.coeffs())
        if c != 0
    }
    return form.context().from_dict(powers)


def plain(number: Any) -> Number:
    """A fraction where it is one."""
    if isinstance(number, Algebraic) and number.polynomial.degree() < 1:
        return to_fraction(number.polynomial[0])
    return number  # type: ignore[no-any-return]
