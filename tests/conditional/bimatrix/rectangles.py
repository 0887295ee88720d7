"""All Nash equilibria of a 2×2 game in closed form: what the search by vertices is compared with.

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

from oraclegames.games.game import Game

Interval = tuple[Fraction, Fraction]

ZERO, ONE = Fraction(0), Fraction(1)


@dataclass(frozen=True)
class NashSet:
    """A rectangle of Nash equilibria: closed intervals of the chances of row 1 and of column 1."""

    row: Interval
    column: Interval


def rectangles(game: Game) -> set[NashSet]:
    """The maximal ones."""
    (g1, g2), (h1, h2) = _gains(game)
    row = [(p, q) for q, p in _graph(g1, g2)]
    column = list(_graph(h1, h2))
    found = set()
    for (p1, q1), (p2, q2) in product(row, column):
        p, q = _meet(p1, p2), _meet(q1, q2)
        if p is not None and q is not None:
            found.add(NashSet(p, q))
    return {s for s in found if not any(s != t and _inside(s, t) for t in found)}


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
