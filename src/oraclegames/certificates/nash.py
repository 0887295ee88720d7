"""The best Nash equilibrium under a goal, where all can be listed: for documents that say so.

- *Pure*: all outcomes are asked.
- *Two players*: let A, B > 0 be their payoffs. The equilibria are mixtures of pairs of corners of
  {x ≥ 0 : Bᵀx ≤ 1} and {y ≥ 0 : Ay ≤ 1} at which every move is unplayed or a best reply
  (Mangasarian 1964). On such a set one's value depends on the other's mixture only, linearly; so a
  goal that grows (or falls) with each value is best at a pair of corners. Of others who have one
  move, the values depend on both mixtures: then this holds for linear goals.
- *Three players with two moves*: :mod:`oraclegames.certificates.nash_three`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from typing import Any, TypeVar

from flint import fmpq

from oraclegames.certificates.goal import Goal
from oraclegames.certificates.nash_three import best_of_three
from oraclegames.certificates.polytope import Polytope, value
from oraclegames.exact.rational import to_fmpq, to_fraction
from oraclegames.games.game import Game, Outcome

MOST_OUTCOMES = 64
"""Of two players with more outcomes the equilibria are not listed."""

Mixture = tuple[Fraction, ...]

Item = TypeVar("Item")


def best_pure(game: Game, goal: Goal) -> Any:
    """The goal at the best pure Nash equilibrium; None if there is none."""
    stays = [o for o in game.outcomes() if _stays(game, o)]
    return max((goal.at(game.payoffs(o)) for o in stays), default=None)


def _stays(game: Game, outcome: Outcome) -> bool:
    return all(
        game.payoff(i, (*outcome[:i], t, *outcome[i + 1 :])) <= game.payoff(i, outcome)
        for i, count in enumerate(game.shape)
        for t in range(count)
    )


def best_nash(game: Game, goal: Goal) -> Any:
    """The goal at the best Nash equilibrium; None where they are not listed."""
    # Long: one case for each number of players with a choice.
    active = [i for i, count in enumerate(game.shape) if count > 1]
    if len(active) == 3 and all(game.shape[i] == 2 for i in active):
        return best_of_three(game, goal, active)
    others = len(active) < game.n_players
    if len(active) < 2:
        sure = goal.kind == "linear" or not others or not active
        return best_pure(game, goal) if sure else None
    if len(active) > 2 or game.n_outcomes > MOST_OUTCOMES or (others and goal.kind != "linear"):
        return None
    first, second = active
    tables = [
        [[game.payoff(i, o) for o in row] for row in _rows(game, active)]
        for i in range(game.n_players)
    ]
    pairs = _equilibria(tables[first], tables[second])
    return max(goal.at([_mean(table, x, y) for table in tables]) for x, y in pairs)


def _rows(game: Game, active: Sequence[int]) -> list[list[Outcome]]:
    """The outcomes in a table: the first of two players' moves, then the second's."""
    columns = game.shape[active[1]]
    every = list(game.outcomes())
    return [every[k : k + columns] for k in range(0, len(every), columns)]


def _mean(table: Sequence[Sequence[Fraction]], x: Mixture, y: Mixture) -> Fraction:
    total = Fraction(0)
    for p, row in zip(x, table):
        for q, pays in zip(y, row):
            total += p * q * pays
    return total


def _equilibria(
    own: Sequence[Sequence[Fraction]], other: Sequence[Sequence[Fraction]]
) -> Iterator[tuple[Mixture, Mixture]]:
    """All pairs of corners at which every move is unplayed or a best reply."""
    rows, columns = len(own), len(own[0])
    left = corners(list(zip(*other)), range(rows), range(rows, rows + columns))
    right = corners(own, range(rows, rows + columns), range(rows))
    for x, seen in left:
        for y, met in right:
            if len(seen | met) == rows + columns:
                yield x, y


def corners(
    replies: Sequence[Sequence[Fraction]], moves: Sequence[int], answers: Sequence[int]
) -> list[tuple[Mixture, frozenset[int]]]:
    """Normalised corners of {x ≥ 0 : replies · x ≤ 1} but 0: which moves are idle or best."""
    least = min(map(min, replies))
    forms = [[to_fmpq(least - 1 - u) for u in row] + [fmpq(1)] for row in replies]
    left = Polytope.simplex(len(moves), fmpq(1))  # payoffs are at least 1 now, so Σ x ≤ 1
    for form in forms:
        left = left.cut(form)
    found = []
    for point in left.points:
        total = sum(point, fmpq(0))
        if total != 0:
            idle = {move for move, x in zip(moves, point) if x == 0}
            best = {move for move, form in zip(answers, forms) if value(form, point) == 0}
            found.append((tuple(to_fraction(x / total) for x in point), frozenset(idle | best)))
    return found


def groups(items: Sequence[Item], meet: Callable[[Item, Item], bool]) -> list[list[Item]]:
    """Sets of equilibria in groups that hang together: each meets another one of its group."""
    found: list[list[Item]] = []
    for item in items:
        near = [group for group in found if any(meet(item, other) for other in group)]
        found = [group for group in found if group not in near]
        found.append([item, *(other for group in near for other in group)])
    return found
