"""The Nash equilibria of three players with two moves each, exactly: finitely many, or corners.

Let x_i be the chance of player i's second move. What it gains her over the first depends on the two
others alone and is bilinear,

    g_i(x_j, x_k) = a + b x_j + c x_k + d x_j x_k,

and (x_1, x_2, x_3) is an equilibrium iff g_i ≤ 0 where x_i = 0, g_i ≥ 0 where x_i = 1, and g_i = 0
where she mixes. Where all mix, two of the equations give x_2 and x_3 as quotients of linear
functions of x_1, and the third becomes a quadratic in x_1: so all is rational or of one quadratic
field, and at most two are found, if they are finitely many (McKelvey and McLennan 1997). Where a
player is indifferent whatever the others do, equilibria form boxes or more.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import product
from typing import Any, Literal

from flint import fmpq_poly

from oraclegames.exact.rational import ONE, ZERO, to_fmpq, to_fraction
from oraclegames.exact.real import Real
from oraclegames.exact.surd import quadratic_roots
from oraclegames.games.game import Game

Chances = tuple[Real, Real, Real]
Kind = Literal["finite", "boxes", "more"]


@dataclass(frozen=True)
class NashOfThree:
    """Nash equilibria of three players with two moves each.

    Attributes:
        chances: of everybody's second move, for each isolated equilibrium and the corners of boxes.
        kind: "finite": these are all; "boxes": all are in boxes with these corners, in which some
            players' chances vary as they like; "more": there are, or may be, others on curves or
            surfaces.
    """

    chances: tuple[Chances, ...]
    kind: Kind


class _Search:
    """The faces of the cube, one after another."""

    def __init__(self, gains: Sequence[Callable[[Sequence[Real]], Real]]):
        self.gains = gains
        self.found: list[Chances] = []
        self.kind: Kind = "finite"

    def along(self, start: Sequence[Real], free: int, others: Sequence[int]) -> None:
        """One chance varies from 0 to 1; the ``others`` must keep the move that they make."""
        low, high = ZERO, ONE
        for k in others:
            sign = 2 * start[k] - 1
            at, to = (sign * self.gains[k](_with(start, free, t)) for t in (ZERO, ONE))
            if at < 0 and to < 0:
                return
            if at < 0:
                low = max(low, at / (at - to))
            elif to < 0:
                high = min(high, at / (at - to))
        if low > high:
            return
        self.found += [_with(start, free, low), _with(start, free, high)]
        if low < high and self.kind == "finite":
            self.kind = "boxes"

    def mixing(self, start: Sequence[Real], one: int, two: int, last: int) -> None:
        """Two mix, the last keeps a move."""
        one_for, two_for = self.root(start, one, two), self.root(start, two, one)
        if one_for == () or two_for == ():
            return
        if one_for is None and two_for is None:
            sign = 2 * start[last] - 1
            a, b, c, d = (
                sign * self.gains[last](_with(_with(start, one, s), two, t))
                for s, t in product((ZERO, ONE), repeat=2)
            )
            if min(a, b, c, d) >= 0 or (
                max(a, b, c, d) > 0 and ((a == b and c == d) or (a == c and b == d))
            ):  # a box, whose corners are found on its sides
                self.kind = "boxes" if self.kind == "finite" else self.kind
            elif max(a, b, c, d) > 0:
                self.kind = "more"
        elif one_for is None:
            assert two_for is not None
            self.along(_with(start, one, two_for[0]), two, (last,))
        elif two_for is None:
            self.along(_with(start, two, one_for[0]), one, (last,))
        else:
            self.along_point(_with(_with(start, two, one_for[0]), one, two_for[0]), last)

    def along_point(self, point: Chances, last: int) -> None:
        """A point of which only the last player's demand is left."""
        if (2 * point[last] - 1) * self.gains[last](point) >= 0:
            self.found.append(point)

    def root(self, start: Sequence[Real], player: int, varied: int) -> tuple[Real, ...] | None:
        """Where inside (0, 1) a player is indifferent: one place, none, or (None) everywhere."""
        at, to = (self.gains[player](_with(start, varied, t)) for t in (ZERO, ONE))
        if at == to:
            return None if at == 0 else ()
        place = at / (at - to)
        return (place,) if 0 < place < 1 else ()


def nash_of_three(game: Game, players: Sequence[int]) -> NashOfThree:
    """The equilibria of three players with two moves; everybody else has one move.

    Cost: none: 27 faces of a cube, and one quadratic.
    """
    # Long: one case for each number of players who mix.
    tables = [_table(game, players, k) for k in range(3)]
    search = _Search([_gain(table, k) for k, table in enumerate(tables)])
    for fixed in product((ZERO, ONE, None), repeat=3):
        free = [k for k, move in enumerate(fixed) if move is None]
        rest = [k for k in range(3) if k not in free]
        start = tuple(ZERO if move is None else move for move in fixed)
        if not free:
            signs = (2 * x - 1 for x in start)
            if all(sign * gain(start) >= 0 for sign, gain in zip(signs, search.gains)):
                search.found.append(start)  # type: ignore[arg-type]
        elif len(free) == 1:
            if search.gains[free[0]](start) == 0:
                search.along(start, free[0], rest)
        elif len(free) == 2:
            search.mixing(start, *free, *rest)
        else:
            _all_mix(search, tables)
    return NashOfThree(tuple(dict.fromkeys(search.found)), search.kind)


def _table(game: Game, players: Sequence[int], own: int) -> tuple[Fraction, ...]:
    """(a, b, c, d) of a player's gain, the others in order."""
    first, second = [k for k in range(3) if k != own]

    def gain(s: int, t: int) -> Fraction:
        outcome = [0] * game.n_players
        outcome[players[first]], outcome[players[second]] = s, t
        pays = []
        for move in (0, 1):
            outcome[players[own]] = move
            pays.append(game.payoff(players[own], tuple(outcome)))
        return pays[1] - pays[0]

    a, c, b, d = (gain(s, t) for s, t in product((0, 1), repeat=2))
    return a, b - a, c - a, d - b - c + a


def _gain(table: Sequence[Fraction], own: int) -> Callable[[Sequence[Real]], Real]:
    first, second = [k for k in range(3) if k != own]
    a, b, c, d = table

    def gain(x: Sequence[Real]) -> Real:
        return a + b * x[first] + x[second] * (c + d * x[first])

    return gain


def _with(point: Sequence[Real], place: int, number: Real) -> Chances:
    return tuple(number if k == place else x for k, x in enumerate(point))


def _all_mix(search: _Search, tables: Sequence[Sequence[Fraction]]) -> None:
    """Equilibria in which all three mix: two equations give two chances by the third."""
    gains = [[gain(x) for x in product((ZERO, ONE), repeat=3)] for gain in search.gains]
    if not all(map(_may_vanish, gains)):
        return
    if not any(map(any, gains)):  # the whole cube
        search.kind = "boxes"
        return
    for p, q, r in ((0, 1, 2), (1, 2, 0), (2, 0, 1)):
        over, under = _lines(tables[q], q, p)  # over + under · x_r = 0
        top, base = _lines(tables[r], r, p)  # top + base · x_q = 0
        a, b, c, d = (to_fmpq(x) for x in tables[p])
        if q > r:  # a gain is written with the chances in order
            b, c = c, b
        quadratic = a * under * base - b * top * under - c * over * base + d * over * top
        if quadratic != 0:
            break
    else:
        search.kind = "more"
        return
    for x in quadratic_roots(*(to_fraction(quadratic[k]) for k in (2, 1, 0))):
        if 0 < x < 1:
            for y in _solutions(top, base, x):
                for z in _solutions(over, under, x):
                    _third(search, {p: x, q: y, r: z}, (p, q, r))


def _may_vanish(gains: Sequence[Real]) -> bool:
    """Whether what is linear in each chance is 0 where all mix, by its values at the corners."""
    return min(gains) < 0 < max(gains) or not any(gains)


def _lines(table: Sequence[Fraction], own: int, by: int) -> tuple[fmpq_poly, fmpq_poly]:
    """A gain as one linear function of the chance ``by``, and another times the other chance."""
    a, b, c, d = (to_fmpq(x) for x in table)
    first = min(k for k in range(3) if k != own)
    if by != first:
        b, c = c, b
    return fmpq_poly([a, b]), fmpq_poly([c, d])


def _solutions(constant: fmpq_poly, slope: fmpq_poly, x: Real) -> Iterator[Real | None]:
    """Where constant + slope · t = 0 in (0, 1): one t, none, or (None) all."""
    at, rise = (to_fraction(f[0]) + to_fraction(f[1]) * x for f in (constant, slope))
    if rise == 0:
        if at == 0:
            yield None
        return
    place: Any = -at / rise
    if 0 < place < 1:
        yield place


def _third(search: _Search, chances: dict[int, Real | None], order: tuple[int, int, int]) -> None:
    """The gain of the player whose chance came first, where those of the others are 0."""
    own, *others = order
    free = [k for k in others if chances[k] is None]
    start = tuple(chances[k] or ZERO for k in range(3))
    if not free:
        if search.gains[own](start) == 0:
            search.found.append(start)  # type: ignore[arg-type]
    elif len(free) == 2:
        corners = product((ZERO, ONE), repeat=2)
        gains = [search.gains[own](_with(_with(start, free[0], s), free[1], t)) for s, t in corners]
        if _may_vanish(gains):
            search.kind = "more"
    else:
        places = search.root(start, own, free[0])
        if places is None:
            search.along(start, free[0], ())
        else:
            search.found += [_with(start, free[0], place) for place in places]
