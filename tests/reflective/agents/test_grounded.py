"""Programs from repeated-game strategies."""

from __future__ import annotations

from fractions import Fraction

import pytest

from oraclegames import InputError
from oraclegames.reflective.agents.grounded import (
    Grounded,
    generous_tit_for_tat,
    tit_for_tat,
)
from oraclegames.reflective.agents.nicer_bot import NicerBot
from oraclegames.reflective.agents.seat import seats
from oraclegames.reflective.match.match import match
from tests.reflective.prisoners import SMALL, plays


@pytest.mark.parametrize("other", ["lp", "nelp", "nicer", "defect", "constant:1/3"])
def test_tit_for_tat_becomes_nicerbot(other):
    assert plays(match(SMALL, tit_for_tat(), other, "1/50")) == plays(
        match(SMALL, NicerBot(), other, "1/50")
    )


def test_a_generous_bot_forgives_a_defector_in_proportion():
    (point,) = match(SMALL, generous_tit_for_tat("1/3"), "defect", "1/100").fixed_points
    assert abs(point.play[0][0] - (Fraction(1, 5) + Fraction(4, 5) / 3)) <= Fraction(1, 100)


def test_a_strategy_given_as_a_function_is_a_table():
    kind = Grounded.of(lambda last: (1, 0) if last in (None, 0) else (0, 1))
    assert (kind.opening, kind.table) == (tit_for_tat().opening, tit_for_tat().table)


def test_tables_are_exact_however_they_are_written():
    half = Fraction(1, 2)
    plain = Grounded((1, 0), (("1/2", "0.5"), (0, 1)))
    assert plain.table == ((half, half), (0, 1)) and isinstance(plain.table[0][0], Fraction)
    nested = Grounded((1, 0), [[["1/2", "1/2"], (0, 1)], [(1, 0), (0, 1)]])
    assert nested.table == (((half, half), (0, 1)), ((1, 0), (0, 1)))


def test_a_bot_that_looks_at_its_own_move_reads_itself():
    seat = seats(SMALL, Fraction(1, 5))[0]
    win_stay = Grounded((1, 0), (((1, 0), (0, 1)), ((0, 1), (1, 0))), "win-stay")
    assert win_stay.reads(seat) == (True, True)
    assert tit_for_tat().reads(seat) == (False, True)
    result = match(SMALL, win_stay, "defect", "1/40", "1/5")
    assert result.verify() and len(result.fixed_points) > 0
    # x = ε + (1 − ε)(1 − x): it cooperates after its own defections.
    assert all(abs(x - Fraction(5, 9)) <= Fraction(1, 20) for x, _ in plays(result))


def test_replies_that_do_not_fit_the_game_are_refused():
    with pytest.raises(InputError, match="replies to other moves"):
        match(SMALL, Grounded((1, 0, 0), ((1, 0, 0),) * 3), "lp")


def test_a_reply_that_is_no_strategy_is_refused():
    with pytest.raises(InputError, match="sum 1"):
        Grounded((1, 0), ((1, 1), (0, 1)))
