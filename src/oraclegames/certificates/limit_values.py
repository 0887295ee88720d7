"""Is v a limit of values of totally mixed equilibria of a 2×2 game? By leading terms alone.

Let a player's moves s pay a_{s1}, a_{s2} against the other's two moves, and let her be worth x. A
totally mixed P makes every move worth x iff the odds in each line s are a_{s1} − x to x − a_{s2},
so x lies strictly between the two; a line that pays the constant x has any odds. So

* if either player has a constant line, the cross ratio p12·p21 / (p11·p22) is not bound by her, and
  the values are all pairs of possible ones;
* else both odds must give one cross ratio, f_A(x) = f_B(y) with

      f(x) = (x − a11)(x − a22) / ((x − a12)(x − a21)).

A pair (x, y) of ends or inner points is a limit of such pairs iff the cross ratios that x takes
near it, on either side that is possible, meet those of y: each is a small interval on one side of
a limit in [0, ∞], or the limit alone. Which one, the leading coefficients say.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from oraclegames.exact.surd import Exact
from oraclegames.games.game import Game

Lines = tuple[tuple[Fraction, Fraction], tuple[Fraction, Fraction]]
Germ = tuple[Exact | None, int]
"""A limit of the cross ratio (None: infinity), approached from above (1), below (−1) or had (0)."""


def is_limit_value(game: Game, values: Sequence[Exact]) -> bool:
    """Whether totally mixed equilibria have values as near to these as one likes; 2×2 games."""
    players = [lines_of(game, i) for i in (0, 1)]
    ranges = [possible_values(lines) for lines in players]
    for x, possible in zip(values, ranges):
        if possible is None or not possible[0] <= x <= possible[1]:
            return False
    if any(first == second for lines in players for first, second in lines):
        return True
    germs = [_germs(lines, x) for lines, x in zip(players, values)]
    return bool(germs[0] & germs[1])


def lines_of(game: Game, player: int) -> Lines:
    """For each move of the player what it pays against the other's moves."""
    cells = [[(own, other) if player == 0 else (other, own) for other in (0, 1)] for own in (0, 1)]
    (a, b), (c, d) = ([game.payoff(player, cell) for cell in line] for line in cells)
    return (a, b), (c, d)


def possible_values(lines: Lines) -> tuple[Fraction, Fraction] | None:
    """The closed interval of the values that mix both lines; None if there are none."""
    low, high = (max(map(min, lines)), min(map(max, lines)))
    steady = [first for first, second in lines if first == second]
    for value in steady:
        other = lines[1] if lines[0] == (value, value) else lines[0]
        inside = min(other) < value < max(other) or other == (value, value)
        if not inside:
            return None
        low = high = value
    return (low, high) if steady or low < high else None


def _germs(lines: Lines, x: Exact) -> set[Germ]:
    """What the cross ratio does near x, from every side on which values are possible."""
    low, high = max(map(min, lines)), min(map(max, lines))
    germs = {_germ(lines, x, side) for side, end in ((1, high), (-1, low)) if x != end}
    if low < x < high:
        germs.add((next(iter(germs))[0], 0))
    return germs


def _germ(lines: Lines, x: Exact, side: int) -> Germ:
    """The limit of f(x + side·s) as s falls to 0, and from where it comes."""
    (a11, a12), (a21, a22) = lines
    over = _product((x - a11, Fraction(side)), (x - a22, Fraction(side)))
    under = _product((x - a12, Fraction(side)), (x - a21, Fraction(side)))
    k, m = _order(over), _order(under)
    if k != m:
        return (Fraction(0), 1) if k > m else (None, -1)
    limit = over[k] / under[m]
    rest = [u - limit * d for u, d in zip(over, under)]
    if not any(rest):
        return limit, 0
    return limit, 1 if (rest[_order(rest)] > 0) == (under[m] > 0) else -1


def _product(first: Sequence[Exact], second: Sequence[Exact]) -> list[Exact]:
    """The coefficients of a product of two linear functions of s, constant first."""
    (a, b), (c, d) = first, second
    return [a * c, a * d + b * c, b * d]


def _order(coefficients: Sequence[Exact]) -> int:
    return next(k for k, c in enumerate(coefficients) if c)
