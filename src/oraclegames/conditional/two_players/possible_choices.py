"""Which choices of played moves single moves do not exclude, and between which values.

A move that is played is worth what it can pay against the moves that are played; one that is not
played must not tempt for sure: the value is at least the least that it pays. So each choice has a
rectangle of possible values. There are up to 65,025 choices in 8×8 games; payoffs are compared by
their ranks.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations, product

from oraclegames.conditional.two_players.conditions import Place, Table
from oraclegames.conditional.two_players.played_moves import Moves
from oraclegames.games.game import Game

MOST_CHOICES = 1 << 16
"""The most choices of played moves that are gone through one by one: those of 8×8 games."""

Vector = tuple[Fraction, ...]

Chosen = tuple[int, ...]
"""Some moves of one player, ascending."""


@dataclass(frozen=True)
class Possible:
    """A choice of played moves, with the values that single moves allow.

    Attributes:
        moves: the moves.
        x, y: from and to.
    """

    moves: Moves
    x: Place
    y: Place

    def may_reach(self, x: Place, y: Place) -> bool:
        """Whether a face lies within these values."""
        return self.x[0] <= x[0] and x[1] <= self.x[1] and self.y[0] <= y[0] and y[1] <= self.y[1]


def few_enough(game: Game) -> bool:
    """Whether the choices can be gone through one by one."""
    return math.prod((1 << m) - 1 for m in game.shape) <= MOST_CHOICES


def possible(
    payoffs: tuple[Table, Table], only: Moves | None = None
) -> tuple[list[Possible], tuple[Vector, Vector]]:
    """Every choice, or only one, if single moves do not exclude it at once; and the lines.

    Few moves come before many.

    The lines are the payoffs of each player, ascending, that can matter to one of these choices.
    """
    a, b = payoffs
    rows, columns = _Side(a), _Side(list(zip(*b)))
    found = []
    for own, others in [only] if only else product(_choices(len(a)), _choices(len(a[0]))):
        x, y = rows.ends(own, others), columns.ends(others, own)
        if x[0] <= x[1] and y[0] <= y[1]:
            rows.count(own, others, x)
            columns.count(others, own, y)
            found.append(Possible((own, others), rows.place(x), columns.place(y)))
    found.sort(key=lambda choice: (sum(map(len, choice.moves)), choice.moves))
    return found, (rows.lines, columns.lines)


def _choices(count: int) -> list[Chosen]:
    return [choice for k in range(1, count + 1) for choice in combinations(range(count), k)]


class _Side:
    """What one player's moves pay: payoffs by their ranks, sets of them as bits."""

    def __init__(self, rows: Sequence[Sequence[Fraction]]):
        self._payoffs = sorted({payoff for row in rows for payoff in row})
        rank = {payoff: k for k, payoff in enumerate(self._payoffs)}
        ranks = [[rank[payoff] for payoff in row] for row in rows]
        partners, every = _choices(len(rows[0])), range(len(rows))
        self._ends = {
            others: [(min(row[c] for c in others), max(row[c] for c in others)) for row in ranks]
            for others in partners
        }
        self._bits = {
            others: [_union(1 << row[c] for c in others) for row in ranks] for others in partners
        }
        whole = self._bits[partners[-1]]
        self._idle = {
            own: (
                max((min(ranks[s]) for s in every if s not in own), default=0),
                _union(whole[s] for s in every if s not in own),
            )
            for own in _choices(len(rows))
        }
        self._lines = 0

    def ends(self, own: Chosen, others: Chosen) -> tuple[int, int]:
        """Ranks between which the value is if these are played; in the wrong order if none is."""
        ends = self._ends[others]
        low = max(self._idle[own][0], *(ends[s][0] for s in own))
        return low, min(ends[s][1] for s in own)

    def count(self, own: Chosen, others: Chosen, ends: tuple[int, int]) -> None:
        """Add the payoffs that matter if these are played."""
        bits = self._bits[others]
        within = (1 << ends[1] + 1) - (1 << ends[0])
        self._lines |= within & (self._idle[own][1] | _union(bits[s] for s in own))

    def place(self, ends: tuple[int, int]) -> Place:
        """The payoffs of two ranks."""
        return self._payoffs[ends[0]], self._payoffs[ends[1]]

    @property
    def lines(self) -> Vector:
        """The payoffs that were counted, ascending."""
        return tuple(u for k, u in enumerate(self._payoffs) if self._lines >> k & 1)


def _union(bits: Iterable[int]) -> int:
    total = 0
    for part in bits:
        total |= part
    return total
