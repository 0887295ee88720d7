"""That no equilibrium on the boundary of a 2×2 game is better than a bound, exactly.

A pure outcome is a dependency equilibrium only if nobody gets less than the worse payoff of her
other move; on an edge the one who mixes is indifferent, and the other gets at least that; on
diagonals and faces every move is played, which fixes both values.

Reflective ones: pure outcomes (:mod:`oraclegames.certificates.corners`) and the parts of edges
(:mod:`oraclegames.certificates.edges`), along which one player's value is fixed, so that every
objective is best at an end. Diagonals and faces are reflective where totally mixed equilibria come
near, which are as good as those at most.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import pairwise, product
from typing import Any

from oraclegames.certificates.corners import is_dependency, is_reflective
from oraclegames.certificates.edges import Edge, edges
from oraclegames.certificates.goal import Goal
from oraclegames.certificates.interior import interior
from oraclegames.certificates.limit_values import lines_of
from oraclegames.exact.surd import Exact, rational_between
from oraclegames.games.game import Game

_CELLS = [(0, 0), (0, 1), (1, 0), (1, 1)]
_THREE = [[cell for cell in _CELLS if cell != missing] for missing in _CELLS]


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
    for support in ([(0, 0), (1, 1)], [(0, 1), (1, 0)], *_THREE):
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


# -- reflective ones -------------------------------------------------------------------------------


def reflective_is_bounded(game: Game, goal: Goal, bound: Any) -> bool:
    """Whether no reflective pure outcome, and none on an edge, is better."""
    return all(bound is not None and bool(top <= bound) for top in _reflective(game, goal))


def _reflective(game: Game, goal: Goal) -> Iterator[Any]:
    for outcome in game.outcomes():
        if is_dependency(game, outcome) and is_reflective(game, outcome):
            yield goal.at(game.payoffs(outcome))
    for edge in edges(game):
        for q in edge.samples():
            if edge.is_dependency(q) and edge.is_reflective(q):
                yield goal.at(edge.values(q))
        for ends in _reflective_parts(edge):
            yield from (goal.at(edge.values(q)) for q in ends)


def _reflective_parts(edge: Edge) -> Iterator[tuple[Exact, Exact]]:
    """The open parts of an edge that are reflective."""
    for low, high in pairwise(sorted([Fraction(0), *edge.samples(), Fraction(1)])):
        middle = rational_between(low, high)
        if edge.is_dependency(middle) and edge.is_reflective(middle):
            yield low, high


def is_reflective_at(game: Game, masses: Sequence[Exact]) -> bool:
    """Whether a dependency equilibrium on the boundary is reflective."""
    support = [o for o, p in zip(game.outcomes(), masses) if p != 0]
    if len(support) == 1:
        return is_dependency(game, support[0]) and is_reflective(game, support[0])
    for edge in edges(game):
        q = masses[edge.cells[0]]
        if q + masses[edge.cells[1]] == 1:  # a corner was met above
            return edge.is_dependency(q) and edge.is_reflective(q)
    return bool(interior(game).closure(tuple(masses)))


def is_near_reflective(game: Game, masses: Sequence[Exact], values: Sequence[Exact]) -> bool:
    """Whether reflective equilibria come as near as one likes to a distribution and its values."""
    if interior(game).closure(tuple(masses)):
        return True
    for edge in edges(game):
        q = masses[edge.cells[0]]
        here = q + masses[edge.cells[1]] == 1 and tuple(edge.values(q)) == tuple(values)
        if here and any(low <= q <= high for low, high in _reflective_parts(edge)):
            return True
    return False
