"""The phase diagram in b: from equilibria, each with its cells, to phases with their equilibria.

Cut [0, 1] at the ends of all cells; in each piece the same equilibria hold. Neighbours are joined
while their equilibria are the same, a point to the interval before or after it if the formulas
there give its equilibria.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

from flint import fmpq, fmpq_poly

from oraclegames.budget import Clock
from oraclegames.conditional.similarity.cells import Cell, cells, compare, merged
from oraclegames.conditional.similarity.deviations import B, Conditions
from oraclegames.conditional.similarity.equilibrium import (
    Entry,
    Equilibrium,
    Track,
    entry_at,
    settled,
)
from oraclegames.conditional.similarity.families import Family, family
from oraclegames.conditional.similarity.formula import Formula
from oraclegames.conditional.similarity.supports import Path, Piece, path, pieces_at, supports
from oraclegames.conditional.similarity.symmetric import Matrix
from oraclegames.exact.algebraic import Algebraic
from oraclegames.exact.rational import to_fraction
from oraclegames.exact.real import Real

ONE = fmpq_poly([1])


@dataclass(frozen=True)
class Phase:
    """A point or an interval of b, and all equilibria there.

    Attributes:
        low, high: the ends, exact.
        low_included, high_included: whether they belong to it.
        equilibria: in the order of their supports; () says that there are none.
    """

    low: Real
    high: Real
    low_included: bool
    high_included: bool
    equilibria: tuple[Equilibrium, ...]

    def covers(self, b: Real) -> bool:
        """Whether b lies in it."""
        below, above = compare(self.low, b), compare(b, self.high)
        return (below < 0 or (below == 0 and self.low_included)) and (
            above < 0 or (above == 0 and self.high_included)
        )


def matrix_tracks(A: Matrix, clock: Clock) -> Iterator[Track]:
    """Every equilibrium of a two-player game with its cells."""
    for support in supports(len(A)):
        clock.check()
        found = path(A, support, clock)
        if found is None:
            yield from _family_tracks(A, family(A, support, clock))
        else:
            yield from _path_tracks(A, found)


def matrix_at(A: Matrix, b: Fraction, clock: Clock) -> Iterator[Track]:
    """The same at one b, by numbers instead of polynomials."""
    for support in supports(len(A)):
        clock.check()
        piece = pieces_at(A, b, support)
        if piece is not None:
            yield Track(Cell(b, b, b), numbers(A, piece, b))


def at_one(gathered: list[Track], b: Fraction) -> Phase:
    """The phase of one b."""
    here = [track.equilibrium for track in gathered if track.covers(b)]
    return _settled(Phase(b, b, True, True, _maximal(here, Cell(b, b, b))))


def _path_tracks(A: Matrix, found: Path) -> Iterator[Track]:
    equilibrium = _point(found.support, found.conditions)
    yield from (Track(cell, equilibrium) for cell in found.good)
    for b in found.singular:
        piece = pieces_at(A, b, found.support)
        if piece is not None:
            yield Track(Cell(b, b, b), numbers(A, piece, b))


def _family_tracks(A: Matrix, found: Family) -> Iterator[Track]:
    for cell, piece in found.pieces:
        if cell.is_point:
            yield Track(cell, numbers(A, piece, cell.low))
            continue
        corners = [found.corners[basis] for basis in piece.bases]
        strategies = tuple(tuple(map(settled, c.formulas())) for c in corners)
        values = tuple(settled(_value(c)) for c in corners)
        equilibrium = Equilibrium(
            piece.support, strategies, values, piece.whole, piece.good if not piece.whole else ()
        )
        yield Track(cell, equilibrium)


def _point(support: tuple[int, ...], conditions: Conditions) -> Equilibrium:
    strategy = tuple(map(settled, conditions.formulas()))
    return Equilibrium(support, (strategy,), (settled(_value(conditions)),))


def _value(conditions: Conditions) -> Formula:
    """u(s, s) = c/(1 + b)."""
    return Formula.of(conditions.value, conditions.denominator * (1 + B))


def numbers(A: Matrix, piece: Piece, b: Real) -> Equilibrium:
    """A piece at one b, as formulas in b: its numbers are of the field of b."""
    corners = tuple(tuple(_entry(x) for x in corner) for corner in piece.corners)
    values = []
    for corner in piece.corners:
        pays = sum(x * y * A[i][j] for i, x in enumerate(corner) for j, y in enumerate(corner))
        values.append(_entry(pays))
    return Equilibrium(
        piece.support, corners, tuple(values), piece.whole, piece.good if not piece.whole else ()
    )


def _entry(number: Any) -> Entry:
    if isinstance(number, Algebraic):
        return settled(Formula.of(number.polynomial, ONE))
    return to_fraction(fmpq(number))


# -- phases ----------------------------------------------------------------------------------------


def phases(tracks: list[Track]) -> tuple[Phase, ...]:
    """All phases of [0, 1], ascending."""
    ends = [end for track in tracks for end in (track.cell.low, track.cell.high)]
    cuts = merged([Fraction(0), Fraction(1)], ends)
    found: list[Phase] = []
    for cell in cells(cuts):
        here = [track.equilibrium for track in tracks if track.covers(cell.sample)]
        phase = Phase(cell.low, cell.high, cell.is_point, cell.is_point, _maximal(here, cell))
        if found and _continues(found[-1], phase):
            found[-1] = replace(found[-1], high=phase.high, high_included=cell.is_point)
        elif found and _begins(found[-1], phase):
            found[-1] = replace(phase, low=found[-1].low, low_included=True)
        else:
            found.append(phase)
    return tuple(map(_settled, found))


def _settled(phase: Phase) -> Phase:
    """A phase of one rational point with numbers instead of formulas."""
    if phase.low is not phase.high or not isinstance(phase.low, Fraction):
        return phase
    return replace(phase, equilibria=tuple(one.fixed(phase.low) for one in phase.equilibria))


def _maximal(equilibria: list[Equilibrium], cell: Cell) -> tuple[Equilibrium, ...]:
    """Without those that are corners of others, or lie on their sides."""
    kept: list[Equilibrium] = []
    for k, one in enumerate(equilibria):
        inside = any(
            k != j and _lies_in(one, other, cell.sample, j < k)
            for j, other in enumerate(equilibria)
        )
        if not inside:
            kept.append(one)
    return tuple(kept)


def _lies_in(one: Equilibrium, other: Equilibrium, b: Real, first: bool) -> bool:
    """Whether the corners of one are good corners of the other, which is larger or comes first."""
    if one.curve is not None or other.curve is not None:
        return one == other and first
    if len(one.corners) > len(other.corners) or (
        len(one.corners) == len(other.corners) and not first
    ):
        return False
    theirs = other.strategies(b)
    good = theirs if other.whole else [theirs[k] for k in other.good]
    return all(corner in good for corner in one.strategies(b))


def _continues(before: Phase, after: Phase) -> bool:
    """Whether the equilibria of a phase go on in the next cell."""
    if before.equilibria == after.equilibria:
        return True
    return after.low is after.high and agree(before.equilibria, after.equilibria, after.low, True)


def _begins(before: Phase, after: Phase) -> bool:
    """Whether a phase of one point has the equilibria with which the next one begins."""
    return before.low is before.high and agree(
        after.equilibria, before.equilibria, before.low, False
    )


def agree(
    along: tuple[Equilibrium, ...], there: tuple[Equilibrium, ...], b: Real, is_end: bool
) -> bool:
    """Whether formulas of an interval give the equilibria at one of its ends."""
    if len(along) != len(there):
        return False
    return all(any(_same(one, other, b, is_end) for other in there) for one in along)


def _same(one: Equilibrium, other: Equilibrium, b: Real, is_end: bool) -> bool:
    if one == other:
        return True
    if one.support != other.support or one.whole != other.whole or other.curve is not None:
        return False
    if one.curve is None:
        if any(_pole(x, b) for corner in one.corners for x in corner):
            return False
        return set(one.strategies(b)) == set(other.strategies(b))
    x = one.curve.end if is_end else one.curve.start
    return len(other.corners) == 1 and compare(entry_at(other.corners[0][0], b), x) == 0


def _pole(entry: Entry, b: Real) -> bool:
    if not isinstance(entry, Formula):
        return False
    return bool(Formula(entry.denominator, (1,)).at(b) == 0)
