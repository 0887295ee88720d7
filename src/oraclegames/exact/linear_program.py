"""Linear programs over the rationals: the data, and answers that prove themselves.

The program: maximise c·x subject to A x = b, x ≥ 0. Exactly one of three things is true, and each
comes with numbers that prove it (Farkas; duality):

* :class:`Optimal`: x with A x = b, x ≥ 0 and y with y·A ≥ c, and c·x = y·b;
* :class:`Infeasible`: y with y·A ≥ 0 and y·b < 0;
* :class:`Unbounded`: a feasible x and a ray r ≥ 0 with A r = 0 and c·r > 0.

All data are whole numbers inside: every row of (A | b) and c is multiplied by a positive integer.
Columns are sparse.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING, Any

from flint import fmpq

from oraclegames.errors import InputError
from oraclegames.exact.arrays import whole_array
from oraclegames.exact.pricing import Pricing, reduced_costs
from oraclegames.later import np

if TYPE_CHECKING:
    from numpy.typing import NDArray

Number = int | Fraction
Row = Mapping[int, Number] | Sequence[Number]
Sparse = tuple[tuple[int, Fraction], ...]
"""A vector by its non-zero entries: (position, value), positions ascending."""


@dataclass(frozen=True, eq=False)
class LinearProgram:
    """Maximise c·x subject to A x = b, x ≥ 0, with m rows and n sparse columns of integers.

    Attributes:
        starts: shape (n + 1,); column j holds the entries ``starts[j]:starts[j + 1]`` …
        rows: … at these rows, ascending,
        values: … with these whole numbers (``int64`` where they fit, Python integers else).
        rhs: the m whole numbers b.
        objective: the n whole numbers c.
        row_scales: row i of (A | b) stands for the caller's row times this positive integer.
        objective_scale: c stands for the caller's objective times this positive integer.

    Solutions speak of the caller's rows and objective.
    """

    starts: NDArray[np.int64]
    rows: NDArray[np.int64]
    values: NDArray[Any]
    rhs: tuple[int, ...]
    objective: NDArray[Any]
    row_scales: tuple[int, ...]
    objective_scale: int

    @classmethod
    def of(
        cls,
        objective: Row,
        *,
        equal: Iterable[tuple[Row, Number]] = (),
        at_most: Iterable[tuple[Row, Number]] = (),
        n: int | None = None,
    ) -> LinearProgram:
        """Build a program from rational rows, each a pair (coefficients, right-hand side).

        Rows are sequences of n numbers or mappings of positions to numbers; n is needed when the
        objective is a mapping. Rows ``at_most`` follow the equal ones, and each brings a slack
        column; these follow the n structural columns in order.

        >>> from oraclegames.exact.simplex import maximise
        >>> lp = LinearProgram.of([1, 1], at_most=[([1, 2], 4), ([3, 1], 6)])
        >>> maximise(lp).value
        Fraction(14, 5)
        """
        if n is None:
            if isinstance(objective, Mapping):
                raise InputError("give the number of columns n when the objective is a mapping")
            n = len(objective)
        table = [(*pair, 0) for pair in equal] + [(*pair, 1) for pair in at_most]
        entries: list[list[tuple[int, int]]] = [[] for _ in range(n)]
        slacks: list[list[tuple[int, int]]] = []
        rhs, scales = [], []
        for i, (coefficients, bound, slack) in enumerate(table):
            row = _positions(coefficients, n, f"row {i}")
            scale = math.lcm(
                *(Fraction(a).denominator for a in row.values()), Fraction(bound).denominator
            )
            for j, a in row.items():
                entries[j].append((i, int(a * scale)))
            if slack:
                slacks.append([(i, scale)])
            rhs.append(int(bound * scale))
            scales.append(scale)
        costs = _positions(objective, n, "the objective")
        scale = math.lcm(*(Fraction(c).denominator for c in costs.values()))
        c = [0] * (n + len(slacks))
        for j, cost in costs.items():
            c[j] = int(cost * scale)
        packed = pack(entries + slacks)
        return cls(*packed, tuple(rhs), whole_array(c), tuple(scales), scale)

    @classmethod
    def from_matrix(
        cls, matrix: NDArray[Any], rhs: Sequence[int], objective: Sequence[int] | NDArray[Any]
    ) -> LinearProgram:
        """Build a program from a whole-number matrix of shape (m, n): no Python loop, for big ones.

        ``matrix`` has an integer dtype or holds Python integers.
        """
        columns, rows = np.nonzero(matrix.T)
        starts = np.zeros(matrix.shape[1] + 1, dtype=np.int64)
        np.cumsum(np.bincount(columns, minlength=matrix.shape[1]), out=starts[1:])
        values = matrix.T[columns, rows]
        values = values.astype(np.int64) if values.dtype.kind in "iu" else whole_array(values)
        ones = (1,) * matrix.shape[0]
        bounds = tuple(int(b) for b in rhs)
        return cls(starts, rows.astype(np.int64), values, bounds, whole_array(objective), ones, 1)

    @property
    def n_rows(self) -> int:
        """The number m of rows."""
        return len(self.rhs)

    @property
    def n_columns(self) -> int:
        """The number n of columns, slacks included."""
        return len(self.starts) - 1

    def column(self, j: int) -> list[tuple[int, int]]:
        """The entries (row, whole number) of a column."""
        part = slice(self.starts[j], self.starts[j + 1])
        return [(int(i), int(a)) for i, a in zip(self.rows[part], self.values[part])]

    def residual(self, x: Sparse) -> list[fmpq]:
        """A x − b for the whole-number rows."""
        total = [fmpq(-b) for b in self.rhs]
        for j, value in x:
            factor = fmpq(value.numerator, value.denominator)
            for i, a in self.column(j):
                total[i] += a * factor
        return total

    def value(self, x: Sparse) -> Fraction:
        """c·x in the caller's objective."""
        gain = sum((int(self.objective[j]) * value for j, value in x), Fraction(0))
        return gain / self.objective_scale

    def bound(self, y: Sequence[Fraction]) -> Fraction:
        """y·b in the caller's rows."""
        terms = (v * b / s for v, b, s in zip(y, self.rhs, self.row_scales))
        return sum(terms, Fraction(0))

    def dominates(self, y: Sequence[Fraction], *, objective: bool) -> bool:
        """Whether y·A ≥ c (with ``objective``) or y·A ≥ 0, column by column, exactly."""
        scaled = [fmpq(v.numerator, v.denominator * s) for v, s in zip(y, self.row_scales)]
        if objective:
            scaled = [v * self.objective_scale for v in scaled]
        return not bool((reduced_costs(self, scaled, objective)[0] > 0).any())

    @cached_property
    def pricing(self) -> Pricing:
        """What pricing needs to know of the columns."""
        return Pricing.of(self)


@dataclass(frozen=True)
class Optimal:
    """A solution and the proof that none is better.

    Attributes:
        x: the primal solution, a basic one.
        y: the dual solution, one number for each row: y·A ≥ c.
        value: c·x = y·b.
        basis: for each row a basic column, or −1 − i for a redundant row i; a start for the next.
    """

    x: Sparse
    y: tuple[Fraction, ...]
    value: Fraction
    basis: tuple[int, ...]

    def verify(self, program: LinearProgram) -> bool:
        """Re-check feasibility on both sides and equal values, by arithmetic alone."""
        return (
            _is_feasible(program, self.x)
            and len(self.y) == program.n_rows
            and program.dominates(self.y, objective=True)
            and program.value(self.x) == self.value == program.bound(self.y)
        )

    def dense(self, n: int) -> tuple[Fraction, ...]:
        """The first n entries of x."""
        entries = dict(self.x)
        return tuple(entries.get(j, Fraction(0)) for j in range(n))


@dataclass(frozen=True)
class Infeasible:
    """There is no x: y·A ≥ 0 and y·b < 0 (Farkas), so A x = b would give 0 ≤ y·A x = y·b < 0."""

    y: tuple[Fraction, ...]

    def verify(self, program: LinearProgram) -> bool:
        """Re-check y·A ≥ 0 and y·b < 0, by arithmetic alone."""
        return (
            len(self.y) == program.n_rows
            and program.dominates(self.y, objective=False)
            and program.bound(self.y) < 0
        )


@dataclass(frozen=True)
class Unbounded:
    """The value has no bound: x + t·ray is feasible for every t ≥ 0, and c·ray > 0."""

    x: Sparse
    ray: Sparse

    def verify(self, program: LinearProgram) -> bool:
        """Re-check A x = b, A ray = 0, x, ray ≥ 0 and c·ray > 0, by arithmetic alone."""
        moved = program.residual(self.ray)
        return (
            _is_feasible(program, self.x)
            and all(total + b == 0 for total, b in zip(moved, program.rhs))
            and all(value >= 0 for _, value in self.ray)
            and program.value(self.ray) > 0
        )


def _positions(row: Row, n: int, what: str) -> dict[int, Number]:
    if not isinstance(row, Mapping):
        if len(row) != n:
            raise InputError(f"{what} has {len(row)} coefficients, not {n}")
        row = dict(enumerate(row))
    elif any(not 0 <= j < n for j in row):
        raise InputError(f"{what} has a coefficient outside the columns 0..{n - 1}")
    return {j: a for j, a in row.items() if a}


def pack(
    columns: Sequence[Sequence[tuple[int, int]]],
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[Any]]:
    """Columns of entries (row, whole number) as ``starts``, ``rows`` and ``values``."""
    starts = np.zeros(len(columns) + 1, dtype=np.int64)
    np.cumsum([len(column) for column in columns], out=starts[1:])
    rows = np.array([i for column in columns for i, _ in column], dtype=np.int64)
    return starts, rows, whole_array([a for column in columns for _, a in column])


def _is_feasible(program: LinearProgram, x: Sparse) -> bool:
    inside = all(0 <= j < program.n_columns and value >= 0 for j, value in x)
    return inside and not any(program.residual(x))
