"""The runs of outputs against the programs themselves."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from oraclegames.budget import Clock
from oraclegames.reflective.agents.agents import Constant
from oraclegames.reflective.agents.demand import Demand
from oraclegames.reflective.agents.grounded import Grounded
from oraclegames.reflective.agents.lp_and_nelp import LP, NonExploitableLP
from oraclegames.reflective.agents.names import agent
from oraclegames.reflective.agents.nicer_bot import NicerBot
from oraclegames.reflective.agents.reading import Zones
from oraclegames.reflective.agents.seat import seats
from oraclegames.reflective.match.behaviour import LABELS, behaviour, codes_on_grid
from oraclegames.reflective.match.grid import Gains, Grid
from tests.depth import some
from tests.reflective.prisoners import LARGE
from tests.strategies import games, wild_payoffs

ZONES = Zones(Fraction(2, 9))
AGENTS = [
    LP(),
    NonExploitableLP(),
    Demand(Fraction(3, 2)),
    NicerBot(),
    Constant((Fraction(1, 7), Fraction(6, 7))),
    Grounded(("1/2", "1/2"), ((("1/3", "2/3"), (1, 0)), ((0, 1), ("1/5", "4/5")))),
]


def gains_of(grid, places):
    return Gains(grid, (places[0].mine, places[0].theirs))


def readings(grid, k, m):
    return [ZONES.read(zone, moves) for zone, moves in zip((k, m), grid.moves)]


@settings(max_examples=some(24, 60))
@given(games(shape=(2, 2), payoffs=wild_payoffs), st.sampled_from(AGENTS), st.integers(0, 1))
def test_outputs_and_positions_are_those_of_the_program(game, one, player):
    places = seats(game, Fraction(1, 3))
    grid = Grid.of(ZONES, (2, 2))
    program = behaviour(grid, one, places[player], gains_of(grid, places), Clock(None))
    outputs, positions = [], []
    for row in range(5):
        runs = program.runs(row)
        assert runs[0][0] == 0 and all(a[0] < b[0] and a[1:] != b[1:] for a, b in pairwise(runs))
        ends = [*(start for start, _, _ in runs[1:]), 5]
        outputs.append(
            [
                output
                for (start, code, _), stop in zip(runs, ends)
                for output in program.outputs(code, row, start, stop)
            ]
        )
        positions.append(
            [place for (start, _, place), stop in zip(runs, ends) for _ in range(start, stop)]
        )
    for k in range(5):
        for m in range(5):
            own, other = readings(grid, k, m)[:: 1 if player == 0 else -1]
            exact = one.output(places[player], own, other)[0]
            assert Fraction(outputs[k][m], program.scale) == exact
            low, high = ZONES.ends((k, m)[player])
            inside = (low < exact or low == exact == 0) and (exact < high or exact == high == 1)
            expected = (
                0
                if inside
                else -2
                if exact < low
                else -1
                if exact == low
                else 1
                if exact == high
                else 2
            )
            assert positions[k][m] == expected


def test_codes_name_what_is_done():
    pair = agent("nelp"), agent("defect")
    first, second = codes_on_grid(seats(LARGE, Fraction(1, 5)), pair, Fraction(1, 10))
    assert [LABELS[row[0]] for row in first] == ["step to the first move"] * 4 + ["punish"] * 6
    assert {LABELS[code] for row in second for code in row} == {"reply"}
    some, _ = codes_on_grid(seats(LARGE, Fraction(1, 5)), pair, Fraction(1, 10), 3)
    assert some == [row[::3] for row in first[::3]]
