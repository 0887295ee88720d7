"""What climbers answer to single readings."""

from __future__ import annotations

from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from oraclegames import Game, InputError
from oraclegames.reflective.agents.delta_pareto import improving_moves
from oraclegames.reflective.agents.demand import Demand
from oraclegames.reflective.agents.lp_and_nelp import LP, NonExploitableLP
from oraclegames.reflective.agents.reading import Zones
from oraclegames.reflective.agents.seat import seats
from tests.depth import some
from tests.reflective.prisoners import SMALL
from tests.strategies import games, small_payoffs

EPSILON = Fraction(1, 5)
TENTHS = Zones(Fraction(1, 10))


def answer(agent, own, other, game=SMALL):
    seat = seats(game, EPSILON)[0]
    return agent.output(seat, TENTHS.read(own, 2), TENTHS.read(other, 2))[0]


def test_lp_steps_towards_mutual_cooperation_from_the_middle():
    assert answer(LP(), 4, 4) == Fraction(4, 5) * Fraction(9, 20) + Fraction(1, 5)


def test_lp_stays_where_it_may_already_cooperate():
    assert answer(LP(), 9, 4) == Fraction(19, 20)


def test_nelp_punishes_below_its_minmax_value_and_steps_above():
    assert answer(NonExploitableLP(), 3, 0) == 0
    assert answer(NonExploitableLP(), 2, 0) == Fraction(4, 5) * Fraction(1, 4) + Fraction(1, 5)


def test_a_demand_punishes_what_it_finds_too_little():
    assert answer(Demand(2), 6, 6) == 0
    assert answer(Demand(0), 4, 4) == answer(LP(), 4, 4)


def test_several_useful_moves_are_mixed_evenly():
    # The second player's second move is a gift to both, whatever the first does.
    game = Game.from_arrays([[0, 1], [0, 1]], [[0, 1], [0, 1]])
    assert answer(LP(), 4, 4, game) == Fraction(4, 5) * Fraction(9, 20) + Fraction(1, 5) / 2


def sure_gain_by_sampling(game, own, other, move, reply):
    """The definition at many points of the two zones, the ends included."""

    def line(low, high):
        return [low + (high - low) * Fraction(k, 4) for k in range(5)]

    def value(table, p, q):
        return sum(p[a] * q[b] * table[a][b] for a, b in product(range(2), repeat=2))

    tables = [[[game.payoff(i, (a, b)) for b in (0, 1)] for a in (0, 1)] for i in (0, 1)]
    up, down = (1, -1), (-1, 1)
    for x, y in product(line(*own), line(*other)):
        p, q = (x, 1 - x), (y, 1 - y)
        for table in tables:
            gain = Fraction(0)
            if p[move] != 1:
                gain += value(table, (up, down)[move], q)
            if q[reply] != 1:
                gain += value(table, p, (up, down)[reply])
            if gain <= 0:
                return False
    return True


@settings(max_examples=some(60, 150))
@given(games(shape=(2, 2), payoffs=small_payoffs), st.integers(0, 4), st.integers(0, 4))
def test_a_sure_gain_is_one_everywhere_in_the_zones(game, k, m):
    zones = Zones(Fraction(1, 5))
    seat = seats(game, EPSILON)[0]
    moves = improving_moves(seat, zones.read(k, 2), zones.read(m, 2))
    expected = {
        move
        for move in (0, 1)
        for reply in (0, 1)
        if sure_gain_by_sampling(game, zones.ends(k), zones.ends(m), move, reply)
    }
    assert moves <= expected
    # They differ at most where an end of [0, 1] is in the zone: the test is cautious there.
    if 0 < k < 4 and 0 < m < 4:
        assert moves == expected


@settings(max_examples=some(16, 40))
@given(games(shape=(3, 3), payoffs=small_payoffs), st.data())
def test_with_three_moves_a_sure_gain_is_still_one_at_the_midpoint(game, data):
    zones = Zones(Fraction(1, 3))
    numbers = st.tuples(st.integers(0, 2), st.integers(0, 2))
    own, other = (zones.read(data.draw(numbers), 3) for _ in range(2))
    seat = seats(game, EPSILON)[0]
    for move in improving_moves(seat, own, other):
        p, q = own.value, other.value
        step = [(Fraction(int(k == move)) - x) / (1 - p[move]) for k, x in enumerate(p)]
        found = False
        for reply in range(3):
            back = [(Fraction(int(k == reply)) - y) / (1 - q[reply]) for k, y in enumerate(q)]
            found |= all(
                sum(
                    (step[a] * q[b] + p[a] * back[b]) * game.payoff(i, (a, b))
                    for a, b in product(range(3), repeat=2)
                )
                > 0
                for i in (0, 1)
            )
        assert found


def test_a_negative_demand_is_refused():
    with pytest.raises(InputError, match="at least 0"):
        Demand(Fraction(-1))


def test_a_threat_point_is_read_as_every_number_is():
    assert Demand("1/2", ("1/3", 2)) == Demand(Fraction(1, 2), (Fraction(1, 3), Fraction(2)))
    with pytest.raises(InputError, match="the threat point"):
        Demand(1, ("x", 2))
