"""Symmetric games as tables: what a move pays against the others', whoever makes it.

A game is symmetric if all players have equally many moves and U_i(o) depends on o_i and on how many
others make which move only, in the same way for every i. Labels do not matter; the first player's
are used.
"""

from __future__ import annotations

from fractions import Fraction

from flint import fmpq

from oraclegames.errors import InputError
from oraclegames.exact.rational import format_rational
from oraclegames.games.game import Game, Outcome

Matrix = list[list[fmpq]]
"""A[s][t]: what move s pays against move t."""


def check_symmetric(game: Game) -> None:
    """Every player is paid by the same rule.

    Raises:
        InputError: the game is not symmetric; the message names two players and an outcome.
    """
    if len(set(game.shape)) != 1:
        raise InputError(
            f"similarity is for symmetric games, but the players have {game.shape} moves: all need "
            "the same moves"
        )
    rule: dict[tuple[int, tuple[int, ...]], tuple[Fraction, int, Outcome]] = {}
    for outcome in game.outcomes():
        for i, move in enumerate(outcome):
            others = tuple(sorted(outcome[:i] + outcome[i + 1 :]))
            pays = game.payoff(i, outcome)
            known, first, there = rule.setdefault((move, others), (pays, i, outcome))
            if known != pays:
                first_pays, second_pays = map(format_rational, (known, pays))
                raise InputError(
                    f"similarity is for symmetric games, but {game.players[first]} gets "
                    f"{first_pays} at ({', '.join(game.outcome_labels(there))}) and "
                    f"{game.players[i]} gets {second_pays} at "
                    f"({', '.join(game.outcome_labels(outcome))})"
                )


def payoff_matrix(game: Game) -> Matrix:
    """The table of the first of two players; one player's payoffs whatever a second would do."""
    m, flat = game.shape[0], game.payoff_list(0)
    if game.n_players == 1 or m == 1:
        return [[pays] * m for pays in flat]
    return [flat[s * m : (s + 1) * m] for s in range(m)]


def payoffs_by_count(game: Game) -> tuple[list[fmpq], list[fmpq]]:
    """Two moves: what the first and the second pay if k = 0, …, n − 1 others make the first."""
    n, flat = game.n_players, game.payoff_list(0)
    half = 1 << (n - 1)  # the first player's move is the leading bit
    positions = [half - (1 << k) for k in range(n)]  # the last k others make move 0
    return [flat[p] for p in positions], [flat[half + p] for p in positions]
