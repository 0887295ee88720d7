"""Hypothesis strategies for games and distributions: degenerate ones first."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import product
from math import prod

from hypothesis import strategies as st

from oraclegames import Distribution, Game

small_payoffs = st.sampled_from([Fraction(n) for n in (0, 1, 0, 2, -1)])
"""Few values, so that ties, constant moves and duplicates are the rule."""

wild_payoffs = st.one_of(
    small_payoffs,
    st.fractions(min_value=-10, max_value=10, max_denominator=12),
    st.integers(min_value=-(10**40), max_value=10**40).map(Fraction),
)


def shapes(
    min_players: int = 1, max_players: int = 3, max_moves: int = 4, max_outcomes: int = 36
) -> st.SearchStrategy[tuple[int, ...]]:
    """Move counts; one-move players and non-square shapes included."""
    return (
        st.lists(st.integers(1, max_moves), min_size=min_players, max_size=max_players)
        .map(tuple)
        .filter(lambda shape: prod(shape) <= max_outcomes)
    )


def nested(flat: list[Fraction], shape: tuple[int, ...]) -> list:
    """A flat row-major list as nested lists."""
    if len(shape) == 1:
        return list(flat)
    step = len(flat) // shape[0]
    return [nested(flat[k * step : (k + 1) * step], shape[1:]) for k in range(shape[0])]


@st.composite
def games(draw, shape=None, payoffs=small_payoffs, **shape_options) -> Game:
    """Games with payoffs from ``payoffs``; ``shape`` is a tuple or drawn."""
    chosen = shape if shape is not None else draw(shapes(**shape_options))
    tables = [
        nested(draw(st.lists(payoffs, min_size=prod(chosen), max_size=prod(chosen))), chosen)
        for _ in chosen
    ]
    return Game.from_arrays(*tables)


@st.composite
def distributions(draw, game: Game, totally_mixed: bool = False) -> Distribution:
    """Rational distributions over the outcomes of a game, with zeros unless totally mixed."""
    weight = st.integers(1 if totally_mixed else 0, 6)
    count = game.n_outcomes
    weights = draw(st.lists(weight, min_size=count, max_size=count).filter(any))
    total = sum(weights)
    return Distribution(game, tuple(Fraction(w, total) for w in weights))


def renamed(rows: list[list[int]], columns: list[list[int]]) -> Iterator[Game]:
    """A game of two players with two moves, with the players and the moves in every order."""
    turned = ([list(c) for c in zip(*columns)], [list(c) for c in zip(*rows)])
    for tables in ((rows, columns), turned):
        for i, j in product((1, -1), repeat=2):
            yield Game.from_arrays(*([row[::j] for row in table[::i]] for table in tables))
