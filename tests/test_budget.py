"""Every long call means the same by a budget and by Ctrl-C, and refuses the same."""

import inspect
import math
import re
from collections.abc import Callable
from functools import partial
from typing import Any

import numpy as np
import pytest

import oraclegames
from oraclegames import Game, GraphicalGame, InputError, UnsupportedError, catalog, oracle
from oraclegames.conditional.best.outline import outline
from oraclegames.games.parametric import parametric_game
from oraclegames.reflective.agents.grounded import Grounded
from oraclegames.reflective.programs.grounded_equilibrium import grounded_equilibrium
from tests.steps import Steps, counted
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
    named |= {f"oracle.{name}": getattr(oracle, name) for name in oracle.__all__}
    asked = {
        name
        for name, one in named.items()
        if inspect.isfunction(one) and "budget" in inspect.signature(one).parameters
    }
    assert {question.partition(" ")[0] for question in STEPPED} >= asked


@pytest.mark.parametrize("budget", [-1, -0.001, math.nan, "5", True, [1]], ids=repr)
@pytest.mark.parametrize("question", LONG)
def test_what_is_no_number_of_seconds_is_refused(question: str, budget: Any) -> None:
    message = f"a budget is a number of seconds, 0 or more, or None, not {budget!r}"
    with pytest.raises(InputError, match=re.escape(message)):
        LONG[question](budget)


# -- in steps --------------------------------------------------------------------------------------


def drawn(seed: int, *shape: int, low: int = -9, high: int = 9) -> Game:
    draw = np.random.default_rng(seed)
    return Game.from_arrays(*draw.integers(low, high + 1, size=(len(shape), *shape)))


TWO = drawn(5, 2, 3)
SQUARE = drawn(4, 3, 3)
THREE = drawn(1, 2, 2, 2)
TIED = drawn(8, 2, 2, 2, low=0, high=1)
DILEMMA = catalog.prisoners_dilemma()
WHEEL = catalog.rock_paper_scissors()
LINE = parametric_game("2,t 0,3; 3,0 1,t", "t", (-2, 6))
GROWING = parametric_game("prisoners_dilemma(t,2,1,0)", "t", (-2, 6))
TIT = Grounded.of(lambda last: (1, 0) if last in (None, 0) else (0, 1))
CHAIN = GraphicalGame.polymatrix(
    (2,) * 4, {(i, i + 1): np.arange(8).reshape(2, 2, 2) % 5 for i in range(3)}
)
CHAINS = oracle.Agents.chain(drawn(7, 2, 3, low=0, high=1))
IDLE = CHAINS.cod({CHAINS.answers((0, 0), dict.fromkeys(CHAINS.questions, 0)): 1})

STEPPED: dict[str, Callable[..., Any]] = {
    "solve": partial(oraclegames.solve, TWO),
    "solve three players": partial(oraclegames.solve, drawn(0, 2, 2, 2, low=0, high=1)),
    "solve in outline": partial(oraclegames.solve, TWO, outline=True),
    "outline": partial(outline, TIED),
    "check": partial(oraclegames.check, TIED, [1, 0, 0, 0, 0, 0, 0, 0]),
    "check embedded": partial(oraclegames.check, SQUARE, [1] + [0] * 8, notion="embedded"),
    "pure_equilibria": partial(oraclegames.pure_equilibria, catalog.coordination(3)),
    "achieve": partial(oraclegames.achieve, THREE, [0, 0, 0]),
    "achieve on moves": partial(oraclegames.achieve, THREE, [0, 0, 0], supports=[[0, 1]] * 3),
    "achieve on a graph": partial(oraclegames.achieve, CHAIN, [2, 2, 2, 2]),
    "achieve a limit": partial(oraclegames.achieve, THREE, [0, 0, 0], closure=True),
    "region": partial(oraclegames.region, TWO),
    "region in cells": partial(oraclegames.region, THREE, tolerance="1/2"),
    "best": partial(oraclegames.best, TWO),
    "best totally mixed": partial(oraclegames.best, SQUARE, totally_mixed=True),
    "best of three players": partial(oraclegames.best, drawn(6, 2, 2, 2), compare=False),
    "best reflective": partial(oraclegames.best, TIED, notion="reflective", compare=False),
    "bounding_box": partial(oraclegames.bounding_box, THREE, tolerance=2),
    "supremum": partial(oraclegames.supremum, SQUARE),
    "sample": partial(oraclegames.sample, catalog.coordination(3), 3),
    "nash": partial(oraclegames.nash, SQUARE),
    "nash of three players": partial(oraclegames.nash, THREE),
    "correlated": partial(oraclegames.correlated, TWO, vertices=True),
    "phases": partial(oraclegames.phases, LINE, low=-2, high=6),
    "phases notions": partial(oraclegames.phases, LINE, "notions", low=-2, high=6),
    "phases similar": partial(oraclegames.phases, GROWING, "similar", low=-2, high=6),
    "phases welfare": partial(oraclegames.phases, LINE, "welfare", low=-2, high=6),
    "similar": partial(oraclegames.similar, WHEEL),
    "compare": partial(oraclegames.compare, SQUARE),
    "compare three players": partial(oraclegames.compare, TIED),
    "match": partial(oraclegames.match, DILEMMA, "lp", "nelp", "1/30", "1/3"),
    "match of many moves": partial(oraclegames.match, WHEEL, "lp", "lp", "1/3", "1/2"),
    "match at 0": partial(oraclegames.match, DILEMMA, "lp", "nelp", delta=0),
    "match of three": partial(
        oraclegames.match,
        catalog.volunteers_dilemma(3),
        *("nicer", "lp", "nelp"),
        delta="1/3",
        epsilon="1/2",
    ),
    "match_limit": partial(oraclegames.match_limit, DILEMMA, "lp", "nelp", "1/10", "1/3", steps=3),
    "tournament": partial(
        oraclegames.tournament, DILEMMA, ["nelp", "lp"], "1/10", "1/3", workers=1
    ),
    "solve_oracles": partial(oraclegames.solve_oracles, oraclegames.nash_machines(SQUARE)),
    "program_equilibrium": partial(
        oraclegames.program_equilibrium, DILEMMA, "nelp", "cooperate", "1/10", "1/3"
    ),
    "grounded_equilibrium": partial(grounded_equilibrium, DILEMMA, TIT, TIT),
    "oracle.existence": partial(oracle.existence, TIED),
    "oracle.is_reflective": partial(oracle.is_reflective, IDLE),
    "oracle.reflective_play": partial(
        oracle.reflective_play, oracle.Agents.chain(TIED), [1, 0, 0, 0, 0, 0, 0, 0]
    ),
    "oracle.chain_order_matters": partial(oracle.chain_order_matters, drawn(3, 3, low=0, high=1)),
    "oracle.find_order_dependence": partial(oracle.find_order_dependence, (2,)),
}

ALL_OR_NOTHING = {
    "achieve",
    "achieve on moves",
    "achieve on a graph",
    "grounded_equilibrium",
    "supremum",
    "oracle.existence",
}
"""There is one answer, and hardly a part of it: "not decided" is said as an error."""

MOST_AFTER = 3000
"""Steps after the end of a budget; some milliseconds."""

MOST_BETWEEN = 10_000
"""Steps without a look at the clock; hundredths of a second."""


def document(answer: Any) -> Any:
    """What an answer claims; how far its companions were searched is no part of that."""
    if isinstance(answer, tuple):
        return tuple(map(document, answer)), vars(answer) if vars(answer) else ()
    return answer.to_dict() if hasattr(answer, "to_dict") else answer


def is_marked(answer: Any) -> bool:
    """Whether an answer says that it is not whole."""
    if answer is None:  # an outline that nothing is known for
        return True
    if hasattr(answer, "distance") and answer.distance.lacking == "time":
        return True
    for name, words in {
        "status": ("partial", "undetermined"),
        "answer": ("undetermined",),
        "verdict": ("undetermined",),
    }.items():
        if hasattr(answer, name):
            return getattr(answer, name) in words
    if hasattr(answer, "complete"):
        return not answer.complete
    if hasattr(answer, "undecided"):
        return bool(answer.undecided)
    return any(found.status == "partial" for one in answer for found in one.evidence)


def hold(question: str, answer: Any, whole: Any) -> None:
    """What was answered in part is marked, and certain."""
    assert is_marked(answer) or document(answer) == document(whole), question
    for one in answer if isinstance(answer, tuple) else (answer,):
        assert one is None or one.verify()


_WHOLE: dict[str, tuple[Any, Steps]] = {}


@pytest.fixture
def whole(question: str, monkeypatch: pytest.MonkeyPatch) -> tuple[Any, Steps]:
    """The whole answer to a question; computed once."""
    if question not in _WHOLE:
        _WHOLE[question] = counted(monkeypatch, partial(STEPPED[question], budget=None))
    return _WHOLE[question]


@pytest.mark.parametrize("question", STEPPED)
def test_a_budget_is_kept_and_what_was_not_reached_is_said(
    question: str, whole: tuple[Any, Steps], monkeypatch: pytest.MonkeyPatch
) -> None:
    full, steps = whole
    assert steps.longest <= MOST_BETWEEN
    readings = len(steps.readings)
    for budget in {0, readings // 2}:
        ask = partial(STEPPED[question], budget=budget)
        try:
            answer, done = counted(monkeypatch, ask)
        except UnsupportedError as error:
            assert question in ALL_OR_NOTHING
            assert re.search("larger budget|time given ended", str(error))
            continue
        assert done.after(budget) <= MOST_AFTER
        hold(question, answer, full)


@pytest.mark.parametrize("question", STEPPED)
def test_ctrl_c_keeps_what_is_certain(
    question: str, whole: tuple[Any, Steps], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where nothing is known yet it goes through."""
    full, steps = whole
    kept = False
    for stop in (steps.steps // 2, 4 * steps.steps // 5):
        ask = partial(STEPPED[question], budget=None)
        try:
            answer, done = counted(monkeypatch, ask, max(1, stop))
        except (KeyboardInterrupt, UnsupportedError):
            continue
        assert done.interrupted
        hold(question, answer, full)
        kept = True
    assert kept or question in ALL_OR_NOTHING
