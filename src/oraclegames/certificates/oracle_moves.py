"""Answers that come to the same in a cell: what is left when they are put aside.

Different answers to several free queries can make the same come out. Along such a direction of the
unknowns no equation, strict inequality or output of the cell changes; so its solutions can be
isolated only modulo the directions. Each direction has a pivot, an unknown that is 1 in it and 0 in
the others; a solution is moved along the directions until the pivots are 0. The weak inequalities
are linear: of a pair that bounds the move from both sides their sum is left.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flint import fmpq, fmpq_mat, fmpq_mpoly

from oraclegames.exact.rational import to_fraction

_MOST = 500


@dataclass(frozen=True)
class Moved:
    """A system modulo its directions.

    Attributes:
        left: the unknowns that are left, by their positions in the ring.
        groups: the polynomials with all pivots 0.
        weak: linear inequalities ≥ 0 for what is left.
        pivots, directions: along which it was moved.
        unknowns: all of them, in the order of the directions' entries.
    """

    left: list[int]
    groups: list[list[fmpq_mpoly]]
    weak: list[fmpq_mpoly]
    pivots: list[int]
    directions: list[list[fmpq]]
    unknowns: list[int]

    def spans(self) -> list[tuple[fmpq, fmpq]]:
        """Between which ends each lies that is left, the unknowns lying in [0, 1]."""
        found = []
        for k, column in zip(self.unknowns, zip(*self.directions)):
            if k in self.left:
                less = sum((d for d in column if d > 0), start=fmpq(0))
                more = sum((-d for d in column if d < 0), start=fmpq(0))
                found.append((-less, 1 + more))
        return found or [(fmpq(0), fmpq(1))] * len(self.left)

    def of(self, values: Sequence[Any]) -> list[Any]:
        """Exact values of all unknowns, moved until the pivots are 0: those of what is left."""
        moved = dict(zip(self.unknowns, values))
        shares = [moved[k] for k in self.pivots]
        for share, direction in zip(shares, self.directions):
            for k, d in zip(self.unknowns, direction):
                if d != 0:
                    moved[k] = moved[k] - share * to_fraction(d)
        return [moved[k] for k in self.left]


def moved_aside(
    groups: list[list[fmpq_mpoly]], weak: list[fmpq_mpoly], unknowns: list[int]
) -> Moved | None:
    """The system modulo its directions; None where the weak inequalities do not allow that.

    Args:
        groups: polynomials that must not change along a direction.
        weak: what is ≥ 0.
        unknowns: the positions of those that occur.
    """
    # Long: directions, the inequalities without each, and both written in what is left.
    directions = _directions([p for group in groups for p in group], unknowns)
    if not directions:
        return Moved(unknowns, groups, weak, [], [], unknowns)
    if any(p.total_degree() > 1 for p in weak):
        return None
    pivots = [unknowns[next(k for k, d in enumerate(row) if d != 0)] for row in directions]
    rows = [_coefficients(p, unknowns) for p in weak]
    for direction in directions:
        rows = _without(rows, direction)
        if len(rows) > _MOST:
            return None
    ring = next(p for group in groups for p in group).context()
    gens = list(ring.gens())
    at_zero = [0 * gen if k in pivots else gen for k, gen in enumerate(gens)]
    left = [k for k in unknowns if k not in pivots]
    projected = []
    for row in rows:
        form = ring.constant(row[-1])
        for k, c in zip(unknowns, row):
            if k not in pivots:
                form += c * gens[k]
        projected.append(form)
    fixed = [[p.compose(*at_zero) for p in group] for group in groups]
    return Moved(left, fixed, projected, pivots, directions, unknowns)


def _directions(polynomials: list[fmpq_mpoly], unknowns: list[int]) -> list[list[fmpq]]:
    """A basis, in echelon form, of the directions in which all derivatives vanish."""
    # Long: the derivatives as rows, their null space, and its echelon form.
    rows: dict[Any, list[fmpq]] = {}
    for at, p in enumerate(polynomials):
        for column, k in enumerate(unknowns):
            for powers, c in p.derivative(k).to_dict().items():
                rows.setdefault((at, tuple(powers)), [fmpq(0)] * len(unknowns))[column] += c
    matrix = fmpq_mat(list(rows.values())) if rows else fmpq_mat(1, len(unknowns))
    reduced, rank = matrix.rref()
    leads = [next(k for k in range(len(unknowns)) if reduced[i, k] != 0) for i in range(rank)]
    basis = []
    for free in (k for k in range(len(unknowns)) if k not in leads):
        row = [fmpq(int(k == free)) for k in range(len(unknowns))]
        for i, k in enumerate(leads):
            row[k] = -reduced[i, free]
        basis.append(row)
    if not basis:
        return []
    echelon, rank = fmpq_mat(basis).rref()
    return [[echelon[i, k] for k in range(len(unknowns))] for i in range(rank)]


def _coefficients(p: fmpq_mpoly, unknowns: list[int]) -> list[fmpq]:
    """The coefficients of a linear polynomial, the constant last."""
    row = [fmpq(0)] * (len(unknowns) + 1)
    for powers, c in p.to_dict().items():
        place = next((at for at, k in enumerate(unknowns) if powers[k]), len(unknowns))
        row[place] = c
    return row


def _without(rows: list[list[fmpq]], direction: list[fmpq]) -> list[list[fmpq]]:
    """What inequalities say of all points from which some move along a direction fulfils them."""
    slopes = [sum((a * d for a, d in zip(row, direction)), start=fmpq(0)) for row in rows]
    kept = [row for row, slope in zip(rows, slopes) if slope == 0]
    for up, rise in zip(rows, slopes):
        for down, fall in zip(rows, slopes):
            if rise > 0 > fall:
                kept.append([rise * b - fall * a for a, b in zip(up, down)])
    seen: dict[Any, list[fmpq]] = {}
    for row in kept:
        size = next((abs(x) for x in row if x != 0), None)
        if size is not None:
            seen.setdefault(tuple(x / size for x in row), row)
    return list(seen.values())
