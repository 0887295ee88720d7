"""The scene of a match: the game, the zones of a reading, and strategies and payoffs in them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from itertools import pairwise, product
from math import lcm
from typing import Any

from flint import fmpq

from oraclegames.certificates.part import Part, game_of
from oraclegames.games.game import Game

Mixed = tuple[Fraction, ...]
Zones = tuple[int, ...]
Weights = tuple[fmpq, ...]
"""A mixed strategy in FLINT's numbers, which are faster."""
Whole = tuple[int, ...]
"""A mixed strategy at thresholds, in whole numbers over :attr:`Scene.unit`."""
Shares = tuple[tuple[int, ...], int]
"""Numbers as whole numbers over one denominator."""


@dataclass(frozen=True)
class Scene:
    """The game, δ and ε of a match."""

    game: Game
    delta: Fraction
    epsilon: Fraction

    @cached_property
    def unit(self) -> int:
        """What thresholds are whole numbers over."""
        return self.delta.denominator

    @cached_property
    def zones(self) -> int:
        """How many zones there are."""
        return -(-self.delta.denominator // self.delta.numerator)

    def whole_ends(self, zone: int) -> tuple[int, int]:
        """The ends of a zone over the unit; the last one is cut at 1."""
        step = self.delta.numerator
        return zone * step, min((zone + 1) * step, self.unit)

    def ends(self, zone: int) -> tuple[Fraction, Fraction]:
        """The ends of a zone."""
        low, high = self.whole_ends(zone)
        return Fraction(low, self.unit), Fraction(high, self.unit)

    def place(self, x: Any) -> tuple[int, ...]:
        """The zones as which a number is read: one, or the two beside a threshold."""
        last = self.zones - 1
        if isinstance(x, Fraction):
            step = x.denominator * self.delta.numerator
            zone, beyond = divmod(x.numerator * self.unit, step)
            on = not beyond and zone <= last
        else:
            zone = sum(1 for k in range(1, last + 1) if k * self.delta <= x)
            on = x == zone * self.delta  # a sum of irrational numbers may be rational
        return (zone - 1, zone) if on and zone > 0 else (min(zone, last),)

    @cached_property
    def _known(self) -> dict[Zones, tuple[list[Whole], Weights]]:
        return {}

    def read(self, zones: Zones) -> tuple[list[Whole], Weights]:
        """The strategies at the corners of zones, and the one in the middle."""
        if zones not in self._known:
            ends = [self.whole_ends(zone) for zone in _ordered(zones)]
            rising = (c for c in product(*ends) if all(a <= b for a, b in pairwise(c)))
            corners = [_steps(cumulative, self.unit) for cumulative in dict.fromkeys(rising)]
            middle = _steps(tuple(low + high for low, high in ends), 2 * self.unit)
            self._known[zones] = corners, tuple([fmpq(p, 2 * self.unit) for p in middle])
        return self._known[zones]

    @cached_property
    def payoffs(self) -> list[list[Sequence[int]]]:
        """Both players' payoffs in whole numbers, by the first and the second player's move."""
        rows, columns = self.game.shape
        lines = (self.game.integers(who) for who in (0, 1))
        return [[line[k * columns : (k + 1) * columns] for k in range(rows)] for line in lines]

    def pay(self, whose: int, first: Sequence[Any], second: Sequence[Any]) -> Fraction:
        """A player's expected payoff: of fractions a fraction, else of their field."""
        one, other = shares_of(first), shares_of(second)
        scale = Fraction(1, self.game.denominators[whose])
        if one is None or other is None:
            total: Fraction = _sum(first, self.worths(whose, second)) * scale
            return total
        over = one[1] * other[1] * self.game.denominators[whose]
        return Fraction(_sum(one[0], self.worths(whose, other[0])), over)

    def worths(self, whose: int, second: Sequence[Any]) -> list[Any]:
        """What a player gets by the first one's move, in whole numbers times the weights'."""
        return [_sum(second, row) for row in self.payoffs[whose]]


def scene_of(document: Part) -> Scene:
    """The game and the parameters of a document."""
    game = game_of(document["game"])
    document["parameters"].only("delta", "epsilon")
    delta, epsilon = (document["parameters"][key].rational() for key in ("delta", "epsilon"))
    document["parameters"].require(0 < delta < epsilon < 1, "0 < delta < epsilon < 1 must hold")
    return Scene(game, delta, epsilon)


def _sum(weights: Sequence[Any], numbers: Sequence[Any]) -> Any:
    return sum([p * x for p, x in zip(weights, numbers) if p])


def shares_of(numbers: Sequence[Any]) -> Shares | None:
    """Fractions as whole numbers over one denominator; None if one is irrational."""
    if set(map(type, numbers)) != {Fraction}:
        return None
    below = lcm(*[number.denominator for number in numbers])
    return tuple([number.numerator * (below // number.denominator) for number in numbers]), below


def flint_of(numbers: Sequence[Any]) -> Weights | None:
    """Fractions as FLINT's numbers; None if one is irrational."""
    if set(map(type, numbers)) != {Fraction}:
        return None
    return tuple([fmpq(number.numerator, number.denominator) for number in numbers])


def pure(move: int, moves: int) -> Mixed:
    """The mixed strategy that plays one move."""
    return tuple(Fraction(int(k == move)) for k in range(moves))


def _ordered(zones: Zones) -> list[int]:
    """Zones of rising numbers: one that was read too low is raised."""
    ordered: list[int] = []
    for zone in zones:
        ordered.append(max([zone, *ordered[-1:]]))
    return ordered


def _steps(cumulative: Whole, all_of_it: int) -> Whole:
    return tuple([b - a for a, b in pairwise((0, *cumulative, all_of_it))])


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


def called(game: Game, player: int, word: str) -> Mixed:
    """The strategy that always plays the move that custom calls so."""
    return pure(custom(game, player, word), game.shape[player])
