"""Two agents as machines for the general solver."""

from __future__ import annotations

import pytest

from oraclegames import InputError, UnsupportedError, match, simulate, solve_oracles
from oraclegames.agents import MachineAgent, as_machines

PD = "prisoners_dilemma"


def trigger(seat, own, other):
    return (1, 0) if other.value[0] > seat.epsilon else (0, 1)


@pytest.mark.parametrize("pair", [("nelp", "defect"), (trigger, "nicer"), ("demand:2", "lp")])
def test_their_oracles_are_the_fixed_points(pair):
    oracles = solve_oracles(as_machines(PD, *pair, "1/6", "1/5"))
    plays = {
        tuple(tuple(d.values()) for d in map(o.distribution, ("Row", "Column"))) for o in oracles
    }
    assert plays == {point.play for point in match(PD, *pair, "1/6", "1/5").fixed_points}


def test_they_can_be_simulated():
    oracle = solve_oracles(as_machines(PD, "nicer", "defect", "1/10")).only()
    counts = simulate(oracle, "Row", 2000, seed=3)
    assert abs(counts["Cooperate"] / 2000 - float(oracle.probability("Row", "Cooperate"))) < 0.04


def test_a_machine_becomes_a_machine_again():
    one = MachineAgent(lambda oracle: oracle.sample("them"), "copy")
    assert solve_oracles(as_machines(PD, one, "defect", "1/5", "1/4")).complete


@pytest.mark.parametrize(
    ("arguments", "error", "why"),
    [
        ((PD, "lp", "lp", "1/500"), UnsupportedError, "more than 50000 readings"),
        (("public_goods(3)", "lp", "lp"), UnsupportedError, "two-player"),
        ((PD, "constant:1/2,1/4,1/4", "lp"), InputError, "mixes 3 moves"),
    ],
)
def test_what_cannot_be_done_is_one_line(arguments, error, why):
    with pytest.raises(error, match=why) as caught:
        as_machines(*arguments)
    assert "\n" not in str(caught.value)
