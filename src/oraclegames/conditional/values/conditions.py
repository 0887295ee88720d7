"""The conditions K(v) P = 0 around a value vector, to first order."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING, Any

from flint import fmpq, fmpq_mat

from oraclegames.conditional.columns.konstanz import Excess
from oraclegames.exact.arrays import object_array
from oraclegames.exact.rational import to_fmpq
from oraclegames.games.game import Game
from oraclegames.later import np

if TYPE_CHECKING:
    from numpy.typing import NDArray

Vector = tuple[Fraction, ...]


class System:
    """The conditions around v, for values in v + span(directions).

    Attributes:
        matrix: the whole-number K(v); row r divided by ``scales[r]`` is the rational one.
        player: the player of each row.
        touched: one row for each (i, s): 1 where o_i = s.
    """

    def __init__(self, game: Game, v: Vector, directions: Sequence[Vector]):
        excess = Excess(game, v)
        self.matrix = excess.matrix()
        shape = game.shape
        self.player = [i for i, m in enumerate(shape) for _ in range(m)]
        # Row (i, s) of the rational K(v) is this integer row divided by its scale.
        self.scales = [excess.scales[i] for i in self.player]
        moves = np.indices(shape).reshape(len(shape), -1)
        touched = [moves[i] == s for i, m in enumerate(shape) for s in range(m)]
        self.touched = np.stack(touched).astype(np.int64)
        self.directions = directions

    def implied_by(self, rows: Sequence[int]) -> bool:
        """Whether the other rows of K(v + d) are fixed combinations of these, for all d."""
        if len(rows) == len(self.matrix):
            return self._rank(rows, ()) == len(rows)
        rank = self._rank(range(len(self.matrix)), self.directions)
        return len(rows) == rank == self._rank(rows, ())

    def independent(self) -> tuple[int, ...] | None:
        """Rows that imply all others; None if there are none."""
        every = range(len(self.matrix))
        if self._rank(every, ()) == len(every):
            return tuple(every)
        rank = self._rank(range(len(self.matrix)), self.directions)
        chosen: list[int] = []
        for r in range(len(self.matrix)):
            if self._rank([*chosen, r], ()) == len(chosen) + 1:
                chosen.append(r)
        return tuple(chosen) if len(chosen) == rank else None

    def rank_at(self, probabilities: Sequence[Fraction]) -> int:
        """The rank of (dP, dv) → K(v) dP − (dv_i P(s_i = s)), with dv in the directions."""
        masses = self.touched @ object_array(probabilities)
        pushed = [[to_fmpq(x * d[i]) for d in self.directions] for x, i in zip(masses, self.player)]
        return int(fmpq_mat([[*a, *b] for a, b in zip(self._exact, pushed)]).rank())

    def onto(self, probabilities: Sequence[Fraction]) -> bool:
        """Whether that map reaches all that the rows allow."""
        return self.rank_at(probabilities) == self._rank(range(len(self.matrix)), self.directions)

    @cached_property
    def _exact(self) -> list[list[fmpq]]:
        """K(v), row by row."""
        return [[fmpq(int(a), s) for a in row] for row, s in zip(self.matrix, self.scales)]

    def _rank(self, rows: Sequence[int] | range, directions: Sequence[Vector]) -> int:
        """The rank of some rows of K(v + d), for all d in the span of the directions together."""
        table = []
        for r in rows:
            shifts = [to_fmpq(d[self.player[r]]) for d in directions]
            touched = self.touched[r].tolist()
            table.append([*self._exact[r], *(shift * t for shift in shifts for t in touched)])
        return int(fmpq_mat(table).rank()) if table else 0

    def basis(self, probabilities: Vector, rows: Sequence[int]) -> tuple[int, ...]:
        """Outcomes whose columns are far from dependent, probable ones preferred (floats)."""
        whole = self.matrix[list(rows)]
        sizes = np.maximum(abs(whole).max(axis=1, keepdims=True), 1)
        table = (whole / sizes).astype(np.float64) * np.array([float(p) for p in probabilities])
        chosen: list[int] = []
        for _ in rows:
            sizes = (table**2).sum(axis=0)
            sizes[chosen] = -1.0
            j = int(sizes.argmax())
            chosen.append(j)
            if sizes[j] > 0:
                unit = table[:, j] / np.sqrt(sizes[j])
                table = table - np.outer(unit, unit @ table)
        return tuple(chosen)

    def rational(self) -> NDArray[Any]:
        """K(v), with fractions."""
        rows = [
            object_array([Fraction(int(a), scale) for a in row])
            for row, scale in zip(self.matrix, self.scales)
        ]
        return np.stack(rows)

    def inverse(self, rows: Sequence[int], columns: Sequence[int]) -> fmpq_mat | None:
        """The inverse of K(v) on these rows and columns; None if there is none."""
        if len(columns) != len(rows):
            return None
        table = fmpq_mat([[self._exact[r][j] for j in columns] for r in rows])
        try:
            return table.inv()
        except ZeroDivisionError:
            return None
