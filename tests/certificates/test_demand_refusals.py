"""What refuses values to two players, beside linear programs; mostly where lines meet."""

from __future__ import annotations

from fractions import Fraction
from itertools import product
from math import prod
from random import Random

import pytest

from oraclegames import Game, achieve, verify
from oraclegames.certificates import demands
from oraclegames.certificates.demands import (
    Face,
    choices,
    distances,
    excess_of,
    reaches,
    signs_at,
)
from oraclegames.exact.rational import to_fmpq, to_fraction
from tests.certificates.corpus import result
from tests.exact_reference import largest_smallest_probability

SHAPES = [(2, 2), (2, 3), (3, 2), (3, 3)]


def drawn(draw, shape):
    """A game and values, which some positive weights reach every second time."""
    rows, columns = shape
    most = draw.choice((1, 2, 2, 4))
    tables = [
        [[Fraction(draw.randint(0, most)) for _ in range(columns)] for _ in range(rows)]
        for _ in "12"
    ]
    at = tuple(Fraction(draw.randint(0, 2 * most), draw.choice((1, 2, 2, 3))) for _ in "12")
    kind = draw.random()
    if kind < 0.3:  # all ratios of gains are alike, so that products around cycles are 1
        factor = draw.choice((1, 1, 2, Fraction(1, 3)))
        tables[1] = [[most - factor * u for u in row] for row in tables[0]]
        at = (at[0], most - factor * at[0])
        tables[1][draw.randrange(rows)][draw.randrange(columns)] += draw.randint(0, 2)
    elif kind < 0.7:
        weights = [[draw.randint(1, 3) for _ in range(columns)] for _ in range(rows)]
        for i, moves in enumerate(shape):
            for s in range(moves):
                cells = [(s, t) if i == 0 else (t, s) for t in range(shape[1 - i])]
                *others, last = draw.sample(cells, len(cells))
                rest = sum(weights[r][c] * (tables[i][r][c] - at[i]) for r, c in others)
                tables[i][last[0]][last[1]] = at[i] - rest / weights[last[0]][last[1]]
    return Game.from_arrays(*tables), at


def tempting(draw, shape, played):
    """One outcome is played, others tempt; and where two meet, one loses what one gains."""
    tables = [[[Fraction(1)] * shape[1] for _ in range(shape[0])] for _ in "12"]
    ring = draw.random() < 0.5  # who gains alternates
    for r, c in product(*map(range, shape)):
        idle = r != played[0], c != played[1]
        if all(idle):
            gain = Fraction(draw.choice((-2, -1, 0, 1, 2)))
            places = (s - (s > kept) for s, kept in zip((r, c), played))
            gain = abs(gain) * (-1) ** sum(places) if ring else gain
            tables[0][r][c] += gain
            tables[1][r][c] -= gain * draw.choice((1, 1, 2, Fraction(1, 2)))
        elif any(idle):
            for table, moved in zip(tables, idle):
                table[r][c] += 1 if moved and draw.random() < 0.95 else draw.randint(-1, 1)
    return Game.from_arrays(*tables)


def ends_of(game, at):
    """Of each value the next payoffs below and above; None where there is none."""
    found = []
    for i, v in enumerate(at):
        payoffs = [game.payoff(i, o) for o in game.outcomes()]
        ends = [u for u in payoffs if u <= v], [u for u in payoffs if u >= v]
        found.append((max(ends[0]), min(ends[1])) if all(ends) else None)
    return found


def is_refused(game, at):
    """Whether something refuses totally mixed play these values."""
    face = Face(game, *ends_of(game, at))
    return any(one.holds(signs_at([one], at)) for one in face.of_totally_mixed())


@pytest.mark.parametrize("shape", SHAPES)
def test_totally_mixed_play_is_refused_iff_no_distribution_does_it(shape):
    draw, answers = Random(sum(shape)), []
    while len(answers) < 40:
        game, at = drawn(draw, shape)
        if None not in ends_of(game, at):
            answers.append(largest_smallest_probability(game, at) <= 0)
            assert is_refused(game, at) == answers[-1], (game.to_dict(), at)
    assert 5 < sum(answers) < 35


@pytest.mark.parametrize("shape", SHAPES[1:])
def test_products_that_are_one_refuse_where_somebody_gains_more(shape):
    """Who gains alternates, and the other loses twice as much; but in one cell a little less."""
    draw = Random(sum(shape))
    for k in range(24):
        gains = [
            [Fraction(draw.randint(1, 3)) * (-1) ** (r + c) for c in range(shape[1])]
            for r in range(shape[0])
        ]
        others = [[-2 * gain for gain in row] for row in gains]
        others[draw.randrange(shape[0])][draw.randrange(shape[1])] += k % 3
        game, at = Game.from_arrays(gains, others), (Fraction(0), Fraction(0))
        assert is_refused(game, at) == (largest_smallest_probability(game, at) <= 0) == (k % 3 > 0)


@pytest.mark.parametrize("shape", SHAPES)
def test_values_are_reached_iff_a_linear_program_says_so(shape):
    draw, answers = Random(sum(shape)), []
    while len(answers) < 32:
        game, at = drawn(draw, shape)
        moves = draw.choice(list(choices(game)))
        if draw.random() < 0.7:  # what somebody gets there
            at = game.payoffs((moves[0][0], moves[1][-1]))
        expected = achieve(game, at, supports=moves).achievable
        if expected is not None:
            answers.append(reaches(game, at, moves))
            assert answers[-1] == expected, (game.to_dict(), at, moves)
        if len(answers) % 8 == 0:
            every = [achieve(game, at, supports=one).achievable for one in choices(game)]
            assert None in every or reaches(game, at) == any(every)
    assert 1 < sum(answers) < 28


@pytest.mark.parametrize("shape", SHAPES[1:])
def test_moves_that_tempt_each_other(shape):
    draw, answers = Random(sum(shape)), []
    for _ in range(40):
        played = [draw.randrange(m) for m in shape]
        game, moves = tempting(draw, shape, played), tuple((s,) for s in played)
        expected = achieve(game, (1, 1), supports=moves).achievable
        if expected is not None:
            answers.append(reaches(game, (Fraction(1), Fraction(1)), moves))
            assert answers[-1] == expected, game.to_dict()
    assert 3 < sum(answers) < len(answers) - 3


@pytest.mark.parametrize("mirrored", [False, True])
def test_a_move_that_never_pays_enough_refuses_alone(mirrored):
    """Nobody else's move helps it, or would gain by itself."""
    tables = [[[-1, -1], [0, 0]], [[0, 0], [-1, -1]]]
    if mirrored:
        tables = [[[-1, 0], [-1, 0]], [[0, -1], [0, -1]]]
    for game in (Game.from_arrays(*tables), Game.from_arrays(*tables[::-1])):
        assert is_refused(game, (Fraction(0), Fraction(0)))
        assert largest_smallest_probability(game, (Fraction(0), Fraction(0))) <= 0


def test_what_a_product_exceeds_one_by_is_positive_times_that_inside_a_face():
    draw = Random(8)
    for _ in range(60):
        face = tuple(
            (Fraction(k), Fraction(k + 1)) for k in (draw.randint(0, 3), draw.randint(0, 3))
        )
        factors = tuple(
            tuple(Fraction(draw.randint(0, 4)) for _ in range(draw.randint(0, 2))) for _ in range(4)
        )
        at = [low + Fraction(draw.randint(1, 6), 7) for low, _ in face]
        above, below = (
            prod(
                (abs(v - u) for v, side in zip(at, factors[k::2]) for u in side), start=Fraction(1)
            )
            for k in (0, 1)
        )
        assert distances(factors, at) == (above, below)
        excess = excess_of(factors, face)
        assert to_fraction(excess(*map(to_fmpq, at))) == above - below


def test_what_is_too_much_to_look_at_is_not_believed(monkeypatch):
    names = "exact region", "region of all", "region of all, curves", "projection, a curve"
    documents = [result(name).document(verify=False) for name in names]
    monkeypatch.setattr(demands, "_MOST", 0)
    first, *others = map(verify, documents)
    assert first and first.assumed
    assert all("there are too many cycles" in str(other) for other in others)
