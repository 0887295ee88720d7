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

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from flint import fmpq_mat

from oraclegames.conditional.trembles.levels import Face, Levels, MoveOf, Weights
from oraclegames.exact.rational import format_rational, to_fmpq
from oraclegames.exact.simplex import Infeasible, LinearProgram, maximise
from oraclegames.games.distribution import Distribution
from oraclegames.games.game import Outcome

__all__ = ["SameValues", "StrictTremble", "same_values", "strict_tremble"]


@dataclass(frozen=True)
class SameValues:
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
        weights = dict(self.direction)
        outcomes = zip(face.game.outcomes(), self.distribution.probabilities)
        if any(p == 0 and weights.get(o, 0) <= 0 for o, p in outcomes):
            return False
        for i, count in enumerate(face.game.shape):
            sums = [Fraction(0)] * count
            for outcome, weight in self.direction:
                sums[outcome[i]] += weight * face.gain(i, outcome)
            if any(s > 0 or (s < 0 and m in face.supported[i]) for m, s in enumerate(sums)):
                return False
        return _supported_moves_are_equal(self.distribution)

    def to_dict(self) -> dict[str, Any]:
        """The direction with labels, ready for JSON."""
        return {"type": "same-values", "direction": _labelled(self.distribution, self.direction)}


@dataclass(frozen=True)
class StrictTremble:
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
        for i, moves in enumerate(face.supported):
            masses = self.distribution.move_probabilities(i)
            for s in moves:
                total = self.offsets[i] * masses[s]
                for outcome, weight in self.balance:
                    if outcome[i] == s:
                        total += weight * face.gain(i, outcome)
                if total != 0:
                    return False
        return _spans(face, self.distribution) and _supported_moves_are_equal(self.distribution)

    def to_dict(self) -> dict[str, Any]:
        """Levels and combination with labels, ready for JSON."""
        return {
            "type": "strict-levels",
            "levels": self.levels.to_dict()["levels"],
            "balance": _labelled(self.distribution, self.balance),
        }


def _labelled(distribution: Distribution, weights: Weights) -> list[dict[str, Any]]:
    game = distribution.game
    return [
        {"outcome": list(game.outcome_labels(o)), "weight": format_rational(w)} for o, w in weights
    ]


def _supported_moves_are_equal(distribution: Distribution) -> bool:
    return all(
        distribution.conditional_value(i, s) in (None, value)
        for i, value in enumerate(distribution.values)
        for s in range(distribution.game.shape[i])
    )


def _inside(face: Face) -> list[Outcome]:
    """The outcomes of Π M_i, row-major."""
    return [
        outcome
        for outcome in face.game.outcomes()
        if all(move in moves for move, moves in zip(outcome, face.supported))
    ]


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


def same_values(distribution: Distribution) -> SameValues | None:
    """Find same-value trembles, or None if there are none (which is proved, exactly).

    The supported moves must be worth the same. Cost: one linear program with Σ m_i rows and a
    column for each outcome (two where P is positive).
    """
    face = Face.of(distribution)
    game = face.game
    # Q(o) = 1 + q(o) where P(o) = 0: the cone has no scale. Free elsewhere: q(o) − r(o).
    rows: dict[MoveOf, dict[int, Fraction]] = {
        (i, s): {} for i, count in enumerate(game.shape) for s in range(count)
    }
    rhs = dict.fromkeys(rows, Fraction(0))
    columns: list[tuple[Outcome, int]] = []
    for outcome, probability in zip(game.outcomes(), distribution.probabilities):
        for sign in (1, -1) if probability else (1,):
            for i, s in enumerate(outcome):
                gain = face.gain(i, outcome)
                if gain:
                    rows[i, s][len(columns)] = sign * gain
                    rhs[i, s] -= 0 if probability else gain
            columns.append((outcome, sign))
    supported = _supported_rows(face)
    program = LinearProgram.of(
        {},
        equal=[(row, rhs[key]) for key, row in rows.items() if key in supported],
        at_most=[(row, rhs[key]) for key, row in rows.items() if key not in supported],
        n=len(columns),
    )
    result = maximise(program)
    if isinstance(result, Infeasible):
        return None
    pairs = zip(game.outcomes(), distribution.probabilities)
    direction = {o: Fraction(int(p == 0)) for o, p in pairs}
    for j, value in result.x:
        if j < len(columns):
            outcome, sign = columns[j]
            direction[outcome] += sign * value
    return SameValues(distribution, tuple((o, w) for o, w in direction.items() if w))


def strict_tremble(distribution: Distribution, levels: Levels) -> StrictTremble | None:
    """Combine complete strict levels with regularity, or None if P is not regular.

    Cost: one rank and, if P is zero somewhere in Π M_i, one linear program, both with Σ |M_i| rows.
    """
    face = levels.face
    if not levels.complete or not _spans(face, distribution):
        return None
    rows = _supported_rows(face)
    inside = _inside(face)
    probabilities = dict(zip(face.game.outcomes(), distribution.probabilities))
    zeros = [o for o in inside if probabilities[o] == 0]
    balance: dict[Outcome, Fraction] = {}
    offsets = [Fraction(0)] * face.game.n_players
    if zeros:
        # λ(o) = 1 + q(o) where P(o) = 0, free elsewhere; the coefficients of p_i are free.
        table: list[dict[int, Fraction]] = [{} for _ in rows]
        rhs = [Fraction(0)] * len(rows)
        columns: list[tuple[Outcome | int, int]] = []
        for outcome in inside:
            for sign in (1,) if probabilities[outcome] == 0 else (1, -1):
                for i, s in enumerate(outcome):
                    table[rows[i, s]][len(columns)] = sign * face.gain(i, outcome)
                columns.append((outcome, sign))
        for outcome in zeros:
            for i, s in enumerate(outcome):
                rhs[rows[i, s]] -= face.gain(i, outcome)
        for i, moves in enumerate(face.supported):
            masses = distribution.move_probabilities(i)
            for sign in (1, -1):
                for s in moves:
                    table[rows[i, s]][len(columns)] = sign * masses[s]
                columns.append((i, sign))
        result = maximise(LinearProgram.of({}, equal=zip(table, rhs), n=len(columns)))
        if isinstance(result, Infeasible):
            return None
        balance = dict.fromkeys(zeros, Fraction(1))
        for j, value in result.x:
            target, sign = columns[j]
            if isinstance(target, int):
                offsets[target] += sign * value
            else:
                balance[target] = balance.get(target, Fraction(0)) + sign * value
    kept = tuple((o, w) for o, w in sorted(balance.items()) if w)
    return StrictTremble(distribution, levels, kept, tuple(offsets))
