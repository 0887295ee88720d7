"""Instances for claims about all games: random ones, the same on every machine, and small tools."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from fractions import Fraction
from math import prod

import numpy as np

from oraclegames.conditional.check.check import check
from oraclegames.conditional.solve import solve
from oraclegames.conditional.two_by_two.arcs import Point
from oraclegames.conditional.two_by_two.totally_mixed import Interior
from oraclegames.errors import UnsupportedError
from oraclegames.exact.surd import Exact
from oraclegames.games.distribution import Distribution
from oraclegames.games.game import Game

Shapes = tuple[tuple[int, ...], ...]

SHAPES: Shapes = ((2, 2), (3, 2), (3, 3), (2, 2, 2))

Slip = Fraction | int
"""What is added to a payoff to see a claim fail; the claim itself has 0."""


def nudged(game: Game, by: Slip, player: int = 0) -> Game:
    """The game with the player's payoff at the first outcome changed by a number."""
    if not by:
        return game
    arrays = [game.payoff_array(i) for i in range(game.n_players)]
    arrays[player][(0,) * game.n_players] += Fraction(by)
    return Game.from_arrays(*arrays, title=game.title, players=game.players, moves=game.moves)


def draw_game(
    rng: random.Random, shape: Sequence[int] = (2, 2), low: int = -9, high: int = 9
) -> Game:
    """Independent uniform whole payoffs."""
    arrays = [
        np.array([rng.randint(low, high) for _ in range(prod(shape))], dtype=object).reshape(shape)
        for _ in shape
    ]
    return Game.from_arrays(*arrays, title="random game")


def draw_distribution(rng: random.Random, game: Game, zeros: bool = False) -> Distribution:
    """Random rational probabilities; all positive unless zeros are asked for."""
    while True:
        weights = [rng.randint(0 if zeros else 1, 9) for _ in range(game.n_outcomes)]
        if sum(weights):
            return Distribution(game, tuple(Fraction(w, sum(weights)) for w in weights))


def equilibrium_instance(rng: random.Random, shape: Sequence[int]) -> Distribution:
    """A totally mixed distribution and a game of which it is a dependency equilibrium.

    Payoffs are random except one for each move, which makes the move's conditional value whole.
    """
    drawn = draw_distribution(rng, draw_game(rng, shape))
    arrays = [drawn.game.payoff_array(i) for i in range(len(shape))]
    outcomes = list(zip(drawn.game.outcomes(), drawn.probabilities))
    for i, count in enumerate(shape):
        value = Fraction(rng.randint(-5, 5))
        for move in range(count):
            block = [(o, p) for o, p in outcomes if o[i] == move]
            lacking = sum(p * (value - Fraction(arrays[i][o])) for o, p in block)
            last, weight = block[rng.randrange(len(block))]
            arrays[i][last] += lacking / weight
    return Distribution(Game.from_arrays(*arrays, title="random game"), drawn.probabilities)


def interior_of(game: Game) -> Interior:
    """The totally mixed dependency equilibria of a 2×2 game."""
    interior = solve(game).interior
    if interior is None:
        raise UnsupportedError(f"the closed form is for 2×2 games; the shape is {game.shape}")
    return interior


def shares(*weights: int) -> tuple[Fraction, ...]:
    """Probabilities in the proportion of whole numbers.

    >>> [str(share) for share in shares(3, 1, 1, 3)]
    ['3/8', '1/8', '1/8', '3/8']
    """
    return tuple(Fraction(weight, sum(weights)) for weight in weights)


def size_of(shape: Sequence[int]) -> str:
    """The numbers of moves in words, such as 3×2."""
    return "×".join(map(str, shape))


def both_notions(game: Game, cells: object) -> tuple[str, str]:
    """Whether a distribution is a dependency equilibrium, and a reflective one; checked twice."""
    verdict = check(game, cells)
    return (verdict.verdict, verdict.reflective) if verdict.verify() else ("?", "?")


def tables(game: Game) -> tuple[list[Fraction], list[Fraction]]:
    """The payoffs a11, a12, a21, a22 and b11, …, b22 of a 2×2 game."""
    first, second = ([game.payoff(i, o) for o in game.outcomes()] for i in (0, 1))
    return first, second


def points_of(game: Game, count: int = 9) -> list[Point]:
    """So many exact points of each of the game's arcs."""
    return list(arc_points(interior_of(game), count))


def arc_ends(game: Game) -> set[tuple[Exact, ...]]:
    """The end points of the arcs of totally mixed equilibria."""
    return {end.distribution for arc in interior_of(game).arcs for end in arc.ends}


def arc_points(interior: Interior, count: int) -> Iterator[Point]:
    """Exact points at rational parameters, evenly spread over each arc's parameter."""
    for arc in interior.arcs:
        low, high = (
            end if isinstance(end, Fraction) else Fraction(float(end)).limit_denominator(10**9)
            for end in arc.span
        )
        for k in range(1, count + 1):
            yield arc.at(low + (high - low) * Fraction(2 * k - 1, 2 * count))
