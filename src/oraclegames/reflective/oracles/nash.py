"""Agents whose reflective oracles are the Nash equilibria of a game.

Player i is a machine that keeps a running champion, at first her first move; for each later move t
she asks whether the machine E_{i,s,t}, s the champion, shows heads with probability above 1/2, and
if so makes t the champion. E_{i,s,t} samples what the others do and tosses a coin of bias
1/2 + (U_i(t, ·) − U_i(s, ·)) / 2R_i, where R_i is the largest difference of her payoffs; so it
shows heads with probability above 1/2 exactly if t is better than s against the others. Ties are
broken by the oracle's free answers, which realise every mixture of best responses: the players'
outcome distributions under reflective oracles are exactly the Nash equilibria.

Source: Fallenstein, Taylor and Christiano, "Reflective oracles: a foundation for classical game
theory", 2015, section 4.1 (two moves); the champion is the extension to more moves.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from oraclegames.games.game import Game
from oraclegames.games.load import GameLike, as_game
from oraclegames.reflective.machines.machine import Function, Machine, Oracle, System

_HALF = Fraction(1, 2)


def nash_machines(game: GameLike) -> System:
    """The players of a game as machines, and the machines that compare their moves.

    The machine of a player has the player's name and returns a move label; it comes first, in the
    order of the game. The comparison of moves s and t of player i is named ``"i: t or s"``.

    >>> from oraclegames.reflective.oracles.solve_oracles import solve_oracles
    >>> pennies = Game.from_arrays([[1, -1], [-1, 1]], [[-1, 1], [1, -1]], players=["Row", "Col"])
    >>> oracle = solve_oracles(nash_machines(pennies)).only()
    >>> oracle.distribution("Row")
    {'1': Fraction(1, 2), '2': Fraction(1, 2)}
    """
    game = as_game(game)
    players = [_player(game, player) for player in range(game.n_players)]
    comparisons = [
        _comparison(game, player, low, high)
        for player in range(game.n_players)
        for low in range(game.shape[player])
        for high in range(low + 1, game.shape[player])
    ]
    return System((*players, *comparisons))


def _name(game: Game, player: int, low: int, high: int) -> str:
    labels = game.moves[player]
    return f"{game.players[player]}: {labels[high]} or {labels[low]}"


def _player(game: Game, player: int) -> Machine:
    labels = game.moves[player]

    def play(oracle: Oracle) -> str:
        champion = 0
        for move in range(1, len(labels)):
            if oracle.exceeds(_name(game, player, champion, move), "yes", _HALF):
                champion = move
        return labels[champion]

    return Machine(game.players[player], labels, play)


def _comparison(game: Game, player: int, low: int, high: int) -> Machine:
    payoffs = game.payoff_array(player)
    span = max(payoffs.flat) - min(payoffs.flat)
    others = [other for other in range(game.n_players) if other != player]
    gains: dict[Any, Fraction] = {}
    for outcome in game.outcomes():
        if outcome[player] == low:
            better = (*outcome[:player], high, *outcome[player + 1 :])
            labels = tuple(game.moves[other][outcome[other]] for other in others)
            gain = payoffs[better] - payoffs[outcome]
            gains[labels] = _HALF + gain / (2 * span) if span else _HALF

    return Machine(
        _name(game, player, low, high),
        ("yes", "no"),
        _compare([game.players[o] for o in others], gains),
    )


def _compare(others: list[str], gains: dict[Any, Fraction]) -> Function:
    def compare(oracle: Oracle) -> str:
        moves = tuple(oracle.sample(other) for other in others)
        return "yes" if oracle.flip(gains[moves]) else "no"

    return compare
