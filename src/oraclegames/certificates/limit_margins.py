"""What a precision δ leaves open of a limit: where readings may decide otherwise than the point.

At a fixed point of precision δ every reading holds the point and has sides of at most δ, and the
mean of all pushes there is 0 up to a *slack*: what is played answers the middles of readings, not
the point. So each curve f of the limit has a *margin* M: where |f| > M·δ, nothing hangs on it.

- A statement changes its sign at f: M is the sum of the largest slopes of f.
- A push of slack k is κ·f: M is k/κ.
- An edge of the square: M is 1, since nobody farther away is read in the zone there.

A box of points holds no fixed point of a precision up to δ if, whichever of its statements are
read, some player is pushed one way.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from functools import cache, partial
from itertools import combinations, product
from math import prod
from typing import Any

from flint import fmpq

from oraclegames.certificates.limit_cover import Square
from oraclegames.certificates.limit_means import has_zero
from oraclegames.certificates.limit_pushes import Curve, Does, Statement
from oraclegames.certificates.limit_square import EDGES, Spot, irreducible, scaled
from oraclegames.exact.rational import to_fmpq, to_fraction
from oraclegames.exact.surd import exact_sign

Sloped = tuple[fmpq, fmpq, fmpq, fmpq]
"""a, b, c, d of the function a·xy + b·x + c·y + d, in FLINT's numbers."""

Span = tuple[fmpq, fmpq]
Box = tuple[Span, Span]

_MOST = 4
"""Of how many curves in a box one asks which are read."""


class NoMargin(Exception):  # noqa: N818
    """More than the signs of pushes decides what balances."""


class Margins:
    """The curves of a limit with their margins.

    Attributes:
        of: for each curve its margin.
    """

    def __init__(self, square: Square):
        """
        Raises:
            NoMargin: the lengths of pushes decide, or a push is the product of two.
        """
        if square.for_small_delta or any(map(partial(_by_lengths, square), square.groups)):
            raise NoMargin
        self.pushes = square.pushes
        self.of: dict[Sloped, fmpq] = {}
        for edge in EDGES:
            self._at_least(_flint(scaled(edge)), fmpq(1))
        self._parts: dict[Statement, tuple[int, list[Sloped]]] = {}
        if any(map(self.pushes.climbs, (0, 1))):
            for statement, curve in self.pushes.statements.items():
                self._statement(statement, curve)
        self._decisive = {part for _, parts in self._parts.values() for part in parts}
        self._slack: dict[tuple[int, Any], fmpq] = {}
        for does in _every(square):
            for i in (0, 1):
                slack = self._slack[i, does[i]] = self._slack_of(i, does[i])
                self._value(self.pushes.push(i, does[i]), slack)
        for mean, (i, one, other, _) in square.zones.means.items():
            self._value(mean, max(self._slack[i, one], self._slack[i, other]))

    def _statement(self, statement: Statement, curve: Curve) -> None:
        lead = next((number for number in curve if number != 0), Fraction(0))
        parts = [_flint(scaled(part)) for part in irreducible(curve)]
        self._parts[statement] = (lead > 0) - (lead < 0), parts
        for part in parts:
            self._at_least(part, sum(map(largest, slopes(part, UNIT)), fmpq(0)))

    def _slack_of(self, player: int, does: Any) -> fmpq:
        """How far, in δ, what she plays after a reading may be from a push at the point."""
        if self.pushes.exactly(player, [does]) is not None:
            return fmpq(0)
        if does != "reply":
            step = to_fmpq(self.pushes.scene.epsilon) if does else fmpq(0)
            return (1 - step) / 2
        a, b, c, d = _flint(self.pushes.push(player, does))
        reply = (a, b + 1, c, d) if player == 0 else (a, b, c + 1, d)
        return sum(map(largest, slopes(reply, UNIT)), fmpq(0)) / 2

    def _value(self, push: Curve, slack: fmpq) -> None:
        parts = irreducible(push)
        if len(parts) > 1:
            raise NoMargin
        for part in parts:
            curve = _flint(scaled(part))
            factor = next(u / v for u, v in zip(_flint(part), curve) if v != 0)
            self._at_least(curve, slack / abs(factor))

    def _at_least(self, curve: Sloped, margin: fmpq) -> None:
        self.of[curve] = max(margin, self.of.get(curve, margin))

    def curve(self, known: Sloped) -> Curve:
        """A curve in fractions."""
        a, b, c, d = map(to_fraction, known)
        return a, b, c, d

    def known(self, curve: Curve) -> Sloped:
        """A curve as it is listed here."""
        return _flint(scaled(curve))

    # -- boxes -------------------------------------------------------------------------------------

    def near(self, box: Box, delta: fmpq) -> list[Sloped]:
        """The curves on which something may hang in a box."""
        return [curve for curve, margin in self.of.items() if within(curve, box, margin * delta)]

    def excludes(self, box: Box, delta: fmpq, near: Sequence[Sloped]) -> bool:
        """Whether a box holds no fixed point, since someone is pushed one way in any case."""
        for i in (0, 1):
            if not self.pushes.climbs(i) and self._way(i, "reply", box, delta):
                return True
        asked = [curve for curve in near if curve in self._decisive]
        if len(asked) > _MOST:
            return False
        # Of a curve that is not near both ends of the values have one sign.
        signs = {c: 1 if values(c, box)[0] > 0 else -1 for c in self._decisive if c not in asked}
        told, open_ones = frozenset[Statement](), []
        for statement, (lead, parts) in self._parts.items():
            if not signs.keys() >= set(parts):
                open_ones.append((statement, lead, parts))
            elif lead * prod([signs[part] for part in parts]) > 0:
                told |= {statement}
        bands = list(product(_bands(box[0], delta), _bands(box[1], delta)))
        way = cache(partial(self._way, box=box, delta=delta))
        ways: dict[tuple[int, ...], list[set[int]]] = {}
        for read in product((-1, 0, 1), repeat=len(asked)):
            signs.update(zip(asked, read))
            more = [s for s, lead, parts in open_ones if lead * prod([signs[p] for p in parts]) > 0]
            every = {self.pushes.does(told.union(more), ends) for ends in bands}
            ways[read] = [{way(i, does[i]) for does in every} for i in (0, 1)]
        for there in product((-1, 1), repeat=len(asked)):
            # What is read on all of a reading has at the point the sign that it has there.
            may = [
                found
                for read, found in ways.items()
                if all(sign in (0, here) for sign, here in zip(read, there))
            ]
            if not any(set().union(*(found[i] for found in may)) in ({1}, {-1}) for i in (0, 1)):
                return False
        return True

    def _way(self, player: int, does: Any, box: Box, delta: fmpq) -> int:
        """Where a player is pushed on all of a box, by more than the slack; 0 if one cannot say."""
        key = player, does
        if key not in self._slack:
            self._slack[key] = self._slack_of(*key)
        low, high = values(_flint(self.pushes.push(*key)), box)
        slack = self._slack[key] * delta
        return int(low > slack) - int(high < -slack)


UNIT: Box = ((fmpq(0), fmpq(1)), (fmpq(0), fmpq(1)))
"""The square."""


def values(curve: Sloped, box: Box) -> Span:
    """The least and the largest value on a box: a bilinear function has them at corners."""
    a, b, c, d = curve
    found = [(a * x + c) * y + b * x + d for x in box[0] for y in box[1]]
    return min(found), max(found)


def within(curve: Sloped, box: Box, margin: fmpq) -> bool:
    """Whether the function may be as small as a margin somewhere on a box."""
    low, high = values(curve, box)
    return bool(low <= margin and high >= -margin)


def slopes(curve: Sloped, box: Box) -> tuple[Span, Span]:
    """The least and the largest slopes along x and along y on a box."""
    a, b, c, _ = curve
    along, up = [a * y + b for y in box[1]], [a * x + c for x in box[0]]
    return (min(along), max(along)), (min(up), max(up))


def largest(span: Span) -> fmpq:
    """The largest absolute value of numbers between two."""
    return max(-span[0], span[1])


def smallest(span: Span) -> fmpq:
    """The smallest absolute value of numbers between two."""
    return max(span[0], -span[1], fmpq(0))


def line_at(player: int, number: fmpq) -> Sloped:
    """The line on which a player's probability is a number."""
    return (fmpq(0), fmpq(1 - player), fmpq(player), -number)


def _every(square: Square) -> set[Does]:
    """All that may be done after readings of one fixed point."""
    faces = {square.pushes.does(square.holding[s]) for s in square.spots if s.dimension == 2}
    return faces | {
        does for groups in square.groups.values() for group in groups for _, (does, _) in group
    }


def _by_lengths(square: Square, spot: Spot) -> bool:
    """Whether pushes balance not, but two of them may nearly: they go no way together."""
    square.look()
    for group in square.groups[spot]:
        vectors = [square.pushes.pushed(does, spot.x, spot.y) for _, (does, _) in group]
        if square.one_way(spot, group) or has_zero(vectors):
            continue
        signs = {(exact_sign(u), exact_sign(v)) for u, v in vectors}
        if any(max(s * t, u * v) <= 0 for (s, u), (t, v) in combinations(signs, 2)):
            return True
    return False


def _bands(span: Span, delta: fmpq) -> Iterable[int]:
    """In which zones a probability of a box may be read: at an end, or in between."""
    if span in ((0, 0), (1, 1)):
        return [2 * int(span[0]) - 1]
    return [0, *([-1] if span[0] <= delta else []), *([1] if span[1] >= 1 - delta else [])]


def _flint(curve: Iterable[Fraction]) -> Sloped:
    a, b, c, d = map(to_fmpq, curve)
    return a, b, c, d
