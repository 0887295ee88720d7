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

from collections.abc import Callable, Sequence
from typing import Any

from oraclegames.certificates.machines import ASK, Machine
from oraclegames.certificates.oracle_block import (
    ONE,
    ZERO,
    Block,
    Nodes,
    Range,
    Span,
    outcome_bounds,
    rounded,
    summed,
)
from oraclegames.certificates.oracle_branch import Found
from oraclegames.certificates.oracle_cells import check_cell
from oraclegames.certificates.oracle_joint import joint_bounds, joint_forms
from oraclegames.certificates.part import Part
from oraclegames.exact.rational import format_rational, to_fmpq, to_fraction

_SWEEPS = 64
SIDES = ("below", "on", "above")
Step = tuple[Any, Any]
"""A machine, or several that are sampled together, and bounds of their outcomes; None if none."""


def check_cover(part: Part, machines: Sequence[Machine], found: Sequence[Found]) -> tuple[int, int]:
    """No oracle but those found; the numbers of blocks without any, and of cells that were solved.

    Raises:
        Refuted: a block holds what is not listed, or is not excluded as it says.
        InputError: the cover cannot be read, or a cell cannot be solved by this check.
    """
    replay = Replay(machines, found)
    block: Block | None = [[Range()] * len(machine.outcomes) for machine in machines]
    stack = [(part, block, frozenset[Any](), set(range(len(machines))))]
    while stack:
        node, block, limits, due = stack.pop()
        kind, told = _kind(node)
        if block is not None:
            block = replay.shrunk(block, due) if told is None else follow(told, replay, block)
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


def _kind(node: Part) -> tuple[str, Part | None]:
    """What became of a block, and its bounds where they are kept."""
    if not isinstance(node.value, dict):
        return node.word("bounds", "cell"), None
    if "cut" in node.value:
        return "cut", node.get("bounds")
    node.only("bounds", "cell")
    if "cell" in node.value:
        node["cell"].require(node["cell"].flag(), "it is one")
        return "cell", node["bounds"]
    return "bounds", node["bounds"]


def search_all(
    part: Part, machines: Sequence[Machine], found: Sequence[Found], most: int
) -> tuple[int, int]:
    """As :func:`check_cover`, with cuts of its own; at most so many blocks are looked at.

    Raises:
        Refuted: a block holds what is not listed.
        InputError: a cell cannot be solved by this check, or there are too many.
    """
    replay = Replay(machines, found)
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


def follow(part: Part, replay: Replay, block: Block) -> Block | None:
    """What bounds that a document keeps leave of a block; None if nothing.

    Raises:
        Refuted: some are not what comes out, or come after nothing is left.
    """
    left: Block | None = block
    names = [machine.name for machine in replay.machines]
    for step in part:
        step.only("of", "spans")
        if left is None:
            step.refute("nothing is left before")
        if isinstance(step["of"].value, list):
            who = tuple(names.index(name.word(*names)) for name in step["of"])
            step["of"].require(who in replay.forms, "they say nothing together")
            bounds = replay.together(who, left)
        else:
            who = (names.index(step["of"].word(*names)),)
            bounds = [replay.alone(who[0], left)]
        said = step.optional("spans", _said)
        step["spans"].require(said == bounds, "the machines say otherwise")
        left = narrowed(left, who, bounds)
    return left


def _said(part: Part) -> list[list[Span]]:
    return [
        [(to_fmpq(a), to_fmpq(b)) for a, b in (ends.rationals(2) for ends in row)] for row in part
    ]


def shown(step: Step, machines: Sequence[Machine]) -> dict[str, Any]:
    """A step for a document."""
    who, bounds = step
    names = machines[who].name if isinstance(who, int) else [machines[k].name for k in who]
    spans = bounds and [
        [[format_rational(to_fraction(end)) for end in span] for span in row] for row in bounds
    ]
    return {"of": names, "spans": spans}


class Replay:
    """The machines, and what was found in a cover so far."""

    def __init__(self, machines: Sequence[Machine], found: Sequence[Found]):
        self.machines = machines
        self.nodes = [Nodes(machine) for machine in machines]
        self.found = found
        self.blocks = 0
        self.cells = 0
        self.forms = joint_forms(self.nodes)
        self.readers = [
            {k for k, nodes in enumerate(self.nodes) if other in nodes.others | nodes.asked}
            for other in range(len(machines))
        ]

    def pieces(self, node: Part, block: Block, limits: frozenset[Any]) -> list[Any]:
        """A block cut at a threshold."""
        node.only("cut", *SIDES, "bounds")
        name, label, number = node["cut"].items(3)
        names = [machine.name for machine in self.machines]
        machine = names.index(name.word(*names))
        outcome = self.machines[machine].outcomes.index(
            label.word(*self.machines[machine].outcomes)
        )
        t = to_fmpq(number.rational())
        pieces = self.cut(block, limits, (machine, outcome, t))
        return [(node[side], *piece) for side, piece in zip(SIDES, pieces)]

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
        asked = [
            nodes.data[place]
            for nodes in self.nodes
            for place in nodes.within(block).order
            if nodes.kinds[place] == ASK
        ]
        left = [(k, a, t) for k, a, t in asked if block[k][a].side(t) is None]
        return max(left, key=lambda q: block[q[0]][q[1]].high - block[q[0]][q[1]].low, default=None)

    def shrunk(
        self, block: Block, due: set[int], tell: Callable[[Step], None] = lambda step: None
    ) -> Block | None:
        """What the machines leave of a block; None if nothing. Steps that shrink it are told."""
        # Long: what machines say together, then each alone until nothing shrinks much.
        for others in self.forms:
            marginals = self.together(others, block)
            smaller = narrowed(block, others, marginals)
            if smaller != block:
                tell((others, marginals))
            if smaller is None:
                return None
            for other in others:
                if smaller[other] != block[other]:
                    due |= self.readers[other]
            block = smaller
        waiting = sorted(due)
        for _ in range(_SWEEPS * len(self.nodes)):
            if not waiting:
                break
            machine = waiting.pop(0)
            spans = self.alone(machine, block)
            smaller = narrowed(block, (machine,), [spans])
            if smaller != block:
                tell((machine, [spans]))
            if smaller is None:
                return None
            if any(
                10 * (new.high - new.low) <= 9 * (old.high - old.low) and not old.pinned
                for new, old in zip(smaller[machine], block[machine])
            ):
                waiting += [k for k in sorted(self.readers[machine]) if k not in waiting]
            block = smaller
        return block

    def alone(self, machine: int, block: Block) -> list[Span]:
        """Between which bounds a machine's outcomes come out in a block."""
        return [rounded(*span) for span in outcome_bounds(self.nodes[machine], block)]

    def together(self, others: tuple[int, ...], block: Block) -> list[list[Span]] | None:
        """Between which bounds others' outcomes lie by what is known of machines that sample them.

        None if nothing is left.
        """
        return joint_bounds(self.forms[others], others, block)


def narrowed(
    block: Block, machines: tuple[int, ...], spans: Sequence[Sequence[Span]] | None
) -> Block | None:
    """What bounds of some machines' outcomes leave of a block; None if nothing."""
    if spans is None:
        return None
    for machine, own in zip(machines, spans):
        row = [r.within(*span) for r, span in zip(block[machine], own)]
        shared = None if any(r.empty for r in row) else summed(row)
        if shared is None:
            return None
        block = [shared if k == machine else other for k, other in enumerate(block)]
    return block


def _put(block: Block, machine: int, row: list[Range], outcome: int, new: Range) -> Block | None:
    row[outcome] = new
    shared = None if new.empty else summed(row)
    if shared is None:
        return None
    return [shared if k == machine else other for k, other in enumerate(block)]
