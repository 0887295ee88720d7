"""One level of trembles: which weights try some of the moves that remain, tempting nobody?

A level is a vector w ≥ 0 of weights of the outcomes. Single outcomes are looked for first, by the
signs of U_i − v_i; where none will do, a linear program decides: its ``matrix`` has a row for each
set that remains, with the whole numbers U_i − v_i where ``touched`` and 0 elsewhere, and a column
for each outcome.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from oraclegames.budget import Clock
from oraclegames.errors import CertificateError
from oraclegames.later import np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from oraclegames.exact.linear_program import LinearProgram, Optimal


def single_outcomes(low: NDArray[np.bool_], touched: NDArray[np.bool_]) -> list[int]:
    """Outcomes that are a level by themselves: all who are touched are low (gain nothing, or lose).

    One for each set that has any. Their sum is a level too.
    """
    witnesses = touched & (low | ~touched).all(axis=0)
    first = witnesses.argmax(axis=1)
    return sorted({k for row, k in zip(witnesses, first.tolist()) if row[k]})


def _weak_program(matrix: NDArray[Any], hits: NDArray[np.int64]) -> LinearProgram:
    """Maximise Σ hits(o) w(o) subject to matrix · w ≤ 0, Σ w ≤ 1: 0 iff stuck."""
    from oraclegames.exact.linear_program import LinearProgram  # rarely needed

    rows = len(matrix)
    ones = np.ones((1, matrix.shape[1]), dtype=matrix.dtype)
    table = np.hstack([np.vstack([matrix, ones]), np.eye(rows + 1, dtype=matrix.dtype)])
    objective = np.concatenate([hits, np.zeros(rows + 1, dtype=np.int64)])
    return LinearProgram.from_matrix(table, [0] * rows + [1], objective)


def _strict_program(matrix: NDArray[Any]) -> LinearProgram:
    """Maximise Σ d subject to matrix · w + d ≤ 0 and d ≤ 1, for one d ≥ 0 in each row."""
    from oraclegames.exact.linear_program import LinearProgram  # rarely needed

    rows, columns = matrix.shape
    eye = np.eye(rows, dtype=matrix.dtype)
    zero = np.zeros((rows, columns + rows), dtype=matrix.dtype)
    zero[:, columns:] = eye
    table = np.hstack(
        [np.vstack([np.hstack([matrix, eye]), zero]), np.eye(2 * rows, dtype=matrix.dtype)]
    )
    objective = [0] * columns + [1] * rows + [0] * (2 * rows)
    return LinearProgram.from_matrix(table, [0] * rows + [1] * rows, objective)


def _solved(program: LinearProgram, clock: Clock) -> Optimal:
    from oraclegames.exact.linear_program import Optimal  # rarely needed
    from oraclegames.exact.simplex import maximise

    result = maximise(program, clock=clock)
    if not isinstance(result, Optimal):
        raise CertificateError("a level's program has a solution and a bound, but none was found")
    return result


def weak_weights(
    matrix: NDArray[Any], touched: NDArray[np.bool_], clock: Clock
) -> tuple[dict[int, Fraction], Sequence[Fraction]]:
    """Weights that touch some set, each with a sum ≤ 0; if there are none, the rows' multipliers.

    Maximises the number of touches, Σ w being at most 1.
    """
    useful = np.flatnonzero(touched.any(axis=0))
    hits = touched[:, useful].sum(axis=0)
    optimal = _solved(_weak_program(matrix[:, useful], hits), clock)
    if optimal.value == 0:
        return {}, optimal.y[:-1]
    return {int(useful[j]): w for j, w in optimal.x if j < len(useful)}, ()


def strict_weights(
    matrix: NDArray[Any], touched: NDArray[np.bool_], clock: Clock
) -> dict[int, Fraction]:
    """Weights that touch the greatest possible collection of sets, each with a sum < 0."""
    chosen = np.ones(len(matrix), dtype=bool)
    while chosen.any():
        allowed = np.flatnonzero(touched.any(axis=0) & ~touched[~chosen].any(axis=0))
        rows = np.flatnonzero(chosen)
        optimal = _solved(_strict_program(matrix[np.ix_(rows, allowed)]), clock)
        entries = dict(optimal.x)
        positive = [len(allowed) + k in entries for k in range(len(rows))]
        if all(positive):
            return {int(o): entries[j] for j, o in enumerate(allowed) if j in entries}
        chosen[rows[~np.array(positive)]] = False
    return {}
