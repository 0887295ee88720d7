"""What is searched up to some size: it is at that size, and one more is said not to be shown."""

from __future__ import annotations

import json
from fractions import Fraction

import pytest

from oraclegames import InputError, catalog, verify
from oraclegames.certificates import (
    correlated,
    grounded_equilibrium,
    independent_plans,
    nash,
    nash_equilibria,
)
from oraclegames.certificates.goal import Goal
from oraclegames.certificates.part import Part
from tests.certificates.corpus import result

CASES = {
    "nash, components": (nash_equilibria, "MOST_OUTCOMES", 6, "no others"),
    "correlated equilibria": (correlated, "MOST_VERTICES", 5, "all extreme equilibria"),
    "grounded": (grounded_equilibrium, "MAX_MOVES", 2, "no constant strategy"),
}


@pytest.mark.parametrize("name", CASES)
def test_what_is_searched_is_proved_and_what_is_larger_assumed(name, monkeypatch):
    module, constant, size, clause = CASES[name]
    document = json.loads(result(name).to_json())
    for most, shown in ((size, True), (size - 1, False)):
        monkeypatch.setattr(module, constant, most)
        checked = verify(document)
        assert any(clause in one for one in checked.proved) == shown
        assert any(clause in one for one in checked.assumed) != shown


def test_of_so_many_outcomes_the_best_nash_equilibrium_is_found(monkeypatch):
    game = catalog.random_game(2, 3, seed=1)
    goal = Goal("linear", (1, 1), (1, 1))
    monkeypatch.setattr(nash, "MOST_OUTCOMES", 6)
    assert nash.best_nash(game, goal) is not None
    monkeypatch.setattr(nash, "MOST_OUTCOMES", 5)
    assert nash.best_nash(game, goal) is None


def test_so_many_faces_of_plans_are_gone_through(monkeypatch):
    game, half = catalog.random_game(3, 2, seed=2), Fraction(1, 2)
    rival = [(half, half), (Fraction(1), Fraction(0))], [[[0, 1, 1], [1, 0, 1]]] * 2
    faces = len(list(independent_plans._faces(2, 3, 1)))
    monkeypatch.setattr(independent_plans, "MAX_FACES", faces)
    independent_plans._most(Part({}), rival, game, 0, half)
    monkeypatch.setattr(independent_plans, "MAX_FACES", faces - 1)
    with pytest.raises(InputError, match=f"at most {faces - 1} faces"):
        independent_plans._most(Part({}), rival, game, 0, half)
