"""Hulls of points against floats, and extreme equilibria against an enumeration of supports."""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations
from random import Random

import numpy as np
import pytest
from scipy.optimize import linprog

from oraclegames.budget import Clock
from oraclegames.conditional.bimatrix.extreme import extreme_equilibria
from oraclegames.conditional.bimatrix.hull import dimension, hulls_meet, in_hull


def points(r, count, size):
    return [tuple(Fraction(r.randint(0, 3)) for _ in range(size)) for _ in range(count)]


def meet(one, other):
    """Whether some mixture of one is one of the other, by floats."""
    a, b = (np.array(corners, dtype=float).T for corners in (one, other))
    rows = np.vstack(
        [
            np.hstack([a, -b]),
            np.hstack([np.ones(a.shape[1]), np.zeros(b.shape[1])]),
            np.hstack([np.zeros(a.shape[1]), np.ones(b.shape[1])]),
        ]
    )
    side = [0.0] * len(a) + [1.0, 1.0]
    return linprog(np.zeros(rows.shape[1]), A_eq=rows, b_eq=side).status == 0


@pytest.mark.parametrize("seed", range(12))
def test_hulls_of_few_points(seed):
    r = Random(seed)
    told = set()
    for _ in range(12):
        size = r.randint(1, 3)
        one, other = (points(r, r.randint(1, 4), size) for _ in "12")
        (alone,) = points(r, 1, size)
        met = hulls_meet(one, other)
        assert met == hulls_meet(other, one) == meet(one, other)
        assert in_hull(alone, other) == hulls_meet([alone], other) == meet([alone], other)
        middle = tuple(sum(x) / len(one) for x in zip(*one))
        assert in_hull(middle, one) and hulls_meet([middle], one)
        edges = np.array(one, dtype=float) - np.array(one[0], dtype=float)
        assert dimension(one) == np.linalg.matrix_rank(edges)
        told.add(met)
    assert told == {True, False}


def test_hulls_that_touch_meet():
    square = [(0, 0), (1, 0), (0, 1), (1, 1)]
    assert hulls_meet(square, [(1, Fraction(1, 2)), (2, 0)])
    assert hulls_meet(square, [(2, 0), (0, 2)]) and not hulls_meet(square, [(3, 0), (0, 3)])
    assert in_hull((1, Fraction(1, 3)), square)
    assert not in_hull((Fraction(4, 3), Fraction(1, 3)), square)


def equalizer(rows):
    """The one mixture that makes all rows pay the same; None without one."""
    n = len(rows)
    if any(len(row) != n for row in rows):
        return None
    table = [[*row, Fraction(-1), Fraction(0)] for row in rows]
    table.append([Fraction(1)] * n + [Fraction(0), Fraction(1)])
    for k in range(n + 1):
        pivot = next((i for i in range(k, n + 1) if table[i][k]), None)
        if pivot is None:
            return None
        table[k], table[pivot] = table[pivot], table[k]
        table[k] = [x / table[k][k] for x in table[k]]
        for i in range(n + 1):
            if i != k:
                table[i] = [x - table[i][k] * y for x, y in zip(table[i], table[k])]
    return [line[-1] for line in table[:n]]


def by_supports(first, second):
    """The equilibria of a game without ties."""
    m, n = len(first), len(first[0])
    for size in range(1, min(m, n) + 1):
        for rows in combinations(range(m), size):
            for columns in combinations(range(n), size):
                y = equalizer([[Fraction(first[s][t]) for t in columns] for s in rows])
                x = equalizer([[Fraction(second[s][t]) for s in rows] for t in columns])
                if not x or not y or min(*x, *y) <= 0:
                    continue
                p, q = [Fraction(0)] * m, [Fraction(0)] * n
                for places, found, mix in ((rows, x, p), (columns, y, q)):
                    for k, share in zip(places, found):
                        mix[k] = share
                own = [sum(a * b for a, b in zip(line, q)) for line in first]
                theirs = [sum(p[s] * second[s][t] for s in range(m)) for t in range(n)]
                if max(own) == own[rows[0]] and max(theirs) == theirs[columns[0]]:
                    yield tuple(p), tuple(q)


@pytest.mark.parametrize("seed", range(15))
def test_extreme_equilibria_without_ties_are_those_of_the_supports(seed):
    r = Random(seed)
    m, n = r.randint(1, 4), r.randint(1, 4)
    payoffs = r.sample(range(-500, 500), 2 * m * n)
    first, second = ([payoffs[k * m * n + s * n :][:n] for s in range(m)] for k in (0, 1))
    pairs = extreme_equilibria(first, second, Clock(None)).pairs()
    assert sorted(pairs) == sorted(by_supports(first, second))
