"""The polynomial pieces of formulas: on which counts they are which polynomials.

A tree of terms is gone through with a set of counts. A condition splits the set in two, and each
part goes on by itself; without conditions a tree is one polynomial. The counts of all moves but the
last are the unknowns: the last is n minus all others.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias, TypeVar

from flint import Ordering, fmpq_mpoly, fmpq_mpoly_ctx

from oraclegames.errors import UnsupportedError
from oraclegames.exact.rational import to_fmpq
from oraclegames.games.by_formula.polygons import Polygon
from oraclegames.games.by_formula.ranges import Range
from oraclegames.games.by_formula.terms import (
    AtLeast,
    Choice,
    Condition,
    Count,
    Every,
    Not,
    Number,
    Power,
    Product,
    Sum,
    Term,
)

Region: TypeAlias = Range | Polygon

Part = TypeVar("Part")

MOST_PIECES = 200
"""The most pieces of the formulas of a game, together."""

RINGS = {
    1: fmpq_mpoly_ctx.get(("x",), Ordering.lex),
    2: fmpq_mpoly_ctx.get(("x", "y"), Ordering.lex),
}
"""The polynomials in one and two counts."""


@dataclass(frozen=True)
class Piece:
    """A set of counts, and what each move pays there."""

    region: Region
    payoffs: tuple[fmpq_mpoly, ...]


def pieces_of(terms: Sequence[Term], n: int) -> tuple[Piece, ...]:
    """All pieces of the payoffs of the moves, two or three, for n players.

    Raises:
        InputError: with three moves, something is compared that is not linear.
        UnsupportedError: there are too many.
    """
    ring = RINGS[len(terms) - 1]
    unknowns = list(ring.gens())
    counts = [*unknowns, n - sum(unknowns, ring.constant(0))]
    whole: Region = Range(0, n) if len(terms) == 2 else Polygon.triangle(n)
    found: list[tuple[Region, tuple[fmpq_mpoly, ...]]] = [(whole, ())]
    for term in terms:
        found = _few(
            (region, (*before, p))
            for part, before in found
            for region, p in _expanded(term, part, counts)
        )
    return _merged([Piece(region, payoffs) for region, payoffs in found])


def _few(parts: Iterable[Part]) -> list[Part]:
    found: list[Part] = []
    for part in parts:
        found.append(part)
        if len(found) > MOST_PIECES:
            raise UnsupportedError(
                f"the formulas have more than {MOST_PIECES} pieces: use fewer conditions"
            )
    return found


def _expanded(
    term: Term, region: Region, counts: Sequence[fmpq_mpoly]
) -> Iterator[tuple[Region, fmpq_mpoly]]:
    """The polynomials that a term is, with where."""
    match term:
        case Number():
            yield region, 0 * counts[0] + to_fmpq(term.value)
        case Count():
            yield region, counts[term.move]
        case Power():
            for part, p in _expanded(term.base, region, counts):
                yield part, p**term.exponent
        case Choice():
            for part, truth in _decided(term.condition, region, counts):
                yield from _expanded(term.yes if truth else term.no, part, counts)
        case Sum() | Product():
            for part, p in _expanded(term.left, region, counts):
                for inner, q in _expanded(term.right, part, counts):
                    yield inner, p * q if isinstance(term, Product) else p + term.sign * q


def _decided(
    condition: Condition, region: Region, counts: Sequence[fmpq_mpoly]
) -> Iterator[tuple[Region, bool]]:
    """Where a condition holds, and where not."""
    match condition:
        case AtLeast():
            for part, p in _expanded(condition.term, region, counts):
                yield from part.split(p, condition.strict)
        case Not():
            for part, truth in _decided(condition.condition, region, counts):
                yield part, not truth
        case Every():
            holding = [region]
            for one in condition.conditions:
                split = [pair for part in holding for pair in _decided(one, part, counts)]
                yield from (pair for pair in split if not pair[1])
                holding = [part for part, truth in split if truth]
            yield from ((part, True) for part in holding)


def _merged(found: list[Piece]) -> tuple[Piece, ...]:
    """Ranges that follow each other with the same polynomials become one."""
    merged: list[Piece] = []
    for piece in sorted(found, key=lambda piece: _low(piece.region)):
        before = merged[-1] if merged else None
        one, other = before and before.region, piece.region
        if (
            isinstance(one, Range)
            and isinstance(other, Range)
            and before == Piece(one, piece.payoffs)
        ):
            merged[-1] = Piece(Range(one.low, other.high), piece.payoffs)
        else:
            merged.append(piece)
    return tuple(merged)


def _low(region: Region) -> int:
    return region.low if isinstance(region, Range) else region.strips[0].first
