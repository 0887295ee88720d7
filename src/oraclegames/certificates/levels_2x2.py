"""That no totally mixed equilibrium of a 2×2 game is better than a bound: exactly, by levels.

Totally mixed equilibria have values inside the open box of possible ones, and unless a player has a
move with constant payoffs (then all of the box is allowed) the cross ratios agree: F(x, y) = 0 for

    F = (x − a11)(x − a22)·(y − b12)(y − b21) − (x − a12)(x − a21)·(y − b11)(y − b22)

without factors that one player's products share; then it vanishes on no side of the box, whose ends
are payoffs. Where the objective is c they lie on a curve with a parameter t, or on two: a line
(linear objectives), two rays x = c, y ≥ c and y = c, x ≥ c (the least value), a branch of a
hyperbola (the Nash product). On it F is a polynomial P(t, c), of which the multiple factors are
left out. As c rises, the number of its roots within the box changes only

- where two of them meet: at roots of the discriminant of P in t;
- where one leaves the box: at roots of F on the border of the box, as a polynomial in c, or on the
  end of a ray; or at the level of a corner.

These are finitely many algebraic numbers. The set has no isolated points
(:mod:`oraclegames.certificates.curve`). So if some equilibrium were better than the bound b, then
by continuity all levels of some interval above b would be met, unless the objective is constant on
a component, which is a factor of P in c alone. One rational level is asked between each two
neighbours above b: P must have no root there.
"""

from __future__ import annotations

from fractions import Fraction
from math import prod
from typing import Any

from flint import fmpq_mpoly

from oraclegames.certificates.goal import Goal
from oraclegames.certificates.interior import interior
from oraclegames.certificates.level_curves import Interval, X, Y, level_curves
from oraclegames.certificates.limit_values import Lines, lines_of, possible_values
from oraclegames.exact.rational import to_fmpq
from oraclegames.exact.surd import Surd
from oraclegames.games.game import Game


def interior_is_bounded(game: Game, goal: Goal, bound: Any) -> bool:
    """Whether no totally mixed equilibrium is better; a bound of None says that there is none."""
    least = Fraction(0) if goal.kind == "nash" or not any(goal.weights) else None
    if interior(game).dimension == -1:
        return True
    if bound is None or (least is not None and bound < least):
        return False
    x, y = _box(game)
    top = goal.top((x[0], y[0]), (x[1], y[1]))
    if top <= bound:
        return True
    f = equation_of(game)
    if f is None or (goal.kind == "egalitarian" and f.compose(Y, Y).is_zero()):
        return False  # x = y meets the box: else it was all of the curve, and nothing is in the box
    level = bound.algebraic() if isinstance(bound, Surd) else bound
    return all(family.is_empty_above(level, top) for family in level_curves(f, goal, x, y))


def level_is_empty(game: Game, goal: Goal, level: Fraction) -> bool:
    """Whether it is shown that of some totally mixed equilibria none has exactly this objective."""
    f = equation_of(game)
    if f is None or not any(goal.weights) or (goal.kind == "nash" and level <= 0):
        return False
    if goal.kind == "egalitarian" and f(to_fmpq(level), to_fmpq(level)) == 0:
        return False  # where both rays begin
    return all(family.is_empty_at(level) for family in level_curves(f, goal, *_box(game)))


def _box(game: Game) -> tuple[Interval, Interval]:
    """Between which ends both players' values lie, where there are any."""
    x, y = filter(None, (possible_values(lines_of(game, i)) for i in (0, 1)))
    return x, y


def equation_of(game: Game) -> fmpq_mpoly | None:
    """F; None if all of the box is allowed."""
    lines = [lines_of(game, i) for i in (0, 1)]
    if any(first == second for own in lines for first, second in own):
        return None
    (over_x, under_x), (over_y, under_y) = map(_ratio, lines)
    f = _product(X, over_x) * _product(Y, under_y) - _product(X, under_x) * _product(Y, over_y)
    return None if f.is_zero() else f


def _ratio(lines: Lines) -> tuple[list[Fraction], list[Fraction]]:
    """The roots of numerator and denominator, without those that both have."""
    (a11, a12), (a21, a22) = lines
    over, under = [a11, a22], [a12, a21]
    for root in (a11, a22):
        if root in under:
            over.remove(root)
            under.remove(root)
    return over, under


def _product(gen: fmpq_mpoly, roots: list[Fraction]) -> fmpq_mpoly:
    return prod((gen - to_fmpq(root) for root in roots), start=gen**0)
