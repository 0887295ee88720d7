"""Whether curves cut the square in the same way at every smaller step: nothing happens in it.

As ε falls, curves move. Which of them meet, and what lies on which side of them, stays the same up
to an *event* in the square (Theorem 5 of docs/theory/limits-of-matches.md):

- a curve falls apart into two lines, or becomes a steep or a level one;
- two curves touch, or become the same;
- three go through one point, or two of them do on one of which each point is on the third, too.

Each step of an event is a root of a polynomial; at each root, a number of the field that it
generates, the curves say whether the event lies in the square. What is so at every step is none.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import reduce
from itertools import combinations
from typing import Any

from flint import fmpq, fmpq_poly

from oraclegames.exact.algebraic import Algebraic, real_roots
from oraclegames.exact.rational import to_fmpq, to_fraction
from oraclegames.exact.surd import exact_sign
from oraclegames.reflective.limit.moving import Moving

Frozen = tuple[Any, Any, Any, Any]
"""A curve at the step of an event."""

Event = tuple[fmpq_poly, Callable[[Any], bool]]
"""A polynomial, and whether at a root of it something happens in the square."""


def nothing_happens(curves: Sequence[Moving], step: fmpq) -> bool:
    """Whether there is no event at a step and below it.

    Args:
        curves: irreducible and different, the edges of the square among them.
        step: the step ε.
    """
    last = to_fraction(step)
    return not any(
        happens(root)
        for polynomial, happens in _events(curves)
        if polynomial.degree() > 0
        for root in real_roots(polynomial)
        if 0 < root <= last
    )


def _events(curves: Sequence[Moving]) -> Iterator[Event]:
    still = [all(n.degree() <= 0 for n in curve) for curve in curves]
    for k, curve in enumerate(curves):
        if not still[k]:
            yield _bend(curve), _crosses(curve)
    for pair in combinations(range(len(curves)), 2):
        if not all(still[k] for k in pair):
            yield _of_two(curves[pair[0]], curves[pair[1]])
    for three in combinations(range(len(curves)), 3):
        if not all(still[k] for k in three):
            yield _of_three([curves[k] for k in three])


def _bend(curve: Sequence[Any]) -> Any:
    """What is 0 where it is a line along an axis, or two of them."""
    a, b, c, d = curve
    return a * d - b * c


def _crosses(curve: Moving) -> Callable[[Any], bool]:
    """Whether a curve has a point in the square: then its signs at the corners are not one."""

    def seen(root: Any) -> bool:
        a, b, c, d = _frozen(curve, root)
        return len({exact_sign(value) for value in (d, b + d, c + d, a + b + c + d)}) > 1

    return seen


def _of_two(one: Moving, other: Moving) -> Event:
    p, q, r = _heights(one, other)
    touch = q * q - 4 * p * r
    if not touch:
        return _common(_minors(one, other)), _crosses(one)

    def seen(root: Any) -> bool:
        f, g = _frozen(one, root), _frozen(other, root)
        return _crosses(one)(root) if not any(_minors(f, g)) else _meetings(f, g) > 0

    return touch, seen


def _of_three(three: Sequence[Moving]) -> Event:
    xy, x, y, one = minors = _kernel(three)
    through = xy * one - x * y
    if through:
        return through, lambda root: _together([_frozen(curve, root) for curve in three])
    common = _common(minors)

    def more(root: Any) -> bool:
        """Whether they have a point in common besides one that they have at every step."""
        always = _frozen([n // common for n in minors], root)
        rows = [_frozen(curve, root) for curve in three]
        return _shared(rows) > (always[3] != 0 and _in_square(always))

    return common, more


def _together(rows: Sequence[Frozen]) -> bool:
    """Whether three curves have a point of the square in common."""
    minors = _kernel(rows)
    if minors[3] != 0:
        return _in_square(minors)
    return not any(minors) and _shared(rows) > 0


def _in_square(minors: Frozen) -> bool:
    _, x, y, one = minors
    return bool(0 <= x / one <= 1 and 0 <= y / one <= 1)


def _shared(rows: Sequence[Frozen]) -> int:
    """How many points of the square curves of one pencil have in common: what two of them have."""
    pairs = (pair for pair in combinations(rows, 2) if any(_minors(*pair)))
    return max((_meetings(*pair) for pair in pairs), default=0)


def _heights(one: Sequence[Any], other: Sequence[Any]) -> tuple[Any, Any, Any]:
    """The quadratic function of y that is 0 where two curves meet."""
    (a, b, c, d), (e, f, g, h) = one, other
    return c * e - a * g, c * f + d * e - g * b - h * a, d * f - h * b


def _minors(one: Sequence[Any], other: Sequence[Any]) -> list[Any]:
    """All are 0 if two curves are the same."""
    return [one[j] * other[k] - one[k] * other[j] for j, k in combinations(range(4), 2)]


def _kernel(rows: Sequence[Sequence[Any]]) -> tuple[Any, Any, Any, Any]:
    """What solves three linear equations in xy, x, y and 1."""
    u, v, w = rows
    pairs = {(j, k): v[j] * w[k] - v[k] * w[j] for j, k in combinations(range(4), 2)}

    def minor(i: int, j: int, k: int) -> Any:
        return u[i] * pairs[j, k] - u[j] * pairs[i, k] + u[k] * pairs[i, j]

    return minor(1, 2, 3), -minor(0, 2, 3), minor(0, 1, 3), -minor(0, 1, 2)


def _meetings(one: Frozen, other: Frozen) -> int:
    """How many points of the square two different curves have in common."""
    p, q, r = _heights(one, other)
    square = q * q - 4 * p * r
    if square < 0 or p == 0 == q:
        return 0
    sides = (1, -1) if square != 0 else (0,)
    heights = [(-q, side, 2 * p) for side in sides] if p != 0 else [(-r, 0, q)]
    return sum(_meet_at(one, other, *height, square) for height in heights)


def _meet_at(one: Frozen, other: Frozen, top: Any, side: int, bottom: Any, square: Any) -> bool:
    """Whether at the height (top ± √square) / bottom, where two curves may meet, both do."""

    def sign(number: Any, factor: Any) -> int:
        return _sign(number, factor * side, square)

    if sign(top, 1) * sign(bottom, 0) < 0 or sign(bottom - top, -1) * sign(bottom, 0) < 0:
        return False
    for a, b, c, d in (one, other):
        # x = -over / under
        over, under = c * top + d * bottom, a * top + b * bottom
        if sign(under, a) != 0:
            low, high = sign(over, c), sign(over + under, a + c)
            return low * sign(under, a) <= 0 <= high * sign(under, a)
    return False


def _sign(number: Any, factor: Any, square: Any) -> int:
    """The sign of number + factor·√square."""
    plain, rest = exact_sign(number), exact_sign(factor) * exact_sign(square)
    if plain == -rest:
        return plain * exact_sign(number * number - factor * factor * square)
    return plain or rest


def _frozen(curve: Sequence[fmpq_poly], root: Any) -> Frozen:
    """A curve at a step, in the field that the step generates."""
    if isinstance(root, Algebraic):
        a, b, c, d = (Algebraic(root.root, n) for n in curve)
        return a, b, c, d
    p, q, r, s = (to_fraction(n(to_fmpq(root))) for n in curve)
    return p, q, r, s


def _common(polynomials: Sequence[fmpq_poly]) -> fmpq_poly:
    return reduce(lambda p, q: p.gcd(q), polynomials)
