"""Copositivity by determinants, against the smallest value on a grid; polynomials on [0, 1]."""

from __future__ import annotations

import itertools
from fractions import Fraction as F

import numpy as np
from flint import fmpq_poly, fmpz_poly

from oraclegames.conditional.similarity.cells import cells, roots_of, sign_at, sign_of
from oraclegames.conditional.similarity.copositive import Copositivity
from oraclegames.conditional.similarity.formula import Formula
from oraclegames.conditional.similarity.unit_interval import nonnegative
from oraclegames.exact.algebraic import real_roots
from oraclegames.exact.real import between


def test_copositive_iff_nowhere_negative():
    rng = np.random.default_rng(0)
    seen = set()
    for _ in range(300):
        m, reach = int(rng.integers(1, 5)), int(rng.choice([1, 3]))
        M = rng.integers(-reach, reach + 1, size=(m, m))
        M = M + M.T + int(rng.integers(0, 3)) * np.eye(m, dtype=int)
        steps = 24 if m < 4 else 12
        grid = np.array(
            [p for p in itertools.product(range(steps + 1), repeat=m) if sum(p) == steps]
        )
        least = np.einsum("ki,ij,kj->k", grid, M, grid).min()
        answer = Copositivity(M.tolist()).holds(sign_of)
        seen.add(answer)
        if least < 0:
            assert not answer, M
        elif not answer:  # the grid missed a small dip: look closer
            assert _least(M) < 0, M
        assert Copositivity((-M).tolist()).holds(sign_of, -1) == answer
    assert seen == {True, False}


def _least(M):
    """The least value of the form on the simplex, from its inner critical point on each face."""
    best = min(np.diag(M))
    for size in range(2, len(M) + 1):
        for chosen in itertools.combinations(range(len(M)), size):
            part = M[np.ix_(chosen, chosen)].astype(float)
            if abs(np.linalg.det(part)) > 1e-9:
                z = np.linalg.solve(part, np.ones(size))
                if abs(z.sum()) > 1e-9 and (z / z.sum()).min() >= 0:
                    best = min(best, z @ part @ z / z.sum() ** 2)
    return best


def test_what_is_negative_somewhere_is_shown_to_be():
    rng, shown = np.random.default_rng(3), 0
    for _ in range(300):
        size = int(rng.integers(1, 5))
        rows = rng.integers(-2, 4, size=(size, size))
        rows = [[F(int(x)) for x in row] for row in rows + rows.T]
        for factor in (1, -1):
            form = Copositivity(rows)
            z = form.negative(sign_of, factor)
            assert (z is None) == form.holds(sign_of, factor)
            if z is not None:
                assert min(z) >= 0 and factor * form.at(z) < 0
                assert form.at(z) == sum(
                    z[i] * z[j] * rows[i][j] for i in range(size) for j in range(size)
                )
                shown += 1
    assert shown > 200


def test_a_form_that_is_zero_on_a_face_is_copositive():
    assert Copositivity([[0, 0], [0, 0]]).holds(sign_of)
    assert Copositivity([[1, -1], [-1, 1]]).holds(sign_of)
    assert not Copositivity([[1, -2], [-2, 1]]).holds(sign_of)
    horn = [
        [1, -1, 1, 1, -1],
        [-1, 1, -1, 1, 1],
        [1, -1, 1, -1, 1],
        [1, 1, -1, 1, -1],
        [-1, 1, 1, -1, 1],
    ]
    assert Copositivity(horn).holds(sign_of)  # copositive, no sum of squares and a positive part
    horn[0][1] = horn[1][0] = -2
    assert not Copositivity(horn).holds(sign_of)


def test_polynomials_on_the_unit_interval():
    t = np.linspace(0, 1, 2001)
    rng = np.random.default_rng(1)
    for _ in range(400):
        roots = [F(int(k), 4) for k in rng.integers(-2, 7, size=int(rng.integers(0, 5)))]
        p = np.array([F(int(rng.choice([-1, 1])))], dtype=object)
        for root in roots:
            p = np.convolve(p, [-root, F(1)])
        values = sum(float(c) * t**k for k, c in enumerate(p))
        assert nonnegative(list(p)) == bool(values.min() > -1e-9), roots
    assert nonnegative([]) and nonnegative([F(0)])


def test_with_irrational_coefficients():
    (root,) = (r for r in real_roots(fmpz_poly([-1, 0, 2])) if r > 0)  # √½
    square = [root * root, -2 * root, root * 0 + 1]
    assert nonnegative(square)
    assert not nonnegative([square[0] - F(1, 1000), *square[1:]])
    assert nonnegative([root * 0, root * 0 + 1])


def test_cells_hold_one_sign():
    p, q = fmpq_poly([-1, 0, 2]), fmpq_poly([-1, 3])
    cuts = roots_of([p, q, p * q, fmpq_poly([0, 1])])
    assert [float(x) for x in cuts] == [0, 1 / 3, 0.5**0.5]
    for cell in cells(cuts):
        for polynomial in (p, q):
            assert cell.sign(polynomial) == sign_at(polynomial, cell.sample)
    assert between(F(1, 3), cuts[2]) == F(1, 2)
    assert str(Formula.of(q, p)) == "(3*b - 1)/(2*b^2 - 1)"
    assert Formula.of(q, p).at(F(1)) == 2
    assert str(Formula.of(p * q, p)) == "3*b - 1"
