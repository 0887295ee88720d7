"""Grounded programs with exact simulation."""

from __future__ import annotations

from fractions import Fraction
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from oraclegames import Game, InputError, UnsupportedError, read_result
from oraclegames.reflective.agents.grounded import Grounded, tit_for_tat
from oraclegames.reflective.agents.nicer_bot import NicerBot
from oraclegames.reflective.match.match import match
from oraclegames.reflective.programs.grounded_equilibrium import (
    grounded_equilibrium,
    nicer_epsilons,
)
from tests.depth import some
from tests.reflective.prisoners import LARGE, SMALL, UNEVEN, dilemma
from tests.strategies import games, small_payoffs


@pytest.mark.parametrize(
    ("game", "most"),
    [
        (SMALL, Fraction(1, 2)),
        (dilemma(5, 3, 1, 0), Fraction(1, 3)),
        (LARGE, Fraction(2, 3)),
    ],
)
def test_nicerbots_are_an_equilibrium_up_to_a_threshold(game, most):
    assert nicer_epsilons(game) == (0, most)
    near = Fraction(1, 1000)
    assert grounded_equilibrium(game, NicerBot(), NicerBot(), most).holds
    assert grounded_equilibrium(game, NicerBot(), NicerBot(), most - near).holds
    assert not grounded_equilibrium(game, NicerBot(), NicerBot(), most + near).holds


@settings(max_examples=some(32, 80))
@given(
    games(shape=(2, 2), payoffs=small_payoffs),
    st.sampled_from([Fraction(k, 12) for k in range(1, 12)]),
)
def test_the_formula_is_the_enumeration_of_supports(game, epsilon):
    ends = nicer_epsilons(game)
    inside = ends is not None and ends[0] <= epsilon <= ends[1]
    assert grounded_equilibrium(game, NicerBot(), NicerBot(), epsilon).holds is inside


@pytest.mark.parametrize("seed", range(some(8, 40)))
def test_the_interval_ends_where_an_equilibrium_does(seed):
    r, near, seen = Random(seed), Fraction(1, 1000), 0
    for _ in range(30):
        tables = [[[r.randint(-3, 3) for _ in "ab"] for _ in "ab"] for _ in "ab"]
        moves = [r.choice((["C", "D"], ["D", "C"])) for _ in "ab"]
        game = Game.from_arrays(*tables, moves=moves)

        def holds(epsilon, game=game):
            return grounded_equilibrium(game, NicerBot(), NicerBot(), epsilon).holds

        ends = nicer_epsilons(game)
        if ends is None:
            assert not any(holds(Fraction(k, 7)) for k in range(1, 7))
            continue
        low, high = ends
        assert 0 <= low <= high <= 1
        assert all(holds(e) for e in {low, high, (low + high) / 2} - {0, 1})
        beyond = [e for e, end in ((low - near, low), (high + near, high)) if 0 < end < 1]
        assert not any(map(holds, beyond))
        seen += bool(beyond)
    assert seen


@settings(max_examples=some(24, 60))
@given(
    games(shape=(3, 2), payoffs=small_payoffs),
    st.integers(0, 4),
    st.integers(0, 4),
    st.sampled_from([Fraction(1, 7), Fraction(1, 2)]),
)
def test_no_constant_on_a_fine_grid_beats_the_best_constant(game, i, j, epsilon):
    thirds = [(1, 0, 0), (0, 1, 0), (0, 0, 1), ("1/3", "1/3", "1/3"), ("1/2", "1/2", 0)]
    halves = [(1, 0), (0, 1), ("1/2", "1/2"), ("1/4", "3/4"), (1, 0)]
    first = Grounded(thirds[i], (thirds[j], thirds[(i + j) % 5]))
    second = Grounded(halves[j], (halves[i], halves[(i + 1) % 5], halves[(i + 2) % 5]))
    check = grounded_equilibrium(game, first, second, epsilon)
    best = None
    for a in range(9):
        for b in range(9 - a):
            p = (Fraction(a, 8), Fraction(b, 8), Fraction(8 - a - b, 8))
            q = [
                epsilon * second.opening[k]
                + (1 - epsilon) * sum(w * second.table[m][k] for m, w in enumerate(p))
                for k in (0, 1)
            ]
            value = sum(p[m] * q[k] * game.payoff(0, (m, k)) for m in range(3) for k in (0, 1))
            best = value if best is None else max(best, value)
    assert best <= check.best[0]
    assert sum(check.deviations[0]) == 1 and min(check.deviations[0]) >= 0


def test_exact_simulation_is_the_limit_of_readings():
    exact = grounded_equilibrium(UNEVEN, NicerBot(), tit_for_tat(), "1/5")
    assert exact.play == ((1, 0), (1, 0))
    rounded = match(UNEVEN, NicerBot(), tit_for_tat(), "1/500", "1/5")
    assert all(
        abs(x - y) <= Fraction(1, 100)
        for point in rounded.fixed_points
        for x, y in zip(point.payoffs, exact.payoffs)
    )


def test_a_program_that_looks_at_its_own_move_is_refused():
    odd = Grounded((1, 0), (((1, 0), (0, 1)), ((0, 1), (1, 0))), "win-stay")
    with pytest.raises(UnsupportedError, match="own last move"):
        grounded_equilibrium(SMALL, odd, NicerBot())


def test_bad_questions_are_one_line():
    with pytest.raises(InputError, match="between 0 and 1"):
        grounded_equilibrium(SMALL, NicerBot(), NicerBot(), 1)
    with pytest.raises(UnsupportedError, match="2×2"):
        nicer_epsilons(Game.from_arrays([[0] * 3] * 2, [[0] * 3] * 2))
    with pytest.raises(UnsupportedError, match="at most 10"):
        wide = Game.from_arrays([[0] * 11] * 2, [[0] * 11] * 2)
        grounded_equilibrium(wide, NicerBot(), NicerBot())


def test_ten_moves_are_done_and_told_support_by_support():
    wide, steps = Game.from_arrays([[0] * 10] * 2, [[0] * 10] * 2), []
    answers = Grounded((1, 0), ((1, 0),) * 10), Grounded((1, *[0] * 9), ((1, *[0] * 9),) * 2)
    found = grounded_equilibrium(wide, *answers, progress=steps.append)
    assert found.holds and read_result(found.to_json()).to_dict() == found.to_dict()
    counts = (2**2 - 3, 2**10 - 11)  # all supports of two moves and more, for both players
    expected = [(k, count) for count in counts for k in range(1, count + 1)]
    assert [(step.done, step.total) for step in steps] == expected


def test_a_document_about_three_players_is_unreadable():
    document = grounded_equilibrium("prisoners_dilemma", NicerBot(), NicerBot(), "1/2").to_dict()
    assert read_result(document).to_dict() == document
    document["game"] = Game.from_arrays(*[[[[1, 2]]]] * 3).to_dict()
    with pytest.raises(InputError, match="a game of two players"):
        read_result(document)
