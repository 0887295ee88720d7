"""From one equilibrium to a whole cell of achievable values, by exact arithmetic.

Let values be v + d with d = Σ τ_k d_k and |τ_k| ≤ h_k. Follow the equilibria to first order: P and
R_1, R_2, … with

    K(v) P = 0,     K(v) R_k = ( d_{k,i} P(s_i = s) )_{i,s},     m := P − Σ_k h_k |R_k| > 0.

A linear program finds them with the largest min m (with many outcomes, P is given and the R_k are
put on few outcomes instead). Then Q = P + Σ τ_k R_k ≥ m on the whole cell,
and misses the conditions at v + d only to second order. To mend this, let B be outcomes whose
columns K_B of K(v) are a regular square matrix with inverse G, and seek x on B with

    K(v + d) (Q + x) = 0,    that is    x = G · ( d_i (Σ_k τ_k R_k(s_i = s) + x(s_i = s)) )_{i,s}.

Let H_i = Σ_k h_k |d_{k,i}| ≥ |d_i|. If for every j in B

    Σ_{i,s} |G_{j,(i,s)}| H_i ( Σ_k h_k |R_k(s_i = s)| + m(B, s_i = s) )  <  m_j

then the right-hand side maps the box |x| ≤ m_B into its interior, so it has a fixed point there
(Brouwer), and Q + x, which is positive, is an equilibrium with values v + d once normalised.

Values that fill only an affine space (payoffs tied by an equation, or a move with constant payoffs)
leave some rows of K(v + d) dependent on others for all d; these rows are left out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from flint import fmpq, fmpq_mat

from oraclegames.budget import Clock
from oraclegames.conditional.values.conditions import System
from oraclegames.exact.arrays import object_array
from oraclegames.exact.linear_program import LinearProgram, Optimal
from oraclegames.exact.rational import to_fmpq, to_fraction
from oraclegames.exact.simplex import maximise
from oraclegames.games.game import Game
from oraclegames.later import np

if TYPE_CHECKING:
    from numpy.typing import NDArray

Vector = tuple[Fraction, ...]
_FEW = 32


@dataclass(frozen=True)
class Neighbourhood:
    """A closed cell of achievable values around one: v + Σ τ_k d_k with |τ_k| ≤ h_k.

    Attributes:
        values: v, the centre.
        half: h, one number for each direction.
        directions: d_k.
        probabilities: P over the outcomes in row-major order.
        gradients: R_k for each direction.
        rows: the rows (i, s), numbered from 0, that imply all others.
        columns: B, as many outcomes as rows.
    """

    values: Vector
    half: Vector
    directions: tuple[Vector, ...]
    probabilities: Vector
    gradients: tuple[Vector, ...]
    rows: tuple[int, ...]
    columns: tuple[int, ...]

    def verify(self, game: Game) -> bool:
        """Re-check the equations and the inequality from the payoffs."""
        if {len(v) for v in (self.probabilities, *self.gradients)} != {game.n_outcomes}:
            return False
        if not len(self.half) == len(self.directions) == len(self.gradients):
            return False
        system = System(game, self.values, self.directions)
        table, p = system.rational(), object_array(self.probabilities)
        if (table @ p).any():
            return False
        for d, gradient in zip(self.directions, self.gradients):
            pushed = (system.touched @ p) * object_array([d[i] for i in system.player])
            if (table @ object_array(gradient) != pushed).any():
                return False
        return system.implied_by(self.rows) and _closes(system, self)


def _margins(piece: Neighbourhood) -> NDArray[Any]:
    """m = P − Σ h_k |R_k|."""
    m = object_array(piece.probabilities)
    for h, gradient in zip(piece.half, piece.gradients):
        sizes: NDArray[Any] = np.abs(object_array(gradient))
        m = m - sizes * h
    return m


def _closes(system: System, piece: Neighbourhood) -> bool:
    """Whether m > 0 and the fixed-point box is mapped into its interior."""
    m = _margins(piece)
    if m.min() <= 0:
        return False
    if not piece.directions:
        return True
    inverse = system.inverse(piece.rows, piece.columns)
    if inverse is None:
        return False
    reach = [
        sum((h * abs(d[i]) for h, d in zip(piece.half, piece.directions)), Fraction(0))
        for i in range(len(piece.values))
    ]
    inner = np.full(len(m), Fraction(0), dtype=object)
    inner[list(piece.columns)] = m[list(piece.columns)]
    forces = []
    for r in piece.rows:
        touched = system.touched[r].astype(bool)
        force = inner[touched].sum()
        for h, gradient in zip(piece.half, piece.gradients):
            force += h * abs(object_array(gradient)[touched].sum())
        forces.append(to_fmpq(Fraction(force) * reach[system.player[r]]))
    return all(
        sum((abs(inverse[b, k]) * force for k, force in enumerate(forces)), fmpq(0)) < to_fmpq(m[j])
        for b, j in enumerate(piece.columns)
    )


def _program(system: System, half: Sequence[Fraction]) -> LinearProgram:
    """Maximise min m over P ≥ 0 and R_k = R_k⁺ − R_k⁻, in the order P, R_1⁺, R_1⁻, …, t."""
    n, directions = system.matrix.shape[1], system.directions
    top = n * (1 + 2 * len(directions))
    rows: list[tuple[dict[int, Any], Any]] = []
    for r, numbers in enumerate(system.matrix):
        entries: dict[int, Any] = {j: int(a) for j, a in enumerate(numbers) if a}
        rows.append((entries, 0))
        for k, d in enumerate(directions):
            first = n * (1 + 2 * k)
            push = d[system.player[r]] * system.scales[r]
            row: dict[int, Any] = {first + j: a for j, a in entries.items()}
            row |= {first + n + j: -a for j, a in entries.items()}
            row |= {int(j): -push for j in np.flatnonzero(system.touched[r])}
            rows.append((row, 0))
    rows.append((dict.fromkeys(range(n), 1), 1))
    limits: list[tuple[dict[int, Any], Any]] = []
    for j in range(n):
        limit: dict[int, Any] = {top: 1, j: -1}
        for k, h in enumerate(half):
            first = n * (1 + 2 * k)
            limit |= {first + j: h, first + n + j: h}
        limits.append((limit, 0))
    return LinearProgram.of({top: 1}, equal=rows, at_most=limits, n=top + 1)


def _best_mixed(
    system: System, half: Sequence[Fraction], clock: Clock | None
) -> tuple[Vector, list[Vector]] | None:
    """P and R_k with the largest min m, from one linear program."""
    solved = maximise(_program(system, half), clock=clock)
    if not isinstance(solved, Optimal) or solved.value <= 0:
        return None
    n = system.matrix.shape[1]
    x = solved.dense(n * (1 + 2 * len(half)))
    gradients = []
    for k in range(len(half)):
        rise, fall = x[n * (1 + 2 * k) :][:n], x[n * (2 + 2 * k) :][:n]
        gradients.append(tuple(a - b for a, b in zip(rise, fall)))
    return x[:n], gradients


def _on_basis(system: System, p: Vector, rows: Sequence[int]) -> tuple[Vector, list[Vector]] | None:
    """The given P, and R_k on as few outcomes as there are rows: for games with many outcomes."""
    columns = system.basis(p, rows)
    inverse = system.inverse(rows, columns)
    if inverse is None:
        return None
    masses = system.touched @ object_array(p)
    gradients = []
    for d in system.directions:
        pushed = [to_fmpq(Fraction(masses[r] * d[system.player[r]])) for r in rows]
        gradient = [Fraction(0)] * len(p)
        solution = inverse * fmpq_mat(len(rows), 1, pushed)
        for j, x in zip(columns, solution.entries()):
            gradient[j] = to_fraction(x)
        gradients.append(tuple(gradient))
    return p, gradients


def neighbourhood(
    game: Game,
    v: Vector,
    half: Sequence[Fraction],
    directions: Sequence[Vector],
    probabilities: Sequence[Fraction],
    clock: Clock | None = None,
) -> Neighbourhood | None:
    """Prove that all values v + Σ τ_k d_k with |τ_k| ≤ h_k are achievable; None if it fails.

    ``directions`` spans the differences of values that can occur, ``probabilities`` is an
    equilibrium with values v. Cost: one linear program with (1 + k) Σ m_i + N + 1 rows for k
    directions and N ≤ 32 outcomes (none for more), and one inverse of size Σ m_i.
    """
    system = System(game, v, directions)
    rows = system.independent()
    if rows is None:
        return None
    if game.n_outcomes <= _FEW:
        found = _best_mixed(system, half, clock)
    else:
        found = _on_basis(system, tuple(probabilities), rows)
    if found is None:
        return None
    p, gradients = found
    piece = Neighbourhood(v, tuple(half), tuple(directions), p, tuple(gradients), rows, ())
    margins = _margins(piece)
    if margins.min() <= 0:
        return None
    piece = replace(piece, columns=system.basis(tuple(margins), rows))
    return piece if _closes(system, piece) else None
