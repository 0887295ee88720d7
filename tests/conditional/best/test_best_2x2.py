"""The exact best equilibrium of 2×2 games: against branch and bound, samples, known answers."""

from __future__ import annotations

import itertools
import json
import random
import subprocess
import sys
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from oraclegames import Distribution, Game, InputError, solve
from oraclegames.budget import Clock
from oraclegames.certificates.algebraic import number_of
from oraclegames.certificates.part import Part
from oraclegames.conditional.best.best import best
from oraclegames.conditional.best.best_2x2 import best_candidate
from oraclegames.conditional.best.objective import objective
from oraclegames.conditional.best.searched import searched
from oraclegames.conditional.check.check import check
from oraclegames.exact.algebraic import Algebraic
from oraclegames.exact.real import order
from oraclegames.exact.surd import Surd, exact_sqrt
from tests.depth import some
from tests.strategies import games, renamed

OBJECTIVES = ("welfare", "egalitarian", "nash", "player:2", "linear:2,-1", "linear:0,0")
NOTIONS = ("dependency", "totally mixed", "reflective")


def asked(game, what="welfare", notion="dependency"):
    if notion == "totally mixed":
        return best(game, what, totally_mixed=True)
    return best(game, what, notion=notion)


def test_the_dilemma_is_worth_four_and_chicken_nine():
    assert best("prisoners_dilemma").value == 4
    assert best("chicken").value == 9
    words = str(best("chicken")).splitlines()
    assert words[2] == "  (Swerve, Straight): 1"  # what is played, and no more
    assert words[-1] == "  best Nash equilibrium: 9 (4, 5)"
    inside = best("chicken", totally_mixed=True)
    assert (inside.value, inside.attained) == (8, True)


def test_cooperation_is_a_limit_of_totally_mixed_play():
    found = best("prisoners_dilemma", totally_mixed=True)
    assert (found.value, found.bound, found.attained) == (4, 4, False)
    assert found.probabilities == (1, 0, 0, 0) and found.verify()
    assert "exact supremum, not attained" in str(found) and "towards" in str(found)
    assert found.to_dict()["attained"] is False


def test_a_tied_game_has_an_irrational_supremum():
    game = Game.from_arrays([[-2, 1], [0, 1]], [[2, 0], [-1, 1]])
    found = best(game, "egalitarian", totally_mixed=True)
    assert found.value == found.bound == (exact_sqrt(Fraction(13)) - 3) / 2
    assert found.status == "complete" and not found.attained
    assert found.to_dict()["value"] == "-3/2 + 1/2·√13"


def test_an_empty_set_is_known_at_once():
    game = Game.from_arrays([[1, -1], [1, -1]], [[-2, -1], [0, 0]])
    found = best(game, "egalitarian", totally_mixed=True, budget=0)
    assert (found.status, found.value, found.bound) == ("complete", None, None)
    assert str(found) == "there is no totally mixed dependency equilibrium"


def random_games(count: int, size: int, seed: int) -> list[Game]:
    rng = np.random.default_rng(seed)
    return [Game.from_arrays(*rng.integers(-size, size + 1, size=(2, 2, 2))) for _ in range(count)]


@pytest.mark.parametrize("what", OBJECTIVES)
@pytest.mark.parametrize("size", [1, 2, 9])
def test_no_listed_or_sampled_equilibrium_is_better(size, what):
    for game in random_games(25, size, seed=size):
        solution, goal = solve(game), objective(what, game)
        inside = [point.values for point in solution.sample(40)]
        ends = [end.values for arc in solution.interior.arcs for end in arc.ends]
        pure = [p.values for p in solution.pure]
        sides = [c.values for side in solution.sides for c in side.part.corners]
        for notion in NOTIONS:
            values = inside + ends
            if notion == "dependency":
                values = values + pure + sides
            if notion == "reflective":
                parts = [part for side in solution.sides for part in side.reflective]
                values = values + [c.values for part in parts for c in part.corners]
                values = values + [p.values for p in solution.pure if p.reflective == "yes"]
            found = best_candidate(game, goal, notion)
            assert (found is None) == (not values)
            if found is not None:
                top = goal.value(found.values)
                assert all(order(goal.value(v), top) <= 0 for v in values)


@pytest.mark.parametrize("what", ["welfare", "egalitarian", "nash", "linear:2,-1"])
@pytest.mark.parametrize("size", [2, 9])
def test_branch_and_bound_agrees(size, what):
    for game in random_games(6, size, seed=10 + size):
        goal = objective(what, game)
        exact = asked(game, what)
        assert exact.attained and exact.verify()
        by_search = searched(
            game, goal, Fraction(1, 50), Clock(20), None, "dependency", compare=False
        )
        assert by_search.status == "complete" and by_search.verify()
        assert order(exact.value, by_search.bound) <= 0
        assert order(by_search.value, exact.value) <= 0


@given(games(shape=(2, 2)), st.sampled_from(OBJECTIVES), st.sampled_from(NOTIONS))
@settings(max_examples=some(32, 80))
def test_what_is_attained_is_an_equilibrium_of_its_kind(game, what, notion):
    found = asked(game, what, notion)
    assert found.verify() and str(found)
    json.dumps(found.to_dict())
    if notion == "dependency":
        assert found.attained
    if not found.attained or not all(isinstance(p, Fraction) for p in found.probabilities):
        return
    verdict = check(game, Distribution(game, found.probabilities))
    assert verdict
    if notion == "reflective":
        assert verdict.reflective == "yes"
    if notion == "totally mixed":
        assert min(found.probabilities) > 0


@given(games(shape=(2, 2)), st.sampled_from(OBJECTIVES), st.sampled_from(NOTIONS[1:]))
@settings(max_examples=some(24, 60))
def test_a_supremum_that_is_not_attained_is_approached_by_no_equal(game, what, notion):
    found = asked(game, what, notion)
    if found.value is None or found.attained:
        return
    goal = objective(what, game)
    for point in solve(game).sample(20):
        assert order(goal.value(point.values), found.value) < 0


def test_points_of_higher_degree_are_exact():
    kinds = set()
    for game in random_games(40, 9, seed=3):
        for what in ("welfare", "nash"):
            found = best(game, what, totally_mixed=True, compare=False)
            assert found.verify()
            kinds.add(type(found.value))
            if isinstance(found.value, Algebraic):
                total = sum(found.probabilities[1:], found.probabilities[0])
                assert total == 1 and min(found.probabilities) > 0
                assert number_of(Part(found.to_dict()["value"])) == found.value
    assert Algebraic in kinds


def test_surds_of_the_boundary_are_compared_with_certainty():
    kinds = set()
    for game in random_games(60, 2, seed=8):
        kinds.add(type(best(game, "nash", totally_mixed=True, compare=False).value))
    assert Surd in kinds


# -- what it is compared with ----------------------------------------------------------------------


@given(games(shape=(2, 2)), st.sampled_from(OBJECTIVES))
@settings(max_examples=some(24, 60))
def test_rivals_beat_every_equilibrium_of_their_kind_on_a_grid(game, what):
    goal = objective(what, game)
    found = best(game, what)
    for rival in (found.nash, found.correlated):
        assert rival.exact and rival.verify(game, goal)
    assert found.nash.value <= found.correlated.value
    share = [Fraction(k, 6) for k in range(7)]
    for p, q in itertools.product(share, repeat=2):
        play = Distribution.product(game, (p, 1 - p), (q, 1 - q))
        if all(gain <= 0 for gain in gains(play)):
            assert goal.value(play.values) <= found.nash.value


def gains(play):
    game = play.game
    rows = [play.move_probabilities(i) for i in range(2)]
    for i, move in itertools.product(range(2), range(2)):
        mixed = list(rows)
        mixed[i] = tuple(Fraction(int(k == move)) for k in range(2))
        yield Distribution.product(game, *mixed).values[i] - play.values[i]


def test_pygambit_scipy_and_pandas_are_not_imported_for_a_two_by_two_game():
    code = (
        "import sys; from oraclegames import best; best('chicken', 'nash');"
        "print([m for m in ('pygambit', 'scipy', 'pandas', 'highspy') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


# -- the question ----------------------------------------------------------------------------------


def test_huge_payoffs_are_answered():
    big = 10**400
    game = Game.from_arrays([[2 * big, 0], [3 * big, big]], [[2, 3], [0, 1]])
    found = best(game)
    assert found.value == 2 * big + 2 and found.verify()
    assert str(found) and json.dumps(found.to_dict())
    for totally_mixed in (True, False):
        answer = best(game, "nash", totally_mixed=totally_mixed)
        assert str(answer) and json.dumps(answer.to_dict())


def test_the_notion_is_read():
    with pytest.raises(InputError, match='"dependency" or "reflective"'):
        best("chicken", notion="reflektive")


@pytest.mark.parametrize("seed", range(some(12, 80)))
def test_names_of_players_and_moves_change_nothing(seed):
    """Moves that pay a constant make surfaces and segments, each case with its own formulas."""
    r = random.Random(seed)
    for _ in range(25):
        tables = []
        for _ in "AB":
            pairs = [(r.randint(-2, 2), r.randint(-2, 2)) for _ in "12"]
            tables.append([[a, a if r.random() < 0.4 else b] for a, b in pairs])
        rows, columns = tables[0], [list(c) for c in zip(*tables[1])]
        if r.random() < 0.3:  # somebody is indifferent everywhere
            rows, columns = [[rows[0][0]] * 2] * 2, [[r.randint(-3, 3) for _ in "12"] for _ in "12"]
        goal, mixed = r.choice(("welfare", "egalitarian", "nash")), r.random() < 0.7
        first, *others = (
            best(game, goal, totally_mixed=mixed, compare=False) for game in renamed(rows, columns)
        )
        for other in others:
            assert (other.status, other.attained) == (first.status, first.attained), (rows, columns)
            assert (other.value is None) == (first.value is None)
            assert first.value is None or order(other.value, first.value) == 0
