"""What a machine can output while the probabilities of all machines lie in a box.

Every answer that the box does not decide may have any probability, so the output at such a node
lies in the hull of its branches; coins mix, and a sample of machine B mixes with weights x_B that
lie in the simplex and in the box. The bounds are exact rationals, and they are attained at each
node by itself.
"""

from __future__ import annotations

from collections.abc import Sequence

from flint import fmpq

from oraclegames.reflective.machines.bounds import NO, ONE, OPEN, YES, ZERO, Bounds, decide
from oraclegames.reflective.machines.decision_tree import (
    ASK,
    COIN,
    LEAF,
    SAMPLE,
    UNKNOWN,
    WIDE,
    Node,
)

Box = list[list[Bounds]]
"""Bounds of P(A = a), by the positions of machine and outcome."""
Span = tuple[fmpq, fmpq]
Cuts = set[tuple[int, int, fmpq]]

_CERTAIN, _NEVER, _ANY = (ONE, ONE), (ZERO, ZERO), (ZERO, ONE)


def output_bounds(root: Node, count: int, box: Box, cuts: Cuts) -> list[Span]:
    """Bounds of the probability of each of the ``count`` outcomes of a tree.

    The queries that the box leaves open, and that matter, are added to ``cuts``.
    """
    if count == 1:
        return [_CERTAIN]
    if count == 2:
        low, high = _span(root, 0, box, cuts, {})
        return [(low, high), (ONE - high, ONE - low)]
    return [_span(root, outcome, box, cuts, {}) for outcome in range(count)]


def _span(node: Node, outcome: int, box: Box, cuts: Cuts, done: dict[int, Span]) -> Span:
    # Long: one case for each kind of node.
    kind = node.kind
    if kind == LEAF:
        return _CERTAIN if node.data == outcome else _NEVER
    if node.number in done:
        return done[node.number]
    if kind == ASK:
        machine, position, threshold = node.data
        verdict = decide(box[machine][position], threshold)
        if verdict in (YES, NO):
            return _span(node.children[verdict], outcome, box, cuts, done)
        if verdict == OPEN:
            cuts.add(node.data)
    elif kind == UNKNOWN:
        return _ANY
    if kind == SAMPLE:
        machine, possible = node.data
        shares = box[machine]
        weights = [(shares[k][0], shares[k][2]) for k in possible]
        branches = [
            _span(child, outcome, box, cuts, done) if high > 0 else _NEVER
            for child, (_, high) in zip(node.children, weights)
        ]
        span = (
            _least([(b[0], *w) for b, w in zip(branches, weights)]),
            -_least([(-b[1], *w) for b, w in zip(branches, weights)]),
        )
    else:
        (low0, high0), (low1, high1) = (
            _span(child, outcome, box, cuts, done) for child in node.children
        )
        if kind == COIN:
            p = node.data
            rest = ONE - p
            span = (rest * low0 + p * low1, rest * high0 + p * high1)
        elif kind == WIDE:
            p, q = node.data
            span = (
                low0 + (p if low1 > low0 else q) * (low1 - low0),
                high0 + (q if high1 > high0 else p) * (high1 - high0),
            )
        else:
            span = (low0 if low0 < low1 else low1, high0 if high0 > high1 else high1)
    done[node.number] = span
    return span


def _least(terms: list[tuple[fmpq, fmpq, fmpq]]) -> fmpq:
    """min Σ w_k c_k over weights low_k ≤ w_k ≤ high_k, Σ w_k = 1; terms (c, low, high)."""
    left = ONE
    total = ZERO
    for cost, low, _ in terms:
        left -= low
        total += low * cost
    if left > 0:
        for cost, low, high in sorted(terms):
            room = high - low
            if room >= left:
                return total + left * cost
            total += room * cost
            left -= room
    return total


def intersect(bounds: Bounds, low: fmpq, high: fmpq) -> Bounds | None:
    """The bounds with [low, high] put on top; None if nothing is left."""
    old_low, low_open, old_high, high_open = bounds
    if low > old_low:
        old_low, low_open = low, False
    if high < old_high:
        old_high, high_open = high, False
    if old_low > old_high or (old_low == old_high and (low_open or high_open)):
        return None
    return old_low, low_open, old_high, high_open


def share_out(row: Sequence[Bounds]) -> list[Bounds] | None:
    """What Σ_a P(A = a) = 1 tells of each bound; None if it cannot hold."""
    # Long: four ends, each open or closed, each looser or tighter than the others allow.
    lows = sum((bounds[0] for bounds in row), start=ZERO)
    highs = sum((bounds[2] for bounds in row), start=ZERO)
    if lows > 1 or highs < 1:
        return None
    new = []
    for position, bounds in enumerate(row):
        low, low_open, high, high_open = bounds
        least, most = ONE - (highs - high), ONE - (lows - low)
        if least >= low and any(b[3] for k, b in enumerate(row) if k != position):
            low, low_open = least, True
        elif least > low:
            low, low_open = least, False
        if most <= high and any(b[1] for k, b in enumerate(row) if k != position):
            high, high_open = most, True
        elif most < high:
            high, high_open = most, False
        if low > high or (low == high and (low_open or high_open)):
            return None
        new.append((low, low_open, high, high_open))
    return new
