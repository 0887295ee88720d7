"""All pure dependency equilibria: the literature's lists, and every outcome checked one by one."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from oraclegames import Distribution, Game, solve
from oraclegames.conditional.check.check import check
from oraclegames.conditional.check.pure import pure_equilibria
from oraclegames.conditional.similarity.notions import NOTIONS
from oraclegames.conditional.trembles.face import Face
from oraclegames.conditional.trembles.levels import strict_levels
from tests.depth import some
from tests.strategies import games, wild_payoffs


def symmetric(rows):
    return Game.from_arrays(rows, [list(column) for column in zip(*rows)])


PENNIES = Game.from_arrays([[1, -1], [-1, 1]], [[-1, 1], [1, -1]])
COMMON = [[1, 1, 0], [1, 0, 1], [0, 1, 1]]


@pytest.mark.parametrize(
    ("game", "strict", "tied"),
    [
        (Game.from_arrays([[3, 0], [0, 2]], [[2, 0], [0, 3]]), "00 11", "01 10"),
        (symmetric([[2, 0], [3, 1]]), "00 11", ""),
        (symmetric([[-1, -3], [0, -2]]), "00 11", ""),
        (symmetric([[3, 1], [4, 0]]), "00 01 10", ""),
        (symmetric([[-99, 1], [0, 0]]), "01 10 11", ""),
        (PENNIES, "", "00 01 10 11"),
        (Game.from_arrays([[0, 1], [0, -1]], [[-2, 0], [1, -1]]), "01", "10"),
        (Game.from_arrays(COMMON, COMMON), "00 01 10 12 21 22", "02 11 20"),
    ],
)
def test_pure_equilibria_of_the_literature_with_their_ties(game, strict, tied):
    found = pure_equilibria(game)
    codes = {"".join(map(str, equilibrium.outcome)) for equilibrium in found}
    assert codes == set(strict.split()) | set(tied.split())
    for equilibrium in found:
        code = "".join(map(str, equilibrium.outcome))
        assert strict_levels(Face.at(game, equilibrium.outcome)).complete == (code in strict)
        assert equilibrium.verify()
        if code in strict:
            assert equilibrium.reflective == "yes"


@given(st.data())
@settings(max_examples=some(40, 100))
def test_the_list_holds_exactly_the_outcomes_that_pass_the_check(data):
    payoffs = data.draw(st.sampled_from(["small", "wild"]))
    options = {"payoffs": wild_payoffs} if payoffs == "wild" else {}
    game = data.draw(games(max_outcomes=18, **options))
    found = pure_equilibria(game)
    passing = [o for o in game.outcomes() if check(game, Distribution.point(game, o))]
    assert [equilibrium.outcome for equilibrium in found] == passing
    for equilibrium in found:
        assert equilibrium.labels == game.outcome_labels(equilibrium.outcome)
        assert equilibrium.values == game.payoffs(equilibrium.outcome)
        assert equilibrium.verify()


@given(st.data())
@settings(max_examples=some(80, 200))
def test_in_two_by_two_games_the_pure_maximin_decides(data):
    """The folk theorem: an outcome passes iff both get at least their pure maximin."""
    game = data.draw(games(shape=(2, 2)))
    tables = [game.payoff_array(0), game.payoff_array(1).T]
    maximin = [max(min(row) for row in table.tolist()) for table in tables]
    expected = [
        o
        for o in game.outcomes()
        if all(value >= least for value, least in zip(game.payoffs(o), maximin))
    ]
    assert [equilibrium.outcome for equilibrium in pure_equilibria(game)] == expected


def test_games_without_ties_in_two_by_two_leave_nothing_undetermined():
    random = np.random.default_rng(2)
    for _ in range(50):
        tables = [random.permutation(4).reshape(2, 2) for _ in range(2)]
        assert all(e.reflective == "yes" for e in pure_equilibria(Game.from_arrays(*tables)))


def test_every_game_has_a_pure_dependency_equilibrium_where_a_pure_nash_equilibrium_exists():
    random = np.random.default_rng(6)
    for _ in range(30):
        shape = tuple(int(m) for m in random.integers(1, 4, 3))
        game = Game.from_arrays(*[random.integers(0, 3, shape) for _ in shape])
        found = {equilibrium.outcome for equilibrium in pure_equilibria(game)}
        for outcome in game.outcomes():
            deviations = (
                game.payoff(i, (*outcome[:i], s, *outcome[i + 1 :])) <= game.payoff(i, outcome)
                for i in range(3)
                for s in range(shape[i])
            )
            if all(deviations):
                assert outcome in found


def test_a_game_of_sixty_outcomes_is_done_in_row_major_order():
    random = np.random.default_rng(0)
    game = Game.from_arrays(*[random.integers(0, 10, (5, 4, 3)) for _ in range(3)])
    found = pure_equilibria(game)
    assert [e.outcome for e in found] == sorted(e.outcome for e in found)
    assert found
    assert all(e.verify() for e in found)
    assert found[0].to_dict()["outcome"] == list(found[0].labels)


def test_false_entries_are_refused():
    found = pure_equilibria(symmetric([[2, 0], [3, 1]]))[0]
    assert found.verify()
    assert not replace(found, outcome=(1, 1)).verify()
    assert not replace(found, game=symmetric([[3, 0], [5, 1]])).verify()
    assert not replace(found, reflective="no").verify()


@pytest.mark.parametrize("name", ["prisoners_dilemma", "matching_pennies", "coordination(3)"])
def test_pure_equilibria_know_their_notions(name):
    for pure in solve(name).pure:
        played = Distribution.point(pure.game, pure.outcome)
        asked = {n for n in NOTIONS if check(pure.game, played, notion=n)}
        assert set(pure.notions) == asked and "dependency" in asked
