"""Point location: is (x, y) reached by a totally mixed equilibrium of a two-player game?

The signs of A − x and B − y give the minimal sides of the gain graph; each must have a cycle with a
product below 1, or be balanced (:mod:`oraclegames.conditional.two_players.gain_graph`). Products of
ratios are rational, and shortest paths with products in the place of sums (Bellman 1958) find such
a cycle, or sizes of all multipliers of the side. These are then the certificate of the contrary.
No linear program is solved.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from flint import fmpq

from oraclegames.budget import Clock
from oraclegames.conditional.columns.konstanz import Multipliers, format_values, primitive
from oraclegames.conditional.two_players.gain_graph import Link, Side, sides
from oraclegames.exact.rational import format_rational, to_fraction
from oraclegames.games.gains import Gains
from oraclegames.games.game import Game
from oraclegames.games.shown import Shown

Cycle = tuple[Link, ...]


@dataclass(frozen=True, repr=False)
class Location(Shown):
    """Whether the values are reached, and why.

    Attributes:
        game: a game of two players.
        values: (x, y).
        cycles: if they are reached, one cycle for each minimal side: with a product below 1, or
            any cycle of a balanced side.
        multipliers: if they are not, y = (α, β), coprime whole numbers, with α_s·(A_sc − x) +
            β_c·(B_sc − y) ≥ 0 everywhere and > 0 somewhere; None else.
        around: if they are not, the cycle of that side that is nearest to a product below 1; empty
            if one move alone prevents it.
    """

    game: Game
    values: tuple[Fraction, ...]
    cycles: tuple[Cycle, ...]
    multipliers: Multipliers | None
    around: Cycle

    @property
    def inside(self) -> bool:
        """Whether a totally mixed equilibrium has these values."""
        return self.multipliers is None

    @property
    def reason(self) -> str:
        """Why the values are not reached, in words; empty if they are."""
        if self.multipliers is None:
            return ""
        if not self.around:
            player, move = next(
                (i, s) for i, row in enumerate(self.multipliers) for s, y in enumerate(row) if y
            )
            below, above = "less", "more"
            if self.multipliers[player][move] < 0:
                below, above = above, below
            return (
                f"{self.game.players[player]}'s move {self.game.moves[player][move]} cannot be "
                f"worth {format_rational(self.values[player])}: it never pays {below}, and "
                f"sometimes {above}"
            )
        first, second = self.game.players
        return f"{first}'s and {second}'s demands around {in_words(self.game, self.around)} " + (
            "cannot balance"
        )

    def __str__(self) -> str:
        where = format_values(self.values)
        if self.inside:
            return f"{where} is reached by a totally mixed equilibrium"
        return f"{where} is reached by no totally mixed equilibrium: {self.reason}"


def in_words(game: Game, cycle: Cycle) -> str:
    """The outcomes around a cycle: "(T, L)→(T, R)→(B, R)→(B, L)"."""
    return "→".join(f"({', '.join(game.outcome_labels(link.edge))})" for link in cycle)


def locate(game: Game, values: tuple[Fraction, ...], clock: Clock | None = None) -> Location:
    """Decide whether (x, y) belongs to a totally mixed equilibrium of a two-player game.

    Cost: for each minimal side, of which there are at most as many as moves, one search of shortest
    paths. Complete; nothing is validated.

    >>> from oraclegames import catalog
    >>> print(locate(catalog.battle_of_the_sexes(), (Fraction(1), Fraction(1, 2))).reason[-14:])
    cannot balance
    """
    clock = clock or Clock(None)
    gains = Gains(game, values)
    a, b = _tables(gains)
    cycles = []
    for side in sides(_signs(a), _signs(b)):
        ratios = {link: _ratio(link, a, b) for link in side.links}
        below, sizes = _shortest(side, ratios, clock)
        if below is None and not _balanced(side, ratios, sizes):
            y = _multipliers(game, side, sizes)
            whole = tuple(tuple(v * k for v in row) for row, k in zip(y, gains.scales))
            return Location(game, values, (), primitive(whole), _nearest(side, ratios, sizes))
        cycles.append(below or _any_cycle(side))
    return Location(game, values, tuple(cycles), None, ())


def _tables(gains: Gains) -> list[list[list[int]]]:
    """Both players' gains, row by row."""
    width = gains.game.shape[1]
    return [[list(row[k : k + width]) for k in range(0, len(row), width)] for row in gains.rows]


def _signs(table: list[list[int]]) -> list[list[int]]:
    return [[(v > 0) - (v < 0) for v in row] for row in table]


def _ratio(link: Link, a: list[list[int]], b: list[list[int]]) -> fmpq:
    s, c = link.edge
    ratio = fmpq(abs(b[s][c]), abs(a[s][c]))
    return ratio if link.to_row else 1 / ratio


def _shortest(
    side: Side, ratios: dict[Link, fmpq], clock: Clock
) -> tuple[Cycle | None, dict[int, fmpq]]:
    """A cycle with a product below 1, or sizes with size(head) ≤ size(tail)·ratio on every link."""
    sizes = dict.fromkeys(side.signs, fmpq(1))
    came: dict[int, Link] = {}
    while True:
        clock.check()
        moved = False
        for link, ratio in ratios.items():
            if sizes[link.tail] * ratio < sizes[link.head]:
                sizes[link.head] = sizes[link.tail] * ratio
                came[link.head] = link
                moved = True
        if not moved:
            return None, sizes
        cycle = _closed(came)
        if cycle:
            return cycle, sizes


def _closed(came: dict[int, Link]) -> Cycle | None:
    """A cycle in the links by which the sizes came about."""
    seen: dict[int, int] = {}
    for start in came:
        here, path = start, []
        while here in came and here not in seen:
            seen[here] = start
            path.append(came[here])
            here = came[here].tail
        if here in came and seen[here] == start:
            back = [link.head for link in path].index(here)
            return tuple(reversed(path[back:]))
    return None


def _balanced(side: Side, ratios: dict[Link, fmpq], sizes: dict[int, fmpq]) -> bool:
    return side.closed and all(sizes[k.tail] * r == sizes[k.head] for k, r in ratios.items())


def _multipliers(game: Game, side: Side, sizes: dict[int, fmpq]) -> Multipliers:
    rows = game.shape[0]
    y = [
        to_fraction(side.signs[v] * sizes[v]) if v in side.signs else Fraction(0)
        for v in range(sum(game.shape))
    ]
    return tuple(y[:rows]), tuple(y[rows:])


def _slack(ratio: fmpq, link: Link, sizes: dict[int, fmpq]) -> float:
    """The logarithm of what a link leaves open."""
    open_ = to_fraction(sizes[link.tail] * ratio / sizes[link.head])
    return math.log(open_.numerator) - math.log(open_.denominator)


def _nearest(side: Side, ratios: dict[Link, fmpq], sizes: dict[int, fmpq]) -> Cycle:
    """A cycle of small product, for the words: the shortest way around the tightest link."""
    slacks = {link: _slack(ratio, link, sizes) for link, ratio in ratios.items()}
    if not slacks:
        return ()
    best: tuple[float, Cycle] | None = None
    for first in sorted(side.signs):
        found = _around(first, slacks)
        if found is not None and (best is None or found[0] < best[0]):
            best = found
    assert best is not None
    return best[1]


def _around(first: int, slacks: dict[Link, float]) -> tuple[float, Cycle] | None:
    """The cheapest cycle through a node (Dijkstra 1959)."""
    cost: dict[int, float] = {}
    came: dict[int, Link] = {}
    done: set[int] = set()
    here, spent = first, 0.0
    while True:
        for link, slack in slacks.items():
            if link.tail == here and spent + slack < cost.get(link.head, math.inf):
                cost[link.head], came[link.head] = spent + slack, link
        left = [v for v in cost if v not in done]
        if not left:
            return None
        here = min(left, key=cost.__getitem__)
        spent = cost[here]
        done.add(here)
        if here == first:
            path = [came[first]]
            while path[-1].tail != first:
                path.append(came[path[-1].tail])
            return spent, tuple(reversed(path))


def _any_cycle(side: Side) -> Cycle:
    leaving = {link.tail: link for link in side.links}
    here = next(iter(leaving))
    path: list[Link] = []
    seen: dict[int, int] = {}
    while here not in seen:
        seen[here] = len(path)
        path.append(leaving[here])
        here = leaving[here].head
    return tuple(path[seen[here] :])


def product(links: Iterable[Link], game: Game, values: tuple[Fraction, ...]) -> Fraction:
    """The product of the ratios of some links, such as a cycle's."""
    a, b = _tables(Gains(game, values))
    total = fmpq(1)
    for link in links:
        total *= _ratio(link, a, b)
    return to_fraction(total)
