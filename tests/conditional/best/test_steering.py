"""What floats see of a box: against scipy, and what is proved from it by exact arithmetic."""

from __future__ import annotations

from fractions import Fraction

import pytest

from oraclegames.budget import Clock
from oraclegames.conditional.best.objective import Objective
from oraclegames.conditional.best.steering import NEARLY, SURE, Steering
from oraclegames.conditional.best.together import Together
from oraclegames.conditional.values.relaxation import bound_value
from tests.conditional.values.test_relaxation import by_scipy, outcomes_of, random_case, rows_of

LOSS = Fraction(1, 1000)
NEVER = Clock(None)


def goal_of(kind, weights):
    return Objective(kind, kind, weights, (Fraction(0),) * len(weights))


@pytest.mark.parametrize("seed", range(40))
def test_bounds_hold_and_lose_next_to_nothing(seed):
    game, relaxation, box, source = random_case(seed)
    weights = tuple(Fraction(source.randint(-2, 3), source.choice((1, 2))) for _ in game.shape)
    outcomes, rows = outcomes_of(relaxation), rows_of(game, relaxation, box)
    costs = [sum(w * u for w, u in zip(weights, game.payoffs(o))) for o in outcomes]
    steering = Steering(relaxation, goal_of("linear", weights), LOSS)
    found, expected = steering.bound(box, weights, NEVER), by_scipy(costs, rows)
    assert (found is None) == (expected is None)
    if found is not None:
        bound, seen = found
        assert bound.value == bound_value(relaxation, box, weights, bound.y)
        assert -1e-9 < float(bound.value) - expected < LOSS
        worth = sum(float(c) * p for c, p in zip(costs, seen.masses))
        assert worth == pytest.approx(expected, abs=1e-6)


@pytest.mark.parametrize("seed", range(40))
def test_the_least_value_is_bounded_by_a_mean_of_all(seed):
    game, relaxation, box, _ = random_case(seed)
    outcomes, rows = outcomes_of(relaxation), rows_of(game, relaxation, box)
    ones = (Fraction(1),) * game.n_players
    steering = Steering(relaxation, goal_of("egalitarian", ones), LOSS)
    even = [[*row, Fraction(0)] for row in rows]
    even += [[*(game.payoff(i, o) for o in outcomes), Fraction(-1)] for i in range(game.n_players)]
    expected = by_scipy([Fraction(0)] * len(outcomes) + [Fraction(1)], even, [(None, None)])
    found = steering.least(box, NEVER)
    assert (found is None) == (expected is None)
    if found is not None:
        bound, _ = found
        assert min(bound.weights) >= 0 and sum(bound.weights) == 1
        assert bound.value == bound_value(relaxation, box, bound.weights, bound.y)
        assert -1e-9 < float(bound.value) - expected < 2 * LOSS


@pytest.mark.parametrize("seed", range(60))
def test_floats_that_are_sure_are_right(seed):
    game, relaxation, box, _ = random_case(seed)
    for part in (relaxation, Together.of(game)):
        steering = Steering(part, goal_of("linear", (Fraction(1),) * game.n_players), LOSS)
        seen = steering.most_mixed(box, NEVER)
        excluded, weights = part.mix(box)
        if seen is None:
            assert excluded is not None
        elif seen.value > SURE:
            assert excluded is None
            if part is relaxation:
                parts = [[o] for o in range(len(weights))]
                if not part.total:
                    parts = [
                        list((steering.rows == row).any(axis=0).nonzero()[0])
                        for row in range(steering.moves)
                    ]
                least = min(sum(weights[o] for o in own) for own in parts)
                assert seen.value == pytest.approx(float(least), abs=1e-6)
        elif seen.value < -NEARLY:
            assert excluded is not None
            y = steering.excluding(box, seen)
            assert y is None or part.excluded(box, y)
            assert y is not None or seen.value > -1e-4
