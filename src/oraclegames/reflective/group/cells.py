"""One cell of a group's match: the answers on its thresholds, solved exactly.

A cell says of each player whether her probability lies inside a zone or on a threshold. With T the
players on thresholds, q_i, i ∈ T, the probability that a reading of player i is her upper zone, and
X_i(c) what program i plays after the lower and upper zones c,

    F_i(q) = Σ_c Π_{j ∈ T} P(c_j) · X_i(c)

is linear in each q_j, and the fixed points of the cell are the q ∈ [0, 1]^T with F_i(q) on the
threshold for i ∈ T, while F_j(q) lies in the zone for all others. Mostly each F_i, i ∈ T, depends
on q_i alone; the others go to the solver of cells of :mod:`oraclegames.reflective.oracles`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import product
from typing import Any

from flint import fmpq

from oraclegames.budget import Clock
from oraclegames.exact.algebraic import Algebraic
from oraclegames.exact.polynomial import Polynomial, constant, plus, variable
from oraclegames.exact.rational import to_fmpq, to_fraction
from oraclegames.reflective.oracles.cell_equations import CellSystem
from oraclegames.reflective.oracles.cell_solutions import solve_cell

Corners = dict[tuple[int, ...], tuple[Fraction, ...]]
"""For each choice of lower (0) and upper (1) zones on the thresholds, what every player plays."""


@dataclass(frozen=True)
class Cell:
    """A cell and what the programs play there.

    Attributes:
        places: for each player 2k + 1 inside zone k, 2k on its lower threshold.
        thresholds: the players on thresholds.
        marks: for each player the threshold, or the ends of her zone.
        corners: what is played after all readings.
    """

    places: tuple[int, ...]
    thresholds: tuple[int, ...]
    marks: tuple[tuple[Fraction, Fraction], ...]
    corners: Corners


@dataclass(frozen=True)
class Solved:
    """Fixed points of a cell.

    Attributes:
        answers: for each threshold player the probability of her upper zone, for each point.
        continua: sets of such points, of more than one play, by the numbers of their corners.
    """

    points: tuple[tuple[Any, ...], ...]
    continua: tuple[tuple[int, ...], ...] = ()


def plays_of(cell: Cell, answers: Sequence[Any]) -> tuple[Any, ...]:
    """The probabilities of the first moves that the programs play at these answers."""
    totals: list[Any] = [Fraction(0)] * len(cell.places)
    for choice, played in cell.corners.items():
        weight: Any = Fraction(1)
        for up, answer in zip(choice, answers):
            weight = weight * (answer if up else 1 - answer)
        if weight != 0:
            totals = [total + weight * value for total, value in zip(totals, played)]
    for i in cell.thresholds:
        totals[i] = cell.marks[i][0]
    return tuple(map(plainest, totals))


def certain(cell: Cell, play: tuple[Any, ...]) -> tuple[int, ...] | None:
    """Answers that are sure and give this play, if some do."""
    for choice, played in cell.corners.items():
        if played == play:
            return choice
    return None


def solve(cell: Cell, clock: Clock) -> Solved:
    """All fixed points of a cell.

    Raises:
        UnresolvedError: its equations are beyond elimination.
        OutOfTime: the clock's budget is spent.
    """
    plain = _plain(cell)
    if plain is not None:
        return Solved((plain,) if _inside(cell, plays_of(cell, plain)) else ())
    found = solve_cell(_system(cell), clock)
    points: list[tuple[Any, ...]] = []
    continua = []
    for part in found:
        values = part.corners if part.dimension and part.corners else [part.point]
        first = len(points)
        points += [tuple(map(plainest, corner)) for corner in values]
        if part.dimension:
            continua.append(tuple(range(first, len(points))))
    return Solved(tuple(points), tuple(continua))


def plainest(value: Any) -> Any:
    """A number as a fraction, if it is one."""
    if isinstance(value, Algebraic):
        return value.simplest()
    return to_fraction(value) if isinstance(value, fmpq) else value


def _plain(cell: Cell) -> tuple[Fraction, ...] | None:
    """The answers where each threshold's equation has its own unknown; None where it has not.

    They may lie outside [0, 1]; then the play is none of the cell.
    """
    found = []
    low = (0,) * len(cell.thresholds)
    for k, i in enumerate(cell.thresholds):
        ends = [cell.corners[tuple(int(n == k) * up for n in range(len(low)))][i] for up in (0, 1)]
        if ends[0] == ends[1] or any(
            played[i] != ends[choice[k]] for choice, played in cell.corners.items()
        ):
            return None
        found.append((cell.marks[i][0] - ends[0]) / (ends[1] - ends[0]))
    return tuple(found)


def _inside(cell: Cell, play: tuple[Any, ...]) -> bool:
    """Whether everybody who is in a zone is truly inside; else the cell next door has the point."""
    return all(
        i in cell.thresholds or (low < x < high) or (x == low == 0) or (x == high == 1)
        for i, (x, (low, high)) in enumerate(zip(play, cell.marks))
    )


def _system(cell: Cell) -> CellSystem:
    """The equations and inequalities in the answers."""
    count = len(cell.thresholds)
    played = [_polynomial(cell, i, count) for i in range(len(cell.places))]
    equations, weak = [], [variable(k) for k in range(count)]
    weak += [plus(constant(fmpq(1)), variable(k), -1) for k in range(count)]
    for i, (low, high) in enumerate(cell.marks):
        if i in cell.thresholds:
            equations.append(plus(played[i], constant(to_fmpq(low)), -1))
        else:
            weak.append(plus(played[i], constant(to_fmpq(low)), -1))
            weak.append(plus(constant(to_fmpq(high)), played[i], -1))
    outputs = [
        [constant(to_fmpq(cell.marks[i][0])) if i in cell.thresholds else played[i]] * 2
        for i in range(len(cell.places))
    ]
    for row in outputs:
        row[1] = plus(constant(fmpq(1)), row[0], -1)
    return CellSystem(count, outputs, [e for e in equations if e], weak, [], {})


def _polynomial(cell: Cell, player: int, count: int) -> Polynomial:
    """F_player, by its differences along the answers."""
    found: Polynomial = {}
    for chosen in product((0, 1), repeat=count):
        total = fmpq(0)
        inside = [k for k, up in enumerate(chosen) if up]
        for below in product(*((0, 1) if up else (0,) for up in chosen)):
            sign = (-1) ** (len(inside) - sum(below))
            total += sign * to_fmpq(cell.corners[below][player])
        if total != 0:
            found[tuple(inside)] = total
    return found
