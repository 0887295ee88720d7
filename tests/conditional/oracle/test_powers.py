"""Oracles that mix: trembles that keep a tie for all t, against the conditional values."""

from __future__ import annotations

from fractions import Fraction
from random import Random

import numpy as np
import pytest

from oraclegames import Distribution, Game, check
from oraclegames.conditional.oracle.agents import Agents
from oraclegames.conditional.oracle.powers import _kept
from oraclegames.conditional.oracle.reflective import is_reflective
from oraclegames.conditional.trembles.family import TrembleFamily, polynomial, sign
from tests.conditional.oracle.test_answers import comply
from tests.depth import some

PROPORTIONAL = Game.from_arrays([[0, 1, 1], [1, 1, 0]], [[1, 1, 1], [0, 0, 0]])
ONE_KEEPS_IT = Game.from_arrays([[1, 0], [1, 0], [1, 1]], [[1, 0], [0, 0], [1, 1]])


def mixed(agents, *answers):
    return agents.cod({one: Fraction(1, len(answers)) for one in answers})


TWO_KEEP_TWO = Game.from_arrays([[0, 1], [1, 1], [0, 1]], [[0, 1], [1, 0], [0, 1]])


ONE_IS_PLAYED = Game.from_arrays([[1, 0], [1, 0], [0, 1]], [[2, 2], [1, 0], [1, 1]])
"""Column's tie is kept by the weight of an outcome that is played."""


def test_a_weight_of_what_is_played_keeps_a_tie():
    answers = [(0, 1, 1, 0), (1, 0, 1, 1), (1, 1, 1, 0)]
    agents = Agents.pairwise(ONE_IS_PLAYED)
    found = is_reflective(mixed(agents, *answers))
    assert found.verdict == "yes" and found.verify()
    weights = found.certificate.families[0].at(Fraction(1, 100)).probabilities
    assert all(comply(agents, one, weights) for one in answers)


@pytest.mark.parametrize(
    ("game", "answers"),
    [
        (TWO_KEEP_TWO, [(1, 1, 0), (0, 1, 1)]),
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


@pytest.mark.parametrize("seed", range(some(20, 200)))
def test_weights_are_the_solution_of_the_ties(seed):
    """Polynomials at some t against the equations themselves: both sides are worth the same."""
    random, met = Random(seed), 0
    for _ in range(12):
        shape = random.choice([(2, 3), (3, 2), (2, 2, 2)])
        tables = [
            np.reshape([random.randint(0, 2) for _ in range(int(np.prod(shape)))], shape)
            for _ in shape
        ]
        game = Game.from_arrays(*tables)
        agents = random.choice((Agents.pairwise, Agents.chain))(game)
        outcomes = list(game.outcomes())
        played = Distribution(game, tuple(_halves(random, len(outcomes))))
        count = random.choice((1, 2, 2, 3))
        idle = [o for o, p in zip(outcomes, played.probabilities) if p == 0]
        last = random.sample(idle, min(count, len(idle)))
        ties = random.sample(agents.questions, min(len(last), len(agents.questions)))
        last = last[: len(ties)]
        known = {
            o: polynomial((p,) if p else (Fraction(0), Fraction(random.randint(1, 3))))
            for o, p in zip(outcomes, played.probabilities)
            if o not in last
        }
        family = _kept(played, known, last, ties)
        if family is None:
            continue
        met += 1
        assert all(sign(weight) > 0 for weight in family.polynomials)
        for t in (Fraction(1, 7), Fraction(1, 1000)):
            values = [sum(c * t**k for k, c in enumerate(w)) for w in family.weights]
            weights = dict(zip(outcomes, values))
            for tie in ties:
                worth = []
                for side in (tie.first, tie.second):
                    here = [o for o in outcomes if o[tie.player] in side]
                    pays = sum(weights[o] * game.payoff(tie.player, o) for o in here)
                    worth.append(pays / sum(weights[o] for o in here))
                assert worth[0] == worth[1]
    assert met or seed


def _halves(random, count):
    """Two outcomes at 1/2 each."""
    chosen = random.sample(range(count), 2)
    return [Fraction(int(k in chosen), 2) for k in range(count)]


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
