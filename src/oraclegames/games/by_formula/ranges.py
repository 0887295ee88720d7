"""Ranges of one count, cut where a polynomial in it changes its sign."""

from __future__ import annotations

from dataclasses import dataclass

from flint import fmpq, fmpq_mpoly, fmpq_poly

from oraclegames.exact.whole_ranges import signs


@dataclass(frozen=True)
class Range:
    """The whole numbers from ``low`` to ``high``."""

    low: int
    high: int

    def holds(self, x: int) -> bool:
        """Whether a number is one of them."""
        return self.low <= x <= self.high

    def split(self, p: fmpq_mpoly, strict: bool) -> list[tuple[Range, bool]]:
        """The parts where p ≥ 0 (p > 0 if strict), and those where not."""
        least = 1 if strict else 0
        parts: list[tuple[Range, bool]] = []
        for low, high, sign in signs(in_one(p), self.low, self.high):
            truth = sign >= least
            if parts and parts[-1][1] is truth:
                low = parts.pop()[0].low
            parts.append((Range(low, high), truth))
        return parts


def in_one(p: fmpq_mpoly) -> fmpq_poly:
    """A polynomial in the first unknown alone as FLINT's own kind for that."""
    coefficients = [fmpq(0)] * (max(p.total_degree(), 0) + 1)
    for (k, *_), c in p.to_dict().items():
        coefficients[k] = c
    return fmpq_poly(coefficients)
