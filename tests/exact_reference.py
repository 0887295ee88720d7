"""A linear program solver in plain fractions, for tests only: short, slow, and independent."""

from __future__ import annotations

from fractions import Fraction


def maximum(objective, rows, bounds):
    """max c·x subject to A x = b, x ≥ 0 with b ≥ 0; None if infeasible, "unbounded" if so.

    Dense tableau, two phases, Bland's rule.
    """
    n, m = len(objective), len(rows)
    table = [
        [Fraction(a) for a in row] + [Fraction(int(i == k)) for k in range(m)] + [Fraction(b)]
        for i, (row, b) in enumerate(zip(rows, bounds))
    ]
    assert all(row[-1] >= 0 for row in table)
    basis = [n + i for i in range(m)]
    artificial = [Fraction(0)] * n + [Fraction(-1)] * m
    if _run(table, basis, artificial, n + m) != 0:
        return None
    for i, j in enumerate(basis):  # artificial columns leave; empty rows are redundant
        if j >= n:
            k = next((k for k in range(n) if table[i][k] != 0), None)
            if k is not None:
                _pivot(table, basis, i, k)
    keep = [i for i, j in enumerate(basis) if j < n]
    table = [[*table[i][:n], table[i][-1]] for i in keep]
    basis = [basis[i] for i in keep]
    return _run(table, basis, [Fraction(c) for c in objective], n)


def _run(table, basis, costs, n):
    while True:
        for j in range(n):
            gain = costs[j] - sum(costs[b] * row[j] for b, row in zip(basis, table))
            if gain > 0:
                break
        else:
            return sum((costs[b] * row[-1] for b, row in zip(basis, table)), Fraction(0))
        ratios = [(row[-1] / row[j], basis[i], i) for i, row in enumerate(table) if row[j] > 0]
        if not ratios:
            return "unbounded"
        _pivot(table, basis, min(ratios)[2], j)


def _pivot(table, basis, i, j):
    pivot = table[i][j]
    table[i] = [a / pivot for a in table[i]]
    for k, row in enumerate(table):
        if k != i and row[j] != 0:
            factor = row[j]
            table[k] = [a - factor * b for a, b in zip(row, table[i])]
    basis[i] = j


def largest_smallest_probability(game, values):
    """max t with P(o) ≥ t, K(v) P = 0, ΣP = 1, by the definition; 0 if there is none."""
    outcomes = list(game.outcomes())
    rows = []
    for player, count in enumerate(game.shape):
        for move in range(count):
            row = [
                game.payoff(player, o) - values[player] if o[player] == move else Fraction(0)
                for o in outcomes
            ]
            rows.append([*row, sum(row, Fraction(0)), 0])
    rows.append([1] * len(outcomes) + [len(outcomes), 1])
    objective = [0] * len(outcomes) + [1, 0]
    return maximum(objective, rows, [0] * (len(rows) - 1) + [1])
