"""Where the totally mixed equilibria of a 2×2 game can change their shape along a parameter t.

By :mod:`oraclegames.certificates.interior` the shape follows from the order of each player's
payoffs, from whether independent play makes a player indifferent, and, for two generic players,
from the order of finitely many values of both ratios f(x) = (x − a11)(x − a22)/((x − a12)(x −
a21)): at the ends of the interval of values, and where f turns inside of it.

- The order of payoffs changes at roots of their differences. So does, between such roots, whether f
  turns: its derivative at an end is a product of differences. The same goes for independent play,
  with the root of a11 + a22 − a12 − a21.
- At an end f is 0 or infinite, or, where a zero and a pole are one payoff for all t, a quotient of
  differences.
- Where f turns its value θ is a root of the discriminant in x of numerator − θ·denominator.

So the values are continuous between roots of the differences, and each is 0, infinite, or a root in
θ of a factor of those discriminants or of d·θ − n for a quotient n/d. Two of them that are
different become equal only where two factors have a common root, or one a double root: at roots of
their resultants and discriminants. Factors without θ, leading coefficients and values at θ = 0 are
added.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations
from typing import Any

from flint import fmpq_mpoly, fmpq_mpoly_ctx, fmpq_poly

RING = fmpq_mpoly_ctx.get(("t", "h"), "lex")
T, H = RING.gens()

Table = Sequence[fmpq_poly]


def shape_changes(tables: Sequence[Table]) -> list[fmpq_poly]:
    """Polynomials in t at whose roots alone the shape can change.

    Args:
        tables: a11, a12, a21, a22 and b11, b12, b21, b22.
    """
    # Long: every kind of polynomial that is listed, one after another.
    a, (b11, b12, b21, b22) = tables
    found = [p - q for table in tables for p, q in combinations(table, 2)]
    factors: dict[str, fmpq_mpoly] = {}
    for own in (tuple(a), (b11, b21, b12, b22)):
        p11, p12, p21, p22 = own
        found.append(p11 + p22 - p12 - p21)
        for q in (_turning(own), *_ends(own)):
            if not q.is_zero():
                factors |= {str(factor): factor for factor, _ in q.factor()[1]}
    inner = [f for f in factors.values() if f.degrees()[1] > 0]
    changes = [f for f in factors.values() if f.degrees()[1] == 0]
    for k, f in enumerate(inner):
        degree = f.degrees()[1]
        changes.append(
            RING.from_dict({(i, 0): c for (i, j), c in f.to_dict().items() if j == degree})
        )
        changes.append(f.compose(T, RING.from_dict({})))
        if degree > 1:
            changes.append(f.discriminant("h"))
        changes += [f.resultant(g, "h") for g in inner[k + 1 :]]
    return found + [_in_t(f) for f in changes]


def _turning(own: Sequence[fmpq_poly]) -> fmpq_mpoly:
    """The discriminant in x of (x − a11)(x − a22) − θ(x − a12)(x − a21)."""
    a11, a12, a21, a22 = map(_lifted, own)
    middle = (a11 + a22) - H * (a12 + a21)
    return middle * middle - 4 * (1 - H) * (a11 * a22 - H * a12 * a21)


def _ends(own: Sequence[fmpq_poly]) -> list[fmpq_mpoly]:
    """d·θ − n for the values n/d at an end where a zero and a pole cancel for all t."""
    a11, a12, a21, a22 = own
    found = []
    for zero, other in ((a11, a22), (a22, a11)):
        for pole, rest in ((a12, a21), (a21, a12)):
            if zero == pole:
                found.append(_lifted(zero - rest) * H - _lifted(zero - other))
    return found


def _lifted(p: fmpq_poly) -> fmpq_mpoly:
    return RING.from_dict({(k, 0): c for k, c in enumerate(p.coeffs()) if c != 0})


def _in_t(f: fmpq_mpoly) -> fmpq_poly:
    coefficients: dict[int, Any] = {i: c for (i, _), c in f.to_dict().items()}
    return fmpq_poly([coefficients.get(k, 0) for k in range(max(coefficients, default=-1) + 1)])
