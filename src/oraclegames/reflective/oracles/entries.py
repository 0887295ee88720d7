"""From the solutions of cells to the list of oracles: read the answers off, and merge.

Cells cut a continuum into open pieces and their boundaries. Since a limit of reflective oracles is
one, each piece is reported closed, and pieces that lie inside another one are left out.
"""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import Any

from flint import fmpq, fmpq_mat

from oraclegames.budget import Clock
from oraclegames.errors import CertificateError
from oraclegames.exact.algebraic import Algebraic, Number
from oraclegames.exact.linear_program import Infeasible, LinearProgram
from oraclegames.exact.polynomial import Polynomial, evaluate
from oraclegames.exact.rational import to_fmpq, to_fraction
from oraclegames.exact.simplex import maximise
from oraclegames.exact.written import sum_text
from oraclegames.reflective.machines.bounds import NO, YES, decide
from oraclegames.reflective.machines.machine import Query, System
from oraclegames.reflective.oracles.bound_and_cut import State
from oraclegames.reflective.oracles.cell_equations import CellSystem
from oraclegames.reflective.oracles.curved_solutions import CellPart
from oraclegames.reflective.oracles.oracles import ReflectiveOracle
from oraclegames.reflective.oracles.output_bounds import Box
from oraclegames.reflective.oracles.verify import is_truthful


def entry(
    system: System, state: State, cell: CellSystem, part: CellPart, clock: Clock
) -> ReflectiveOracle:
    """One part of the solutions of a cell as an oracle; a continuum with its vertices.

    Raises:
        OutOfTime: the clock's budget is spent.
    """
    oracle = _at(system, state, cell, part.point, clock)
    if part.dimension == 0:
        return oracle
    vertices: dict[Any, ReflectiveOracle] = {}
    for corner in part.corners:
        vertex = _at(system, state, cell, corner, clock)
        vertices.setdefault(vertex.distributions, vertex)
    return replace(
        oracle,
        dimension=part.dimension,
        vertices=_extreme(list(vertices.values()), part.flat, part.dimension),
        flat=part.flat,
        cell=_conditions(system, state.box, cell),
    )


def _at(
    system: System, state: State, cell: CellSystem, point: list[Any], clock: Clock
) -> ReflectiveOracle:
    def value(output: Polynomial) -> Any:
        clock.check()  # in fields of a high degree each of them takes long
        return evaluate(output, point)

    distributions = tuple(tuple(_number(value(output)) for output in row) for row in cell.outputs)
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
        weight = value(arriving)
        if weight == 0:
            free.append(query)
        else:
            answers[query] = _number(value(yes) / weight)
    oracle = ReflectiveOracle(system, distributions, answers, tuple(free))

    def answer(query: Query) -> Number:
        """The oracle's, or at the edge of the cell the cell's: a reading lists only what is free.

        The cell is open there, and the limit of its answers counts.
        """
        machine = system.machine_index(query.machine)
        outcome = system.outcome_index(machine, query.outcome)
        if distributions[machine][outcome] == query.threshold and query not in free:
            verdict = decide(state.box[machine][outcome], to_fmpq(query.threshold))
            answers.setdefault(query, Fraction(int(verdict == YES)))
        return oracle.answer(query)

    if not is_truthful(oracle, answer):
        raise CertificateError(
            f"the oracle {oracle.distributions!r} was found but fails its own check; unless "
            "a machine depends on more than its answers, please report this, with the machines"
        )
    return oracle


def _query(system: System, machine: int, outcome: int, threshold: fmpq) -> Query:
    known = system.machines[machine]
    return Query(known.name, known.outcomes[outcome], to_fraction(threshold))


def _number(value: Any) -> Number:
    return value.simplest() if isinstance(value, Algebraic) else to_fraction(value)


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
    return sum_text(
        (to_fraction(number), "*".join(f"v{unknown}" for unknown in monomial))
        for monomial, number in polynomial.items()
    )


def absorb(found: list[ReflectiveOracle]) -> tuple[ReflectiveOracle, ...]:
    """Put pieces of one face together, leave out what lies in a continuum that is listed; sort."""
    # Long: pieces become one, what comes twice or lies in a continuum goes, the rest is sorted.
    kept: list[ReflectiveOracle] = []
    flat = _united([o for o in found if o.dimension and o.flat and o.vertices])
    found = [o for o in found if not (o.dimension and o.flat and o.vertices)] + flat
    rational: set[Any] = set()
    others: list[Any] = []  # compared one by one: their minimal polynomials would take longer
    for oracle in sorted(found, key=lambda o: -o.dimension):
        if oracle.dimension == 0:
            known = all(isinstance(x, Fraction) for x in _flat(oracle))
            if oracle.distributions in (rational if known else others):
                continue
            if known:
                rational.add(oracle.distributions)
            else:
                others.append(oracle.distributions)
        if not any(_inside(oracle, other) for other in flat if other in kept):
            kept.append(oracle)
    return tuple(sorted(kept, key=lambda o: [[-x for x in row] for row in o.distributions]))


def _inside(oracle: ReflectiveOracle, other: ReflectiveOracle) -> bool:
    """Whether all distributions of one entry are in the convex hull of another one's vertices."""
    if oracle.dimension and not (oracle.flat and oracle.vertices):
        return False
    corners = [_flat(vertex) for vertex in other.vertices]
    points = [_flat(vertex) for vertex in oracle.vertices or (oracle,)]
    return all(_in_hull(point, corners) for point in points)


def _united(pieces: list[ReflectiveOracle]) -> list[ReflectiveOracle]:
    """Flat continua, with what a cut made of one made one again.

    Its one part may have the same dimension, or be a face of a larger continuum.
    """
    done: list[ReflectiveOracle] = []
    pieces = sorted(pieces, key=lambda piece: piece.dimension)
    while pieces:
        piece = pieces.pop()
        for other in done:
            face = other if other.dimension == piece.dimension else _face(other, piece)
            if face is not None and _fit(piece, face):
                if face is other:
                    done.remove(other)
                pieces.append(_union(piece, face))
                break
        else:
            done.append(piece)
    return done


def _face(larger: ReflectiveOracle, piece: ReflectiveOracle) -> ReflectiveOracle | None:
    """The vertices of a continuum in the affine hull of a smaller one, if they span it."""
    hull = [_flat(vertex) for vertex in piece.vertices]
    inside = tuple(v for v in larger.vertices if _rank([*hull, _flat(v)]) == piece.dimension)
    rows = [_flat(vertex) for vertex in inside]
    if _rank(rows) < piece.dimension or all(_in_hull(row, hull) for row in rows):
        return None
    return replace(piece, vertices=inside)


def _rank(points: list[list[Number]]) -> int:
    """The dimension of the affine hull of rational points; −1 if there are none."""
    if any(isinstance(x, Algebraic) for row in points for x in row):
        return -1
    rows = [[to_fmpq(a) - to_fmpq(b) for a, b in zip(row, points[0])] for row in points]
    return int(fmpq_mat(rows).rank()) if rows else -1


def _fit(one: ReflectiveOracle, other: ReflectiveOracle) -> bool:
    """Whether a coordinate parts two polytopes and their union is convex.

    It is if every line from a vertex of one to a vertex of the other crosses the border in both.
    """
    # Long: a border, the crossings, and what lies on it.
    here, there = ([_flat(vertex) for vertex in each.vertices] for each in (one, other))
    if any(isinstance(x, Algebraic) for row in (*here, *there) for x in row):
        return False
    for k in range(len(here[0])):
        low, high = sorted((here, there), key=lambda rows: min(row[k] for row in rows))
        border = max(row[k] for row in low)
        if not (
            min(row[k] for row in low) < border == min(row[k] for row in high)
            and border < max(row[k] for row in high)
        ):
            continue
        crossings = [
            [a + (border - p[k]) / (q[k] - p[k]) * (b - a) for a, b in zip(p, q)]
            for p in low
            for q in high
            if p[k] < border < q[k]
        ]
        if all(_in_hull(point, rows) for point in crossings for rows in (low, high)):
            return True
    return False


def _union(one: ReflectiveOracle, other: ReflectiveOracle) -> ReflectiveOracle:
    """Two polytopes whose union is convex, as one."""
    vertices = {vertex.distributions: vertex for vertex in (*one.vertices, *other.vertices)}
    return replace(
        one,
        vertices=_extreme(list(vertices.values()), True, one.dimension),
        cell=tuple(line for line in one.cell if line.startswith("P(") and line in other.cell),
    )


def _extreme(
    vertices: list[ReflectiveOracle], flat: bool, dimension: int
) -> tuple[ReflectiveOracle, ...]:
    """Without those that are mixtures of others; projections of vertices may be."""
    if flat and len(vertices) > dimension + 1:
        for vertex in list(vertices):
            others = [_flat(other) for other in vertices if other is not vertex]
            if _in_hull(_flat(vertex), others):
                vertices.remove(vertex)
    return tuple(vertices)


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
