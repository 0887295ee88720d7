"""All reflective oracles of a finite set of machines.

For one probability x = P(A = a) and the thresholds p_1 < p_2 < … at which it is asked about, the
pairs (x, answers) form a staircase: x lies between thresholds and all answers are fixed, or x lies
on a threshold and its answer moves in [0, 1]. The state of a system is a product of staircases. The
search cuts the box of all x at thresholds, but never lists the product:

1. *Bound*: run every machine on the box. Answers that the box does not decide are followed both
   ways, readings are intervals; the output lies in a box again, and the state in the intersection.
   Repeat while that shrinks. An empty intersection discards the whole block.
2. *Cut*: if the behaviour of a machine still depends on where in the box the state is, cut the box
   below, on, and above a threshold.
3. *Solve*: in a cell the outputs are polynomials in the free answers; solve these exactly.

Bounds only ever discard: the graph is not made convex, so the answers of step 3 are exact.

Source: Fallenstein, Taylor and Christiano, "Reflective oracles:
a foundation for classical game theory", 2015; the search is branch and prune (Van Hentenryck,
McAllester and Kapur, "Solving polynomial systems using a branch and prune approach", 1997).
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from oraclegames.budget import Clock, OutOfTime, Progress, Status, Tell
from oraclegames.exact.rational import to_fraction
from oraclegames.reflective.machines.machine import System
from oraclegames.reflective.oracles.bound_and_cut import Block, BoundAndCut, State
from oraclegames.reflective.oracles.cell_equations import cell_system
from oraclegames.reflective.oracles.cell_solutions import solve_cell
from oraclegames.reflective.oracles.entries import absorb, entry
from oraclegames.reflective.oracles.kept_bounds import with_bounds
from oraclegames.reflective.oracles.oracles import Oracles, ReflectiveOracle, UndeterminedCell
from oraclegames.reflective.oracles.polynomial_systems import UnresolvedError
from oraclegames.reflective.oracles.smoothed_path import guess

_MOST_BLOCKS = 10_000
"""Searches of more boxes are not written down."""
_METHOD = "branch and prune over the cells of the staircases; exact elimination in each cell"


def solve_oracles(
    machines: Any,
    *,
    budget: float | None = None,
    first: bool = False,
    keep_blocks: bool = False,
    progress: Tell | None = None,
) -> Oracles:
    """Find all reflective oracles of a finite set of machines, exactly.

    Args:
        machines: a :class:`System`, machines, or a mapping of names to functions (outcomes "0" and
            "1") or to pairs (outcomes, function).
        budget: seconds after which the search stops with what it has; None for no limit.
        first: stop at the first oracle. For systems too large to enumerate, the end of a path of
            smoothed fixed points (the logit homotopy of McKelvey and Palfrey 1995) tells which
            cells to try first; see :mod:`oraclegames.reflective.oracles.smoothed_path`.
        keep_blocks: keep, in ``cover`` and in the document, for each block the bounds that shrink
            or exclude it; ``verify(complete=True)`` then re-checks them, and finds none itself (of
            searches of up to 10,000 blocks).
        progress: called with a :class:`oraclegames.budget.Progress` for every box.

    Returns:
        The oracles, with each set of behaviours once, and whether they are all. Ctrl-C returns what
        was found, marked partial. A cell that cannot be decided is reported as such.

    Raises:
        MachineError: when a machine breaks a rule; the message names it and the path.
        InputError: when the system is wrong.

    >>> from fractions import Fraction
    >>> def liar(oracle):
    ...     return "0" if oracle.exceeds("liar", "1", Fraction(3, 4)) else "1"
    >>> print(solve_oracles({"liar": liar}).only())
    liar: 0 1/4, 1 3/4
    P(liar = 1) > 3/4? 1/4
    """
    clock = Clock(budget)
    found = search_oracles(System.of(machines), clock, first=first, tell=progress)
    if not keep_blocks or found.cover is None:
        return found
    try:
        cover = with_bounds(found.system, found.cover, clock)
    except (OutOfTime, KeyboardInterrupt):
        return found
    return found if cover is None else replace(found, cover=cover)


def search_oracles(
    system: System, clock: Clock, *, first: bool = False, tell: Tell | None = None
) -> Oracles:
    """As :func:`solve_oracles`, on a clock that runs already."""
    run = _Run(system, clock, first, tell)
    status: Status = "partial"
    try:
        run.go()
        status = "partial" if run.stack else "undetermined" if run.doubts else "complete"
    except (OutOfTime, KeyboardInterrupt):
        pass
    kept = run.cover if status == "complete" and run.boxes <= _MOST_BLOCKS else None
    found, doubts = absorb(run.found), tuple(run.doubts)
    return Oracles(system, found, status, doubts, _METHOD, run.boxes, kept)


class _Run:
    """One search: the boxes that are left, and what was found."""

    def __init__(self, system: System, clock: Clock, first: bool, tell: Tell | None):
        self.system = system
        self.clock = clock
        self.first = first
        self.tell = tell
        self.found: list[ReflectiveOracle] = []
        self.doubts: list[UndeterminedCell] = []
        self.boxes = 0
        self.stack: list[State] = []
        self.cover: Block | None = None

    def go(self) -> None:
        """Search until nothing is left, or one is found where one is enough."""
        self.clock.check()
        search = BoundAndCut(self.system, self.clock)
        order = guess(self.system, self.clock) if self.first else None
        self.stack.append(search.start())
        self.cover = self.stack[0].block
        while self.stack:
            self.clock.check()
            state = self.stack.pop()
            self.boxes += 1
            if self.tell is not None:
                self.tell(Progress(self.boxes, None, f"boxes, {len(self.found)} oracles"))
            if not search.contract(state):
                continue
            query = search.settle(state)
            if query is None:
                state.block.cell = True
                self.solve(state)
                if self.first and self.found:
                    return
                continue
            pieces = search.cut(state, query)
            if order is not None:
                pieces.sort(key=lambda piece: _distance(piece, order), reverse=True)
            self.stack += pieces

    def solve(self, state: State) -> None:
        """Solve the equations of a cell."""
        try:
            if not all(tree.exact for tree in state.trees):
                raise UnresolvedError("a machine has too many paths in a cell")
            cell = cell_system(state.trees, state.box, state.limits)
            parts = solve_cell(cell, self.clock)
        except UnresolvedError as reason:
            self.doubts.append(_doubt(state, str(reason)))
        else:
            for part in parts:
                self.found.append(entry(self.system, state, cell, part, self.clock))


def _distance(state: State, point: list[list[float]]) -> float:
    """How far a box is from a point; a point on an open end is just outside."""
    total = 0.0
    for row, xs in zip(state.box, point):
        for (low, low_open, high, high_open), x in zip(row, xs):
            left, right = float(low), float(high)
            total += max(0.0, left - x, x - right)
            total += 1e-9 * ((low_open and x == left) or (high_open and x == right))
    return total


def _doubt(state: State, reason: str) -> UndeterminedCell:
    bounds = tuple(tuple((to_fraction(b[0]), to_fraction(b[2])) for b in row) for row in state.box)
    return UndeterminedCell(bounds, reason)
