"""Sample points of pieces, and what is reached beside them."""

from __future__ import annotations

from fractions import Fraction

from oraclegames.budget import Clock
from oraclegames.conditional.two_players.conditions import Conditions
from oraclegames.conditional.two_players.curves import Curve, Piece
from oraclegames.conditional.two_players.graph import Point, Trace
from oraclegames.conditional.two_players.numbers import (
    between,
    compare,
    rational_inside,
    roots_between,
    value_at,
)
from oraclegames.conditional.two_players.signs import signs_around
from oraclegames.exact.rational import to_fmpq
from oraclegames.exact.real import Real

_HALVINGS = 4
"""So many are made one after the other at one end, before steps grow."""


def sample_of(
    curve: Curve, piece: Piece, low: Real | None, high: Real | None, clock: Clock
) -> tuple[Fraction, Real]:
    """A point of a piece between two values of x, the first of them rational.

    A piece may be as short as a number with thousands of digits says: where halving goes on at one
    end, it is halved twice, four times … as often at once.

    Raises:
        OutOfTime: the clock's budget is spent.
    """
    left = curve.cuts_x[piece.i] if low is None else low
    right = curve.cuts_x[piece.i + 1] if high is None else high
    below, above = curve.cuts_y[piece.j], curve.cuts_y[piece.j + 1]
    lefts = rights = 0  # how often the piece was found left of x, or right of it, without a change
    while True:
        clock.check()
        lean = max(lefts, rights) - _HALVINGS
        x = rational_inside(left, right, (1 << lean if lefts else -1 << lean) if lean > 0 else 0)
        at = to_fmpq(x)
        roots = roots_between(curve.product.at_x(at), *curve.y)
        found = [y for y in roots if between(below, y, above)]
        if found:
            return x, found[0]
        # x lies beyond the piece, which leaves through a horizontal side: on which end?
        if _is_left(curve, piece, x):
            left, rights, lefts = x, rights + 1, 0
        else:
            right, lefts, rights = x, lefts + 1, 0


def _is_left(curve: Curve, piece: Piece, x: Fraction) -> bool:
    """Whether x, within the rectangle's sides but beyond the piece, is on its left."""
    f = value_at(curve.product.above_x, curve.product.below_x, x)
    v = value_at(curve.product.below_y, curve.product.above_y, curve.cuts_y[piece.j])
    sign = -1 if v is None else compare(f, v)
    under = sign == 0 or (sign < 0) == curve.rising_y[piece.j]
    return under == piece.rising


def trace_at(conditions: Conditions, sample: Point, vertical: bool) -> Trace:
    """What is reached below, on and above a point of a curve, or left and right of it."""
    below, on, above = [], [], []
    for product in conditions.products:
        if vertical:
            polynomial, at = product.at_y(to_fmpq(sample[1])), sample[0]
        else:
            polynomial, at = product.at_x(to_fmpq(sample[0])), sample[1]
        signs = signs_around(polynomial, at)
        below.append(signs[0])
        on.append(signs[1])
        above.append(signs[2])
    met = conditions.met
    return met(below), met(on), met(above)
