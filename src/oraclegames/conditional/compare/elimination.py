"""Notions that remove pure outcomes or moves in rounds, and what a player can secure.

- *Perfectly transparent equilibrium* (Fourny 2017, arXiv 1712.05723): remove every outcome that
  pays a player less than her pure maximin over the outcomes that are left, max over moves s of the
  least that is left in T_{i,s}; repeat until nothing changes. Without ties at most one is left.
- *Minimax-rationalizable moves* (Halpern and Pass 2018): remove every move whose best payoff is
  less than the worst payoff of another move, over what is left; repeat.
- *Individually rational* for two players: what is worth at least the minmax value to both. These
  are the payoffs of program equilibria (Tennenholtz 2004).

Of these papers the definitions in their abstracts and summaries were read.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from itertools import product

from oraclegames.exact.minmax import Security, minmax
from oraclegames.games.game import Game, Outcome


def transparent(game: Game) -> tuple[Outcome, ...]:
    """The outcomes that are left; none is an answer too."""
    left = set(game.outcomes())
    while True:
        secured = [_secured(game, i, left) for i in range(game.n_players)]
        kept = {o for o in left if all(game.payoff(i, o) >= v for i, v in enumerate(secured))}
        if kept == left or not kept:
            return tuple(o for o in game.outcomes() if o in kept)
        left = kept


def _secured(game: Game, player: int, left: set[Outcome]) -> Fraction:
    """The pure maximin over the outcomes that are left."""
    worst = []
    for move in range(game.shape[player]):
        here = [game.payoff(player, o) for o in left if o[player] == move]
        if here:
            worst.append(min(here))
    return max(worst)


def rationalizable(game: Game) -> tuple[Outcome, ...]:
    """The outcomes of moves that no other move surely beats, in rounds."""
    moves = [list(range(count)) for count in game.shape]
    while True:
        kept = [
            [s for s in moves[i] if not _surely_beaten(game, i, s, moves)]
            for i in range(game.n_players)
        ]
        if kept == moves:
            return tuple(product(*moves))
        moves = kept


def _surely_beaten(game: Game, player: int, move: int, moves: list[list[int]]) -> bool:
    most = _extreme(game, player, move, moves, max)
    return any(_extreme(game, player, t, moves, min) > most for t in moves[player] if t != move)


def _extreme(
    game: Game,
    player: int,
    move: int,
    moves: list[list[int]],
    which: Callable[[list[Fraction]], Fraction],
) -> Fraction:
    outcomes = product(*moves[:player], [move], *moves[player + 1 :])
    return which([game.payoff(player, o) for o in outcomes])


def securities(game: Game) -> tuple[Security, Security]:
    """What each of two players can secure, with the strategies that prove it."""
    rows, columns = game.shape
    first = [[game.payoff(0, (r, c)) for c in range(columns)] for r in range(rows)]
    second = [[game.payoff(1, (r, c)) for r in range(rows)] for c in range(columns)]
    return minmax(first), minmax(second)
