"""Pure outcomes that are shown to be reflective by weights with a second term."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from oraclegames import Distribution, Game, check, verify
from oraclegames.budget import Clock
from oraclegames.conditional.trembles.family import TrembleFamily
from oraclegames.conditional.trembles.second_terms import _family, second_terms

TIES = {
    "a product": (
        [[[2, 1], [1, 0]], [[2, 2], [0, 1]]],
        [[[1, 2], [2, 1]], [[2, 0], [2, 2]]],
        [[[1, 2], [1, 1]], [[1, 2], [2, 1]]],
        (0, 0, 0),
    ),
    "another weight": (
        [[[1, 1], [0, 1]], [[2, 2], [2, 0]]],
        [[[0, 2], [0, 2]], [[1, 2], [0, 0]]],
        [[[1, 2], [2, 1]], [[0, 0], [0, 2]]],
        (0, 0, 0),
    ),
    "in the other row": (
        [[[2, 0], [2, 0]], [[1, 1], [2, 1]]],
        [[[1, 1], [0, 2]], [[1, 0], [1, 0]]],
        [[[1, 1], [1, 2]], [[0, 0], [2, 2]]],
        (1, 0, 0),
    ),
}


def worth(game, play, player, move):
    """A move's conditional value, by the definition."""
    cells = [(o, p) for o, p in zip(game.outcomes(), play) if o[player] == move]
    total = sum(p * game.payoff(player, o) for o, p in cells)
    return total / sum(p for _, p in cells)


@pytest.mark.parametrize("name", TIES)
def test_the_trembles_keep_the_play_optimal(name):
    *tables, outcome = TIES[name]
    game = Game.from_arrays(*tables)
    family = second_terms(Distribution.point(game, outcome), Clock(None))
    assert family is not None and family.verify()
    for k in (20, 40):
        play = family.at(Fraction(1, 2**k)).probabilities
        assert min(play) > 0
        for i in range(3):
            others = (worth(game, play, i, s) for s in (0, 1))
            assert worth(game, play, i, outcome[i]) == max(others)
    several = [k for k, w in enumerate(family.weights) if sum(map(bool, w)) > 1]
    for k in several:  # between two conditions there is no room for twice as much
        twice = tuple(2 * c for c in family.weights[k])
        weights = (*family.weights[:k], twice, *family.weights[k + 1 :])
        assert not replace(family, weights=weights).verify()
    assert several


def test_check_decides_by_them():
    *tables, outcome = TIES["a product"]
    game = Game.from_arrays(*tables)
    verdict = check(game, Distribution.point(game, outcome))
    assert verdict.reflective == "yes" and verify(verdict.to_dict())
    assert isinstance(verdict.reflective_certificate, TrembleFamily)


def test_a_weight_that_no_demand_speaks_of_is_rarer_than_every_other():
    point = Distribution.point(Game.from_arrays([[1, 1], [1, 1]], [[2, 2], [2, 2]]), (0, 0))
    weights = _family(point, [], {(0, 1): (Fraction(1), 2), (1, 0): (Fraction(3), 1)}).weights
    orders = [next(k for k, a in enumerate(weight) if a) for weight in weights]
    assert orders[:3] == [0, 2, 1] and orders[3] > 4 * 2
