"""Edges of 2×2 games: the checker's conditions against the solver's trembles, at every cut."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise
from random import Random

import pytest

from oraclegames import Game, check
from oraclegames.certificates.border_2x2 import is_reflective_at
from oraclegames.certificates.edges import edges
from oraclegames.conditional.two_by_two.edges_and_faces import edge_plan
from oraclegames.conditional.two_by_two.totally_mixed import odds_maps
from oraclegames.exact.surd import rational_between


def edge_game(source):
    """A game whose column player is indifferent while the row player keeps her first move."""
    row = [[source.randint(-3, 3) for _ in "12"] for _ in "12"]
    value = source.randint(-1, 1)
    # both gains of the other row on one side, so that trembles can keep her indifferent
    sign = source.choice((-1, 1))
    gains = [sign * source.randint(1, 3) for _ in "12"]
    if source.random() < 0.2:
        gains[source.randrange(2)] = 0
    return Game.from_arrays(row, [[value, value], [value + gains[0], value + gains[1]]])


@pytest.mark.parametrize("seed", range(8))
def test_reflective_points_of_edges_are_those_with_trembles(seed):
    source, met = Random(seed), set()
    for _ in range(80):
        game = edge_game(source)
        if source.random() < 0.5:
            game = game.permute_players((1, 0))
        maps = odds_maps(game)
        for edge in edges(game):
            if not edge.indifferent:
                continue
            keeper = 0 if edge.cells[1] == edge.cells[0] + 1 else 1
            cuts = sorted([Fraction(0), *edge.samples(), Fraction(1)])
            inner = [rational_between(low, high) for low, high in pairwise(cuts)]
            for (low, high), q in zip(pairwise(cuts), inner):  # nothing changes in between
                for near in (rational_between(low, q), rational_between(q, high)):
                    assert edge.is_dependency(near) == edge.is_dependency(q)
                    assert edge.is_reflective(near) == edge.is_reflective(q)
            for q in [*cuts[1:-1], *inner]:
                plan = edge_plan(maps[keeper], maps[1 - keeper], edge.kept, q)
                own = game.payoff(keeper, _cell(edge.cells[0]))
                other = game.payoff(keeper, _cell(edge.cells[1]))
                assert edge.values(q)[keeper] == q * own + (1 - q) * other
                if edge.is_dependency(q):
                    assert edge.is_reflective(q) == (plan is not None)
                    met.add((plan is not None, isinstance(q, Fraction), q in cuts))
    assert len(met) > 4


def _cell(number):
    return divmod(number, 2)


def test_where_the_first_condition_only_touches_zero_the_second_decides():
    """On the row (2, −1) with the other (3, 0): H0 = −(3q − 2)²/4, and H1 > 0 there."""
    game = Game.from_arrays([[2, -1], [3, 0]], [[0, 0], [4, 1]])
    (edge,) = [edge for edge in edges(game) if edge.indifferent]
    touching = Fraction(2, 3)
    assert edge.is_reflective(touching)
    assert not edge.is_reflective(touching - Fraction(1, 100))
    assert not edge.is_reflective(touching + Fraction(1, 100))
    assert check(game, "2/3,1/3,0,0").reflective == "yes"
    assert check(game, "3/5,2/5,0,0").reflective == "no"


def test_what_is_reflective_on_an_edge_is_asked_of_that_edge():
    source, answers = Random(5), set()
    for _ in range(60):
        game = edge_game(source)
        for q in (Fraction(1, 4), Fraction(2, 3)):
            masses = [q, 1 - q, Fraction(0), Fraction(0)]
            verdict = check(game, masses)
            if verdict.verdict == "yes":
                answers.add(verdict.reflective)
                assert is_reflective_at(game, masses) is (verdict.reflective == "yes")
    assert answers == {"yes", "no"}
