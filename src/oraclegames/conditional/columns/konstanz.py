"""The Konstanz matrix K(v): for fixed values the equilibrium conditions are linear.

P > 0 is a dependency equilibrium in which every move of player i is worth v_i iff K(v) P = 0, where
K(v) has a row for each (i, s) and a column for each outcome, with one entry for each player: see
:mod:`oraclegames.games.gains`. K(v) here is the negative of the matrix of Portakal and Sturmfels
(2022), with player i's rows multiplied by a positive integer that makes them whole.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING, Any

from oraclegames.errors import InputError
from oraclegames.exact.rational import format_rational, rational
from oraclegames.games.gains import Gains
from oraclegames.games.names import counted
from oraclegames.later import np

if TYPE_CHECKING:
    from numpy.typing import NDArray

Multipliers = tuple[tuple[Fraction, ...], ...]
"""y = (y_{i,s}): for each player one number for each move."""


@dataclass(frozen=True)
class Excess(Gains):
    """The numbers U_i(o) − v_i of a game, which are the entries of K(v)."""

    @cached_property
    def starts(self) -> tuple[int, ...]:
        """The row of each player's first move."""
        return row_starts(self.game.shape)

    def matrix(self, supports: Sequence[Sequence[int]] | None = None) -> NDArray[Any]:
        """The whole-number K(v), of shape (Σ m_i, number of outcomes).

        With ``supports`` the columns are the outcomes of Π M_i only, row-major, and the rows are
        those of the moves in M_i.
        """
        chosen = supports or [range(m) for m in self.game.shape]
        grid = np.ix_(*chosen)
        shape = tuple(len(moves) for moves in chosen)
        small = all(table.dtype == np.int64 for table in self.tables)
        dtype = np.int64 if small else object
        blocks = []
        for i, table in enumerate(self.tables):
            block = np.zeros((shape[i], *shape), dtype=dtype)
            part = table[grid]
            for s in range(shape[i]):
                where = (slice(None),) * i + (s,)
                block[(s, *where)] = part[where]
            blocks.append(block.reshape(shape[i], -1))
        return np.concatenate(blocks)

    def by_player(self, y: Sequence[Fraction]) -> Multipliers:
        """Multipliers of the whole-number rows as y_{i,s} of the rational ones, as they come."""
        return rescaled(y, self.game.shape, self.scales)


def row_starts(shape: Sequence[int]) -> tuple[int, ...]:
    """The row of each player's first move."""
    return tuple(sum(shape[:i]) for i in range(len(shape)))


def rescaled(y: Sequence[Fraction], shape: Sequence[int], scales: Sequence[int]) -> Multipliers:
    """Multipliers of rows that were multiplied by ``scales``, as those of the rows before."""
    return tuple(
        tuple(v * scale for v in y[start : start + count])
        for start, count, scale in zip(row_starts(shape), shape, scales)
    )


def primitive(y: Multipliers) -> Multipliers:
    """The positive multiple of y whose entries are coprime integers: shorter to read and to check.

    >>> primitive(((Fraction(1, 2), Fraction(0)), (Fraction(3, 4),)))
    ((Fraction(2, 1), Fraction(0, 1)), (Fraction(3, 1),))
    """
    entries = [v for row in y for v in row if v]
    if not entries:
        return y
    common = math.lcm(*(v.denominator for v in entries))
    factor = Fraction(common, math.gcd(*(int(v * common) for v in entries)))
    return tuple(tuple(v * factor for v in row) for row in y)


def exact_sums(table: NDArray[Any]) -> list[int]:
    """The sum of every row of whole numbers, at most 2³¹ in each, without overflow."""
    if table.dtype == object:
        return [int(a) for a in table.sum(axis=1)]
    high, low = (table >> 31).sum(axis=1), (table & ((1 << 31) - 1)).sum(axis=1)
    return [(int(a) << 31) + int(b) for a, b in zip(high, low)]


def least_price(
    y: Sequence[int],
    sizes: NDArray[np.float64],
    prices: Callable[[NDArray[np.float64]], NDArray[np.float64]],
    exact: Callable[[NDArray[np.int64]], NDArray[Any]],
) -> tuple[int, int]:
    """The least price y·K_o of all outcomes, and its position: floats choose, integers decide.

    Only outcomes whose rounded price cannot be told from the least one are computed exactly.
    ``sizes`` are the largest entries of the rows; ``prices`` gives the prices of all outcomes for
    multipliers in floats, ``exact`` those at some positions, exactly.
    """
    largest = max((abs(v) for v in y), default=0) or 1
    rounded = np.array([float(Fraction(v, largest)) for v in y])
    found = prices(rounded)
    # Each term has a relative error below 4u, each sum below u.
    error = (len(y) + 8) * 2.0**-52 * float(abs(rounded) @ sizes)
    candidates = np.flatnonzero(found <= found.min() + 2 * error)
    decided = exact(candidates)
    best = int(np.argmin(decided))
    return int(decided[best]), int(candidates[best])


def value_vector(
    players: Sequence[str], values: Any, *, what: str = "value"
) -> tuple[Fraction, ...]:
    """One exact number for each player, from a text "4,4" or a sequence."""
    if isinstance(values, str):
        values = values.split(",")
    if not isinstance(values, Iterable) and len(players) == 1:
        values = [values]
    if not isinstance(values, Iterable):
        raise InputError(f"{what}s should be a sequence of numbers, not {values!r:.60}")
    entries = list(values)
    if len(entries) != len(players):
        raise InputError(
            f"{counted(len(entries), what)} for {counted(len(players), 'player')}: "
            "give one for each of "
            f"{', '.join(players[:8])}{', …' if len(players) > 8 else ''}"
        )
    return tuple(
        rational(entry, what=f"the {what} of player {player!r}")
        for entry, player in zip(entries, players)
    )


def format_values(values: Iterable[Fraction]) -> str:
    """Write "(4, 7/2)"."""
    return f"({', '.join(format_rational(v) for v in values)})"
