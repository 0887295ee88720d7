"""Independent play as people type it: each player's probabilities, parted by semicolons."""

from __future__ import annotations

import pytest

from oraclegames import Distribution, InputError, catalog
from oraclegames.games.names import reach

CHICKEN = catalog.chicken()


def test_a_text_with_a_semicolon_is_independent_play():
    typed = Distribution.of(CHICKEN, "9/10,1/10; 0.75, 0.25")
    assert typed == Distribution.product(CHICKEN, ("9/10", "1/10"), ("3/4", "1/4"))
    assert typed == Distribution.of(CHICKEN, "27/40, 9/40, 3/40, 1/40")


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("1,0;", "strategy of Column|probability of Column"),
        ("1,0; 1,0; 1,0", "has 2 strategies, not 3"),
        ("1,0,0; 1,0", "the strategy of Row should be 2 probabilities with sum 1, not 1, 0, 0"),
        ("1/2,1/3; 1,0", "the strategy of Row should be 2 probabilities with sum 1, not 1/2, 1/3"),
        ("90%,10%; 1,0", r"a probability of Row should be .* not '90%' \(10% is 1/10\)"),
        ("-1,2; 1,0", "it must not be negative"),
    ],
)
def test_what_is_no_strategy_is_named(text, line):
    with pytest.raises(InputError, match=line):
        Distribution.of(CHICKEN, text)


def test_one_payoff_is_no_range():
    assert reach(CHICKEN, 0, 1, 2) == "Row can get 1 to 2, as the oracle chooses"
    assert reach(CHICKEN, 1, 2, 2) == "Column gets 2"
    assert reach(CHICKEN, 1, 2, 2, "can get nothing beyond") == "Column can get nothing beyond 2"
