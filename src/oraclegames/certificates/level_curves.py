"""The level curves of an objective in the box of values, and F on them: the tool of the argument in
:mod:`oraclegames.certificates.levels_2x2`, where it is told why these questions decide.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property
from itertools import pairwise, product
from typing import Any

from flint import fmpq, fmpq_mpoly, fmpq_mpoly_ctx, fmpq_poly

from oraclegames.certificates.curve import between_roots
from oraclegames.certificates.goal import Goal
from oraclegames.exact.algebraic import real_roots
from oraclegames.exact.rational import to_fmpq

PLANE = fmpq_mpoly_ctx.get(("x", "y"), "lex")
X, Y = PLANE.gens()

Interval = tuple[Fraction, Fraction]
Segment = tuple[Any, Any]


@dataclass(frozen=True)
class Family:
    """Curves t ↦ (x, y), one for each level c, and F on them.

    Attributes:
        equation: P(t, c), in the variables x and y.
        borders: F on the border, polynomials in c.
        corners: levels at which the part of the curve inside the box changes its kind.
        inside: for a level the open interval of t inside the box; None if there is none.
        point: (x, y) for t and a level.
    """

    equation: fmpq_mpoly
    borders: tuple[fmpq_poly, ...]
    corners: tuple[Fraction, ...]
    inside: Callable[[Any], Segment | None]
    point: Callable[[Any, Any], tuple[Any, Any]]

    def is_empty_above(self, bound: Any, top: Fraction) -> bool:
        """Whether no level above the bound is met inside the box."""
        constant = [c for c in real_roots(self.content) if c > bound]
        if any(self.inside(c) is not None for c in constant):
            return False
        borders = [p for p in self.borders if p.degree() > 0]
        roots = {c for p in (self.merging, *borders) for c in real_roots(p)}
        levels = sorted(c for c in {*roots, *self.corners} if bound < c < top)
        knots = [bound, *levels, top]
        return all(self._misses(between_roots(a, b)) for a, b in pairwise(knots))

    def is_empty_at(self, level: Fraction) -> bool:
        """Whether one level is not met."""
        if self.content(to_fmpq(level)) == 0:
            return self.inside(level) is None
        return self._misses(level)

    def _misses(self, level: Fraction) -> bool:
        return not self.places(level)

    @cached_property
    def content(self) -> fmpq_poly:
        """What P has in c alone."""
        content = fmpq_poly([0])
        for coefficient in _by_power(self.equation):
            content = content.gcd(coefficient)
        return content

    @cached_property
    def rest(self) -> fmpq_mpoly:
        """P without that, and without multiple factors."""
        rest = self.equation / _in_level(self.content)
        repeated = rest.gcd(rest.derivative("x"))
        return rest / repeated

    def places(self, level: Fraction) -> list[Any]:
        """The roots of the rest at a level, ascending, within the part of the curve in the box."""
        segment = self.inside(level)
        if segment is None:
            return []
        low, high = segment
        return [t for t in real_roots(_at_level(self.rest, level)) if low < t < high]

    @cached_property
    def merging(self) -> fmpq_poly:
        """Where roots meet: the discriminant in t."""
        rest = self.rest
        if rest.degrees()[0] < 2:
            return fmpq_poly([1])
        return levels_of(rest.discriminant("x"))


def _by_power(polynomial: fmpq_mpoly) -> list[fmpq_poly]:
    """The coefficients of the powers of t, polynomials in c."""
    rows: dict[int, dict[int, fmpq]] = {}
    for (i, j), a in polynomial.to_dict().items():
        rows.setdefault(i, {})[j] = a
    return [fmpq_poly([row.get(j, fmpq(0)) for j in range(max(row) + 1)]) for row in rows.values()]


def levels_of(polynomial: fmpq_mpoly) -> fmpq_poly:
    """A polynomial in c alone."""
    found = _by_power(polynomial)
    return found[0] if found else fmpq_poly([0])


def _in_level(polynomial: fmpq_poly) -> fmpq_mpoly:
    result = 0 * X
    for a in reversed(polynomial.coeffs()):
        result = result * Y + a
    return result


def _at_level(polynomial: fmpq_mpoly, level: Fraction) -> fmpq_poly:
    """P(·, c), a polynomial in t."""
    at = to_fmpq(level)
    row: dict[int, fmpq] = {}
    for (i, j), a in polynomial.to_dict().items():
        row[i] = row.get(i, fmpq(0)) + a * at**j
    return fmpq_poly([row.get(i, fmpq(0)) for i in range(max(row) + 1)])


# -- the curves of an objective --------------------------------------------------------------------


def without(f: fmpq_mpoly, factor: fmpq_mpoly) -> fmpq_mpoly:
    """A polynomial without a factor."""
    while True:
        quotient, rest = divmod(f, factor)
        if not rest.is_zero():
            return f
        f = quotient


def level_curves(f: fmpq_mpoly, goal: Goal, x: Interval, y: Interval) -> Iterator[Family]:
    """The level curves of the objective in the open box."""
    if goal.kind == "linear":
        yield _lines(f, goal.weights[0], goal.weights[1], x, y)
    elif goal.kind == "egalitarian":
        yield from _rays(f, x, y)
    else:
        yield _hyperbolas(f, goal.threats, x, y)


def _swapped(f: fmpq_mpoly) -> fmpq_mpoly:
    return f.compose(Y, X)


def _lines(f: fmpq_mpoly, a: Fraction, b: Fraction, x: Interval, y: Interval) -> Family:
    """a·x + b·y = c, by x."""
    if b == 0:  # then a is not
        turned = _lines(_swapped(f), b, a, y, x)
        return replace(turned, point=lambda t, c: turned.point(t, c)[::-1])
    slope, unit = to_fmpq(a), 1 / to_fmpq(b)
    borders = [f.compose(0 * X + to_fmpq(end), (Y - slope * to_fmpq(end)) * unit) for end in x]
    if a != 0:
        heights = [to_fmpq(end) for end in y]
        borders += [f.compose((Y - h / unit) * (1 / slope), 0 * X + h) for h in heights]
    corners = tuple(a * u + b * v for u, v in product(x, y))

    def inside(c: Any) -> Segment | None:
        if a == 0:
            return x if y[0] < c / b < y[1] else None
        ends = sorted((c - b * end) / a for end in y)
        return _meet((x[0], x[1]), (ends[0], ends[1]))

    equation = f.compose(X, (Y - slope * X) * unit)
    return Family(
        equation,
        tuple(map(levels_of, borders)),
        corners,
        inside,
        lambda t, c: (t, (c - a * t) / b),
    )


def _meet(one: Segment, other: Segment) -> Segment | None:
    low, high = max(one[0], other[0]), min(one[1], other[1])
    return (low, high) if low < high else None


def _rays(f: fmpq_mpoly, x: Interval, y: Interval) -> Iterator[Family]:
    """min(x, y) = c: upwards from x = y = c, and to the right."""
    for g, own, other, point in ((_swapped(f), x, y, _upright), (f, y, x, _level)):
        # the coordinate that is c has the range ``own``, t has the range ``other``
        borders = [levels_of(g.compose(0 * X + to_fmpq(end), Y)) for end in other]
        borders.append(levels_of(g.compose(Y, Y)))
        yield Family(g, tuple(borders), (*own, *other), _upwards(own, other), point)


def _upright(t: Any, c: Any) -> tuple[Any, Any]:
    return c, t


def _level(t: Any, c: Any) -> tuple[Any, Any]:
    return t, c


def _upwards(own: Interval, other: Interval) -> Callable[[Any], Segment | None]:
    def inside(c: Any) -> Segment | None:
        return _meet(other, (c, other[1])) if own[0] < c < own[1] else None

    return inside


def _hyperbolas(f: fmpq_mpoly, threats: tuple[Fraction, ...], x: Interval, y: Interval) -> Family:
    """(x − d)(y − e) = c > 0 with x > d, by x."""
    d, e = threats
    shift = X - to_fmpq(d)
    degree = f.degrees()[1]
    equation = 0 * X
    for (i, j), a in f.to_dict().items():
        equation += a * X**i * (to_fmpq(e) * shift + Y) ** j * shift ** (degree - j)
    equation = without(equation, shift)
    borders = [
        f.compose(0 * X + to_fmpq(end), to_fmpq(e) + Y * to_fmpq(1 / (end - d)))
        for end in x
        if end > d
    ]
    borders += [
        f.compose(to_fmpq(d) + Y * to_fmpq(1 / (end - e)), 0 * X + to_fmpq(end))
        for end in y
        if end > e
    ]
    corners = [(u - d) * (v - e) for u, v in product(x, y) if u > d and v > e]

    def inside(c: Any) -> Segment | None:
        if c <= 0 or x[1] <= d or y[1] <= e:
            return None
        found = _meet((x[0], x[1]), (d + c / (y[1] - e), x[1]))
        if found is None or y[0] <= e:
            return found
        return _meet(found, (found[0], d + c / (y[0] - e)))

    return Family(
        equation,
        tuple(map(levels_of, borders)),
        (Fraction(0), *corners),
        inside,
        lambda t, c: (t, e + c / (t - d)),
    )
