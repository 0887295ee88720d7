"""Are values of two players a limit of values of totally mixed equilibria?

*Yes*, along a straight line. From the values (x, y) go t·(p, q) with p, q whole and t > 0. For
small t the point stays on one face of the lines of payoffs, where the refusals are known
(:mod:`oraclegames.certificates.demands`), and every product keeps the sign against 1 that its first
derivative along the way that is not 0 has. If no refusal holds with these signs, all points of the
way near its start are values of totally mixed equilibria, and (x, y) is a limit of them. Some ways
are tried: where none is found, a curve may lead there, or the point of a cusp.

*No*, where some refusal holds all over a small box around the values, on each face that it meets.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Any

from flint import fmpq_mpoly

from oraclegames.certificates.best_values import is_refused
from oraclegames.certificates.cycle_curve import value_of
from oraclegames.certificates.demands import Face, Factors, TooManyError, excess_of
from oraclegames.certificates.projection import faces
from oraclegames.exact.algebraic import Algebraic
from oraclegames.exact.surd import Surd
from oraclegames.games.game import Game

Interval = tuple[Fraction, Fraction]

_SLOPES = ((1, 0), (1, 1), (1, 2), (2, 1), (1, 8), (8, 1), (1, 64), (64, 1))

_NEAR = Fraction(1, 2**40)


def is_approached(game: Game, values: Sequence[Any]) -> bool:
    """Whether a straight way to the values is found on which all are reached."""
    at = [v.algebraic() if isinstance(v, Surd) else v for v in values]
    try:
        return any(_is_reached_along(game, at, way) for way in _ways())
    except TooManyError:
        return False


def is_far(game: Game, values: Sequence[Any]) -> bool:
    """Whether it is shown that no totally mixed equilibria have values near these."""
    box = [_around(value) for value in values]
    moves = tuple(range(game.shape[0])), tuple(range(game.shape[1]))
    try:
        for face in faces(game, moves):
            x, y = ((max(a, c), min(b, d)) for (a, b), (c, d) in zip(face, box))
            meets = x[0] <= x[1] and y[0] <= y[1]
            if meets and not is_refused(Face(game, *face).of_totally_mixed(), (x, y)):
                return False
    except TooManyError:
        return False
    return True


def _around(value: Any) -> Interval:
    """A small interval with a number inside."""
    exact = value.algebraic() if isinstance(value, Surd) else value
    low, high = exact.enclosure() if isinstance(exact, Algebraic) else (exact, exact)
    return low - _NEAR, high + _NEAR


def _ways() -> Iterator[tuple[int, int]]:
    for p, q in (*_SLOPES, (0, 1)):
        for one in (1, -1):
            for other in (1, -1) if p and q else (one,):
                yield one * p, other * q


def _is_reached_along(game: Game, at: Sequence[Any], way: tuple[int, int]) -> bool:
    x, y = (_place(game, i, at[i], way[i]) for i in range(2))
    if x is None or y is None:
        return False
    known: dict[Factors, int] = {}

    def sign(factors: Factors) -> int:
        if factors not in known:
            known[factors] = _sign_along(excess_of(factors, (x, y)), at, way)
        return known[factors]

    for refusal in Face(game, x, y).of_totally_mixed():
        if refusal.holds({k: sign(k) for k in refusal.products}):
            return False
    return True


def _place(game: Game, player: int, value: Any, step: int) -> Interval | None:
    """Where a player's value is just after the start; None beyond all payoffs, or if unknown."""
    payoffs = sorted({game.payoff(player, o) for o in game.outcomes()})
    if not step:
        if not isinstance(value, Fraction):
            step = 1  # it stays between two payoffs
        elif value in payoffs:
            return value, value
    below = [u for u in payoffs if (u <= value if step > 0 else u < value)]
    above = [u for u in payoffs if (u > value if step > 0 else u >= value)]
    return (below[-1], above[0]) if below and above else None


def _sign_along(excess: fmpq_mpoly, at: Sequence[Any], way: tuple[int, int]) -> int:
    """The sign of a polynomial just after the start; 0 if it is 0 all along."""
    while not excess.is_zero():
        here = value_of(excess, at)
        if here != 0:
            return 1 if here > 0 else -1
        excess = way[0] * excess.derivative("x") + way[1] * excess.derivative("y")
    return 0
