"""A weighted sum of the two players' values, as an objective."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Literal

from oraclegames.exact.real import Real


@dataclass(frozen=True)
class WeightedSum:
    """λ₁·x + λ₂·y (:class:`oraclegames.conditional.two_players.optimum.Goal`).

    Attributes:
        weights: λ.
    """

    weights: tuple[Fraction, ...]

    @property
    def name(self) -> str:
        """As it is written."""
        return "linear:" + ",".join(map(str, self.weights))

    @property
    def kind(self) -> Literal["linear", "egalitarian", "nash"]:
        """Its form."""
        return "linear"

    @property
    def disagreement(self) -> tuple[Fraction, ...]:
        """Not used."""
        return (Fraction(0),) * 2

    def value(self, v: Sequence[Real]) -> Real:
        """The sum at values."""
        total: Any = Fraction(0)
        for weight, number in zip(self.weights, v):
            total = total + weight * number
        return total

    def corner(self, low: Sequence[Fraction], high: Sequence[Fraction]) -> Fraction:
        """The largest sum over a box."""
        ends = zip(self.weights, low, high)
        return sum((max(w * a, w * b) for w, a, b in ends), Fraction(0))
