"""Fixed points: the outcomes that two agents and a reflective oracle can reach, as a table.

A fixed point is a pair of mixed strategies that the agents' programs reproduce, given truthful
readings of them. A match has up to millions of fixed points, so that they are kept as arrays of
whole numbers; :class:`FixedPoints` is a sequence that builds each point when it is looked at, and
whoever needs one property of all asks for its :class:`Columns`.
"""

from __future__ import annotations

import math
import operator
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any, overload

from oraclegames.exact.algebraic import Algebraic, Number
from oraclegames.exact.arrays import integer_type
from oraclegames.games.game import Game
from oraclegames.later import np
from oraclegames.reflective.agents.reading import Mixed
from oraclegames.reflective.match.bilinear import Interval

if TYPE_CHECKING:
    from numpy.typing import NDArray

_BLOCK = 256  # points that are built together


Answer = tuple[Fraction | Algebraic, Fraction | Algebraic]
"""An enclosure of a probability; equal ends mean that it is exactly this number."""


Zoned = tuple[tuple[tuple[int, ...], ...], tuple[tuple[int, ...], ...]]
"""For each player and each probability that is read of her, the zones of a reading."""


Play = tuple[tuple[Number, ...], tuple[Number, ...]]
"""Both players' mixed strategies."""
Payoffs = tuple[Number, Number]
"""Both players' payoffs."""
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

    play: Play
    payoffs: Payoffs
    randomised: bool
    zones: Zoned
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

    def mixes(self, player: int, moves: int, rows: slice) -> list[Mixed]:
        """A player's mixed strategies over one or two moves, exactly."""
        tops = self.numerators[rows, player].tolist()
        if moves == 1:
            return [(Fraction(1),)] * len(tops)
        bottoms = self.denominators[rows, player].tolist()
        return [(Fraction(n, d), Fraction(d - n, d)) for n, d in zip(tops, bottoms)]

    def zones(self, player: int, rows: slice) -> list[tuple[tuple[int, ...], ...]]:
        """The zones that a reading of the player can give."""
        return [
            ((place // 2,) if place % 2 else (place // 2 - 1, place // 2),)
            for place in self.places[rows, player].tolist()
        ]

    def answers(self, player: int, rows: slice) -> list[tuple[Interval | None]]:
        """The oracle's answers about the player."""
        line = zip(
            range(*rows.indices(len(self))),
            self.chances[rows, player].tolist(),
            self.bases[rows, player].tolist(),
        )
        return [
            (self.intervals[row][player],)
            if row in self.intervals
            else ((Fraction(chance, base),) * 2 if base else None,)
            for row, chance, base in line
        ]

    def payoffs(
        self, game: Game, rows: slice | NDArray[np.int64]
    ) -> list[tuple[Fraction, Fraction]]:
        """Both players' expected payoffs, exactly: whole numbers with one division at the end."""
        tops, bottoms = self.numerators[rows], self.denominators[rows]
        largest = bottoms.max(axis=0, initial=1).tolist()
        size = max(*map(abs, game.numerators.flat), *game.denominators)
        kind = integer_type(4 * int(size) * largest[0] * largest[1])
        tops, bottoms = tops.astype(kind), bottoms.astype(kind)
        table: NDArray[Any] = game.numerators.astype(kind)
        first, second = ([tops[:, i], bottoms[:, i] - tops[:, i]][: game.shape[i]] for i in (0, 1))
        columns: list[list[Fraction]] = []
        for whole, scale in zip(table, game.denominators):
            total = sum(
                p * sum(q * value for q, value in zip(second, row)) for p, row in zip(first, whole)
            )
            under = bottoms[:, 0] * bottoms[:, 1] * scale
            columns.append(list(map(Fraction, total.tolist(), under.tolist())))
        return list(zip(*columns))

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


@dataclass(frozen=True)
class Columns:
    """Fixed points by what they are asked for: each list has one entry for each of them."""

    plays: list[Play]
    payoffs: list[Payoffs]
    randomised: list[bool]
    zones: list[Zoned]
    answers: list[tuple[tuple[Answer | None, ...], tuple[Answer | None, ...]]]

    @classmethod
    def of(cls, points: Sequence[FixedPoint]) -> Columns:
        """The columns of points that are there already."""
        return cls(
            [point.play for point in points],
            [point.payoffs for point in points],
            [point.randomised for point in points],
            [point.zones for point in points],
            [point.answers for point in points],
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
        row %= len(self)
        return next(self._points(slice(row, row + 1)))

    def __iter__(self) -> Iterator[FixedPoint]:
        for start in range(0, len(self), _BLOCK):
            yield from self._points(slice(start, start + _BLOCK))

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Sequence):
            return NotImplemented
        return len(self) == len(other) and all(a == b for a, b in zip(self, other))

    def __hash__(self) -> int:
        return hash((self.game, len(self)))

    def columns(self, rows: slice = slice(None)) -> Columns:
        """Some of the points, or all, without building them."""
        first, second = (self.table.mixes(i, self.game.shape[i], rows) for i in (0, 1))
        return Columns(
            list(zip(first, second)),
            list(self.table.payoffs(self.game, rows)),
            self.table.randomised[rows].tolist(),
            self._pairs(self.table.zones, rows),
            self._pairs(self.table.answers, rows),
        )

    def _pairs(self, column: Callable[[int, slice], list[Any]], rows: slice) -> list[Any]:
        """Both players' entries of a column; nothing is read of a player with one move."""
        count = len(range(*rows.indices(len(self))))
        return list(
            zip(*(column(i, rows) if self.game.shape[i] == 2 else [()] * count for i in (0, 1)))
        )

    def _points(self, rows: slice) -> Iterator[FixedPoint]:
        found = self.columns(rows)
        return map(
            FixedPoint, found.plays, found.payoffs, found.randomised, found.zones, found.answers
        )


def columns_of(points: Sequence[FixedPoint], rows: slice = slice(None)) -> Columns:
    """The columns of fixed points, however they are kept."""
    return points.columns(rows) if isinstance(points, FixedPoints) else Columns.of(points[rows])


def payoffs_at(points: Sequence[FixedPoint], rows: Sequence[int]) -> list[Payoffs]:
    """Both players' exact payoffs at some fixed points, however they are kept."""
    if isinstance(points, FixedPoints):
        return list(points.table.payoffs(points.game, np.array(rows, dtype=np.int64)))
    return [points[row].payoffs for row in rows]


def expected_payoffs(game: Game, play: Play) -> Payoffs:
    """Both players' expected payoffs under independent mixed strategies."""
    scales: list[int] = [1, 1]
    weights: list[Any] = list(play)
    if not any(isinstance(p, Algebraic) for mixed in weights for p in mixed):
        # Whole numbers with one division at the end: several times faster than sums of fractions.
        scales = [math.lcm(*[p.denominator for p in mixed]) for mixed in weights]
        weights = [
            [p.numerator * (scale // p.denominator) for p in mixed]
            for mixed, scale in zip(weights, scales)
        ]
    first, second = weights
    values = []
    for table, denominator in zip(game.numerators.tolist(), game.denominators):
        total: Any = 0
        for p, row in zip(first, table):
            if p:
                total = total + p * sum(map(operator.mul, second, row))
        value = total * Fraction(1, denominator * scales[0] * scales[1])
        values.append(value.simplest() if isinstance(value, Algebraic) else value)
    return values[0], values[1]
