"""Two grounded programs with coins handed on, in games with more moves than two.

Plans say how often the game in somebody's head ends in each state of the other's program, with each
own move. What they get is quadratic, and largest where it is stationary on some face of few
dimensions: there its gradient is a mean of the gradients of what all plans satisfy (Lagrange 1788),
one linear system. All these faces are gone through. Where such a system has many solutions they
reach to the border of the face with the same payoff.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import combinations, product
from typing import Any

from flint import fmpq, fmpq_mat

from oraclegames.certificates.coins import check_play, mean_payoff
from oraclegames.certificates.common_coins import Program, programs_of
from oraclegames.certificates.part import Part
from oraclegames.certificates.verify import Proof
from oraclegames.exact.algebraic import format_number
from oraclegames.exact.rational import to_fmpq, to_fraction
from oraclegames.games.game import Game

MAX_FACES = 20_000
Cell = tuple[int, int]
"""A state of the other's program, and an own move."""


def check_wide(document: Part, game: Game, step: Fraction) -> Proof:
    """Every claim of a document "oraclegames/independent-coins-1" about such a game."""
    programs = programs_of(document["programs"], game)
    play = check_play(document, game, programs, step)
    payoffs = tuple(mean_payoff(game, player, play) for player in (0, 1))
    document["payoffs"].require(document["payoffs"].rationals(2) == payoffs, "they are others")
    document["reach"].items(0)
    best = []
    rows = zip(document["plans"].items(2), document["deviations"].items(2), reversed(programs))
    for player, (plan, deviation, rival) in enumerate(rows):
        own, other = _reached(plan, rival, game.shape[player], step)
        said = deviation.rationals(len(own) + len(other) - 2)
        deviation.require(list(said) == own[:-1] + other[:-1], "the plan leads elsewhere")
        gets = mean_payoff(game, player, [own, other] if player == 0 else [other, own])
        most = _most(plan, rival, game, player, step)
        plan.require(gets == most, f"the best gets {format_number(most)}")
        best.append(gets)
    document["best"].require(document["best"].rationals(2) == tuple(best), "they are others")
    document["holds"].require(
        document["holds"].flag() == (list(payoffs) == best), "it is otherwise"
    )
    return Proof(("what both play and get", "the most that any deviation of whatever memory gets"))


def _reached(
    part: Part, rival: Program, moves: int, step: Fraction
) -> tuple[list[Fraction], list[Fraction]]:
    """Both mixed strategies with a plan, whose weights come again."""
    play, after = rival
    rows = [row.rationals(moves) for row in part.items(len(play))]
    part.require(min(min(row) for row in rows) >= 0, "these are no weights")
    again = [step if t == 0 else Fraction(0) for t in range(len(play))]
    other = [Fraction(0)] * len(play[0])
    for t, a, b in product(range(len(play)), range(moves), range(len(play[0]))):
        again[after[t][b][a]] += (1 - step) * rows[t][a] * play[t][b]
        other[b] += rows[t][a] * play[t][b]
    part.require(again == [sum(row, Fraction(0)) for row in rows], "they do not come again")
    return [sum(column, Fraction(0)) for column in zip(*rows)], other


def _most(part: Part, rival: Program, game: Game, player: int, step: Fraction) -> Fraction:
    """The most that any plan gets."""
    play, after = rival
    own, other = game.shape[player], game.shape[1 - player]
    cells = list(product(range(len(play)), range(own)))
    pays = [
        [game.payoff(player, (a, b) if player == 0 else (b, a)) for b in range(other)]
        for a in range(own)
    ]
    # Twice what a pair of cells pays: each of both with the move that the other's state brings.
    against = {(t, a): sum(q * u for q, u in zip(play[t], pays[a])) for t in range(len(play))
               for a in range(own)}  # fmt: skip
    both = {
        (one, two): to_fmpq(against[two[0], one[1]] + against[one[0], two[1]])
        for one, two in product(cells, repeat=2)
    }
    flow = {}
    for t, a in cells:
        column = [Fraction(int(k == t)) for k in range(len(play))]
        for b, q in enumerate(play[t]):
            column[after[t][b][a]] -= (1 - step) * q
        flow[t, a] = list(map(to_fmpq, column))
    found: list[fmpq] = []
    for count, chosen in enumerate(_faces(len(play), own, min(own, other) - 1)):
        if count >= MAX_FACES:
            part.unreadable(f"plans with at most {MAX_FACES} faces")
        value = _at_rest(chosen, both, flow, to_fmpq(step))
        if value is not None:
            found.append(value)
    return to_fraction(max(found))


def _faces(states: int, moves: int, most: int) -> Any:
    """Cells that may be used: one in each state at least, and at most so many more."""
    cells = list(product(range(states), range(moves)))
    for first in product(range(moves), repeat=states):
        policy = list(enumerate(first))
        later = [(t, a) for t, a in cells if a > first[t]]
        for size in range(most + 1):
            for more in combinations(later, size):
                yield sorted([*policy, *more])


def _at_rest(chosen: Sequence[Cell], both: Any, flow: Any, step: fmpq) -> fmpq | None:
    """The payoff where it is stationary on a face; None if that is nowhere on it, or at many."""
    count, states = len(chosen), len(flow[chosen[0]])
    matrix, right = fmpq_mat(count + states, count + states), fmpq_mat(count + states, 1)
    for j, one in enumerate(chosen):
        for k, two in enumerate(chosen):
            matrix[j, k] = both[one, two]
        for t, x in enumerate(flow[one]):
            matrix[j, count + t] = matrix[count + t, j] = x
    right[count, 0] = step
    try:
        weights = matrix.solve(right).entries()[:count]
    except ZeroDivisionError:
        return None
    if min(weights) < 0:
        return None
    pairs = product(zip(chosen, weights), repeat=2)
    return sum((both[a, b] * x * y for (a, x), (b, y) in pairs), start=fmpq(0)) / 2
