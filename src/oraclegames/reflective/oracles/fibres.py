"""Answers that come to the same: directions in which a cell's unknowns move and nothing else does.

Where a machine may ask several free queries, different answers can lead to the same outputs: the
unknowns are weights of paths, and there may be more paths than outcomes. Along such a *direction*
no output, equation or strict inequality of the cell changes. So the cell is solved for the unknowns
modulo the directions, in which its solutions are isolated where the outputs are; the weak
inequalities, which are linear, are projected along the directions (Fourier and Motzkin), and each
solution is lifted to one set of answers.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from flint import fmpq, fmpq_mat

from oraclegames.exact.polynomial import Polynomial, evaluate, is_linear, plus
from oraclegames.exact.rational import pivots
from oraclegames.reflective.oracles.cell_equations import CellSystem

_MOST = 400
"""More inequalities than this are not projected."""

Form = tuple[Polynomial, list[fmpq]]
"""A linear inequality: its part in the other unknowns, and its slopes along the directions."""


@dataclass(frozen=True)
class Fibres:
    """A cell modulo its directions.

    Attributes:
        cell: the cell in the unknowns that are left, numbered anew.
        left: these unknowns; all others are 0 in it.
        directions: values of all unknowns; each is 1 at an unknown of its own, its share.
        layers: for each direction the inequalities from which its share is read off.
    """

    cell: CellSystem
    left: tuple[int, ...]
    directions: tuple[list[fmpq], ...]
    layers: tuple[list[Form], ...]

    def lift(self, point: Sequence[Any]) -> list[Any]:
        """One set of all unknowns over a solution of the reduced cell."""
        shares: list[Any] = [fmpq(0)] * len(self.directions)
        for k in reversed(range(len(shares))):
            shares[k] = _between(self.layers[k], point, shares, k)
        lifted: list[Any] = [fmpq(0)] * len(self.directions[0])
        for number, x in zip(self.left, point):
            lifted[number] = x
        for share, direction in zip(shares, self.directions):
            lifted = [x if d == 0 else share * d + x for x, d in zip(lifted, direction)]
        return lifted


def _between(forms: Sequence[Form], point: Sequence[Any], shares: Sequence[Any], k: int) -> Any:
    """A share of direction k that the inequalities allow, those of later ones being known."""
    lows: list[Any] = []
    highs: list[Any] = []
    for rest, slopes in forms:
        value: Any = evaluate(rest, point)
        for j in range(k + 1, len(shares)):
            value = shares[j] * slopes[j] + value
        (lows if slopes[k] > 0 else highs).append(value * (fmpq(-1) / slopes[k]))
    if lows and highs:
        return (max(lows) + min(highs)) * fmpq(1, 2)
    return max(lows) if lows else min(highs) if highs else fmpq(0)


def fibres_of(cell: CellSystem) -> Fibres | None:
    """The cell modulo its directions; None if there are none, or they cannot be projected out."""
    # Long: the directions, the projection of the inequalities, and everything in new numbers.
    if not all(map(is_linear, cell.weak)):
        return None
    moved = [*cell.equations, *cell.strict, *(p for row in cell.outputs for p in row)]
    occurring = sorted({n for p in (*moved, *cell.weak) for monomial in p for n in monomial})
    directions = _directions(moved, occurring, cell.unknowns)
    if not directions:
        return None
    chosen = tuple(next(k for k, d in enumerate(row) if d != 0) for row in directions)
    left = tuple(n for n in occurring if n not in chosen)
    number = {n: k for k, n in enumerate(left)}

    def fixed(p: Polynomial) -> Polynomial:
        """With all shares 0, in the numbers of those that are left."""
        kept = {m: c for m, c in p.items() if not any(n in chosen for n in m)}
        return {tuple(number[n] for n in m): c for m, c in kept.items()}

    forms: list[Form] = [(fixed(p), _along(p, directions)) for p in cell.weak]
    layers = []
    for k in range(len(chosen)):
        layers.append([form for form in forms if form[1][k] != 0])
        forms = [form for form in forms if form[1][k] == 0] + _projected(layers[-1], k)
        if len(forms) > _MOST:
            return None
    reduced = replace(
        cell,
        unknowns=len(left),
        outputs=[[fixed(p) for p in row] for row in cell.outputs],
        equations=[e for e in map(fixed, cell.equations) if e],
        weak=_distinct([rest for rest, _ in forms]),
        strict=[fixed(p) for p in cell.strict],
    )
    return Fibres(reduced, left, tuple(directions), tuple(layers))


def _along(p: Polynomial, directions: Sequence[Sequence[fmpq]]) -> list[fmpq]:
    """The slopes of a linear polynomial along the directions."""
    return [
        sum((p.get((n,), fmpq(0)) * d for n, d in enumerate(row)), start=fmpq(0))
        for row in directions
    ]


def _directions(
    polynomials: Sequence[Polynomial], occurring: Sequence[int], unknowns: int
) -> list[list[fmpq]]:
    """A basis of the directions along which no polynomial changes, in echelon form."""
    column = {n: k for k, n in enumerate(occurring)}
    rows: dict[tuple[int, tuple[int, ...]], list[fmpq]] = {}
    for at, p in enumerate(polynomials):
        for monomial, coefficient in p.items():
            for n in set(monomial):
                rest = list(monomial)
                rest.remove(n)
                row = rows.setdefault((at, tuple(rest)), [fmpq(0)] * len(occurring))
                row[column[n]] += coefficient * monomial.count(n)
    if not rows:
        return []
    reduced, rank = fmpq_mat(list(rows.values())).rref()
    leading = pivots(reduced, rank)
    basis = []
    for free in (k for k in range(len(occurring)) if k not in leading):
        direction = [fmpq(int(k == free)) for k in range(len(occurring))]
        for row_number, k in enumerate(leading):
            direction[k] = -reduced[row_number, free]
        basis.append(direction)
    if not basis:
        return []
    echelon, rank = fmpq_mat(basis).rref()
    found = []
    for i in range(rank):
        full = [fmpq(0)] * unknowns
        for k, n in enumerate(occurring):
            full[n] = echelon[i, k]
        found.append(full)
    return found


def _projected(forms: Sequence[Form], k: int) -> list[Form]:
    """What a pair of bounds of the share of direction k says without it."""
    found = []
    for low, low_slopes in forms:
        for high, high_slopes in forms:
            a, b = low_slopes[k], high_slopes[k]
            if a > 0 > b:
                rest = plus({m: c * -b for m, c in low.items()}, high, a)
                slopes = [-b * x + a * y for x, y in zip(low_slopes, high_slopes)]
                found.append((rest, slopes))
    return found


def _distinct(polynomials: Sequence[Polynomial]) -> list[Polynomial]:
    """Without those that always hold, and without multiples of each other."""
    kept: dict[Any, Polynomial] = {}
    for p in polynomials:
        scale = next((abs(c) for m, c in sorted(p.items()) if m), None)
        if scale is None and p.get((), fmpq(0)) >= 0:
            continue
        key = tuple(sorted((m, c / (scale or 1)) for m, c in p.items()))
        kept.setdefault(key, p)
    return list(kept.values())
