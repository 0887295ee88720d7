"""All solutions of the system of one cell, as points and continua.

Linear equations are eliminated first. What is left is a polytope of the free unknowns if it is
linear (its vertices are enumerated), and otherwise goes through the elimination of polynomial
systems. The solutions of a cell, closed, are still reflective: in the limit the conditions of
reflectivity hold, for they are closed. So a continuum is reported with its boundary.
"""

from __future__ import annotations

from collections.abc import Sequence

from flint import fmpq, fmpq_mat

from oraclegames.budget import Clock
from oraclegames.exact.polynomial import Polynomial, constant, evaluate, is_linear, times
from oraclegames.exact.vertices import polytope_vertices
from oraclegames.reflective.oracles.cell_equations import CellSystem
from oraclegames.reflective.oracles.count_zeros import boxes_of_zeros, holds_one
from oraclegames.reflective.oracles.curved_solutions import (
    CellPart,
    completion,
    curved_parts,
    holds,
)
from oraclegames.reflective.oracles.fibres import Fibres, fibres_of
from oraclegames.reflective.oracles.isolated_zeros import exact_zeros
from oraclegames.reflective.oracles.polynomial_systems import (
    Branch,
    Stuck,
    UnresolvedError,
    solve_linear,
    solve_system,
    substitute_all,
)

Span = tuple[fmpq, fmpq]

_MOST_OF_A_CASE = 2000
"""With more boxes than these it is not told that a case has no solution."""


def solve_cell(cell: CellSystem, clock: Clock) -> list[CellPart]:
    """Solve the system of a cell completely.

    Raises:
        UnresolvedError: when that is beyond elimination.
        OutOfTime: the clock's budget is spent.
    """
    images: dict[int, Polynomial] = {}
    equations = _independent(cell.equations)
    while linear := [e for e in equations if is_linear(e)]:
        new = solve_linear(linear)
        if new is None:
            return []
        rest = [e for e in equations if not is_linear(e)]
        equations = _independent([e for e in substitute_all(new, rest) if e])
        images = dict(zip(images, substitute_all(new, list(images.values()))))
        images.update(new)
    if not equations:
        return _linear_part(cell, images, clock)
    modulo = _modulo(cell, images, equations)
    if modulo is not None:
        parts = solve_cell(modulo.cell, clock)
        if all(part.dimension == 0 for part in parts):
            return [_lifted(images, modulo, part) for part in parts]
    return _elimination(cell, images, equations, clock)


def _elimination(
    cell: CellSystem, images: dict[int, Polynomial], equations: list[Polynomial], clock: Clock
) -> list[CellPart]:
    """The parts of a system of higher degree."""
    unknowns = sorted({n for e in equations for monomial in e for n in monomial})
    solved = solve_system(equations, unknowns, clock)
    spans = _spans(cell, images, clock)
    if spans is not None and not spans:
        return []
    stuck = [case.reason for case in solved.stuck if not _is_empty(case, spans, clock)]
    parts = []
    for branch in solved.branches:
        try:
            parts += _branch_parts(cell, images, branch, clock)
        except UnresolvedError as reason:
            stuck.append(str(reason))
    if stuck:
        others = _others(cell, images, equations, solved.branches, spans, clock)
        if others is None:
            raise UnresolvedError(stuck[0])
        parts += others
    return parts


def _is_empty(case: Stuck, spans: dict[int, Span] | None, clock: Clock) -> bool:
    """Whether a case in which elimination was stuck has no solution in the cell.

    Mostly it has more equations than unknowns, and those without a common zero are soon told.
    """
    return spans is not None and any(_no_zeros(group, spans, clock) for group in case.groups)


def _no_zeros(equations: Sequence[Polynomial], spans: dict[int, Span], clock: Clock) -> bool:
    used = sorted({n for e in equations for m in e for n in m})
    number = {n: k for k, n in enumerate(used)}
    renamed = [{tuple(number[n] for n in m): c for m, c in e.items()} for e in equations]
    bounds = [spans[n] for n in used]
    return boxes_of_zeros(renamed, [], [], bounds, clock, most=_MOST_OF_A_CASE) == []


def _spans(cell: CellSystem, images: dict[int, Polynomial], clock: Clock) -> dict[int, Span] | None:
    """Between which ends the unknowns lie; {} if nowhere, None if that is hard to tell."""
    left = [n for n in range(cell.unknowns) if n not in images]
    weak = substitute_all(images, cell.weak)
    if not all(map(is_linear, weak)):
        return None
    vertices = polytope_vertices(_rows(weak, left), len(left), clock)
    return {n: (min(column), max(column)) for n, column in zip(left, zip(*vertices))}


def _others(
    cell: CellSystem,
    images: dict[int, Polynomial],
    equations: list[Polynomial],
    branches: Sequence[Branch],
    spans: dict[int, Span] | None,
    clock: Clock,
) -> list[CellPart] | None:
    """The solutions in the cases in which elimination was stuck; None if they are no points."""
    if spans is None:
        return None
    left = list(spans)
    number = {n: k for k, n in enumerate(left)}

    def anew(polynomials: Sequence[Polynomial]) -> list[Polynomial]:
        return [{tuple(number[n] for n in m): c for m, c in p.items()} for p in polynomials]

    weak, strict = (anew(substitute_all(images, group)) for group in (cell.weak, cell.strict))
    known = []
    for branch in branches:
        point = None if branch.free else completion(cell, images, branch)([])
        if point is not None:
            known.append([point[n] for n in left])
    renamed, bounds = anew(equations), [spans[n] for n in left]
    boxes = boxes_of_zeros(renamed, weak, strict, bounds, clock)
    if boxes is None:
        return None
    zeros = exact_zeros(renamed, [box for box in boxes if not holds_one(box, known)], clock)
    if zeros is None:
        return None
    points = []
    for zero in zeros:
        point = [fmpq(0)] * cell.unknowns
        for n, value in zip(left, zero):
            point[n] = value
        for n, image in images.items():
            point[n] = evaluate(image, point)
        if holds(cell, point) and point not in points:
            points.append(point)
    return [CellPart(point, [], 0, True) for point in points]


def _independent(equations: Sequence[Polynomial]) -> list[Polynomial]:
    """The same equations without those that are sums of others; as many linear ones as there are.

    Gauss's algorithm, with the monomials of high degree first.
    """
    monomials = sorted({m for e in equations for m in e}, key=lambda m: (-len(m), m))
    if not monomials:
        return []
    rows = [[e.get(m, fmpq(0)) for m in monomials] for e in equations]
    reduced, rank = fmpq_mat(rows).rref()
    return [
        {m: reduced[i, k] for k, m in enumerate(monomials) if reduced[i, k] != 0}
        for i in range(rank)
    ]


def _modulo(
    cell: CellSystem, images: dict[int, Polynomial], equations: list[Polynomial]
) -> Fibres | None:
    """The rest of a cell modulo the directions in which only answers move."""
    rest = CellSystem(
        cell.unknowns,
        [substitute_all(images, row) for row in cell.outputs],
        equations,
        substitute_all(images, cell.weak),
        substitute_all(images, cell.strict),
        {},
    )
    return fibres_of(rest)


def _lifted(images: dict[int, Polynomial], modulo: Fibres, part: CellPart) -> CellPart:
    """A solution of the rest of a cell with one set of answers."""
    point = modulo.lift(part.point)
    for number, image in images.items():
        point[number] = evaluate(image, point)
    return CellPart(point, [], 0, True)


def _linear_part(cell: CellSystem, images: dict[int, Polynomial], clock: Clock) -> list[CellPart]:
    """The part of a system whose equations are all solved by polynomial images."""
    free = [number for number in range(cell.unknowns) if number not in images]
    weak, strict = (substitute_all(images, group) for group in (cell.weak, cell.strict))
    if not free:
        origin = [images[n].get((), fmpq(0)) for n in range(cell.unknowns)]
        return [CellPart(origin, [], 0, True)] if holds(cell, origin) else []
    branch = Branch({}, tuple(free), (), ())
    if not all(map(is_linear, [*weak, *strict])):
        return curved_parts(cell, images, branch, clock)
    vertices = polytope_vertices(_rows([*weak, *strict], free), len(free), clock)
    return _polytope(cell, images, branch, vertices) if vertices else []


def _polytope(
    cell: CellSystem, images: dict[int, Polynomial], branch: Branch, vertices: list[list[fmpq]]
) -> list[CellPart]:
    """The polytope that the free unknowns fill, unless it lies on an edge that is left out."""
    centre = [sum(column, start=fmpq(0)) / len(vertices) for column in zip(*vertices)]
    complete = completion(cell, images, branch)
    point = complete(centre)
    if point is None or not all(evaluate(p, point) > 0 for p in cell.strict):
        return []
    corners = [values for vertex in vertices if (values := complete(vertex)) is not None]
    outputs = [substitute_all(images, row) for row in cell.outputs]
    directions = [[a - b for a, b in zip(v, vertices[0])] for v in vertices[1:]]
    dimension = _rank(outputs, branch.free, dict(zip(branch.free, centre)), directions)
    flat = all(is_linear(p) for row in outputs for p in row)
    return [CellPart(point, corners if dimension else [], dimension, flat)]


def _rows(polynomials: Sequence[Polynomial], free: Sequence[int]) -> list[list[fmpq]]:
    """The coefficients of linear polynomials, the constant last."""
    return [[p.get((n,), fmpq(0)) for n in free] + [p.get((), fmpq(0))] for p in polynomials]


def _rank(
    outputs: list[list[Polynomial]],
    free: Sequence[int],
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


def _contradicts(branch: Branch) -> bool:
    """Whether something that must not vanish does, whatever the free unknowns are."""
    known = branch.fixed
    return any(
        all(n in known for m in p for n in m) and evaluate(p, known) == 0 for p in branch.nonzero
    )


def _branch_parts(
    cell: CellSystem, images: dict[int, Polynomial], branch: Branch, clock: Clock
) -> list[CellPart]:
    """The parts of one branch of a polynomial system."""
    if _contradicts(branch):
        return []
    in_system = {*branch.fixed, *branch.free, *(number for number, _, _ in branch.steps)}
    others = [n for n in range(cell.unknowns) if n not in images and n not in in_system]
    branch = Branch(branch.fixed, (*branch.free, *others), branch.steps, branch.nonzero)
    complete = completion(cell, images, branch)
    if not branch.free:
        point = complete([])
        return [CellPart(point, [], 0, True)] if point is not None and holds(cell, point) else []
    if not branch.fixed and all(list(bottom) == [()] for _, _, bottom in branch.steps):
        solved: dict[int, Polynomial] = {}
        for number, top, bottom in branch.steps:
            scaled = times(top, constant(1 / bottom[()]))
            solved[number] = substitute_all(solved, [scaled])[0]
        every = dict(zip(images, substitute_all(solved, list(images.values()))))
        return _linear_part(cell, {**every, **solved}, clock)
    return curved_parts(cell, images, branch, clock)
