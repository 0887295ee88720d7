"""All b-similarity equilibria with one support, two players: along b, and at one b.

The equations of a support S are linear in s: (Bs)_i = c for i ∈ S, Σ s_i = 1, with B = A + bAᵀ.

- *One solution.* Where the determinant D(b) is not 0 the solution is a quotient N(b)/D(b), and
  whether it is an equilibrium changes only at roots of known polynomials
  (:mod:`oraclegames.conditional.similarity.deviations`): cut there, ask once in every cell.
- *Many solutions.* Where D(b) = 0, at single b or everywhere (moves that are copies of each other),
  the best replies of B among them are a polytope F. There u(s, s) is linear in s, so that for a
  fixed deviation s′ the condition is linear in s as well: the equilibria in F are convex, and if
  all corners of F are equilibria then so is F. Deviations to single moves are taken into F at once.
  If one deviation pays against all corners, it pays against all of F. Where corners fail
  nevertheless, the equilibria are some convex part of F, marked as such.

Along b such polytopes are in :mod:`oraclegames.conditional.similarity.families`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from oraclegames.budget import Clock, OutOfTime
from oraclegames.conditional.similarity.cells import (
    Cell,
    cells,
    joined,
    lifted,
    parts,
    roots_of,
    sign_of,
)
from oraclegames.conditional.similarity.deviations import (
    B,
    Conditions,
    bordered,
    cramer,
    dot,
)
from oraclegames.conditional.similarity.symmetric import Matrix
from oraclegames.exact.real import Real

LARGE, SECONDS = 24, 8
"""Polynomials beyond this degree may take so long to factor, and no clock stops that."""

Corner = tuple[Any, ...]
"""A strategy, in numbers of one field."""


@dataclass(frozen=True)
class Piece:
    """Equilibria at one b.

    Attributes:
        support: the moves that are played, at inner points of the piece.
        corners: one point, or the corners of a polytope.
        whole: whether all of the polytope are equilibria; otherwise a convex part of it, which
            contains the corners in ``good`` and may be empty if there are none.
        good: the numbers of the corners that are equilibria.
        bases: for each corner the extra equations that single it out (see :func:`families`).
    """

    support: tuple[int, ...]
    corners: tuple[Corner, ...]
    whole: bool = True
    good: tuple[int, ...] = ()
    bases: tuple[tuple[int, ...], ...] = ()


@dataclass(frozen=True)
class Path:
    """The solution of a support's equations, where it is one, and the cells where it is good."""

    support: tuple[int, ...]
    conditions: Conditions
    good: tuple[Cell, ...]
    singular: tuple[Real, ...]


def supports(m: int) -> list[tuple[int, ...]]:
    """All nonempty sets of moves, small ones first."""
    return [s for size in range(1, m + 1) for s in combinations(range(m), size)]


def path(A: Matrix, support: tuple[int, ...], clock: Clock) -> Path | None:
    """Where the one solution of a support is an equilibrium; None if it is never the only one."""
    conditions = cramer(A, support, bordered(A, support), clock.check)
    if conditions is None:
        return None
    singular = roots_of([conditions.denominator])
    first = [conditions.denominator, *(conditions.numerators[i] for i in support)]
    cuts = roots_of([*first, *conditions.slacks, B, B - 1])
    good = [cell for cell in cells(cuts) if conditions.is_nash(cell.sign, support)]
    form = conditions.form
    for size in form.sizes:  # deviations to few moves leave little to ask
        if not good:
            break
        asked = list(form.polynomials(size))
        if clock.left < SECONDS and max(p.degree() for p in asked) > LARGE:
            raise OutOfTime  # FLINT factors a polynomial at one go
        inner = roots_of(asked, pause=clock.check)
        good = [
            part
            for cell in good
            for part in parts(cell, inner)
            if form.allows(part.sign, size, part.sign(conditions.denominator))
        ]
    return Path(support, conditions, tuple(joined(good)), tuple(singular))


# -- many solutions --------------------------------------------------------------------------------


def pieces_at(A: Matrix, b: Real, support: tuple[int, ...]) -> Piece | None:
    """All equilibria with a support at one b; None if there are none.

    A polytope some of whose corners fail is no "none": see :attr:`Piece.whole`.
    """
    return pieces_of(*lifted(A, b), support)


def pieces_of(matrix: list[list[Any]], at: Any, support: tuple[int, ...]) -> Piece | None:
    """The same, for a matrix and b in numbers of one ordered field."""
    piece = solutions_of(matrix, at, support)
    if piece is None or piece.whole or piece.good:
        return piece
    forms = [_with_value(matrix, at, support, corner).form for corner in piece.corners]
    deviations = (form.negative(sign_of) for form in forms)
    fails = any(z and all(sign_of(form.at(z)) < 0 for form in forms) for z in deviations)
    return None if fails else piece


def solutions_of(matrix: list[list[Any]], at: Any, support: tuple[int, ...]) -> Piece | None:
    """Of solutions that are many also those which one deviation refutes."""
    equations = _equations(matrix, at, support)
    kernel = _solve(equations)
    if kernel is None:
        return None
    if not kernel.free:
        conditions = _conditions(matrix, at, support, kernel.point)
        if conditions.is_nash(sign_of, support) and conditions.is_safe(sign_of):
            return Piece(support, (conditions.numerators,))
        return None
    return _polytope(matrix, at, support, equations, len(kernel.free))


def _polytope(
    matrix: list[list[Any]], at: Any, support: tuple[int, ...], equations: Any, dimension: int
) -> Piece | None:
    bounds = bounds_of(matrix, at, support)
    found: dict[Corner, tuple[int, ...]] = {}
    for basis in combinations(range(len(bounds)), dimension):
        solved = _solve([*equations, *([*bounds[k], 0 * at] for k in basis)])
        if solved is None or solved.free:
            continue
        point = [*solved.point]
        if all(sign_of(dot(row, point)) >= 0 for row in bounds):
            conditions = _conditions(matrix, at, support, point)
            found.setdefault(conditions.numerators, basis)
    corners = sorted(found, reverse=True)
    # A move that no corner plays belongs to no piece of this support.
    if not corners or any(all(sign_of(c[i]) == 0 for c in corners) for i in support):
        return None
    safe = [
        k
        for k, corner in enumerate(corners)
        if _with_value(matrix, at, support, corner).is_safe(sign_of)
    ]
    bases = tuple(found[c] for c in corners)
    return Piece(support, tuple(corners), len(safe) == len(corners), tuple(safe), bases)


def _equations(matrix: list[list[Any]], b: Any, support: Sequence[int]) -> list[list[Any]]:
    """The equations of :func:`bordered`, in numbers."""
    one, zero = 0 * b + 1, 0 * b
    rows = [[matrix[i][j] + b * matrix[j][i] for j in support] + [one, zero] for i in support]
    return [*rows, [one] * len(support) + [zero, one]]


def bounds_of(matrix: list[list[Any]], b: Any, support: Sequence[int]) -> list[list[Any]]:
    """What is at least 0 in F, linear in the s_i and −c: s_i, slacks, and single deviations."""
    one, zero = 0 * b + 1, 0 * b
    rows = [[one if j == i else zero for j in support] + [zero] for i in support]
    others = [j for j in range(len(matrix)) if j not in support]
    rows += [[-(matrix[j][i] + b * matrix[i][j]) for i in support] + [-one] for j in others]
    rows += [
        [-(1 - b * b) * matrix[k][i] - b * (1 + b) * matrix[k][k] for i in support] + [-one]
        for k in range(len(matrix))
    ]
    return rows


@dataclass(frozen=True)
class _Solved:
    point: list[Any]
    free: tuple[int, ...]


# Gauß–Jordan elimination, written out.
def _solve(rows: Sequence[Sequence[Any]]) -> _Solved | None:
    """One solution of linear equations in a field, and which unknowns are free; None if none."""
    # Long: elimination, and reading the solution off.
    a = [list(row) for row in rows]
    width = len(a[0]) - 1
    pivots: list[int] = []
    for column in range(width):
        k = len(pivots)
        pivot = next((i for i in range(k, len(a)) if a[i][column] != 0), None)
        if pivot is None:
            continue
        a[k], a[pivot] = a[pivot], a[k]
        inverse = a[k][column]
        a[k] = [x / inverse for x in a[k]]
        for i, row in enumerate(a):
            if i != k and row[column] != 0:
                factor = row[column]
                a[i] = [x - factor * y for x, y in zip(row, a[k])]
        pivots.append(column)
    if any(row[-1] != 0 for row in a[len(pivots) :]):
        return None
    point = [0 * a[0][-1]] * width
    for k, column in enumerate(pivots):
        point[column] = a[k][-1]
    return _Solved(point, tuple(j for j in range(width) if j not in pivots))


def _conditions(
    matrix: list[list[Any]], b: Any, support: Sequence[int], point: Sequence[Any]
) -> Conditions:
    full = [0 * b] * len(matrix)
    for i, x in zip(support, point):
        full[i] = x
    return Conditions(matrix, b, tuple(full), -point[-1], 0 * b + 1)


def _with_value(
    matrix: list[list[Any]], b: Any, support: Sequence[int], corner: Corner
) -> Conditions:
    """The conditions of a strategy that solves the equations of a support."""
    i = support[0]
    value = dot(matrix[i], corner) + b * dot([row[i] for row in matrix], corner)
    return Conditions(matrix, b, corner, value, 0 * b + 1)
