"""Documents of suprema: true ones hold, and in 2×2 games any other value is refused."""

from __future__ import annotations

import json
from fractions import Fraction
from random import Random

import pytest
from typer.testing import CliRunner

from oraclegames import Game, best, read_result, supremum, verify
from oraclegames.cli.main import app
from oraclegames.exact.algebraic import number_document
from tests.certificates.corpus import MIXED_UP
from tests.certificates.falsify import refused
from tests.depth import some

GOALS = ("welfare", "egalitarian", "nash", "linear:1,-2")


def random_game(source, top=3):
    return Game.from_arrays(
        *[[[source.randint(-top, top) for _ in "12"] for _ in "12"] for _ in "12"]
    )


def test_suprema_of_two_by_two_games_are_proved():
    source, met = Random(1), set()
    for _ in range(60):
        game, goal = random_game(source, source.choice((1, 3))), source.choice(GOALS)
        told = supremum(game, goal)
        if told is None:
            continue
        true = json.loads(told.to_json())
        checked = verify(true)
        assert checked, checked
        assert told.verify() and read_result(true) == told
        met.add(told.attained)
        if told.attained and true["distribution"] is not None:
            wrong = [*true["distribution"]]
            wrong[0], wrong[1] = wrong[1], wrong[0]
            assert wrong == true["distribution"] or refused({**true, "distribution": wrong})
            assert refused({**true, "attained": False})
        for shift in (Fraction(-1, 7), Fraction(1, 7)):
            if isinstance(told.value, Fraction) and goal == "welfare":
                x = Fraction(true["values"][0]) + shift
                lie = {"value": str(told.value + shift), "values": [str(x), true["values"][1]]}
                assert refused({**true, **lie, "attained": False, "distribution": None})
    assert met == {True, False}


@pytest.mark.parametrize("goal", GOALS)
def test_in_larger_games_better_values_are_refused(goal):
    met = 0
    for seed in range(some(16, 40)):
        source = Random(seed)
        rows, columns = source.choice(((2, 3), (3, 3), (3, 2)))
        tables = [
            [[source.randint(-4, 4) for _ in range(columns)] for _ in range(rows)] for _ in "12"
        ]
        told = supremum(Game.from_arrays(*tables), goal)
        if told is None:
            continue
        true = json.loads(told.to_json())
        assert "nothing is better" in verify(true).proved
        assert read_result(true) == told
        if isinstance(told.value, Fraction) and goal == "welfare":
            x = Fraction(true["values"][0]) - Fraction(1, 9)
            lie = {"value": str(told.value - Fraction(1, 9)), "values": [str(x), true["values"][1]]}
            assert refused({**true, **lie, "attained": False, "distribution": None})
        met += 1
    assert met > 3


def test_in_larger_games_values_that_nobody_comes_near_are_refused():
    """The objective alone does not show them: others are worth the same."""
    for told in supremum(MIXED_UP), best(MIXED_UP, totally_mixed=True, compare=False):
        true = json.loads(told.to_json())
        assert true["distribution"] is None
        for shift in (Fraction(99), Fraction(-99)):
            lie = {**true, "values": [number_document(v) for v in moved(told.values, shift)]}
            assert "no totally mixed equilibria come near" in str(verify(lie))
    for seed in range(some(8, 40)):
        source = Random(seed)
        tables = [[[source.randint(-4, 4) for _ in range(3)] for _ in "12"] for _ in "12"]
        told = supremum(Game.from_arrays(*tables))
        if told is None or not isinstance(told.value, Fraction):
            continue
        true = json.loads(told.to_json())
        for shift in (Fraction(1, 2), Fraction(-1, 2), Fraction(99)):
            values = [str(v) for v in moved(told.values, shift)]
            again = verify({**true, "values": values, "distribution": None, "attained": False})
            assert not again or "they are a limit of values that are reached" in again.proved


def moved(values, shift):
    """Other values with the same sum."""
    return [values[0] + shift, values[1] - shift]


def test_the_command_writes_the_document():
    asked = ["region", "prisoners_dilemma", "--best", "welfare", "--json"]
    for more, schema in ([], "best-1"), (["--totally-mixed"], "supremum-1"):
        answer = CliRunner().invoke(app, [*asked, *more])
        assert answer.exit_code == 0
        document = json.loads(answer.output)
        assert document["schema"] == f"oraclegames/{schema}" and verify(document)
    assert (document["value"], document["attained"]) == ("4", False)
