"""From an equilibrium to a better one nearby, and towards one from beside it, in floats.

Let P be a distribution and v values. To first order the conditions K(v + dv) (P + dP) = 0 are

    Σ_{o_i = s} dP(o) (U_i(o) − v_i) − P(s_i = s) dv_i  =  −(K(v) P)_{i,s},      Σ dP = 0,

so a linear program finds the step that improves the objective most while no probability loses more
than nine tenths: along the equilibrium set if P is an equilibrium, towards it (Newton) if not.
Steps only propose values; whether these are achieved is decided exactly by the caller.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from oraclegames.budget import Clock
from oraclegames.conditional.best.steering import Steering, small_solver
from oraclegames.conditional.values.boxes import Box
from oraclegames.later import np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

_KEPT = 0.1


class Steps:
    """The program that finds steps, for one relaxation and one box of all values.

    Columns: dP + (1 − kept) P ≥ 0, the steps dv, and the least value's gain.
    """

    def __init__(self, steering: Steering, box: Box):
        self.steering = steering
        self.low, self.high = steering.scaled(box.low), steering.scaled(box.high)
        self.even = steering.objective.kind == "egalitarian"
        self.solver = small_solver()

    def direction(self, v: Floats, masses: Floats, clock: Clock) -> tuple[Floats, Floats] | None:
        """The best first-order step dv, and P + dP; None if no step improves or leads to the set.

        ``masses`` is P over Π M_i in row-major order; v + dv stays in the box; all is scaled.
        Cost: one linear program in floats with Σ |M_i| + 1 rows (and n for the egalitarian goal).
        """
        import highspy

        steering = self.steering
        n, players, k = steering.outcomes, steering.players, steering.moves
        infinity = highspy.kHighsInf
        extra = players if self.even else 0
        matrix = np.zeros((k + 1 + extra, n + players + 1))
        conditions = matrix[:k, :n]
        conditions[steering.rows, np.arange(n)] = steering.payoffs - v[:, None]
        residual = conditions @ masses
        own = np.zeros((k, n))
        own[steering.rows, np.arange(n)] = masses
        matrix[np.arange(k), n + steering.owner] = -own.sum(axis=1)
        matrix[k, :n] = 1
        low = np.concatenate([-_KEPT * residual, [(1 - _KEPT) * masses.sum()], np.zeros(extra)])
        high = low.copy()
        costs = np.zeros(n + players + 1)
        if self.even:
            a, b = steering.evenness
            matrix[k + 1 :, n : n + players] = np.eye(players)
            matrix[k + 1 :, -1] = -a
            low[k + 1 :], high[k + 1 :] = a * ((v - b) / a).min() - (v - b), infinity
            costs[-1] = 1
        else:
            costs[n : n + players] = steering.slope(steering.objective.slope(steering.plain(v)))[0]
        lp = highspy.HighsLp()
        lp.num_col_, lp.num_row_ = matrix.shape[1], len(matrix)
        lp.col_cost_ = costs
        lp.col_lower_ = np.concatenate([np.zeros(n), np.minimum(self.low - v, 0), [0]])
        lp.col_upper_ = np.concatenate(
            [np.full(n, infinity), np.maximum(self.high - v, 0), [infinity if self.even else 0]]
        )
        lp.row_lower_, lp.row_upper_ = low, high
        lp.sense_ = highspy.ObjSense.kMaximize
        lp.a_matrix_.format_ = highspy.MatrixFormat.kColwise
        columns, rows = np.nonzero(matrix.T)
        starts = np.searchsorted(columns, np.arange(matrix.shape[1] + 1))
        lp.a_matrix_.start_ = starts.astype(np.int32)
        lp.a_matrix_.index_ = rows.astype(np.int32)
        lp.a_matrix_.value_ = matrix.T[columns, rows]
        solver: Any = self.solver
        if clock.left < infinity:
            solver.setOptionValue("time_limit", solver.getRunTime() + clock.left)
        solver.passModel(lp)
        solver.run()
        clock.check()
        if solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            return None
        x = np.array(solver.getSolution().col_value)
        return x[n : n + players], x[:n] + _KEPT * masses
