"""All solutions of the system of one cell, as points and continua.

Linear equations are eliminated first. What is left is a polytope of the free unknowns if it is
linear (its vertices are enumerated), and otherwise goes through the elimination of polynomial
systems. The solutions of a cell, closed, are still reflective: in the limit the conditions of
reflectivity hold, for they are closed. So a continuum is reported with its boundary.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise, product
from typing import Any

from flint import fmpq, fmpq_mat, fmpq_poly

from oraclegames.budget import Clock
from oraclegames.errors import InputError
from oraclegames.exact.algebraic import Algebraic, real_roots
from oraclegames.exact.polynomial import Polynomial, constant, evaluate, times
from oraclegames.exact.rational import to_fmpq
from oraclegames.exact.vertices import polytope_vertices
from oraclegames.reflective.oracles.cell_equations import CellSystem
from oraclegames.reflective.oracles.polynomial_systems import (
    Branch,
    UnresolvedError,
    solve_linear,
    solve_system,
    substitute_all,
)

__all__ = ["CellPart", "solve_cell"]


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


def solve_cell(cell: CellSystem, clock: Clock) -> list[CellPart]:
    """Solve the system of a cell completely.

    Raises:
        UnresolvedError: when that is beyond elimination.
        OutOfTime: the clock's budget is spent.
    """
    images: dict[int, Polynomial] = {}
    equations = cell.equations
    while True:
        linear = [e for e in equations if all(len(monomial) <= 1 for monomial in e)]
        if not linear:
            break
        new = solve_linear(linear)
        if new is None:
            return []
        rest = [e for e in equations if not any(e is one for one in linear)]
        equations = [e for e in substitute_all(new, rest) if e]
        images = dict(zip(images, substitute_all(new, list(images.values()))))
        images.update(new)
    if not equations:
        return _linear_part(cell, images, clock)
    unknowns = sorted({n for e in equations for monomial in e for n in monomial})
    parts = []
    for branch in solve_system(equations, unknowns, clock):
        parts += _branch_parts(cell, images, branch, clock)
    return parts


def _linear_part(cell: CellSystem, images: dict[int, Polynomial], clock: Clock) -> list[CellPart]:
    """The part of a system whose equations are all solved by polynomial images."""
    free = [number for number in range(cell.unknowns) if number not in images]
    weak, strict = (substitute_all(images, group) for group in (cell.weak, cell.strict))
    if not free:
        origin = [images[n].get((), fmpq(0)) for n in range(cell.unknowns)]
        good = all(p.get((), 0) >= 0 for p in weak) and all(p.get((), 0) > 0 for p in strict)
        return [CellPart(origin, [], 0, True)] if good else []
    if any(len(monomial) > 1 for p in [*weak, *strict] for monomial in p):
        branch = Branch({}, tuple(free), (), ())
        return _curved_parts(cell, images, branch, clock)
    place = {number: k for k, number in enumerate(free)}
    rows = []
    for polynomial in [*weak, *strict]:
        row = [fmpq(0)] * (len(free) + 1)
        for monomial, coefficient in polynomial.items():
            row[place[monomial[0]] if monomial else -1] = coefficient
        rows.append(row)
    vertices = polytope_vertices(rows, len(free), clock)
    if not vertices:
        return []
    centre = [sum(column, start=fmpq(0)) / len(vertices) for column in zip(*vertices)]
    complete = _completion(cell, images, Branch({}, tuple(free), (), ()))
    point = complete(centre)
    if point is None or not all(evaluate(p, point) > 0 for p in cell.strict):
        return []
    corners = [values for vertex in vertices if (values := complete(vertex)) is not None]
    outputs = [substitute_all(images, row) for row in cell.outputs]
    directions = [[a - b for a, b in zip(v, vertices[0])] for v in vertices[1:]]
    dimension = _rank(outputs, free, dict(zip(free, centre)), directions)
    flat = all(len(monomial) <= 1 for row in outputs for p in row for monomial in p)
    return [CellPart(point, corners if dimension else [], dimension, flat)]


def _rank(
    outputs: list[list[Polynomial]],
    free: list[int],
    at: dict[int, fmpq],
    directions: list[list[fmpq]],
) -> int:
    """The rank of the outputs' derivatives along the directions in which the polytope extends."""
    if not directions:
        return 0
    slopes = []
    for polynomial in (p for row in outputs for p in row[:-1]):
        slope = [fmpq(0)] * len(free)
        for k, number in enumerate(free):
            for monomial, coefficient in polynomial.items():
                count = monomial.count(number)
                if count:
                    rest = list(monomial)
                    rest.remove(number)
                    term = coefficient * count
                    for other in rest:
                        term *= at[other]
                    slope[k] += term
        if any(slope):
            slopes.append(slope)
    if not slopes:
        return 0
    entries = [
        sum((a * b for a, b in zip(slope, direction)), start=fmpq(0))
        for slope in slopes
        for direction in directions
    ]
    return int(fmpq_mat(len(slopes), len(directions), entries).rank())


def _completion(
    cell: CellSystem, images: dict[int, Polynomial], branch: Branch
) -> Callable[[Sequence[Any]], list[Any] | None]:
    """Values of all unknowns from those of the free ones; None where a denominator vanishes."""

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


def _branch_parts(
    cell: CellSystem, images: dict[int, Polynomial], branch: Branch, clock: Clock
) -> list[CellPart]:
    """The parts of one branch of a polynomial system."""
    in_system = {*branch.fixed, *branch.free, *(number for number, _, _ in branch.steps)}
    others = [n for n in range(cell.unknowns) if n not in images and n not in in_system]
    branch = Branch(branch.fixed, (*branch.free, *others), branch.steps, branch.nonzero)
    complete = _completion(cell, images, branch)
    if not branch.free:
        point = complete([])
        return [CellPart(point, [], 0, True)] if point is not None and _holds(cell, point) else []
    if not branch.fixed and all(list(bottom) == [()] for _, _, bottom in branch.steps):
        solved: dict[int, Polynomial] = {}
        for number, top, bottom in branch.steps:
            scaled = times(top, constant(1 / bottom[()]))
            solved[number] = substitute_all(solved, [scaled])[0]
        every = dict(zip(images, substitute_all(solved, list(images.values()))))
        return _linear_part(cell, {**every, **solved}, clock)
    return _curved_parts(cell, images, branch, clock)


def _holds(cell: CellSystem, point: list[Any]) -> bool:
    try:
        return all(evaluate(p, point) >= 0 for p in cell.weak) and all(
            evaluate(p, point) > 0 for p in cell.strict
        )
    except InputError as error:
        raise UnresolvedError(str(error)) from None


_GRID = [fmpq(k, n) for n in (2, 3, 5) for k in range(n + 1)]


def _curved_parts(
    cell: CellSystem, images: dict[int, Polynomial], branch: Branch, clock: Clock
) -> list[CellPart]:
    """The parts of a continuum that is no polytope: exact along a line, else a sample."""
    complete = _completion(cell, images, branch)
    if len(branch.free) == 1 and not branch.fixed:
        return _arcs(cell, complete, _marks(cell, images, branch), clock)
    rest = [fmpq(1, 2)] * (len(branch.free) - 3)
    for chosen in product(_GRID, repeat=min(len(branch.free), 3)):
        clock.check()
        values = [*chosen, *rest]
        point = complete(values)
        if point is not None and _holds(cell, point):
            return [CellPart(point, [], _movable(cell, complete, values, point, clock), False)]
    raise UnresolvedError(f"no sample of a curved family of {len(branch.free)} free unknowns")


def _movable(
    cell: CellSystem,
    complete: Callable[[Sequence[Any]], list[Any] | None],
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
    complete: Callable[[Sequence[Any]], list[Any] | None],
    marks: list[Any],
    clock: Clock,
) -> list[CellPart]:
    """The arcs and points of a curve over [0, 1] that fulfil the constraints.

    Between neighbouring ``marks`` no constraint changes its sign, so one point decides.
    """
    places: list[tuple[Any, bool]] = [(marks[0], False)]
    for left, right in pairwise(marks):
        middle = (float(left) + float(right)) / 2
        places += [(fmpq(*middle.as_integer_ratio()), True), (right, False)]
    parts, run = [], []
    for k, (value, inner) in enumerate([*places, (None, False)]):
        clock.check()
        point = complete([value]) if value is not None else None
        if point is not None and _holds(cell, point):
            run.append((k, point, inner))
        elif run:
            points = [p for _, p, inner in run if inner]
            first, last = run[0][0] - run[0][2], run[-1][0] + run[-1][2]
            ends = [complete([places[first][0]]), complete([places[last][0]])]
            corners = [end for end in ends if end is not None]
            inside = points[0] if points else run[0][1]
            moves = _movable(cell, complete, [fmpq(1, 2)], inside, clock) if points else 0
            parts.append(CellPart(inside, corners if moves else [], moves, not moves))
            run = []
    return parts


def _marks(cell: CellSystem, images: dict[int, Polynomial], branch: Branch) -> list[Any]:
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
    marks: set[Any] = {fmpq(0), fmpq(1)}
    for polynomial in [*cell.weak, *cell.strict]:
        for side in value(polynomial):
            if side.degree() > 0:
                marks |= {_kernel(r) for r in real_roots(side) if 0 < r < 1}
    ordered = sorted(marks, key=float)
    if any(float(right) - float(left) < 1e-12 for left, right in pairwise(ordered)):
        raise UnresolvedError("two ends of a curved family lie too near to each other")
    return ordered


def _kernel(root: Fraction | Algebraic) -> Any:
    return to_fmpq(root) if isinstance(root, Fraction) else root
