"""Where the listed pieces of a limit go as ε → 0, after δ.

At every smaller step they are alike. An end of an arc is a point at which two curves meet, at each
step; its coordinates are roots of polynomials whose coefficients are polynomials in ε. A root that
stays within [0, 1] goes to one of the polynomial at ε = 0: to which, tells a number between two of
these, which is no root from a small step on.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Any

from flint import fmpq, fmpq_poly

from oraclegames.certificates.limit_listed import Listed, Place, read_piece
from oraclegames.certificates.limit_pushes import Curve, at
from oraclegames.certificates.limit_smaller_steps import Moving, Sturm
from oraclegames.certificates.part import Part
from oraclegames.exact.rational import to_fmpq, to_fraction
from oraclegames.exact.surd import quadratic_roots, rational_between

OPEN = {
    "complete": "the pieces are not shown to be alike for every smaller ε: take a smaller one",
    "undetermined": "not every piece is proved",
    "partial": "the search was stopped",
}
"""Why nothing is said of ε → 0."""


Told = tuple[str | None, tuple[Place, ...], tuple[Curve, ...]]
"""A piece: its reason, ends and curves."""


def check_vanishing(
    said: Part, listed: Sequence[Listed], moving: Sequence[Moving], epsilon: Fraction
) -> None:
    """The pieces that are said to be left as ε → 0 are just what the listed ones come to.

    Args:
        said: where they stand.
        listed: the pieces, alike at this step and at all below.
        moving: the curves that cut the square.
        epsilon: the step.
    """
    step, claimed = to_fmpq(epsilon), list(map(read_piece, said))
    found = {told for one in listed for told in _gone(one, moving, step)}
    seen = [_told(one) for one in claimed]
    for k, one in enumerate(claimed):
        one.part.require(seen[k] in found, "no piece comes to this")
        one.part.require(seen[k] not in seen[:k], "it stands here twice")
    left = {_place(told) for told in found} - set(map(_place, seen))
    said.require(not left, "a piece comes to something else")


def _told(one: Listed) -> Told:
    return one.reason, tuple(one.ends), tuple(map(_scaled, one.curves))


def _place(told: Told) -> tuple[Any, ...]:
    """Where it is, and whether it is approached for some δ only."""
    reason, *where = told
    return reason == "last", *where


def _gone(one: Listed, moving: Sequence[Moving], step: fmpq) -> Iterator[Told]:
    if one.shape == "region":
        one.part.require(_stays(one, moving, step), "it moves with ε")
        yield _told(one)
        return
    ends = [_end(one.part, end, moving, step) for end in one.ends]
    if ends[0] == ends[-1]:
        yield one.reason, (ends[0],), ()
        return
    here = [_scaled(_at(curve, step)) for curve in moving]
    a, b, c, d = curve = _at(moving[here.index(_scaled(one.curves[0]))], fmpq(0))
    parts = [curve]
    if a != 0 and a * d == b * c:
        parts = [(Fraction(0), a, Fraction(0), c), (Fraction(0), Fraction(0), a, b)]
    on = [{_scaled(part) for part in parts if at(part, *end) == 0} for end in ends]
    if on[0] & on[1]:
        ways = [(ends[0], ends[1], (on[0] & on[1]).pop())]
    else:  # around the crossing of two lines
        corner = -c / a, -b / a
        ways = [(end, corner, lines.pop()) for end, lines in zip(ends, on)]
    for start, stop, along in ways:
        low, high = sorted((start, stop), key=lambda place: place[::-1])
        yield one.reason, (low, high), (along,)


def _stays(one: Listed, moving: Sequence[Moving], step: fmpq) -> bool:
    """Whether a region is between curves that do not move, from a point to a point where two do not
    that meet."""
    still = [_at(curve, step) for curve in moving if all(n.degree() <= 0 for n in curve)]
    sides = set(map(_scaled, one.curves)) <= set(map(_scaled, still))
    fixed = [sum(at(curve, *end) == 0 for curve in still) > 1 for end in one.ends]
    return sides and (fixed[0] or fixed[1]) and (fixed[2] or fixed[3])


def _end(part: Part, end: Place, moving: Sequence[Moving], step: fmpq) -> Place:
    """Where a point goes at which two of the curves meet."""
    through = [curve for curve in moving if at(_at(curve, step), *end) == 0]
    part["ends"].require(len(through) > 1, "no two of the curves meet at an end")
    one, other, *_ = through
    rank = _meetings(one, other, step).index(end)
    found = []
    for k, quadratic in enumerate((_across(one, other), _across(_turned(one), _turned(other)))):
        order = min(_order(n) for n in quadratic if n)
        p, q, r = (n // fmpq_poly([0, 1]) ** order for n in quadratic)
        roots = [root for root in quadratic_roots(p[0], q[0], r[0]) if 0 <= root <= 1]
        part["ends"].require(bool(roots), "an end goes nowhere")
        if len(roots) == 2:
            between, small = rational_between(*roots), step
            passed = Sturm((p * to_fmpq(between) + q) * to_fmpq(between) + r)
            while passed.count(fmpq(0), small):
                small /= 2
            roots = [roots[_meetings(one, other, small)[rank][k] > between]]
        found.append(roots[0])
    return found[0], found[1]


def _meetings(one: Moving, other: Moving, step: fmpq) -> list[Place]:
    """The points of the square at which two curves meet at a step, from left to right."""
    found = []
    for x in quadratic_roots(*(n(step) for n in _across(one, other))):
        for a, b, c, d in (_at(one, step), _at(other, step)):
            bottom = x * a + c
            if bottom != 0:
                y = -(x * b + d) / bottom
                if 0 <= x <= 1 and 0 <= y <= 1:
                    found.append((x, y))
                break
    return found


def _across(one: Moving, other: Moving) -> tuple[fmpq_poly, fmpq_poly, fmpq_poly]:
    """p, q, r of the p·x² + q·x + r that is 0 where they meet."""
    (a, b, c, d), (e, f, g, h) = one, other
    return b * e - f * a, b * g + d * e - f * c - h * a, d * g - h * c


def _turned(curve: Moving) -> Moving:
    a, b, c, d = curve
    return a, c, b, d


def _order(polynomial: fmpq_poly) -> int:
    return next(k for k, n in enumerate(polynomial.coeffs()) if n != 0)


def _at(curve: Moving, step: fmpq) -> Curve:
    a, b, c, d = (to_fraction(n(step)) for n in curve)
    return a, b, c, d


def _scaled(curve: Curve) -> Curve:
    lead = next(number for number in curve if number != 0)
    a, b, c, d = (number / lead for number in curve)
    return a, b, c, d
