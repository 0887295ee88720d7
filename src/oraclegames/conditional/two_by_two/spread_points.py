"""Exact points, evenly spread over a set of equilibria.

Spacing is decided in floats (bisect the longest gap), which cannot do harm: every point that comes
out is exact, at a rational parameter.
"""

from __future__ import annotations

import heapq
import math
from collections.abc import Iterator, Sequence
from fractions import Fraction

from flint import fmpq

from oraclegames.conditional.two_by_two.arcs import Arc, Point
from oraclegames.conditional.two_by_two.surfaces import Surface
from oraclegames.conditional.two_by_two.totally_mixed import Interior
from oraclegames.exact.rational import to_fmpq, to_fraction
from oraclegames.exact.surd import Surd

NARROWEST = 2.0**-40
"""Gaps of so small a part of the span are not bisected, however far apart their ends are."""


def spread(interior: Interior, count: int) -> tuple[tuple[Point, ...], ...]:
    """About ``count`` points in all: for each arc in the order along it, or of the surface.

    Cost: linear in ``count``, about 0.05 ms a point.
    """
    if count < 1 or not (interior.arcs or interior.surface):
        return tuple(() for _ in interior.arcs)
    if interior.surface is not None:
        return (tuple(_surface_points(interior.surface, count)),)
    share = -(-count // len(interior.arcs))
    return tuple(
        tuple(point_at(arc, position) for position, _ in spread_near(arc, share))
        for arc in interior.arcs
    )


def distance(first: Sequence[float], second: Sequence[float]) -> float:
    """The distance of two points, the same on every machine: of equal gaps the same comes first."""
    total = 0.0
    for x, y in zip(first, second):
        total += (x - y) * (x - y)
    return math.sqrt(total)


def spread_near(arc: Arc, count: int) -> list[tuple[float, tuple[float, ...]]]:
    """About ``count`` points of an arc in floats: positions 0..1 along its span, distributions."""
    start, stop = (end.as_floats for end in arc.ends)
    # Positions 0..1 along the span; each heap entry is a gap between two neighbours.
    gaps = [(-distance(start, stop), 0.0, 1.0, start, stop)]
    chosen: list[tuple[float, tuple[float, ...]]] = []
    while gaps and len(chosen) < count:
        _, left, right, before, after = heapq.heappop(gaps)
        if right - left < NARROWEST:
            continue
        middle = (left + right) / 2
        here = _near(arc, middle) or point_at(arc, middle).as_floats
        chosen.append((middle, here))
        # The position counts a little too, so that no gap is bisected for ever.
        weigh = (right - left) / 100
        heapq.heappush(gaps, (-distance(before, here) - weigh, left, middle, before, here))
        heapq.heappush(gaps, (-distance(here, after) - weigh, middle, right, here, after))
    return sorted(chosen)


def _near(arc: Arc, position: float) -> tuple[float, ...] | None:
    """The distribution at a position in floats; None where they collapse: then exactly."""
    low, high = arc.span
    try:
        here = arc.near(float(low) + position * (float(high) - float(low)))
    except (ZeroDivisionError, OverflowError):
        return None
    return here if all(map(math.isfinite, here)) else None


def point_at(arc: Arc, position: float) -> Point:
    """The exact point at a position along the span, or one very near."""
    low, high = arc.span
    if isinstance(low, Fraction) and isinstance(high, Fraction):
        z = fmpq(*position.as_integer_ratio())  # a dyadic number of few bits
        start, stop = to_fmpq(low), to_fmpq(high)
        return arc.at(to_fraction(start + z * (stop - start)))
    return arc.at(_inside(arc, position))


def _inside(arc: Arc, position: float) -> Fraction:
    """A short rational parameter near a position, strictly inside a span with irrational ends."""
    low, high = arc.span
    z = Fraction(position)
    bits = 32
    while True:
        start, stop = (
            end.rational_near(bits) if isinstance(end, Surd) else end for end in (low, high)
        )
        slack = (stop - start) * z * (1 - z) / 50
        if slack > Fraction(1, 1 << bits):
            break
        bits *= 2
    target, digits = start + z * (stop - start), 1_000
    while True:
        short = target.limit_denominator(digits)
        if low < short < high and abs(short - target) <= slack:
            return short
        digits *= 10


def _surface_points(surface: Surface, count: int) -> Iterator[Point]:
    """Halton points: the radical inverses of 1, 2, 3, … in the bases 2, 3, 5."""
    for number in range(1, count + 1):
        bases = (2, 3, 5)[: surface.dimension]
        yield surface.at(*(_radical_inverse(number, base) for base in bases))


def _radical_inverse(number: int, base: int) -> Fraction:
    value, scale = Fraction(0), Fraction(1, base)
    while number:
        number, digit = divmod(number, base)
        value += digit * scale
        scale /= base
    return value
