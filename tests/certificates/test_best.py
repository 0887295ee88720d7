"""Documents of best: what is true passes, every falsification is refused."""

from __future__ import annotations

import json
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from oraclegames import Game, best
from oraclegames.budget import Clock
from oraclegames.certificates.algebraic import number_of
from oraclegames.certificates.cover import covers, excludes
from oraclegames.certificates.part import Part
from oraclegames.certificates.verify import verify
from oraclegames.conditional.best.best import find_best
from oraclegames.conditional.best.objective import objective
from oraclegames.exact.real import order
from tests.certificates.falsify import refused, tried
from tests.depth import some
from tests.strategies import games

MIXED = Game.from_arrays([[2, -1, 4], [0, 3, 1]], [[1, 3, 0], [2, -2, 5]])
TIED = Game.from_arrays([[-2, 1], [0, 1]], [[2, 0], [-1, 1]])

SILENT = (
    *("version", "game.title", "game.players.*", "tolerance"),
    # Another proof of the same bound is as good, and so are other levels.
    *("leaves.*.multipliers", "leaves.*.weights", "levels.levels"),
    "correlated.proof",
)

QUESTIONS = [
    ("chicken", "welfare", {}),
    ("chicken", "egalitarian", {"totally_mixed": True}),
    ("prisoners_dilemma", "nash", {}),
    ("prisoners_dilemma", "welfare", {"totally_mixed": True}),
    ("prisoners_dilemma", "linear:1,-1/2", {"notion": "reflective"}),
    (TIED, "egalitarian", {"totally_mixed": True}),
    (MIXED, "welfare", {"tolerance": "1/20"}),
    (MIXED, "egalitarian", {"tolerance": "1/20", "totally_mixed": True}),
]


@pytest.mark.parametrize(("game", "what", "options"), QUESTIONS)
def test_a_falsified_document_is_refused(game, what, options):
    document = json.loads(best(game, what, **options).to_json())
    assert verify(document), verify(document)
    # That nothing reflective on the boundary is better is said not to be shown.
    silent = (*SILENT, "game.payoffs") if "notion" in options else SILENT
    passed = [lie for lie in tried(document, silent) if not refused(lie.document)]
    lies = [str(lie) for lie in passed if not is_true(lie.document)]
    assert lies == []


def is_true(document) -> bool:
    """Whether what a changed document says of another game or objective happens to be so."""
    described = document["game"]
    shape = [len(player["moves"]) for player in described["players"]]
    tables = [
        np.array([Fraction(x) for x in np.ravel(table)], dtype=object).reshape(shape)
        for table in described["payoffs"]
    ]
    players = [player["name"] for player in described["players"]]
    game = Game.from_arrays(*tables, players=players)
    mixed = document["notion"] == "totally mixed"
    notion = "reflective" if document["notion"] == "reflective" else "dependency"
    found = best(game, document["objective"], totally_mixed=mixed, notion=notion, compare=False)
    if document["value"] is None or found.value is None:
        return document["bound"] is None and found.bound is None
    small = Fraction(1, 500) * max(abs(Fraction(x)) for t in tables for x in t.flat)
    return order(found.value, number_of(Part(document["bound"])) + small) <= 0


@pytest.mark.parametrize("kind", ["correlated", "nash"])
def test_a_falsified_rival_is_refused(kind):
    document = json.loads(best("chicken", "welfare").to_json())
    silent = (*(key for key in document if key != kind), "correlated.exact")
    lies = [str(lie) for lie in tried(document, silent) if not refused(lie.document)]
    assert set(lies) <= {f"{kind} changed to None"}


@given(games(shape=(2, 2)), st.sampled_from(["welfare", "egalitarian", "nash", "linear:2,-1"]))
@settings(max_examples=some(24, 60))
def test_answers_for_two_by_two_games_are_proved(game, what):
    for options in ({}, {"totally_mixed": True}, {"notion": "reflective"}):
        checked = verify(best(game, what, **options).to_json())
        assert checked, checked


@pytest.mark.parametrize("what", ["welfare", "nash", "egalitarian"])
@pytest.mark.parametrize("seed", range(6))
def test_a_worse_answer_for_a_two_by_two_game_is_refused(seed, what):
    """The next best pure outcome, or a bound below the supremum, do not pass."""
    rng = np.random.default_rng(seed)
    game = Game.from_arrays(*rng.integers(-9, 10, size=(2, 2, 2)))
    for options in ({}, {"totally_mixed": True}):
        document = best(game, what, compare=False, **options).to_dict()
        assert verify(document)
        if document["bound"] is not None:
            empty = {"value": None, "attained": False, "bound": None, "gap": 0.0, "values": []}
            empty |= {"distribution": None, "levels": None}
            checked = verify({**document, **empty})
            assert not checked or checked.assumed


def test_tied_is_not_complete():
    document = best(MIXED, "welfare", totally_mixed=True, budget=0, compare=False).to_dict()
    assert document["status"] == "partial" and verify(document)
    assert "status" in verify({**document, "status": "complete"}).false


def test_a_missing_half_does_not_cover():
    low, high = (Fraction(0),) * 2, (Fraction(1),) * 2
    half = Fraction(1, 2)
    left, right = (low, (half, Fraction(1))), ((half, Fraction(0)), high)
    assert covers((low, high), [left, right])
    assert not covers((low, high), [left]) and not covers((low, high), [right])
    assert not covers((low, high), [])
    quarter = ((half, Fraction(0)), (Fraction(1), half))
    rest = ((half, half), high)
    assert covers((low, high), [left, quarter, rest])
    for lacking in ([left, quarter], [left, rest], [quarter, rest], [left, quarter, quarter]):
        assert not covers((low, high), lacking)


def test_gains_that_exclude():
    moves = ((0, 1), (0, 1))
    gains = {(0, 0): 0, (0, 1): 0, (1, 0): Fraction(1, 2), (1, 1): 0}
    assert excludes(gains, moves, True)
    assert not excludes(gains, moves, False)
    assert not excludes({**gains, (1, 0): 0}, moves, True)
    assert not excludes({**gains, (0, 1): Fraction(-1, 2)}, moves, True)
    assert excludes({**gains, (1, 1): Fraction(1, 2)}, moves, False)
    assert not excludes({**gains, (1, 1): Fraction(1, 2), (0, 0): Fraction(-1, 2)}, moves, False)


def test_multipliers_of_zero_exclude_nothing():
    goal = objective("welfare", MIXED)
    document = find_best(MIXED, goal, Fraction(1, 1000), Clock(None)).to_dict()
    zero = [["0"] * m for m in MIXED.shape]
    for k, leaf in enumerate(document["leaves"][0]):
        forged = {"low": leaf["low"], "high": leaf["high"], "kind": "multipliers"}
        row = [*document["leaves"][0]]
        row[k] = {**forged, "multipliers": zero}
        assert "exclude nothing" in verify({**document, "leaves": [row]}).false


def test_algebraic_numbers_are_read_back():
    for seed in range(40):
        rng = np.random.default_rng(seed)
        game = Game.from_arrays(*rng.integers(-9, 10, size=(2, 2, 2)))
        document = json.loads(best(game, "nash", totally_mixed=True, compare=False).to_json())
        assert verify(document), verify(document)
        if isinstance(document["value"], dict):
            lies = tried(document, tuple(k for k in document if k != "distribution"))
            assert all(refused(lie.document) for lie in lies if "between" not in lie.place)
            return
    raise AssertionError("no algebraic number was met")
