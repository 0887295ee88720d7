"""Useful steps on the grid of all readings."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import given, settings

from oraclegames.reflective.agents.delta_pareto import improving_moves
from oraclegames.reflective.agents.reading import Zones
from oraclegames.reflective.agents.seat import seats
from oraclegames.reflective.match.grid import Gains, Grid
from tests.depth import some
from tests.strategies import games

ZONES = Zones(Fraction(2, 9))


@settings(max_examples=some(24, 60))
@given(games(max_moves=2, min_players=2, max_players=2))
def test_useful_moves_on_the_grid_are_those_of_single_readings(game):
    places = seats(game, Fraction(1, 3))
    grid = Grid.of(ZONES, game.shape)
    gains = Gains(grid, (places[0].mine, places[0].theirs))
    for k in range(grid.shape[0]):
        steps = gains.steps(k)
        for m in range(grid.shape[1]):
            pairs = [(o, p) for o, p, start, stop in steps if start <= m < stop]
            first, second = (ZONES.read(zone, moves) for zone, moves in zip((k, m), grid.moves))
            assert {o for o, _ in pairs} == improving_moves(places[0], first, second)
            assert {p for _, p in pairs} == improving_moves(places[1], second, first)


def test_a_player_with_one_move_has_one_zone():
    grid = Grid.of(ZONES, (1, 2))
    assert grid.shape == (1, 5)
    assert grid.edges[0] == [9, 9] and grid.middles[0] == [18]
    assert grid.edges[1] == [0, 2, 4, 6, 8, 9]
