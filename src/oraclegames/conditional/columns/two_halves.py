"""The least value of a sum of local terms over all outcomes, one by one, for dense graphs.

The players are cut into two halves. The values Σ_f T_f(o_scope(f)) of all outcomes are a matrix,
one half's joint moves as rows, the other's as columns. It is gone through in blocks of rows, so the
memory is that of a block; the time is a few additions and comparisons for each outcome.

Floats choose, whole numbers decide: only outcomes whose rounded value cannot be told from the least
one are computed exactly.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from oraclegames.budget import Clock
from oraclegames.later import np

if TYPE_CHECKING:
    from numpy.typing import NDArray

MOST_OUTCOMES = 1 << 26
"""The most outcomes that are gone through."""

_BLOCK = 1 << 17
"""How many values are held at a time: as many as stay in a processor's cache."""

_CLOSE = 10_000
"""The most outcomes that are compared exactly."""

Tables = Mapping[tuple[int, ...], "NDArray[Any]"]
Outcome = tuple[int, ...]


@dataclass(frozen=True, eq=False)
class Half:
    """Some players in a row, and all their joint moves, row-major: shape (players, joint moves)."""

    players: tuple[int, ...]
    moves: NDArray[np.int64]

    @classmethod
    def of(cls, players: Sequence[int], shape: Sequence[int]) -> Half:
        """List the joint moves."""
        sizes = [shape[k] for k in players]
        listed = np.indices(sizes).reshape(len(sizes), math.prod(sizes))
        return cls(tuple(players), listed.astype(np.int64))

    def places(self, scope: Sequence[int], shape: Sequence[int]) -> NDArray[np.int64]:
        """For each joint move its position among those of some of the players."""
        rows = [self.moves[self.players.index(k)] for k in scope]
        found: NDArray[np.int64] = np.ravel_multi_index(rows, [shape[k] for k in scope])
        return found


@dataclass(frozen=True, eq=False)
class Halves:
    """The values of all outcomes, one half's joint moves as rows, the other's as columns.

    Build one with :meth:`of`.

    Attributes:
        shape: how many moves each player has.
        halves: the players of the rows, and of the columns.
        own: the terms of each half alone.
        shared: the terms of both, by the players of the columns: for each joint move of the rows
            and of these.
    """

    shape: tuple[int, ...]
    halves: tuple[Half, Half]
    own: tuple[NDArray[np.float64], NDArray[np.float64]]
    shared: dict[tuple[int, ...], NDArray[np.float64]]

    @classmethod
    def of(cls, tables: Tables, shape: Sequence[int]) -> Halves:
        """Cut the players where both halves have about as many joint moves; tables of floats."""
        total, cut = math.prod(shape), 0
        while cut < len(shape) and math.prod(shape[: cut + 1]) ** 2 <= total * max(shape):
            cut += 1
        halves = Half.of(range(cut), shape), Half.of(range(cut, len(shape)), shape)
        own = np.zeros(halves[0].moves.shape[1]), np.zeros(halves[1].moves.shape[1])
        shared: dict[tuple[int, ...], NDArray[np.float64]] = {}
        for scope, table in tables.items():
            order = sorted(scope)
            ordered = table.transpose([scope.index(k) for k in order])
            first, second = [k for k in order if k < cut], tuple(k for k in order if k >= cut)
            if not first or not second:
                part = own[bool(second)]
                part += ordered.ravel()[halves[bool(second)].places(order, shape)]
                continue
            rows = ordered.reshape(math.prod(shape[k] for k in first), -1)
            gained = rows[halves[0].places(first, shape)]
            shared[second] = shared[second] + gained if second in shared else gained
        return cls(tuple(shape), halves, own, shared)

    def blocks(self, clock: Clock) -> Iterator[tuple[int, NDArray[np.float64]]]:
        """The values in blocks of rows, each with its first row's number.

        The columns' players come in one by one, the last first, each with a new outer axis: two
        additions for each outcome if all terms are of two players.
        """
        columns = self.halves[1].players
        step = max(1, _BLOCK // len(self.own[1]))
        for start in range(0, len(self.own[0]), step):
            clock.check()
            rows = slice(start, start + step)
            values = self.own[0][rows, None]
            count = len(values)
            for k in reversed(columns):
                alone = self.shared.get((k,))
                if alone is None:
                    values = np.repeat(values[:, None], self.shape[k], axis=1)
                else:
                    values = values[:, None] + alone[rows, :, None]
                for scope, table in self.shared.items():
                    if scope[0] == k and len(scope) > 1:
                        sizes = [self.shape[j] for j in columns if j >= k]
                        kept = [self.shape[j] if j in scope else 1 for j in columns if j >= k]
                        wide = values.reshape(count, *sizes)
                        wide += table[rows].reshape(count, *kept)
                values = values.reshape(count, -1)
            yield start, values + self.own[1]

    def outcome(self, row: int, column: int) -> Outcome:
        """What everybody does."""
        both = self.halves[0].moves[:, row], self.halves[1].moves[:, column]
        return tuple(int(s) for part in both for s in part)


def cheapest(tables: Tables, shape: Sequence[int], clock: Clock) -> list[Outcome]:
    """For each player and move an outcome of the least value with that move, in floats."""
    matrix = Halves.of(tables, shape)
    rows, columns = map(len, matrix.own)
    least, where = np.empty(rows), np.empty(rows, dtype=np.int64)
    below, above = np.full(columns, np.inf), np.zeros(columns, dtype=np.int64)
    for start, block in matrix.blocks(clock):
        own = slice(start, start + len(block))
        where[own] = block.argmin(axis=1)
        least[own] = block[np.arange(len(block)), where[own]]
        lowest = block.min(axis=0)
        better = np.flatnonzero(lowest < below)
        below[better] = lowest[better]
        above[better] = start + block[:, better].argmin(axis=0)
    found = set()
    for half, sums in zip(matrix.halves, (least, below)):
        for moves in half.moves:
            for s in range(int(moves.max()) + 1):
                chosen = np.flatnonzero(moves == s)
                k = int(chosen[sums[chosen].argmin()])
                pair = (k, int(where[k])) if half is matrix.halves[0] else (int(above[k]), k)
                found.add(matrix.outcome(*pair))
    return sorted(found)


def least_sum(tables: Tables, shape: Sequence[int], clock: Clock) -> tuple[int, Outcome] | None:
    """The least sum of tables of whole numbers over all outcomes, exactly, and where.

    None if too many outcomes are too close to tell apart in floats.
    """
    largest = {scope: max(map(abs, table.flat)) for scope, table in tables.items()}
    size = max(largest.values()) or 1
    floats = {scope: (table / size).astype(np.float64) for scope, table in tables.items()}
    matrix = Halves.of(floats, shape)
    # Every number is rounded once, and once more with each that is added.
    error = (len(tables) + 8) * 2.0**-52 * sum(value / size for value in largest.values())
    close: list[tuple[float, int, int]] = []
    lowest = math.inf
    for start, block in matrix.blocks(clock):
        lowest = min(lowest, float(block.min()))
        rows, columns = np.nonzero(block <= lowest + 2 * error)
        values = block[rows, columns].tolist()
        if len(values) > _CLOSE:
            return None
        close += zip(values, (rows + start).tolist(), columns.tolist())
        close = [one for one in close if one[0] <= lowest + 2 * error]
        if len(close) > _CLOSE:
            return None
    outcomes = [matrix.outcome(row, column) for _, row, column in close]
    moves = np.array(outcomes, dtype=np.int64).T
    total = np.zeros(len(outcomes), dtype=object)
    for scope, table in tables.items():
        total += table[tuple(moves[k] for k in scope)]
    best = int(np.argmin(total))
    return int(total[best]), outcomes[best]
