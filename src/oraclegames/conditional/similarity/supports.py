"""All b-similarity equilibria with one support, two players: along b, and at one b.

The equations of a support S are linear in s: (Bs)_i = c for i ∈ S, Σ s_i = 1, with B = A + bAᵀ.

- *One solution.* Where the determinant D(b) is not 0 the solution is a quotient N(b)/D(b), and
  whether it is an equilibrium changes only at roots of known polynomials
  (:mod:`oraclegames.conditional.similarity.deviations`): cut there, ask once in every cell.
- *Many solutions.* Where D(b) = 0, at single b or everywhere (moves that are copies of each other),
  the best replies of B among them are a polytope F. There u(s, s) is linear in s, so that for a
  fixed deviation s′ the condition is linear in s as well: the equilibria in F are convex, and if
  all corners of F are equilibria then so is F. Deviations to single moves are taken into F at once.
  Where corners fail nevertheless, the equilibria are some convex part of F, marked as such.

A long file: one solution, many solutions, and the linear algebra of both.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from flint import fmpq_poly

from oraclegames.budget import Clock, OutOfTime
from oraclegames.conditional.similarity.cells import (
    Cell,
    cells,
    compare,
    joined,
    lifted,
    roots_of,
    sign_of,
)
from oraclegames.conditional.similarity.deviations import (
    B,
    Conditions,
    bordered,
    cramer,
    determinant,
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
        parts = [part for cell in good for part in _parts(cell, inner)]
        good = [
            part
            for part in parts
            if form.allows(part.sign, size, part.sign(conditions.denominator))
        ]
    return Path(support, conditions, tuple(joined(good)), tuple(singular))


def _parts(cell: Cell, inner: list[Real]) -> list[Cell]:
    """A cell, cut at numbers that ascend."""
    if cell.is_point:
        return [cell]
    first = bisect_right(inner, 0, key=lambda x: compare(x, cell.low))
    last = bisect_left(inner, 0, key=lambda x: compare(x, cell.high))
    return list(cells([cell.low, *inner[first:last], cell.high]))[1:-1]


# -- many solutions --------------------------------------------------------------------------------


def pieces_at(A: Matrix, b: Real, support: tuple[int, ...]) -> Piece | None:
    """All equilibria with a support at one b; None if there are none.

    A polytope some of whose corners fail is no "none": see :attr:`Piece.whole`.
    """
    return pieces_of(*lifted(A, b), support)


def pieces_of(matrix: list[list[Any]], at: Any, support: tuple[int, ...]) -> Piece | None:
    """The same, for a matrix and b in numbers of one ordered field."""
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
    bounds = _bounds(matrix, at, support)
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


def _bounds(matrix: list[list[Any]], b: Any, support: Sequence[int]) -> list[list[Any]]:
    """What is at least 0 in F, linear in the s_i and −c: s_i, slacks, and single deviations."""
    one, zero = 0 * b + 1, 0 * b
    rows = [[one if j == i else zero for j in support] + [zero] for i in support]
    others = [j for j in range(len(matrix)) if j not in support]
    rows += [[-(matrix[j][i] + b * matrix[i][j]) for i in support] + [-one] for j in others]
    rows += [
        [-(1 - b * b) * matrix[k][i] - b * (1 + b) * matrix[k][k] for i in support] + [-one]
        for k in others
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


# -- families of polytopes -------------------------------------------------------------------------


@dataclass(frozen=True)
class Family:
    """A support whose equations have many solutions at every b.

    Attributes:
        support: the moves.
        pieces: for each cell the piece at its sample, if there is one.
        corners: for each basis the conditions of the corner as polynomials in b.
    """

    support: tuple[int, ...]
    pieces: tuple[tuple[Cell, Piece], ...]
    corners: dict[tuple[int, ...], Conditions]


def family(A: Matrix, support: tuple[int, ...], clock: Clock) -> Family:
    """The polytopes of such a support along b."""
    equations = bordered(A, support)
    kept = _independent(equations)
    lifted_A = [[fmpq_poly([x]) for x in row] for row in A]
    bounds = [[*row, fmpq_poly([0])] for row in _bounds(lifted_A, B, support)]
    dimension = len(support) + 1 - len(kept)
    corners: dict[tuple[int, ...], Conditions] = {}
    asked: list[fmpq_poly] = [B, B - 1]
    for basis in combinations(range(len(bounds)), dimension):
        clock.check()
        conditions = cramer(A, support, [*kept, *(bounds[k] for k in basis)], clock.check)
        if conditions is None:
            continue
        corners[basis] = conditions
        asked += [conditions.denominator, *conditions.slacks, *conditions.margins]
        asked += [conditions.numerators[i] for i in support]
        asked += conditions.form.polynomials()
    pieces = []
    for cell in cells(roots_of(asked, pause=clock.check)):
        clock.check()
        piece = pieces_at(A, cell.sample, support)
        if piece is not None:
            pieces.append((cell, piece))
    return Family(support, tuple(pieces), corners)


def _independent(rows: list[list[fmpq_poly]]) -> list[list[fmpq_poly]]:
    """As many rows as are independent over the quotients of polynomials, the last one included."""
    kept = [rows[-1]]
    for row in rows[:-1]:
        if _rank([*kept, row]) == len(kept) + 1:
            kept.append(row)
    return kept


def _rank(rows: list[list[fmpq_poly]]) -> int:
    """The rank over the quotients: some minor of that size is no zero polynomial."""
    width = len(rows[0]) - 1
    return max(
        size
        for size in range(len(rows) + 1)
        if size == 0
        or any(
            determinant([[row[j] for j in columns] for row in chosen]) != 0
            for chosen in combinations(rows, size)
            for columns in combinations(range(width), size)
        )
    )
