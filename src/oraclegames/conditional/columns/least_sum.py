"""The least value of a sum of local terms on any graph: branch and bound in whole numbers.

Eliminating a player i from Σ_f T_f(o_scope(f)) needs a table over all her neighbours. If that is
too large, the tables that hold her are split into groups b of a bounded size, and each group is
minimised over her move on its own (mini-buckets: Dechter and Rish 2003). Let total_b be the sum of
a group, message_b = min_{o_i} total_b what it hands on, and root the sum of the messages that
depend on nobody. Then for every outcome, exactly,

    Σ_f T_f(o) = root + Σ_i Σ_b regret_b(o),    regret_b = total_b − message_b ≥ 0.

The players move in reverse order of elimination, so the regrets become known one by one: root plus
those known is a lower bound that only grows (Kask and Dechter 2001). Depth first, the least bound
first; a branch ends when its bound reaches the best outcome's value. Without a split the first
descent is the least one, as in plain elimination. Before a group is minimised, the groups of one
player are made alike: at each of her moves the least values of the groups are averaged, in whole
numbers, their sum unchanged (Ihler, Flerova, Dechter and Otten 2012).

With whole numbers the search is a proof; with floats it proposes outcomes.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from oraclegames.budget import Clock
from oraclegames.conditional.columns.konstanz import row_starts
from oraclegames.exact.arrays import integer_type, largest
from oraclegames.exact.highs import new_solver
from oraclegames.later import np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    _Table = tuple[tuple[int, ...], NDArray[Any]]

_LISTED = 1 << 14
_CHECKED = 1 << 8
"""After how many nodes a search looks at the clock."""

Group = tuple[tuple[tuple[int, int], ...], "list[list[Any]] | NDArray[Any]"]
"""A regret table: (player, stride) of the others, and for each of their moves a row of regrets."""


@dataclass(frozen=True, eq=False)
class Bounds:
    """A sum of local terms, rewritten as a lower bound and regrets.

    ``steps`` has the players in the order in which they move, each with the regrets that become
    known when she does; these depend on her and on players before her.
    """

    root: Any
    steps: tuple[tuple[int, tuple[Group, ...]], ...]
    moves: tuple[int, ...]


@dataclass(frozen=True)
class Found:
    """The best outcome of a search, () if none is known below the number asked for.

    ``proved`` says whether no other has less; ``nodes``, how many partial ones were extended.
    """

    value: Any
    outcome: tuple[int, ...]
    proved: bool
    nodes: int


def bound_below(
    tables: Mapping[tuple[int, ...], NDArray[Any]],
    shape: Sequence[int],
    order: Sequence[int],
    limit: int,
    clock: Clock | None = None,
) -> Bounds:
    """Eliminate the players in this order with tables of at most ``limit`` entries.

    ``tables`` are the local terms by scope, whole numbers (as objects) or floats; a scope lists its
    players in reverse order of elimination. Larger ones that are given stay as they are. Cost: one
    pass over a table of ``limit`` entries for each group.
    """
    rank = {i: k for k, i in enumerate(order)}
    buckets: list[list[_Table]] = [[] for _ in shape]
    for scope, table in tables.items():
        buckets[scope[-1]].append((scope, table))
    root: Any = 0
    steps = []
    for i in order:
        if clock is not None:
            clock.check()
        totals = _alike([_total(g, shape, rank) for g in _split(buckets[i], shape, limit)])
        groups = []
        for scope, total in totals:
            message = np.asarray(total.min(axis=-1))
            rows = (total - message[..., None]).reshape(-1, shape[i])
            others = scope[:-1]
            strides = [math.prod(shape[k] for k in others[a + 1 :]) for a in range(len(others))]
            # Lists are read faster; large tables are read seldom, and stay small as arrays.
            listed = rows.tolist() if rows.size <= _LISTED else rows
            groups.append((tuple(zip(others, strides)), listed))
            if others:
                buckets[others[-1]].append((others, message))
            else:
                root = root + message.item()
        steps.append((i, tuple(groups)))
    return Bounds(root, tuple(reversed(steps)), tuple(shape))


def _split(tables: list[_Table], shape: Sequence[int], limit: int) -> list[list[_Table]]:
    """Groups whose players together have at most ``limit`` joint moves, large tables first."""
    groups: list[tuple[set[int], list[_Table]]] = []
    for scope, table in sorted(tables, key=lambda pair: (-pair[1].size, pair[0])):
        for together, group in groups:
            if math.prod(shape[k] for k in together.union(scope)) <= limit:
                together.update(scope)
                group.append((scope, table))
                break
        else:
            groups.append((set(scope), [(scope, table)]))
    return [group for _, group in groups]


def _total(group: list[_Table], shape: Sequence[int], rank: Mapping[int, int]) -> _Table:
    """The sum of a group's tables, in machine integers where it cannot overflow."""
    together = {k for scope, _ in group for k in scope}
    scope = tuple(sorted(together, key=rank.__getitem__, reverse=True))
    parts = [t.reshape([shape[k] if k in part else 1 for k in scope]) for part, t in group]
    if parts[0].dtype != np.float64:
        dtype = integer_type(4 * sum(map(largest, parts)))
        parts = [t.astype(dtype) for t in parts]
    total = np.zeros([shape[k] for k in scope], dtype=parts[0].dtype)
    for part in parts:
        total += part
    return scope, total


def _alike(totals: list[_Table]) -> list[_Table]:
    """Shift the groups of one player, at each of her moves, to the same least value."""
    if len(totals) < 2:
        return totals
    if totals[0][1].dtype != np.float64:
        dtype = integer_type(4 * sum(largest(total) for _, total in totals))
        totals = [(scope, total.astype(dtype)) for scope, total in totals]
    least = [total.min(axis=tuple(range(total.ndim - 1))) for _, total in totals]
    together = sum(least[1:], start=least[0])
    mean = together // len(totals)
    shifts = [mean - row for row in least]
    # The remainder goes to the first group, so that the sum stays what it was.
    shifts[0] = shifts[0] + (together - mean * len(totals))
    return [(scope, total + shift) for (scope, total), shift in zip(totals, shifts)]


def search(
    bounds: Bounds,
    most: int,
    *,
    forced: tuple[int, int] | None = None,
    below: Any = None,
    clock: Clock | None = None,
) -> Found:
    """Look for the outcome of the least sum, depth first.

    Args:
        bounds: the sum.
        most: how many partial outcomes may be extended; the first descent is always finished
            unless ``below`` is given.
        forced: a player and the move that she has to play.
        below: if given, any outcome of less than this will do, and the search ends with the first.
        clock: when to give up (``OutOfTime``); None for never.

    Cost: time in proportion to nodes × groups of a player; memory for one path.
    """
    # Long: all in one loop, for it runs millions of times.
    steps, moves = bounds.steps, bounds.moves
    outcome = [0] * len(moves)
    best = below
    found: tuple[int, ...] = ()
    nodes = 0
    path = [(bounds.root, 0, 0)]
    while path:
        bound, depth, move = path.pop()
        if best is not None and bound >= best:
            continue
        if depth:
            outcome[steps[depth - 1][0]] = move
        if depth == len(steps):
            best, found = bound, tuple(outcome)
            if below is not None:
                return Found(best, found, False, nodes)
            continue
        if best is not None and nodes >= most:
            return Found(best, found, False, nodes)
        if clock is not None and nodes % _CHECKED == 0:
            clock.check()
        nodes += 1
        player, groups = steps[depth]
        row = [bound] * moves[player]
        for others, rows in groups:
            position = 0
            for k, stride in others:
                position += stride * outcome[k]
            regrets = rows[position] if isinstance(rows, list) else rows[position].tolist()
            row = [a + b for a, b in zip(row, regrets)]
        if forced is not None and forced[0] == player:
            path.append((row[forced[1]], depth + 1, forced[1]))
        else:
            children = [(a, depth + 1, s) for s, a in enumerate(row)]
            children.sort(key=lambda child: -child[0])
            path += children
    return Found(best, found, True, nodes)


def guess(
    tables: Mapping[tuple[int, ...], NDArray[Any]], shape: Sequence[int], seconds: float
) -> tuple[int, ...] | None:
    """An outcome of small sum, often the least; None if HiGHS finds none in time; never a proof.

    The mixed-integer program: x_{i,s} ∈ {0, 1} says that player i makes move s, μ_f ≥ 0 weighs the
    joint moves of a local term f, and the marginals of μ_f are the x of its players:

        minimise Σ_f T_f·μ_f   subject to   Σ_{o_f: o_i = s} μ_f(o_f) = x_{i,s},   Σ_s x_{i,s} = 1.

    With whole x its least value is that of the sum (Wainwright and Jordan 2008).
    """
    import highspy

    solver = new_solver()
    solver.setOptionValue("threads", 1)
    solver.setOptionValue("time_limit", seconds)
    starts = row_starts(shape)
    cost, rows = _program(tables, shape, starts)
    infinity = highspy.kHighsInf
    for k, a in enumerate(cost):
        solver.addCol(float(a), 0.0, 1.0 if k < sum(shape) else infinity, 0, [], [])
        if k < sum(shape):
            solver.changeColIntegrality(k, highspy.HighsVarType.kInteger)
    for side, index, value in rows:
        solver.addRow(side, side, len(index), np.array(index, dtype=np.int32), np.array(value))
    if solver.run() == highspy.HighsStatus.kError:
        return None
    solution = solver.getSolution()
    if not solution.value_valid:
        return None
    x = np.array(solution.col_value)
    return tuple(int(x[start : start + m].argmax()) for start, m in zip(starts, shape))


def _program(
    tables: Mapping[tuple[int, ...], NDArray[Any]], shape: Sequence[int], starts: Sequence[int]
) -> tuple[NDArray[np.float64], list[tuple[float, list[int], list[float]]]]:
    """The costs of x and all μ, and the equations as (right-hand side, columns, entries)."""
    size = max((float(abs(t).max()) for t in tables.values()), default=0.0) or 1.0
    moves, joint = np.zeros(sum(shape)), []
    rows = [(1.0, list(range(start, start + m)), [1.0] * m) for start, m in zip(starts, shape)]
    count = len(moves)
    for scope, table in tables.items():
        if len(scope) == 1:
            moves[starts[scope[0]] : starts[scope[0]] + table.size] += table / size
            continue
        positions = np.arange(count, count + table.size).reshape(table.shape)
        joint.append(table.ravel() / size)
        count += table.size
        for axis, i in enumerate(scope):
            for s in range(shape[i]):
                own = positions.take(s, axis=axis).ravel().tolist()
                rows.append((0.0, [*own, starts[i] + s], [*([1.0] * len(own)), -1.0]))
    return np.concatenate([moves, *joint]), rows
