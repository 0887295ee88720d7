"""Nash equilibria to compare with: all extreme ones of two players, of three with two moves each,
and some of those of more.

Of two players every Nash equilibrium is a mixture of extreme ones that can replace each other
(Mangasarian 1964; Winkels 1979). On such a set one player's value depends on the other's mixture
only and linearly, so an objective that is monotone in each value is best at an extreme one.

Players with one move have values too, which depend on both mixtures: for them a linear objective is
still best at a pair of vertices, another one need not be.

Three players with two moves each: :mod:`oraclegames.conditional.best.nash_three`. With more players
or moves those equilibria are listed in which at most two mix: the others keep a move, the two play
an equilibrium of what is left, and nobody gains by leaving her move.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import combinations, product
from typing import Any

from oraclegames.budget import Clock, OutOfTime
from oraclegames.conditional.best.nash_three import nash_of_three
from oraclegames.conditional.bimatrix.extreme import extreme_equilibria
from oraclegames.conditional.bimatrix.sets import nash_products
from oraclegames.games.distribution import Distribution
from oraclegames.games.game import Game
from oraclegames.later import np

MOST_OUTCOMES = 64
"""Of two players with more outcomes than this the pure equilibria only are listed."""

MOST_GAMES = 512
"""The most games of two players that a game of more is taken apart into."""

ALL_NASH = "Nash equilibrium"
PURE_NASH = "pure Nash equilibrium"
EXTREME_NASH = "extreme Nash equilibrium"
FEW_MIXING = "Nash equilibrium in which at most two players mix"

Mix = tuple[Any, ...]
"""How likely each of a player's moves is: rational, or of one quadratic field."""


@dataclass(frozen=True)
class NashList:
    """Nash equilibria of a game.

    Attributes:
        plays: the equilibria, product distributions, each once.
        searched: what they are where the objective is linear: :data:`ALL_NASH` (one of these is
            best), :data:`EXTREME_NASH` (isolated ones and corners), :data:`FEW_MIXING`, or
            :data:`PURE_NASH`.
        corners: whether the same is so for every objective that grows with each value.
        ended: whether the clock ended the search of others.
    """

    plays: tuple[Distribution, ...]
    searched: str
    corners: bool = True
    ended: bool = False

    @property
    def complete(self) -> bool:
        """Whether one with the best sum of values is among them, and one with the worst."""
        return self.searched == ALL_NASH

    def among(self, linear: bool) -> str:
        """What was searched for a linear objective, or for another one."""
        return self.searched if linear or self.corners or not self.complete else EXTREME_NASH


def list_nash(game: Game, clock: Clock | None = None) -> NashList:
    """The Nash equilibria that are searched; when the clock ends it, the pure ones only.

    Cost: for two players the vertices of two polytopes, exponential in the number of moves.
    """
    # Long: one case for each number of players with a choice.
    if game.shape == (2, 2):
        cells = [mass for found in nash_products(game) for mass in found.distributions]
        return NashList(tuple(Distribution(game, mass) for mass in dict.fromkeys(cells)), ALL_NASH)
    active = [i for i, m in enumerate(game.shape) if m > 1]
    if len(active) == 3 and all(game.shape[i] == 2 for i in active):
        return _of_three(game, active)
    pairs = list(combinations(active, 2))
    pure = list(_pure(game))
    if _too_many(game, pairs):
        return _listed(game, pure, PURE_NASH)
    try:
        mixed = [mixes for pair in pairs for mixes in _mixing(game, pair, clock or Clock(None))]
    except OutOfTime:
        return replace(_listed(game, pure, PURE_NASH), ended=True)
    alone = len(active) in (0, game.n_players)  # nobody else has values
    return _listed(game, [*pure, *mixed], ALL_NASH if len(active) <= 2 else FEW_MIXING, alone)


def _of_three(game: Game, active: Sequence[int]) -> NashList:
    """Three players with two moves each."""
    found = nash_of_three(game, active)
    listed = []
    for chances in found.chances:
        mixes: list[Mix] = [(Fraction(1),)] * game.n_players
        for i, x in zip(active, chances):
            mixes[i] = (1 - x, x)
        listed.append(mixes)
    searched = EXTREME_NASH if found.kind == "more" else ALL_NASH
    return _listed(game, listed, searched, found.kind == "finite")


def _too_many(game: Game, pairs: Sequence[tuple[int, int]]) -> bool:
    """Whether pairs of players are too large, or have too many games among themselves."""
    sizes = [game.shape[i] * game.shape[j] for i, j in pairs]
    alone = sum(game.n_outcomes // size for size in sizes)
    return bool(pairs) and (max(sizes) > MOST_OUTCOMES or alone > MOST_GAMES)


def _listed(
    game: Game, found: Sequence[Sequence[Mix]], searched: str, corners: bool = True
) -> NashList:
    plays = tuple(
        Distribution(game, tuple(math.prod(chances) for chances in product(*mixes)))
        for mixes in dict.fromkeys(map(tuple, found))
    )
    return NashList(plays, searched, corners)


def _pure(game: Game) -> Iterator[list[Mix]]:
    best: Any = True
    for i, table in enumerate(game.numerators):
        best = best & (table == table.max(axis=i, keepdims=True))
    for outcome in np.argwhere(best):
        yield [_unit(int(move), m) for move, m in zip(outcome, game.shape)]


def _unit(move: int, count: int) -> Mix:
    return tuple(Fraction(int(k == move)) for k in range(count))


def _mixing(game: Game, pair: tuple[int, int], clock: Clock) -> Iterator[list[Mix]]:
    """The equilibria in which only these two mix."""
    i, j = pair
    rest = [k for k in range(game.n_players) if k not in pair]
    for moves in product(*(range(game.shape[k]) for k in rest)):
        kept = dict(zip(rest, moves))
        place = tuple(kept.get(k, slice(None)) for k in range(game.n_players))
        first, second = game.numerators[i][place], game.numerators[j][place]
        for x, y in extreme_equilibria(first.tolist(), second.tolist(), clock).pairs():
            mixes = [_unit(kept[k], m) if k in kept else () for k, m in enumerate(game.shape)]
            mixes[i], mixes[j] = x, y
            if all(_stays(game, mixes, k, kept[k]) for k in rest):
                yield mixes


def _stays(game: Game, mixes: Sequence[Mix], player: int, move: int) -> bool:
    """Whether a player who keeps a move gains by none of her others."""
    if game.shape[player] == 1:
        return True
    table: Any = np.moveaxis(game.numerators[player], player, 0).astype(object)
    others = [mix for k, mix in enumerate(mixes) if k != player]
    for mix in reversed(others):
        table = table @ np.array(mix, dtype=object)
    return bool(max(table) == table[move])
