"""Trembles for given shifts of the values: a linear program whose coefficients are powers of t.

If the values are to be v_i + δ_i(t) with known δ_i, the conditions on P_t are linear
(:mod:`oraclegames.conditional.trembles.shifts`). Two programs are solved at one small t: the
solution closest to P, and one that is totally mixed. Their bases, solved once more with t as a
variable (Cramer's rule), are families of polynomials, and the first plus a high power of t times
the second is a family of trembles. It is checked like any other, so that a basis which is right at
the chosen t but not for t → 0 costs only the attempt. A known level between what two other moves
are worth is linear in P_t too.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from fractions import Fraction

from flint import fmpz_poly

from oraclegames.budget import Clock
from oraclegames.conditional.trembles.face import Face
from oraclegames.conditional.trembles.family import TrembleFamily
from oraclegames.exact.linear_program import LinearProgram, Optimal
from oraclegames.exact.simplex import maximise
from oraclegames.games.distribution import Distribution
from oraclegames.later import np

_SMALL = 1 << 20
"""1/t where the programs are solved."""

Column = list[fmpz_poly]

Between = tuple[int, int, int, fmpz_poly]
"""A player and two of her moves: the first is worth at least this, the second at most, in halves of
what the face's gains are measured in, beyond her value."""


def family_of_shifts(
    distribution: Distribution,
    face: Face,
    shifts: Sequence[fmpz_poly],
    clock: Clock,
    between: Sequence[Between] = (),
) -> TrembleFamily | None:
    """Trembles along which the values shift by these polynomials, in units of the face's gains.

    All moves that the face supports stay equal, others are worth no more; the face may support more
    moves than are played. None if there are none. The caller re-checks the family, for the bases at
    one small t may not serve all smaller ones.

    Raises:
        OutOfTime: the clock's budget is spent.
    """
    unit = math.lcm(*(p.denominator for p in distribution.probabilities))
    weights = [int(p * unit) for p in distribution.probabilities]
    columns, slacks = _columns(face, shifts, between)
    near = _nearest(columns, slacks, weights, clock)
    if near is None:
        return None
    mixed = _mixed(columns, slacks, clock)
    if mixed is None:
        return None
    (first, scale), (second, other) = near, mixed
    lift = fmpz_poly([0] * (_order(other) + 1) + [1])
    sums = [a * other + lift * b * scale for a, b in zip(first, second)]
    least = min((_order(weight) for weight in sums if weight != 0), default=0)
    flip = 1 if sums[max(range(len(weights)), key=weights.__getitem__)][least] > 0 else -1
    polynomials = (
        tuple(Fraction(flip * int(c)) for c in weight.coeffs()[least:]) for weight in sums
    )
    return TrembleFamily(distribution, tuple(p or (Fraction(0),) for p in polynomials))


def _columns(
    face: Face, shifts: Sequence[fmpz_poly], between: Sequence[Between]
) -> tuple[list[Column], list[Column]]:
    """What each outcome adds to the conditions, and the slacks of those that are no equations.

    A condition is about a player's move; its terms are 2 (U_i − v_i) minus a level.
    """
    rows = [(i, s, 2 * shifts[i]) for i, m in enumerate(face.game.shape) for s in range(m)]
    signs = [int(s not in face.supported[i]) for i, s, _ in rows]
    for i, better, worse, level in between:
        rows += [(i, better, level), (i, worse, level)]
        signs += [-1, 1]
    tables = [table.ravel().tolist() for table in face.gains.tables]
    zero = fmpz_poly(0)
    columns = [
        [2 * tables[i][k] - level if outcome[i] == s else zero for i, s, level in rows]
        for k, outcome in enumerate(face.game.outcomes())
    ]
    slacks = [
        [fmpz_poly(sign * (row == place)) for row in range(len(rows))]
        for place, sign in enumerate(signs)
        if sign
    ]
    return columns, slacks


def _nearest(
    columns: list[Column], slacks: list[Column], weights: list[int], clock: Clock
) -> tuple[list[fmpz_poly], fmpz_poly] | None:
    """P plus the least changes that satisfy (*), times the second polynomial."""
    # One column for each change: up anywhere, down where P plays.
    changes = [(k, 1) for k in sorted(range(len(weights)), key=lambda k: weights[k] > 0)]
    changes += [(k, -1) for k, weight in enumerate(weights) if weight]
    table = [[sign * entry for entry in columns[k]] for k, sign in changes]
    rhs = [
        -sum((entry * weight for entry, weight in zip(row, weights)), fmpz_poly(0))
        for row in zip(*columns)
    ]
    costs = [-1] * len(changes) + [0] * len(slacks)
    solved = _solve([*table, *slacks], rhs, costs, clock)
    if solved is None:
        return None
    values, scale = solved
    found = [scale * weight for weight in weights]
    for j, (k, sign) in enumerate(changes):
        found[k] += sign * values.get(j, fmpz_poly(0))
    return found, scale


def _mixed(
    columns: list[Column], slacks: list[Column], clock: Clock
) -> tuple[list[fmpz_poly], fmpz_poly] | None:
    """Weights of at least 1 that satisfy (*), times the second polynomial."""
    rhs = [-sum(row, fmpz_poly(0)) for row in zip(*columns)]
    costs = [-1] * len(columns) + [0] * len(slacks)
    solved = _solve([*columns, *slacks], rhs, costs, clock)
    if solved is None:
        return None
    values, scale = solved
    return [scale + values.get(k, fmpz_poly(0)) for k in range(len(columns))], scale


def _solve(
    table: list[Column], rhs: Column, costs: list[int], clock: Clock
) -> tuple[dict[int, fmpz_poly], fmpz_poly] | None:
    """The basic solution as polynomials over a common one: values by column, and the divisor."""
    degree = max(entry.degree() for column in [*table, rhs] for entry in column)
    power = _SMALL ** max(degree, 0)

    def at(entry: fmpz_poly) -> int:
        return sum(int(c) * power // _SMALL**k for k, c in enumerate(entry.coeffs()))

    matrix = np.array([[at(entry) for entry in column] for column in table], dtype=object).T
    result = maximise(LinearProgram.from_matrix(matrix, [at(b) for b in rhs], costs), clock=clock)
    if not isinstance(result, Optimal):
        return None
    count = len(rhs)
    units = [[fmpz_poly(int(row == k)) for row in range(count)] for k in range(count)]
    basis = [table[j] if j >= 0 else units[-1 - j] for j in result.basis]
    solved = cramer(basis, rhs)
    if solved is None:
        return None
    values, scale = solved
    return {j: value for j, value in zip(result.basis, values) if j >= 0}, scale


def cramer(columns: list[Column], rhs: Column) -> tuple[list[fmpz_poly], fmpz_poly] | None:
    """x and d with Σ x_j column_j = d · rhs, d ≠ 0; None if the columns are dependent.

    By elimination without fractions: every division is exact (Bareiss 1968).
    """
    size = len(rhs)
    rows = [[*(column[r] for column in columns), rhs[r]] for r in range(size)]
    last = fmpz_poly(1)
    for k in range(size):
        pivot = next((r for r in range(k, size) if rows[r][k] != 0), None)
        if pivot is None:
            return None
        rows[k], rows[pivot] = rows[pivot], rows[k]
        head = rows[k][k]
        for r in range(size):
            if r != k:
                factor = rows[r][k]
                rows[r] = [(head * a - factor * b) // last for a, b in zip(rows[r], rows[k])]
        last = head
    return [row[size] for row in rows], last


def _order(weight: fmpz_poly) -> int:
    """The least power with a coefficient."""
    return next((k for k, c in enumerate(weight.coeffs()) if c), 0)
