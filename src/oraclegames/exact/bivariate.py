"""Where two plane curves meet, exactly: the common zeros of two polynomials in x and y.

Project the zeros along a direction in which no two of them fall together, to u = x + k·y. The
resultant of f(u − k·y, y) and g(u − k·y, y) with respect to y vanishes exactly at the projections;
over each root u₀ the greatest common divisor in y has one root y₀, so it is a power of y − y₀, and
x₀, y₀ are numbers of the field ℚ(u₀): one field for both coordinates, in which everything that is
made of them can be computed and compared.

Source: the primitive element by a generic projection is classical (Kronecker).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from itertools import count
from typing import Any

from flint import fmpq, fmpq_mpoly, fmpq_mpoly_ctx, fmpq_poly

from oraclegames.exact.algebraic import Algebraic, real_roots
from oraclegames.exact.euclid import Coefficients, divisor, trimmed
from oraclegames.exact.real import Real, plain

PLANE = fmpq_mpoly_ctx.get(("x", "y"), "lex")
"""The ring of the polynomials in x and y."""

X, Y = PLANE.gens()

Interval = tuple[Fraction, Fraction]


def components(f: fmpq_mpoly) -> list[fmpq_mpoly]:
    """The irreducible factors over the rationals, each once; no constants."""
    return [factor for factor, _ in f.factor()[1]]


def common_zeros(
    f: fmpq_mpoly,
    g: fmpq_mpoly,
    x_range: Interval | None = None,
    y_range: Interval | None = None,
    *,
    possible: Callable[[Real], bool] = lambda x: True,
    check: Callable[[], None] = lambda: None,
) -> list[tuple[Real, Real]]:
    """The real common zeros strictly inside a rectangle, or all; both coordinates in one field.

    The caller makes sure that f and g have no common factor. Where it knows that no zero in the
    rectangle has some x, ``possible`` may say so: that saves time. ``check`` is called before every
    root, and may raise.
    """
    for k in (Fraction(step // 2 * (-1) ** step) for step in count(1)):
        found = _projected(f, g, k, x_range, y_range, possible, check)
        if found is not None:
            return [(x, y) for x, y in found if _inside(x, x_range) and _inside(y, y_range)]
    raise AssertionError("finitely many directions join two zeros")


def _inside(number: Real, span: Interval | None) -> bool:
    return span is None or bool(span[0] < number < span[1])


def _projected(
    f: fmpq_mpoly,
    g: fmpq_mpoly,
    k: Fraction,
    x_range: Interval | None,
    y_range: Interval | None,
    possible: Callable[[Real], bool],
    check: Callable[[], None],
) -> list[tuple[Real, Real]] | None:
    """All zeros whose projection the rectangle allows; None if two have the same projection."""
    slant = X - fmpq(k.numerator, k.denominator) * Y
    first, second = f.compose(slant, Y), g.compose(slant, Y)
    (shadow,) = _by_y(first.resultant(second, "y"))
    check()
    chain = _Chain.of(first, second)
    span = None
    if x_range is not None and y_range is not None:
        ends = [k * y for y in y_range]
        span = x_range[0] + min(ends), x_range[1] + max(ends)
    found: list[tuple[Real, Real]] = []
    for root in real_roots(shadow):
        check()
        u = plain(root)
        if not _inside(u, span) or (k == 0 and not possible(u)):
            continue
        y = None if chain is None else chain.root(u)
        if y is None:
            common = divisor(_in_y(first, u), _in_y(second, u))
            if len(common) == 1:  # the zeros are at infinity
                continue
            y = _only_root(common)
            if y is None:
                return None
        found.append((plain(u - k * y), plain(y)))
    return found


@dataclass(frozen=True)
class _Chain:
    """Euclid's algorithm for two polynomials in y, for all x at once.

    Remainders are multiplied by the leading coefficients of divisors and divided by what their
    coefficients share. At an x where none of these is 0 they are those of the polynomials there,
    up to factors; so, where these have a common root, it is that of the linear one.

    Attributes:
        linear: the constant and the slope in y of the last remainder in which y occurs.
        guards: what must not be 0.
    """

    linear: tuple[fmpq_poly, fmpq_poly]
    guards: tuple[fmpq_poly, ...]

    @classmethod
    def of(cls, f: fmpq_mpoly, g: fmpq_mpoly) -> _Chain | None:
        """The chain; None if its last remainder with y is not linear."""
        first, second = _by_y(f), _by_y(g)
        if len(first) < len(second):
            first, second = second, first
        guards = []
        while len(second) > 2:
            rest = list(first)
            lead = second[-1]
            while len(rest) >= len(second):
                top, shift = rest[-1], len(rest) - len(second)
                rest = [
                    lead * a - (top * second[i - shift] if i >= shift else 0)
                    for i, a in enumerate(rest[:-1])
                ]
                while rest and rest[-1] == 0:
                    rest.pop()
            shared = fmpq_poly([0])
            for a in rest:
                shared = shared.gcd(a)
            if shared.degree() > 0:
                rest = [a // shared for a in rest]
                guards.append(shared)
            guards.append(lead)
            first, second = second, rest
        if len(second) != 2:
            return None
        return cls((second[0], second[1]), (*guards, second[1]))

    def root(self, x: Real) -> Real | None:
        """The common root at an x where there is one; None if this chain does not tell."""
        if any(_at(guard, x) == 0 for guard in self.guards):
            return None
        constant, slope = (_at(part, x) for part in self.linear)
        return -constant / slope


def _by_y(polynomial: fmpq_mpoly) -> list[fmpq_poly]:
    """The coefficients of the powers of y, polynomials in x."""
    rows: dict[int, dict[int, fmpq]] = {}
    for (i, j), c in polynomial.to_dict().items():
        rows.setdefault(j, {})[i] = c
    return [
        fmpq_poly([row.get(i, fmpq(0)) for i in range(max(row, default=0) + 1)])
        for row in (rows.get(j, {}) for j in range(max(rows, default=-1) + 1))
    ]


def _at(polynomial: fmpq_poly, x: Real) -> Real:
    if isinstance(x, Algebraic) and x.polynomial == fmpq_poly([0, 1]):
        return Algebraic(x.root, polynomial)
    total: Any = Fraction(0)
    for c in reversed(polynomial.coeffs()):
        total = total * x + Fraction(int(c.p), int(c.q))
    return total


def _in_y(polynomial: fmpq_mpoly, x: Real) -> Coefficients:
    """The coefficients in y, constant first, at a value of x."""
    return trimmed([_at(c, x) for c in _by_y(polynomial)])


def _only_root(p: Coefficients) -> Any:
    """The root of a polynomial that is a power of a linear one; None for others."""
    degree = len(p) - 1
    root = -p[-2] / (p[-1] * degree)
    term = p[-1]
    for k in reversed(range(degree)):  # p(y) = c·(y − root)^degree, by the binomial theorem
        term = term * -root * Fraction(k + 1, degree - k)
        if term != p[k]:
            return None
    return root
