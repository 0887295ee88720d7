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

import time
from collections.abc import Callable
from typing import Any

from flint import fmpq

from oraclegames.errors import InputError
from oraclegames.exact.rational import to_fraction
from oraclegames.reflective.cell import Limits, cell_system
from oraclegames.reflective.explore import UNIT, Bounds, explore_tree
from oraclegames.reflective.hull import Box, intersect, output_bounds, share_out
from oraclegames.reflective.linear import Relaxations
from oraclegames.reflective.machine import System
from oraclegames.reflective.oracles import Oracles, ReflectiveOracle, UndeterminedCell
from oraclegames.reflective.parts import solve_cell
from oraclegames.reflective.report import absorb, entry
from oraclegames.reflective.systems import UnresolvedError
from oraclegames.reflective.tree import Forest, Tree, mentioned

__all__ = ["solve"]

Progress = Callable[[int, int], None]

_METHOD = "branch and prune over the cells of the staircases; exact elimination in each cell"
_COARSE = fmpq(2**64)
_SWEEPS = 64


class _State:
    """A box, the trees that are exact or as good as known on it, and where each may be cut.

    ``limits`` are the cuts that led here: (machine, outcome) with the threshold below which, or
    above which, P(A = a) lies. They define the cell; the box only encloses what they leave.
    """

    __slots__ = ("box", "cuts", "limits", "stale", "trees")

    def __init__(
        self, box: Box, trees: list[Tree], cuts: list[Any], stale: set[int], limits: Limits
    ):
        self.box = box
        self.trees = trees
        self.cuts = cuts
        self.stale = stale
        self.limits = limits


class _Search:
    def __init__(self, system: System):
        self.system = system
        self.counts = [len(machine.outcomes) for machine in system.machines]
        forest = Forest()
        self.box: Box = [[UNIT] * count for count in self.counts]
        self.roots = [
            explore_tree(system, machine, self._view(self.box), forest, check=True)
            for machine in range(len(self.counts))
        ]
        self.relaxations = Relaxations(self.roots, self.counts)
        self.readers: list[set[int]] = [set() for _ in self.counts]
        for machine, tree in enumerate(self.roots):
            for other in mentioned(tree) if tree.exact else range(len(self.counts)):
                self.readers[other].add(machine)

    @staticmethod
    def _view(box: Box) -> Callable[[int, int], Bounds]:
        return lambda machine, outcome: box[machine][outcome]

    def relax(self, state: _State) -> bool:
        """Shrink the box by what the cuts at linear machines say together."""
        for target in self.relaxations.forms:
            spans = self.relaxations.spans(target, state.box, state.limits)
            if spans is None:
                return False
            row = state.box[target]
            new = [intersect(bounds, *span) for bounds, span in zip(row, spans)]
            shrunk = [bounds for bounds in new if bounds is not None]
            if len(shrunk) < len(row):
                return False
            if shrunk != row:
                self.update(state, target, shrunk)
                if not state.box[target]:
                    return False
        return True

    def start(self) -> _State:
        everyone = set(range(len(self.counts)))
        return _State(
            [list(row) for row in self.box],
            list(self.roots),
            [set() for _ in everyone],
            everyone,
            {},
        )

    def examine(self, state: _State, machine: int) -> list[tuple[fmpq, fmpq]]:
        """Run a machine on the box: bounds of its output; its tree and cuts are noted."""
        tree = self.roots[machine]
        if not tree.exact:
            tree = explore_tree(self.system, machine, self._view(state.box), Forest())
        cuts = set(tree.undecided)
        spans = output_bounds(tree.root, self.counts[machine], state.box, cuts)
        state.trees[machine] = tree
        state.cuts[machine] = cuts
        state.stale.discard(machine)
        return spans

    def contract(self, state: _State) -> bool:
        """Shrink the box by the machines' outputs; False if nothing is left."""
        if not self.relax(state):
            return False
        due = sorted(state.stale)
        for _ in range(_SWEEPS * len(self.counts)):
            if not due:
                break
            machine = due.pop(0)
            spans = self.examine(state, machine)
            row = state.box[machine]
            new: list[Bounds] = []
            for bounds, (low, high) in zip(row, spans):
                if low < high:
                    low, high = _rounded(low, high)
                shrunk = intersect(bounds, low, high)
                if shrunk is None:
                    return False
                new.append(shrunk)
            if new != row:
                for other in self.update(state, machine, new):
                    if other not in due:
                        due.append(other)
                if not state.box[machine]:
                    return False
        return True

    def update(self, state: _State, machine: int, row: list[Bounds]) -> set[int]:
        """Put in new bounds of a machine; who must be run again since they shrank noticeably."""
        old = state.box[machine]
        shared = share_out(row)
        if shared is None:
            state.box[machine] = []
            return set()
        state.box[machine] = shared
        state.stale |= self.readers[machine]
        noticeable = any(
            10 * (new[2] - new[0]) <= 9 * (was[2] - was[0]) and was[0] < was[2]
            for new, was in zip(shared, old)
        )
        return self.readers[machine] if noticeable else set()

    def settle(self, state: _State) -> Any:
        """The query at which to cut the box; None if it is a cell."""
        best, width = None, fmpq(-1)
        while True:
            for cuts in state.cuts:
                for cut in cuts:
                    low, low_open, high, high_open = state.box[cut[0]][cut[1]]
                    inside = low < cut[2] < high
                    end = (cut[2] == low and not low_open) or (cut[2] == high and not high_open)
                    if low < high and (inside or end) and (high - low, cut) > (width, best or cut):
                        best, width = cut, high - low
            if best is not None or not state.stale:
                return best
            for machine in list(state.stale):
                self.examine(state, machine)

    def cut(self, state: _State, query: Any) -> list[_State]:
        """The pieces of a box above, on and below a threshold."""
        machine, outcome, threshold = query
        low, low_open, high, high_open = state.box[machine][outcome]
        pieces: list[Bounds] = []
        if threshold < high:
            pieces.append((threshold, True, high, high_open))
        pieces.append((threshold, False, threshold, False))
        if low < threshold:
            pieces.append((low, low_open, threshold, True))
        states = []
        for piece in pieces:
            limits = dict(state.limits)
            if piece[1] and piece[0] == threshold:
                limits[machine, outcome, True] = threshold
            elif piece[3] and piece[2] == threshold:
                limits[machine, outcome, False] = threshold
            new = _State(
                list(state.box), list(state.trees), list(state.cuts), set(state.stale), limits
            )
            row = list(state.box[machine])
            row[outcome] = piece
            self.update(new, machine, row)
            if new.box[machine]:
                states.append(new)
        return states


def _rounded(low: fmpq, high: fmpq) -> tuple[fmpq, fmpq]:
    """The interval, made larger where its ends have long denominators."""
    if low.q > 2**64:
        low = fmpq((low * _COARSE).floor(), 2**64)
    if high.q > 2**64:
        high = fmpq((high * _COARSE).ceil(), 2**64)
    return low, high


def solve(
    machines: Any,
    *,
    budget: float | None = None,
    first: bool = False,
    progress: Progress | None = None,
) -> Oracles:
    """Find all reflective oracles of a finite set of machines, exactly.

    Args:
        machines: a :class:`System`, machines, or a mapping of names to functions (outcomes "0" and
            "1") or to pairs (outcomes, function).
        budget: seconds after which the search stops with what it has; None for no limit.
        first: stop at the first oracle. For systems too large to enumerate, the end of a path of
            smoothed fixed points (the logit homotopy of McKelvey and Palfrey 1995) tells which
            cells to try first; see :mod:`oraclegames.reflective.first`.
        progress: called with the numbers of boxes done and of oracles found.

    Returns:
        The oracles, with each set of behaviours once, and whether they are all. Ctrl-C returns what
        was found, marked partial. A cell that cannot be decided is reported as such.

    Raises:
        MachineError: when a machine breaks a rule; the message names it and the path.
        InputError: when the system is wrong.

    >>> from fractions import Fraction
    >>> def liar(oracle):
    ...     return "0" if oracle.exceeds("liar", "1", Fraction(3, 4)) else "1"
    >>> print(solve({"liar": liar}).only())
    liar: 0 1/4, 1 3/4
    P(liar = 1) > 3/4? 1/4
    """
    if budget is not None and not budget > 0:
        raise InputError(f"a budget is a positive number of seconds, not {budget!r}")
    system = System.of(machines)
    search = _Search(system)
    stop = None if budget is None else time.monotonic() + budget
    order = None
    if first:
        from oraclegames.reflective.first import guess

        order = guess(system, stop)
    found: list[ReflectiveOracle] = []
    doubts: list[UndeterminedCell] = []
    status, boxes, stack = "complete", 0, [search.start()]
    try:
        while stack:
            if stop is not None and time.monotonic() > stop:
                status = "partial"
                break
            state = stack.pop()
            boxes += 1
            if progress is not None:
                progress(boxes, len(found))
            if not search.contract(state):
                continue
            query = search.settle(state)
            if query is not None:
                pieces = search.cut(state, query)
                if order is not None:
                    pieces.sort(key=lambda piece: _distance(piece, order), reverse=True)
                stack += pieces
                continue
            try:
                if not all(tree.exact for tree in state.trees):
                    raise UnresolvedError("a machine has too many paths in a cell")
                cell = cell_system(state.trees, state.box, state.limits)
                parts = solve_cell(cell)
            except UnresolvedError as reason:
                doubts.append(_doubt(state, str(reason)))
                continue
            found += [entry(system, state.trees, state.box, cell, part) for part in parts]
            if first and found:
                status = "partial" if stack else status
                break
    except KeyboardInterrupt:
        status = "partial"
    if doubts and status == "complete":
        status = "undetermined"
    return Oracles(system, absorb(found), status, tuple(doubts), _METHOD, boxes)


def _distance(state: _State, point: list[list[float]]) -> float:
    """How far a box is from a point; a point on an open end is just outside."""
    total = 0.0
    for row, xs in zip(state.box, point):
        for (low, low_open, high, high_open), x in zip(row, xs):
            left, right = float(low), float(high)
            total += max(0.0, left - x, x - right)
            total += 1e-9 * ((low_open and x == left) or (high_open and x == right))
    return total


def _doubt(state: _State, reason: str) -> UndeterminedCell:
    bounds = tuple(tuple((to_fraction(b[0]), to_fraction(b[2])) for b in row) for row in state.box)
    return UndeterminedCell(bounds, reason)
