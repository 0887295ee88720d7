"""Oracles that mix: trembles that keep a tie for all t, against the conditional values."""

from __future__ import annotations

from fractions import Fraction
from random import Random

import numpy as np
import pytest

from oraclegames import Distribution, Game, check
from oraclegames.conditional.oracle.agents import Agents
from oraclegames.conditional.oracle.reflective import is_reflective
from oraclegames.conditional.trembles.family import TrembleFamily
from tests.conditional.oracle.test_answers import comply

PROPORTIONAL = Game.from_arrays([[0, 1, 1], [1, 1, 0]], [[1, 1, 1], [0, 0, 0]])
ONE_KEEPS_IT = Game.from_arrays([[1, 0], [1, 0], [1, 1]], [[1, 0], [0, 0], [1, 1]])


def mixed(agents, *answers):
    return agents.cod({one: Fraction(1, len(answers)) for one in answers})


@pytest.mark.parametrize(
    ("game", "answers"),
    [
        (PROPORTIONAL, [(0, 0, 1), (0, 1, 0)]),
        (ONE_KEEPS_IT, [(0, 0, 1), (1, 0, 1)]),
    ],
)
def test_a_tie_that_both_answers_need_is_kept(game, answers):
    agents = Agents.chain(game)
    found = is_reflective(mixed(agents, *answers))
    assert found.verdict == "yes" and found.verify()
    (family,) = found.certificate.families
    for t in (Fraction(1, 100), Fraction(1, 1000)):
        weights = family.at(t).probabilities
        assert min(weights) > 0
        assert all(comply(agents, one, weights) for one in answers)


def test_what_is_found_for_random_oracles_complies():
    random, met = Random(8), 0
    for _ in range(250):
        shape = random.choice([(3,), (2, 3), (3, 2)])
        cells = int(np.prod(shape))
        tables = [np.reshape([random.randint(0, 1) for _ in range(cells)], shape) for _ in shape]
        agents = random.choice((Agents.pairwise, Agents.chain))(Game.from_arrays(*tables))
        answers = {tuple(random.randint(0, 1) for _ in agents.questions) for _ in "12"}
        cod = mixed(agents, *answers)
        found = is_reflective(cod)
        families = getattr(found.certificate, "families", ())
        if found.verdict == "yes" and len(families) == 1:
            assert found.verify()
            weights = families[0].at(Fraction(1, 10**4)).probabilities
            assert all(comply(agents, one, weights) for one in answers)
            met += 1
    assert met > 5


def test_a_tie_of_orders_that_a_second_term_settles_has_a_family():
    """The smallest boundary outcome of 2×2×2 games that `check` leaves open: it is reflective.

    To first order two conditions ask for w(2,2,1) = w(2,1,1)·w(1,2,2) from both sides.
    """
    game = Game.from_arrays(
        [[[2, 1], [1, 0]], [[2, 2], [0, 1]]],
        [[[1, 2], [2, 1]], [[2, 0], [2, 2]]],
        [[[1, 2], [1, 1]], [[1, 2], [2, 1]]],
    )
    weights = [
        *("1", "0 0 0 1/2", "0 0 0 0 0 0 0 0 0 1", "0 1", "0 1", "0 0 0 0 0 0 0 0 0 1"),
        *("0 0 1 0 3/8", "0 0 0 0 0 0 0 0 0 1"),
    ]
    first = Distribution.point(game, (0, 0, 0))
    family = TrembleFamily(first, tuple(tuple(map(Fraction, w.split())) for w in weights))
    assert family.verify()
    assert check(game, first, budget=0).reflective != "no"
