"""The walk over powers of t."""

from fractions import Fraction

import pytest

from oraclegames import Game
from oraclegames.conditional.oracle.agents import Agents
from oraclegames.conditional.oracle.search import played_moves, walk
from tests.conditional.oracle.plain import pairs_contents

PENNIES = Game.from_arrays([[1, -1], [-1, 1]], [[-1, 1], [1, -1]])


@pytest.mark.parametrize("outcome", list(PENNIES.outcomes()))
def test_the_walk_finds_the_orders_that_matching_pennies_needs(outcome):
    """Heads and heads needs P(HT) of a smaller order than P(TH)·P(TT); the others likewise."""
    agents = Agents.pairwise(PENNIES)
    start = dict.fromkeys(PENNIES.outcomes(), 1) | {outcome: 0}
    family = walk(agents, start, played_moves(agents, outcome), steps=500, seed=0)
    assert family is not None
    assert family.verify()
    assert pairs_contents(PENNIES, outcome, family.at(Fraction(1, 10**40)).probabilities)


def test_the_walk_gives_up_where_nothing_can_help():
    agents = Agents.chain(Game.from_arrays([5, 10]))
    wanted = played_moves(agents, (0,))
    assert walk(agents, {(0,): 0, (1,): 1}, wanted, steps=200, seed=0) is None


def test_what_an_outcome_wants_of_chains():
    agents = Agents.chain(Game.from_arrays([1, 2, 3]))
    first, second = agents.questions
    assert played_moves(agents, (0,)) == [(first, True)]
    assert played_moves(agents, (1,)) == [(first, False), (second, True)]
    assert played_moves(agents, (2,)) == [(first, False), (second, False)]
