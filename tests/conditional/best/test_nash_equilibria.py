"""Nash equilibria to compare with: against Gambit, and what is said of what was not searched."""

from __future__ import annotations

import dataclasses
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings

from oraclegames import Distribution, Game
from oraclegames.budget import Clock
from oraclegames.conditional.best.best import best
from oraclegames.conditional.best.nash_equilibria import (
    ALL_NASH,
    EXTREME_NASH,
    FEW_MIXING,
    PURE_NASH,
    list_nash,
)
from oraclegames.conditional.best.objective import objective
from oraclegames.conditional.best.rival_equilibria import best_nash
from tests.depth import some
from tests.strategies import games

DUMMY = (
    'NFG 1 R "x" { "Row" "Col" "Dummy" } { 3 3 1 } '
    "10 0 0 0 10 0 0 0 0 0 10 0 10 0 0 0 0 0 0 0 0 0 0 0 1 1 0"
)


def random_game(seed: int, *shape: int, size: int = 3) -> Game:
    rng = np.random.default_rng(seed)
    return Game.from_arrays(*rng.integers(-size, size + 1, size=(len(shape), *shape)))


def test_a_player_with_one_move_hides_no_equilibrium(tmp_path):
    path = tmp_path / "dummy.nfg"
    path.write_text(DUMMY)
    found = best(str(path), "welfare")
    assert (found.nash.value, found.nash.exact) == (10, True)
    assert "best Nash equilibrium: 10" in str(found)


@pytest.mark.parametrize("seed", range(40))
def test_two_players_extreme_equilibria_are_those_of_gambit(seed):
    pygambit = pytest.importorskip("pygambit")
    rng = np.random.default_rng(seed)
    game = random_game(seed, *map(int, rng.integers(1, 5, 2)), size=1 + seed % 4)
    guest = pygambit.Game.from_arrays(*(game.payoff_array(i) for i in range(2)))
    expected = set()
    for profile in pygambit.nash.enummixed_solve(guest, rational=True).equilibria:
        mixes = [
            [Fraction(int(profile[s].numerator), int(profile[s].denominator)) for s in p.strategies]
            for p in guest.players
        ]
        expected.add(Distribution.product(game, *mixes).probabilities)
    found = list_nash(game)
    assert found.complete
    if game.shape != (2, 2):
        assert {play.probabilities for play in found.plays} == expected
    goal = objective("welfare", game)
    plays = [Distribution(game, p) for p in expected]
    assert best_nash(game, goal)[0].value == max(goal.value(play.values) for play in plays)


@given(games(max_players=4, max_moves=3, max_outcomes=24))
@settings(max_examples=some(24, 60))
def test_whatever_is_listed_is_an_equilibrium(game):
    found = list_nash(game)
    if found.complete:
        assert found.plays
    goal = objective("egalitarian", game)
    rival, searched, _ = best_nash(game, goal)
    assert searched == found.among(linear=False)
    assert (rival is None) == (not found.plays)
    if rival is not None:
        assert rival.verify(game, goal)


@pytest.mark.parametrize("seed", range(15))
def test_three_players_are_told_what_was_searched(seed):
    game = random_game(seed, 2, 3, 2, size=9)
    found = best(game, compare=True, tolerance=1)
    if found.nash is not None and found.nash.exact:  # no correlated equilibrium is better
        assert found.nash.value == found.correlated.value
        return
    assert found.nash_searched == FEW_MIXING
    if found.nash is None:
        assert f"no {FEW_MIXING} exists; other Nash equilibria do" in str(found)
    else:
        assert not found.nash.exact and f"best {FEW_MIXING}: " in str(found)
    assert found.to_dict()["nash_searched"] == FEW_MIXING


def test_without_time_or_with_many_moves_the_pure_ones_are_listed():
    game = random_game(1, 4, 4)
    assert list_nash(game, Clock(0)).searched == PURE_NASH
    assert list_nash(random_game(1, 9, 9)).searched == PURE_NASH
    assert list_nash(game).searched == ALL_NASH


def test_a_rival_with_one_tempting_move_does_not_verify():
    game = random_game(3, 3, 3)
    goal = objective("welfare", game)
    for kind in ("nash", "correlated"):
        found = best(game, "welfare", budget=1)
        rival = getattr(found, kind)
        for outcome in game.outcomes():
            play = Distribution.point(game, outcome)
            tempted = any(
                game.payoff(i, (*outcome[:i], move, *outcome[i + 1 :])) > game.payoff(i, outcome)
                for i in range(2)
                for move in range(3)
            )
            value = goal.value(play.values)
            forged = dataclasses.replace(rival, distribution=play, values=play.values, value=value)
            assert forged.verify(game, goal) == (not tempted)


# -- three players with two moves ------------------------------------------------------------------


def chances(play):
    """How likely everybody's second move is."""
    game = play.game
    total = [Fraction(0)] * game.n_players
    for outcome, p in zip(game.outcomes(), play.probabilities):
        for i, move in enumerate(outcome):
            total[i] = total[i] + move * p
    return tuple(total)


@pytest.mark.parametrize("seed", range(some(8, 25)))
def test_three_players_equilibria_are_those_that_sympy_finds(seed):
    """All solutions of the three bilinear equations on each face, by Gröbner bases."""
    sympy = pytest.importorskip("sympy")
    rng = np.random.default_rng(seed)
    game = random_game(seed, 2, 2, 2, size=9)
    found = list_nash(game)
    x = sympy.symbols("x0:3")
    gains = []
    for i in range(3):
        gain = 0
        for o in game.outcomes():
            weight = 1 if o[i] else -1
            for k in {0, 1, 2} - {i}:
                weight *= x[k] if o[k] else 1 - x[k]
            gain += weight * sympy.Rational(*game.payoff(i, o).as_integer_ratio())
        gains.append(sympy.expand(gain))
    inside = [play for play in found.plays if all(0 < c < 1 for c in chances(play))]
    try:
        solved = sympy.solve_poly_system(gains, *x)
    except NotImplementedError:
        assert found.searched == EXTREME_NASH or not found.corners
        return
    expected = {
        tuple(float(c) for c in point)
        for point in solved or ()
        if all(c.is_real and 0 < c < 1 for c in point)
    }
    assert len(expected) == len(inside)
    for play in inside:
        mine = [float(c) for c in chances(play)]
        assert any(np.allclose(mine, point, atol=1e-12, rtol=0) for point in expected)
    # and none was missed where somebody keeps a move: a grid of all mixtures of small denominators
    listed = {chances(play) for play in found.plays}
    for pick in rng.integers(0, 3, size=(8, 3)):
        point = [Fraction(int(k), 2) for k in pick]
        fine = all(
            (gain := float(gains[i].subs(dict(zip(x, point))))) * (2 * float(point[i]) - 1) >= 0
            and (point[i] in (0, 1) or gain == 0)
            for i in range(3)
        )
        assert not fine or tuple(point) in listed or not found.corners


THREE_MIX = Game.from_arrays(  # (√2 − 1, √2 − 1, √2 − 1): 1 − 2x − x² = 0 for each
    *(np.moveaxis(np.array([[[0, 0], [0, 0]], [[1, 0], [0, -2]]]), 0, i) for i in range(3))
)


def test_an_irrational_equilibrium_is_listed_compared_and_read_back():
    found = list_nash(THREE_MIX)
    assert found.searched == ALL_NASH
    assert any(not isinstance(p, Fraction) for play in found.plays for p in play.probabilities)
    lowest = "linear:-1,-1,-1"
    answer = best(THREE_MIX, lowest, budget=2)
    assert answer.nash.exact and answer.verify()
    assert "best Nash equilibrium: " in str(answer)


def test_where_values_are_not_independent_a_vertex_need_not_be_best():
    """Two players who are always indifferent, and a third who has one move but a value too."""
    tables = [[0, 2], [0, 2]], [[0, 0], [2, 2]], [[2, 0], [0, 0]]
    game = Game.from_arrays(*(np.array(table)[:, :, None] for table in tables))
    found = list_nash(game)
    assert found.among(linear=True) == ALL_NASH and found.among(linear=False) == EXTREME_NASH
    assert not best_nash(game, objective("egalitarian", game))[0].exact


def test_what_is_as_good_as_the_best_correlated_equilibrium_is_the_best():
    game = Game.from_arrays(*np.array([[[[3, 0], [0, 0], [0, 1]]] * 3] * 3))
    answer = best(game, "welfare", budget=2)
    assert answer.nash.value == answer.correlated.value == 9
    assert answer.nash.exact and answer.nash_searched == ALL_NASH
