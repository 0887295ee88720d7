"""Two sufficient tests for reflective equilibria: same-value trembles and regularity.

P is a *reflective* equilibrium (COEDT equilibrium; Diffractor 2018) if there are totally mixed
P_k → P along which every supported move of every player is optimal: c_i(s; P_k) is the same for
all supported moves s of player i, and not less than for her unsupported moves. Notation: M_i are
the supported moves under P, all worth v_i; T_{i,s} = {o : o_i = s}; D_i(o) = U_i(o) − v_i.

**Same-value trembles.** Let Q be weights on the outcomes with Q(o) > 0 wherever P(o) = 0 and

    Σ_{T_{i,s}} Q D_i = 0 for s ∈ M_i,     Σ_{T_{i,s}} Q D_i ≤ 0 for s ∉ M_i.

Then P + εQ, rescaled, is totally mixed for small ε > 0, keeps every supported move at v_i exactly
and every unsupported one at v_i or below: P is reflective. Such Q form a cone: one linear program
decides whether there is one. (Q may be negative where P is positive.)

**Strict levels and regularity.** Suppose the unsupported moves have strict levels, so that in the
limit each is worth less than v_i by a fixed margin. The trembles may shift the supported moves
apart by O(ε); it remains to bring them together again, inside Π M_i. Let Φ map weights on Π M_i to
the differences of the supported moves' values, and let K = {d : d(o) ≥ 0 where P(o) = 0} be the
directions that are allowed at P. If DΦ(P) maps K *onto* the space of differences, then, by
Robinson's theorem (1976: metric regularity of a smooth map on a convex cone), there is for every
small tremble a correction d ∈ K of the same order that makes Φ zero. Applied after moving P a
little into K's interior, the result is positive on all of Π M_i; the margins of the unsupported
moves are fixed, hence survive. So P is reflective.

The derivative of c_i(s) in direction d is Σ_{T_{i,s}} d D_i / P(s). Multiplying row (i, s) by P(s)
turns differences into values modulo the vectors p_i = (P(s))_{s ∈ M_i}. So DΦ(P) is onto iff the
columns (D_i(o) [o_i = s])_{i,s} for o ∈ Π M_i with the vectors p_i have full rank Σ |M_i|, and some
combination of them is zero whose coefficients are ≥ 1 wherever P(o) = 0 (a cone is the whole space
iff it spans and holds 0 in its relative interior). For a pure outcome this is vacuous.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import product
from typing import TYPE_CHECKING, Any

from flint import fmpq_mat

from oraclegames.budget import Clock
from oraclegames.conditional.trembles.face import Face, MoveOf, Weights
from oraclegames.conditional.trembles.levels import Levels
from oraclegames.exact.linear_program import Infeasible, LinearProgram
from oraclegames.exact.rational import format_rational, to_fmpq
from oraclegames.exact.simplex import maximise
from oraclegames.games.distribution import Distribution
from oraclegames.games.gains import gains_of_moves, has_values
from oraclegames.games.game import Outcome

if TYPE_CHECKING:
    from numpy.typing import NDArray
from oraclegames.games.shown import Shown
from oraclegames.later import np


@dataclass(frozen=True, repr=False)
class SameValues(Shown):
    """Proof that P is reflective: P + εQ keeps every value for all small ε > 0.

    Attributes:
        distribution: P.
        direction: Q, the outcomes with non-zero weights.
    """

    distribution: Distribution
    direction: Weights

    def verify(self) -> bool:
        """Re-check signs and sums from the payoffs."""
        face = Face.of(self.distribution)
        weights = _dense(face, self.direction)
        pairs = zip(weights, self.distribution.probabilities)
        if any(p == 0 and weight <= 0 for weight, p in pairs):
            return False
        for i, sums in enumerate(gains_of_moves(face.game, weights, face.values)):
            known = ((m, s) for m, s in enumerate(sums) if s is not None)
            if any(s > 0 or (s < 0 and m in face.supported[i]) for m, s in known):
                return False
        return _played_moves_are_equal(self.distribution)

    def to_dict(self) -> dict[str, Any]:
        """The direction with labels, ready for JSON."""
        return {
            "kind": "same-values",
            "type": "same-values",
            "direction": _labelled(self.distribution, self.direction),
        }

    def __str__(self) -> str:
        return f"trembles that keep every value: {_listed(self.distribution, self.direction)}"


@dataclass(frozen=True, repr=False)
class StrictTremble(Shown):
    """Proof that P is reflective: strict levels, and regularity inside the supported moves.

    Attributes:
        distribution: P.
        levels: strict levels for all unsupported moves.
        balance: the coefficients λ(o) of the zero combination, o ∈ Π M_i; non-zero ones.
        offsets: for each player the coefficient of p_i in it.
    """

    distribution: Distribution
    levels: Levels
    balance: Weights
    offsets: tuple[Fraction, ...]

    def verify(self) -> bool:
        """Re-check the levels, the rank and the zero combination from the payoffs."""
        face = Face.of(self.distribution)
        levels = self.levels
        if levels.face != face or not (levels.strict and levels.complete and levels.verify()):
            return False
        weights = dict(self.balance)
        inside = _inside(face)
        if not set(weights) <= set(inside):
            return False
        probabilities = dict(zip(face.game.outcomes(), self.distribution.probabilities))
        if any(probabilities[o] == 0 and weights.get(o, 0) <= 0 for o in inside):
            return False
        sums = gains_of_moves(face.game, _dense(face, self.balance), face.values)
        for i, moves in enumerate(face.supported):
            masses = self.distribution.move_probabilities(i)
            if any((sums[i][s] or 0) + self.offsets[i] * masses[s] != 0 for s in moves):
                return False
        return _spans(face, self.distribution) and _played_moves_are_equal(self.distribution)

    def to_dict(self) -> dict[str, Any]:
        """Levels and combination with labels, ready for JSON."""
        return {
            "kind": "strict-levels",
            "type": "strict-levels",
            "levels": self.levels.to_dict()["levels"],
            "balance": _labelled(self.distribution, self.balance),
            "offsets": [format_rational(offset) for offset in self.offsets],
        }

    def __str__(self) -> str:
        return f"{self.levels}; the play is regular inside its moves"


def _labelled(distribution: Distribution, weights: Weights) -> list[dict[str, Any]]:
    game = distribution.game
    return [
        {"outcome": list(game.outcome_labels(o)), "weight": format_rational(w)} for o, w in weights
    ]


def _listed(distribution: Distribution, weights: Weights) -> str:
    label = distribution.game.outcome_labels
    return ", ".join(f"({', '.join(label(o))}): {format_rational(w)}" for o, w in weights)


def _played_moves_are_equal(distribution: Distribution) -> bool:
    return has_values(distribution.game, distribution.probabilities, distribution.values)


def _dense(face: Face, weights: Weights) -> list[Fraction]:
    """One weight for each outcome, row-major."""
    table = dict(weights)
    return [table.get(outcome, Fraction(0)) for outcome in face.game.outcomes()]


def _inside(face: Face) -> list[Outcome]:
    """The outcomes of Π M_i, row-major."""
    return list(product(*face.supported))


def _supported_rows(face: Face) -> dict[MoveOf, int]:
    pairs = ((i, s) for i, moves in enumerate(face.supported) for s in moves)
    return {move_of: row for row, move_of in enumerate(pairs)}


def _spans(face: Face, distribution: Distribution) -> bool:
    """Whether the columns of Π M_i and the vectors p_i have full rank."""
    rows = _supported_rows(face)
    inside = _inside(face)
    matrix = fmpq_mat(len(rows), len(inside) + face.game.n_players)
    for k, outcome in enumerate(inside):
        for i, s in enumerate(outcome):
            matrix[rows[i, s], k] = to_fmpq(face.gain(i, outcome))
    for (i, s), row in rows.items():
        matrix[row, len(inside) + i] = to_fmpq(distribution.move_probabilities(i)[s])
    return int(matrix.rank()) == len(rows)


# -- the search ------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Direction:
    """The program for numbers x, ≥ 1 at some columns and free at others, with M x = 0 or ≤ 0.

    Attributes:
        program: x(o) = 1 + q(o) where it is ``positive``, else q(o) − r(o); q, r ≥ 0.
        positive: for each column of M whether x ≥ 1 is asked.
    """

    program: LinearProgram
    positive: NDArray[np.bool_]

    @classmethod
    def of(
        cls, matrix: NDArray[Any], positive: NDArray[np.bool_], equal: NDArray[np.bool_]
    ) -> Direction:
        """From whole-number rows; those that are not ``equal`` are ≤ 0."""
        slack = np.eye(len(matrix), dtype=matrix.dtype)[:, ~equal]
        table = np.hstack([matrix, -matrix[:, ~positive], slack])
        rhs = [-sum(row) for row in matrix[:, positive].tolist()]
        return cls(LinearProgram.from_matrix(table, rhs, [0] * table.shape[1]), positive)

    def solve(self, clock: Clock | None = None) -> list[Fraction] | Infeasible:
        """The numbers x, or the proof that there are none.

        Raises:
            OutOfTime: the clock's budget is spent.
        """
        result = maximise(self.program, clock=clock)
        if isinstance(result, Infeasible):
            return result
        count = len(self.positive)
        x = [Fraction(int(one)) for one in self.positive]
        free = np.flatnonzero(~self.positive)
        for j, value in result.x:
            if j < count:
                x[j] += value
            elif j < count + len(free):
                x[free[j - count]] -= value
        return x


def same_values(distribution: Distribution, clock: Clock | None = None) -> SameValues | None:
    """Find same-value trembles, or None if there are none (which is proved, exactly).

    The supported moves must be worth the same. Cost: one linear program with Σ m_i rows and a
    column for each outcome (two where P is positive).

    Raises:
        OutOfTime: the clock's budget is spent.
    """
    face = Face.of(distribution)
    moves = [(i, s) for i, count in enumerate(face.game.shape) for s in range(count)]
    zeros = np.array([p == 0 for p in distribution.probabilities])
    supported = np.array([s in face.supported[i] for i, s in moves])
    matrix = face.matrix(moves, face.touched(moves))
    found = Direction.of(matrix, zeros, supported).solve(clock)
    if isinstance(found, Infeasible):
        return None
    return SameValues(distribution, tuple((o, w) for o, w in zip(face.game.outcomes(), found) if w))


def strict_tremble(
    distribution: Distribution, levels: Levels, clock: Clock | None = None
) -> StrictTremble | None:
    """Combine complete strict levels with regularity, or None if P is not regular.

    Cost: one rank and, if P is zero somewhere in Π M_i, one linear program, both with Σ |M_i| rows.

    Raises:
        OutOfTime: the clock's budget is spent.
    """
    face = levels.face
    offsets = (Fraction(0),) * face.game.n_players
    if levels.complete and len(distribution.support) == 1:
        return StrictTremble(distribution, levels, (), offsets)
    if not levels.complete or not _spans(face, distribution):
        return None
    inside = _inside(face)
    probabilities = dict(zip(face.game.outcomes(), distribution.probabilities))
    zeros = [probabilities[o] == 0 for o in inside]
    if not any(zeros):
        return StrictTremble(distribution, levels, (), offsets)
    # The columns of Π M_i, then p_i times a whole number for each player, free.
    moves = list(_supported_rows(face))
    columns = [int(np.ravel_multi_index(o, face.game.shape)) for o in inside]
    matrix = face.matrix(moves, face.touched(moves))[:, columns]
    shares, units = _shares(distribution, moves)
    matrix = np.hstack([matrix.astype(object), shares])
    positive = np.array([*zeros, *(False for _ in units)])
    found = Direction.of(matrix, positive, np.ones(len(moves), dtype=bool)).solve(clock)
    if isinstance(found, Infeasible):
        return None
    balance = tuple((o, w) for o, w in zip(inside, found) if w)
    offsets = tuple(
        z * unit / scale for z, unit, scale in zip(found[len(inside) :], units, face.gains.scales)
    )
    return StrictTremble(distribution, levels, balance, offsets)


def _shares(distribution: Distribution, moves: Sequence[MoveOf]) -> tuple[NDArray[Any], list[int]]:
    """The vectors p_i as columns of whole numbers, and for each player what they were scaled by."""
    masses = [distribution.move_probabilities(i) for i in range(distribution.game.n_players)]
    units = [math.lcm(*(p.denominator for p in row)) for row in masses]
    columns = np.zeros((len(moves), len(units)), dtype=object)
    for row, (i, s) in enumerate(moves):
        columns[row, i] = int(units[i] * masses[i][s])
    return columns, units
