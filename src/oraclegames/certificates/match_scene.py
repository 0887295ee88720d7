"""The scene of a match: the game, the zones of a reading, and strategies and payoffs in them."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from itertools import pairwise, product
from typing import Any

from flint import fmpq

from oraclegames.certificates.part import Part
from oraclegames.exact.rational import to_fmpq, to_fraction
from oraclegames.games.game import Game

Mixed = tuple[Fraction, ...]
Zones = tuple[int, ...]
Weights = tuple[fmpq, ...]
"""A mixed strategy in FLINT's numbers, which are faster."""


@dataclass(frozen=True)
class Scene:
    """The game, δ and ε of a match."""

    game: Game
    delta: Fraction
    epsilon: Fraction

    def ends(self, zone: int) -> tuple[Fraction, Fraction]:
        """The ends of a zone; the last one is cut at 1."""
        return zone * self.delta, min((zone + 1) * self.delta, Fraction(1))

    @property
    def zones(self) -> int:
        """How many zones there are."""
        return -(-self.delta.denominator // self.delta.numerator)

    def place(self, x: Any) -> tuple[int, ...]:
        """The zones as which a number is read: one, or the two beside a threshold."""
        last = self.zones - 1
        if isinstance(x, Fraction):
            zone = min(int(x / self.delta), last)
        else:
            zone = sum(1 for k in range(1, last + 1) if k * self.delta <= x)
        return (zone - 1, zone) if zone > 0 and x == zone * self.delta else (zone,)

    @cached_property
    def payoffs(self) -> list[list[list[fmpq]]]:
        """Both players' payoffs."""
        rows, columns = self.game.shape
        return [
            [[to_fmpq(self.game.payoff(who, (a, b))) for b in range(columns)] for a in range(rows)]
            for who in (0, 1)
        ]

    def worth(self, whose: int, first: Weights, second: Weights) -> fmpq:
        """A player's expected payoff, for weights that are fractions."""
        total = fmpq(0)
        for p, row in zip(first, self.payoffs[whose]):
            if p:
                total += p * sum((q * u for q, u in zip(second, row)), start=fmpq(0))
        return total

    def pay(self, whose: int, first: Mixed, second: Mixed) -> Fraction:
        """A player's expected payoff, for any weights."""
        if all(type(p) is Fraction for p in (*first, *second)):
            exact = self.worth(whose, tuple(map(to_fmpq, first)), tuple(map(to_fmpq, second)))
            return to_fraction(exact)
        total = Fraction(0)
        for a, p in enumerate(first):
            if p:
                total += p * sum(
                    (q * self.game.payoff(whose, (a, b)) for b, q in enumerate(second) if q),
                    Fraction(0),
                )
        return total


def pure(move: int, moves: int) -> Mixed:
    """The mixed strategy that plays one move."""
    return tuple(Fraction(int(k == move)) for k in range(moves))


def _ordered(zones: Zones) -> list[int]:
    """Zones of rising numbers: one that was read too low is raised."""
    ordered: list[int] = []
    for zone in zones:
        ordered.append(max([zone, *ordered[-1:]]))
    return ordered


def middle_of(scene: Scene, zones: Zones) -> Mixed:
    """The strategy in the middle of the zones."""
    ends = [scene.ends(zone) for zone in _ordered(zones)]
    return _steps(tuple((low + high) / 2 for low, high in ends))


def corners_of(scene: Scene, zones: Zones) -> list[Mixed]:
    """The strategies at the corners of the zones."""
    ends = [scene.ends(zone) for zone in _ordered(zones)]
    rising = (c for c in product(*ends) if all(a <= b for a, b in pairwise(c)))
    return [_steps(cumulative) for cumulative in dict.fromkeys(rising)]


def _steps(cumulative: tuple[Fraction, ...]) -> Mixed:
    return tuple(b - a for a, b in pairwise((Fraction(0), *cumulative, Fraction(1))))


def mixed_of(part: Part, moves: int) -> Mixed:
    """A mixed strategy over so many moves."""
    mixed = part.rationals(moves)
    part.require(min(mixed) >= 0 and sum(mixed) == 1, "these are no probabilities")
    return mixed


_CUSTOM = {
    "cooperate": ("C", "c", "Cooperate", "cooperate"),
    "defect": ("D", "d", "Defect", "defect"),
}


def custom(game: Game, player: int, word: str) -> int:
    """The move that custom calls so: by its label, or else the first or the second."""
    labels = game.moves[player]
    if word in labels:
        return labels.index(word)
    return next(
        (k for k, label in enumerate(labels) if label in _CUSTOM[word]), int(word == "defect")
    )
