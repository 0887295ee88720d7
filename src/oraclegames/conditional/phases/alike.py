"""All b-similarity equilibria of a symmetric two-player game at one b, along a parameter.

The same supports, equations and tests as for numbers
(:mod:`oraclegames.conditional.similarity.supports`), with payoffs that depend on the parameter.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from flint import fmpq_poly

from oraclegames.budget import Clock
from oraclegames.conditional.phases.traced import Record, Traced
from oraclegames.conditional.similarity.equilibrium import Equilibrium, settled
from oraclegames.conditional.similarity.supports import Piece, pieces_of, supports
from oraclegames.exact.rational import to_fmpq


def alike(
    record: Record, table: Sequence[Sequence[fmpq_poly]], b: Fraction, clock: Clock
) -> tuple[Equilibrium, ...]:
    """The equilibria at the sample, with entries that are formulas in the parameter.

    Args:
        record: what asks for signs.
        table: the first player's payoffs.
        b: the similarity.
        clock: asked for each support; it may raise to stop.
    """
    matrix = [[record.number(p) for p in row] for row in table]
    at = record.number(fmpq_poly([to_fmpq(b)]))
    pieces = []
    for support in supports(len(matrix)):
        clock.check()
        piece = pieces_of(matrix, at, support)
        if piece is not None:
            pieces.append(piece)
    return tuple(
        _equilibrium(matrix, piece)
        for k, piece in enumerate(pieces)
        if not any(k != j and _lies_in(piece, other) for j, other in enumerate(pieces))
    )


def _lies_in(one: Piece, other: Piece) -> bool:
    """Whether a piece consists of mixtures of good corners of a larger one."""
    good = other.corners if other.whole else [other.corners[k] for k in other.good]
    return len(one.corners) < len(other.corners) and all(c in good for c in one.corners)


def _equilibrium(matrix: Sequence[Sequence[Traced]], piece: Piece) -> Equilibrium:
    corners = tuple(tuple(settled(x.formula) for x in corner) for corner in piece.corners)
    values = []
    for corner in piece.corners:
        pays: Any = sum(
            x * y * matrix[i][j] for i, x in enumerate(corner) for j, y in enumerate(corner)
        )
        values.append(settled(pays.formula))
    good = () if piece.whole else piece.good
    return Equilibrium(piece.support, corners, tuple(values), piece.whole, good)
