"""The best of all dependency equilibria of two players: against branch and bound, linear programs
that are written here, and the closed form; and that a document with another bound is refused.
"""

from __future__ import annotations

import dataclasses
import itertools
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from oraclegames import Game, best, catalog, read_result, verify
from oraclegames.budget import Clock
from oraclegames.certificates.best_values import NotShownError, check_nothing_better
from oraclegames.certificates.goal import Goal
from oraclegames.certificates.part import Part
from oraclegames.conditional.best.best import find_best
from oraclegames.conditional.best.objective import objective
from oraclegames.conditional.best.result import CLOSED_FORM, EXACT
from oraclegames.conditional.best.searched import searched
from oraclegames.conditional.two_players.best_values import best_values
from oraclegames.conditional.two_players.equilibrium_at import equilibrium_at
from oraclegames.conditional.two_players.numbers import compare
from oraclegames.conditional.two_players.questions import Played, _open_box
from oraclegames.exact.algebraic import Algebraic
from oraclegames.exact.surd import parse_exact
from tests.depth import some
from tests.strategies import games, wild_payoffs

OBJECTIVES = ("welfare", "egalitarian", "nash", "linear:1,-1", "linear:-1,-1")


def random_game(seed: int, shape, low: int, high: int) -> Game:
    return Game.from_arrays(*np.random.default_rng(seed).integers(low, high + 1, (2, *shape)))


def found(game: Game, what: str):
    return best_values(objective(what, game), list(Played.every(game)), Clock(None))


def nothing_better(game: Game, what: str, bound) -> bool:
    try:
        check_nothing_better(game, Goal.read(Part(what), game), bound)
    except NotShownError:
        return False
    return True


CASES = [
    *((shape, -9, 9, seed) for shape in ((2, 3), (3, 2), (3, 3), (2, 4)) for seed in range(2)),
    *((shape, 0, 1, seed) for shape in ((2, 3), (3, 3), (1, 4), (3, 1)) for seed in range(3)),
    *((shape, -1, 2, seed) for shape in ((3, 3), (4, 2)) for seed in range(2)),
]


@pytest.mark.parametrize("what", OBJECTIVES)
@pytest.mark.parametrize(("shape", "low", "high", "seed"), CASES)
def test_it_lies_within_the_bounds_of_branch_and_bound(shape, low, high, seed, what):
    game = random_game(seed, shape, low, high)
    result = found(game, what)
    goal = objective(what, game)
    assert result.bound == result.value and result.attained
    bounds = searched(game, goal, Fraction(1, 100), Clock(5), None, "dependency", False)
    if bounds.value is not None:
        assert compare(bounds.value, result.value) <= 0
    assert compare(result.value, bounds.bound) <= 0
    assert nothing_better(game, what, result.value)
    assert not nothing_better(game, what, result.value - Fraction(1, 10**9))


def lp_achieves(game: Game, moves, v) -> bool:
    """Whether P ≥ 0 on some moves makes each of them, worth v (in floats)."""
    cells = list(itertools.product(*moves))
    rows, right = [], []
    for i in range(2):
        for s in moves[i]:
            rows.append([float(game.payoff(i, o) - v[i]) if o[i] == s else 0.0 for o in cells])
            right.append(0.0)
    made = [[-float(o[i] == s) for o in cells] for i in range(2) for s in moves[i]]
    solved = linprog(
        np.zeros(len(cells)), A_ub=made, b_ub=-np.ones(len(made)), A_eq=rows, b_eq=right
    )
    return solved.status == 0


def lp_tries(game: Game, moves, v) -> bool:
    """Whether the other moves can be tried, level by level (in floats)."""
    left = {(i, s) for i in range(2) for s in range(game.shape[i]) if s not in moves[i]}
    outcomes = list(game.outcomes())
    while left:
        touching = [[(i, s) for i, s in enumerate(o) if (i, s) in left] for o in outcomes]
        here = [k for k, tried in enumerate(touching) if tried]
        rows = [
            [
                float(game.payoff(i, outcomes[k]) - v[i]) if (i, s) in touching[k] else 0.0
                for k in here
            ]
            for i, s in sorted(left)
        ]
        solved = linprog(-np.ones(len(here)), A_ub=rows, b_ub=np.zeros(len(rows)), bounds=(0, 1))
        hit = {m for k, w in zip(here, solved.x) if w > 1e-7 for m in touching[k]}
        if not hit:
            return False
        left -= hit
    return True


@pytest.mark.parametrize(
    ("shape", "seed", "low"),
    [
        ((2, 3), 1, -1),
        ((3, 2), 2, 0),
        ((3, 3), 3, 0),
        *(
            pytest.param((3, k), seed, low, marks=pytest.mark.slow)
            for k in (2, 3)
            for seed in (4, 5)
            for low in (-3, 0)
        ),
    ],
)
def test_no_values_of_a_grid_that_linear_programs_reach_are_better(shape, seed, low):
    game = random_game(seed, shape, low, 2)
    values = [[Fraction(k, 2) + Fraction(low) for k in range(2 * (2 - low) + 1)]] * 2
    choices = list(Played.every(game))
    best_of = {what: (objective(what, game), found(game, what).value) for what in OBJECTIVES}
    for v in itertools.product(*values):
        better = any(compare(goal.value(v), most) > 0 for goal, most in best_of.values())
        reached = equilibrium_at(game, choices, v, Clock(None)) is not None
        assert not (better and reached)
        told = any(lp_achieves(game, q.moves, v) and lp_tries(game, q.moves, v) for q in choices)
        assert told == reached


@given(games(shape=(2, 2), payoffs=wild_payoffs), st.sampled_from(OBJECTIVES))
@settings(max_examples=some(24, 60))
def test_two_by_two_games_agree_with_the_closed_form(game, what):
    closed = best(game, what, compare=False)
    assert closed.method == CLOSED_FORM
    assert compare(found(game, what).value, closed.value) == 0


@given(
    games(min_players=2, max_players=2, max_moves=4, max_outcomes=12), st.sampled_from(OBJECTIVES)
)
@settings(max_examples=some(12, 30))
def test_degenerate_games_are_solved_and_read_back(game, what):
    result = best(game, what, compare=False)
    assert result.status == "complete" and result.gap == 0 and result.attained
    assert result.verify()
    assert read_result(result.to_json()) == result
    assert "≈" not in str(result)


@pytest.mark.parametrize("what", OBJECTIVES)
def test_payoffs_beyond_all_floats(what):
    size = 10**200
    game = Game.from_arrays(
        [[size, 1, 0], [0, size, 2], [3, 0, size + 1]], [[1, size, 0], [size, 0, 1], [5, 1, size]]
    )
    result = best(game, what, compare=False)
    assert result.status == "complete" and result.verify() and str(result)


def test_transposition_and_units_act_as_they_must():
    for seed in range(4):
        game = random_game(seed, (3, 3), -4, 4)
        a, b = (game.payoff_array(i) for i in range(2))
        turned = Game.from_arrays(b.T, a.T)
        scaled = Game.from_arrays(2 * a + 1, 2 * b - 3)
        doubled = Game.from_arrays(np.vstack([a, a[:1]]), np.vstack([b, b[:1]]))
        for what in ("welfare", "egalitarian", "linear:-1,-1"):
            value = found(game, what).value
            assert compare(found(turned, what).value, value) == 0
            assert compare(found(doubled, what).value, value) == 0
        assert compare(found(scaled, "welfare").value, 2 * found(game, "welfare").value - 2) == 0


@pytest.mark.parametrize("seed", range(8))
def test_weights_in_other_units_choose_the_same(seed):
    """Also weights between −1 and 1, and of players who change places."""
    game = random_game(seed, (2, 3), -2, 2)
    one, other = [("1", "1/3"), ("1/4", "-1/2"), ("-2/3", "1/5"), ("-1/7", "-1/3")][seed % 4]
    small = found(game, f"linear:{one},{other}")
    large = found(game, f"linear:{Fraction(one) * 420},{Fraction(other) * 420}")
    turned = found(game.permute_players((1, 0)), f"linear:{other},{one}")
    assert compare(small.value * 420, large.value) == 0 == compare(small.value, turned.value)
    assert nothing_better(game, f"linear:{one},{other}", small.value)


def test_the_best_is_an_irrational_point_with_its_equilibrium():
    game = random_game(3, (3, 3), -9, 9)
    result = best(game, "linear:1,-1", compare=False)
    assert result.method == EXACT and result.verify()
    root = parse_exact("689/64 - 1/64·√76129")
    assert result.value == root and str(root) in str(result)
    assert "≈" not in str(result)
    lowest = best(game, "linear:-1,-1", compare=False)
    assert "a root of " in str(lowest) and lowest.verify()
    assert not dataclasses.replace(lowest, values=result.values).verify()


def test_a_smaller_bound_or_another_equilibrium_is_refused():
    for seed in range(3):
        game = random_game(seed, (3, 3), -5, 5)
        result = best(game, compare=False)
        less = result.value - Fraction(1, 10**12)
        assert not dataclasses.replace(result, value=less, bound=less).verify()
        assert not dataclasses.replace(result, bound=result.value + 1).verify()
        moved = (*result.probabilities[1:], result.probabilities[0])
        assert not dataclasses.replace(result, probabilities=moved).verify()


def test_weights_of_trembles_may_have_to_be_irrational():
    """A dilemma with two idle moves each, which meet in a cycle of demands: the worst play that
    lets them be tried has a product of 1 there.
    """
    game = Game.from_arrays(
        [[2, 0, 0, 0], [3, 1, 0, 0], [9, 9, 0, 4], [9, 9, 4, -1]],
        [[2, 3, 9, 9], [0, 1, 9, 9], [0, 0, 3, 0], [0, 0, -2, 3]],
    )
    (dilemma,) = [q for q in Played.every(game) if q.moves == ((0, 1), (0, 1))]
    worst = best_values(objective("linear:-1,-1", game), [dilemma], Clock(None))
    play = equilibrium_at(game, [dilemma], worst.values, Clock(None))
    assert play is not None and play.levels.verify()
    weights = [w for level in play.levels.levels for _, w in level]
    assert any(isinstance(w, Algebraic) for w in weights)
    x, y = worst.values
    assert compare(x, y) == 0 and 1 < x < 2
    product = (3 - y) * (4 - x) * (3 - y) * (4 - x) - x * y * (x + 1) * (y + 2)
    assert compare(product, Fraction(0)) == 0
    p, q = play.probabilities[0], play.probabilities[1]
    assert compare(p * (2 - x), q * x) == 0  # (1, 1) and (1, 2) are worth x to Row


def test_a_budget_is_kept():
    game = random_game(0, (7, 7), -99, 99)
    result = best(game, "linear:1,-1", compare=False, budget=0.2)
    assert result.status == "partial" and result.bound is not None
    if result.value is not None:
        assert compare(result.value, result.bound) <= 0
    nothing = best(game, compare=False, budget=0)
    assert nothing.status == "partial" and nothing.bound >= 156 and str(nothing)


def test_the_venues_and_the_dilemma():
    assert best(catalog.random_game(3, 3, seed=8), compare=False).value >= 2
    game = Game.from_arrays([[2, 0, 0], [3, 1, 0], [0, 0, 0]], [[2, 3, 0], [0, 1, 0], [0, 0, 0]])
    result = best(game, compare=False)
    assert result.value == 4 and result.values == (2, 2)


@pytest.mark.parametrize("total", [0, 5])
def test_a_sum_that_is_always_the_same_is_the_best_at_once(total):
    rows = [[-7, 9, 2], [4, -6, 7], [5, -3, -8]]
    for table in (rows, [[0, -1, 1], [1, 0, -1], [-1, 1, 0]]):
        game = Game.from_arrays(table, [[total - u for u in row] for row in table])
        for factor in (1, -1, 2):
            answer = best(game, [factor, factor], budget=60)
            assert (answer.status, answer.value) == ("complete", factor * total)
            assert verify(answer.to_dict())
            assert not verify({**answer.to_dict(), "bound": str(factor * total - 1)})


@pytest.mark.parametrize("what", ["welfare", "egalitarian", "nash", "linear:-1,2"])
@pytest.mark.parametrize(("shape", "seed"), [((2, 3), 1), ((3, 2), 4), ((3, 3), 2), ((3, 3), 7)])
def test_totally_mixed_play_too_lies_within_the_bounds_of_branch_and_bound(shape, seed, what):
    game = random_game(seed, shape, -9, 9)
    result = best(game, what, totally_mixed=True, compare=False)
    assert result.method == EXACT and result.status == "complete" and result.gap == 0
    bounds = find_best(game, objective(what, game), Fraction(1, 100), Clock(5))
    if result.value is None:
        assert bounds.value is None
        return
    assert compare(result.value, bounds.bound) <= 0
    assert bounds.value is None or compare(bounds.value, result.value) <= 0
    checked = verify(result.to_json())
    assert "the values are a limit of those of totally mixed equilibria" in checked.proved
    for shift in (Fraction(-1, 10**9), Fraction(1, 10**9)):
        moved = dataclasses.replace(result, value=result.value + shift, bound=result.bound + shift)
        assert not moved.verify()


def test_a_supremum_that_an_equilibrium_attains_comes_with_it():
    flat = Game.from_arrays([[1, 1, 1], [1, 1, 1]], [[0, 3, 1], [2, -1, 1]])
    result = best(flat, "egalitarian", totally_mixed=True, compare=False)
    assert result.attained and result.value == 1 and min(result.probabilities) > 0
    assert result.verify() and read_result(result.to_json()) == result


@pytest.mark.parametrize(
    ("rows", "inside"),
    [
        ([[0, 3], [1, 2]], [1, 2]),
        ([[0, 1], [1, 2]], []),  # closed, the box is one value; open, it is empty
        ([[0, 3], [2, 2]], [2]),
        ([[0, 2], [2, 2]], []),
        ([[2, 4], [2, 2]], []),
        ([[1, 1], [2, 2]], []),
        ([[2, 2], [2, 2]], [2]),
    ],
)
def test_payoffs_within_the_box_of_a_player_s_values(rows, inside):
    assert _open_box([[Fraction(x) for x in row] for row in rows]) == inside
