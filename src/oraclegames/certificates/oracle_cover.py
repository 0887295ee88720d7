"""That there are no other oracles: blocks that cover everything, each shown to hold no other.

The block of everything is cut again and again: below, on and above a threshold of some P(A = a).
In each block all machines are run with what is known there: an answer that the block does not
decide may be anything, so that a machine's outcomes come out with probabilities between bounds, and
those of an oracle lie in the block and between them. So blocks shrink. Machines that only sample
the same one or two others say more together: the inequalities that the block sets them leave a
polytope of the others' joint distributions. A block of which nothing is left holds no oracle. What
is left of others is a cell in which every answer is decided or lies on its threshold:
:mod:`oraclegames.certificates.oracle_cells`.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import product
from typing import Any

from flint import fmpq

from oraclegames.certificates.machines import ASK, FLIP, LEAF, Machine
from oraclegames.certificates.oracle_block import (
    ONE,
    ZERO,
    Block,
    Nodes,
    Range,
    outcome_bounds,
    rounded,
    summed,
)
from oraclegames.certificates.oracle_branch import Found
from oraclegames.certificates.oracle_cells import check_cell
from oraclegames.certificates.part import Part
from oraclegames.certificates.polytope import Polytope, value
from oraclegames.exact.rational import to_fmpq

_SWEEPS = 64
_JOINT = 12
"""Larger distributions have too many corners for this to pay."""
_SIDES = ("below", "on", "above")


def check_cover(part: Part, machines: Sequence[Machine], found: Sequence[Found]) -> tuple[int, int]:
    """No oracle but those found; the numbers of blocks without any, and of cells that were solved.

    Raises:
        Refuted: a block holds what is not listed, or is not excluded as it says.
        InputError: the cover cannot be read, or a cell cannot be solved by this check.
    """
    replay = _Replay(machines, found)
    block: Block | None = [[Range()] * len(machine.outcomes) for machine in machines]
    stack = [(part, block, frozenset[Any](), set(range(len(machines))))]
    while stack:
        node, block, limits, due = stack.pop()
        kind = "cut" if isinstance(node.value, dict) else node.word("bounds", "cell")
        if block is not None:
            block = replay.shrunk(block, due)
        if block is None:
            replay.blocks += 1  # whatever stands below it
            continue
        if kind == "cut":
            stack += replay.pieces(node, block, limits)
            continue
        node.require(kind == "cell", "the bounds do not exclude it")
        check_cell(node, replay.nodes, block, limits, found)
        replay.cells += 1
    return replay.blocks, replay.cells


def search_all(
    part: Part, machines: Sequence[Machine], found: Sequence[Found], most: int
) -> tuple[int, int]:
    """As :func:`check_cover`, with cuts of its own; at most so many blocks are looked at.

    Raises:
        Refuted: a block holds what is not listed.
        InputError: a cell cannot be solved by this check, or there are too many.
    """
    replay = _Replay(machines, found)
    start: Block = [[Range()] * len(machine.outcomes) for machine in machines]
    stack: list[Any] = [(start, frozenset[Any](), set(range(len(machines))))]
    while stack:
        if replay.blocks + replay.cells > most:
            part.unreadable(f"what can be searched again within {most} blocks")
        block, limits, due = stack.pop()
        block = None if block is None else replay.shrunk(block, due)
        if block is None:
            replay.blocks += 1
            continue
        query = replay.open_query(block)
        if query is None:
            check_cell(part, replay.nodes, block, limits, found)
            replay.cells += 1
        else:
            stack += replay.cut(block, limits, query)
    return replay.blocks, replay.cells


class _Replay:
    def __init__(self, machines: Sequence[Machine], found: Sequence[Found]):
        self.machines = machines
        self.nodes = [Nodes(machine) for machine in machines]
        self.found = found
        self.blocks = 0
        self.cells = 0
        self.forms: dict[tuple[int, ...], list[tuple[int, list[list[fmpq]]]]] = {}
        for number, nodes in enumerate(self.nodes):
            others = tuple(sorted(nodes.others))
            sizes = [len(machines[other].outcomes) for other in others]
            if nodes.asked or not 3 <= math.prod(sizes) <= _JOINT or len(others) > 2:
                continue
            rows = [_form(nodes, k, others, sizes) for k in range(nodes.outcomes)]
            exact = [row for row in rows if row is not None]
            if len(exact) == len(rows):
                self.forms.setdefault(others, []).append((number, exact))
        self.readers = [
            {k for k, nodes in enumerate(self.nodes) if other in nodes.others | nodes.asked}
            for other in range(len(machines))
        ]

    def pieces(self, node: Part, block: Block, limits: frozenset[Any]) -> list[Any]:
        """A block cut at a threshold."""
        node.only("cut", *_SIDES)
        name, label, number = node["cut"].items(3)
        names = [machine.name for machine in self.machines]
        machine = names.index(name.word(*names))
        outcome = self.machines[machine].outcomes.index(
            label.word(*self.machines[machine].outcomes)
        )
        t = to_fmpq(number.rational())
        pieces = self.cut(block, limits, (machine, outcome, t))
        return [(node[side], *piece) for side, piece in zip(_SIDES, pieces)]

    def cut(self, block: Block, limits: frozenset[Any], query: Any) -> list[Any]:
        """The pieces of a block below, on and above a threshold; None for those that are empty."""
        machine, outcome, t = query
        old, due = block[machine][outcome], set(self.readers[machine])
        pieces: list[Any] = []
        for side, new in (
            ("below", old.within(ZERO, t, high_open=True)),
            ("on", old.within(t, t)),
            ("above", old.within(t, ONE, low_open=True)),
        ):
            held = limits if side == "on" else limits | {(machine, outcome, side == "above", t)}
            piece = _put(block, machine, [*block[machine]], outcome, new)
            pieces.append((piece, held, set(due)))
        return pieces

    def open_query(self, block: Block) -> Any:
        """A query that matters and is not decided, of the least known probability; else None."""
        best, width = None, fmpq(-1)
        for nodes in self.nodes:
            for place in nodes.within(block).order:
                if nodes.kinds[place] == ASK:
                    machine, outcome, t = nodes.data[place]
                    r = block[machine][outcome]
                    if r.side(t) is None and r.high - r.low > width:
                        best, width = nodes.data[place], r.high - r.low
        return best

    def shrunk(self, block: Block, due: set[int]) -> Block | None:
        """What the machines leave of a block; None if nothing."""
        for others in self.forms:
            marginals = self._polytope(others, block)
            if marginals is None:
                return None
            for other, spans in zip(others, marginals):
                smaller = _narrowed(block, other, spans)
                if smaller is None:
                    return None
                if smaller[other] != block[other]:
                    due |= self.readers[other]
                block = smaller
        waiting = sorted(due)
        for _ in range(_SWEEPS * len(self.nodes)):
            if not waiting:
                break
            machine = waiting.pop(0)
            spans = [rounded(*span) for span in outcome_bounds(self.nodes[machine], block)]
            smaller = _narrowed(block, machine, spans)
            if smaller is None:
                return None
            if any(
                10 * (new.high - new.low) <= 9 * (old.high - old.low) and not old.pinned
                for new, old in zip(smaller[machine], block[machine])
            ):
                waiting += [k for k in sorted(self.readers[machine]) if k not in waiting]
            block = smaller
        return block

    def _polytope(
        self, others: tuple[int, ...], block: Block
    ) -> list[list[tuple[fmpq, fmpq]]] | None:
        """Bounds of distributions from what is known of the machines that sample these.

        What is linear in their joint distribution leaves a polytope of it; that it is a product is
        left out.
        """
        # Long: what never happens, what machines say, and the corners that are left.
        joint = list(product(*(range(len(block[other])) for other in others)))
        left = Polytope.simplex(len(joint) - 1, ONE)
        strict = []
        never = [
            (_unit(k, len(joint)), Range(ZERO, False, ZERO, False))
            for k, outcome in enumerate(joint)
            if any(block[other][a].high == 0 for other, a in zip(others, outcome))
        ]
        told = [pair for number, rows in self.forms[others] for pair in zip(rows, block[number])]
        for row, r in [*never, *told]:
            for side, is_open in _sides(row, r):
                left = left.cut(side)
                if is_open:
                    strict.append(side)
        points = [[*p, ONE - sum(p, start=ZERO)] for p in left.points]
        if not points or any(all(value(s, p) <= 0 for p in left.points) for s in strict):
            return None
        return [_marginals(block, other, at, joint, points) for at, other in enumerate(others)]


def _marginals(
    block: Block,
    other: int,
    at: int,
    joint: Sequence[tuple[int, ...]],
    points: Sequence[Sequence[fmpq]],
) -> list[tuple[fmpq, fmpq]]:
    """Bounds of one of the distributions."""
    columns = [
        [sum((x for o, x in zip(joint, point) if o[at] == outcome), start=ZERO) for point in points]
        for outcome in range(len(block[other]))
    ]
    return [(min(column), max(column)) for column in columns]


def _unit(k: int, size: int) -> list[fmpq]:
    return [fmpq(int(j == k)) for j in range(size)]


def _sides(row: list[fmpq], r: Range) -> list[tuple[list[fmpq], bool]]:
    """The inequalities low ≤ row·x ≤ high that say something, and whether each is strict.

    The last probability is 1 less the others.
    """
    form = [x - row[-1] for x in row[:-1]] + [row[-1]]
    sides = []
    for sign, end, is_open in ((1, r.low, r.low_open), (-1, r.high, r.high_open)):
        if is_open or r.pinned or end not in (ZERO, ONE):
            slope = [sign * x for x in form[:-1]]
            sides.append(([*slope, sign * (form[-1] - end)], is_open))
    return sides


def _narrowed(block: Block, machine: int, spans: Sequence[tuple[fmpq, fmpq]]) -> Block | None:
    row = [r.within(*span) for r, span in zip(block[machine], spans)]
    if any(r.empty for r in row):
        return None
    shared = summed(row)
    if shared is None:
        return None
    return [shared if k == machine else other for k, other in enumerate(block)]


def _put(block: Block, machine: int, row: list[Range], outcome: int, new: Range) -> Block | None:
    row[outcome] = new
    shared = None if new.empty else summed(row)
    if shared is None:
        return None
    return [shared if k == machine else other for k, other in enumerate(block)]


def _form(
    nodes: Nodes, outcome: int, others: tuple[int, ...], sizes: Sequence[int]
) -> list[fmpq] | None:
    """The probability of an outcome as a linear function of the joint distribution of others.

    Each is sampled at most once on a path, or there is no such function.
    """
    # Long: one case for each kind of node.
    joint = list(product(*map(range, sizes)))
    forms: list[dict[tuple[int, ...], fmpq] | None] = []
    for kind, data, leads in zip(nodes.kinds, nodes.data, nodes.leads):
        below = [form for form in (forms[n] for n in leads) if form is not None]
        if len(below) < len(leads) or kind == ASK:
            forms.append(None)
        elif kind == LEAF:
            forms.append(dict.fromkeys(joint, ONE if data == outcome else ZERO))
        elif kind == FLIP:
            tails, heads = below
            forms.append({o: tails[o] + data * (heads[o] - tails[o]) for o in joint})
        else:
            at = others.index(data)
            again = any(
                form[o] != form[(*o[:at], 0, *o[at + 1 :])] for form in below for o in joint
            )
            forms.append(None if again else {o: below[o[at]][o] for o in joint})
    return None if forms[-1] is None else list(forms[-1].values())
