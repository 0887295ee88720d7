"""Diagonals and faces of 2×2 games: supports on which both players make both moves.

With support S, p is a *dependency* equilibrium iff each player's moves are worth the same. Given
the move that is made in one cell of S only, that worth is the cell's payoff v, so the condition is
linear: Σ p·(U − v) = 0 given her other move. The set is an open triangle or a diagonal cut by at
most two such lines, each through two cells: it is not empty iff each line has coefficients of
opposite signs, or none; its corners lie on the border. Every move is made, so p is *reflective* iff
it is a limit of totally mixed equilibria.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from oraclegames.certificates.interior import Cells
from oraclegames.certificates.seats import Seat, seats
from oraclegames.exact.surd import Exact
from oraclegames.games.game import Game

Line = dict[int, Fraction]
"""Coefficients of cells in an equation Σ c·p = 0."""


@dataclass(frozen=True)
class Face:
    """A support of two opposite cells, or of three.

    Attributes:
        support: the cells, numbered 0..3 row-major.
        values: what both players get.
        lines: the equations of the dependency equilibria.
    """

    support: tuple[int, ...]
    values: tuple[Fraction, Fraction]
    lines: tuple[Line, ...]

    @cached_property
    def is_empty(self) -> bool:
        """Whether no distribution with this support is a dependency equilibrium."""
        return not all(len(line) == 0 or _opposite(line) for line in self.lines)

    @property
    def n_corners(self) -> int:
        """The number of corners of the set: each equation that says something takes one away."""
        return len(self.support) - sum(1 for line in self.lines if line)

    def closure_holds(self, p: Cells) -> bool:
        """Whether a distribution lies in the set or on its border."""
        outside = any(p[cell] != 0 for cell in range(4) if cell not in self.support)
        return not self.is_empty and not outside and all(_sum(line, p) == 0 for line in self.lines)


def faces(game: Game) -> list[Face]:
    """Both diagonals and the four faces."""
    row, column = seats(game)
    found = []
    for support in ((0, 3), (1, 2), (1, 2, 3), (0, 2, 3), (0, 1, 3), (0, 1, 2)):
        x, across = _condition(row, [(cell // 2, cell % 2, cell) for cell in support])
        y, down = _condition(column, [(cell % 2, cell // 2, cell) for cell in support])
        found.append(Face(support, (x, y), (across, down)))
    return found


def _condition(seat: Seat, made: list[tuple[int, int, int]]) -> tuple[Fraction, Line]:
    """Her value, and the equation for her other move; ``made`` are (move, other's move, cell)."""
    alone = next(s for s in (0, 1) if sum(move == s for move, _, _ in made) == 1)
    value = next(seat.pay[s][k] for s, k, _ in made if s == alone)
    line = {cell: seat.pay[s][k] - value for s, k, cell in made if s != alone}
    return value, {cell: c for cell, c in line.items() if c}


def _opposite(line: Line) -> bool:
    return min(line.values()) < 0 < max(line.values())


def _sum(line: Line, p: Cells) -> Exact:
    total: Exact = Fraction(0)
    for cell, c in line.items():
        total = total + c * p[cell]
    return total
