"""All fixed points of a group of agents: every cell, exactly.

The cells of one kind (which cumulative probabilities are on thresholds) are looked at together: of
what the programs play after all the readings of a cell, the least and the largest number must have
a threshold between them, or meet the zone. What is left is solved cell by cell, see
:mod:`oraclegames.reflective.match.answers`.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import pairwise, product
from typing import TYPE_CHECKING, Any

from oraclegames.budget import Clock, OutOfTime, Progress, Tell
from oraclegames.errors import UnsupportedError
from oraclegames.exact.arrays import integer_type
from oraclegames.later import np
from oraclegames.reflective.group.payoff_grid import PayoffGrid
from oraclegames.reflective.group.programs import Outputs
from oraclegames.reflective.group.readings import Places
from oraclegames.reflective.match.answers import Cell, solve
from oraclegames.reflective.oracles.oracles import UndeterminedCell
from oraclegames.reflective.oracles.polynomial_systems import UnresolvedError

if TYPE_CHECKING:
    from oraclegames.reflective.group.payoff_grid import Ints


@dataclass(frozen=True)
class Spot:
    """A fixed point, as it was found.

    Attributes:
        play: all players' cumulative probabilities, one player after the other.
        zones: for each the zones that a reading can give, one or two.
        answers: for each on a threshold the probability of the upper zone; None else.
        randomised: whether no answers that are sure give this play.
    """

    play: tuple[Any, ...]
    zones: tuple[tuple[int, ...], ...]
    answers: tuple[Any, ...]
    randomised: bool


@dataclass
class Found:
    """What a search has found so far.

    Attributes:
        spots: the fixed points by their play.
        points: what is made of each, in the same order.
        continua: sets of fixed points, by the plays at their corners.
        undetermined: cells that could not be solved.
        complete: whether all cells were looked at.
        cells: how many were solved.
    """

    spots: dict[Any, Spot] = field(default_factory=dict)
    points: dict[Any, Any] = field(default_factory=dict)
    continua: list[tuple[tuple[Any, ...], ...]] = field(default_factory=list)
    undetermined: list[UndeterminedCell] = field(default_factory=list)
    complete: bool = False
    cells: int = 0


def search(
    grid: PayoffGrid,
    outputs: list[Outputs],
    made: Callable[[Spot], Any],
    max_points: int,
    clock: Clock,
    tell: Tell | None,
) -> Found:
    """Look at all cells, or at those that the clock, or Ctrl-C, allows.

    ``made`` makes a result of what was found: payoffs of many points take long, and belong to the
    search.

    Raises:
        UnsupportedError: there are more than ``max_points``.
    """
    found = Found()
    kinds = list(product(*(one.places for one in grid.readings)))
    try:
        for done, on in enumerate(sorted(kinds, key=lambda kind: sum(map(sum, kind))), 1):
            for cell in _candidates(grid, outputs, on, clock):
                clock.check()
                found.cells += 1
                _solve(cell, grid, found, made, clock)
                if len(found.spots) > max_points:
                    raise UnsupportedError(
                        f"the agents have more than {max_points} fixed points at precision "
                        f"delta = {grid.zones.delta}: take a coarser delta, or raise max_points"
                    )
            if tell is not None:
                words = f"kinds of cells, {len(found.spots)} fixed points"
                tell(Progress(done, len(kinds), words))
        found.complete = True
    except (OutOfTime, KeyboardInterrupt):
        pass
    return found


def _solve(
    cell: Cell,
    grid: PayoffGrid,
    found: Found,
    made: Callable[[Spot], Any],
    clock: Clock,
) -> None:
    """Add a cell's fixed points."""
    try:
        solved = solve(cell, clock)
    except UnresolvedError as reason:
        found.undetermined.append(UndeterminedCell(_bounds(cell, grid), str(reason)))
        return
    for one in solved.solutions:
        if one.values in found.spots and not (
            found.spots[one.values].randomised and not one.randomised
        ):
            continue
        # At an end of a continuum a zone's edge may be reached: what is read there is known.
        zones = tuple(map(grid.zones.place, one.values))
        answers = tuple(a if len(read) == 2 else None for read, a in zip(zones, one.answers))
        spot = Spot(one.values, zones, answers, one.randomised)
        found.points[one.values] = made(spot)
        found.spots[one.values] = spot
    for rows in solved.continua:
        plays = (solved.solutions[row].values for row in rows)
        found.continua.append(tuple(dict.fromkeys(plays)))


def _bounds(cell: Cell, grid: PayoffGrid) -> tuple[tuple[tuple[Fraction, Fraction], ...], ...]:
    """For each player and move two bounds of its probability in a cell."""
    zero, one = Fraction(0), Fraction(1)
    edges = [Fraction(edge, cell.scale) for edge in cell.edges]
    marks = ((edges[read[-1]], edges[read[0] + 1]) for read in cell.zones)
    found = []
    for readings in grid.readings:
        line = [(zero, zero), *(next(marks) for _ in range(readings.moves - 1)), (one, one)]
        steps = [(max(c - b, zero), d - a) for (a, b), (c, d) in pairwise(line)]
        found.append(tuple(steps))
    return tuple(found)


def _candidates(
    grid: PayoffGrid, outputs: list[Outputs], on: tuple[tuple[bool, ...], ...], clock: Clock
) -> Iterator[Cell]:
    """The cells of a kind that bounds do not exclude."""
    # Long: bounds of every probability, then the cells that are left.
    places = [one.places[there] for one, there in zip(grid.readings, on)]
    mask: Any = True
    for i, out in enumerate(outputs):
        # compared over scale · D: edges are over D
        kind = integer_type(4 * out.scale)
        edges: Ints = np.array(grid.edges, dtype=kind) * (out.scale // grid.unit)
        shape = [-1 if k == i else 1 for k in range(grid.players)]
        for j, (values, there) in enumerate(zip(out.values, on[i])):
            low = _span(values, places, np.minimum, clock)
            high = _span(values, places, np.maximum, clock)
            halves = np.array([line[j] for line in places[i].halves], dtype=np.intp)
            below, above = (edges[k].reshape(shape) for k in (halves // 2, (halves + 1) // 2))
            if there:
                mask = mask & (low <= below) & (below <= high)
            else:
                # a zone is open, but at 0 and 1
                first, last = (halves == 1).reshape(shape), (above == edges[-1])
                mask = mask & ((high > below) | first) & ((low < above) | last)
    scale = math.lcm(*(out.scale for out in outputs))
    edges_of = [edge * (scale // grid.unit) for edge in grid.edges]
    ways = list(product(*(range(place.read.shape[1]) for place in places)))
    found = np.nonzero(np.broadcast_to(mask, tuple(len(place.halves) for place in places)))
    for cell in zip(*(axis.tolist() for axis in found)):
        rows = [place.read[k].tolist() for place, k in zip(places, cell)]
        reads = [tuple(row[k] for row, k in zip(rows, way)) for way in ways]
        columns = [
            tuple(int(values[read]) * (scale // out.scale) for read in reads)
            for out in outputs
            for values in out.values
        ]
        halves_of = (half for place, k in zip(places, cell) for half in place.halves[k])
        zones = tuple((h // 2,) if h % 2 else (h // 2 - 1, h // 2) for h in halves_of)
        yield Cell(zones, columns, scale, edges_of)


def _span(values: Ints, places: list[Places], extreme: Any, clock: Clock) -> Ints:
    """The least or the largest number over all readings of each cell."""
    for axis, place in enumerate(places):
        found: Any = None
        for read in place.read.T:
            clock.check()
            line = np.take(values, read, axis)
            found = line if found is None else extreme(found, line)
        values = found
    return values
