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

A long file: the search, its evidence, and the case without arrays.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from flint import fmpq

from oraclegames.budget import Clock
from oraclegames.conditional.trembles.face import Face, MoveOf, MoveSet, Weights
from oraclegames.conditional.trembles.one_level import (
    single_outcomes,
    strict_weights,
    weak_weights,
)
from oraclegames.exact.algebraic import number_document
from oraclegames.exact.rational import format_rational, to_fmpq, to_fraction
from oraclegames.exact.show import digits
from oraclegames.exact.tableau import maximise_small
from oraclegames.games.shown import Shown
from oraclegames.later import np

if TYPE_CHECKING:
    from numpy.typing import NDArray

Target = TypeVar("Target", MoveOf, MoveSet)


@dataclass(frozen=True, repr=False)
class Levels(Shown):
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
            "kind": "levels",
            "type": "levels",
            "strict": self.strict,
            "levels": [
                [
                    {
                        "outcome": list(self.face.game.outcome_labels(outcome)),
                        "weight": number_document(weight),
                    }
                    for outcome, weight in weights
                ]
                for weights in self.levels
            ],
        }

    def __str__(self) -> str:
        label = self.face.game.outcome_labels
        levels = (
            ", ".join(f"({', '.join(label(o))}): {digits(w)}" for o, w in weights)
            for weights in self.levels
        )
        return "tremble levels: " + "; then ".join(levels)


@dataclass(frozen=True, repr=False)
class Stuck(Shown):
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
        pairs = [((i, (s,)), y) for (i, s), y in zip(self.moves, self.multipliers)]
        return tempts(self.face, pairs)

    def to_dict(self) -> dict[str, Any]:
        """The multipliers with labels, ready for JSON."""
        game = self.face.game
        return {
            "kind": "stuck",
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

    def __str__(self) -> str:
        names = self.face.game.players, self.face.game.moves
        terms = (
            f"{names[0][i]}'s {names[1][i][s]}: {format_rational(y)}"
            for (i, s), y in zip(self.moves, self.multipliers)
        )
        return "no tremble levels, by the multipliers " + ", ".join(terms)


def tempts(face: Face, pairs: Sequence[tuple[MoveSet, Fraction]]) -> bool:
    """Whether Σ y_{i,A} (U_i(o) − v_i) ≥ 1 over the sets that o touches, wherever it touches one.

    So whichever set is tried first is worth more than the play.
    """
    game = face.game
    payoffs = [game.payoff_list(i) for i in range(game.n_players)]
    terms = [(i, moves, to_fmpq(y), to_fmpq(face.values[i])) for (i, moves), y in pairs]
    for position, outcome in enumerate(game.outcomes()):
        met = [y * (payoffs[i][position] - v) for i, moves, y, v in terms if outcome[i] in moves]
        if met and sum(met) < 1:
            return False
    return True


# -- small games -----------------------------------------------------------------------------------

_SMALL = 32
"""Up to so many outcomes Python's integers are faster than arrays, and do without NumPy."""


def small_levels(face: Face) -> Levels | Stuck:
    """What :meth:`LevelSearch.weak` finds, without arrays.

    2×2 games never need a linear program. A move that is not played gains somewhere at most 0, or
    its player is tempted for sure. If that is at an outcome that tries no other move, this one is a
    level. If it is only where both players try something, then the other one either gains at most 0
    there too, or at her other outcome, which is a level by itself.
    """
    # Long: the argument of the docstring, round after round.
    outcomes, gains = list(face.game.outcomes()), face.gains.rows
    left: list[MoveOf] = list(face.unsupported)
    levels: list[Weights] = []
    while left:
        touched = [[(i, s) for i, s in left if outcome[i] == s] for outcome in outcomes]
        for i, s in left:
            least = min(gains[i][k] for k, tried in enumerate(touched) if (i, s) in tried)
            if least > 0:
                return Stuck(face, ((i, s),), (Fraction(face.gains.scales[i], least),))
        fine = [k for k, tried in enumerate(touched) if all(gains[i][k] <= 0 for i, _ in tried)]
        single = sorted({k for m in left for k in [k for k in fine if m in touched[k]][:1]})
        found = [(k, Fraction(1)) for k in single]
        if not found:
            found, multipliers = _together(gains, left, touched)
        if not found:
            scaled = (to_fraction(y) * face.gains.scales[i] for (i, _), y in zip(left, multipliers))
            return Stuck(face, tuple(left), tuple(scaled))
        levels.append(tuple((outcomes[k], weight) for k, weight in found))
        left = [move for move in left if not any(move in touched[k] for k, _ in found)]
    return Levels(face, False, tuple(levels))


def _together(
    gains: Sequence[Sequence[int]], left: Sequence[MoveOf], touched: Sequence[Sequence[MoveOf]]
) -> tuple[list[tuple[int, Fraction]], Sequence[fmpq]]:
    """Weights of several outcomes, as in :func:`weak_weights`; if there are none, multipliers."""
    useful = [k for k, tried in enumerate(touched) if tried]
    rows = [[gains[move[0]][k] * (move in touched[k]) for k in useful] for move in left]
    hits = [len(touched[k]) for k in useful]
    x, y = maximise_small(hits, [*rows, [1] * len(useful)], [*[0] * len(left), 1])
    return [(k, to_fraction(weight)) for k, weight in zip(useful, x) if weight], y[:-1]


# -- all levels ------------------------------------------------------------------------------------


class LevelSearch(Generic[Target]):
    """The sets that remain to be tried, and the levels that were found so far."""

    def __init__(self, face: Face, targets: Sequence[Target], clock: Clock | None = None):
        self.face = face
        self.left: list[Target] = list(targets)
        self.touched = face.touched(self.left)
        self.levels: list[Weights] = []
        self.clock = clock or Clock(None)

    @property
    def matrix(self) -> NDArray[Any]:
        """The gains of the sets that remain; few searches need more than their signs."""
        return self.face.matrix(self.left, self.touched)

    def _low(self, strict: bool) -> NDArray[np.bool_]:
        """For each set whether its player gains nothing, or with ``strict`` loses, by outcome."""
        signs = {i: self.face.gains.at_most(i, strict=strict).ravel() for i, _ in self.left}
        return np.stack([signs[i] for i, _ in self.left])

    def add(self, weights: dict[int, Fraction]) -> None:
        """Add a level and drop the sets that it touches."""
        self.levels.append(tuple((self.face.outcome(o), w) for o, w in sorted(weights.items())))
        keep = np.logical_not(self.touched[:, list(weights)].any(axis=1))
        self.left = [target for target, kept in zip(self.left, keep.tolist()) if kept]
        self.touched = self.touched[keep]

    def weak(self) -> list[tuple[Target, Fraction]]:
        """Add weak levels until nothing is left; [] then, else the multipliers y > 0 of the proof.

        Cost: a few passes over (sets × outcomes); where no single outcome makes a level, one linear
        program for each level, with one row for each set that is left.
        """
        while self.left:
            self.clock.check()
            low = self._low(strict=False)
            # Somebody who gains at every outcome of her set is tempted whatever happens.
            bearable = (low & self.touched).any(axis=1)
            if not bearable.all():
                place = int(bearable.argmin())
                target, touched = self.left[place], self.touched[place]
                least = int(self.face.gains.tables[target[0]].ravel()[touched].min())
                return [(target, Fraction(self.face.gains.scales[target[0]], least))]
            single = single_outcomes(low, self.touched)
            if single:
                self.add(dict.fromkeys(single, Fraction(1)))
                continue
            weights, multipliers = weak_weights(self.matrix, self.touched, self.clock)
            if not weights:
                scales = self.face.gains.scales
                pairs = zip(self.left, multipliers)
                return [(target, y * scales[target[0]]) for target, y in pairs if y]
            self.add(weights)
        return []

    def strict(self, single: bool = False) -> None:
        """Add strict levels until nothing is left or ties cannot be avoided.

        With ``single``, only levels of single outcomes, which need no program.
        """
        while self.left:
            self.clock.check()
            found = single_outcomes(self._low(strict=True), self.touched)
            weights = dict.fromkeys(found, Fraction(1))
            if not found and not single:
                weights = strict_weights(self.matrix, self.touched, self.clock)
            if not weights:
                return
            self.add(weights)


def weak_levels(face: Face, clock: Clock | None = None) -> Levels | Stuck:
    """Decide whether the unsupported moves can be tried without tempting anybody in the limit.

    Always decided, unless the clock ends it. Cost: see :meth:`LevelSearch.weak`.

    Raises:
        OutOfTime: the clock's budget is spent.
    """
    if face.game.n_outcomes <= _SMALL:
        return small_levels(face)
    search = LevelSearch(face, face.unsupported, clock)
    proof = search.weak()
    if proof:
        return Stuck(face, tuple(move for move, _ in proof), tuple(y for _, y in proof))
    return Levels(face, False, tuple(search.levels))


def strict_levels(face: Face, clock: Clock | None = None, *, single: bool = False) -> Levels:
    """Try the unsupported moves so that each is worth strictly less than v_i in the limit.

    The levels are as complete as possible: ``remaining`` holds the moves for which ties (or
    temptations) cannot be avoided. Cost as for :func:`weak_levels`, up to one program more for
    each move; with ``single`` only levels of single outcomes are tried, without a program.

    Raises:
        OutOfTime: the clock's budget is spent.
    """
    search = LevelSearch(face, face.unsupported, clock)
    search.strict(single)
    return Levels(face, True, tuple(search.levels), tuple(search.left))
