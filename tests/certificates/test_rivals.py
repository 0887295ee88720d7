"""That a rival is the best of its kind: by duality, by a list of all, or said not to be shown."""

from __future__ import annotations

import json
from fractions import Fraction

import numpy as np
import pytest

from oraclegames import Game, best, verify
from oraclegames.certificates.goal import Goal
from oraclegames.certificates.part import Part, Refuted
from oraclegames.certificates.rivals import check_rivals
from oraclegames.conditional.best.nash_equilibria import list_nash
from oraclegames.conditional.best.objective import objective, plain_number
from oraclegames.conditional.best.rival_equilibria import best_correlated
from tests.certificates.falsify import refused
from tests.depth import some

SHAPES = ((2, 2), (2, 3), (3, 3), (2, 2, 2), (1, 2, 3), (2, 2, 3), (4,), (2, 1, 2, 2))
GOALS = ("welfare", "egalitarian", "nash")


def random_game(seed, shape, size=3):
    rng = np.random.default_rng(seed)
    return Game.from_arrays(*rng.integers(-size, size + 1, size=(len(shape), *shape)))


def document_of(game, goal):
    return json.loads(best(game, goal, tolerance=1).to_json())


def rival_of(play, goal, game, old):
    """The old rival with another equilibrium in its place."""
    values = play.values
    told = {
        "value": plain_number(objective(goal, game).value(values)),
        "values": [plain_number(v) for v in values],
        "distribution": [plain_number(p) for p in play.probabilities],
    }
    return {**old, **told}


@pytest.mark.parametrize("goal", GOALS)
@pytest.mark.parametrize("shape", SHAPES, ids=str)
def test_no_equilibrium_that_another_beats_passes_as_the_best(shape, goal):
    for seed in range(some(1, 3)):
        game = random_game(seed, shape)
        true = document_of(game, goal)
        checked = verify(true)
        assert checked, checked
        shown = [clause for clause in checked.proved if clause.startswith("that no other")]
        slow = goal == "nash" and not true["correlated"]["exact"]
        assert "that no other correlated equilibrium is better" in shown or slow
        if true["nash"] is not None and true["nash"]["exact"]:
            assert "that no other Nash equilibrium is better" in shown
        weights = "linear:" + ",".join(["-1"] * game.n_players)
        worst = best_correlated(game, objective(weights, game)).distribution
        if objective(goal, game).value(worst.values) < Fraction(true["correlated"]["value"]):
            lie = {**true, "correlated": rival_of(worst, goal, game, true["correlated"])}
            assert refused(lie)
        value = true["nash"] and objective(goal, game)
        for play in list_nash(game).plays if value else ():
            found = value.value(play.values)
            if found < value.value([number(v) for v in true["nash"]["values"]]):
                pure = play.probabilities.count(1) == 1
                lie = {**true, "nash": rival_of(play, goal, game, true["nash"])}
                known = true["nash"]["exact"] or (pure and false_to_pure(game, value, found))
                assert refused(lie) or not known


def number(written):
    """A value as its document has it."""
    from oraclegames.certificates.algebraic import number_of

    return number_of(Part(written))


def false_to_pure(game, goal, reached):
    """Whether a pure equilibrium is better."""
    pure = [play for play in list_nash(game).plays if play.probabilities.count(1) == 1]
    return any(goal.value(play.values) > reached for play in pure)


def test_multipliers_must_be_positive_and_weights_must_fit_the_goal():
    dilemma = [[3, 0, 0], [4, 1, 0], [0, 0, 2]]
    game = Game.from_arrays(dilemma, np.transpose(dilemma))
    for goal in GOALS:
        true = document_of(game, goal)
        proof = true["correlated"]["proof"]
        assert verify(true) and proof["multipliers"]
        for changed in (
            {**proof, "weights": ["1", "2"] if goal == "welfare" else ["-1", "2"]},
            {**proof, "weights": ["0", "0"]},
            {**proof, "multipliers": []},
            {
                **proof,
                "multipliers": [{**item, "weight": "-1"} for item in proof["multipliers"]],
            },
        ):
            assert refused({**true, "correlated": {**true["correlated"], "proof": changed}})
        flag = {**true["correlated"], "exact": False}
        assert refused({**true, "correlated": flag})


def test_a_product_that_nobody_can_raise_above_the_threats_is_zero():
    game = Game.from_arrays([[1, 1], [1, 1], [1, 1]], [[0, 5], [3, 2], [4, 4]])
    true = document_of(game, "nash")
    assert true["correlated"]["value"] == "0"
    checked = verify(true)
    assert checked


def test_without_a_proof_it_is_said_not_to_be_shown():
    """As in documents of before."""
    true = document_of(random_game(5, (3, 3)), "welfare")
    del true["correlated"]["proof"]
    checked = verify(true)
    assert checked and "that no other correlated equilibrium is better" in checked.assumed


def test_that_there_is_no_pure_equilibrium_is_asked_anew():
    game = random_game(0, (9, 8))  # too large for all to be listed
    for seed in range(40):
        game = random_game(seed, (9, 8), size=50)
        if not list_nash(game).plays:
            break
    true = json.loads(best(game, budget=0.3).to_json())
    assert true["nash"] is None
    assert "that there is no pure Nash equilibrium" in verify(true).proved
    table = [["2" if (r, c) == (0, 0) else "0" for c in range(8)] for r in range(9)]
    flat = [entry for row in table for entry in row]
    other = json.loads(json.dumps(true))
    other["game"]["payoffs"] = [flat, flat]
    assert refused(other)


def test_a_mixed_equilibrium_that_another_mixed_one_beats_is_refused():
    """Two games of matching pennies side by side: nothing pure, and the second one pays less."""
    rows = np.zeros((4, 4), dtype=int)
    rows[0, 0] = rows[1, 1] = 10
    rows[2, 2] = rows[3, 3] = 6
    columns = np.zeros((4, 4), dtype=int)
    columns[0, 1] = columns[1, 0] = 10
    columns[2, 3] = columns[3, 2] = 6
    game = Game.from_arrays(rows, columns)
    goal = Goal.read(Part("welfare"), game)
    for first, value, fine in ((0, 5, True), (2, 3, False)):
        made = range(first, first + 2)
        nash = {
            "value": str(2 * value),
            "values": [str(value)] * 2,
            "distribution": ["1/4" if r in made and c in made else "0" for r, c in game.outcomes()],
            "exact": True,
            "kind": "nash",
            "searched": "Nash equilibrium",
        }
        told = {"nash_searched": "Nash equilibrium", "compared": "partial"}
        document = Part({**told, "correlated": None, "nash": nash})
        if fine:
            proof = check_rivals(document, game, goal)
            assert proof.proved == ("that no other Nash equilibrium is better",)
        else:
            with pytest.raises(Refuted, match="another one is better"):
                check_rivals(document, game, goal)
