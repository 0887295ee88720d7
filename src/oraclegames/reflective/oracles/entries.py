"""From the solutions of cells to the list of oracles: read the answers off, and merge.

Cells cut a continuum into open pieces and their boundaries. Since a limit of reflective oracles is
one, each piece is reported closed, and pieces that lie inside another one are left out.
"""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import Any

from flint import fmpq

from oraclegames.exact.algebraic import Algebraic
from oraclegames.exact.linear_program import Infeasible, LinearProgram
from oraclegames.exact.polynomial import Polynomial, evaluate
from oraclegames.exact.rational import to_fraction
from oraclegames.exact.simplex import maximise
from oraclegames.reflective.machines.bounds import NO, YES, decide
from oraclegames.reflective.machines.machine import Query, System
from oraclegames.reflective.oracles.bound_and_cut import State
from oraclegames.reflective.oracles.cell_equations import CellSystem
from oraclegames.reflective.oracles.curved_solutions import CellPart
from oraclegames.reflective.oracles.oracles import Number, ReflectiveOracle
from oraclegames.reflective.oracles.output_bounds import Box


def entry(system: System, state: State, cell: CellSystem, part: CellPart) -> ReflectiveOracle:
    """One part of the solutions of a cell as an oracle; a continuum with its vertices."""
    oracle = _at(system, state, cell, part.point)
    if part.dimension == 0:
        return oracle
    vertices: dict[Any, ReflectiveOracle] = {}
    for corner in part.corners:
        vertex = _at(system, state, cell, corner)
        vertices.setdefault(vertex.distributions, vertex)
    return replace(
        oracle,
        dimension=part.dimension,
        vertices=_extreme(list(vertices.values()), part),
        flat=part.flat,
        cell=_conditions(system, state.box, cell),
    )


def _extreme(vertices: list[ReflectiveOracle], part: CellPart) -> tuple[ReflectiveOracle, ...]:
    """Without those that are mixtures of others; projections of vertices may be."""
    if part.flat and len(vertices) > part.dimension + 1:
        for vertex in list(vertices):
            others = [_flat(other) for other in vertices if other is not vertex]
            if _in_hull(_flat(vertex), others):
                vertices.remove(vertex)
    return tuple(vertices)


def _at(system: System, state: State, cell: CellSystem, point: list[Any]) -> ReflectiveOracle:
    distributions = tuple(
        tuple(_number(evaluate(output, point)) for output in row) for row in cell.outputs
    )
    answers: dict[Query, Number] = {}
    free = []
    asked = {query for tree in state.trees for query in tree.asked}
    for machine, outcome, threshold in sorted(asked):
        query = _query(system, machine, outcome, threshold)
        verdict = decide(state.box[machine][outcome], threshold)
        if verdict in (NO, YES):
            answers[query] = Fraction(verdict)
            continue
        truth = distributions[machine][outcome]
        if truth != query.threshold:
            answers[query] = Fraction(int(truth > query.threshold))
            continue
        yes, arriving = cell.answers.get((machine, outcome, threshold), ({}, {}))
        weight = evaluate(arriving, point)
        if weight == 0:
            free.append(query)
        else:
            answers[query] = _number(evaluate(yes, point) / weight)
    for (machine, outcome, above), threshold in state.limits.items():
        # At the edge of a cell the answer is still the cell's, also inside a reading.
        if distributions[machine][outcome] == to_fraction(threshold):
            answers.setdefault(_query(system, machine, outcome, threshold), Fraction(int(above)))
    return ReflectiveOracle(system, distributions, answers, tuple(free))


def _query(system: System, machine: int, outcome: int, threshold: fmpq) -> Query:
    known = system.machines[machine]
    return Query(known.name, known.outcomes[outcome], to_fraction(threshold))


def _number(value: Any) -> Number:
    if isinstance(value, Algebraic):
        coefficients = value.polynomial.coeffs()
        return value if len(coefficients) > 1 else to_fraction(fmpq(sum(coefficients)))
    return to_fraction(value)


def _conditions(system: System, box: Box, cell: CellSystem) -> tuple[str, ...]:
    """The cell of a continuum in words: where each probability lies, and the equations."""
    lines = []
    for machine, row in zip(system.machines, box):
        for outcome, (low, low_open, high, high_open) in zip(machine.outcomes, row):
            name = f"P({machine.name} = {outcome})"
            if low == high:
                lines.append(f"{name} = {low}")
            else:
                left, right = "(" if low_open else "[", ")" if high_open else "]"
                lines.append(f"{name} in {left}{low}, {high}{right}")
    return (*lines, *(f"{_text(equation)} = 0" for equation in cell.equations))


def _text(polynomial: Polynomial) -> str:
    return " + ".join(
        "·".join([str(coefficient), *(f"v{number}" for number in monomial)])
        for monomial, coefficient in polynomial.items()
    )


def absorb(found: list[ReflectiveOracle]) -> tuple[ReflectiveOracle, ...]:
    """Leave out repetitions, and what lies in a continuum that is listed too; sort."""
    kept: list[ReflectiveOracle] = []
    flat = [o for o in found if o.dimension and o.flat and o.vertices]
    seen: set[Any] = set()
    for oracle in sorted(found, key=lambda o: -o.dimension):
        if oracle.dimension == 0:
            if oracle.distributions in seen:
                continue
            seen.add(oracle.distributions)
        if not any(_inside(oracle, other) for other in flat if other in kept):
            kept.append(oracle)
    return tuple(sorted(kept, key=lambda o: [[-float(x) for x in row] for row in o.distributions]))


def _inside(oracle: ReflectiveOracle, other: ReflectiveOracle) -> bool:
    """Whether all distributions of one entry are in the convex hull of another one's vertices."""
    if oracle.dimension and not (oracle.flat and oracle.vertices):
        return False
    corners = [_flat(vertex) for vertex in other.vertices]
    points = [_flat(vertex) for vertex in oracle.vertices or (oracle,)]
    return all(_in_hull(point, corners) for point in points)


def _flat(oracle: ReflectiveOracle) -> list[Number]:
    return [share for row in oracle.distributions for share in row]


def _in_hull(point: list[Number], corners: list[list[Number]]) -> bool:
    """Whether weights ≥ 0 with sum 1 make the point of the corners."""
    if any(isinstance(x, Algebraic) for row in (point, *corners) for x in row):
        return False
    sums: list[Any] = [(list(column), x) for column, x in zip(zip(*corners), point)]
    weights = [Fraction(1)] * len(corners)
    lp = LinearProgram.of([Fraction(0)] * len(corners), equal=[*sums, (weights, Fraction(1))])
    return not isinstance(maximise(lp), Infeasible)
