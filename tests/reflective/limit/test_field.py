"""Where agents push, against the programs that matches run, at readings that are fine."""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations, product
from random import Random

import pytest
from flint import fmpq

from oraclegames.exact.rational import to_fraction
from oraclegames.reflective.agents.names import as_agent
from oraclegames.reflective.agents.reading import Zones
from oraclegames.reflective.agents.seat import seats
from oraclegames.reflective.limit.balance import balances, balances_by_signs, cross
from oraclegames.reflective.limit.curves import Place
from oraclegames.reflective.limit.field import BOTH, DOWN, PUNISH, STAY, UP, Field
from tests.depth import some
from tests.reflective.limit.test_limit_set import STEP, case

ZONES = Zones(Fraction(1, 10_000))


def number(value):
    return fmpq(value.numerator, value.denominator), fmpq(0)


def place(x, y):
    return Place(number(x), number(y), 0)


def zone_and_band(x):
    """The zone that holds a number, and at which end of [0, 1] it is."""
    return ZONES.place(x)[0], 1 if x == 1 else -1 if x == 0 else 0


@pytest.mark.parametrize("seed", range(some(30, 300)))
def test_agents_go_where_their_codes_push(seed):
    """A zone next to an end is read where the point is that end; no condition vanishes there."""
    game, *names = case(seed)
    agents, places = tuple(map(as_agent, names)), seats(game, STEP)
    field = Field(agents, places)
    r = Random(seed)
    for _ in range(12):
        point = [r.choice((Fraction(0), Fraction(1), Fraction(r.randint(1, 96), 97))) for _ in "xy"]
        here = place(*point)
        if any(here.sign(condition) == 0 for condition in field.conditions):
            continue
        zones, bands = zip(*map(zone_and_band, point))
        code = field.code(field.holding(here), bands)
        readings = [ZONES.read(zone, 2) for zone in zones]
        for player in (0, 1):
            played = agents[player].output(places[player], readings[player], readings[1 - player])
            pushed = to_fraction(here.value(field.push(player, code[player]))[0])
            assert abs(played[0] - point[player] - pushed) < Fraction(1, 1000), (point, code)


@pytest.mark.parametrize("seed", range(some(8, 60)))
def test_pushes_are_parallel_where_their_crossing_is_0(seed):
    game, *_ = case(seed)
    field = Field((as_agent("nelp"), as_agent("demand:1")), seats(game, STEP))
    r = Random(seed)
    codes = product((STAY, UP, DOWN, BOTH, PUNISH), repeat=2)
    for one, other in combinations(codes, 2):
        here = place(*(Fraction(r.randint(0, 6), 6) for _ in "xy"))
        turn = cross(field.pushes(one, here), field.pushes(other, here), 0)
        assert here.sign(field.crossing(one, other)) == turn


def test_signs_decide_the_balance_exactly_where_lengths_do_not_matter():
    """All sets of signs, with lengths that are alike or far apart."""
    r = Random(1)
    signs = list(product((-1, 0, 1), repeat=2))
    lengths = (fmpq(1), fmpq(1000), fmpq(1, 1000))
    for size in range(1, 4):
        for chosen in combinations(signs, size):
            found = set()
            for _ in range(16):
                vectors = [tuple((r.choice(lengths) * s, fmpq(0)) for s in v) for v in chosen]
                found.add(balances(vectors, 0))
            expected = found.pop() if len(found) == 1 else None
            assert balances_by_signs(chosen) is expected, chosen
