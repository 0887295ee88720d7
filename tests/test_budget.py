"""Every long call means the same by a budget, and refuses the same."""

import inspect
import math
import re
from collections.abc import Callable
from typing import Any

import pytest

import oraclegames
from oraclegames import InputError
from tests.test_game_like import ASKED, NAME

LONG: dict[str, Callable[[Any], Any]] = {
    name: lambda budget, ask=ask, rest=rest: ask(NAME, *rest, budget=budget)
    for name, (ask, rest) in ASKED.items()
    if "budget" in inspect.signature(ask).parameters
} | {
    "solve_oracles": lambda budget: oraclegames.solve_oracles(
        {"A": lambda coin: "1"}, budget=budget
    ),
    "phases": lambda budget: oraclegames.phases(
        "prisoners_dilemma(t,2,1,0)", low=2, high=6, budget=budget
    ),
}


def test_every_public_function_with_a_budget_is_tried() -> None:
    named = {name: getattr(oraclegames, name) for name in oraclegames.__all__}
    long = {
        name
        for name, one in named.items()
        if inspect.isfunction(one) and "budget" in inspect.signature(one).parameters
    }
    assert long <= set(LONG)


@pytest.mark.parametrize("budget", [-1, -0.001, math.nan, "5", True, [1]], ids=repr)
@pytest.mark.parametrize("question", LONG)
def test_what_is_no_number_of_seconds_is_refused(question: str, budget: Any) -> None:
    message = f"a budget is a number of seconds, 0 or more, or None, not {budget!r}"
    with pytest.raises(InputError, match=re.escape(message)):
        LONG[question](budget)
