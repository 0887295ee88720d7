"""The payoff picture, by its numbers and its traces."""

from __future__ import annotations

from dataclasses import replace

import pytest

from oraclegames import Game, InputError, UnsupportedError, catalog, common_coins, independent_coins
from oraclegames.agents import Automaton
from oraclegames.plots import coins_info, draw
from oraclegames.plots.pictures.match_layers import payoff_plane
from oraclegames.plots.pictures.payoffs import payoff_info, payoff_space_info
from oraclegames.reflective.match.match import match
from tests.reflective.prisoners import LARGE, SMALL, UNEVEN


@pytest.fixture(scope="module")
def info():
    return payoff_info(match(LARGE, "demand:1/2", "demand:2", "1/50"))


def test_the_points_are_the_fixed_points(info):
    result = match(LARGE, "demand:1/2", "demand:2", "1/50")
    assert info.points == tuple((float(u), float(v)) for u, v in result.payoffs)
    assert info.randomised == tuple(point.randomised for point in result.fixed_points)


def test_the_regions_are_the_wedges_at_the_threat_point(info):
    green, yellow = info.regions
    assert info.threat == (1.0, 1.0)
    assert (green.greedy, yellow.greedy) == (False, True)
    assert all(u - 1 >= (v - 1) / 2 - 1e-12 and u >= 1 for u, v in green.corners)
    assert all(v - 1 >= 2 * (u - 1) - 1e-12 and v >= 1 for u, v in yellow.corners)
    assert (1.0, 1.0) in green.corners and (1.0, 1.0) in yellow.corners


@pytest.mark.parametrize("game", [SMALL, LARGE, UNEVEN])
def test_the_frontier_of_a_dilemma_is_the_two_sides_through_cooperation(game):
    frontier = payoff_info(match(game, "lp", "lp", "1/10")).frontier
    ends = sorted(end for piece in frontier for end in (piece[0], piece[-1]))
    both = tuple(float(u) for u in game.payoffs((0, 0)))
    assert ends == sorted(
        [both, both]
        + [tuple(float(u) for u in game.payoffs(outcome)) for outcome in ((0, 1), (1, 0))]
    )


def test_a_curved_frontier_is_found():
    # Battle of the Sexes: independent play cannot mix the two good outcomes.
    game = Game.from_arrays([[2, 0], [0, 1]], [[1, 0], [0, 2]])
    info = payoff_info(match(game, "nelp", "nelp", "1/10"))
    frontier = {point for piece in info.frontier for point in piece}
    assert (2.0, 1.0) in frontier and (1.0, 2.0) in frontier
    inner = [point for point in frontier if point not in ((2.0, 1.0), (1.0, 2.0))]
    assert all(u + v < 3 for u, v in inner)


def test_patches_cover_the_feasible_payoffs_with_one_orientation(info):
    def area(corners):
        return sum(u * t - s * v for (u, v), (s, t) in zip(corners, corners[1:] + corners[:1]))

    areas = [area(patch) for patch in info.patches]
    assert min(areas) >= -1e-12
    # In this dilemma payoffs are linear in play: the patches tile a parallelogram-like kite once.
    assert abs(sum(areas) / 2 - 8) < 1e-9


def test_the_figure_names_what_it_shows(info):
    plotly = pytest.importorskip("plotly")
    assert plotly
    figure = draw(info)
    names = [trace.name for trace in figure.data]
    assert names[:5] == [
        "individually rational, coins shared",
        "independent play",
        "allowed by demand:1/2 (1)",
        "allowed by demand:2 (2)",
        "Pareto frontier",
    ]
    assert names[5:] == [
        "pure outcomes",
        "threat point",
        "fixed points",
        "fixed points, random answers",
    ]
    assert figure.layout.xaxis.title.text == "payoff of 1"
    shown = sum(len(trace.x) for trace in figure.data if trace.name.startswith("fixed points"))
    assert shown == len(info.points)


def test_the_legend_has_nothing_that_is_not_there():
    pytest.importorskip("plotly")
    names = [trace.name for trace in draw(payoff_space_info(LARGE)).data]
    assert names == [
        "individually rational, coins shared",
        *("independent play", "Pareto frontier", "pure outcomes", "threat point"),
    ]
    long = draw(payoff_info(match(LARGE, "nelp", "nelp", "1/50")))
    assert "arcs of fixed points" in [trace.name for trace in long.data]


def test_shared_coins_reach_what_independent_ones_do_not():
    """Taking turns in the Battle of the Sexes: between the good outcomes, beyond the patches."""
    turns = Automaton(((1, 0), (0, 1)), (((1, 1), (1, 1)), ((0, 0), (0, 0))), "turns")
    info = payoff_info(common_coins("battle_of_the_sexes", turns, turns, "1/100"))
    assert sorted(info.rational) == [(1.2, 1.2), (1.2, 1.8), (1.8, 1.2), (2.0, 3.0), (3.0, 2.0)]
    ((coins, (u, v)),) = info.plays
    alone = {corner for patch in info.patches for corner in patch if sum(corner) >= 5}
    assert u + v == 5 and alone == {(2.0, 3.0), (3.0, 2.0)}
    assert info.title.endswith("turns against turns") and coins == "common coins"
    others = [
        independent_coins("battle_of_the_sexes", turns, turns, "1/2", fresh=fresh)
        for fresh in (False, True)
    ]
    both = coins_info(common_coins("battle_of_the_sexes", turns, turns, "1/2"), *others)
    assert [name for name, _ in both.plays] == ["common coins", "coins of their own", "fresh coins"]
    assert all(min(place) <= 2 for _, place in both.plays[1:])
    names = [layer.name for layer in payoff_plane(both).layers]
    assert names[-3:] == [name for name, _ in both.plays]
    # Only what gives nobody less than alone: of matching pennies the value is left.
    assert set(payoff_space_info(catalog.matching_pennies()).rational) == {(0.0, 0.0)}


def test_without_agents_there_is_the_space_alone(info):
    space = payoff_space_info(LARGE)
    assert space == replace(info, title=LARGE.title, regions=(), points=(), randomised=(), arcs=())
    with pytest.raises(UnsupportedError, match="two players, not 3"):
        payoff_space_info(catalog.public_goods())


def test_the_figure_has_the_look_that_was_asked_for(info):
    pytest.importorskip("plotly")
    dark = draw(info, theme="dark", size="slides").layout
    assert (dark.paper_bgcolor, dark.width, dark.font.size) == ("#14171C", 1200, 20)
    with pytest.raises(InputError, match="light, dark"):
        draw(info, theme="blue")


def test_rocks_have_no_region_and_odd_shapes_are_drawn():
    game = Game.from_arrays([[1, 2]], [[0, 5]], title="One move")
    result = match(game, "lp", "cooperate", "1/10")
    info = payoff_info(result)
    assert info.regions == () and info.title == "One move: lp against cooperate"
    assert draw(info) == result.plot()


def test_three_moves_are_drawn_by_pairs_of_moves():
    table = [[3, 0, 1], [4, 1, 0], [1, 0, 0]]
    game = Game.from_arrays(table, list(zip(*table)), moves=[["C", "D", "X"]] * 2)
    info = payoff_info(match(game, "nicer", "defect", "1/4", "1/2"), steps=4)
    assert len(info.outcomes) == 9 and len(info.patches) == 9 * 16
