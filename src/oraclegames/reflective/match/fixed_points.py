"""Fixed points: the outcomes that two agents and a reflective oracle can reach, as a table.

A fixed point is a pair of mixed strategies that the agents' programs reproduce, given truthful
readings of them. A match has up to millions of fixed points, so that they are kept as columns of
whole numbers; :class:`FixedPoints` is a sequence that builds each point when it is looked at, and
whoever needs one property of all asks for its :class:`Columns`.

A long file: the table, its columns, and the points that are built of them.
"""

from __future__ import annotations

import math
import operator
from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import chain
from typing import Any, Union, overload

from oraclegames.exact.algebraic import Algebraic, Number
from oraclegames.games.game import Game
from oraclegames.reflective.agents.reading import Mixed
from oraclegames.reflective.match.bilinear import Interval
from oraclegames.reflective.match.grid import whole_table

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


Column = Union[list[int], "array[int]"]
"""Whole numbers: an array of machine integers, or a list where these would overflow."""


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


Entry = tuple[
    int, int, int, int, int, int, bool, int, int, int, int, tuple[Interval, Interval] | None
]
"""A row of a :class:`PointTable`: two places; numerator and denominator of both probabilities;
randomised; numerator and denominator of both answers; the answers that are no fractions."""


@dataclass(frozen=True, eq=False)
class PointTable:
    """The fixed points of two players with at most two moves each; n rows.

    Attributes:
        places: for each player n numbers: 2k + 1 inside zone k, 2k on its lower threshold.
        numerators, denominators: for each player the probabilities of the first move.
        randomised: n truth values.
        chances, bases: for each player the answers' numerators and denominators; base 0 where there
            is no answer.
        intervals: the answers that are no fractions, by row.
    """

    places: tuple[Column, Column]
    numerators: tuple[Column, Column]
    denominators: tuple[Column, Column]
    randomised: bytearray
    chances: tuple[Column, Column]
    bases: tuple[Column, Column]
    intervals: dict[int, tuple[Interval, Interval]]

    @classmethod
    def empty(cls, bound: int) -> PointTable:
        """A table for numbers below the bound."""

        def pair() -> tuple[Column, Column]:
            return (array("q"), array("q")) if bound < 1 << 62 else ([], [])

        return cls(pair(), pair(), pair(), bytearray(), pair(), pair(), {})

    def __len__(self) -> int:
        return len(self.randomised)

    def extend(self, entries: Sequence[Entry]) -> None:
        """Append rows. Ctrl-C in between leaves columns too long, see :meth:`whole`."""
        start = len(self)
        columns = list(zip(*entries))
        for column, numbers in zip(self._columns(), (*columns[:6], *columns[7:11])):
            column.extend(numbers)
        self.intervals.update({k: zero for k, zero in enumerate(columns[11], start) if zero})
        self.randomised.extend(columns[6])  # the last one counts

    def whole(self) -> PointTable:
        """The table without what belongs to no whole row."""
        count = len(self)
        for column in self._columns():
            del column[count:]
        for row in [row for row in self.intervals if row >= count]:
            del self.intervals[row]
        return self

    def _columns(self) -> list[Column]:
        """All columns of numbers in the order of an :data:`Entry`."""
        probabilities, answers = (
            zip(self.numerators, self.denominators),
            zip(self.chances, self.bases),
        )
        return [*self.places, *chain(*probabilities), *chain(*answers)]

    def mixes(self, player: int, moves: int, rows: slice) -> list[Mixed]:
        """A player's mixed strategies over one or two moves, exactly; equal ones are one object."""
        tops = self.numerators[player][rows]
        if moves == 1:
            return [(Fraction(1),)] * len(tops)
        pairs = list(zip(tops, self.denominators[player][rows]))
        made = {(n, d): (Fraction(n, d), Fraction(d - n, d)) for n, d in set(pairs)}
        return [made[pair] for pair in pairs]

    def zones(self, player: int, rows: slice) -> list[tuple[tuple[int, ...], ...]]:
        """The zones that a reading of the player can give."""
        return [
            ((place // 2,) if place % 2 else (place // 2 - 1, place // 2),)
            for place in self.places[player][rows]
        ]

    def answers(self, player: int, rows: slice) -> list[tuple[Interval | None]]:
        """The oracle's answers about the player."""
        pairs = list(zip(self.chances[player][rows], self.bases[player][rows]))
        made: dict[Any, Any] = {
            pair: ((Fraction(*pair),) * 2 if pair[1] else None,) for pair in set(pairs)
        }
        return [
            (self.intervals[row][player],) if row in self.intervals else made[pair]
            for row, pair in zip(range(*rows.indices(len(self))), pairs)
        ]

    def payoffs(self, game: Game, rows: Iterable[int]) -> list[tuple[Fraction, Fraction]]:
        """Both players' expected payoffs, exactly: whole numbers with one division at the end."""
        tables = [whole_table(_rows(game, player)) for player in (0, 1)]
        (first, second), (one, two) = self.numerators, self.denominators
        (a, b), (c, d) = tables[0]
        (e, f), (g, h) = tables[1]
        scales = game.denominators
        found = []
        for row in rows:
            x, y, under = first[row], second[row], one[row] * two[row]
            p, q = one[row] - x, two[row] - y
            xy, xq, py, pq = x * y, x * q, p * y, p * q
            mine = a * xy + b * xq + c * py + d * pq
            theirs = e * xy + f * xq + g * py + h * pq
            found.append((Fraction(mine, under * scales[0]), Fraction(theirs, under * scales[1])))
        return found


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

    def columns(
        self, rows: slice = slice(None), payoffs: Sequence[Payoffs] | None = None
    ) -> Columns:
        """Some of the points, or all, without building them; their payoffs if they are known."""
        if payoffs is None:
            payoffs = self.table.payoffs(self.game, range(*rows.indices(len(self))))
        first, second = (self.table.mixes(i, self.game.shape[i], rows) for i in (0, 1))
        return Columns(
            list(zip(first, second)),
            list(payoffs),
            list(map(bool, self.table.randomised[rows])),
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


def columns_of(
    points: Sequence[FixedPoint],
    rows: slice = slice(None),
    payoffs: Sequence[Payoffs] | None = None,
) -> Columns:
    """The columns of fixed points, however they are kept; with their payoffs if they are known."""
    if isinstance(points, FixedPoints):
        return points.columns(rows, payoffs)
    return Columns.of(points[rows])


def payoffs_at(points: Sequence[FixedPoint], rows: Sequence[int]) -> list[Payoffs]:
    """Both players' exact payoffs at some fixed points, however they are kept."""
    if isinstance(points, FixedPoints):
        return list(points.table.payoffs(points.game, rows))
    return [points[row].payoffs for row in rows]


class ExpectedPayoffs:
    """Both players' expected payoffs under independent mixed strategies, for one play after the
    other."""

    def __init__(self, game: Game) -> None:
        self._tables = [_rows(game, player) for player in (0, 1)]
        self._denominators = game.denominators

    def __call__(self, play: Play) -> Payoffs:
        """The payoffs of a play."""
        scale = 1
        weights: list[Any] = list(play)
        if all(type(p) is Fraction for mixed in play for p in mixed):
            # Whole numbers with one division at the end: much faster than sums of fractions.
            for k, mixed in enumerate(weights):
                below = math.lcm(*[p.denominator for p in mixed])
                weights[k] = [p.numerator * (below // p.denominator) for p in mixed]
                scale *= below
        first, second = weights
        values: list[Number] = []
        for table, denominator in zip(self._tables, self._denominators):
            total: Any = 0
            for p, row in zip(first, table):
                if p:
                    total = total + p * sum(map(operator.mul, second, row))
            if isinstance(total, int):
                values.append(Fraction(total, denominator * scale))
            else:
                value = total * Fraction(1, denominator)
                values.append(value.simplest() if isinstance(value, Algebraic) else value)
        return values[0], values[1]


def _rows(game: Game, player: int) -> list[Sequence[int]]:
    """A player's payoffs in whole numbers, a row for each move of the first player."""
    numbers, moves = game.integers(player), game.shape[1]
    return [numbers[start : start + moves] for start in range(0, len(numbers), moves)]
