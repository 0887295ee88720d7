"""Every fixed point of two agents with at most two moves each, exactly.

Let x_i be the probability of player i's first move and X_i(k1, k2) what player i's program answers
to the readings k1, k2. A pair (x_i, answers about i) is a step of a staircase: x_i lies inside a
zone k and is read as k; or x_i = kδ is a threshold and each reading is k with probability r_i ∈
[0, 1], and k − 1 else, independently. Both programs read once each, so that truthful oracles are
exactly the solutions of

    x_i = Σ_{k1, k2} P(reading k1 of player 1) P(reading k2 of player 2) X_i(k1, k2),   i = 1, 2.

There are four kinds of cell. Zone and zone: both outputs must lie in the zones that were read.
Threshold and zone: x1 = kδ is linear in r1, which gives x2, and x2 must lie in its zone. Zone and
threshold: likewise. Threshold and threshold: two bilinear equations in (r1, r2). Where both
outputs lie leaves few ranges of cells in each row (:mod:`oraclegames.reflective.match.cells`), and
these are solved (:mod:`oraclegames.reflective.match.candidates`).

Where x1 = kδ holds for every r1, the second player's output sweeps a *segment* of fixed points.
"""

from __future__ import annotations

from dataclasses import dataclass

from oraclegames.budget import Clock, OutOfTime, Progress, Tell
from oraclegames.errors import UnsupportedError
from oraclegames.reflective.match.behaviour import REPLY, STAY, Behaviour
from oraclegames.reflective.match.candidates import Candidates, Row
from oraclegames.reflective.match.cells import in_zones, on_both, on_first, on_second, pair_of
from oraclegames.reflective.match.fixed_points import PointTable, Segment
from oraclegames.reflective.match.grid import Grid

_TOLD = 16  # rows between two tellings of the progress


@dataclass(frozen=True)
class Reached:
    """What the search finds.

    Attributes:
        table: the isolated fixed points and the ends of the segments that lie inside zones.
        segments: the continua.
        staying: for each agent whether some pair of readings leaves it where it is.
        complete: whether all cells were visited.
    """

    table: PointTable
    segments: tuple[Segment, ...]
    staying: tuple[bool, bool]
    complete: bool


def all_fixed_points(
    grid: Grid,
    agents: tuple[Behaviour, Behaviour],
    max_points: int,
    clock: Clock,
    tell: Tell | None = None,
) -> Reached:
    """Find all fixed points, or those that the clock, or Ctrl-C, allows; see the module.

    Cost: some fifty microseconds for each of the ⌈1/δ⌉ rows, and some for each candidate.

    Raises:
        UnsupportedError: if there are more than ``max_points``.
    """
    rows, columns = grid.shape
    cells = Candidates(grid, agents, clock)
    staying = [False, False]
    complete = True
    try:
        below: Row | None = None
        for number in range(rows):
            clock.check()
            row = Row.of(agents, number)
            if below is not None:
                pair = pair_of(below.states, row.states)
                for ends in on_first(pair, columns):
                    cells.first_threshold(below, row, *ends)
                for ends in on_both(pair, columns):
                    cells.both_thresholds(below, row, *ends)
                cells.keep()
            for ends in in_zones(row.states, columns):
                cells.zones(row, *ends)
            for ends in on_second(row.states, columns):
                cells.second_threshold(row, *ends)
            cells.keep()
            for player in (0, 1):
                staying[player] = staying[player] or any(
                    code in (STAY, REPLY) for _, code, _ in row.runs[player]
                )
            if len(cells.table) > max_points:
                raise UnsupportedError(
                    f"the agents have more than {max_points} fixed points at precision "
                    f"delta = {grid.zones.delta}: take a coarser delta, or raise max_points"
                )
            below = row
            if tell is not None and (number % _TOLD == 0 or number + 1 == rows):
                found = f"rows of zones, {len(cells.table)} fixed points"
                tell(Progress(number + 1, rows, found))
    except (OutOfTime, KeyboardInterrupt):
        complete = False
    return Reached(cells.table.whole(), tuple(cells.segments), (staying[0], staying[1]), complete)
