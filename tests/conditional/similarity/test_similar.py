"""b-similarity equilibria: the numbers of the literature, and what holds of every game."""

from __future__ import annotations

import time
from fractions import Fraction as F
from itertools import product

import numpy as np
import pytest

from oraclegames import Game, InputError, catalog, similar
from oraclegames.conditional.similarity.cells import compare
from oraclegames.errors import UnsupportedError


def symmetric(table, **named):
    rows = [list(row) for row in table]
    return Game.from_arrays(rows, [list(column) for column in zip(*rows)], **named)


def told(found):
    """Each phase as (low, high, low included, high included, strategies)."""
    return [
        (
            str(phase.low),
            str(phase.high),
            phase.low_included,
            phase.high_included,
            [[list(map(str, corner)) for corner in one.corners] for one in phase.equilibria],
        )
        for phase in found.phases
    ]


# -- the numbers of the literature -----------------------------------------------------------------


def test_the_dilemma_5_3_1_0_mixes_between_its_two_thresholds():
    assert told(similar("prisoners_dilemma(5,3,1,0)")) == [
        ("0", "1/4", True, True, [[["0", "1"]]]),
        ("1/4", "2/3", False, False, [[["(4*b - 1)/(b + 1)", "(-3*b + 2)/(b + 1)"]]]),
        ("2/3", "1", True, True, [[["1", "0"]]]),
    ]


@pytest.mark.parametrize(
    ("table", "threshold"),
    [
        ([[2, 0], [3, 1]], F(1, 2)),
        ([[5, 0], [6, 1]], F(1, 5)),
        ([[10, 0], [11, 1]], F(1, 10)),
    ],
)
def test_a_dilemma_without_interaction_has_one_threshold(table, threshold):
    (c_c, c_d), (d_c, d_d) = table
    assert c_c - c_d - d_c + d_d == 0
    assert threshold == F(d_d - c_d, d_c - d_d)
    below, at, above = similar(symmetric(table)).phases
    assert (below.low, below.high, below.high_included) == (0, threshold, False)
    assert (above.low, above.high, above.low_included) == (threshold, 1, False)
    assert [below.equilibria[0].support, above.equilibria[0].support] == [(1,), (0,)]
    assert at.equilibria[0].corners == ((1, 0), (0, 1)) and at.equilibria[0].whole


def test_hare_survives_up_to_3_5():
    found = similar(symmetric([[5, 0], [3, 3]]))
    supports = [[one.support for one in phase.equilibria] for phase in found.phases]
    assert supports == [[(0,), (1,), (0, 1)], [(0,), (1,)], [(0,)]]
    assert found.phases[1].high == F(3, 5) and found.phases[1].high_included


def test_chicken_swerves_more_the_more_alike():
    (low, high, *_, ((strategy,),)), last = told(similar(symmetric([[0, -1], [1, -10]])))
    assert (low, high) == ("0", "1") and strategy[0] == "(11*b + 9)/(10*b + 10)"
    assert last[-1] == [[["1", "0"]]]


@pytest.mark.parametrize(("n", "a"), [(3, F(3, 2)), (2, F(3, 2)), (4, F(2)), (5, F(5, 4))])
def test_public_goods_are_given_from_a_threshold_on(n, a):
    threshold = (n - a) / (a * (n - 1))
    below, at, above = similar(catalog.public_goods(n, a)).phases
    assert at.low == at.high == threshold
    assert [below.equilibria[0].support, above.equilibria[0].support] == [(1,), (0,)]
    assert len(at.equilibria[0].corners) == 2
    assert n != 3 or threshold == F(1, 2)


def travellers():
    prices = range(2, 6)
    return symmetric([[min(p, q) + 2 * (p < q) - 2 * (p > q) for q in prices] for p in prices])


def test_the_travellers_have_no_equilibrium_between_2_5_and_1_2():
    found = similar(travellers())
    assert told(found) == [
        ("0", "2/5", True, True, [[["1", "0", "0", "0"]]]),
        ("2/5", "1/2", False, False, []),
        (
            "1/2",
            "1/2",
            True,
            True,
            [[["0", "1", "0", "0"]], [["0", "0", "1", "0"]], [["0", "0", "0", "1"]]],
        ),
        ("1/2", "2/3", False, True, [[["0", "0", "1", "0"]], [["0", "0", "0", "1"]]]),
        ("2/3", "1", False, True, [[["0", "0", "0", "1"]]]),
    ]
    assert found.status == "complete" and found.verify()
    for b, supports in (("0.52", [(2,), (3,)]), ("0.6", [(2,), (3,)]), ("0.45", [])):
        assert [one.support for one in found.at(b)] == supports
        assert [one.support for one in similar(travellers(), b).phases[0].equilibria] == supports


def test_a_game_without_any_between_0_and_1():
    cyclic = symmetric([[1, -2, 2], [2, 1, -2], [-2, 2, 1]])
    named = similar("rock_paper_scissors(2,2,1)")
    assert named.phases == similar(cyclic).phases
    first, none, last = named.phases
    assert none.equilibria == () and (none.low, none.high) == (0, 1)
    assert not none.low_included and not none.high_included
    assert first.equilibria[0].corners == ((F(1, 3),) * 3,)
    assert [one.support for one in last.equilibria] == [(0,), (1,), (2,)]


def test_with_zeros_on_its_diagonal_the_uniform_strategy_is_one_for_every_b():
    found = similar(symmetric([[0, -2, 2], [2, 0, -2], [-2, 2, 0]]))
    assert [str(x) for x in found.at("1/2")[0].corners[0]] == ["1/3"] * 3
    assert found.phases[0].low == 0 and found.phases[0].high == 1


# -- what holds of every game ----------------------------------------------------------------------


def random_tables(seed, count, sizes=(2, 3), reach=(1, 3)):
    rng = np.random.default_rng(seed)
    for _ in range(count):
        m, r = int(rng.choice(sizes)), int(rng.choice(reach))
        yield rng.integers(-r, r + 1, size=(m, m)).tolist()


def check_gapless(found):
    assert found.phases[0].low == 0 and found.phases[-1].high == 1
    for one, other in zip(found.phases, found.phases[1:]):
        assert compare(one.high, other.low) == 0
        assert one.high_included is not other.low_included


def check_random(tables):
    """The diagram against the numbers at single b, and against the loss bound of the source."""
    for table in tables:
        game = symmetric(table)
        found = similar(game)
        check_gapless(found)
        A = np.array(table)
        reach = A.max() - A.min()
        for b in (F(0), F(2, 7), F(1, 2), F(9, 10), F(1)):
            here, alone = found.at(b), similar(game, b).phases[0].equilibria
            assert len(here) == len(alone)
            for one, other in zip(here, alone):
                assert one.support == other.support and one.whole == other.whole
                assert set(one.strategies(b)) == set(other.strategies(b))
            if len(table) == 2:
                assert here, "two moves have one for every b"
            best = best_common(A)
            for one in here:
                for corner, value in zip(one.strategies(b), one.payoffs(b)):
                    assert sum(corner) == 1
                    x = np.array([float(p) for p in corner])
                    assert abs(x @ A @ x - float(value)) < 1e-9
                    if one.whole:
                        assert float(value) >= best - reach * (1 - float(b)) - 1e-9


def best_common(A):
    m = len(A)
    grid = np.array([p for p in np.ndindex(*(13,) * m) if sum(p) == 12]) / 12
    return np.einsum("ki,ij,kj->k", grid, A, grid).max()


def test_random_games():
    check_random(random_tables(1, 25))


@pytest.mark.slow
def test_many_random_games():
    check_random(random_tables(2, 500, (2, 3, 4), (1, 2, 5)))


def test_an_affine_map_of_the_payoffs_changes_nothing_and_orders_of_moves_do_not_matter():
    for table in random_tables(11, 12, (3,)):
        scaled = [[F(7, 3) * x - 5 for x in row] for row in table]
        turned = [[table[i][j] for j in (2, 0, 1)] for i in (2, 0, 1)]
        first, second, third = (similar(symmetric(t)) for t in (table, scaled, turned))
        assert told(first) == told(second)
        ends = [[(str(p.low), str(p.high)) for p in found.phases] for found in (first, third)]
        assert ends[0] == ends[1]


def test_a_copy_of_a_move_adds_only_mixtures():
    for table in random_tables(13, 8, (2,)):
        doubled = [[*row, row[1]] for row in (*table, table[1])]
        plain, copied = similar(symmetric(table)), similar(symmetric(doubled))
        for b in (F(1, 5), F(3, 5)):
            values = [
                {v for one in found.at(b) if one.whole for v in one.payoffs(b)}
                for found in (plain, copied)
            ]
            assert values[0] == values[1]


def test_large_numbers_and_small_games():
    huge = 10**30
    found = similar(symmetric([[3 * huge, 0], [5 * huge, huge]]))
    assert [str(phase.high) for phase in found.phases] == ["1/4", "2/3", "1"]
    assert told(similar(Game.from_arrays([[7]], [[7]]))) == [("0", "1", True, True, [[["1"]]])]
    alone = similar(Game.from_arrays([1, 3, 3]))
    assert told(alone)[0][-1] == [[["0", "1", "0"], ["0", "0", "1"]]]
    many = similar(Game.from_arrays(*[[[[4]]]] * 3))
    assert many.phases[0].equilibria[0].support == (0,)


def test_constant_payoffs_make_every_strategy_one():
    for game in (symmetric([[1] * 3] * 3), catalog.all_match()):
        found = similar(game, 1)
        assert found.phases[0].equilibria
    (phase,) = similar(symmetric([[1] * 3] * 3)).phases
    assert len(phase.equilibria[0].corners) == 3 and phase.equilibria[0].whole


def test_a_part_of_a_polytope_is_marked():
    found = similar(symmetric([[1, 1, 0], [1, 1, 0], [0, 5, 2]]))
    parts = [one for phase in found.phases for one in phase.equilibria if not one.whole]
    assert found.status == "undetermined" and parts
    assert "a convex part of" in str(found) and found.verify()


@pytest.mark.parametrize(
    ("rows", "b", "corners"),
    [
        # By a deviation to a move that is played.
        ([[1, 1, 1], [0, 1, 1], [0, 1, 1]], "1/3", [("1/4", "3/4", 0), ("1/4", 0, "3/4")]),
        ([[2, 0, 2], [1, 1, 1], [2, 0, 2]], "1", [("1/4", "3/4", 0), (0, "3/4", "1/4")]),
        # By a mixed one.
        ([[0, 3, 1], [3, 2, 2], [1, 2, 2]], "1/2", [(0, "1/2", "1/2"), (0, 0, 1)]),
        ([[0, 1, 1], [2, 1, 1], [0, 1, 1]], "1/3", [(0, "1/2", "1/2"), (0, 0, 1)]),
    ],
)
def test_a_polytope_whose_corners_all_fail_alike_holds_nothing(rows, b, corners):
    found = similar(symmetric(rows), b)
    assert found.status == "complete" and found.verify()
    A, b = np.array([[F(x) for x in row] for row in rows]), F(b)
    twelfths = product([F(k, 12) for k in range(13)], repeat=3)
    deviations = [np.array(t) for t in twelfths if sum(t) == 1]
    one, other = (np.array(list(map(F, corner))) for corner in corners)
    for weight in (F(0), F(1, 3), F(1, 2), F(7, 8), F(1)):
        s = weight * one + (1 - weight) * other
        worth = (A + b * A.T) @ s
        assert all(w == max(worth) for w, x in zip(worth, s) if x)  # solves the equations
        assert max(t @ A @ (b * t + (1 - b) * s) - s @ A @ s for t in deviations) > 0


def test_a_budget_that_is_spent_is_told():
    found = similar(travellers(), budget=0)
    assert found.status == "partial" and "none found" in str(found)
    assert found.verify()


@pytest.mark.parametrize(
    ("game", "b", "message"),
    [
        ("battle_of_the_sexes", None, "Row gets 3 at .Boxing, Boxing. and Column gets 2"),
        ("random_game(2,3)", None, "all need the same moves"),
        ("chicken", "3/2", "from 0 to 1, not 3/2"),
        ("chicken", "x", "the similarity b"),
        ("chicken", 0.3, "float"),
    ],
)
def test_bad_input_is_one_line(game, b, message):
    with pytest.raises(InputError, match=message) as caught:
        similar(game, b)
    assert "\n" not in str(caught.value)


def test_what_is_not_computed_is_said():
    with pytest.raises(UnsupportedError, match="two players, or for two moves"):
        similar(Game.from_arrays(*np.zeros((3, 3, 3, 3), int)))
    with pytest.raises(UnsupportedError, match="up to 8 moves"):
        similar(symmetric(np.zeros((9, 9), int).tolist()))
    with pytest.raises(InputError, match="at b = 1/2, not 1/3"):
        similar("chicken", "1/2").at("1/3")


@pytest.mark.parametrize("b", [None, "1/2"])
def test_payoffs_of_hundreds_of_digits_keep_the_budget(b):
    moves, size = np.indices((2,) * 5), 10**300
    worth = {(a, k): (3 * a - k * k + 2) * size + k * a - 4 for a in (0, 1) for k in range(5)}
    tables = [
        [worth[int(a), int(n - a)] for a, n in zip(own.ravel(), moves.sum(axis=0).ravel())]
        for own in moves
    ]
    game = Game.from_arrays(*(np.array(t, dtype=object).reshape((2,) * 5) for t in tables))
    start = time.process_time()
    found = similar(game, b, budget=0.2)
    assert time.process_time() - start < 2
    assert found.status in ("complete", "partial") and found.verify()
