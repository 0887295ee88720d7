"""A guess at the least value of a sum of local terms, by a mixed-integer program.

x_{i,s} ∈ {0, 1} says that player i makes move s, μ_f ≥ 0 weighs the joint moves of a local term f
with several players, and the marginals of μ_f are the x of its players:

    minimise Σ_f T_f·μ_f   subject to   Σ_{o_f: o_i = s} μ_f(o_f) = x_{i,s},   Σ_s x_{i,s} = 1.

With whole x every μ_f is concentrated on the joint move, so the least value is that of the sum
(the marginal polytope's local relaxation: Wainwright and Jordan 2008). HiGHS solves it in floats:
its outcome is a proposal, never a proof.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from oraclegames.conditional.columns.konstanz import row_starts


def guess(
    tables: Mapping[tuple[int, ...], NDArray[Any]], shape: Sequence[int], seconds: float
) -> tuple[int, ...] | None:
    """An outcome of small sum, often the least; None if HiGHS finds none in time.

    ``tables`` are the local terms by scope, in floats.
    """
    import highspy

    solver = highspy.Highs()
    solver.setOptionValue("output_flag", False)
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
