"""What refuses values to two players, beside linear programs; mostly where lines meet."""

from __future__ import annotations

from fractions import Fraction
from random import Random

import pytest

from oraclegames import Game, achieve
from oraclegames.certificates.demands import Face, choices, reaches, signs_at
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
    if draw.random() < 0.5:
        weights = [[draw.randint(1, 3) for _ in range(columns)] for _ in range(rows)]
        for i, moves in enumerate(shape):
            for s in range(moves):
                cells = [(s, t) if i == 0 else (t, s) for t in range(shape[1 - i])]
                *others, last = draw.sample(cells, len(cells))
                rest = sum(weights[r][c] * (tables[i][r][c] - at[i]) for r, c in others)
                tables[i][last[0]][last[1]] = at[i] - rest / weights[last[0]][last[1]]
    return Game.from_arrays(*tables), at


def around(payoffs, v):
    """The next payoffs below and above."""
    return max((u for u in payoffs if u <= v), default=None), min(
        (u for u in payoffs if u >= v), default=None
    )


@pytest.mark.parametrize("shape", SHAPES)
def test_totally_mixed_play_is_refused_iff_no_distribution_does_it(shape):
    draw, answers = Random(sum(shape)), []
    while len(answers) < 32:
        game, at = drawn(draw, shape)
        ends = [around([game.payoff(i, o) for o in game.outcomes()], v) for i, v in enumerate(at)]
        if any(end is None for pair in ends for end in pair):
            continue
        refusals = list(Face(game, *ends).of_totally_mixed())
        refused = any(one.holds(signs_at([one], at)) for one in refusals)
        assert refused == (largest_smallest_probability(game, at) <= 0), (game.to_dict(), at)
        answers.append(refused)
    assert 3 < sum(answers) < 28


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
    assert 3 < sum(answers) < 28
