"""Tremble levels against exhaustive layering, and against the sequences that they promise."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from functools import cache
from itertools import combinations, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from oraclegames import Distribution, Game
from oraclegames.conditional.trembles.face import Face
from oraclegames.conditional.trembles.levels import (
    Levels,
    LevelSearch,
    Stuck,
    small_levels,
    strict_levels,
    weak_levels,
)
from oraclegames.conditional.trembles.regularity import StrictTremble
from tests.depth import some
from tests.strategies import distributions, games, wild_payoffs

EPSILON = Fraction(1, 10**9)


# -- exhaustive layering, by floating-point programs on small whole numbers ------------------------


def one_layer(game, base, values, chosen, rest, strict):
    """Whether some w ≥ 0 touches every chosen set with a sum ≤ 0 (< 0) and no set of the rest."""
    from scipy.optimize import linprog

    outcomes = [
        o
        for o in game.outcomes()
        if any(o[i] == s for i, s in chosen) and not any(o[i] == s for i, s in rest)
    ]
    rows, bounds = [], []
    for i, s in chosen:
        gains = [float(game.payoff(i, o) - values[i]) if o[i] == s else 0.0 for o in outcomes]
        rows.append(gains)
        bounds.append(-1.0 if strict else 0.0)
        if not strict:
            rows.append([-1.0 if o[i] == s else 0.0 for o in outcomes])
            bounds.append(-1.0)
    if not outcomes:
        return False
    return linprog([0.0] * len(outcomes), A_ub=rows, b_ub=bounds).status == 0


def layering_exists(game, base, strict):
    """Try every ordered partition of the unsupported moves of a pure outcome into layers."""
    values = game.payoffs(base)
    sets = [(i, s) for i in range(game.n_players) for s in range(game.shape[i]) if s != base[i]]

    @cache
    def possible(left):
        if not left:
            return True
        return any(
            one_layer(game, base, values, chosen, tuple(x for x in left if x not in chosen), strict)
            and possible(tuple(x for x in left if x not in chosen))
            for size in range(1, len(left) + 1)
            for chosen in combinations(left, size)
        )

    return possible(tuple(sets))


@pytest.mark.parametrize(
    ("shape", "count", "high"),
    [
        ((2, 2), 30, 2),
        ((2, 2), 20, 4),
        ((2, 3), 8, 2),
        ((2, 3), 8, 4),
        ((2, 2, 2), 8, 2),
        ((2, 2, 2), 4, 4),
        ((3, 3), 2, 2),
        ((3, 3), 2, 5),
        ((1, 3), 6, 2),
    ],
)
def test_levels_exist_exactly_when_exhaustive_layering_finds_some(shape, count, high):
    random = np.random.default_rng(10 * sum(shape) + high)
    for _ in range(some(1 + count // 3, count)):
        game = Game.from_arrays(*[random.integers(0, high, shape) for _ in shape])
        for outcome in game.outcomes():
            face = Face.at(game, outcome)
            weak, strict = weak_levels(face), strict_levels(face)
            assert weak.verify()
            assert strict.verify()
            assert isinstance(weak, Levels) == layering_exists(game, outcome, strict=False)
            assert strict.complete == layering_exists(game, outcome, strict=True)


@pytest.mark.slow
@pytest.mark.parametrize("shape", [(3, 3), (2, 4), (2, 2, 2), (3, 2, 2)])
@pytest.mark.parametrize("high", [2, 3, 6])
def test_levels_agree_with_exhaustive_layering_on_more_games(shape, high):
    random = np.random.default_rng(high)
    for _ in range(6):
        game = Game.from_arrays(*[random.integers(0, high, shape) for _ in shape])
        for outcome in game.outcomes():
            face = Face.at(game, outcome)
            weak = isinstance(weak_levels(face), Levels)
            assert weak == layering_exists(game, outcome, strict=False)
            assert strict_levels(face).complete == layering_exists(game, outcome, strict=True)


# -- what levels promise ---------------------------------------------------------------------------


def limit_values(levels: Levels, probabilities) -> dict:
    """c_i(s) − v_i for every unsupported move, at P + ε w¹ + ε² w² + …, in plain fractions."""
    game = levels.face.game
    weight = dict(zip(game.outcomes(), probabilities))
    for order, weights in enumerate(levels.levels, 1):
        for outcome, w in weights:
            weight[outcome] += EPSILON**order * w
    for outcome in weight:
        weight[outcome] = weight[outcome] or EPSILON ** (len(levels.levels) + 2)
    result = {}
    for i, s in levels.face.unsupported:
        mass = sum(w for o, w in weight.items() if o[i] == s)
        gain = sum(w * game.payoff(i, o) for o, w in weight.items() if o[i] == s)
        result[i, s] = gain / mass - levels.face.values[i]
    return result


@given(st.data())
@settings(max_examples=some(60, 150))
def test_levels_give_every_unsupported_move_no_more_than_the_play_in_the_limit(data):
    game = data.draw(games(max_outcomes=18))
    outcome = data.draw(st.sampled_from(list(game.outcomes())))
    face = Face.at(game, outcome)
    point = Distribution.point(game, outcome).probabilities
    weak, strict = weak_levels(face), strict_levels(face)
    assert weak.verify()
    assert strict.verify()
    if isinstance(weak, Levels):
        assert all(gain <= EPSILON * 10**4 for gain in limit_values(weak, point).values())
    if strict.complete:
        assert isinstance(weak, Levels)
        assert all(gain < 0 for gain in limit_values(strict, point).values())


@given(st.data())
@settings(max_examples=some(40, 100))
def test_every_answer_verifies_on_mixed_supports_and_huge_numbers(data):
    game = data.draw(games(payoffs=wild_payoffs, max_outcomes=18))
    played = data.draw(distributions(game))
    weak, strict = weak_levels(Face.of(played)), strict_levels(Face.of(played))
    assert weak.verify()
    assert strict.verify()
    assert isinstance(weak, Levels) or not strict.complete


@given(st.data())
@settings(max_examples=some(24, 60))
def test_units_of_payoff_do_not_matter(data):
    """Positive factors and constants, of any size, leave every answer as it was."""
    game = data.draw(games(max_outcomes=18))
    outcome = data.draw(st.sampled_from(list(game.outcomes())))
    moved = Game.from_arrays(
        *(game.payoff_array(i) * Fraction(10**40 + i, 7) - 10**45 for i in range(game.n_players))
    )
    first, second = Face.at(game, outcome), Face.at(moved, outcome)
    assert type(weak_levels(first)) is type(weak_levels(second))
    assert strict_levels(first).remaining == strict_levels(second).remaining


# -- named cases -----------------------------------------------------------------------------------


def test_a_dominating_move_is_stuck_with_a_unit_vector():
    dilemma = Game.from_arrays([[2, 0], [3, 1]], [[2, 3], [0, 1]])
    stuck = weak_levels(Face.at(dilemma, (0, 1)))
    assert isinstance(stuck, Stuck)
    assert stuck.moves == ((0, 1),)
    assert stuck.multipliers == (Fraction(1),)
    assert stuck.verify()


def test_two_demands_on_one_cell_conflict():
    """At (0, 0) a second move may be tried only in the cell (1, 1); the other gains too much."""
    game = Game.from_arrays([[0, 5], [1, -1]], [[0, 1], [5, 2]])
    assert isinstance(weak_levels(Face.at(game, (0, 0))), Stuck)
    game = Game.from_arrays([[0, 5], [1, -1]], [[0, 1], [5, -1]])
    levels = weak_levels(Face.at(game, (0, 0)))
    assert isinstance(levels, Levels)
    assert levels.levels == ((((1, 1), Fraction(1)),),)


def test_a_cycle_of_demands_needs_a_linear_program():
    """Three players who each lose in one shared cell and gain in the next one: a cycle.

    The second move of player i is touched by the cells in which i and her successor deviate
    together; there i gains g and the successor loses 1. Balanced weights exist iff g ≤ 1.
    """
    for gain, possible in ((1, True), (2, False), (Fraction(1, 2), True)):
        tables = [np.full((2, 2, 2), Fraction(9), dtype=object) for _ in range(3)]
        for i in range(3):
            tables[i][0, 0, 0] = Fraction(0)
            cell = [0, 0, 0]
            cell[i] = cell[(i + 1) % 3] = 1
            tables[i][tuple(cell)] = Fraction(gain)
            tables[(i + 1) % 3][tuple(cell)] = Fraction(-1)
        game = Game.from_arrays(*tables)
        answer = weak_levels(Face.at(game, (0, 0, 0)))
        assert isinstance(answer, Levels if possible else Stuck)
        assert answer.verify()
        assert strict_levels(Face.at(game, (0, 0, 0))).complete == (gain == Fraction(1, 2))
        if isinstance(answer, Stuck):
            assert len(answer.moves) == 3


def test_a_move_that_is_always_tied_does_not_hold_up_the_others():
    """The cycle above with g = 1/2, and a third move of the first player, worth exactly v = 0."""
    tables = [np.full((3, 2, 2), Fraction(9), dtype=object) for _ in range(3)]
    for i in range(3):
        tables[i][0, 0, 0] = Fraction(0)
        cell = [0, 0, 0]
        cell[i] = cell[(i + 1) % 3] = 1
        tables[i][tuple(cell)] = Fraction(1, 2)
        tables[(i + 1) % 3][tuple(cell)] = Fraction(-1)
    tables[0][2] = Fraction(0)
    face = Face.at(Game.from_arrays(*tables), (0, 0, 0))
    levels = strict_levels(face)
    assert levels.remaining == ((0, 2),)
    assert levels.verify()
    assert isinstance(weak_levels(face), Levels)


def test_tied_payoffs_allow_weak_levels_only():
    pennies = Game.from_arrays([[1, -1], [-1, 1]], [[-1, 1], [1, -1]])
    face = Face.at(pennies, (0, 0))
    assert isinstance(weak_levels(face), Levels)
    assert not strict_levels(face).complete


def test_false_levels_and_false_proofs_are_refused():
    dilemma = Game.from_arrays([[2, 0], [3, 1]], [[2, 3], [0, 1]])
    levels = weak_levels(Face.at(dilemma, (0, 0)))
    assert levels.verify()
    assert not replace(levels, levels=()).verify()
    assert not replace(levels, levels=((((1, 0), Fraction(1)),),)).verify()
    assert not replace(levels, levels=((((1, 1), Fraction(-1)),),)).verify()
    assert not replace(levels, levels=levels.levels * 2).verify()
    stuck = weak_levels(Face.at(dilemma, (0, 1)))
    assert not replace(stuck, multipliers=(Fraction(1, 2),)).verify()
    assert not replace(stuck, multipliers=(Fraction(-1),)).verify()
    assert not replace(stuck, moves=((1, 0),)).verify()
    assert not replace(stuck, moves=(), multipliers=()).verify()


def test_a_tie_is_no_strict_level():
    """Player 2's second move pays her what the play pays: fine in weak levels only."""
    game = Game.from_arrays([[1, 1], [0, 0]], [[1, 1], [0, 0]])
    face = Face.at(game, (0, 0))
    tie, worse = (((0, 1), Fraction(1)),), (((1, 0), Fraction(1)),)
    assert Levels(face, False, (tie, worse)).verify()
    assert not Levels(face, True, (tie, worse)).verify()
    assert Levels(face, True, (worse,), ((1, 1),)).verify()
    point = Distribution.point(game, (0, 0))
    offsets = (Fraction(0),) * 2
    assert not StrictTremble(point, Levels(face, True, (tie, worse)), (), offsets).verify()


def test_ties_that_cancel_are_no_strict_level_either():
    """Gains of 1 and -1 at equal weights sum to 0; with more weight on the loss all is well."""
    game = Game.from_arrays([[0, 0], [1, -1]], [[0, -1], [0, -1]])
    face = Face.at(game, (0, 0))
    for weight, holds in ((1, False), (2, True)):
        level = (((1, 0), Fraction(1)), ((1, 1), Fraction(weight)))
        assert Levels(face, True, (level,)).verify() == holds
        assert Levels(face, False, (level,)).verify()


# -- the way of small games ------------------------------------------------------------------------


def by_arrays(face):
    search = LevelSearch(face, face.unsupported)
    proof = search.weak()
    if proof:
        return Stuck(face, tuple(move for move, _ in proof), tuple(y for _, y in proof))
    return Levels(face, False, tuple(search.levels))


def faces_of(game):
    """Every pure outcome, and faces of several moves with arbitrary values."""
    for outcome in game.outcomes():
        yield Face.at(game, outcome)
    for moves in product(*([(s,), tuple(range(m))] for m in game.shape for s in (m - 1,))):
        yield Face(game, moves, tuple(Fraction(i - 1, 2) for i in range(game.n_players)))


@given(games(max_moves=3) | games(payoffs=st.integers(-1, 1).map(Fraction)))
def test_integers_find_what_arrays_find(game):
    for face in faces_of(game):
        found, known = small_levels(face), by_arrays(face)
        assert type(found) is type(known) and found.verify()
        if isinstance(found, Levels):
            assert found.complete


@given(games(shape=(2, 2)) | games(shape=(2, 2), payoffs=st.integers(-1, 1).map(Fraction)))
def test_in_2x2_games_no_program_is_needed(game):
    for face in faces_of(game):
        assert small_levels(face) == by_arrays(face)


def test_weights_of_several_outcomes_at_once():
    """Nobody's move can be tried alone; together they can, unless that costs more than it gives."""
    row = [[0, 1, 1], [1, -2, 3], [1, 1, -1]]
    for cost, kind in ((1, Levels), (5, Stuck)):
        game = Game.from_arrays(row, [[0, 1, 1], [1, 1, -3], [1, -1, cost]])
        found = small_levels(Face.at(game, (0, 0)))
        assert type(found) is kind is type(by_arrays(Face.at(game, (0, 0)))) and found.verify()
        assert len(found.levels[0] if isinstance(found, Levels) else found.moves) == 4
