"""Pareto optima, for all players and stratum by stratum."""

from __future__ import annotations

from fractions import Fraction
from itertools import product
from random import Random

import pytest

from oraclegames import Game, InputError, match
from oraclegames.reflective.match.pareto import stratified, unbeaten

STEPS = [Fraction(k, 10) for k in range(11)]


def with_a_bystander():
    """A dilemma of two players, and a third whose move is nothing and who wants their loss."""
    tables = [[[[0, 0], [0, 0]], [[0, 0], [0, 0]]] for _ in range(3)]
    for a, b, c in product((0, 1), repeat=3):
        p, q = 1 - a, 1 - b
        for k, pay in enumerate((2 * q - p, 2 * p - q, -p - q)):
            tables[k][a][b][c] = pay
    return Game.from_arrays(*tables, players=["one", "two", "third"])


def test_the_bystanders_wish_does_not_count():
    """p = q at every fixed point; all are Pareto-optimal, p = q = 1 alone stratum by stratum."""
    plays = [(p, p, 0) for p in STEPS]
    payoffs = [(p, p, -2 * p) for p in STEPS]
    assert unbeaten(payoffs) == list(range(11))
    assert stratified(plays, payoffs, [{1}, {0}, {0, 1}]) == [10]
    # If the two cared for the third as well, its wish would count.
    assert stratified(plays, payoffs, [{1, 2}, {0}, {0, 1}]) == list(range(11))


def test_of_a_match_as_well():
    """LP never moves, as a gain of the two is the third's loss: whatever it reads is truthful."""
    found = match(with_a_bystander(), "lp", "lp", "constant:1", delta="1/8")
    best = found.stratified([{1}, {"one"}, [0, 1]])
    assert len(found.fixed_points) == len(found.pareto()) == 225 and len(best) == 29
    two = [point.payoffs[:2] for point in found.fixed_points]
    assert [point.payoffs[:2] for point in best] == [two[row] for row in unbeaten(two)]


def test_who_depends_on_everybody_asks_for_pareto_optima():
    found = match("prisoners_dilemma", "nelp", "lp", "1/20")
    assert found.stratified([[1], [0]]) == found.pareto()


def by_definition(plays, payoffs, depends):
    n = len(depends)
    below = [{k} | set(depends[k]) for k in range(n)]
    for _ in range(n):
        below = [set().union(*(below[j] for j in ones)) for ones in below]
    rows = range(len(plays))
    return [
        r
        for r in rows
        if not any(
            payoffs[s][i] > payoffs[r][i]
            and all(payoffs[s][j] >= payoffs[r][j] for j in below[i])
            and all(plays[s][k] == plays[r][k] for k in range(n) if k not in below[i])
            for s in rows
            for i in range(n)
        )
    ]


@pytest.mark.parametrize("seed", range(80))
def test_the_definition(seed):
    draw = Random(seed)
    n, count = draw.randint(1, 4), draw.randint(0, 14)
    plays = [tuple(draw.randint(0, 2) for _ in range(n)) for _ in range(count)]
    payoffs = [tuple(draw.randint(-2, 2) for _ in range(n)) for _ in range(count)]
    depends = [{k for k in range(n) if draw.random() < 0.4} for _ in range(n)]
    found = stratified(plays, payoffs, depends)
    assert found == by_definition(plays, payoffs, depends)
    assert not count or found  # there always is one
    everybody = [set(range(n))] * n
    assert stratified(plays, payoffs, everybody) == unbeaten(payoffs)


@pytest.mark.parametrize(
    ("depends", "says"),
    [
        ([[1]], "1 entries for 2 players"),
        (None, "a list of players for each player, not None"),
        ([1, 0], "a list of players for each player, not"),
        (["Column", "Row"], "a list of players for each player, not"),
        ([["Row"], ["nobody"]], "names no player by 'nobody'"),
        ([[2], [0]], "names no player by 2"),
        ([[], [0]], "the payoff of Row depends on the move of Column: name Column too"),
    ],
)
def test_bad_dependence_is_one_line(depends, says):
    found = match("prisoners_dilemma", "lp", "lp", "1/10")
    with pytest.raises(InputError, match=says):
        found.stratified(depends)
