"""What two programs do where readings are exact, against the search's way to tell it, and against
the programs themselves at a small δ."""

from __future__ import annotations

from collections import defaultdict
from fractions import Fraction
from itertools import product
from random import Random

import pytest
from flint import fmpq

from oraclegames import Game
from oraclegames.agents import Region
from oraclegames.certificates.limit_pushes import Pushes, at
from oraclegames.exact.rational import to_fmpq, to_fraction
from oraclegames.reflective.agents.names import as_agent
from oraclegames.reflective.limit.curves import Place
from oraclegames.reflective.limit.field import BOTH, DOWN, PUNISH, REPLY, STAY, UP
from tests.certificates.limit_cases import case, programs, question
from tests.depth import some

ENDS = list(product((-1, 0, 1), repeat=2))
DONE = {
    STAY: frozenset(),
    UP: frozenset({0}),
    DOWN: frozenset({1}),
    BOTH: frozenset({0, 1}),
    PUNISH: "punish",
    REPLY: "reply",
}
PLACES = list(
    product([*(Fraction(k, 4) for k in range(5)), Fraction(1, 3), Fraction(4, 7)], repeat=2)
)
SEEDS = [*range(some(20, 250)), *range(1000, some(1012, 1100))]


@pytest.mark.parametrize("seed", SEEDS)
def test_both_read_the_same_programs(seed):
    """In corners, on edges, where two players are alike, and elsewhere."""
    field, pushes = case(seed)
    numbers = {
        statement: field.conditions.index(tuple(map(to_fmpq, curve)))
        for statement, curve in pushes.statements.items()
    }
    for x, y in PLACES:
        place = Place((to_fmpq(x), fmpq(0)), (to_fmpq(y), fmpq(0)), 0)
        holding = pushes.holding(x, y)
        assert {numbers[s] for s in holding} == field.holding(place)
        still = {
            s for s, curve in pushes.statements.items() if any(curve[:3]) and at(curve, x, y) == 0
        }
        for here in (holding, holding | still):
            there = frozenset(numbers[s] for s in here)
            for ends in ENDS:
                does, code = pushes.does(here, ends), field.code(there, ends)
                assert does == tuple(DONE[k] for k in code)
                pushed = [to_fraction(number) for number, _ in field.pushes(code, place)]
                assert list(pushes.pushed(does, x, y)) == pushed
                for i in (0, 1):
                    stuck = field.stuck(i, [code])
                    expected = None if stuck is None else to_fraction(stuck)
                    assert pushes.exactly(i, [does[i]]) == expected
                    if code[i] == PUNISH:
                        assert pushes.away(here, x, y)[i] == field.towards(i, there, place)
        alike = defaultdict(set), defaultdict(set)
        for statement in still:
            alike[0][pushes.decided_by(statement, x, y)].add(numbers[statement])
            alike[1][field.alike(numbers[statement], place)].add(numbers[statement])
        assert sorted(map(sorted, alike[0].values())) == sorted(map(sorted, alike[1].values()))
    for i, program in enumerate(field.programs):
        assert pushes.rigid(i) == (program.climbs or field.stuck(i, ()) is not None)
        assert pushes.steps_alone(i) != program.by_epsilon


def zone(scene, x):
    """The zone that holds a number; at 1 the last one."""
    return scene.place(x)[0]


@pytest.mark.parametrize("seed", SEEDS)
def test_programs_do_it_at_a_small_delta(seed):
    """In the zones at an end of [0, 1] too, where no statement is about to change."""
    game, pair, step = question(seed)
    delta = Fraction(1, 10**6 + 3)
    scene, agents = programs(game, pair, step, delta)
    pushes, draw = Pushes(scene, agents), Random(seed)
    values = [Fraction(0), Fraction(1), *(Fraction(draw.randint(1, 96), 97) for _ in "abc")]
    for x, y in product(values, repeat=2):
        if any(
            0 < abs(at(curve, x, y)) < Fraction(1, 1000) for curve in pushes.statements.values()
        ):
            continue
        ends = tuple((z == 1) - (z == 0) for z in (x, y))
        does = pushes.does(pushes.holding(x, y), ends)
        zones = (zone(scene, x),), (zone(scene, y),)
        for i, (here, push) in enumerate(zip((x, y), pushes.pushed(does, x, y))):
            played = agents[i].output(zones[i], zones[1 - i])[0]
            assert abs(played - (here + push)) < 10 * delta


def test_a_line_and_a_curve_that_touches_the_edge_with_it_are_two():
    """x + y - 1/2 and xy + x + y - 1/2 are 0 at (0, 1/2), and differ by a product alone."""
    game = Game.from_arrays([[-3, -1], [-1, 1]], [[-2, 0], [0, 0]])
    planes = ((Fraction(1), Fraction(0), Fraction(0)), (Fraction(1), Fraction(1), Fraction(0)))
    one = Region(planes, (Fraction(0), Fraction(1)), "mine")
    pushes = Pushes(*programs(game, (one, as_agent("lp")), Fraction(1, 2), Fraction(1, 4)))
    place = Fraction(0), Fraction(1, 2)
    line, curve = (pushes.statements["miss", 0, k] for k in (0, 1))
    assert [at(line, *place), at(curve, *place)] == [0, 0] and curve[0] != 0 == line[0]
    kinds = [pushes.decided_by(("miss", 0, k), *place) for k in (0, 1)]
    assert kinds[0] != kinds[1]
