"""Phases in b: what each b alone says, nothing listed twice, and neighbours that differ."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise
from random import Random

import pytest

from oraclegames import Game, similar
from oraclegames.certificates.compare_alike import listed
from oraclegames.conditional.similarity.diagram import Phase, agree
from oraclegames.conditional.similarity.equilibrium import Equilibrium
from oraclegames.conditional.similarity.formula import Formula
from oraclegames.exact.surd import rational_between
from tests.depth import some


def tied(seed):
    """A symmetric game of small payoffs, in which supports have many solutions now and then."""
    r = Random(seed)
    m, most = r.choice((2, 3)), r.choice((1, 1, 2))
    pays = [[r.randint(-most, most) for _ in range(m)] for _ in range(m)]
    if r.random() < 0.3:
        pays[1] = list(pays[0])
    return Game.from_arrays(pays, [*map(list, zip(*pays))])


def at(equilibria, b):
    """Each as the set of its corners, and the set of those that are equilibria."""
    found = []
    for one in equilibria:
        corners = one.strategies(b)
        good = corners if one.whole else [corners[k] for k in one.good]
        found.append((frozenset(corners), frozenset(good)))
    return found


@pytest.mark.parametrize("seed", range(some(30, 200)))
def test_phases_are_what_each_b_alone_says(seed):
    game = tied(seed)
    found = similar(game)
    for before, after in pairwise(found.phases):
        assert before.equilibria != after.equilibria
        assert before.high == after.low and before.high_included != after.low_included
    for phase in found.phases:
        ends = [b for b in (phase.low, phase.high) if isinstance(b, Fraction)]
        inner = [] if phase.low == phase.high else [rational_between(phase.low, phase.high)]
        for b in {*ends, *inner}:
            here = at(found.at(b), b)
            assert set(here) == set(at(similar(game, b).at(b), b)), (b, here)
            assert len(set(here)) == len(here)
            known = listed(game, b)  # by the checker, without a diagram
            if known is not None:
                assert set(known) <= {corner for _, good in here for corner in good}, b
            for one, other in ((one, other) for one in here for other in here if one is not other):
                assert not one[0] <= other[1], (b, one, other)


def test_a_phase_covers_its_ends_as_it_says():
    for low in (True, False):
        for high in (True, False):
            phase = Phase(Fraction(1, 3), Fraction(1, 2), low, high, ())
            places = (
                Fraction(1, 4),
                Fraction(1, 3),
                Fraction(2, 5),
                Fraction(1, 2),
                Fraction(2, 3),
            )
            assert [phase.covers(b) for b in places] == [False, low, True, high, False]


def test_a_formula_does_not_go_on_where_it_has_a_pole():
    pole = Formula((1,), (-1, 2))  # 1/(2b − 1)
    along = (Equilibrium((0, 1), ((pole, Formula((-2, 2), (-1, 2))),), (Fraction(0),)),)

    def there(x):
        return (Equilibrium((0, 1), ((Fraction(x), 1 - Fraction(x)),), (Fraction(0),)),)

    for is_end in (True, False):
        assert not agree(along, there("1/2"), Fraction(1, 2), is_end)
        assert agree(along, there("5/2"), Fraction(7, 10), is_end)
        assert not agree(along, there("3/2"), Fraction(7, 10), is_end)


def test_strategies_are_named_by_the_moves_of_the_first_player():
    pays = [[3, 0], [0, 3]]
    game = Game.from_arrays(pays, pays, moves=[["up", "down"], ["left", "right"]])
    text = str(similar(game))
    assert "up for sure" in text and "up 1/2, down 1/2" in text
    assert "left" not in text and "right" not in text
