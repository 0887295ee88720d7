"""Any number of players with two moves: against the other algorithm, and against brute force."""

from __future__ import annotations

from fractions import Fraction as F
from math import comb

import numpy as np
import pytest

from oraclegames import Game, catalog, similar
from oraclegames.budget import Clock
from oraclegames.conditional.similarity.diagram import phases
from oraclegames.conditional.similarity.symmetric import payoff_matrix, payoffs_by_count
from oraclegames.conditional.similarity.two_moves import tracks
from oraclegames.errors import UnsupportedError


def by_count(first, second):
    """The game in which k others on the first move pay first[k] or second[k]."""
    n = len(first)
    tables = [np.zeros((2,) * n, dtype=object) for _ in range(n)]
    for outcome in np.ndindex(*(2,) * n):
        for i, move in enumerate(outcome):
            others = sum(1 - other for j, other in enumerate(outcome) if j != i)
            tables[i][outcome] = int((second if move else first)[others])
    return Game.from_arrays(*(table.tolist() for table in tables))


def pay(y, table):
    n = len(table)
    return sum(comb(n - 1, k) * y**k * (1 - y) ** (n - 1 - k) * table[k] for k in range(n))


def gain(first, second, x, b, t):
    """The most that a common deviation to t gains."""
    y = x + b * (t - x)
    now = x * pay(x, first) + (1 - x) * pay(x, second)
    return (t * pay(y, first) + (1 - t) * pay(y, second) - now).max()


def check_brute_force(seed, count, players):
    rng = np.random.default_rng(seed)
    grid = np.linspace(0, 1, 401)
    for _ in range(count):
        n, reach = int(rng.choice(players)), int(rng.choice([1, 2, 5]))
        first, second = rng.integers(-reach, reach + 1, size=(2, n))
        game = by_count(first, second)
        found = similar(game)
        for b in (F(0), F(1, 7), F(1, 2), F(9, 10), F(1)):
            spans = [sorted(float(s[0]) for s in one.strategies(b)) for one in found.at(b)]
            for low, high in ((span[0], span[-1]) for span in spans):
                for x in (low, high, (low + high) / 2):
                    assert gain(first, second, x, float(b), grid) < 1e-9, (first, second, b, x)
            for x in np.linspace(0, 1, 101):
                if not any(span[0] - 1e-12 <= x <= span[-1] + 1e-12 for span in spans):
                    near = [np.clip(x + np.linspace(-r, r, 201), 0, 1) for r in (1e-2, 1e-4)]
                    most = gain(first, second, x, float(b), np.concatenate([grid, *near]))
                    assert most > 1e-13, (first, second, b, x, spans)
            alone = similar(game, b).phases[0].equilibria
            again = sorted(sorted(float(s[0]) for s in one.strategies(b)) for one in alone)
            assert len(again) == len(spans)
            assert all(np.allclose(u, v, atol=1e-9) for u, v in zip(again, sorted(spans)))


def test_brute_force_agrees():
    check_brute_force(3, 12, (3, 4))


@pytest.mark.slow
def test_brute_force_agrees_on_many_games():
    check_brute_force(4, 250, (3, 3, 4, 4, 5))


def test_two_players_by_both_algorithms():
    rng = np.random.default_rng(5)
    for _ in range(60):
        table = rng.integers(-2, 3, size=(2, 2)).tolist()
        game = Game.from_arrays(table, [list(c) for c in zip(*table)])
        matrix = payoff_matrix(game)
        first, second = [row[::-1] for row in matrix]
        curves = phases(list(tracks(first, second, Clock(None))))
        formulas = similar(game).phases
        ends = [[(p.low, p.high, p.low_included) for p in found] for found in (curves, formulas)]
        assert ends[0] == ends[1], table
        for one, other in zip(curves, formulas):
            b = (one.low + one.high) / 2
            mine = sorted(sorted(e.strategies(b)) for e in one.equilibria)
            assert mine == sorted(sorted(e.strategies(b)) for e in other.equilibria), table


def test_volunteers_wait_less_the_more_alike():
    found = similar(catalog.volunteers_dilemma(3))
    (phase,) = found.phases
    (one,) = phase.equilibria
    assert one.curve is not None
    assert one.curve.equation == "2*x^2 - 4*x + 1 + b*(4*x^2 - 8*x + 4) = 0"
    x = [float(one.strategies(F(k, 4))[0][0]) for k in range(5)]
    assert x == sorted(x) and abs(x[0] - (1 - 0.5**0.5)) < 1e-12
    # the best common strategy: (1 − x)³ lost, x paid
    assert abs(x[4] - (1 - 6**-0.5)) < 1e-12


def test_a_strategy_at_which_both_terms_vanish_is_one_of_all_or_no_b():
    # by symmetry of the moves, x = 1/2 is a candidate for every b
    found = similar(by_count([1, 0, 1], [1, 0, 1]))
    assert found.verify()
    halves = [
        any((F(1, 2), F(1, 2)) in one.strategies(b) for one in found.at(b))
        for b in (F(0), F(1, 2), F(1))
    ]
    assert halves == [
        gain([1, 0, 1], [1, 0, 1], 0.5, b, np.linspace(0, 1, 99)) < 1e-9 for b in (0, 0.5, 1)
    ]


def test_payoffs_are_read_by_count():
    first, second = payoffs_by_count(by_count([1, 2, 3], [4, 5, 6]))
    assert first == [1, 2, 3] and second == [4, 5, 6]


def test_high_degrees_are_answered_at_one_b():
    game = by_count([0, 1, 5, 2, 7, 1, 3], [3, 0, 1, 4, 1, 5, 9])
    with pytest.raises(UnsupportedError, match="degree 6: ask for one b"):
        similar(game)
    assert similar(game, "1/3").verify()


@pytest.mark.parametrize(
    ("first", "second", "x"),
    [
        ([-6, 0, 4, 0], [0, 2, 0, -12], 2**0.5 - 1),
        ([6, 1, -4, 1], [0, -2, -3, 4], (5**0.5 - 1) / 2),
        ([-36, -15, 9, 21, -3], [0, 9, 19, 15, -27], 7**0.5 - 2),
        ([-1, -2, -1], [0, -1, -2], 0.5**0.5),
    ],
)
def test_an_irrational_strategy_with_both_terms_0_is_one_while_no_deviation_pays(first, second, x):
    game = by_count(first, second)
    found, grid = similar(game), np.linspace(0, 1, 401)
    told = set()
    for b in (F(k, 40) for k in range(41)):
        pays = gain(np.array(first), np.array(second), x, float(b), grid) > 1e-9
        for phases_there in (found.at(b), similar(game, b).at(b)):
            here = [float(s[0]) for one in phases_there for s in one.strategies(b)]
            assert any(abs(y - x) < 1e-9 for y in here) != pays, b
        told.add(pays)
    assert told == {True, False}


@pytest.mark.parametrize("flipped", [False, True])
def test_a_curve_in_floats_is_the_exact_one(flipped):
    """For pictures; the probability of the first move grows with b, or falls."""
    game = catalog.volunteers_dilemma(4)
    if flipped:  # the moves change places
        first, second = payoffs_by_count(game)
        game = by_count(second[::-1], first[::-1])
    (phase,) = similar(game).phases
    (one,) = phase.equilibria
    assert one.curve.rising != flipped
    for b in (F(k, 20) for k in range(21)):
        assert one.curve.near(float(b)) == pytest.approx(float(one.strategies(b)[0][0]), abs=1e-12)
