"""Parameters and linear payoffs are read exactly, and wrong ones are refused."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oraclegames import InputError
from oraclegames.sweep.parameters import linear, parameter


def test_a_grid_has_both_ends_and_exact_steps():
    grid = parameter("T", {"start": "1/3", "stop": 2, "points": 6})
    assert [grid.value(k) for k in range(grid.count)] == [Fraction(k + 1, 3) for k in range(6)]
    assert grid.bounds == (Fraction(1, 3), 2)


def test_a_step_stops_before_the_end_it_would_overshoot():
    grid = parameter("T", {"start": 0, "stop": 1, "step": "0.3"})
    assert (grid.count, grid.value(3)) == (4, Fraction(9, 10))


def test_a_number_is_a_parameter_of_one_value_and_a_list_is_itself():
    assert parameter("R", Fraction(1, 7)).bounds == (Fraction(1, 7), Fraction(1, 7))
    assert parameter("R", [3, "1/2", 0.1]).listed == (3, Fraction(1, 2), Fraction(1, 10))


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ({"start": 2, "stop": 1, "points": 3}, "reversed range"),
        ({"start": 2, "stop": 1, "step": 3}, "reversed range"),
        ({"start": 0, "stop": 1}, "points = a whole number or step"),
        ({"start": 0, "stop": 1, "points": 3, "step": 1}, "points = a whole number or step"),
        ({"start": 0, "stop": 1, "points": 0}, "≥ 1"),
        ({"start": 0, "stop": 1, "points": 1}, "at least 2"),
        ({"start": 1, "stop": 1, "points": 2}, "points = 1"),
        ({"start": 0, "stop": 1, "points": 2.5}, "whole number"),
        ({"start": 0, "stop": 1, "step": 0}, "positive"),
        ({"start": 0, "stop": 1, "step": -1}, "positive"),
        ({"stop": 1, "points": 2}, "needs start"),
        ({"strat": 1, "stop": 2, "points": 2}, "did you mean start"),
        ([], "1 to"),
        ([1, "1.0"], "twice"),
        ("many", "rational"),
        (True, "truth value"),
        (float("inf"), "inf"),
    ],
)
def test_wrong_parameters_are_refused_in_one_line(value, message):
    with pytest.raises(InputError, match=message) as caught:
        parameter("T", value)
    assert "\n" not in str(caught.value)


def test_wrong_names_are_refused():
    for name in ("", "2T", "T-S", "T S"):
        with pytest.raises(InputError, match="name of letters"):
            parameter(name, 1)


@pytest.mark.parametrize(
    ("text", "constant", "factors"),
    [
        ("T", 0, {"T": 1}),
        ("-T + 2*S", 0, {"T": -1, "S": 2}),
        ("1/2 T - 0.25", Fraction(-1, 4), {"T": Fraction(1, 2)}),
        ("T - T", 0, {}),
        ("3", 3, {}),
        (" 2*T-S+T ", 0, {"T": 3, "S": -1}),
    ],
)
def test_payoffs_are_linear_in_the_parameters(text, constant, factors):
    found = linear(text, ["S", "T"], "a payoff")
    assert (found.constant, dict(found.factors)) == (constant, factors)


@pytest.mark.parametrize(
    "text",
    ["", " ", "T*S", "T S", "2**T", "T +", "(T)", "T/2", "1/0", "T++S", "2 3", "__import__('os')"],
)
def test_texts_that_are_not_linear_are_refused(text):
    with pytest.raises(InputError):
        linear(text, ["S", "T"], "a payoff")


def test_an_unknown_parameter_is_named_with_the_nearest_one():
    with pytest.raises(InputError, match="did you mean Temptation"):
        linear("2*Temptatoin", ["Temptation", "Reward"], "a payoff")


@given(
    st.lists(st.fractions(-9, 9, max_denominator=12), min_size=3, max_size=3),
    st.lists(st.fractions(-9, 9, max_denominator=12), min_size=2, max_size=2),
)
def test_the_canonical_text_reads_back(numbers, _values):
    text = f"{abs(numbers[0])}*S + {abs(numbers[1])}*T - {abs(numbers[2])}"
    found = linear(text, ["S", "T"], "a payoff")
    assert linear(str(found), ["S", "T"], "a payoff") == found
