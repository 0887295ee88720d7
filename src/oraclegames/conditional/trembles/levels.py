"""Tremble levels: may the moves that a distribution never plays be tried without tempting anybody?

Let P be a distribution with supported moves M_i, and let every supported move of player i be worth
v_i. A sequence of totally mixed P_k → P tries every unsupported move s of player i, that is, it
puts weight on the *set* T_{i,s} = {o : o_i = s}. What the player then expects of s is decided by
the highest order of weights that touches the set. So look for levels w¹, w², … ≥ 0 on the outcomes
that use some unsupported move, such that for every set the first level with weight on it has

    Σ_{o ∈ T_{i,s}} w(o) (U_i(o) − v_i) ≤ 0        (weak), or < 0 (strict).

**Claim (weak).** P is a dependency equilibrium (Spohn 2003) iff its supported moves are worth the
same to each player and weak levels exist. *Sufficient:* P + ε w¹ + ε² w² + …, with all other
outcomes at a still higher order, gives every unsupported move the limit v_i or less. *Necessary:*
take a sequence, and let T_1 be the sets whose weight is of the highest order among all; dividing
by that order and going to the limit yields w¹; go on with the sets that remain.

**Greedy is complete.** Levels found need never be taken back: an outcome of a later level may use
dropped sets freely, and a solution for more sets, cut down to fewer, stays one. So: find any level,
drop the sets that it touches, repeat. **Stuck** is proved by a set C of tremble sets and y > 0 with

    Σ_{(i,s) ∈ C, o_i = s} y_{i,s} (U_i(o) − v_i) > 0      for every outcome o that touches C :

the first level that touches C would violate its own condition (linear programming duality: this is
the dual of the level's program). The same holds for strict levels, but their absence proves
nothing more than a tie.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from oraclegames.errors import CertificateError
from oraclegames.exact.arrays import largest, widened
from oraclegames.exact.rational import format_rational, to_fmpq
from oraclegames.exact.simplex import LinearProgram, Optimal, maximise
from oraclegames.games.distribution import Distribution
from oraclegames.games.game import Game, Outcome

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["Face", "Levels", "MoveOf", "Stuck", "Weights", "strict_levels", "weak_levels"]

MoveOf = tuple[int, int]
"""A player and one of her moves, as indices: names the set T_{i,s}."""

Weights = tuple[tuple[Outcome, Fraction], ...]
"""Outcomes with positive weights; all others have weight 0."""


@dataclass(frozen=True)
class Face:
    """A game, the moves that a distribution plays, and what each is worth to its player.

    Attributes:
        game: the game.
        supported: for each player the moves of positive probability, ascending.
        values: for each player the value v_i of every supported move.
    """

    game: Game
    supported: tuple[tuple[int, ...], ...]
    values: tuple[Fraction, ...]

    @classmethod
    def of(cls, distribution: Distribution) -> Face:
        """The face of a distribution; its supported moves should be worth the same."""
        players = range(distribution.game.n_players)
        supported = tuple(
            tuple(s for s, mass in enumerate(distribution.move_probabilities(i)) if mass)
            for i in players
        )
        return cls(distribution.game, supported, distribution.values)

    @classmethod
    def at(cls, game: Game, outcome: Sequence[int]) -> Face:
        """The face of a pure outcome: one supported move for each player."""
        return cls(game, tuple((move,) for move in outcome), game.payoffs(outcome))

    @cached_property
    def unsupported(self) -> tuple[MoveOf, ...]:
        """The moves that are never played, in the players' order."""
        return tuple(
            (i, s)
            for i, count in enumerate(self.game.shape)
            for s in range(count)
            if s not in self.supported[i]
        )

    @cached_property
    def excess(self) -> tuple[NDArray[Any], ...]:
        """For each player U_i − v_i times :attr:`scales`, whole numbers in row-major order."""
        tables = []
        for i, value in enumerate(self.values):
            factor = self.scales[i] // self.game.denominators[i]
            offset = int(value * self.scales[i])
            table = self.game.numerators[i].ravel()
            bound = largest(table) * factor + abs(offset)
            tables.append(widened(table, bound) * factor - offset)
        return tuple(tables)

    @cached_property
    def scales(self) -> tuple[int, ...]:
        """For each player a positive whole number that makes U_i − v_i whole."""
        pairs = zip(self.game.denominators, self.values)
        return tuple(math.lcm(d, v.denominator) for d, v in pairs)

    def touched(self, moves: Iterable[MoveOf]) -> NDArray[np.bool_]:
        """One row for each (i, s): which outcomes, row-major, have o_i = s."""
        shape = self.game.shape
        rows = []
        for i, s in moves:
            row = np.zeros(shape, dtype=bool)
            row[(slice(None),) * i + (s,)] = True
            rows.append(row.ravel())
        return np.array(rows, dtype=bool).reshape(len(rows), self.game.n_outcomes)

    def matrix(self, moves: Sequence[MoveOf], touched: NDArray[np.bool_]) -> NDArray[Any]:
        """One row for each (i, s): the whole numbers ``excess`` where o_i = s, and 0 elsewhere."""
        if not moves:
            return np.zeros(touched.shape, dtype=np.int64)
        return np.stack([self.excess[i] for i, _ in moves]) * touched

    def outcome(self, index: int) -> Outcome:
        """The outcome at a row-major position."""
        return tuple(int(move) for move in np.unravel_index(index, self.game.shape))

    def gain(self, player: int, outcome: Outcome) -> Fraction:
        """U_i(o) − v_i."""
        return self.game.payoff(player, outcome) - self.values[player]


@dataclass(frozen=True)
class Levels:
    """Trembles in order: each level is infinitely rarer than the one before.

    Attributes:
        face: the game, the supported moves and their values.
        strict: whether every set is touched with a sum < 0 rather than ≤ 0.
        levels: the weights of each level, most frequent first.
        remaining: the moves that no level tries; empty if the levels are complete.
    """

    face: Face
    strict: bool
    levels: tuple[Weights, ...]
    remaining: tuple[MoveOf, ...] = ()

    @property
    def complete(self) -> bool:
        """Whether every unsupported move is tried."""
        return not self.remaining

    def verify(self) -> bool:
        """Re-check every level from the payoffs."""
        left = set(self.face.unsupported)
        for weights in self.levels:
            sums: dict[MoveOf, Fraction] = {}
            for outcome, weight in weights:
                if weight <= 0:
                    return False
                for move_of in enumerate(outcome):
                    if move_of in left:
                        gain = weight * self.face.gain(move_of[0], outcome)
                        sums[move_of] = sums.get(move_of, Fraction(0)) + gain
            if not sums or any(s > 0 or (self.strict and s == 0) for s in sums.values()):
                return False
            left -= set(sums)
        return left == set(self.remaining)

    def to_dict(self) -> dict[str, Any]:
        """The levels with labels, ready for JSON."""
        return {
            "type": "levels",
            "strict": self.strict,
            "levels": [
                [
                    {
                        "outcome": list(self.face.game.outcome_labels(outcome)),
                        "weight": format_rational(weight),
                    }
                    for outcome, weight in weights
                ]
                for weights in self.levels
            ],
        }


@dataclass(frozen=True)
class Stuck:
    """Proof that there are no weak levels: whichever of these sets is tried first tempts somebody.

    Attributes:
        face: the game, the supported moves and their values.
        moves: the sets C, as (player, move).
        multipliers: y > 0 for each; Σ y_{i,s} (U_i(o) − v_i) ≥ 1 at every outcome that touches C.
    """

    face: Face
    moves: tuple[MoveOf, ...]
    multipliers: tuple[Fraction, ...]

    def verify(self) -> bool:
        """Re-check the inequality at every outcome that touches the sets."""
        if not self.moves or not set(self.moves) <= set(self.face.unsupported):
            return False
        if len(self.moves) != len(self.multipliers) or min(self.multipliers) <= 0:
            return False
        game = self.face.game
        payoffs = [game.payoff_list(i) for i in range(game.n_players)]
        terms = [
            (i, s, to_fmpq(y), to_fmpq(self.face.values[i]))
            for (i, s), y in zip(self.moves, self.multipliers)
        ]
        for position, outcome in enumerate(game.outcomes()):
            met = [y * (payoffs[i][position] - v) for i, s, y, v in terms if outcome[i] == s]
            if met and sum(met) < 1:
                return False
        return True

    def to_dict(self) -> dict[str, Any]:
        """The multipliers with labels, ready for JSON."""
        game = self.face.game
        return {
            "type": "stuck",
            "multipliers": [
                {
                    "player": game.players[i],
                    "move": game.moves[i][s],
                    "multiplier": format_rational(y),
                }
                for (i, s), y in zip(self.moves, self.multipliers)
            ],
        }


# -- one level -------------------------------------------------------------------------------------


def _single_outcomes(matrix: NDArray[Any], touched: NDArray[np.bool_], strict: bool) -> list[int]:
    """Outcomes that are a level by themselves: nobody who is touched gains (or all lose).

    One for each set that has any. Their sum is a level too.
    """
    fine = (matrix < 0) | ~touched if strict else matrix <= 0
    witnesses = touched & fine.all(axis=0)
    return sorted({int(row.argmax()) for row in witnesses if row.any()})


def _weak_program(matrix: NDArray[Any], hits: NDArray[np.int64]) -> LinearProgram:
    """Maximise Σ hits(o) w(o) subject to matrix · w ≤ 0, Σ w ≤ 1: 0 iff stuck."""
    rows = len(matrix)
    ones = np.ones((1, matrix.shape[1]), dtype=matrix.dtype)
    table = np.hstack([np.vstack([matrix, ones]), np.eye(rows + 1, dtype=matrix.dtype)])
    objective = np.concatenate([hits, np.zeros(rows + 1, dtype=np.int64)])
    return LinearProgram.from_matrix(table, [0] * rows + [1], objective)


def _strict_program(matrix: NDArray[Any]) -> LinearProgram:
    """Maximise Σ d subject to matrix · w + d ≤ 0 and d ≤ 1, for one d ≥ 0 in each row."""
    rows, columns = matrix.shape
    eye = np.eye(rows, dtype=matrix.dtype)
    zero = np.zeros((rows, columns + rows), dtype=matrix.dtype)
    zero[:, columns:] = eye
    table = np.hstack(
        [np.vstack([np.hstack([matrix, eye]), zero]), np.eye(2 * rows, dtype=matrix.dtype)]
    )
    objective = [0] * columns + [1] * rows + [0] * (2 * rows)
    return LinearProgram.from_matrix(table, [0] * rows + [1] * rows, objective)


def _solved(program: LinearProgram) -> Optimal:
    result = maximise(program)
    if not isinstance(result, Optimal):
        raise CertificateError("a level's program has a solution and a bound, but none was found")
    return result


def _strict_weights(matrix: NDArray[Any], touched: NDArray[np.bool_]) -> dict[int, Fraction]:
    """Weights that touch the greatest possible collection of sets, each with a sum < 0."""
    chosen = np.ones(len(matrix), dtype=bool)
    while chosen.any():
        allowed = np.flatnonzero(touched.any(axis=0) & ~touched[~chosen].any(axis=0))
        rows = np.flatnonzero(chosen)
        optimal = _solved(_strict_program(matrix[np.ix_(rows, allowed)]))
        entries = dict(optimal.x)
        positive = [len(allowed) + k in entries for k in range(len(rows))]
        if all(positive):
            return {int(o): entries[j] for j, o in enumerate(allowed) if j in entries}
        chosen[rows[~np.array(positive)]] = False
    return {}


# -- all levels ------------------------------------------------------------------------------------


class _Search:
    """The sets that remain, and the levels that were found so far."""

    def __init__(self, face: Face):
        self.face = face
        self.left = list(face.unsupported)
        self.touched = face.touched(self.left)
        self.matrix = face.matrix(self.left, self.touched)
        self.levels: list[Weights] = []

    def add(self, weights: dict[int, Fraction]) -> None:
        """Add a level and drop the sets that it touches."""
        self.levels.append(tuple((self.face.outcome(o), w) for o, w in sorted(weights.items())))
        keep = np.logical_not(self.touched[:, list(weights)].any(axis=1))
        self.left = [move_of for move_of, kept in zip(self.left, keep.tolist()) if kept]
        self.touched, self.matrix = self.touched[keep], self.matrix[keep]

    def stuck(self, multipliers: Sequence[Fraction]) -> Stuck:
        """The proof from multipliers of the whole-number rows."""
        pairs = [
            (move_of, y * self.face.scales[move_of[0]])
            for move_of, y in zip(self.left, multipliers)
            if y
        ]
        return Stuck(self.face, tuple(m for m, _ in pairs), tuple(y for _, y in pairs))


def weak_levels(face: Face) -> Levels | Stuck:
    """Decide whether the unsupported moves can be tried without tempting anybody in the limit.

    Always decided. Cost: a few passes over (unsupported moves × outcomes); where no single outcome
    makes a level, one linear program for each level, with one row for each move that is left.
    """
    search = _Search(face)
    while search.left:
        # Somebody who gains at every outcome of her set is tempted whatever happens.
        for k, (row, touched) in enumerate(zip(search.matrix, search.touched)):
            least = min(row[touched])
            if least > 0:
                unit = [Fraction(0)] * len(search.left)
                unit[k] = Fraction(1, int(least))
                return search.stuck(unit)
        single = _single_outcomes(search.matrix, search.touched, strict=False)
        if single:
            search.add(dict.fromkeys(single, Fraction(1)))
            continue
        useful = np.flatnonzero(search.touched.any(axis=0))
        hits = search.touched[:, useful].sum(axis=0)
        optimal = _solved(_weak_program(search.matrix[:, useful], hits))
        if optimal.value == 0:
            return search.stuck(optimal.y[:-1])
        search.add({int(useful[j]): w for j, w in optimal.x if j < len(useful)})
    return Levels(face, False, tuple(search.levels))


def strict_levels(face: Face) -> Levels:
    """Try the unsupported moves so that each is worth strictly less than v_i in the limit.

    The levels are as complete as possible: ``remaining`` holds the moves for which ties (or
    temptations) cannot be avoided. Cost as for :func:`weak_levels`, up to one program more for
    each move.
    """
    search = _Search(face)
    while search.left:
        single = _single_outcomes(search.matrix, search.touched, strict=True)
        weights = (
            dict.fromkeys(single, Fraction(1))
            if single
            else _strict_weights(search.matrix, search.touched)
        )
        if not weights:
            break
        search.add(weights)
    return Levels(face, True, tuple(search.levels), tuple(search.left))
