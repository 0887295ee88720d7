"""What is known of one probability, and what an oracle can say when no more is known."""

from __future__ import annotations

from collections.abc import Callable

from flint import fmpq

ZERO, ONE = fmpq(0), fmpq(1)
NO, YES, FREE, OPEN = range(4)

Bounds = tuple[fmpq, bool, fmpq, bool]
"""What is known of a probability: lowest, whether it is excluded, highest, whether excluded."""
View = Callable[[int, int], Bounds]
"""Bounds of P(A = a), by the positions of machine and outcome."""

UNIT: Bounds = (ZERO, False, ONE, False)


def decide(bounds: Bounds, threshold: fmpq) -> int:
    """The answer to "is it above the threshold?": YES, NO, FREE (equal) or OPEN (not known)."""
    low, low_open, high, high_open = bounds
    if low > threshold or (low_open and low == threshold):
        return YES
    if high < threshold or (high_open and high == threshold):
        return NO
    return FREE if low == high else OPEN


def visible_zones(bounds: Bounds, zones: int) -> tuple[int, int]:
    """The first and the last zone k of [k/K, (k+1)/K] that a reading may show."""
    low, low_open, high, high_open = bounds
    low, high = low * zones, high * zones
    first, last = int(low.floor()), int(high.floor())
    if first and low == first and not low_open:
        first -= 1
    if last == zones or (high_open and high == last):
        last -= 1
    return first, last
