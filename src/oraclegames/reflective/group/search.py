"""All fixed points of a group of agents with two moves each: every cell, exactly.

The cells of one kind (who is on a threshold) are looked at together: with the outputs of the
programs at the two zones of every threshold, a threshold must lie between the least and the largest
of its player's, and the span of everybody else's must meet the zone. What is left is solved cell by
cell, see :mod:`oraclegames.reflective.group.cells`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import product
from typing import TYPE_CHECKING, Any

from oraclegames.budget import Clock, OutOfTime, Progress, Tell
from oraclegames.errors import UnsupportedError
from oraclegames.exact.arrays import integer_type
from oraclegames.later import np
from oraclegames.reflective.group.cells import Cell, certain, plays_of, solve
from oraclegames.reflective.group.payoff_grid import PayoffGrid
from oraclegames.reflective.group.programs import Outputs
from oraclegames.reflective.oracles.oracles import UndeterminedCell
from oraclegames.reflective.oracles.polynomial_systems import UnresolvedError

if TYPE_CHECKING:
    from oraclegames.reflective.group.payoff_grid import Flags, Ints


@dataclass(frozen=True)
class Spot:
    """A fixed point, as it was found.

    Attributes:
        play: the probabilities of the first moves.
        places: 2k + 1 inside zone k, 2k on its lower threshold, for each player.
        answers: for each player on a threshold the probability of the upper zone; None else.
        randomised: whether no answers that are sure give this play.
    """

    play: tuple[Any, ...]
    places: tuple[int, ...]
    answers: tuple[Any, ...]
    randomised: bool


@dataclass
class Found:
    """What a search has found so far.

    Attributes:
        spots: the fixed points by their play.
        continua: sets of fixed points, by the plays at their corners.
        undetermined: cells that could not be solved.
        complete: whether all cells were looked at.
        cells: how many were solved.
    """

    spots: dict[Any, Spot] = field(default_factory=dict)
    continua: list[tuple[tuple[Any, ...], ...]] = field(default_factory=list)
    undetermined: list[UndeterminedCell] = field(default_factory=list)
    complete: bool = False
    cells: int = 0


def search(
    grid: PayoffGrid, outputs: list[Outputs], max_points: int, clock: Clock, tell: Tell | None
) -> Found:
    """Look at all cells, or at those that the clock, or Ctrl-C, allows.

    Raises:
        UnsupportedError: there are more than ``max_points``.
    """
    found = Found()
    kinds = list(product((False, True), repeat=grid.players))
    try:
        for done, on in enumerate(sorted(kinds, key=sum), 1):
            for cell in _candidates(grid, outputs, on, clock):
                clock.check()
                found.cells += 1
                _solve(cell, found, clock)
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


def _solve(cell: Cell, found: Found, clock: Clock) -> None:
    """Add a cell's fixed points."""
    try:
        solved = solve(cell, clock)
    except UnresolvedError as reason:
        bounds = tuple(((low, high), (1 - high, 1 - low)) for low, high in cell.marks)
        found.undetermined.append(UndeterminedCell(bounds, str(reason)))
        return
    plays = [plays_of(cell, answers) for answers in solved.points]
    for play, answers in zip(plays, solved.points):
        sure = certain(cell, play)
        if play in found.spots and not (found.spots[play].randomised and sure is not None):
            continue
        chosen = iter(answers if sure is None else map(Fraction, sure))
        row = tuple(next(chosen) if i in cell.thresholds else None for i in range(len(play)))
        found.spots[play] = _settled(play, cell, row, sure is None)
    for rows in solved.continua:
        found.continua.append(tuple(dict.fromkeys(plays[row] for row in rows)))


def _settled(play: tuple[Any, ...], cell: Cell, row: tuple[Any, ...], randomised: bool) -> Spot:
    """The spot; where a play of a continuum ends on a threshold its zone is read for sure."""
    places, answers = list(cell.places), list(row)
    for i, (x, (low, high)) in enumerate(zip(play, cell.marks)):
        if i not in cell.thresholds and x in (low, high) and 0 < x < 1:
            places[i] += 1 if x == high else -1
            answers[i] = Fraction(int(x == low))
    return Spot(play, tuple(places), tuple(answers), randomised)


def _candidates(
    grid: PayoffGrid, outputs: list[Outputs], on: tuple[bool, ...], clock: Clock
) -> Iterator[Cell]:
    """The cells of a kind that bounds do not exclude."""
    # Long: bounds of every player, then the cells that are left.
    players, count = grid.players, grid.zones.count
    mask: Any = True
    for i, out in enumerate(outputs):
        clock.check()
        low = _span(out.values, on, np.minimum, clock)
        high = _span(out.values, on, np.maximum, clock)
        # compared over scale · D: edges are over D
        kind = integer_type(4 * out.scale)
        edges: Ints = grid.edges.astype(kind) * (out.scale // grid.unit)
        shape = [-1 if k == i else 1 for k in range(players)]
        if on[i]:
            mark = edges[1:-1].reshape(shape)
            mask = mask & (low <= mark) & (mark <= high)
        else:
            below, above = edges[:-1].copy(), edges[1:].copy()
            below[0] -= 1
            above[-1] += 1
            mask = mask & (low < above.reshape(shape)) & (high > below.reshape(shape))
    thresholds = tuple(i for i in range(players) if on[i])
    ends = grid.zones.edges
    for place in zip(*(axis.tolist() for axis in np.nonzero(mask))):
        corners = {}
        for choice in product((0, 1), repeat=len(thresholds)):
            read = list(place)
            for i, up in zip(thresholds, choice):
                read[i] += up
            corners[choice] = tuple(
                Fraction(int(out.values[tuple(read)]), out.scale) for out in outputs
            )
        marks = tuple(
            (ends[k + 1], ends[k + 1]) if on[i] else (ends[k], ends[k + 1])
            for i, k in enumerate(place)
        )
        places = tuple(2 * k + 2 if on[i] else 2 * k + 1 for i, k in enumerate(place))
        yield Cell(places, thresholds, marks, corners)
    assert all(size in (count, count - 1) for size in np.shape(mask))


def _span(values: Ints, on: tuple[bool, ...], extreme: Any, clock: Clock) -> Ints | Flags:
    """The least or the largest output over the two zones of every threshold."""
    for axis, there in enumerate(on):
        if there:
            clock.check()
            size = values.shape[axis]
            low = np.take(values, range(size - 1), axis)
            values = extreme(low, np.take(values, range(1, size), axis))
    return values
