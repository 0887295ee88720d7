"""Fixed points: the outcomes that two agents and a reflective oracle can reach, as a table.

A fixed point is a pair of mixed strategies that the agents' programs reproduce, given truthful
readings of them. A match has up to millions of fixed points, so that they are kept as arrays of
whole numbers; :class:`FixedPoints` is a sequence that builds each point when it is looked at.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, overload

import numpy as np
from numpy.typing import NDArray

from oraclegames.exact.algebraic import Algebraic
from oraclegames.games.game import Game
from oraclegames.reflective.agents.zones import Mixed
from oraclegames.reflective.match.bilinear import Interval

__all__ = ["Answer", "FixedPoint", "FixedPoints", "PointTable", "Segment", "expected_payoffs"]


Answer = tuple[Fraction | Algebraic, Fraction | Algebraic]
"""An enclosure of a probability; equal ends mean that it is exactly this number."""


Segment = tuple[tuple[Fraction, Fraction], tuple[Fraction, Fraction]]
"""The two ends of a segment of fixed points, as probabilities of the first moves."""


@dataclass(frozen=True)
class FixedPoint:
    """One outcome that both programs reproduce.

    Attributes:
        play: each player's mixed strategy.
        payoffs: each player's expected payoff.
        randomised: whether the oracle must answer some query at random; false if there is also a
            deterministic oracle with this play.
        zones: for each player and each probability that is read of her, the zones that a reading
            can give: one, or two neighbours on a threshold.
        answers: for each of these the probability of the higher zone, as an enclosure (equal ends:
            exactly this number); None where there is one zone. Other answers can exist.
    """

    play: tuple[Mixed, Mixed]
    payoffs: tuple[Fraction, Fraction]
    randomised: bool
    zones: tuple[tuple[tuple[int, ...], ...], tuple[tuple[int, ...], ...]]
    answers: tuple[tuple[Answer | None, ...], tuple[Answer | None, ...]]


@dataclass(frozen=True, eq=False)
class PointTable:
    """The fixed points of two players with at most two moves each; n rows.

    Attributes:
        places: shape (n, 2): 2k + 1 inside zone k, 2k on its lower threshold.
        numerators, denominators: shape (n, 2): the probabilities of the first moves.
        randomised: shape (n,).
        chances, bases: shape (n, 2): the answers' numerators and denominators; base 0 where there
            is no answer.
        intervals: the answers that are no fractions, by row.
    """

    places: NDArray[np.int64]
    numerators: NDArray[Any]
    denominators: NDArray[Any]
    randomised: NDArray[np.bool_]
    chances: NDArray[Any]
    bases: NDArray[Any]
    intervals: dict[int, tuple[Interval, Interval]]

    def __len__(self) -> int:
        return len(self.places)

    def probabilities(self, row: int) -> tuple[Fraction, Fraction]:
        """The two probabilities of the first moves, exactly."""
        n, d = self.numerators[row], self.denominators[row]
        return Fraction(int(n[0]), int(d[0])), Fraction(int(n[1]), int(d[1]))

    def shares(self) -> NDArray[np.float64]:
        """The probabilities of the first moves as floats, shape (n, 2)."""
        return np.asarray(self.numerators / self.denominators, dtype=np.float64)

    def sorted(self) -> PointTable:
        """The same points in the order of their places."""
        order = np.lexsort((self.places[:, 1], self.places[:, 0]))
        back = np.argsort(order)
        return PointTable(
            self.places[order],
            self.numerators[order],
            self.denominators[order],
            self.randomised[order],
            self.chances[order],
            self.bases[order],
            {int(back[row]): pair for row, pair in self.intervals.items()},
        )


@dataclass(frozen=True, eq=False)
class FixedPoints(Sequence[FixedPoint]):
    """All fixed points of a match between players with at most two moves, built on demand."""

    game: Game
    table: PointTable

    def __len__(self) -> int:
        return len(self.table)

    @overload
    def __getitem__(self, row: int) -> FixedPoint: ...

    @overload
    def __getitem__(self, row: slice) -> list[FixedPoint]: ...

    def __getitem__(self, row: int | slice) -> FixedPoint | list[FixedPoint]:
        if isinstance(row, slice):
            return [self[k] for k in range(*row.indices(len(self)))]
        if not -len(self) <= row < len(self):
            raise IndexError(f"there are {len(self)} fixed points")
        return self._point(row % len(self))

    def __iter__(self) -> Iterator[FixedPoint]:
        return (self._point(row) for row in range(len(self)))

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Sequence):
            return NotImplemented
        return len(self) == len(other) and all(a == b for a, b in zip(self, other))

    def __hash__(self) -> int:
        return hash((self.game, len(self)))

    def _point(self, row: int) -> FixedPoint:
        x = self.table.probabilities(row)
        play = tuple((p, 1 - p)[: self.game.shape[i]] for i, p in enumerate(x))
        zones: list[tuple[tuple[int, ...], ...]] = []
        answers: list[tuple[Answer | None, ...]] = []
        for i in range(2):
            if self.game.shape[i] == 1:
                zones.append(())
                answers.append(())
                continue
            place = int(self.table.places[row, i])
            zone = place // 2
            zones.append(((zone,) if place % 2 else (zone - 1, zone),))
            answers.append((self._answer(row, i),))
        return FixedPoint(
            (play[0], play[1]),
            expected_payoffs(self.game, (play[0], play[1])),
            bool(self.table.randomised[row]),
            (zones[0], zones[1]),
            (answers[0], answers[1]),
        )

    def _answer(self, row: int, player: int) -> Interval | None:
        if row in self.table.intervals:
            return self.table.intervals[row][player]
        base = int(self.table.bases[row, player])
        if base == 0:
            return None
        chance = Fraction(int(self.table.chances[row, player]), base)
        return chance, chance


def expected_payoffs(game: Game, play: tuple[Mixed, Mixed]) -> tuple[Fraction, Fraction]:
    """Both players' expected payoffs under independent mixed strategies."""
    # Whole numbers with one division at the end: several times faster than sums of fractions.
    scales = [_common(mixed) for mixed in play]
    first, second = (
        [p.numerator * (scale // p.denominator) for p in mixed]
        for mixed, scale in zip(play, scales)
    )
    values = []
    for numerators, denominator in zip(game.numerators.tolist(), game.denominators):
        total = sum(
            p * sum(q * payoff for q, payoff in zip(second, row))
            for p, row in zip(first, numerators)
            if p
        )
        values.append(Fraction(total, denominator * scales[0] * scales[1]))
    return values[0], values[1]


def _common(mixed: Mixed) -> int:
    scale = 1
    for p in mixed:
        if scale % p.denominator:
            scale = math.lcm(scale, p.denominator)
    return scale
