"""The best welfare of a 2×2 game along a parameter t: a formula, or a root of an equation.

W(t) is the largest sum of values of a dependency equilibrium; they form a closed set, so there is
one. It is reached

- on the *boundary*: at a pure outcome (edges and diagonals are no better than their ends), or on a
  face without one outcome, where both values are payoffs (:func:`_held`);
- or *inside*, on the payoff curve F(x, y) = 0 of two generic players, where the line x + y = s
  touches it: s is a root of the discriminant in x of a factor of F(x, s − x) over ℚ(t), or of the
  resultant of two factors, or of a factor in s and t alone. On all other totally mixed equilibria
  the sum has its supremum on the boundary.

So W(t) is always a root of one of finitely many irreducible polynomials c(s, t), the *levels*
(those of the boundary are linear in s). Between the roots of their discriminants, resultants,
leading coefficients and of the differences of each player's payoffs the real roots keep their
order, and whether the line at a level meets the curve in the box of possible values: the box is
left at levels of the boundary. *One exact answer between each two neighbours tells which root of
which level is the best all the way.*

**At an end t.** The equilibria are upper hemicontinuous, so W(t) is not below either limit. Regular
points of the curve and crossings persist on both sides; so if the limits differ, or W jumps, W(t)
is the largest sum M of the boundary at t. Hence W(t) is M, if M is at least the limit of one side
in the order that holds there, else that limit. No irrational number has to be computed.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property, partial
from itertools import combinations, pairwise
from typing import Literal

from flint import fmpq_mpoly, fmpq_mpoly_ctx, fmpq_poly

from oraclegames.budget import Clock, OutOfTime, in_time
from oraclegames.conditional.best.best_2x2 import best_candidate
from oraclegames.conditional.best.objective import objective
from oraclegames.conditional.phases.best_sum import BestSum, roots_at
from oraclegames.conditional.phases.partition import Phase
from oraclegames.conditional.similarity.cells import merged, roots_of, sign_at
from oraclegames.exact.rational import to_fmpq, to_fraction
from oraclegames.exact.real import Real, between, order, plain
from oraclegames.games.parametric import ParametricGame

RING = fmpq_mpoly_ctx.get(("x", "s", "t"), "lex")
X, S, T = RING.gens()

_CELLS = range(4)
_CORNERS = tuple((k, k) for k in _CELLS)
_FACES = tuple((k ^ 2, k ^ 1) for k in _CELLS)
"""Whose payoffs are the values on the face without the outcome across from k, row-major."""


def welfare_phases(
    game: ParametricGame, low: Fraction, high: Fraction, clock: Clock
) -> tuple[Phase, ...]:
    """The best welfare of a 2×2 game on [low, high], as :class:`BestSum`; None where time ended."""
    tables = [game.polynomials(i) for i in (0, 1)]
    far = high if low < high else low + 1
    try:
        found = _levels(tables, clock)
        cuts = _cuts(tables, found, low, far, clock)
    except (OutOfTime, KeyboardInterrupt):
        return (Phase(low, high if low < high else low, True, True, None),)
    inner = [
        in_time(clock, partial(_between, game, found, *ends, clock)) for ends in pairwise(cuts)
    ]
    points = [
        in_time(clock, partial(_at_end, tables, t, left, right, clock))
        for t, left, right in zip(cuts, [None, *inner], [*inner, None])
    ]
    if low == high:
        first = inner[0] and inner[0].answer
        return (Phase(low, low, True, True, first if points[0] == "right" else points[0]),)
    phases: list[Phase] = []
    for k, (t, owner) in enumerate(zip(cuts, points)):
        if owner == "left":
            phases[-1] = replace(phases[-1], high_included=True)
        elif owner != "right":
            phases.append(Phase(t, t, True, True, owner))
        if k < len(inner):
            here = inner[k]
            phase = Phase(t, cuts[k + 1], owner == "right", False, here and here.answer)
            if in_time(clock, partial(_goes_on, phases, phase, found)):
                phase = replace(phase, low=phases[-1].low, low_included=phases.pop().low_included)
            phases.append(phase)
    return tuple(phases)


def _cuts(
    tables: Sequence[Sequence[fmpq_poly]],
    found: _Levels,
    low: Fraction,
    high: Fraction,
    clock: Clock,
) -> list[Real]:
    """The ends, and where between them the order of levels or of payoffs may change."""
    changes = [p - q for table in tables for p, q in combinations(table, 2)]
    changes += map(_in_t, found.changes)
    return merged([low, high], roots_of(changes, low, high, clock.check))


def _goes_on(phases: Sequence[Phase], after: Phase, found: _Levels) -> bool:
    """Whether the last phase and its neighbour are one."""
    if not phases:
        return False
    before = phases[-1]
    if before.answer is None or after.answer is None:
        return before.answer is after.answer
    same = before.answer == after.answer and before.low is not before.high
    return same and found.is_smooth(before.answer, after.low)


# -- one interval, and one end ---------------------------------------------------------------------


@dataclass(frozen=True)
class _Inner:
    """The best at a sample between two cuts, and as a root of a level."""

    sample: Fraction
    best: Real
    answer: BestSum


def _between(game: ParametricGame, levels: _Levels, low: Real, high: Real, clock: Clock) -> _Inner:
    clock.check()
    t = between(low, high)
    one = game.at(t)
    found = best_candidate(one, objective("welfare", one), "dependency")
    assert found is not None, "every game has a dependency equilibrium"
    best = plain(found.values[0] + found.values[1])
    for equation in levels.equations:
        clock.check()
        roots = roots_at(equation, t)
        signs = [order(root, best) for root in roots]
        if 0 in signs:
            return _Inner(t, best, BestSum(equation, signs.index(0)))
    raise AssertionError("the best is a root of a level")


def _at_end(
    tables: Sequence[Sequence[fmpq_poly]],
    t: Real,
    left: _Inner | None,
    right: _Inner | None,
    clock: Clock,
) -> Literal["left", "right"] | BestSum:
    """Whose limit the best at t is; or what it is, if it is only reached there."""
    clock.check()
    tops: list[fmpq_poly] = []
    for p in _held(tables, t):
        side = sign_at(p - tops[0], t) if tops else 1
        tops = [p] if side > 0 else [*tops, p] if side == 0 else tops
    sides: tuple[tuple[Literal["left", "right"], _Inner | None], ...]
    sides = ("left", left), ("right", right)
    for name, inner in sides:
        if inner is not None:
            at = to_fmpq(inner.sample)
            if any(order(inner.best, to_fraction(p(at))) > 0 for p in tops):
                return name
    answers = [BestSum(_by_powers(S - _lifted(p)), 0) for p in tops]
    for name, inner in sides:
        if inner is not None and inner.answer in answers:
            return name
    if left is None and right is None:
        raise OutOfTime
    return answers[0]


def _held(tables: Sequence[Sequence[fmpq_poly]], t: Real) -> Iterator[fmpq_poly]:
    """The sums of the dependency equilibria on the boundary at t, as polynomials."""

    def below(p: fmpq_poly, q: fmpq_poly) -> bool:
        return sign_at(p - q, t) <= 0

    def among(p: fmpq_poly, q: fmpq_poly, r: fmpq_poly) -> bool:
        """Whether a mixture of q and r, both used, is worth p."""
        return sign_at(p - q, t) == -sign_at(p - r, t)

    a, b = tables
    for k in _CELLS:
        below_k, beside, across = k ^ 2, k ^ 1, k ^ 3
        mine = below(a[below_k], a[k]) or below(a[across], a[k])
        if mine and (below(b[beside], b[k]) or below(b[across], b[k])):
            yield a[k] + b[k]
        # the face without the outcome across: it fixes the value of the other row and column
        if among(a[below_k], a[k], a[beside]) and among(b[beside], b[k], b[below_k]):
            yield a[below_k] + b[beside]


# -- levels ----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Levels:
    """Irreducible polynomials in s and t, and those in t at whose roots their order may change."""

    levels: tuple[fmpq_mpoly, ...]
    changes: tuple[fmpq_mpoly, ...]

    @cached_property
    def equations(self) -> dict[tuple[tuple[int, ...], ...], fmpq_mpoly]:
        """The levels by their coefficients."""
        return {_by_powers(p): p for p in self.levels}

    def is_smooth(self, answer: BestSum, t: Real) -> bool:
        """Whether no root of the answer's level meets another one, or leaves, at t."""
        level = self.equations[answer.equation]
        return all(sign_at(_in_t(p), t) != 0 for p in _own_changes(level))


def _levels(tables: Sequence[Sequence[fmpq_poly]], clock: Clock) -> _Levels:
    a, b = ([_lifted(p) for p in table] for table in tables)
    Y = S - X
    h = (X - a[0]) * (X - a[3]) * (Y - b[1]) * (Y - b[2])
    h -= (X - a[1]) * (X - a[2]) * (Y - b[0]) * (Y - b[3])
    parts = [] if h.is_zero() else [factor for factor, _ in h.factor()[1]]
    curves = [f for f in parts if f.degrees()[0] > 0]
    found = [f for f in parts if f.degrees()[0] == 0]
    found += [f.discriminant("x") for f in curves if f.degrees()[0] > 1]
    found += [f.resultant(g, "x") for f, g in combinations(curves, 2)]
    found += [S - a[i] - b[j] for i, j in (*_CORNERS, *_FACES)]
    kept: dict[str, fmpq_mpoly] = {}
    for p in found:
        clock.check()
        if not p.is_zero():
            kept |= {str(factor): factor for factor, _ in p.factor()[1]}
    levels = tuple(p for p in kept.values() if p.degrees()[1] > 0)
    changes = [p for p in kept.values() if p.degrees()[1] == 0]
    changes += [q for p in levels for q in _own_changes(p)]
    for p, q in combinations(levels, 2):
        clock.check()
        changes.append(p.resultant(q, "s"))
    return _Levels(levels, tuple(changes))


def _own_changes(level: fmpq_mpoly) -> list[fmpq_mpoly]:
    degree = level.degrees()[1]
    first = {(0, 0, k): c for (_, j, k), c in level.to_dict().items() if j == degree}
    found = [RING.from_dict(first)]
    return [*found, level.discriminant("s")] if degree > 1 else found


def _lifted(p: fmpq_poly) -> fmpq_mpoly:
    return RING.from_dict({(0, 0, k): c for k, c in enumerate(p.coeffs()) if c != 0})


def _in_t(p: fmpq_mpoly) -> fmpq_poly:
    coefficients = {k: c for (_, _, k), c in p.to_dict().items()}
    return fmpq_poly([coefficients.get(k, 0) for k in range(max(coefficients, default=-1) + 1)])


def _by_powers(level: fmpq_mpoly) -> tuple[tuple[int, ...], ...]:
    """The coprime whole coefficients by powers of s, then of t; the very last one is positive."""
    terms = {(j, k): to_fraction(c) for (_, j, k), c in level.to_dict().items()}
    scale = Fraction(
        math.lcm(*(c.denominator for c in terms.values())),
        math.gcd(*(c.numerator for c in terms.values())),
    )
    scale = scale if terms[max(terms)] > 0 else -scale
    rows = []
    for j in range(level.degrees()[1] + 1):
        highest = max((k for i, k in terms if i == j), default=-1)
        rows.append(tuple(int(scale * terms.get((j, k), 0)) for k in range(highest + 1)))
    return tuple(rows)
