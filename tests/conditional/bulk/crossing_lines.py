"""Where a line x + y = t meets the totally mixed equilibria of a game, decided exactly.

With N and D the numerator and denominator of each player's odds map, the equilibria are the pairs
of values in the open box with N_A(x)·D_B(y) = D_A(x)·N_B(y); on the line that is a cubic polynomial
in x, whose roots in an open interval Sturm's theorem counts. So a greatest sum is proved: the line
a little above meets nothing, the line a little below meets the curve. Nothing here knows the
kernel's formulas.
"""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise, product

Polynomial = list[Fraction]  # lowest power first


def welfare_errors(payoffs, found, k: int, tolerance: float) -> list[str]:
    """What is wrong with row k's range of welfare, by more than the tolerance times the range."""
    row, column = ([[Fraction(x) for x in line] for line in table] for table in payoffs.tolist())
    column = [list(line) for line in zip(*column)]
    numbers = [[x for line in own for x in line] for own in (row, column)]
    slack = Fraction(tolerance) * max(max(own) - min(own) for own in numbers)
    worst, best = Fraction(found.worst_welfare[k]), Fraction(found.best_welfare[k])
    ends = [
        sum(Fraction(v) for v in found.end_values[k, arc, side])
        for arc, side in product(range(found.arcs[k]), (0, 1))
    ]
    wrong = []
    for name, value, out in (("worst", worst, -slack), ("best", best, slack)):
        if meets(row, column, value + out):
            wrong.append(f"{name} welfare {float(value)} is exceeded")
        if not meets(row, column, value - out) and all(abs(end - value) > slack for end in ends):
            wrong.append(f"{name} welfare {float(value)} is not reached")
    return wrong


def meets(row, column, total: Fraction) -> bool:
    """Whether an equilibrium's values sum to ``total``; the players' payoffs, own move first."""
    (low_x, high_x), (low_y, high_y) = box(row), box(column)
    low, high = max(low_x, total - high_y), min(high_x, total - low_y)
    if not low < high:
        return False
    (p, q), (r, s) = row
    (a, b), (c, d) = column
    first = times(line(1, -p), line(1, -s), line(-1, total - b), line(-1, total - c))
    second = times(line(1, -q), line(1, -r), line(-1, total - a), line(-1, total - d))
    return roots_between([one - two for one, two in zip(first, second)], low, high) > 0


def box(own) -> tuple[Fraction, Fraction]:
    (p, q), (r, s) = own
    return max(min(p, q), min(r, s)), min(max(p, q), max(r, s))


def line(slope, constant) -> Polynomial:
    return [Fraction(constant), Fraction(slope)]


def times(*factors: Polynomial) -> Polynomial:
    product = [Fraction(1)]
    for factor in factors:
        new = [Fraction(0)] * (len(product) + len(factor) - 1)
        for i, one in enumerate(product):
            for j, other in enumerate(factor):
                new[i + j] += one * other
        product = new
    return product


def roots_between(polynomial: Polynomial, low: Fraction, high: Fraction) -> int:
    """How many distinct roots lie in the open interval."""
    first = trimmed(polynomial)
    if not first:
        return 1  # the whole line
    for end in (low, high):  # divide by the ends' own roots
        while value(first, end) == 0:
            first = divided(first, [-end, Fraction(1)])[0]
    chain = [first, trimmed([k * c for k, c in enumerate(first)][1:])]
    while chain[-1]:
        chain.append([-c for c in divided(chain[-2], chain[-1])[1]])
    return changes(chain, low) - changes(chain, high)


def changes(chain: list[Polynomial], at: Fraction) -> int:
    signs = [v > 0 for v in (value(one, at) for one in chain) if v != 0]
    return sum(one != other for one, other in pairwise(signs))


def value(polynomial: Polynomial, at: Fraction) -> Fraction:
    total = Fraction(0)
    for coefficient in reversed(polynomial):
        total = total * at + coefficient
    return total


def trimmed(polynomial: Polynomial) -> Polynomial:
    while polynomial and polynomial[-1] == 0:
        polynomial = polynomial[:-1]
    return polynomial


def divided(above: Polynomial, below: Polynomial) -> tuple[Polynomial, Polynomial]:
    rest, quotient = trimmed(above), [Fraction(0)] * max(len(above) - len(below) + 1, 1)
    while len(rest) >= len(below):
        shift, factor = len(rest) - len(below), rest[-1] / below[-1]
        quotient[shift] = factor
        rest = trimmed(
            [c - factor * below[i - shift] if i >= shift else c for i, c in enumerate(rest)][:-1]
        )
    return quotient, rest
