"""Minmax values against the other side's certificate and against pygambit."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from oraclegames.exact.minmax import Security, minmax
from tests.depth import some

payoff = st.one_of(
    st.integers(-2, 2).map(Fraction),
    st.fractions(min_value=-5, max_value=5, max_denominator=7),
)


@st.composite
def tables(draw, most=4):
    rows, columns = draw(st.integers(1, most)), draw(st.integers(1, most))
    line = st.lists(payoff, min_size=columns, max_size=columns)
    return draw(st.lists(line, min_size=rows, max_size=rows))


@settings(max_examples=some(60, 150))
@given(tables())
def test_the_value_is_secured_by_one_side_and_held_by_the_other(table):
    result = minmax(table)
    secured = min(
        sum(p * row[b] for p, row in zip(result.strategy, table)) for b in range(len(table[0]))
    )
    held = max(sum(q * x for q, x in zip(result.reply, row)) for row in table)
    assert secured == result.value == held
    assert sum(result.strategy) == 1 == sum(result.reply)
    assert min(result.strategy) >= 0 <= min(result.reply)


@settings(max_examples=some(10, 25))
@given(tables(most=3))
def test_the_value_is_that_of_the_zero_sum_game(table):
    gambit = pytest.importorskip("pygambit")
    game = gambit.Game.from_arrays(
        [[gambit.Rational(x.numerator, x.denominator) for x in row] for row in table],
        [[gambit.Rational(-x.numerator, x.denominator) for x in row] for row in table],
    )
    equilibrium = gambit.nash.lp_solve(game, rational=True).equilibria[0]
    first = next(iter(game.players))
    assert Fraction(str(equilibrium.payoff(first))) == minmax(table).value


def test_a_pure_saddle_point_is_preferred():
    assert minmax([[Fraction(0), Fraction(0)], [Fraction(0), Fraction(0)]]).strategy == (1, 0)


RPS = [[Fraction(x) for x in row] for row in ((0, -1, 1), (1, 0, -1), (-1, 1, 0))]
LEVEL = [Fraction(0)] * 3


def test_of_several_strategies_the_first_in_order_is_taken():
    third = (Fraction(1, 3),) * 3
    assert minmax([LEVEL, *RPS]).strategy == (1, 0, 0, 0)
    assert minmax([*RPS, LEVEL]).strategy == (*third, 0)
    assert minmax([RPS[0], LEVEL, *RPS[1:]]).strategy == (third[0], 0, *third[1:])


@settings(max_examples=some(40, 150))
@given(tables(), st.randoms(use_true_random=False))
def test_the_order_of_the_replies_is_of_no_account(table, random):
    columns = list(zip(*table))
    random.shuffle(columns)
    assert minmax(table).strategy == minmax(list(zip(*columns))).strategy


def test_matching_pennies_is_mixed_evenly():
    result = minmax([[Fraction(1), Fraction(-1)], [Fraction(-1), Fraction(1)]])
    assert (result.value, result.strategy) == (0, (Fraction(1, 2),) * 2)


def test_a_wrong_claim_does_not_verify():
    table = [[Fraction(1), Fraction(-1)], [Fraction(-1), Fraction(1)]]
    half = (Fraction(1, 2),) * 2
    assert Security(Fraction(0), half, half).verify(table)
    assert not Security(Fraction(0), (Fraction(1), Fraction(0)), half).verify(table)
    assert not Security(Fraction(0), half, (Fraction(3, 2), Fraction(-1, 2))).verify(table)
