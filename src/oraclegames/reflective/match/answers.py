"""The oracle's answers in one cell of readings of any numbers of moves.

With r the probabilities of the answers "more" at the t thresholds of a cell, the probabilities that
are played are multilinear in r: numbers at the 2^t corners, where every answer is 0 or 1. At a
threshold they must be the threshold, and inside a zone lie there. Mostly an equation depends on one
answer, or does when others are known: such equations are solved one after the other in whole
numbers. What is left mostly has an eliminant (:mod:`oraclegames.reflective.match.eliminant`), and
else is a polynomial system (:mod:`oraclegames.reflective.oracles.cell_solutions`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import gcd
from typing import Any

from flint import fmpq

from oraclegames.budget import Clock
from oraclegames.exact.algebraic import Algebraic, Number
from oraclegames.exact.polynomial import Polynomial, constant, evaluate, plus, variable
from oraclegames.exact.rational import to_fmpq, to_fraction
from oraclegames.reflective.match.eliminant import MOST_UNKNOWNS, UnsaidError, zeros
from oraclegames.reflective.match.narrowing import Span, narrowed
from oraclegames.reflective.oracles.cell_equations import CellSystem
from oraclegames.reflective.oracles.cell_solutions import solve_cell

_SURE = Fraction(0), Fraction(1)


@dataclass(frozen=True)
class Cell:
    """What is played in a cell.

    Attributes:
        zones: for each cumulative probability the zones that a reading can give: one, or two on the
            threshold between them; none if nobody reads it.
        outputs: for each of them the 2^t numbers that are played, the first threshold slowest.
        scale: their denominator.
        edges: the zones' edges, over the same.
    """

    zones: tuple[tuple[int, ...], ...]
    outputs: list[tuple[int, ...]]
    scale: int
    edges: list[int]

    @property
    def thresholds(self) -> list[int]:
        """Which of the probabilities lie on one."""
        return [k for k, read in enumerate(self.zones) if len(read) == 2]

    def mark(self, k: int) -> int:
        """The threshold on which a probability lies."""
        return self.edges[self.zones[k][1]]

    def reached(self, k: int, least: int, most: int, scale: int) -> bool:
        """Whether something between two numbers over scale · ``self.scale`` can lie at the place of
        a probability."""
        read = self.zones[k]
        if not read:
            return True
        low, high = self.edges[read[-1]] * scale, self.edges[read[0] + 1] * scale
        if len(read) == 2:
            return least <= low <= most
        first, last = read[0] == 0, read[0] + 2 == len(self.edges)
        return (most > low or first) and (least < high or last)


@dataclass(frozen=True)
class Solution:
    """Truthful answers in a cell.

    Attributes:
        values: the cumulative probabilities.
        answers: for each the probability that the higher of two zones is read, should it lie on the
            threshold between them.
        randomised: whether no answers 0 or 1 give the same values.
    """

    values: tuple[Number, ...]
    answers: tuple[Number, ...]
    randomised: bool


@dataclass(frozen=True)
class Solved:
    """All solutions of a cell.

    Attributes:
        solutions: the isolated ones, and corners of continua; where all probabilities are on
            thresholds, one of them.
        continua: sets of infinitely many values, by the positions of their corners (of one that is
            curved, of a point).
    """

    solutions: list[Solution]
    continua: list[tuple[int, ...]]


def solve(cell: Cell, clock: Clock, *, halved: bool = False) -> Solved:
    """All solutions of a cell; ``halved`` if bounds of halves do not show that there is none.

    Raises:
        UnresolvedError: when the equations are beyond elimination.
        OutOfTime: the clock's budget is spent.
    """
    eliminated = _one_by_one(cell)
    if eliminated is None:
        return Solved([], [])
    known, whole, finer = eliminated
    if whole is not None:
        return Solved([_solution(cell, whole, finer, known)], [])
    clock.check()
    marks = cell.thresholds
    spans: list[Span] | None = [_SURE] * len(marks)
    if not halved or len(marks) > MOST_UNKNOWNS:
        spans = _narrowed(cell)
    if spans is None:
        return Solved([], [])
    return _isolated(cell, clock) or _polynomial(cell, spans, clock)


def _narrowed(cell: Cell) -> list[Span] | None:
    """Between which ends the answers are; None if there are none."""
    marks = cell.thresholds
    inside = [k for k in range(len(cell.zones)) if k not in marks]
    return narrowed(
        [[x - cell.mark(k) for x in cell.outputs[k]] for k in marks],
        [cell.outputs[k] for k in inside],
        lambda k, least, most, scale: cell.reached(inside[k], least, most, scale),
    )


def _one_by_one(cell: Cell) -> tuple[dict[int, Number], list[int] | None, int] | None:
    """Answers from equations in one unknown; None if they contradict each other.

    With them the values, as whole numbers over so many times ``cell.scale``; None where equations
    are left.
    """
    # Long: an equation without an unknown, or with one, and what is left of the others.
    marks = cell.thresholds
    left = list(marks)  # the answers that are open, in the order of the corners
    tables = [list(line) for line in cell.outputs]
    equations = {k: [x - cell.mark(k) for x in tables[k]] for k in marks}
    known: dict[int, Number] = {}
    scale = 1
    while equations:
        for k in equations:
            axes = [n for n in range(len(left)) if _depends(equations[k], n, len(left))]
            if len(axes) < 2:
                break
        else:
            return known, None, 1
        table = equations.pop(k)
        if not axes:
            if table[0]:
                return None
            continue  # it holds for all answers
        low, high = table[0], table[1 << (len(left) - 1 - axes[0])]
        top, bottom = (-low, high - low) if high > low else (low, low - high)
        if not 0 <= top <= bottom:
            return None
        common = gcd(top, bottom)
        share = top // common, bottom // common
        known[left[axes[0]]] = Fraction(*share)
        tables = [_put(line, axes[0], len(left), share) for line in tables]
        equations = {n: _put(line, axes[0], len(left), share) for n, line in equations.items()}
        scale *= share[1]
        del left[axes[0]]
    if any(_depends(line, n, len(left)) for line in tables for n in range(len(left))):
        return known, None, 1
    known.update(dict.fromkeys(left, _SURE[0]))  # whatever is answered
    if not all(cell.reached(k, line[0], line[0], scale) for k, line in enumerate(tables)):
        return None
    return known, [line[0] for line in tables], scale


def _depends(table: Sequence[int], axis: int, count: int) -> bool:
    """Whether a multilinear function depends on an unknown."""
    step = 1 << (count - 1 - axis)
    return any(table[n] != table[n + step] for n in range(len(table)) if not n & step)


def _put(table: Sequence[int], axis: int, count: int, share: tuple[int, int]) -> list[int]:
    """A multilinear function with a number in the place of an unknown, times its denominator."""
    step, (top, bottom) = 1 << (count - 1 - axis), share
    return [
        (bottom - top) * table[n] + top * table[n + step] for n in range(len(table)) if not n & step
    ]


def _solution(cell: Cell, whole: Sequence[Any], finer: int, known: dict[int, Number]) -> Solution:
    """Values, over finer · ``cell.scale``, with the answers; deterministic ones if some do."""
    marks = cell.thresholds
    for n in range(1 << len(marks)):
        if all(line[n] * finer == value for line, value in zip(cell.outputs, whole)):
            known = {k: _SURE[n >> (len(marks) - 1 - i) & 1] for i, k in enumerate(marks)}
            random = False
            break
    else:
        random = True
    # At an end of a continuum a value may reach an edge of its zone, which is still what is read.
    answers = [
        known[k] if k in known else _SURE[bool(read) and whole[k] == cell.edges[read[0]] * finer]
        for k, read in enumerate(cell.zones)
    ]
    below = finer * cell.scale
    values = [
        Fraction(x, below) if isinstance(x, int) else _simplest(x * Fraction(1, below))
        for x in whole
    ]
    return Solution(tuple(values), tuple(answers), random)


def _isolated(cell: Cell, clock: Clock) -> Solved | None:
    """The solutions by the eliminant of the equations; None where that does not tell."""
    marks = cell.thresholds
    if len(marks) > MOST_UNKNOWNS:
        return None
    squares = [[x - cell.mark(k) for x in cell.outputs[k]] for k in marks]
    found: list[Solution] = []
    try:
        for zero in zeros(squares, len(marks)):
            clock.check()
            whole = [
                cell.mark(k) if k in marks else _multilinear(line, zero)
                for k, line in enumerate(cell.outputs)
            ]
            if all(cell.reached(k, x, x, 1) for k, x in enumerate(whole)):
                found.append(_solution(cell, whole, 1, dict(zip(marks, zero))))
                if len(marks) == len(cell.zones):
                    break
    except UnsaidError:
        return None
    return Solved(found, [])


def _multilinear(line: Sequence[Any], point: Sequence[Any]) -> Any:
    """The value at a point, of a multilinear function by its values at the corners."""
    for x in point:
        half = len(line) // 2
        line = [low + x * (high - low) for low, high in zip(line[:half], line[half:])]
    return line[0]


def _polynomial(cell: Cell, spans: Sequence[Span], clock: Clock) -> Solved:
    """The solutions of the equations as a polynomial system, the answers between these ends."""
    # Long: the cell's sides, its equations, and every part of the solution.
    marks = cell.thresholds
    forms = [_form(line, len(marks), cell.scale) for line in cell.outputs]
    one = constant(fmpq(1))
    strict: list[Polynomial] = []
    for k, read in enumerate(cell.zones):
        if len(read) == 1:
            low, high = (fmpq(edge, cell.scale) for edge in cell.edges[read[0] : read[0] + 2])
            if read[0] > 0:
                strict.append(plus(forms[k], constant(low), -1))
            if read[0] + 2 < len(cell.edges):
                strict.append(plus(constant(high), forms[k], -1))
    system = CellSystem(
        len(marks),
        [[form, plus(one, form, -1)] for form in forms],
        [plus(forms[k], constant(fmpq(cell.mark(k), cell.scale)), -1) for k in marks],
        [side for n, ends in enumerate(spans) for side in _sides(n, *ends)],
        strict,
        {},
    )
    found: list[Solution] = []
    continua = []
    for part in solve_cell(system, clock):
        first = len(found)
        for point in part.corners if part.dimension and part.corners else [part.point]:
            whole = [_number(evaluate(form, point)) * cell.scale for form in forms]
            answers = {k: _number(answer) for k, answer in zip(marks, point)}
            found.append(_solution(cell, whole, 1, answers))
        if part.dimension:
            continua.append(tuple(range(first, len(found))))
    return Solved(found, continua)


def _sides(number: int, low: Fraction, high: Fraction) -> list[Polynomial]:
    """What is not negative where an unknown lies between two ends."""
    x, least, most = variable(number), constant(to_fmpq(low)), constant(to_fmpq(high))
    return [plus(x, least, -1), plus(most, x, -1)]


def _form(line: Sequence[int], count: int, scale: int) -> Polynomial:
    """A multilinear function as a polynomial in the answers."""
    terms = list(line)
    for n in range(count):
        step = 1 << (count - 1 - n)
        terms = [x - terms[at - step] if at & step else x for at, x in enumerate(terms)]
    return {
        tuple(n for n in range(count) if at >> (count - 1 - n) & 1): fmpq(x, scale)
        for at, x in enumerate(terms)
        if x
    }


def _number(value: Any) -> Number:
    return _simplest(value if isinstance(value, Algebraic) else to_fraction(value))


def _simplest(value: Number) -> Number:
    return value.simplest() if isinstance(value, Algebraic) else value
