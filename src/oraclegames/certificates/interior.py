"""The totally mixed equilibria of a 2×2 game: dimension, pieces with their ends, closure.

By the kinds of both players (:mod:`oraclegames.certificates.seats`):

- one *impossible*: none. Both *indifferent*: all of the tetrahedron.
- one indifferent, the other not: a surface. Given the other's value v her odds are fixed and the
  weights of her moves are free; if she is constant, v is. Its closure: the moves that are made have
  one value in the closed interval (constant: in the other move the odds, which is linear).
- both *equal*: play is independent, and any independent play will do: a surface, closed by all
  products.
- one *constant*, its value and the odds of its other move fixed: if the other player is constant
  too, two linear conditions remain, a segment. Else her value v runs through its interval and fixes
  the odds given her moves: one piece, with its cells tied together by three odds.
- one *equal*, the other *generic*: play is independent, and the equal player's move is mixed so
  that the generic one is indifferent: a segment, or nothing.
- both *generic*: :mod:`oraclegames.certificates.curve`.

**Ends.** As the values tend to (x, y), the ratio of two neighbouring cells tends to the odds at x
or at y, which may be 0 or infinite. A cell that vanishes beside another one is 0 in the limit, so
is one with finite odds to it. What is left hangs together by finite odds, or is a diagonal pair;
its ratio squared is the product of two odds at x over that of two at y, in which the vanishing
factors cancel.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

from oraclegames.certificates.curve import (
    Curve,
    Piece,
    Values,
    curve,
    evaluated,
    exchanged,
    factors,
)
from oraclegames.certificates.seats import Seat, seats
from oraclegames.exact.rational import ONE, ZERO
from oraclegames.exact.surd import Exact, exact_sqrt
from oraclegames.games.game import Game

Cells = tuple[Exact, ...]
"""Probabilities of the four outcomes, row-major."""

Lines = tuple[tuple[int, int], tuple[int, int]]
"""The cells of a player's first and second move."""

ROWS, COLUMNS = ((0, 1), (2, 3)), ((0, 2), (1, 3))


@dataclass(frozen=True)
class Arc:
    """A piece of the set in the tetrahedron.

    Attributes:
        ends: the limits of distribution and values.
        along: a number that is strictly monotone along it, ascending or descending with the ends.
        holds: whether totally mixed equilibrium values belong to it.
    """

    ends: tuple[tuple[Cells, Values], tuple[Cells, Values]]
    along: Callable[[Cells, Values], Exact]
    holds: Callable[[Exact, Exact], bool]


@dataclass(frozen=True)
class Interior:
    """The whole set.

    Attributes:
        dimension: −1 for none, 1, 2 or 3.
        arcs: its pieces, for dimension 1.
        crossing: an interval that isolates the x at which two arcs cross, or None.
        closure: whether a distribution on the boundary is a limit of the set.
    """

    dimension: int
    closure: Callable[[Cells], bool]
    arcs: tuple[Arc, ...] = ()
    crossing: tuple[Fraction, Fraction] | None = None


@lru_cache(maxsize=16)
def interior(game: Game) -> Interior:
    """The totally mixed equilibria of a 2×2 game."""
    row, column = seats(game)
    kinds = row.kind, column.kind
    if "impossible" in kinds:
        return Interior(-1, lambda p: False)
    if kinds == ("indifferent", "indifferent"):
        return Interior(3, lambda p: True)
    if kinds == ("equal", "equal"):
        return Interior(2, lambda p: p[0] * p[3] == p[1] * p[2])
    if kinds[0] == "indifferent":
        return Interior(2, lambda p: _one_value(column, (p[0], p[2]), (p[1], p[3])))
    if kinds[1] == "indifferent":
        return Interior(2, lambda p: _one_value(row, (p[0], p[1]), (p[2], p[3])))
    arcs, crossing = _arcs(row, column)
    limits = [cells for arc in arcs for cells, _ in arc.ends]
    return Interior(1 if arcs else -1, lambda p: tuple(p) in limits, tuple(arcs), crossing)


def _one_value(seat: Seat, *moves: tuple[Exact, Exact]) -> bool:
    """Whether the player's moves that are made have one value, and it is one that all can have."""
    worth = []
    for (first, second), pay in zip(moves, seat.pay):
        if first != 0 or second != 0:
            worth.append((first * pay[0] + second * pay[1]) / (first + second))
    if seat.kind == "constant":
        first, second = moves[1 - seat.steady]
        value, pay = seat.pay[seat.steady][0], seat.pay[1 - seat.steady]
        return bool(first * (pay[0] - value) + second * (pay[1] - value) == 0)
    return bool(worth[0] == worth[-1] and seat.interval[0] <= worth[0] <= seat.interval[1])


def _arcs(row: Seat, column: Seat) -> tuple[list[Arc], tuple[Fraction, Fraction] | None]:
    kinds = row.kind, column.kind
    if kinds == ("generic", "generic"):
        found = curve(row, column)
    elif kinds == ("constant", "constant"):
        return [_segment_of_constants(row, column)], None
    elif "constant" in kinds:
        found = Curve((_over_values(row, column),))
    else:
        return _independent(row, column), None
    arcs = []
    for piece in found.pieces:
        first, second = (limit(row, column, *values) for values in piece.ends)
        ends = (first, piece.ends[0]), (second, piece.ends[1])
        arcs.append(Arc(ends, _value_of(piece.coordinate), piece.holds))
    return arcs, found.crossing


def _value_of(player: int) -> Callable[[Cells, Values], Exact]:
    return lambda cells, values: values[player]


def _over_values(row: Seat, column: Seat) -> Piece:
    """One player is constant: the other's value runs through its interval."""
    if row.kind != "constant":
        return exchanged(_over_values(column, row))
    value = row.pay[row.steady][0]
    low, high = column.interval
    return Piece(((value, low), (value, high)), 1, lambda x, y: True)


def _segment_of_constants(row: Seat, column: Seat) -> Arc:
    """Two linear conditions: the cell in which both make their constant move is free."""
    i, j = row.steady, column.steady
    x, y = row.pay[i][0], column.pay[j][0]
    free, pivot = 2 * i + j, 3 - 2 * i - j
    across, down = _finite(row.odds(1 - i, x)), _finite(column.odds(1 - j, y))
    weights: list[Exact] = [ZERO] * 4
    weights[pivot] = ONE
    weights[pivot ^ 1] = across if pivot % 2 == 0 else 1 / across
    weights[pivot ^ 2] = down if pivot < 2 else 1 / down
    chained = _normalised(weights)
    point = tuple(Fraction(int(cell == free)) for cell in range(4))
    return Arc(((point, (x, y)), (chained, (x, y))), lambda p, v: p[free], lambda x, y: True)


def _independent(row: Seat, column: Seat) -> list[Arc]:
    """One player's moves are equal, so play is independent: she must make the other indifferent."""
    if row.kind != "equal":
        return [
            Arc(
                tuple((_across(p), (x, y)) for p, (y, x) in arc.ends),  # type: ignore[arg-type]
                lambda p, v: p[0] + p[1],
                lambda x, y: True,
            )
            for arc in _independent(column, row)
        ]
    up, down = column.balance
    if up == 0:
        return []
    y = up * column.pay[0][0] + down * column.pay[0][1]
    left, right = (up, ZERO, down, ZERO), (ZERO, up, ZERO, down)
    ends = (left, (row.pay[0][0], y)), (right, (row.pay[0][1], y))
    return [Arc(ends, lambda p, v: p[0] + p[2], lambda x, y: True)]


def _across(p: Sequence[Exact]) -> Cells:
    return p[0], p[2], p[1], p[3]


def limit(row: Seat, column: Seat, x: Exact, y: Exact) -> Cells:
    """The limit of the distribution as the values tend to x and y."""
    # Long: what vanishes, what stays on a diagonal, and the rest by ratios.
    ratios: list[tuple[int, int, Exact | None]] = []
    for lines, seat, value in ((ROWS, row, x), (COLUMNS, column, y)):
        for move, (first, second) in enumerate(lines):
            if move not in seat.constants:
                ratios.append((first, second, seat.odds(move, value)))
    ratios += _around(row, column, x, COLUMNS) + _around(column, row, y, ROWS)
    gone: set[int] = set()
    for _ in range(4):
        for first, second, odds in ratios:
            if odds is None or (odds != 0 and second in gone):
                gone.add(first)
            if odds == 0 or (odds is not None and odds != 0 and first in gone):
                gone.add(second)
    left = [cell for cell in range(4) if cell not in gone]
    weights: list[Exact] = [ZERO] * 4
    weights[left[0]] = ONE
    if len(left) == 2 and left[0] + left[1] == 3:
        weights[left[1]] = _diagonal_ratio(row, column, x, y, left[0])
        return _normalised(weights)
    for _ in left:
        for first, second, odds in ratios:
            if first in left and second in left and odds is not None and odds != 0:
                if weights[first] != 0:
                    weights[second] = weights[first] * odds
                elif weights[second] != 0:
                    weights[first] = weights[second] / odds
    return _normalised(weights)


def _around(
    moving: Seat, steady: Seat, value: Exact, lines: Lines
) -> list[tuple[int, int, Exact | None]]:
    """The odds given the move of a constant player that fixes none: by the way round the square."""
    if steady.kind != "constant" or moving.kind == "constant":
        return []
    move = steady.steady
    known = _finite(steady.odds(1 - move, steady.pay[move][0]))
    over, under = (evaluated(factor, value) for factor in factors(moving))
    if moving.kind == "equal":
        over = under = ONE
    if move == 0:  # p3/p1 = (p4/p2)·(p2/p1)/(p4/p3), and p2/p1 over p4/p3 is under/over
        over, under = under, over
    first, second = lines[move]
    return [(first, second, known * over / under if under != 0 else None)]


def _diagonal_ratio(row: Seat, column: Seat, x: Exact, y: Exact, first: int) -> Exact:
    """p4/p1 or p3/p2 where the neighbours vanish: (p4/p1)² = r1·r2·s1·s2, (p3/p2)² = s1·s2/(r1·r2).

    With r1, r2 the odds given both rows and s1, s2 those given both columns. The two factors that
    vanish (or become infinite) in a product are x − a and a − x: their quotient is −1.
    """
    across, down = _product(row, x, first), _product(column, y, first)
    ratio = across * down if first == 0 else down / across
    assert isinstance(ratio, Fraction)
    return exact_sqrt(ratio)


def _product(seat: Seat, value: Exact, first: int) -> Exact:
    """The product of both odds, where two of its factors cancel: those of cells that remain."""
    (a, b), (c, d) = seat.pay
    return (c - value) / (b - value) if first == 0 else (a - value) / (d - value)


def _finite(odds: Exact | None) -> Exact:
    assert odds is not None
    return odds


def _normalised(weights: Sequence[Exact]) -> Cells:
    total: Exact = ZERO
    for weight in weights:
        total = total + weight
    return tuple(weight / total for weight in weights)
