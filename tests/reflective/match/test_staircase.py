"""The search row by row against plain enumeration of every cell by fractions."""

from __future__ import annotations

import dataclasses
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from oraclegames import Game, UnsupportedError
from oraclegames.budget import Clock
from oraclegames.reflective.agents.agents import Agent, Constant
from oraclegames.reflective.agents.demand import Demand
from oraclegames.reflective.agents.grounded import Grounded
from oraclegames.reflective.agents.lp_and_nelp import LP, NonExploitableLP
from oraclegames.reflective.agents.names import agent as as_agent
from oraclegames.reflective.agents.nicer_bot import NicerBot
from oraclegames.reflective.agents.reading import Zones
from oraclegames.reflective.agents.regions import Region
from oraclegames.reflective.agents.seat import seats
from oraclegames.reflective.match.behaviour import behaviour
from oraclegames.reflective.match.bilinear import solve_square
from oraclegames.reflective.match.cells import row_of
from oraclegames.reflective.match.grid import Gains, Grid
from oraclegames.reflective.match.match import match
from tests.depth import some
from tests.strategies import games, small_payoffs, wild_payoffs

mixes = st.sampled_from([Fraction(0), Fraction(1, 3), Fraction(1, 2), Fraction(1)]).map(
    lambda p: (p, 1 - p)
)
agents = st.one_of(
    st.just(LP()),
    st.just(NonExploitableLP()),
    st.sampled_from([NonExploitableLP(Fraction(1)), NicerBot()]),
    st.sampled_from([Fraction(0), Fraction(1, 2), Fraction(1), Fraction(2)]).map(Demand),
    mixes.map(Constant),
    st.sampled_from(["cooperate", "defect"]).map(Constant),
    st.builds(Grounded, mixes, st.tuples(mixes, mixes)),
    st.builds(Grounded, mixes, st.tuples(st.tuples(mixes, mixes), st.tuples(mixes, mixes))),
    st.builds(
        lambda a, b, c, punish: Region(((Fraction(a), Fraction(b), Fraction(c)),), punish),
        st.integers(-1, 1),
        st.sampled_from([-1, 1]),
        st.integers(-2, 0),
        mixes,
    ),
)
precisions = st.sampled_from(
    [
        (Fraction(1, 5), Fraction(1, 3)),
        (Fraction(2, 9), Fraction(1, 2)),
        (Fraction(1, 8), Fraction(9, 10)),
        (Fraction(3, 20), Fraction(1, 5)),
    ]
)


def brute_force(game, pair, delta, epsilon):
    """Plays of all fixed points, and the segments, by running the programs on every cell."""
    zones = Zones(delta)
    places = seats(game, epsilon)
    outputs = {}

    def output(player, k1, k2):
        if (player, k1, k2) not in outputs:
            readings = [zones.read(k, m) for k, m in zip((k1, k2), game.shape)]
            own, other = readings if player == 0 else reversed(readings)
            outputs[player, k1, k2] = pair[player].output(places[player], own, other)[0]
        return outputs[player, k1, k2]

    def inside(x, k):
        low, high = zones.ends(k)
        return (low < x or x == low == 0) and (x < high or x == high == 1)

    counts = [zones.count if m == 2 else 1 for m in game.shape]
    steps = [
        [("zone", k) for k in range(count)] + [("threshold", k) for k in range(1, count)]
        for count in counts
    ]
    plays, segments = set(), set()
    for (kind1, k1), (kind2, k2) in product(*steps):
        if kind1 == kind2 == "zone":
            x = output(0, k1, k2), output(1, k1, k2)
            if all(m == 1 or inside(p, k) for m, p, k in zip(game.shape, x, (k1, k2))):
                plays.add(x)
        elif kind1 == kind2 == "threshold":
            mark = zones.edges[k1], zones.edges[k2]
            scale = 10**12 * delta.denominator * epsilon.denominator
            f, g = (
                tuple(
                    tuple((output(i, a, b) - mark[i]) * scale for b in (k2 - 1, k2))
                    for a in (k1 - 1, k1)
                )
                for i in (0, 1)
            )
            if solve_square(*(scaled(square) for square in (f, g))) is not None:
                plays.add(mark)
        else:
            fixed = 0 if kind1 == "threshold" else 1
            k, zone = (k1, k2) if fixed == 0 else (k2, k1)
            cells = [(k - 1, k2), (k, k2)] if fixed == 0 else [(k1, k - 1), (k1, k)]
            low, high = (output(fixed, *cell) for cell in cells)
            first, second = (output(1 - fixed, *cell) for cell in cells)
            mark = zones.edges[k]
            ends = []
            if low == high == mark:
                a, b = zones.ends(zone) if game.shape[1 - fixed] == 2 else (1, 1)
                start, stop = max(min(first, second), a), min(max(first, second), b)
                if start < stop:
                    pts = [(mark, y) if fixed == 0 else (y, mark) for y in (start, stop)]
                    segments.add(tuple(pts))
                if start <= stop:
                    ends = [start, stop]
            elif low != high:
                r = (mark - low) / (high - low)
                if 0 <= r <= 1:
                    ends = [(1 - r) * first + r * second]
            for y in ends:
                if game.shape[1 - fixed] == 1 or inside(y, zone):
                    plays.add((mark, y) if fixed == 0 else (y, mark))
    return plays, segments


def scaled(square):
    denominator = 1
    for row in square:
        for value in row:
            denominator *= Fraction(value).denominator
    return tuple(tuple(int(value * denominator) for value in row) for row in square)


def plays(result):
    return [(point.play[0][0], point.play[1][0]) for point in result.fixed_points]


def fits(agent, game, player):
    try:
        agent.check(seats(game, Fraction(1, 2))[player])
    except ValueError:
        return False
    return True


def agree(game, pair, delta, epsilon):
    if not all(fits(agent, game, player) for player, agent in enumerate(pair)):
        return
    try:
        result = match(game, *pair, delta, epsilon)
    except ValueError as error:
        assert "holds no Pareto outcome" in str(error)
        return
    expected, segments = brute_force(game, pair, delta, epsilon)
    found = plays(result)
    assert len(found) == len(set(found))
    assert set(found) == expected
    assert set(result.segments) == segments
    assert result.verify()


@settings(max_examples=some(60, 150))
@given(games(shape=(2, 2), payoffs=small_payoffs), agents, agents, precisions)
def test_every_fixed_point_of_a_degenerate_game_is_found(game, first, second, numbers):
    agree(game, (first, second), *numbers)


@settings(max_examples=some(20, 50))
@given(games(shape=(2, 2), payoffs=wild_payoffs), agents, agents, precisions)
def test_every_fixed_point_with_wild_payoffs_is_found(game, first, second, numbers):
    agree(game, (first, second), *numbers)


@settings(max_examples=some(12, 30))
@given(
    st.sampled_from([(1, 2), (2, 1), (1, 1)]).flatmap(lambda shape: games(shape=shape)),
    agents,
    agents,
    precisions,
)
def test_a_player_with_one_move_is_no_special_case(game, first, second, numbers):
    agree(game, (first, second), *numbers)


class Wrapped(Agent):
    """An agent that the search knows nothing about."""

    def __init__(self, agent):
        self.agent = agent

    name = "wrapped"

    def check(self, seat):
        self.agent.check(seat)

    def output(self, seat, own, other):
        return self.agent.output(seat, own, other)


@settings(max_examples=some(16, 40))
@given(games(shape=(2, 2)), agents, agents, precisions)
def test_an_agent_of_an_unknown_class_is_run_on_every_pair_of_readings(
    game, first, second, numbers
):
    try:
        known = match(game, first, second, *numbers)
    except ValueError:
        return
    for pair in ((Wrapped(first), second), (first, Wrapped(second))):
        again = match(game, *pair, *numbers)
        assert plays(again) == plays(known) and again.segments == known.segments


def test_payoffs_beyond_64_bits_give_the_same_fixed_points():
    small = Game.from_arrays([[2, 0], [3, 1]], [[2, 3], [0, 1]])
    large = Game.from_arrays(*([[x * 10**30 for x in row] for row in a] for a in small_tables()))
    first = match(small, NonExploitableLP(), Demand(1), "1/20")
    second = match(large, NonExploitableLP(), Demand(1), "1/20")
    assert plays(first) == plays(second)


def small_tables():
    return [[2, 0], [3, 1]], [[2, 3], [0, 1]]


def test_denominators_beyond_64_bits_are_exact():
    game = Game.from_arrays(*small_tables())
    epsilon = Fraction(10**20 + 1, 5 * 10**20)
    result = match(game, NonExploitableLP(), Constant("defect"), Fraction(1, 20), epsilon)
    assert (
        set(plays(result))
        == brute_force(game, (NonExploitableLP(), Constant("defect")), Fraction(1, 20), epsilon)[0]
    )


def test_two_free_thresholds_make_segments_that_verify():
    half = Constant((Fraction(1, 2), Fraction(1, 2)))
    game = Game.from_arrays(*small_tables())
    result = match(game, half, Grounded((1, 0), ((1, 0), (0, 1))), "1/10", "1/2")
    ends = {x for segment in result.segments for x in segment}
    assert ends and result.verify()
    assert all(x == Fraction(1, 2) for x, _ in ends)
    ((a, b), (c, d)) = result.segments[0]
    for wrong in (((a, b), (c, (b + d) / 2)), ((b, b), (d, d)), ((a, b), (c + 1, d))):
        assert not dataclasses.replace(result, segments=(wrong,)).verify()


def test_too_many_fixed_points_are_refused_in_one_line():
    zero_sum = Game.from_arrays([[1, -1], [-1, 1]], [[-1, 1], [1, -1]])
    with pytest.raises(UnsupportedError, match="more than 1000 fixed points") as caught:
        match(zero_sum, LP(), LP(), "1/50", max_points=1000)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(("first", "second"), [("lp", "lp"), ("nelp", "demand:2")])
def test_a_row_is_told_by_few_stretches_however_fine_the_zones(first, second):
    pair, most = (as_agent(first), as_agent(second)), []
    places = seats(Game.from_arrays(*small_tables()), Fraction(1, 5))
    for zones in (50, 500):
        grid = Grid.of(Zones(Fraction(1, zones)), (2, 2))
        gains = Gains(grid, (places[0].mine, places[0].theirs))
        programs = [behaviour(grid, *one, gains, Clock(None)) for one in zip(pair, places)]
        rows = [row_of(*(one.runs(row) for one in programs)) for row in range(zones)]
        most.append(max(map(len, rows)))
    assert most[0] == most[1] <= 12
