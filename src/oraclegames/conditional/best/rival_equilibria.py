"""What dependency equilibria are compared with: the best correlated and the best Nash equilibrium.

A correlated equilibrium (Aumann 1974) is a distribution P such that no player gains by playing t
whenever she is told s: Σ_{o_i = s} P(o) (U_i(o) − U_i(t, o_−i)) ≥ 0. These are linear, so the best
one is a linear program, whose dual solution proves it; the Nash product is climbed by linear
programs (Frank and Wolfe 1956) and bounded by the last of them. For 2×2 games both come from their
closed forms. Of larger games those Nash equilibria are compared that
:mod:`oraclegames.conditional.best.nash_equilibria` lists; one that is as good as the best
correlated equilibrium is the best of all.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

from oraclegames.budget import Clock
from oraclegames.conditional.best.best_2x2 import best_correlated_2x2, best_nash_2x2
from oraclegames.conditional.best.nash_equilibria import ALL_NASH, list_nash
from oraclegames.conditional.best.objective import Objective, plain_number, shown_number
from oraclegames.conditional.values.relaxation import Relaxation
from oraclegames.exact.arrays import largest, widened
from oraclegames.exact.linear_program import Optimal
from oraclegames.exact.rational import format_rational
from oraclegames.exact.real import Real
from oraclegames.games.distribution import Distribution
from oraclegames.games.game import Game
from oraclegames.games.shown import Shown
from oraclegames.later import np


@dataclass(frozen=True)
class Ceiling:
    """λ·v ≤ max_o [λ·U(o) + Σ y (U_i(o) − U_i(t, o_−i))] for correlated equilibria, by y ≥ 0.

    Attributes:
        weights: λ.
        multipliers: (i, s, t, y) for each demand that s is no worse than t with a positive y.
    """

    weights: tuple[Fraction, ...]
    multipliers: tuple[tuple[int, int, int, Fraction], ...]

    def to_dict(self, game: Game) -> dict[str, Any]:
        """The proof as plain data, ready for JSON."""
        return {
            "weights": [format_rational(w) for w in self.weights],
            "multipliers": [
                {
                    "player": game.players[i],
                    "move": game.moves[i][s],
                    "other": game.moves[i][t],
                    "weight": format_rational(y),
                }
                for i, s, t, y in self.multipliers
            ],
        }


@dataclass(frozen=True, repr=False)
class Rival(Shown):
    """An equilibrium of another kind.

    Attributes:
        kind: "correlated" or "nash".
        value: the objective.
        values: everybody's payoff.
        distribution: the equilibrium; for Nash, a product.
        exact: whether it is the best of its kind.
        searched: among which equilibria it is the best, such as "pure Nash equilibrium".
        proof: that no correlated equilibrium is better; None for 2×2 games and Nash equilibria.
    """

    kind: str
    value: Real
    values: tuple[Real, ...]
    distribution: Distribution
    exact: bool
    searched: str
    proof: Ceiling | None = None

    def verify(self, game: Game, objective: Objective) -> bool:
        """Re-check that it is an equilibrium of its kind, and its value."""
        matrix = incentives(game)
        probabilities = np.array(self.distribution.probabilities, dtype=object)
        if len(matrix) and min(matrix.astype(object) @ probabilities) < 0:
            return False
        if self.kind == "nash":
            margins = [self.distribution.move_probabilities(i) for i in range(game.n_players)]
            if Distribution.product(game, *margins) != self.distribution:
                return False
        return (
            self.distribution.values == self.values and objective.value(self.values) == self.value
        )

    def to_dict(self) -> dict[str, Any]:
        """The equilibrium as plain data, ready for JSON."""
        found = {
            "value": plain_number(self.value),
            "values": [plain_number(v) for v in self.values],
            "distribution": [plain_number(p) for p in self.distribution.probabilities],
            "exact": self.exact,
            "kind": self.kind,
            "searched": self.searched,
        }
        if self.proof is not None:
            found["proof"] = self.proof.to_dict(self.distribution.game)
        return found

    def __str__(self) -> str:
        values = f"({', '.join(map(shown_number, self.values))})" if len(self.values) <= 8 else ""
        return f"best {self.searched}: {shown_number(self.value)} {values}".rstrip()


def _labels(game: Game) -> list[tuple[int, int, int]]:
    """(i, s, t) for each of the rows below."""
    return [
        (i, s, t)
        for i, count in enumerate(game.shape)
        for s in range(count)
        for t in range(count)
        if s != t
    ]


def incentives(game: Game) -> np.ndarray[Any, Any]:
    """The whole-number rows U_i(s, ·) − U_i(t, ·) on o_i = s, of shape (Σ m_i (m_i − 1), outcomes).

    P is a correlated equilibrium iff every row times P is ≥ 0.
    """
    rows = []
    for i, count in enumerate(game.shape):
        table = np.moveaxis(game.numerators[i], i, 0)
        table = widened(table, 2 * largest(table))
        for s in range(count):
            for t in range(count):
                if s != t:
                    row = np.zeros(table.shape, dtype=table.dtype)
                    row[s] = table[s] - table[t]
                    rows.append(np.moveaxis(row, 0, i).ravel())
    if not rows:
        return np.zeros((0, game.n_outcomes), dtype=np.int64)
    return np.stack(rows) if all(r.dtype != object for r in rows) else np.array(rows, dtype=object)


def _rival(
    goal: Objective,
    kind: str,
    play: Distribution,
    exact: bool,
    searched: str,
    proof: Ceiling | None = None,
) -> Rival:
    return Rival(kind, goal.value(play.values), play.values, play, exact, searched, proof)


def _correlated(
    game: Game, weights: tuple[Fraction, ...] | None, clock: Clock | None
) -> tuple[Distribution, Ceiling]:
    """The correlated equilibrium with the largest λ·U, or the largest least U_i without weights."""
    whole, matrix = Relaxation.whole(game), incentives(game)
    signs = [-1] * len(matrix)
    scale: Fraction | int = 1
    if weights is not None:
        solved, scale = whole.most(matrix, signs, weights, clock)
    else:
        floor = min(Fraction(int(t.min()), d) for t, d in zip(game.numerators, game.denominators))
        solved, scales = whole.most_even(matrix, signs, floor, clock)
    assert isinstance(solved, Optimal), "every game has a correlated equilibrium"
    duals = solved.y[: len(matrix)]
    if weights is None:
        shares = [-y * s for y, s in zip(solved.y[len(matrix) :], scales)]
        scale = sum(shares, Fraction(0))  # ≥ 1, the coefficient of the least U_i
        weights = tuple(share / scale for share in shares)
    multipliers = tuple(
        (*label, -y * game.denominators[label[0]] / scale)
        for label, y in zip(_labels(game), duals)
        if y
    )
    return Distribution(game, solved.dense(game.n_outcomes)), Ceiling(weights, multipliers)


def best_correlated(game: Game, goal: Objective, clock: Clock | None = None) -> Rival:
    """The best correlated equilibrium: exact for linear and egalitarian objectives.

    For the Nash product the value is within 1/1000 of the best, relatively, if ``exact``.

    Cost: one linear program with Σ m_i (m_i − 1) + 1 rows; up to 40 for the Nash product. For 2×2
    games all is exact, and immediate.
    """
    kind, among = "correlated", "correlated equilibrium"
    if game.shape == (2, 2):
        return _rival(goal, kind, best_correlated_2x2(game, goal), True, among)
    if goal.kind != "nash":
        weights = goal.weights if goal.kind == "linear" else None
        play, proof = _correlated(game, weights, clock)
        return _rival(goal, kind, play, True, among, proof)
    play, _ = _correlated(game, (Fraction(1),) * game.n_players, clock)
    for _ in range(40):
        slope = goal.slope(play.values)
        target, proof = _correlated(game, slope, clock)
        bound = sum((w * v for w, v in zip(slope, target.values)), Fraction(0))
        value = goal.value(play.values)
        if goal.cap(slope, bound) <= value * Fraction(1001, 1000):
            return _rival(goal, kind, play, True, among, proof)
        play = _towards(goal, play, target)
    return _rival(goal, kind, play, False, among)


def _towards(goal: Objective, play: Distribution, target: Distribution) -> Distribution:
    """The best of some mixtures of two distributions."""
    known = (play.values, target.values, goal.disagreement)
    unit = max((abs(v) for values in known for v in values), default=0) or 1  # floats have an end
    start, stop, threat = (np.array([float(v / unit) for v in values]) for values in known)

    def product(share: float) -> float:
        gains = (1 - share) * start + share * stop - threat
        return math.prod(gains) if min(gains) > 0 else float(min(gains)) - 1e9

    share = Fraction(max(range(1025), key=lambda k: product(k / 1024)), 1024)
    pairs = zip(play.probabilities, target.probabilities)
    return Distribution(play.game, tuple((1 - share) * p + share * q for p, q in pairs))


def best_nash(
    game: Game, goal: Objective, clock: Clock | None = None, most: Rival | None = None
) -> tuple[Rival | None, str]:
    """The best Nash equilibrium of those searched, None if none is among them, and which were.

    Args:
        game: the game.
        goal: what is to be large.
        clock: when to stop; then the pure ones are searched.
        most: the best correlated equilibrium: what is as good is the best of all.
    """
    if game.shape == (2, 2):
        return _rival(goal, "nash", best_nash_2x2(game, goal), True, ALL_NASH), ALL_NASH
    found = list_nash(game, clock)
    searched = found.among(goal.kind == "linear")
    exact = searched == ALL_NASH
    rivals = [_rival(goal, "nash", play, exact, searched) for play in found.plays]
    best = max(rivals, key=lambda rival: rival.value, default=None)
    certain = most is not None and most.exact and goal.kind != "nash"
    if best is not None and most is not None and certain and best.value == most.value:
        best, searched = replace(best, exact=True, searched=ALL_NASH), ALL_NASH
    return best, searched
