"""What a program plays against constants, and the best of these, against a grid of constants."""

from __future__ import annotations

from fractions import Fraction
from itertools import product
from random import Random

import pytest
from flint import fmpq_mat, fmpq_poly

from oraclegames import Game
from oraclegames.certificates.determinant import determinant
from oraclegames.certificates.independent_coins import _best_constant
from oraclegames.exact.rational import to_fmpq, to_fraction


def played(program, step, p):
    """How often the first move is made against a constant, by the weights of the states."""
    play, after = program
    size = len(play)
    matrix = [[Fraction(int(s == t)) for t in range(size)] for s in range(size)]
    for s, a, (b, chance) in product(range(size), (0, 1), enumerate((p, 1 - p))):
        matrix[after[s][a][b]][s] -= (1 - step) * chance * play[s][a]
    right = [[step if s == 0 else Fraction(0)] for s in range(size)]
    weights = fmpq_mat([list(map(to_fmpq, row)) for row in matrix]).solve(
        fmpq_mat([list(map(to_fmpq, row)) for row in right])
    )
    return sum(to_fraction(w) * mix[0] for w, mix in zip(weights.entries(), play))


@pytest.mark.parametrize("seed", range(6))
def test_the_best_constant_is_that_of_a_grid(seed):
    """Of every second one it is no pure move."""
    draw, player = Random(seed), seed // 2 % 2
    inside, grid = None, [Fraction(k, 40) for k in range(41)]
    while inside != seed % 2:
        size, step = draw.randint(1 + seed % 2, 3), Fraction(1, draw.randint(2, 5))
        play = [(p, 1 - p) for p in (Fraction(draw.randint(0, 4), 4) for _ in range(size))]
        after = [[[draw.randrange(size) for _ in "01"] for _ in "01"] for _ in range(size)]
        tables = [[[draw.randint(-4, 4) for _ in "01"] for _ in "01"] for _ in "01"]
        game, worth = Game.from_arrays(*tables), []
        answers = [played((play, after), step, p) for p in grid]
        for p, q in zip(grid, answers):
            own, other = ((p, 1 - p), (q, 1 - q))[:: -1 if player else 1]
            worth.append(
                sum(own[r] * other[c] * game.payoff(player, (r, c)) for r, c in game.outcomes())
            )
        inside = 0 < worth.index(max(worth)) < 40
    answer, most = _best_constant((play, after), step, game, player, grid[7])
    assert answer == answers[7]
    assert max(worth) <= most < max(worth) + Fraction(1, 100)
    assert seed % 2 or most == max(worth)


def test_what_a_constant_gets_may_not_depend_on_it():
    rival = [(Fraction(1, 2), Fraction(1, 2))], [[[0, 0], [0, 0]]]
    game = Game.from_arrays([[3, 3], [3, 3]], [[0, 0], [0, 0]])
    assert _best_constant(rival, Fraction(1, 3), game, 0, Fraction(1, 5)) == (Fraction(1, 2), 3)


@pytest.mark.parametrize("size", [1, 2, 3, 4])
def test_determinants_of_polynomials(size):
    draw = Random(size)
    for few in (2, 2, 2, 9):  # many zeros: rows are exchanged
        rows = [
            [
                fmpq_poly([draw.randint(-1, 1) for _ in range(draw.choice((0, 1, few)))])
                for _ in "x" * size
            ]
            for _ in "x" * size
        ]
        found = determinant(rows, fmpq_poly([1]))
        for x in range(-3, 4):
            assert found(x) == fmpq_mat([[p(x) for p in row] for row in rows]).det()
