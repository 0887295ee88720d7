"""Curved continua of solutions of a cell: exact along a line, else a sample.

Along one free unknown every constraint changes its sign at roots of a polynomial only, so that one
point between neighbouring roots decides; with more of them a point is looked for on a grid.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cmp_to_key
from itertools import pairwise, product
from typing import Any

from flint import fmpq, fmpq_poly

from oraclegames.budget import Clock
from oraclegames.exact.algebraic import Algebraic, real_roots
from oraclegames.exact.polynomial import Polynomial, evaluate
from oraclegames.exact.rational import to_fmpq
from oraclegames.exact.real import Real, between, order
from oraclegames.reflective.oracles.cell_equations import CellSystem
from oraclegames.reflective.oracles.polynomial_systems import (
    Branch,
    UnresolvedError,
)

Completion = Callable[[Sequence[Any]], list[Any] | None]
"""Values of all unknowns from those of the free ones; None where a denominator vanishes."""


@dataclass(frozen=True)
class CellPart:
    """A point or a continuum of solutions of a cell.

    Attributes:
        point: values of the unknowns at a point of it; in a polytope, the mean of its vertices.
        corners: the values of the unknowns at the vertices of a polytope, or at the ends of an arc;
            empty for other parts.
        dimension: of the set of the *outputs*: 0 if all solutions have the same; for a curved
            continuum of two or more free unknowns it is an upper bound.
        flat: whether the outputs fill the convex hull of those at the corners.
    """

    point: list[Any]
    corners: list[list[Any]]
    dimension: int
    flat: bool


def completion(cell: CellSystem, images: dict[int, Polynomial], branch: Branch) -> Completion:
    """How the other unknowns follow from the free ones."""

    def complete(values: Sequence[Any]) -> list[Any] | None:
        known: list[Any] = [fmpq(0)] * cell.unknowns
        for number, value in [*branch.fixed.items(), *zip(branch.free, values)]:
            known[number] = value
        if any(evaluate(p, known) == 0 for p in branch.nonzero):
            return None
        for number, top, bottom in branch.steps:
            divisor = evaluate(bottom, known)
            if divisor == 0:
                return None
            known[number] = evaluate(top, known) / divisor
        for number, image in images.items():
            known[number] = evaluate(image, known)
        return known

    return complete


def holds(cell: CellSystem, point: list[Any]) -> bool:
    """Whether the unknowns fulfil the inequalities of a cell."""
    return all(evaluate(p, point) >= 0 for p in cell.weak) and all(
        evaluate(p, point) > 0 for p in cell.strict
    )


_GRID = [fmpq(k, n) for n in (2, 3, 5) for k in range(n + 1)]


def curved_parts(
    cell: CellSystem, images: dict[int, Polynomial], branch: Branch, clock: Clock
) -> list[CellPart]:
    """The parts of a continuum that is no polytope: exact along a line, else a sample."""
    complete = completion(cell, images, branch)
    if len(branch.free) == 1 and not branch.fixed:
        at_ends = completion(cell, images, replace(branch, nonzero=()))
        return _arcs(cell, complete, at_ends, _marks(cell, images, branch), clock)
    rest = [fmpq(1, 2)] * (len(branch.free) - 3)
    for chosen in product(_GRID, repeat=min(len(branch.free), 3)):
        clock.check()
        values = [*chosen, *rest]
        point = complete(values)
        if point is not None and holds(cell, point):
            return [CellPart(point, [], _movable(cell, complete, values, point, clock), False)]
    raise UnresolvedError(f"no sample of a curved family of {len(branch.free)} free unknowns")


def _movable(
    cell: CellSystem,
    complete: Completion,
    values: list[Any],
    point: list[Any],
    clock: Clock,
) -> int:
    """How many of the free unknowns change an output; that bounds the dimension from above."""
    outputs = [polynomial for row in cell.outputs for polynomial in row]
    here = [evaluate(polynomial, point) for polynomial in outputs]
    count = 0
    for k in range(len(values)):
        for other in (fmpq(n, 24) for n in range(25)):  # more points than the outputs' degree
            clock.check()
            there = complete([*values[:k], other, *values[k + 1 :]])
            if there is not None and [evaluate(p, there) for p in outputs] != here:
                count += 1
                break
    return count


def _arcs(
    cell: CellSystem,
    complete: Completion,
    at_ends: Completion,
    marks: list[Real],
    clock: Clock,
) -> list[CellPart]:
    """The arcs and points of a curve over [0, 1] that fulfil the constraints.

    Between neighbouring ``marks`` no constraint changes its sign, so one point decides. An arc ends
    also where something vanishes that must not: ``at_ends`` does not ask.
    """
    places: list[tuple[Any, bool]] = [(marks[0], False)]
    for left, right in pairwise(marks):
        places += [(between(left, right), True), (right, False)]
    parts, run = [], []
    for k, (value, inner) in enumerate([*places, (None, False)]):
        clock.check()
        point = complete([_kernel(value)]) if value is not None else None
        if point is not None and holds(cell, point):
            run.append((k, point, inner))
        elif run:
            points = [p for _, p, inner in run if inner]
            first, last = run[0][0] - run[0][2], run[-1][0] + run[-1][2]
            ends = [at_ends([_kernel(places[k][0])]) for k in (first, last)]
            corners = [end for end in ends if end is not None]
            inside = points[0] if points else run[0][1]
            moves = _movable(cell, complete, [fmpq(1, 2)], inside, clock) if points else 0
            parts.append(CellPart(inside, corners if moves else [], moves, not moves))
            run = []
    return parts


def _marks(cell: CellSystem, images: dict[int, Polynomial], branch: Branch) -> list[Real]:
    """0, 1, and what lies between of the points at which a constraint may change its sign."""
    ratios: dict[int, tuple[fmpq_poly, fmpq_poly]] = {
        branch.free[0]: (fmpq_poly([0, 1]), fmpq_poly([1]))
    }

    def value(polynomial: Polynomial) -> tuple[fmpq_poly, fmpq_poly]:
        top, bottom = fmpq_poly([0]), fmpq_poly([1])
        for monomial, coefficient in polynomial.items():
            up, down = fmpq_poly([coefficient]), fmpq_poly([1])
            for n in monomial:
                up, down = up * ratios[n][0], down * ratios[n][1]
            top, bottom = top * down + up * bottom, bottom * down
        return top, bottom

    for unknown, top, bottom in branch.steps:
        (a, b), (c, d) = value(top), value(bottom)
        ratios[unknown] = (a * d, b * c)
    for unknown, image in images.items():
        ratios[unknown] = value(image)
    marks: set[Real] = {Fraction(0), Fraction(1)}
    for polynomial in [*cell.weak, *cell.strict]:
        for side in value(polynomial):
            if side.degree() > 0:
                marks |= {r for r in real_roots(side) if 0 < r < 1}
    return sorted(marks, key=cmp_to_key(order))


def _kernel(root: Fraction | Algebraic) -> Any:
    return to_fmpq(root) if isinstance(root, Fraction) else root
