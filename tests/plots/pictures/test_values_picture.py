"""The info of the plane of values: polygon, frontier, curve, maximin, in exact cases."""

from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from oraclegames import Game, UnsupportedError, catalog, plots, solve
from oraclegames.games.ordinal import all_tied_games, ordinal_games
from oraclegames.plots.pictures.values_picture import ValuesInfo
from tests.depth import some
from tests.strategies import games, small_payoffs, wild_payoffs

pytest.importorskip("plotly")


def info(game: Game, **options: bool) -> ValuesInfo:
    return plots.values_info(solve(game), **options)


def places(found: ValuesInfo, role: str) -> list:
    layer = found.layer(role)  # type: ignore[arg-type]
    assert layer is not None
    groups = [layer.points] if layer.points else [*layer.areas, *layer.lines]
    return [[mark.values for mark in group] for group in groups]


def test_prisoners_dilemma() -> None:
    found = info(catalog.prisoners_dilemma())
    assert set(places(found, "feasible")[0]) == {(1, 1), (3, 0), (2, 2), (0, 3)}
    assert places(found, "frontier") == [[(0, 3), (2, 2), (3, 0)]]
    assert found.maximin == (1, 1)
    assert places(found, "nash") == [[(1, 1)]]


def test_maximin_is_each_players_own() -> None:
    game = Game.from_arrays([[5, 1], [2, 3]], [[0, 7], [4, 6]])
    assert info(game).maximin == (2, 6)


@settings(max_examples=some(24, 60))
@given(games(shape=(2, 2), payoffs=st.fractions(-9, 9, max_denominator=5)))
def test_curve_points_satisfy_the_payoff_curve(game: Game) -> None:
    """F(v)·G(w) = 1 cleared of denominators, scaled by the payoffs."""
    a11, a12, a21, a22 = (float(game.payoff(0, o)) for o in game.outcomes())
    b11, b12, b21, b22 = (float(game.payoff(1, o)) for o in game.outcomes())
    scale = max(1.0, *map(abs, (a11, a12, a21, a22, b11, b12, b21, b22))) ** 4
    layer = info(game).layer("equilibria")
    assert layer is not None
    for line in layer.lines if not layer.areas else ():
        for mark in line[1:-1]:
            x, y = mark.values
            left = (x - a11) * (x - a22) * (y - b12) * (y - b21)
            right = (x - a12) * (x - a21) * (y - b11) * (y - b22)
            assert abs(left - right) < 1e-11 * scale


@settings(max_examples=some(40, 100))
@given(games(shape=(2, 2), payoffs=st.one_of(small_payoffs, st.integers(-5, 5).map(Fraction))))
def test_the_polygon_is_the_convex_hull_and_the_frontier_its_efficient_part(game: Game) -> None:
    found = info(game)
    (corners,) = places(found, "feasible")
    pairs = [tuple(map(float, game.payoffs(outcome))) for outcome in game.outcomes()]
    assert set(corners) <= set(pairs) and len(set(corners)) == len(corners)
    for a, b in pairwise([*corners, corners[0]]):
        for c in pairs:  # everything lies left of each side
            assert (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]) >= 0
    (frontier,) = places(found, "frontier")
    best = [max(pair[k] for pair in pairs) for k in (0, 1)]
    assert frontier[0][1] == best[1] and frontier[-1][0] == best[0]
    for a, b in pairwise(frontier):
        assert a[0] < b[0] and a[1] > b[1]
    for v, w in frontier:
        assert not any(x >= v and y >= w and (x, y) != (v, w) for x, y in pairs)


@pytest.mark.parametrize(
    ("row", "column", "shadow"),
    [
        ([[1, 1], [1, 1]], [[2, 0], [0, 1]], ("lines", {(1, 0), (1, 1 - 1 / 3)})),
        ([[1, 0], [1, 0]], [[1, 1], [0, 0]], ("areas", {(0, 0), (1, 0), (0, 1), (1, 1)})),
        ([[1, 1], [1, 1]], [[2, 2], [2, 2]], ("points", {(1, 2)})),
    ],
)
def test_surfaces_cast_shadows(row: list, column: list, shadow: tuple) -> None:
    layer = info(Game.from_arrays(row, column)).layer("equilibria")
    assert layer is not None and layer.mesh is None
    kind, expected = shadow
    marks = getattr(layer, kind) if kind == "points" else getattr(layer, kind)[0]
    found = {mark.values for mark in marks}
    if kind == "lines":
        assert {v for v, _ in found} == {1}
        return
    assert found == expected


def test_an_equilibrium_surface_is_worth_what_its_points_are_worth() -> None:
    game = Game.from_arrays([[1, 1], [1, 1]], [[2, 0], [0, 1]])
    layer = info(game).layer("equilibria")
    assert layer is not None
    low, high = sorted(mark.values[1] for mark in layer.lines[0])
    worth = [float(point.values[1]) for point in solve(game).sample(40)]
    assert low <= min(worth) and max(worth) <= high
    assert high - low < 1.3 * (max(worth) - min(worth))


@pytest.mark.parametrize("game", ordinal_games(), ids=str)
def test_every_ordinal_game_draws(game: Game) -> None:
    figure = plots.values(solve(game), best=True)
    names = {trace.name for trace in figure.data if trace.showlegend}
    assert {"Feasible payoffs", "Pareto frontier", "Pure maximin", "Nash equilibria"} <= names


def test_games_with_ties_draw() -> None:
    for game in list(all_tied_games())[::97]:
        plots.draw(info(game, best=True), theme="dark", size="paper")


@settings(max_examples=some(16, 40))
@given(games(shape=(2, 2), payoffs=st.one_of(small_payoffs, wild_payoffs)))
def test_wild_games_draw(game: Game) -> None:
    plots.draw(info(game, best=True))


def test_infos_are_values() -> None:
    game = catalog.chicken()
    assert info(game) == info(game)
    assert info(game) != info(game, best=True)


def test_larger_games_are_refused() -> None:
    with pytest.raises(UnsupportedError, match="2×2"):
        plots.values(solve(catalog.rock_paper_scissors()))
