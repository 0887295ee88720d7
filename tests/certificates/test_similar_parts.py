"""What no common deviation beats, for two players: Keller's signs against a look at every face."""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations, product
from random import Random

import pytest
from flint import fmpq, fmpq_mat, fmpq_poly

from oraclegames.certificates.similar_pair import Candidate, Setting
from oraclegames.certificates.stretches import B, between, determinant, points, sign
from oraclegames.exact.rational import to_fmpq, to_fraction
from tests.depth import some


def most(A, b, s):
    """The most that a deviation from s pays beyond s itself; at a critical point of some face."""
    m = range(len(A))

    def pays(x, y):
        return sum(x[i] * A[i][j] * y[j] for i in m for j in m)

    def gain(t):
        copied = [s[i] + b * (t[i] - s[i]) for i in m]
        return pays(t, copied) - pays(s, s)

    found = []
    for size in range(1, len(A) + 1):
        for chosen in combinations(m, size):
            # the derivative of gain is the same for all moves of the face, Σ t = 1
            rows = [[b * (A[i][j] + A[j][i]) for j in chosen] + [Fraction(-1)] for i in chosen]
            rows.append([Fraction(1)] * size + [Fraction(0)])
            side = [-(1 - b) * sum(A[i][j] * s[j] for j in m) for i in chosen] + [Fraction(1)]
            matrix = fmpq_mat([[to_fmpq(x) for x in row] for row in rows])
            if matrix.det() == 0:
                continue
            solved = matrix.solve(fmpq_mat([[to_fmpq(x)] for x in side])).entries()
            t = [Fraction(0)] * len(A)
            for i, x in zip(chosen, solved):
                t[i] = to_fraction(x)
            if min(t) >= 0:
                found.append(gain(t))
    return max(found)


@pytest.mark.parametrize("moves", [2, 3])
def test_a_strategy_is_safe_iff_no_deviation_gains(moves):
    draw, seen = Random(moves), []
    for _ in range(some(120, 600)):
        A = [[Fraction(draw.randint(-3, 3)) for _ in range(moves)] for _ in range(moves)]
        b = Fraction(draw.randint(1, 6), 6)
        weights = [draw.randint(0, 2) for _ in range(moves)]
        if not any(weights):
            continue
        s = [Fraction(w, sum(weights)) for w in weights]
        setting = Setting([[fmpq_poly([to_fmpq(x)]) for x in row] for row in A], B)
        over = tuple(fmpq_poly([fmpq(w)]) for w in weights)
        candidate = Candidate(setting, over, fmpq_poly([sum(weights)]))
        safe = candidate.is_safe(b)
        assert safe == (most(A, b, s) <= 0)
        seen.append(safe)
        value = sum(x * A[i][j] * y for (i, x), (j, y) in product(enumerate(s), repeat=2))
        assert to_fraction(candidate.value[0]) == value * sum(weights) ** 2
    assert 0.05 < sum(seen) / len(seen) < 0.9


def test_determinants_are_those_of_matrices():
    draw = Random(0)
    for size in range(5):
        for _ in range(6):
            rows = [[fmpq(draw.randint(-2, 2)) for _ in range(size)] for _ in range(size)]
            found = determinant([[fmpq_poly([x]) for x in row] for row in rows])
            assert found == (fmpq_mat(rows).det() if size else 1)


def test_cells_and_signs_along_a_line():
    p = fmpq_poly([-2, 0, 1])  # x² − 2
    assert [sign(p, Fraction(x)) for x in (-2, -1, 1, 2)] == [1, -1, -1, 1]
    cuts = [Fraction(0), Fraction(1, 3), Fraction(1)]
    first, second, third = points(cuts)
    assert 0 < first < second == Fraction(1, 3) < third < 1
    for low, high in ((0, 1), (Fraction(1, 3), Fraction(1, 3) + Fraction(1, 10**9))):
        assert low < between(Fraction(low), Fraction(high)) < high
