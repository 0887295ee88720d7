"""One player of a 2×2 game: which values she can have, and which odds ratio each of them needs.

Write a_{st} for the payoff of a player with moves s when the other moves t. Given s, let ρ_s be the
odds of the other's second move against the first. The player is worth x after both moves iff

    ρ_s(x) = (a_{s1} − x) / (x − a_{s2})      for s = 1, 2,

so every value x has its own pair of odds, all positive iff x lies strictly between the payoffs of
each move. Their quotient is the inverse odds ratio of the joint distribution,

    θ = p12·p21 / (p11·p22) = f(x) = (x − a11)(x − a22) / ((x − a12)(x − a21)),

and a totally mixed equilibrium is a pair of values with f_A(x) = f_B(y): the payoff curve. θ = 1 is
independent play. This file studies f for one player, exactly: its interval of values, the (at most
two) stretches on which it is monotone, and its turning point, a root of a rational quadratic.
Instead of θ ∈ (0, ∞) we use the *share* t = θ / (1 + θ) ∈ (0, 1), which has no infinities.

Source: the value form is Portakal and Sturmfels (2022), "The geometry of dependency equilibria";
the reduction to one odds ratio and the folds are derived in the documentation.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Any, Literal

from flint import fmpq

from oraclegames.exact.rational import to_fmpq, to_fraction
from oraclegames.exact.surd import Exact, Surd, exact_sign, quadratic_roots

Kind = Literal["indifferent", "impossible", "constant move", "equal moves", "generic"]


@dataclass(frozen=True)
class Stretch:
    """An open interval of values on which the share is strictly monotone, with its limits."""

    low: Exact
    high: Exact
    share_low: Exact
    share_high: Exact

    @property
    def shares(self) -> tuple[Exact, Exact]:
        """The open interval of shares that the stretch attains, in order."""
        if self.share_low < self.share_high:
            return self.share_low, self.share_high
        return self.share_high, self.share_low

    def holds(self, value: Exact) -> bool:
        """Whether a value lies strictly inside."""
        return self.low < value < self.high

    def value_at(self, share: Exact) -> Exact | None:
        """The end of the stretch at which this share is approached, if there is one."""
        if share is self.share_low or share == self.share_low:
            return self.low
        return self.high if share is self.share_high or share == self.share_high else None

    def share_at(self, value: Exact) -> Exact | None:
        """The share that is approached at this end of the stretch, None if it is no end."""
        if value is self.low or value == self.low:
            return self.share_low
        return self.share_high if value is self.high or value == self.high else None


@dataclass(frozen=True)
class OddsMap:
    """The map from a player's value to the share, for payoffs ``own[move][other's move]``.

    ``kind`` says what the payoffs allow:

    - *indifferent*: all four are equal; the player never constrains the distribution.
    - *impossible*: no value lies strictly between the payoffs of each move.
    - *constant move*: one move pays the same whatever the other does, which fixes the value.
    - *equal moves*: both moves pay the same against each move of the other, so play is independent.
    - *generic*: everything else; values ``low < x < high``.
    """

    own: tuple[tuple[Fraction, Fraction], tuple[Fraction, Fraction]]

    @classmethod
    def of(cls, a11: fmpq, a12: fmpq, a21: fmpq, a22: fmpq) -> OddsMap:
        """The map of FLINT payoffs, which are kept as they are."""
        rows = (to_fraction(a11), to_fraction(a12)), (to_fraction(a21), to_fraction(a22))
        made = cls(rows)
        made.__dict__["payoffs"] = (a11, a12, a21, a22)
        return made

    @cached_property
    def as_floats(self) -> tuple[tuple[float, float], tuple[float, float]]:
        """The payoffs, rounded."""
        (a, b), (c, d) = self.own
        return (float(a), float(b)), (float(c), float(d))

    @cached_property
    def known_terms(self) -> dict[tuple[int, int], tuple[Any, Any, Exact]]:
        """Leading terms of the odds, in s and in r, that were found before: by move and value.

        By the identity of values, which are kept: it costs far less than the hash of a fraction,
        and the ends of a map are always the same objects.
        """
        return {}

    @cached_property
    def payoffs(self) -> tuple[fmpq, fmpq, fmpq, fmpq]:
        """a11, a12, a21, a22 as FLINT rationals."""
        (a11, a12), (a21, a22) = self.own
        return to_fmpq(a11), to_fmpq(a12), to_fmpq(a21), to_fmpq(a22)

    @cached_property
    def kind(self) -> Kind:
        """What the payoffs allow; see the class."""
        a11, a12, a21, a22 = self.payoffs
        if a11 == a12 and a21 == a22:
            return "indifferent" if a11 == a21 else "impossible"
        if a11 == a12 or a21 == a22:
            value, other = (a11, (a21, a22)) if a11 == a12 else (a21, (a11, a12))
            return "constant move" if min(other) < value < max(other) else "impossible"
        if self.low >= self.high:
            return "impossible"
        return "equal moves" if (a11, a12) == (a21, a22) else "generic"

    @cached_property
    def constant_move(self) -> int:
        """The move with constant payoffs (kind *constant move* only)."""
        return 0 if self.own[0][0] == self.own[0][1] else 1

    @cached_property
    def low(self) -> Fraction:
        """The lower end of the values: the larger of the two moves' least payoffs."""
        a11, a12, a21, a22 = self.payoffs
        return to_fraction(max(min(a11, a12), min(a21, a22)))

    @cached_property
    def high(self) -> Fraction:
        """The upper end of the values: the smaller of the two moves' largest payoffs."""
        a11, a12, a21, a22 = self.payoffs
        return to_fraction(min(max(a11, a12), max(a21, a22)))

    def odds(self, move: int, value: Exact) -> Exact:
        """ρ_s(x): the odds of the other's second move against the first, given own move s."""
        if type(value) is Fraction:
            return to_fraction(self.quick_odds(move, to_fmpq(value)))
        first, second = self.own[move]
        return -(value - first) / (value - second)

    def quick_odds(self, move: int, value: fmpq) -> fmpq:
        """The same in FLINT's numbers."""
        first, second = self.payoffs[2 * move : 2 * move + 2]
        return (first - value) / (value - second)

    def share(self, value: Exact) -> Exact:
        """t(x) = θ / (1 + θ) at a value strictly inside the interval (not *equal moves*)."""
        if not isinstance(value, Surd):
            return to_fraction(self.quick_share(to_fmpq(value)))
        # A part of the sum may be rational although the value is not, so no FLINT numbers here.
        up, down = (
            (a * value + b) * value + c
            for a, b, c in (map(to_fraction, row) for row in self.reduced_coefficients)
        )
        return up / (up + down)

    def quick_share(self, value: fmpq) -> fmpq:
        """The same in FLINT's numbers."""
        (a, b, c), (d, e, f) = self.reduced_coefficients
        over = (a * value + b) * value + c
        return over / (over + (d * value + e) * value + f)

    def value_at(self, share: Fraction | fmpq, stretch: Stretch) -> Exact:
        """The value in a stretch that has this rational share.

        The caller makes sure that there is one.
        """
        up, down = self.reduced_coefficients
        part = to_fmpq(share)
        for root in quadratic_roots(*((1 - part) * u - part * d for u, d in zip(up, down))):
            if stretch.holds(root):
                return root
        raise AssertionError(f"share {share} is not attained between {stretch.low}, {stretch.high}")

    @cached_property
    def independent_value(self) -> Fraction | None:
        """The value strictly inside at which θ = 1: the player's part of a mixed Nash equilibrium.

        None if there is no such value, or (equal moves) if every value is one.
        """
        (_, u1, u0), (_, d1, d0) = self._full_coefficients
        if u1 == d1:
            return None
        value = to_fraction((d0 - u0) / (u1 - d1))
        return value if self.low < value < self.high else None

    @cached_property
    def turn(self) -> Exact | None:
        """The value strictly inside at which f turns, None if f is monotone there."""
        return next((x for x in quadratic_roots(*self._slope) if self.low < x < self.high), None)

    def slope_sign(self, value: Exact) -> int:
        """The sign of f′ at a value strictly inside."""
        a, b, c = map(to_fraction, self._slope)
        return exact_sign((a * value + b) * value + c)

    @cached_property
    def stretches(self) -> tuple[Stretch, ...]:
        """The one or two maximal open intervals on which f is strictly monotone, ascending."""
        start, stop = self.share(self.low), self.share(self.high)
        if self.turn is None:
            return (Stretch(self.low, self.high, start, stop),)
        middle = self.share(self.turn)
        return (
            Stretch(self.low, self.turn, start, middle),
            Stretch(self.turn, self.high, middle, stop),
        )

    def order_at(self, value: Exact) -> tuple[int, fmpq]:
        """f ~ α·s^k for x at the small distance s from a rational end: returns (k, α), α > 0.

        k is 0 inside the interval and where a zero meets a pole; α means nothing there.
        """
        known = self._known_orders.get(id(value))
        if known is None:
            known = self._known_orders[id(value)] = (*self._order_at(value), value)
        return known[0], known[1]

    @cached_property
    def _known_orders(self) -> dict[int, tuple[int, fmpq, Exact]]:
        return {}

    def _order_at(self, value: Exact) -> tuple[int, fmpq]:
        order, size = 0, fmpq(1)
        if not isinstance(value, Surd):
            here = to_fmpq(value)
            a11, a12, a21, a22 = self.payoffs
            for root, sign in ((a11, 1), (a22, 1), (a12, -1), (a21, -1)):
                if root == here:
                    order += sign
                else:
                    size = size * abs(here - root) if sign > 0 else size / abs(here - root)
        return order, size

    @cached_property
    def _full_coefficients(self) -> tuple[tuple[fmpq, fmpq, fmpq], ...]:
        a11, a12, a21, a22 = self.payoffs
        one = fmpq(1)
        return (one, -(a11 + a22), a11 * a22), (one, -(a12 + a21), a12 * a21)

    @cached_property
    def reduced_coefficients(self) -> tuple[tuple[fmpq, fmpq, fmpq], ...]:
        """Numerator and denominator of f without common factors, highest power first."""
        a11, a12, a21, a22 = self.payoffs
        for up, rest_up in ((a11, a22), (a22, a11)):
            for down, rest_down in ((a12, a21), (a21, a12)):
                if up == down:
                    zero, one = fmpq(0), fmpq(1)
                    return (zero, one, -rest_up), (zero, one, -rest_down)
        return self._full_coefficients

    @cached_property
    def _slope(self) -> tuple[fmpq, fmpq, fmpq]:
        """The numerator of f′, a polynomial of degree at most 2, from the reduced form."""
        (u2, u1, u0), (d2, d1, d0) = self.reduced_coefficients
        return u2 * d1 - u1 * d2, 2 * (u2 * d0 - u0 * d2), u1 * d0 - u0 * d1
