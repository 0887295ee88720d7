"""The Nash equilibria of three players with two moves each, by the faces of their cube.

x_i is the chance of player i's second move, and its gain for her is multilinear in the other two
chances. On each face the players who mix must be indifferent:

- one mixes: she is, whatever her chance; the two others' demands are linear in it;
- two mix: each one's indifference fixes the other's chance, or leaves it free;
- all mix: with x_1 and x_2 as quotients of linear functions of x_3, by the gains of players 2 and
  1, the gain of player 3 times both denominators is a quadratic in x_3. Each root in (0, 1) is put
  back. Where it is 0 throughout, another player's chance is taken.

So they are points and segments along one chance, all of them *boxes*. A face whose two players are
indifferent throughout is a box, too, if the third stays at its corners. Whatever else holds more (a
part of a face or of the cube) is not decided here. A segment is as good as its ends for a linear
goal.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import product
from typing import Any

from oraclegames.certificates.goal import Goal
from oraclegames.exact.rational import ONE, ZERO
from oraclegames.exact.surd import quadratic_roots
from oraclegames.games.game import Game

ENDS = (ZERO, ONE)

Box = tuple[tuple[Any, Any], ...]
"""The least and the largest chance of each of the three."""


class _Endless(Exception):  # noqa: N818  (no error: what was met)
    """More equilibria than a list has."""


class Cube:
    """Three players' chances and payoffs; other players have one move."""

    def __init__(self, game: Game, players: Sequence[int]):
        self.game = game
        self.pays: list[dict[tuple[int, ...], Fraction]] = []
        for i in range(game.n_players):
            table = {}
            for corner in product((0, 1), repeat=3):
                outcome = [0] * game.n_players
                for player, move in zip(players, corner):
                    outcome[player] = move
                table[corner] = game.payoff(i, tuple(outcome))
            self.pays.append(table)
        self.own = [self.pays[player] for player in players]

    def mean(self, table: dict[tuple[int, ...], Fraction], x: Sequence[Any]) -> Any:
        """The expected number of a table."""
        total: Any = ZERO
        for corner, pays in table.items():
            weight: Any = pays
            for move, chance in zip(corner, x):
                weight = weight * (chance if move else 1 - chance)
            total = total + weight
        return total

    def gain(self, player: int, x: Sequence[Any]) -> Any:
        """What her second move gains a player over her first."""
        first, second = (_put(x, player, end) for end in ENDS)
        return self.mean(self.own[player], second) - self.mean(self.own[player], first)

    def stays(self, player: int, x: Sequence[Any]) -> Any:
        """≥ 0 iff the player, who makes one move, does not gain by the other."""
        gain = self.gain(player, x)
        return gain if x[player] == 1 else -gain


def all_of_three(cube: Cube) -> list[Box] | None:
    """Boxes of equilibria, one of which holds any equilibrium; None where it is not decided."""
    try:
        faces = product((ZERO, ONE, None), repeat=3)
        return [box for pattern in faces for box in _on_face(cube, pattern)]
    except _Endless:
        return None


def best_of_three(game: Game, goal: Goal, players: Sequence[int]) -> Any:
    """The goal at the best equilibrium; None where it is not decided."""
    cube = Cube(game, players)
    boxes = all_of_three(cube)
    if boxes is None or not all(_is_simple(box, goal.kind == "linear") for box in boxes):
        return None
    ends = (x for box in boxes for x in product(*box))
    reached = (goal.at([cube.mean(table, x) for table in cube.pays]) for x in ends)
    return max(reached, default=None)


def _is_simple(box: Box, linear: bool) -> bool:
    """Whether a goal is best at a corner of a box, as what is linear in each chance is."""
    return linear or all(low == high for low, high in box)


def _put(x: Sequence[Any], place: int, number: Any) -> list[Any]:
    return [number if k == place else chance for k, chance in enumerate(x)]


def _point(x: Sequence[Any]) -> Box:
    return tuple((chance, chance) for chance in x)


def _on_face(cube: Cube, pattern: Sequence[Fraction | None]) -> Iterator[Box]:
    """Equilibria in which those players mix that have None, with the ends of what they are."""
    mixing = [k for k in range(3) if pattern[k] is None]
    x = [ZERO if chance is None else chance for chance in pattern]
    if not mixing:
        if all(cube.stays(k, x) >= 0 for k in range(3)):
            yield _point(x)
    elif len(mixing) == 1:
        if cube.gain(mixing[0], x) == 0:
            yield from _segment(cube, x, mixing[0], [k for k in range(3) if k not in mixing])
    elif len(mixing) == 2:
        yield from _rectangle(cube, x, mixing)
    else:
        yield from _inside(cube)


def _segment(cube: Cube, x: Sequence[Any], free: int, others: Sequence[int]) -> Iterator[Box]:
    """Where the others stay, as one chance runs from 0 to 1."""
    places = [ZERO, ONE]
    for k in others:
        start, stop = (cube.stays(k, _put(x, free, end)) for end in ENDS)
        if start != stop:
            places.append(start / (start - stop))
    fine = [
        t
        for t in sorted(set(places))
        if 0 <= t <= 1 and all(cube.stays(k, _put(x, free, t)) >= 0 for k in others)
    ]
    if fine:
        box = _point(x)
        yield (*box[:free], (fine[0], fine[-1]), *box[free + 1 :])


def _indifferent(cube: Cube, x: Sequence[Any], player: int, free: int) -> Any:
    """The chance in (0, 1) of another at which a player is indifferent; None: all; -1: nowhere."""
    start, stop = (cube.gain(player, _put(x, free, end)) for end in ENDS)
    if start == stop:
        return None if start == 0 else Fraction(-1)
    place = start / (start - stop)
    return place if 0 < place < 1 else Fraction(-1)


def _rectangle(cube: Cube, x: Sequence[Any], mixing: Sequence[int]) -> Iterator[Box]:
    one, two = mixing
    last = 3 - one - two
    chance_two, chance_one = _indifferent(cube, x, one, two), _indifferent(cube, x, two, one)
    if -1 in (chance_one, chance_two):
        return
    if chance_one is None and chance_two is None:
        yield from _part(cube, x, mixing, last)
    elif chance_one is None:
        yield from _segment(cube, _put(x, two, chance_two), one, [last])
    elif chance_two is None:
        yield from _segment(cube, _put(x, one, chance_one), two, [last])
    else:
        point = _put(_put(x, one, chance_one), two, chance_two)
        if cube.stays(last, point) >= 0:
            yield _point(point)


def _part(cube: Cube, x: Sequence[Any], mixing: Sequence[int], last: int) -> Iterator[Box]:
    """Two mix as they like, as long as the last stays: what of the rectangle is inside of it."""
    one, two = mixing
    rows = [[cube.stays(last, _put(_put(x, one, s), two, t)) for t in ENDS] for s in ENDS]
    every = [stay for row in rows for stay in row]
    ends = dict.fromkeys(mixing, ENDS)
    if min(every) < 0:
        if max(every) <= 0:
            return  # she stays at corners and edges alone, which are faces of their own
        for varied, lines in ((one, rows), (two, list(zip(*rows)))):
            if all(start == stop for start, stop in lines):  # nothing but this chance matters
                (start, _), (stop, _) = lines
                place = start / (start - stop)
                ends[varied] = (ZERO, place) if start > 0 else (place, ONE)
                break
        else:
            raise _Endless
    yield tuple(ends.get(k, (x[k], x[k])) for k in range(3))


def _inside(cube: Cube) -> Iterator[Box]:
    """All three mix: by the chance of one for whom the quadratic is not 0 throughout."""
    if any(_prefers(cube, player) for player in range(3)):
        return
    if not any(cube.gain(player, x) for player in range(3) for x in product(ENDS, repeat=3)):
        yield (ENDS, ENDS, ENDS)
        return
    for one, two, last in ((0, 1, 2), (1, 2, 0), (2, 0, 1)):
        quadratic = _quadratic(cube, one, two, last)
        if any(quadratic):
            break
    else:
        raise _Endless
    for place in quadratic_roots(quadratic[2], quadratic[1], quadratic[0]):
        if 0 < place < 1:
            x = _put([ZERO] * 3, last, place)
            yield from _above(cube, x, (one, two, last))


def _prefers(cube: Cube, player: int) -> bool:
    """Whether a player whom all others' mixtures meet has a better move, always the same."""
    gains = [cube.gain(player, corner) for corner in product(ENDS, repeat=3)]
    return any(gains) and (min(gains) >= 0 or max(gains) <= 0)


def _quadratic(cube: Cube, one: int, two: int, last: int) -> list[Fraction]:
    """What the last gains, as a polynomial in her chance alone: times both denominators."""
    origin = [ZERO] * 3
    # gain_one = b + a x_two and gain_two = d + c x_one, with a, b, c, d linear in x_last.
    b = _line(cube, one, last, origin)
    a = _minus(_line(cube, one, last, _put(origin, two, ONE)), b)
    d = _line(cube, two, last, origin)
    c = _minus(_line(cube, two, last, _put(origin, one, ONE)), d)
    # x_two = −b/a and x_one = −d/c in gain_last, by its values at the four corners, times a·c.
    first = {ZERO: _plus(c, d), ONE: _minus((ZERO, ZERO), d)}  # 1 − x_one and x_one, times c
    second = {ZERO: _plus(a, b), ONE: _minus((ZERO, ZERO), b)}
    quadratic = [ZERO, ZERO, ZERO]
    for s, t in product(ENDS, ENDS):
        gain = cube.gain(last, _put(_put(origin, one, s), two, t))
        for (k, p), (m, q) in product(enumerate(first[s]), enumerate(second[t])):
            quadratic[k + m] += gain * p * q
    return quadratic


def _above(cube: Cube, x: Sequence[Any], order: tuple[int, int, int]) -> Iterator[Box]:
    """The equilibria with one chance of the last in which all mix."""
    one, two, last = order
    chance_two, chance_one = _indifferent(cube, x, one, two), _indifferent(cube, x, two, one)
    if -1 in (chance_one, chance_two):
        return
    if chance_one is None and chance_two is None:
        corners = [_put(_put(x, one, s), two, t) for s, t in product(ENDS, ENDS)]
        gains = [cube.gain(last, corner) for corner in corners]
        if min(gains) < 0 < max(gains) or not any(gains):
            raise _Endless
    elif chance_one is not None and chance_two is not None:
        point = _put(_put(x, one, chance_one), two, chance_two)
        if cube.gain(last, point) == 0:
            yield _point(point)
    else:
        free = one if chance_one is None else two
        start = _put(x, two, chance_two) if free == one else _put(x, one, chance_one)
        place = _indifferent(cube, start, last, free)
        if place is None:
            yield from _segment(cube, start, free, [])
        elif place != -1:
            yield _point(_put(start, free, place))


Line = tuple[Fraction, Fraction]


def _line(cube: Cube, player: int, by: int, x: Sequence[Any]) -> Line:
    """A gain as a function of one chance: the constant and the slope."""
    start, stop = (cube.gain(player, _put(x, by, end)) for end in ENDS)
    return start, stop - start


def _plus(first: Line, second: Line) -> Line:
    return first[0] + second[0], first[1] + second[1]


def _minus(first: Line, second: Line) -> Line:
    return first[0] - second[0], first[1] - second[1]
