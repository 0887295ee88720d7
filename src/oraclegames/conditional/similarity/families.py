"""Supports of a two-player game whose equations have many solutions at every b: polytopes along b.

Corners of the polytope F are solutions of the equations and as many tight inequalities, so they are
quotients of polynomials in b. Which of them exist, are corners and are equilibria changes only at
roots of known polynomials: cut there, ask once in every cell.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from flint import fmpq_poly

from oraclegames.budget import Clock
from oraclegames.conditional.similarity.cells import Cell, cells, lifted, parts, roots_of
from oraclegames.conditional.similarity.deviations import (
    B,
    Conditions,
    bordered,
    cramer,
    determinant,
)
from oraclegames.conditional.similarity.supports import (
    Piece,
    bounds_of,
    pieces_at,
    solutions_of,
)
from oraclegames.conditional.similarity.symmetric import Matrix


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
    bounds = [[*row, fmpq_poly([0])] for row in bounds_of(lifted_A, B, support)]
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
    pieces: list[tuple[Cell, Piece]] = []
    for cell in cells(roots_of(asked, pause=clock.check)):
        clock.check()
        if cell.is_point:
            pieces += _at_point(A, cell, support)
            continue
        piece = solutions_of(*lifted(A, cell.sample), support)
        if piece is not None and (piece.whole or piece.good):
            pieces.append((cell, piece))
        elif piece is not None:
            along = [corners[basis] for basis in piece.bases]
            pieces += _left(A, cell, piece, along, clock)
    return Family(support, tuple(pieces), corners)


def _at_point(A: Matrix, cell: Cell, support: tuple[int, ...]) -> Iterator[tuple[Cell, Piece]]:
    piece = pieces_at(A, cell.sample, support)
    if piece is not None:
        yield cell, piece


def _left(
    A: Matrix, cell: Cell, piece: Piece, corners: Sequence[Conditions], clock: Clock
) -> Iterator[tuple[Cell, Piece]]:
    """The parts of an interval in which no one deviation refutes all corners of a polytope.

    The deviation that refutes a corner is a formula in b, as is what it brings against the others.
    """
    for one in corners:
        deviation = one.form.negative(cell.sign, cell.sign(one.denominator))
        if deviation is None:
            continue
        pays = [c.form.at(deviation) * cell.sign(c.denominator) for c in corners]
        if any(cell.sign(p) >= 0 for p in pays):
            continue
        for part in parts(cell, roots_of(pays, pause=clock.check)):
            if all(part.sign(p) < 0 for p in pays):
                continue
            if part.is_point:
                yield from _at_point(A, part, piece.support)
            else:
                yield from _left(A, part, piece, corners, clock)
        return
    yield cell, piece


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
