"""What can refuse values to two players who play some moves: demands, and products around cycles.

For values (x, y) put a = A − x for the row player and b = B − y for the column player at every
outcome. A *refusal* is a set of players' moves with multipliers, of given signs, whose sum y_s·a +
y_c·b is ≥ 0 at all outcomes that are considered, and > 0 where it must be:

- of a *move that is to be played*: ≥ 0 on M₁ × M₂, > 0 wherever that move is made. Then it is made
  with probability 0;
- of a *move that is to be tried*: all multipliers > 0, on moves that are not played; > 0 wherever
  one of them is made. Whichever is tried first, somebody gains;
- of *totally mixed play*: ≥ 0 everywhere, > 0 somewhere.

A move with a negative product at an outcome needs the other one there to have a positive one; so
the set must hold that move too, with a known sign. What is left is a system |y_head| ≤ |y_tail|·r
with one ratio r, |b/a| or |a/b|, for each outcome where just one product is negative; it has a
solution iff around no directed cycle the product of the ratios is below 1, and one that is strict
on some links iff no cycle through those has the product 1 (Bellman 1958). So a refusal holds at all
values at which its products are ≥ 1, or > 1.

A long file: demands, the cycles between them, and the choices of moves that they are about.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations, product
from typing import Any

from flint import fmpq_mpoly, fmpq_mpoly_ctx

from oraclegames.exact.rational import to_fmpq
from oraclegames.games.game import Game

X, Y = fmpq_mpoly_ctx.get(("x", "y"), "lex").gens()

Interval = tuple[Fraction, Fraction]
Moves = tuple[tuple[int, ...], tuple[int, ...]]
Node = tuple[int, int]
"""A player and one of her moves."""

Edge = tuple[Node, Node]
"""A link's tail and head."""

Factors = tuple[tuple[Fraction, ...], ...]
"""Payoffs whose distances to x stand above and below the line, then those to y."""

_MOST = 4000


class TooManyError(Exception):
    """There are more products than can be looked at."""


@dataclass(frozen=True)
class Refusal:
    """It holds where its products are ≥ 1 (those of ``strict`` > 1; one of all if it is ``loose``).

    Attributes:
        products: factors around its directed cycles.
        strict: those that must be > 1.
        loose: whether not all products may be 1.
    """

    products: frozenset[Factors]
    strict: frozenset[Factors]
    loose: bool = False

    def holds(self, sign: dict[Factors, int]) -> bool:
        """Whether it does where the products less 1 have these signs."""
        if any(sign[k] < 0 or (sign[k] == 0 and k in self.strict) for k in self.products):
            return False
        return not self.loose or any(sign[k] > 0 for k in self.products)


class Face:
    """The refusals where x and y lie in given places: single payoffs, or between two of them."""

    def __init__(self, game: Game, x: Interval, y: Interval):
        self.shape = game.shape
        middle = (x[0] + x[1]) / 2, (y[0] + y[1]) / 2
        self.payoffs = [{o: game.payoff(i, o) for o in game.outcomes()} for i in range(2)]
        self.signs = [
            {o: (u > middle[i]) - (u < middle[i]) for o, u in self.payoffs[i].items()}
            for i in range(2)
        ]

    def of_play(self, moves: Moves) -> Iterator[Refusal]:
        """Those of a move that is to be played, and of one that is to be tried."""
        for node in _nodes(moves):
            for start in self._starts(node, moves):
                held = self._needed(start, moves)
                own = start[0][0] == node
                if held is not None and own == (node in held):
                    yield self._refusal(held, moves, node)
        idle: Moves = tuple(  # type: ignore[assignment]
            tuple(s for s in range(m) if s not in own) for m, own in zip(self.shape, moves)
        )
        for node in _nodes(idle):
            held = self._tempted(node, idle)
            if held is not None:
                tried: Moves = tuple(  # type: ignore[assignment]
                    tuple(s for i, s in held if i == player) for player in (0, 1)
                )
                yield self._refusal(held, tried, None)

    def of_totally_mixed(self) -> Iterator[Refusal]:
        """Those of totally mixed play."""
        moves: Moves = tuple(range(self.shape[0])), tuple(range(self.shape[1]))
        for node in _nodes(moves):
            if not any(self._gain(node, other) for other in _partners(node, moves)):
                continue
            for sign in (1, -1):
                held = self._needed([(node, sign)], moves)
                if held is not None:
                    found = self._refusal(held, moves, None)
                    loose = all(
                        self._links(held, one, other)
                        for one in held
                        for other in _partners(one, moves)
                        if self._gain(one, other)
                    )
                    yield Refusal(found.products, frozenset(), loose)

    # -- demands -----------------------------------------------------------------------------------

    def _gain(self, node: Node, other: Node) -> int:
        """The sign of a node's gain where it meets another."""
        (i, s), (_, t) = node, other
        return self.signs[i][(s, t) if i == 0 else (t, s)]

    def _starts(self, node: Node, moves: Moves) -> Iterator[list[tuple[Node, int]]]:
        """What makes the sum positive wherever a node is: others alone, or its own sign with them.

        Its own demand, if there is one, stands first.
        """
        partners = _partners(node, moves)
        theirs = [(other, self._gain(other, node)) for other in partners]
        if all(sign for _, sign in theirs):
            yield theirs
        helpers = [pair for pair in theirs if self._gain(node, pair[0]) == 0]
        if all(sign for _, sign in helpers):
            for sign in (1, -1):
                yield [(node, sign), *helpers]

    def _needed(self, start: Sequence[tuple[Node, int]], moves: Moves) -> dict[Node, int] | None:
        """All that some demands need; None if that is impossible."""
        held: dict[Node, int] = {}
        rest = list(start)
        while rest:
            node, sign = rest.pop()
            if held.setdefault(node, sign) != sign:
                return None
            for other in _partners(node, moves):
                if sign * self._gain(node, other) < 0:
                    help_ = self._gain(other, node)
                    if help_ == 0:
                        return None
                    if held.get(other) != help_:
                        rest.append((other, help_))
        return held

    def _tempted(self, node: Node, idle: Moves) -> dict[Node, int] | None:
        """All idle moves that must gain where one of them does not."""
        every: Moves = tuple(range(self.shape[0])), tuple(range(self.shape[1]))
        held, rest = {node: 1}, [node]
        while rest:
            here = rest.pop()
            for other in _partners(here, every):
                if self._gain(here, other) <= 0:
                    if other[1] not in idle[other[0]] or self._gain(other, here) <= 0:
                        return None
                    if other not in held:
                        held[other] = 1
                        rest.append(other)
        return held

    # -- cycles ------------------------------------------------------------------------------------

    def _links(self, held: dict[Node, int], one: Node, other: Node) -> list[Edge]:
        """The link where two nodes meet, if there is one."""
        first = held.get(one, 0) * self._gain(one, other)
        second = held.get(other, 0) * self._gain(other, one)
        if first < 0 < second:
            return [(other, one)]
        return [(one, other)] if second < 0 < first else []

    def _refusal(self, held: dict[Node, int], moves: Moves, node: Node | None) -> Refusal:
        leaving: dict[Node, list[Node]] = {v: [] for v in held}
        for pair in product(*([(i, s) for s in own] for i, own in enumerate(moves))):
            for tail, head in self._links(held, *pair):
                leaving[tail].append(head)
        found, strict = set(), set()
        for cycle in _cycles(leaving):
            factors = self._factors(cycle)
            found.add(factors)
            if node is None or node in cycle:
                strict.add(factors)
        return Refusal(frozenset(found), frozenset(strict))

    def _factors(self, cycle: Sequence[Node]) -> Factors:
        above: list[Counter[Fraction]] = [Counter(), Counter()]
        for tail, head in zip(cycle, [*cycle[1:], cycle[0]]):
            outcome = (tail[1], head[1]) if tail[0] == 0 else (head[1], tail[1])
            above[tail[0]][self.payoffs[tail[0]][outcome]] += 1
            above[head[0]][self.payoffs[head[0]][outcome]] -= 1
        return tuple(
            tuple(u for u in sorted(counts) for _ in range(max(0, side * counts[u])))
            for counts in above
            for side in (1, -1)
        )


def _nodes(moves: Moves) -> Iterator[Node]:
    for i, own in enumerate(moves):
        for s in own:
            yield i, s


def _partners(node: Node, moves: Moves) -> list[Node]:
    other = 1 - node[0]
    return [(other, s) for s in moves[other]]


def _cycles(leaving: dict[Node, list[Node]]) -> Iterator[tuple[Node, ...]]:
    """Every directed cycle that meets no node twice, from its least node."""
    count = 0

    def onward(path: list[Node]) -> Iterator[tuple[Node, ...]]:
        for head in leaving[path[-1]]:
            if head == path[0]:
                yield tuple(path)
            elif head > path[0] and head not in path:
                yield from onward([*path, head])

    for first in sorted(leaving):
        for cycle in onward([first]):
            count += 1
            if count > _MOST:
                raise TooManyError
            yield cycle


def distances(factors: Factors, at: Sequence[Any]) -> tuple[Any, Any]:
    """The products of the distances above and below the line, at exact values."""
    above: Any = Fraction(1)
    below: Any = Fraction(1)
    for k, payoffs in enumerate(factors):
        for payoff in payoffs:
            distance = at[k // 2] - payoff
            if distance < 0:
                distance = -distance
            above, below = (above * distance, below) if k % 2 == 0 else (above, below * distance)
    return above, below


def excess_of(factors: Factors, face: tuple[Interval, Interval]) -> fmpq_mpoly:
    """N·M − D·E of a product, with the signs that make all four positive on a face."""
    middle = [(low + high) / 2 for low, high in face]
    above, below = 1 + 0 * X, 1 + 0 * X
    for k, payoffs in enumerate(factors):
        for payoff in payoffs:
            distance = (X, Y)[k // 2] - to_fmpq(payoff)
            if payoff > middle[k // 2]:
                distance = -distance
            above, below = (above * distance, below) if k % 2 == 0 else (above, below * distance)
    return above - below


def signs_at(
    refusals: Iterable[Refusal], at: Sequence[Any], ones: Iterable[Factors] = ()
) -> dict[Factors, int]:
    """The signs of all products less 1 at exact values; some are known to be 1 there."""
    signs = dict.fromkeys(ones, 0)
    for refusal in refusals:
        for factors in refusal.products:
            if factors not in signs:
                above, below = distances(factors, at)
                signs[factors] = int(above > below) - int(above < below)
    return signs


# -- choices of played moves -----------------------------------------------------------------------


def choices(game: Game) -> Iterator[Moves]:
    """Every choice of played moves."""
    own = [[c for k in range(1, m + 1) for c in combinations(range(m), k)] for m in game.shape]
    yield from product(*own)


def lines(game: Game, i: int, moves: Moves) -> list[Fraction]:
    """The payoffs within what is possible for a player, ascending; none if nothing is.

    A move that is played is worth what it can pay; one that is not must not tempt for sure.
    """
    played = [[game.payoff(i, _outcome(i, s, t)) for t in moves[1 - i]] for s in moves[i]]
    idle = [
        [game.payoff(i, _outcome(i, s, t)) for t in range(game.shape[1 - i])]
        for s in range(game.shape[i])
        if s not in moves[i]
    ]
    low, high = max([*map(min, played), *map(min, idle)]), min(map(max, played))
    return sorted({u for row in (*played, *idle) for u in row if low <= u <= high})


def _outcome(i: int, own: int, other: int) -> tuple[int, int]:
    return (own, other) if i == 0 else (other, own)


def reaches(game: Game, at: tuple[Any, Any], only: Moves | None = None) -> bool:
    """Whether a dependency equilibrium has these exact values: some choice of moves is not refused.

    Args:
        game: a game of two players.
        at: the values.
        only: the one choice that is asked for; None for any.

    Raises:
        TooManyError: there are too many cycles.
    """
    payoffs = [sorted({game.payoff(i, o) for o in game.outcomes()}) for i in range(2)]
    if not all(own[0] <= v <= own[-1] for own, v in zip(payoffs, at)):
        return False
    x, y = (
        (max(u for u in own if u <= v), min(u for u in own if v <= u))
        for own, v in zip(payoffs, at)
    )
    face = Face(game, x, y)
    for moves in choices(game) if only is None else [only]:
        ends = [lines(game, i, moves) for i in range(2)]
        if all(own and own[0] <= v <= own[-1] for own, v in zip(ends, at)):
            refused = (r.holds(signs_at([r], at)) for r in face.of_play(moves))
            if not any(refused):
                return True
    return False
