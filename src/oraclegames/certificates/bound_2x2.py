"""That no equilibrium of a 2×2 game is better than a bound by more than a tolerance.

Totally mixed equilibria have values inside the box of possible ones, and unless a player has a move
with constant payoffs (then all of the box is allowed) their cross ratios agree: F(x, y) = 0 for

    F = (x − a11)(x − a22)·(y − b12)(y − b21) − (x − a12)(x − a21)·(y − b11)(y − b22)

without factors that one player's two products share. The box is cut in halves until in each piece
the objective is at most the bound plus the tolerance, or F has one sign by interval arithmetic.

On the boundary: a pure outcome is a dependency equilibrium only if nobody gets less than the worse
payoff of her other move; on an edge the one who mixes is indifferent, and the other gets at least
that; on diagonals and faces every move is played, which fixes both values.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from fractions import Fraction
from itertools import product
from typing import Any

from oraclegames.certificates.goal import Goal
from oraclegames.certificates.limit_values import Lines, lines_of, possible_values
from oraclegames.games.game import Game

MOST = 4_000
"""The most pieces that are looked at."""

Interval = tuple[Fraction, Fraction]


def interior_is_bounded(game: Game, goal: Goal, bound: Any, limit: Fraction | None) -> bool | None:
    """Whether no totally mixed equilibrium is better; None if that is not shown in time.

    Args:
        game: the game.
        goal: the objective.
        bound: the bound; None for "there is no equilibrium at all".
        limit: the bound with the tolerance, up to which is searched.
    """
    lines = [lines_of(game, i) for i in (0, 1)]
    x, y = (possible_values(own) for own in lines)
    if x is None or y is None:
        return True
    if any(first == second for own in lines for first, second in own):
        return bound is not None and goal.top((x[0], y[0]), (x[1], y[1])) <= bound
    first, second = (_ratio(own) for own in lines)
    pieces, seen = deque([(x, y)]), 0
    while pieces:
        seen += 1
        if seen > MOST:
            return None
        x, y = pieces.popleft()
        if limit is not None and goal.top((x[0], y[0]), (x[1], y[1])) <= limit:
            continue
        if _one_sign(first, second, x, y):
            continue
        above = limit is None or min(goal.at(v) for v in product(x, y)) > limit
        if above and _changes(first, second, x, y):
            return False
        pieces += _halves(x, y)
    return True


def _halves(x: Interval, y: Interval) -> list[tuple[Interval, Interval]]:
    if x[1] - x[0] >= y[1] - y[0]:
        cut = (x[0] + x[1]) / 2
        return [((x[0], cut), y), ((cut, x[1]), y)]
    cut = (y[0] + y[1]) / 2
    return [(x, (y[0], cut)), (x, (cut, y[1]))]


def _ratio(lines: Lines) -> tuple[list[Fraction], list[Fraction]]:
    """The roots of numerator and denominator, without those that both have."""
    (a11, a12), (a21, a22) = lines
    over, under = [a11, a22], [a12, a21]
    for root in (a11, a22):
        if root in over and root in under:
            over.remove(root)
            under.remove(root)
    return over, under


def _one_sign(first: Any, second: Any, x: Interval, y: Interval) -> bool:
    """Whether F has no zero for x, y in these intervals."""
    one, other = (
        _times(_spread(a, x), _spread(b, y))
        for a, b in ((first[0], second[1]), (first[1], second[0]))
    )
    return one[0] > other[1] or one[1] < other[0]


def _changes(first: Any, second: Any, x: Interval, y: Interval) -> bool:
    """Whether F has both signs at the corners, so that it vanishes in between."""
    signs = set()
    for a, b in product(x, y):
        one = _spread(first[0], (a, a))[0] * _spread(second[1], (b, b))[0]
        other = _spread(first[1], (a, a))[0] * _spread(second[0], (b, b))[0]
        signs.add((one > other) - (one < other))
    return {1, -1} <= signs


def _spread(roots: list[Fraction], z: Interval) -> Interval:
    """The range of Π (z − root), by intervals."""
    result = (Fraction(1), Fraction(1))
    for root in roots:
        result = _times(result, (z[0] - root, z[1] - root))
    return result


def _times(a: Interval, b: Interval) -> Interval:
    ends = [p * q for p, q in product(a, b)]
    return min(ends), max(ends)


# -- the boundary ----------------------------------------------------------------------------------


def boundary_is_bounded(game: Game, goal: Goal, bound: Any) -> bool:
    """Whether no dependency equilibrium on the boundary is better, exactly."""
    tops = [*_pure(game, goal), *_edges(game, goal), *_spread_out(game, goal)]
    return all(bound is not None and top <= bound for top in tops)


def _pure(game: Game, goal: Goal) -> Iterator[Fraction]:
    for outcome in game.outcomes():
        values = game.payoffs(outcome)
        if all(v >= min(lines_of(game, i)[1 - outcome[i]]) for i, v in enumerate(values)):
            yield goal.at(values)


def _edges(game: Game, goal: Goal) -> Iterator[Fraction]:
    for keeper, kept in product((0, 1), repeat=2):
        mixer = 1 - keeper
        own, other = lines_of(game, keeper), lines_of(game, mixer)
        if other[0][kept] != other[1][kept]:
            continue
        first, second = own[kept]
        floor, best = min(own[1 - kept]), max(first, second)
        if best < floor:
            continue
        ends = [max(first, floor), max(second, floor)]
        fixed = other[0][kept]
        points = [(e, fixed) if keeper == 0 else (fixed, e) for e in ends]
        yield goal.best_of_segment(points[0], points[1])


def _spread_out(game: Game, goal: Goal) -> Iterator[Fraction]:
    """Diagonals and faces: the values of every move that is made are the same."""
    for support in ([(0, 0), (1, 1)], [(0, 1), (1, 0)], *_three(game)):
        values = []
        for i in (0, 1):
            pays = [[game.payoff(i, o) for o in support if o[i] == s] for s in (0, 1)]
            alone = next(p[0] for p in pays if len(p) == 1)
            inside = [min(p) < alone < max(p) if min(p) < max(p) else p[0] == alone for p in pays]
            if not all(inside):
                break
            values.append(alone)
        else:
            yield goal.at(values)


def _three(game: Game) -> Iterator[list[tuple[int, int]]]:
    cells = [(r, c) for r in (0, 1) for c in (0, 1)]
    for missing in cells:
        yield [cell for cell in cells if cell != missing]
