"""Pairs of programs against other programs and all constants."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from oraclegames import Game, UnsupportedError
from oraclegames.reflective.agents.agents import Constant
from oraclegames.reflective.agents.names import agent
from oraclegames.reflective.match.match import match
from oraclegames.reflective.programs.program_equilibrium import best_constant, program_equilibrium
from tests.depth import some
from tests.reflective.prisoners import LARGE, SMALL, UNEVEN
from tests.strategies import games, small_payoffs

NAMES = ["lp", "nelp", "demand:1/2", "demand:2", "nicer", "cooperate", "defect", "constant:1/3"]


@settings(max_examples=some(24, 60))
@given(games(shape=(2, 2), payoffs=small_payoffs), st.sampled_from(NAMES), st.sampled_from([0, 1]))
def test_no_constant_gets_more_than_the_supremum_and_some_get_close(game, name, player):
    delta, epsilon = Fraction(1, 6), Fraction(1, 3)
    most = best_constant(game, name, player, delta, epsilon)
    reached = []
    # Thresholds, and points just beside them: the payoff is linear in between.
    near = Fraction(1, 10**6)
    for k in range(7):
        for x in (k * delta - near, k * delta, k * delta + near):
            if 0 <= x <= 1:
                pair = [agent(name), agent(name)]
                pair[player] = Constant((x, 1 - x))
                reached.append(match(game, *pair, delta, epsilon).ranges()[player][1])
    assert max(reached) <= most
    assert most - max(reached) <= 10 * near


def test_nicerbots_are_an_equilibrium_up_to_the_blur():
    for game in (SMALL, LARGE, UNEVEN):
        check = program_equilibrium(game, "nicer", "nicer", "1/200", "1/5", programs=NAMES)
        assert check.holds(Fraction(1, 10)), check.best
        assert len(check.deviations) == 2 * (len(NAMES) + 1)


def test_beyond_the_threshold_nicerbots_are_no_equilibrium():
    assert program_equilibrium(SMALL, "nicer", "nicer", "1/400", "1/2").holds(Fraction(1, 50))
    check = program_equilibrium(SMALL, "nicer", "nicer", "1/400", "3/5")
    assert check.best.program == "any constant"
    assert abs(check.best.gain - Fraction(1, 5)) <= Fraction(1, 50)


def test_lp_is_exploited_by_a_constant():
    check = program_equilibrium(SMALL, "lp", "lp", "1/100")
    assert check.best.program == "any constant" and check.best.gain > 2
    assert not check.holds()


def test_mutual_defection_by_rocks_is_an_equilibrium_exactly():
    check = program_equilibrium(SMALL, "defect", "defect", "1/50", programs=["cooperate", "lp"])
    assert check.holds() and check.best.gain == 0


def test_json_names_every_deviation():
    data = program_equilibrium(SMALL, "nicer", "nicer", "1/50", programs=["defect"]).to_dict()
    assert [entry["program"] for entry in data["deviations"]] == ["any constant", "defect"] * 2


def test_more_moves_are_refused():
    game = Game.from_arrays([[0] * 3] * 2, [[0] * 3] * 2)
    with pytest.raises(UnsupportedError, match="at most two moves"):
        best_constant(game, "lp", 0, "1/10", "1/5")
