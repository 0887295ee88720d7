"""All Nash equilibria of a 2×2 game, exact, segments and rectangles included.

Let p and q be the chances of row 1 and of column 1. The row player gains g(q) = q·(a11 − a21) +
(1 − q)·(a12 − a22) by row 1 over row 2, so the graph of her best responses is the union of

    {1} × {q : g(q) ≥ 0},   {0} × {q : g(q) ≤ 0},   [0, 1] × {q : g(q) = 0}:

three rectangles, for g is linear. The column player's graph is three rectangles too. A Nash
equilibrium is a point of both graphs, so the set of all is the union of the at most nine
intersections, each again a rectangle: a point, a segment, or (ties everywhere) more. This is the
decomposition into maximal Nash subsets of Millham (1974) and Winkels (1979), which for 2×2 games
needs no enumeration of vertices.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from itertools import product
from typing import Any

from oraclegames.errors import UnsupportedError
from oraclegames.exact.rational import format_rational
from oraclegames.games.game import Game
from oraclegames.games.load import GameLike, as_game
from oraclegames.games.shown import Shown

Interval = tuple[Fraction, Fraction]

ZERO, ONE = Fraction(0), Fraction(1)


@dataclass(frozen=True)
class NashSet:
    """A rectangle of Nash equilibria: closed intervals of the chances of row 1 and of column 1."""

    row: Interval
    column: Interval

    @property
    def dimension(self) -> int:
        """0 for a point, 1 for a segment, 2 for a rectangle."""
        return int(self.row[0] < self.row[1]) + int(self.column[0] < self.column[1])

    @property
    def corners(self) -> tuple[tuple[Fraction, Fraction], ...]:
        """The extreme pairs (p, q), each once: rows descend slowest."""
        return tuple(dict.fromkeys(product(reversed(self.row), reversed(self.column))))

    @property
    def distributions(self) -> tuple[tuple[Fraction, ...], ...]:
        """The same as joint distributions (p11, p12, p21, p22)."""
        return tuple((p * q, p * (1 - q), (1 - p) * q, (1 - p) * (1 - q)) for p, q in self.corners)


@dataclass(frozen=True, repr=False)
class NashEquilibria(Shown):
    """All Nash equilibria of a 2×2 game: the union of ``sets``, none of which holds another."""

    game: Game
    sets: tuple[NashSet, ...]

    def verify(self) -> bool:
        """Whether every point of every set is a Nash equilibrium, from the payoffs alone.

        The corners suffice: gains are linear, and a player who may mix at two corners is
        indifferent at both, so between them. That the list is complete is not re-checked.
        """
        return bool(self.sets) and all(
            _is_nash(self.game, p, q) for found in self.sets for p, q in found.corners
        )

    def to_dict(self) -> dict[str, Any]:
        """Each set by its corners, as joint distributions, ready for JSON."""
        return {
            "kind": "nash",
            "sets": [
                {
                    "dimension": found.dimension,
                    "corners": [[format_rational(x) for x in p] for p in found.distributions],
                }
                for found in self.sets
            ],
        }

    def __str__(self) -> str:
        shapes = ("point", "segment", "rectangle")
        return "Nash equilibria: " + "; ".join(
            f"{shapes[found.dimension]} "
            + " to ".join(", ".join(map(format_rational, cells)) for cells in found.distributions)
            for found in self.sets
        )


def nash(game: GameLike) -> NashEquilibria:
    """All Nash equilibria of a 2×2 game; exact, complete, in constant time.

    Points come before segments, and those before rectangles.

    Raises:
        UnsupportedError: if the game is not 2×2.

    >>> from oraclegames import catalog
    >>> [found.corners for found in nash(catalog.stag_hunt()).sets]
    [((Fraction(1, 1), Fraction(1, 1)),), ((Fraction(0, 1), Fraction(0, 1)),), \
((Fraction(1, 4), Fraction(1, 4)),)]
    """
    game = as_game(game)
    if game.shape != (2, 2):
        raise UnsupportedError(f"nash is for 2×2 games; the shape is {game.shape}")
    (g1, g2), (h1, h2) = _gains(game)
    row = [(p, q) for q, p in _graph(g1, g2)]
    column = list(_graph(h1, h2))
    found = []
    for (p1, q1), (p2, q2) in product(row, column):
        p, q = _meet(p1, p2), _meet(q1, q2)
        if p is not None and q is not None:
            found.append(NashSet(p, q))
    distinct = list(dict.fromkeys(found))
    maximal = [s for s in distinct if not any(s != t and _inside(s, t) for t in distinct)]
    return NashEquilibria(game, tuple(sorted(maximal, key=lambda s: s.dimension)))


def _gains(game: Game) -> tuple[Interval, Interval]:
    """What each player gains by the first move, against the other's first and second move."""
    a11, a12, a21, a22 = (game.payoff(0, outcome) for outcome in game.outcomes())
    b11, b12, b21, b22 = (game.payoff(1, outcome) for outcome in game.outcomes())
    return (a11 - a21, a12 - a22), (b11 - b12, b21 - b22)


def _graph(first: Fraction, second: Fraction) -> list[tuple[Interval, Interval]]:
    """The best responses to z (other's chance of move 1): rectangles (interval of z, of own)."""
    graph = []
    for sign, own in ((1, (ONE, ONE)), (-1, (ZERO, ZERO)), (0, (ZERO, ONE))):
        where = _where(first, second, sign)
        if where is not None:
            graph.append((where, own))
    return graph


def _where(first: Fraction, second: Fraction, sign: int) -> Interval | None:
    """The z in [0, 1] at which z·first + (1 − z)·second is ≥ 0, ≤ 0 or = 0."""
    if sign == 0:
        above, below = _where(first, second, 1), _where(first, second, -1)
        return None if above is None or below is None else _meet(above, below)
    left, right = sign * second, sign * first
    if left < 0 and right < 0:
        return None
    if left >= 0 and right >= 0:
        return (ZERO, ONE)
    root = left / (left - right)
    return (ZERO, root) if left >= 0 else (root, ONE)


def _meet(one: Interval, other: Interval) -> Interval | None:
    low, high = max(one[0], other[0]), min(one[1], other[1])
    return (low, high) if low <= high else None


def _inside(inner: NashSet, outer: NashSet) -> bool:
    return _meet(inner.row, outer.row) == inner.row and (
        _meet(inner.column, outer.column) == inner.column
    )


def _is_nash(game: Game, p: Fraction, q: Fraction) -> bool:
    """Whether nobody gains by a pure deviation from (p, 1 − p), (q, 1 − q)."""
    for player, chance, other in ((0, p, q), (1, q, p)):
        pays = []
        for move in (0, 1):
            cells = ((move, 0), (move, 1)) if player == 0 else ((0, move), (1, move))
            first, second = (game.payoff(player, cell) for cell in cells)
            pays.append(other * first + (1 - other) * second)
        if chance * pays[0] + (1 - chance) * pays[1] < max(pays):
            return False
    return True
