"""Where the pieces of a limit go as ε → 0, if they are alike at every smaller step.

An end of an arc is a point at which two curves meet at every step: each of its coordinates is a
root of a quadratic polynomial whose coefficients are polynomials in ε. As ε → 0 such roots go to
those of the polynomial at 0, in the same order, or beyond all bounds. What is between goes to the
curve at 0, which may be two lines: the way then leads around their crossing. Regions do not move:
both players rest in them, between conditions alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from flint import fmpq, fmpq_poly

from oraclegames.exact.algebraic import real_roots
from oraclegames.exact.rational import to_fraction
from oraclegames.exact.surd import Exact, quadratic_roots
from oraclegames.reflective.limit.curves import Curve, irreducible, primitive
from oraclegames.reflective.limit.moving import Moving
from oraclegames.reflective.limit.pieces import Piece, Point

Quadratic = tuple[fmpq_poly, fmpq_poly, fmpq_poly]
"""p, q, r of p·t² + q·t + r."""


def vanishing(pieces: Sequence[Piece], moving: Sequence[Moving], step: fmpq) -> tuple[Piece, ...]:
    """What pieces come to as a step falls to 0, each once.

    Args:
        pieces: those of the limit at the step, alike at every smaller one.
        moving: the curves that cut the square.
        step: the step ε.
    """
    found: dict[tuple[object, ...], Piece] = {}
    for piece in pieces:
        for one in _gone(piece, moving, step):
            found.setdefault((one.every_delta, one.ends, one.curves), one)
    return tuple(found.values())


def _gone(piece: Piece, moving: Sequence[Moving], step: fmpq) -> Iterator[Piece]:
    if piece.shape == "region":
        yield piece
        return
    ends = [_end(point, moving, step) for point in piece.ends]
    if len(set(ends)) == 1:
        yield Piece(piece.reason, (ends[0],))
        return
    moved = next(curve for curve in moving if primitive(_at(curve, step)) == piece.curves[0])
    parts = irreducible(_at(moved, fmpq(0)))
    if len(parts) == 2:
        steep, level = parts
        corner = to_fraction(-steep[3] / steep[1]), to_fraction(-level[3] / level[2])
        way = list(dict.fromkeys((ends[0], corner, ends[1])))
        if any(all(_value(part, end) == 0 for end in ends) for part in parts):
            way = ends
    else:
        way = ends
    for pair in pairwise(way):
        low, high = sorted(pair, key=lambda point: point[::-1])
        curve = next(part for part in parts if _value(part, low) == _value(part, high) == 0)
        yield Piece(piece.reason, (low, high), (primitive(curve),))


def _end(point: Point, moving: Sequence[Moving], step: fmpq) -> Point:
    """Where a point goes at which curves meet."""
    through = (curve for curve in moving if _value(_at(curve, step), point) == 0)
    one, other, *_ = through
    quadratics = _across(one, other), _across(_turned(one), _turned(other))
    small = min(_settled(quadratic, step) for quadratic in quadratics)
    here, there = (_meetings(one, other, e) for e in (step, small))
    x, y = there[here.index(point)]
    return _goes(quadratics[0], x, small), _goes(quadratics[1], y, small)


def _goes(quadratic: Quadratic, root: Exact, step: fmpq) -> Exact:
    """Where a root at a step goes, of those that stay within bounds.

    From the step on there are as many, and they keep their order.
    """
    before = quadratic_roots(*(n(step) for n in quadratic))
    shrunk = [n // fmpq_poly([0, 1]) ** _order(quadratic) for n in quadratic]
    after = quadratic_roots(*(n[0] for n in shrunk))
    if len(after) == 1:
        return after[0]
    return after[before.index(root)]


def _order(polynomials: Sequence[fmpq_poly]) -> int:
    """How often ε divides them all."""
    return min(next(k for k in range(n.degree() + 1) if n[k] != 0) for n in polynomials if n)


def _settled(quadratic: Quadratic, step: fmpq) -> fmpq:
    """A step from which on no root goes beyond all bounds, and no two meet, but at 0."""
    p, q, r = quadratic
    events = [real_roots(n) for n in (p, q * q - 4 * p * r) if n.degree() > 0]
    roots = [root for found in events for root in found if root > 0]
    while any(root <= to_fraction(step) for root in roots):
        step /= 2
    return step


def _meetings(one: Moving, other: Moving, step: fmpq) -> list[Point]:
    """The points of the square at which two curves meet at a step, upwards."""
    first, second = _at(one, step), _at(other, step)
    found = []
    for y in quadratic_roots(*(n(step) for n in _across(_turned(one), _turned(other)))):
        for a, b, c, d in (first, second):
            slope = y * to_fraction(a) + to_fraction(b)
            if slope != 0:
                x = -(y * to_fraction(c) + to_fraction(d)) / slope
                if 0 <= x <= 1 and 0 <= y <= 1:
                    found.append((x, y))
                break
    return found


def _across(one: Moving, other: Moving) -> Quadratic:
    """What is 0 at the x at which two curves meet."""
    (a, b, c, d), (e, f, g, h) = one, other
    return b * e - f * a, b * g + d * e - f * c - h * a, d * g - h * c


def _turned(curve: Moving) -> Moving:
    """The same with x and y changed."""
    a, b, c, d = curve
    return a, c, b, d


def _at(curve: Moving, step: fmpq) -> Curve:
    a, b, c, d = (n(step) for n in curve)
    return a, b, c, d


def _value(curve: Curve, point: Point) -> Exact:
    (a, b, c, d), (x, y) = map(to_fraction, curve), point
    return x * y * a + x * b + y * c + d
