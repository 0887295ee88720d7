"""Agents in general, and rocks."""

from __future__ import annotations

from fractions import Fraction

import pytest

from oraclegames import InputError
from oraclegames.reflective.agents.agents import Constant, find_move, mixed_strategy, pure
from oraclegames.reflective.agents.reading import Zones
from oraclegames.reflective.agents.seat import seats
from tests.reflective.prisoners import SMALL

EPSILON = Fraction(1, 5)


def test_cooperation_and_defection_go_by_label_and_else_by_order():
    assert find_move("cooperate", ("D", "C"), "x") == 1
    assert find_move("defect", ("D", "C"), "x") == 0
    assert find_move("cooperate", ("swerve", "straight"), "x") == 0
    assert find_move("defect", ("swerve", "straight"), "x") == 1
    assert find_move("straight", ("swerve", "straight"), "x") == 1


def test_a_missing_move_is_named():
    with pytest.raises(InputError, match="names the move 'fly'; there are C, D"):
        Constant("fly").check(seats(SMALL, EPSILON)[0])
    with pytest.raises(InputError, match="names the move 2; there are C, D"):
        find_move(2, ("C", "D"), "x")


@pytest.mark.parametrize("weights", [("1/2", "1/3"), ("3/2", "-1/2"), (1, 1)])
def test_weights_that_are_no_probabilities_are_refused(weights):
    with pytest.raises(InputError, match="with sum 1"):
        mixed_strategy(weights)


def test_pure_strategies_are_pure():
    assert pure(1, 3) == (0, 1, 0)


def test_a_rock_reads_nothing_and_plays_the_same_always():
    seat = seats(SMALL, EPSILON)[1]
    rock = Constant(("1/3", "2/3"))
    zones = Zones(Fraction(1, 4))
    assert rock.reads(seat) == (False, False)
    answers = {
        rock.output(seat, zones.read(k, 2), zones.read(m, 2)) for k in range(4) for m in range(4)
    }
    assert answers == {(Fraction(1, 3), Fraction(2, 3))}
    assert rock.name == "constant:1/3,2/3"


def test_a_rock_may_be_named_by_a_move_or_its_position():
    seat = seats(SMALL, EPSILON)[0]
    assert Constant("D").mixed(seat) == Constant(1).mixed(seat) == (0, 1)
