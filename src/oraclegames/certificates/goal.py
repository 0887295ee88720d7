"""An objective as a document names it: welfare, weights, the least value, the Nash product.

The Nash product Π (v_i − d_i) is taken over every player's pure maximin d_i, and is 0 where a
factor is not positive.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from oraclegames.certificates.part import Part
from oraclegames.exact.rational import parse_rational
from oraclegames.games.game import Game

Vector = tuple[Fraction, ...]


@dataclass(frozen=True)
class Goal:
    """A function of the values; ``weights`` of a linear one, ``threats`` of the Nash product."""

    kind: str
    weights: Vector
    threats: Vector

    @classmethod
    def read(cls, part: Part, game: Game) -> Goal:
        """From its name."""
        n, name = game.n_players, part.text()
        ones = (Fraction(1),) * n
        head, _, rest = name.partition(":")
        if name in ("welfare", "egalitarian", "nash"):
            return cls({"welfare": "linear"}.get(name, name), ones, _maximin(game))
        if head == "player" and rest in game.players:
            place = game.players.index(rest)
            return cls("linear", tuple(Fraction(int(i == place)) for i in range(n)), ones)
        weights = [parse_rational(text) for text in rest.split(",")]
        if head != "linear" or len(weights) != n or None in weights:
            part.unreadable("an objective of this game")
        return cls("linear", tuple(w for w in weights if w is not None), ones)

    def at(self, v: Sequence[Any]) -> Any:
        """The objective at values."""
        if self.kind == "linear":
            return sum((w * x for w, x in zip(self.weights, v) if w), Fraction(0))
        if self.kind == "egalitarian":
            return min(v)
        gains = [x - d for x, d in zip(v, self.threats)]
        return math.prod(gains) if min(gains) > 0 else Fraction(0)

    def top(self, low: Sequence[Fraction], high: Sequence[Fraction]) -> Fraction:
        """The largest value over a box; it is at a corner."""
        corner = [
            a if self.kind == "linear" and w < 0 else b for w, a, b in zip(self.weights, low, high)
        ]
        return Fraction(self.at(corner))

    def best_of_segment(self, start: Sequence[Fraction], stop: Sequence[Fraction]) -> Fraction:
        """The largest value on a segment of two players' values."""
        (x, y), (dx, dy) = start, [b - a for a, b in zip(start, stop)]
        places = [Fraction(0), Fraction(1)]
        if self.kind == "egalitarian" and dx != dy:
            places.append((y - x) / (dx - dy))
        if self.kind == "nash" and dx * dy != 0:
            d, e = self.threats
            places.append(-(dy * (x - d) + dx * (y - e)) / (2 * dx * dy))
        return max(Fraction(self.at((x + z * dx, y + z * dy))) for z in places if 0 <= z <= 1)

    def capped(self, weights: Vector, bound: Fraction) -> Fraction | None:
        """A bound of the objective wherever Σ λ_i v_i ≤ bound; None if these λ give none.

        min v ≤ λ·v for λ ≥ 0 with Σ λ = 1; the product by the means, for λ > 0, and it is 0 where
        λ·v ≤ λ·d for some λ ≥ 0 other than 0: then some v_i ≤ d_i.
        """
        if self.kind == "linear":
            return bound if weights == self.weights else None
        if self.kind == "egalitarian":
            return bound if sum(weights) == 1 and min(weights) >= 0 else None
        if min(weights) < 0 or not any(weights):
            return None
        n = len(weights)
        excess = bound - sum((w * d for w, d in zip(weights, self.threats)), Fraction(0))
        if excess <= 0:  # somebody gets no more than her threat
            return Fraction(0)
        return Fraction((excess / n) ** n / math.prod(weights)) if min(weights) > 0 else None


def _maximin(game: Game) -> Vector:
    values = []
    for i, count in enumerate(game.shape):
        least = [min(game.payoff(i, o) for o in game.outcomes() if o[i] == s) for s in range(count)]
        values.append(max(least))
    return tuple(values)
