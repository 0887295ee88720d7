"""Does a quadratic form stay at or below zero wherever no coordinate is negative?

Let M be symmetric. M is *copositive* (zᵀMz ≥ 0 for all z ≥ 0) iff no principal submatrix N of M has
det N < 0 and adj N ≥ 0 in all entries (after Cottle, Habetler and Lemke, "On classes of copositive
matrices", 1970; docs/theory/similarity.md has a proof). These are signs of polynomials in the
entries, so the test says along which polynomials an answer can change.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations, combinations_with_replacement, product
from typing import Any

Entry = Any
"""A number, or a polynomial."""


def _go_on() -> None:
    pass


@dataclass(frozen=True)
class Copositivity:
    """The test for one symmetric matrix; entries from any commutative ring.

    Attributes:
        matrix: its rows.
        pause: called now and then; it may raise to stop.
    """

    matrix: Sequence[Sequence[Entry]]
    pause: Callable[[], None] = _go_on

    def submatrices(self, size: int) -> list[tuple[Entry, list[Entry]]]:
        """For each principal submatrix of an order its determinant and the adjugate's entries.

        Small ones should be asked first: they exclude most matrices.
        """
        if size not in self._listed:
            self._listed[size] = [
                (self.minor(chosen, chosen), list(self._adjugate(chosen)))
                for chosen in combinations(range(len(self.matrix)), size)
            ]
        return self._listed[size]

    def _adjugate(self, chosen: tuple[int, ...]) -> Iterator[Entry]:
        """The entries on and above the diagonal; () for order 1, where it is 1."""
        if len(chosen) > 1:
            for k, j in combinations_with_replacement(range(len(chosen)), 2):
                yield self._cofactor(chosen, k, j)

    @cached_property
    def _listed(self) -> dict[int, list[tuple[Entry, list[Entry]]]]:
        return {}

    @cached_property
    def _known(self) -> dict[tuple[tuple[int, ...], tuple[int, ...]], Entry]:
        return {}

    def minor(self, rows: tuple[int, ...], columns: tuple[int, ...]) -> Entry:
        """The determinant of a submatrix, by expansion along its first row."""
        if len(rows) == 1:
            return self.matrix[rows[0]][columns[0]]
        known = self._known.get((rows, columns))
        if known is not None:
            return known
        self.pause()
        total: Entry = None
        for k, column in enumerate(columns):
            rest = columns[:k] + columns[k + 1 :]
            term = self.matrix[rows[0]][column] * self.minor(rows[1:], rest)
            if k % 2:
                term = -term
            total = term if total is None else total + term
        self._known[rows, columns] = total
        return total

    @property
    def sizes(self) -> range:
        """The orders of principal submatrices."""
        return range(1, len(self.matrix) + 1)

    def polynomials(self, size: int | None = None) -> Iterator[Entry]:
        """Everything whose sign the test asks for, of one order or of all."""
        for order in self.sizes if size is None else [size]:
            self.pause()
            for determinant, adjugate in self.submatrices(order):
                yield determinant
                yield from adjugate

    def allows(self, sign: Callable[[Entry], int], size: int, factor: int = 1) -> bool:
        """Whether no submatrix of an order says that ``factor`` times the matrix is not."""
        return self._refuting(sign, size, factor) is None

    def _refuting(
        self, sign: Callable[[Entry], int], size: int, factor: int
    ) -> tuple[int, ...] | None:
        """The rows of a submatrix that says so."""
        self.pause()
        for chosen, (determinant, adjugate) in zip(
            combinations(range(len(self.matrix)), size), self.submatrices(size)
        ):
            if factor**size * sign(determinant) < 0 and all(
                factor ** (size - 1) * sign(entry) >= 0 for entry in adjugate
            ):
                return chosen
        return None

    def holds(self, sign: Callable[[Entry], int], factor: int = 1) -> bool:
        """Whether ``factor`` times the matrix is copositive, where ``sign`` says signs."""
        return all(self.allows(sign, size, factor) for size in self.sizes)

    def negative(self, sign: Callable[[Entry], int], factor: int = 1) -> list[Entry] | None:
        """Some z ≥ 0 with factor·zᵀMz < 0; None if that is copositive.

        It is adj(N) e, for a submatrix N that says so.
        """
        for size in self.sizes:
            chosen = self._refuting(sign, size, factor)
            if chosen is not None:
                weights = [0 * self.matrix[0][0]] * len(self.matrix)
                for k, j in product(range(size), repeat=2):
                    minor = self._cofactor(chosen, k, j)
                    weights[chosen[k]] = weights[chosen[k]] + minor * factor ** (size - 1)
                return weights
        return None

    def _cofactor(self, chosen: tuple[int, ...], k: int, j: int) -> Entry:
        if len(chosen) == 1:
            return 0 * self.matrix[0][0] + 1
        minor = self.minor(_without(chosen, k), _without(chosen, j))
        return minor if (k + j) % 2 == 0 else -minor

    def at(self, z: Sequence[Entry]) -> Entry:
        """zᵀMz."""
        return sum(
            (x * y * entry for x, row in zip(z, self.matrix) for y, entry in zip(z, row)),
            start=0 * z[0],
        )


def _without(chosen: tuple[int, ...], k: int) -> tuple[int, ...]:
    return chosen[:k] + chosen[k + 1 :]
