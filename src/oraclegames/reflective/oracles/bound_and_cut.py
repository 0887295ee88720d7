"""Steps 1 and 2 of the search for reflective oracles: bounding a box, and cutting it.

A state of the search is a box for all probabilities P(A = a). Running the machines on the box
bounds their outputs, and so shrinks the box; where the behaviour still depends on the place in the
box, a threshold at which to cut it is known.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flint import fmpq

from oraclegames.budget import Clock
from oraclegames.reflective.machines.bounds import UNIT, Bounds
from oraclegames.reflective.machines.decision_tree import Forest, Tree, mentioned
from oraclegames.reflective.machines.explore_tree import explore_tree
from oraclegames.reflective.machines.machine import System
from oraclegames.reflective.oracles.cell_equations import Limits
from oraclegames.reflective.oracles.linear_pruning import Relaxations
from oraclegames.reflective.oracles.output_bounds import Box, intersect, output_bounds, share_out

_COARSE = fmpq(2**64)
_SWEEPS = 64


class Block:
    """What became of a box: a query at which it was cut, with the pieces that are left; or a cell.

    A box of which nothing is said holds no oracle, by its bounds. These may be kept, as they stand
    in a document, :mod:`oraclegames.reflective.oracles.kept_bounds`.
    """

    __slots__ = ("bounds", "cell", "cut", "pieces")

    def __init__(self) -> None:
        self.cut: Any = None
        self.pieces: dict[str, Block] = {}
        self.cell = False
        self.bounds: list[dict[str, Any]] | None = None


class State:
    """A box, the trees that are exact or as good as known on it, and where each may be cut.

    ``limits`` are the cuts that led here: (machine, outcome) with the threshold below which, or
    above which, P(A = a) lies. They define the cell; the box only encloses what they leave. The
    search writes down in ``block`` what becomes of it.
    """

    __slots__ = ("block", "box", "cuts", "limits", "stale", "trees")

    def __init__(
        self, box: Box, trees: list[Tree], cuts: list[Any], stale: set[int], limits: Limits
    ):
        self.block = Block()
        self.box = box
        self.trees = trees
        self.cuts = cuts
        self.stale = stale
        self.limits = limits


class BoundAndCut:
    """The machines of a system as the search needs them: explored once, and who depends on whom.

    Raises:
        MachineError: when a machine breaks a rule; every machine is checked here.
        OutOfTime: the clock's budget is spent, here or in any method that runs machines.
    """

    def __init__(self, system: System, clock: Clock):
        self.system = system
        self.clock = clock
        self.counts = [len(machine.outcomes) for machine in system.machines]
        forest = Forest()
        self.box: Box = [[UNIT] * count for count in self.counts]
        self.roots = [
            explore_tree(system, machine, self._view(self.box), forest, check=True, clock=clock)
            for machine in range(len(self.counts))
        ]
        self.relaxations = Relaxations(self.roots, self.counts, clock)
        self.readers: list[set[int]] = [set() for _ in self.counts]
        for machine, tree in enumerate(self.roots):
            for other in mentioned(tree) if tree.exact else range(len(self.counts)):
                self.readers[other].add(machine)

    @staticmethod
    def _view(box: Box) -> Callable[[int, int], Bounds]:
        return lambda machine, outcome: box[machine][outcome]

    def relax(self, state: State) -> bool:
        """Shrink the box by what the cuts at linear machines say together."""
        for target in self.relaxations.forms:
            self.clock.check()
            spans = self.relaxations.spans(target, state.box, state.limits)
            if spans is None:
                return False
            for other, row in zip(target, spans):
                if not self.narrow(state, other, row):
                    return False
        return True

    def narrow(self, state: State, machine: int, spans: list[tuple[fmpq, fmpq]]) -> bool:
        """Put bounds on top of a machine's; False if nothing is left."""
        row = state.box[machine]
        new = [intersect(bounds, *span) for bounds, span in zip(row, spans)]
        shrunk = [bounds for bounds in new if bounds is not None]
        if len(shrunk) < len(row):
            return False
        if shrunk != row:
            self.update(state, machine, shrunk)
        return bool(state.box[machine])

    def start(self) -> State:
        """The box of everything, of which nothing is known."""
        everyone = set(range(len(self.counts)))
        return State(
            [list(row) for row in self.box],
            list(self.roots),
            [set() for _ in everyone],
            everyone,
            {},
        )

    def examine(self, state: State, machine: int) -> list[tuple[fmpq, fmpq]]:
        """Run a machine on the box: bounds of its output; its tree and cuts are noted."""
        tree = self.roots[machine]
        if not tree.exact:
            view = self._view(state.box)
            tree = explore_tree(self.system, machine, view, Forest(), clock=self.clock)
        cuts = set(tree.undecided)
        spans = output_bounds(tree.root, self.counts[machine], state.box, cuts)
        state.trees[machine] = tree
        state.cuts[machine] = cuts
        state.stale.discard(machine)
        return spans

    def contract(self, state: State) -> bool:
        """Shrink the box by the machines' outputs; False if nothing is left."""
        if not self.relax(state):
            return False
        due = sorted(state.stale)
        for _ in range(_SWEEPS * len(self.counts)):
            if not due:
                break
            self.clock.check()
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

    def update(self, state: State, machine: int, row: list[Bounds]) -> set[int]:
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

    def settle(self, state: State) -> Any:
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

    def cut(self, state: State, query: Any) -> list[State]:
        """The pieces of a box above, on and below a threshold."""
        machine, outcome, threshold = query
        low, low_open, high, high_open = state.box[machine][outcome]
        state.block.cut = query
        pieces: list[Bounds] = []
        if threshold < high:
            pieces.append((threshold, True, high, high_open))
        pieces.append((threshold, False, threshold, False))
        if low < threshold:
            pieces.append((low, low_open, threshold, True))
        states = []
        for piece in pieces:
            limits = dict(state.limits)
            side = "on"
            if piece[1] and piece[0] == threshold:
                limits[machine, outcome, True] = threshold
                side = "above"
            elif piece[3] and piece[2] == threshold:
                limits[machine, outcome, False] = threshold
                side = "below"
            new = State(
                list(state.box), list(state.trees), list(state.cuts), set(state.stale), limits
            )
            row = list(state.box[machine])
            row[outcome] = piece
            self.update(new, machine, row)
            if new.box[machine]:
                states.append(new)
                state.block.pieces[side] = new.block
        return states


def _rounded(low: fmpq, high: fmpq) -> tuple[fmpq, fmpq]:
    """The interval, made larger where its ends have long denominators."""
    if low.q > 2**64:
        low = fmpq((low * _COARSE).floor(), 2**64)
    if high.q > 2**64:
        high = fmpq((high * _COARSE).ceil(), 2**64)
    return low, high
