"""Linear programs that bound probabilities of events while values lie in a box.

They are solved in floats; what they give are multipliers of moves, rounded, which prove a bound
themselves.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from oraclegames.certificates.best_values import Box
from oraclegames.exact.highs import new_solver
from oraclegames.exact.plane import Point
from oraclegames.later import np

if TYPE_CHECKING:
    from oraclegames.conditional.two_players.pieces import Piece

_SCALE = 1 << 24
_NONE: tuple[Fraction, Fraction] = Fraction(0), Fraction(0)


class Program:
    """The linear programs of a piece: P ≥ 0, ΣP = 1, Σ P (U − l) ≥ 0 ≥ Σ P (U − u) for moves."""

    def __init__(self, piece: Piece, events: tuple[frozenset[Any], frozenset[Any]]):
        self.moves, self.shape = piece.moves, piece.game.shape
        self.outcomes = list(itertools.product(*piece.moves))
        self.labels = [(i, s) for i, own in enumerate(piece.moves) for s in own]
        self.touched = np.array([[o[i] == s for o in self.outcomes] for i, s in self.labels], float)
        payoffs = [[float(piece.game.payoff(i, o)) for o in self.outcomes] for i in (0, 1)]
        self.own = np.array([payoffs[i] for i, _ in self.labels]) * self.touched
        self.hit = [np.array([o in event for o in self.outcomes], float) for event in events]

    def half_planes(
        self, box: Box, ways: Sequence[Point]
    ) -> tuple[Sequence[Point], list[Any], list[float]]:
        """That hold all pairs in a box: directions, multipliers of all moves, and bounds.

        One that nothing satisfies, if there are none.
        """
        solver = new_solver()
        solver.passModel(self._model(box, 0.0))
        duals, bounds = [], []
        ends = np.array([[float(v) for v in box[i]] for i, _ in self.labels]).T
        for u, w in ways:
            costs = float(u) * self.hit[0] + float(w) * self.hit[1]
            y = self._duals(solver, costs)
            if y is None:
                return self._impossible(box)
            duals.append(y)
            least = (y * ends).max(axis=0) @ self.touched
            bounds.append(float((costs - y @ self.own + least).max()))
        return ways, duals, bounds

    def _impossible(self, box: Box) -> tuple[Sequence[Point], list[Any], list[float]]:
        """Multipliers with which even nothing would be bounded by less than nothing."""
        solver = new_solver()
        solver.passModel(self._model(box, -1.0))
        y = self._duals(solver, np.zeros(len(self.outcomes)))
        return ([], [], []) if y is None else ([_NONE], [y], [-1.0])

    def rational(self, y: Any) -> tuple[tuple[Fraction, ...], ...]:
        """Multipliers of all moves of the game."""
        rows = [[Fraction(0)] * m for m in self.shape]
        for (i, s), v in zip(self.labels, y):
            rows[i][s] = Fraction(float(v))
        return tuple(map(tuple, rows))

    def _model(self, box: Box, slack: float) -> Any:
        """With a slack, if that costs something, by which the rows may be missed."""
        import highspy

        low, high = (
            self.own - np.array([[float(box[i][k])] for i, _ in self.labels]) * self.touched
            for k in (0, 1)
        )
        count, rows = len(self.outcomes), len(self.labels)
        table = np.vstack([low, high, np.ones((1, count))])
        column = np.concatenate([np.ones(rows), -np.ones(rows), [0.0]])
        if slack:
            table = np.hstack([table, column[:, None]])
        program = highspy.HighsLp()
        program.num_col_, program.num_row_ = table.shape[1], table.shape[0]
        program.col_cost_ = np.array([0.0] * count + [slack] * (table.shape[1] - count))
        program.col_lower_ = np.zeros(table.shape[1])
        program.col_upper_ = np.full(table.shape[1], highspy.kHighsInf)
        infinite = np.full(rows, highspy.kHighsInf)
        program.row_lower_ = np.concatenate([np.zeros(rows), -infinite, [1.0]])
        program.row_upper_ = np.concatenate([infinite, np.zeros(rows), [1.0]])
        program.sense_ = highspy.ObjSense.kMaximize
        program.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        program.a_matrix_.start_ = np.arange(0, table.size + 1, table.shape[1]).astype(np.int32)
        program.a_matrix_.index_ = np.tile(np.arange(table.shape[1]), len(table)).astype(np.int32)
        program.a_matrix_.value_ = table.ravel()
        return program

    def _duals(self, solver: Any, costs: Any) -> Any:
        """Those of both rows of each move together, short; None if nothing is feasible."""
        import highspy

        solver.changeColsCost(len(costs), np.arange(len(costs), dtype=np.int32), costs)
        solver.run()
        if solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            return None
        duals = np.array(solver.getSolution().row_dual)
        half = len(self.labels)
        return np.round((duals[:half] + duals[half : 2 * half]) * _SCALE) / _SCALE
