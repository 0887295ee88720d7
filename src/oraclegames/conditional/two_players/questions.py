"""Which values are asked for: of totally mixed play, of playing just some moves, or of any play.

A question knows the lines that can matter, the conditions on every face between them, and whether
single values are reached. Of the values for some moves only those are looked at that lie within
what every played move can pay, and are not below what some other move pays at the least: that one
would tempt.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from itertools import combinations
from typing import Literal, Protocol

from oraclegames.budget import Clock
from oraclegames.conditional.two_players.conditions import Conditions, Place, Table, conditions
from oraclegames.conditional.two_players.locate import locate
from oraclegames.conditional.two_players.played_moves import Moves
from oraclegames.conditional.two_players.possible_choices import Possible, possible
from oraclegames.games.game import Game

Vector = tuple[Fraction, ...]


class Question(Protocol):
    """What is asked about the plane of values."""

    @property
    def lines(self) -> tuple[list[Fraction], list[Fraction]]:
        """The lines of constant x and y, ascending, from one end of the box to the other.

        A single one where only one value is possible; none if none is.
        """

    def conditions(self, x: Place, y: Place, clock: Clock) -> Conditions:
        """What must hold on a face between the lines, or on a part of one."""

    def reaches(self, x: Fraction, y: Fraction, clock: Clock) -> bool:
        """Whether these values are reached."""


Notion = Literal["dependency", "totally mixed"]
"""Of which equilibria the values are asked: of all dependency equilibria, or of these."""


class WholeQuestion(Question, Protocol):
    """A question about all values."""

    @property
    def range(self) -> tuple[Vector, Vector]:
        """The least and the largest payoffs of the game."""


def _range(payoffs: tuple[Table, Table]) -> tuple[Vector, Vector]:
    numbers = [[u for row in table for u in row] for table in payoffs]
    return tuple(map(min, numbers)), tuple(map(max, numbers))


def tables(game: Game) -> tuple[Table, Table]:
    """The payoffs of the row player and of the column player."""
    m, n = game.shape
    a, b = ([[game.payoff(i, (s, c)) for c in range(n)] for s in range(m)] for i in range(2))
    return a, b


@dataclass(frozen=True)
class TotallyMixed:
    """All moves are played, and all outcomes occur."""

    game: Game

    @cached_property
    def _tables(self) -> tuple[Table, Table]:
        return tables(self.game)

    @property
    def range(self) -> tuple[Vector, Vector]:
        """See :class:`WholeQuestion`."""
        return _range(self._tables)

    @cached_property
    def lines(self) -> tuple[list[Fraction], list[Fraction]]:
        """See :class:`Question`; the ends of the box are excluded, unless a move is constant."""
        a, b = self._tables
        return _open_box(a), _open_box(list(zip(*b)))

    def conditions(self, x: Place, y: Place, clock: Clock) -> Conditions:
        """See :class:`Question`."""
        return conditions(*self._tables, x, y, clock)

    def reaches(self, x: Fraction, y: Fraction, clock: Clock) -> bool:
        """See :class:`Question`."""
        return locate(self.game, (x, y), clock).inside


@dataclass(frozen=True)
class Played:
    """Just these moves are played, and the others can be tried without tempting anybody."""

    payoffs: tuple[Table, Table]
    moves: Moves

    @classmethod
    def every(cls, game: Game) -> Iterator[Played]:
        """For every choice of moves, few before many."""
        every: Moves = tuple(range(game.shape[0])), tuple(range(game.shape[1]))
        yield from cls(tables(game), every).within()

    def within(self) -> tuple[Played, ...]:
        """For every choice of some of these moves, few before many."""
        rows, columns = (
            [choice for k in range(1, len(moves) + 1) for choice in combinations(moves, k)]
            for moves in self.moves
        )
        choices = [(own, others) for own in rows for others in columns]
        choices.sort(key=lambda pair: (sum(map(len, pair)), pair))
        return tuple(Played(self.payoffs, moves) for moves in choices)

    @property
    def range(self) -> tuple[Vector, Vector]:
        """See :class:`WholeQuestion`."""
        return _range(self.payoffs)

    @cached_property
    def lines(self) -> tuple[list[Fraction], list[Fraction]]:
        """See :class:`Question`."""
        a, b = self.payoffs
        rows, columns = self.moves
        return (
            _closed_box(a, rows, columns),
            _closed_box(list(zip(*b)), columns, rows),
        )

    def conditions(self, x: Place, y: Place, clock: Clock) -> Conditions:
        """See :class:`Question`."""
        return conditions(*self.payoffs, x, y, clock, [self.moves])

    def reaches(self, x: Fraction, y: Fraction, clock: Clock) -> bool:
        """See :class:`Question`."""
        return self.conditions((x, x), (y, y), clock).met_at(x, y)


@dataclass(frozen=True)
class AllEquilibria:
    """Some choice of moves is played, and the others can be tried: all dependency equilibria.

    Attributes:
        game: a game of two players.
        only: the one choice that is asked for; None for any.
    """

    game: Game
    only: Moves | None = None

    @cached_property
    def _tables(self) -> tuple[Table, Table]:
        return tables(self.game)

    @cached_property
    def _possible(self) -> tuple[list[Possible], tuple[Vector, Vector]]:
        return possible(self._tables, self.only)

    @cached_property
    def played(self) -> tuple[Played, ...]:
        """Every choice of moves that single moves do not exclude at once, few before many."""
        return tuple(Played(self._tables, choice.moves) for choice in self._possible[0])

    @property
    def range(self) -> tuple[Vector, Vector]:
        """See :class:`WholeQuestion`."""
        return _range(self._tables)

    @cached_property
    def lines(self) -> tuple[list[Fraction], list[Fraction]]:
        """See :class:`Question`: those of all choices."""
        xs, ys = map(list, self._possible[1])
        return xs, ys

    def conditions(self, x: Place, y: Place, clock: Clock) -> Conditions:
        """See :class:`Question`."""
        here = (choice.moves for choice in self._possible[0] if choice.may_reach(x, y))
        return conditions(*self._tables, x, y, clock, here)

    def reaches(self, x: Fraction, y: Fraction, clock: Clock) -> bool:
        """See :class:`Question`."""
        return self.conditions((x, x), (y, y), clock).met_at(x, y)


def question_of(
    game: Game, notion: Notion, only: Moves | None = None
) -> AllEquilibria | TotallyMixed:
    """The question after the values of all equilibria of a kind, or that play just some moves."""
    return AllEquilibria(game, only) if notion == "dependency" else TotallyMixed(game)


def _open_box(rows: Sequence[Sequence[Fraction]]) -> list[Fraction]:
    """The payoffs within the box of one player's values, its ends included."""
    # Long: players with constant moves, and others.
    fixed = {row[0] for row in rows if len(set(row)) == 1}
    free = [row for row in rows if len(set(row)) > 1]
    low = max((min(row) for row in free), default=None)
    high = min((max(row) for row in free), default=None)
    if fixed:
        value = min(fixed)
        inside = low is None or high is None or low < value < high
        return [value] if len(fixed) == 1 and inside else []
    assert low is not None and high is not None
    if low >= high:
        return []
    return sorted({payoff for row in free for payoff in row if low <= payoff <= high})


def _closed_box(
    rows: Sequence[Sequence[Fraction]], played: Sequence[int], partners: Sequence[int]
) -> list[Fraction]:
    """The payoffs that can matter within the box of one player's values, its ends included."""
    own = [[rows[s][c] for c in partners] for s in played]
    others = [row for s, row in enumerate(rows) if s not in played]
    low = max([*map(min, own), *map(min, others)])
    high = min(map(max, own))
    return sorted({v for row in (*own, *others) for v in row if low <= v <= high})
