"""Oracles that mix and are not reflective: the conditions are those of the conditional values."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from random import Random

import numpy as np
import pytest

from oraclegames import Game
from oraclegames.conditional.oracle.agents import Agents
from oraclegames.conditional.oracle.mixtures import NoMixture, _conditions, _played
from oraclegames.conditional.oracle.reflective import is_reflective
from tests.conditional.oracle.test_powers import mixed
from tests.depth import some

THREE_TIES = Game.from_arrays([[0, 1, 0], [2, 0, 0]], [[1, 2, 2], [0, 0, 1]])
"""Column is to be as well off with her third move, which pays 1 and more, as with the first."""
ROWS = Game.from_arrays([[0, 2], [1, 0], [2, 0]], [[0, 1], [1, 0], [0, 0]])


@pytest.mark.parametrize(
    ("game", "answers"),
    [(THREE_TIES, [(0, 0, 0), (1, 1, 0), (1, 1, 1)]), (ROWS, [(0, 1, 0), (1, 0, 1)])],
)
def test_no_trembles_serve_all_oracles(game, answers):
    found = is_reflective(mixed(Agents.chain(game), *answers))
    assert found.verdict == "no" and found.verify()
    proof = found.certificate
    assert isinstance(proof, NoMixture) and "serve all oracles" in str(found)
    assert not replace(proof, products=()).verify()
    for k in range(len(proof.products)):
        assert not replace(proof, products=proof.products[:k]).verify()
    assert not replace(found, verdict="yes").verify()


def value(condition, weights):
    total = Fraction(0)
    for monomial, factor in condition.terms.items():
        small = Fraction(1)
        for outcome in monomial:
            small *= weights[outcome]
        total += small * sum(a * weights.get(o, 1) for o, a in factor.items())
    return total


@pytest.mark.parametrize("seed", range(some(25, 200)))
def test_conditions_say_which_side_is_worth_more(seed):
    random = Random(seed)
    shape = random.choice([(2, 3), (3, 2), (2, 2, 2)])
    size = int(np.prod(shape))
    tables = [np.reshape([random.randint(0, 2) for _ in range(size)], shape) for _ in shape]
    game = Game.from_arrays(*tables)
    agents = random.choice((Agents.pairwise, Agents.chain))(game)
    answers = {tuple(random.randint(0, 1) for _ in agents.questions) for _ in "123"}
    cod = mixed(agents, *answers)
    played = _played(agents, cod)
    conditions = iter(_conditions(agents, cod, played))
    shares = [random.randint(1, 9) for _ in range(size)]
    weights = {o: Fraction(w, sum(shares)) for o, w in zip(game.outcomes(), shares)}
    for question, given in zip(agents.questions, zip(*(one.answers for one, _ in cod.weights))):
        sides = [
            [o for o in weights if o[question.player] in side]
            for side in (question.first, question.second)
        ]
        both = [{game.payoff(question.player, o) for o in side if o in played} for side in sides]
        if both[0] and both[1] and len(both[0] | both[1]) > 1:
            continue  # such a question is left aside
        condition = next(conditions)
        mass = [sum(weights[o] for o in side) for side in sides]
        pays = [sum(weights[o] * game.payoff(question.player, o) for o in side) for side in sides]
        gained = pays[0] * mass[1] - pays[1] * mass[0]
        assert value(condition, weights) == (gained if set(given) == {0} else -gained)
        assert condition.equation == (len(set(given)) == 2)
    assert next(conditions, None) is None
