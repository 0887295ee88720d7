"""A block of probabilities, and what a machine can do while they lie in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flint import fmpq

from oraclegames.certificates.machines import ASK, FLIP, LEAF, SAMPLE, Machine
from oraclegames.exact.rational import to_fmpq

ZERO, ONE = fmpq(0), fmpq(1)
_GRAIN = 2**64
Span = tuple[fmpq, fmpq]


@dataclass(frozen=True)
class Range:
    """Where a probability lies; an end that is open is excluded."""

    low: fmpq = ZERO
    low_open: bool = False
    high: fmpq = ONE
    high_open: bool = False

    @property
    def empty(self) -> bool:
        """Whether nothing lies there."""
        return self.low > self.high or (self.low == self.high and (self.low_open or self.high_open))

    @property
    def pinned(self) -> bool:
        """Whether only one number lies there."""
        return bool(self.low == self.high)

    def within(
        self, low: fmpq, high: fmpq, low_open: bool = False, high_open: bool = False
    ) -> Range:
        """What of it lies between two more ends."""
        a, a_open = max((self.low, self.low_open), (low, low_open))
        b, b_closed = min((self.high, not self.high_open), (high, not high_open))
        return Range(a, a_open, b, not b_closed)

    def side(self, threshold: fmpq) -> int | None:
        """1 above, −1 below, 0 on the threshold; None if it may be several."""
        if self.low > threshold or (self.low_open and self.low == threshold):
            return 1
        if self.high < threshold or (self.high_open and self.high == threshold):
            return -1
        return 0 if self.pinned else None


Block = list[list[Range]]
"""Where P(A = a) lies, by the positions of machine and outcome."""


class Nodes:
    """A machine's tree with FLINT's rationals."""

    def __init__(self, machine: Machine):
        assert machine.nodes is not None
        self.outcomes = len(machine.outcomes)
        self.kinds = [node.kind for node in machine.nodes]
        self.leads = [node.leads for node in machine.nodes]
        self.data: list[Any] = []
        for node in machine.nodes:
            data = node.data
            if node.kind == ASK:
                data = (*data[:2], to_fmpq(data[2]))
            self.data.append(to_fmpq(data) if node.kind == FLIP else data)
        self.others = {d for kind, d in zip(self.kinds, self.data) if kind == SAMPLE}
        self.asked = {d[0] for kind, d in zip(self.kinds, self.data) if kind == ASK}

    def within(self, block: Block) -> Within:
        """What is left of the tree in a block.

        A choice whose branches that the block leaves are the same is no choice.
        """
        same: dict[Any, int] = {}
        stands: list[int] = []
        chosen: list[int] = []
        ways: dict[int, tuple[int, ...]] = {}
        for place, (kind, data, leads) in enumerate(zip(self.kinds, self.data, self.leads)):
            if kind == ASK:
                side = block[data[0]][data[1]].side(data[2])
                leads = (leads[side > 0],) if side else leads
            elif kind == SAMPLE:
                leads = tuple(n for n, r in zip(leads, block[data]) if r.high > 0)
            below = tuple(stands[n] for n in leads)
            if below and all(n == below[0] for n in below):
                stands.append(below[0])
                continue
            stands.append(same.setdefault((kind, data, below), place))
            ways[stands[-1]] = below
            chosen.append(place)
        order, met = [], {stands[-1]}
        for place in reversed(range(stands[-1] + 1)):
            if place in met:
                order.append(place)
                met.update(ways[place])
        return Within(order, ways, stands, chosen)


@dataclass(frozen=True)
class Within:
    """A tree in a block.

    Attributes:
        order: the nodes that are left, the first choice first.
        leads: where their branches lead; of a sample those that the block leaves.
        stands: for each node of the tree the one that stands for it.
        chosen: the nodes at which there is a choice, or an end; who is at another one goes on.
    """

    order: list[int]
    leads: dict[int, tuple[int, ...]]
    stands: list[int]
    chosen: list[int]


def outcome_bounds(nodes: Nodes, block: Block) -> list[Span]:
    """Between which bounds each outcome comes out, wherever in the block the probabilities lie."""
    if nodes.outcomes == 1:
        return [(ONE, ONE)]
    within = nodes.within(block)
    if nodes.outcomes == 2:
        low, high = _bounds(nodes, block, within, 0)
        return [(low, high), (ONE - high, ONE - low)]
    return [_bounds(nodes, block, within, outcome) for outcome in range(nodes.outcomes)]


def _bounds(nodes: Nodes, block: Block, within: Within, outcome: int) -> Span:
    spans: dict[int, Span] = {}
    for place in reversed(within.order):
        kind, data, leads = nodes.kinds[place], nodes.data[place], within.leads[place]
        if kind == LEAF:
            spans[place] = (ONE, ONE) if data == outcome else (ZERO, ZERO)
        elif kind == FLIP:
            (a, b), (c, d) = (spans[n] for n in leads)
            spans[place] = a + data * (c - a), b + data * (d - b)
        elif kind == ASK:
            lows, highs = zip(*(spans[n] for n in leads))
            spans[place] = min(lows), max(highs)
        else:
            ranges = [r for r in block[data] if r.high > 0]
            rows = [(r, spans[n]) for n, r in zip(leads, ranges)]
            least = _mean([(span[0], r) for r, span in rows])
            most = -_mean([(-span[1], r) for r, span in rows])
            spans[place] = least, most
    return spans[within.order[0]]


def _mean(terms: list[tuple[fmpq, Range]]) -> fmpq:
    """The least mean of values whose weights lie in ranges and sum to 1."""
    total = sum((r.low * x for x, r in terms), start=ZERO)
    rest = ONE - sum((r.low for _, r in terms), start=ZERO)
    for x, r in sorted(terms, key=lambda term: term[0]):
        if rest <= 0:
            break
        share = min(rest, r.high - r.low)
        total += share * x
        rest -= share
    return total


def rounded(low: fmpq, high: fmpq) -> Span:
    """Two ends, moved apart where their denominators are long."""
    if low < high:
        if low.q > _GRAIN:
            low = fmpq((low * _GRAIN).floor(), _GRAIN)
        if high.q > _GRAIN:
            high = fmpq((high * _GRAIN).ceil(), _GRAIN)
    return low, high


def summed(row: Sequence[Range]) -> list[Range] | None:
    """What the probabilities' sum 1 says of each; None if it cannot be."""
    least, most = sum((r.low for r in row), start=ZERO), sum((r.high for r in row), start=ZERO)
    found = []
    for k, r in enumerate(row):
        others = [other for j, other in enumerate(row) if j != k]
        low, high = ONE - (most - r.high), ONE - (least - r.low)
        new = r.within(low, high, any(o.high_open for o in others), any(o.low_open for o in others))
        if new.empty:
            return None
        found.append(new)
    return found
