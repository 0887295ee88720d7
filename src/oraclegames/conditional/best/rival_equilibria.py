"""What dependency equilibria are compared with: the best correlated and the best Nash equilibrium.

The best correlated one comes from :mod:`oraclegames.conditional.best.correlated_optimum`, with its
proof; of Nash equilibria those are compared that
:mod:`oraclegames.conditional.best.nash_equilibria` lists; one that is as good as the best
correlated equilibrium is the best of all. For 2×2 games both come from closed forms.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

from oraclegames.budget import Clock
from oraclegames.conditional.best.best_2x2 import best_correlated_2x2, best_nash_2x2
from oraclegames.conditional.best.correlated_optimum import best_play
from oraclegames.conditional.best.incentives import deviations, incentives
from oraclegames.conditional.best.nash_equilibria import ALL_NASH, list_nash
from oraclegames.conditional.best.objective import Objective, plain_number, shown_number
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


def _rival(
    goal: Objective,
    kind: str,
    play: Distribution,
    exact: bool,
    searched: str,
    proof: Ceiling | None = None,
) -> Rival:
    return Rival(kind, goal.value(play.values), play.values, play, exact, searched, proof)


def best_correlated(game: Game, goal: Objective, clock: Clock | None = None) -> Rival:
    """The best correlated equilibrium: exact for linear and egalitarian objectives.

    For the Nash product the value is within 1/1000 of the best, relatively, if ``exact``. For 2×2
    games all is exact, and immediate.
    """
    kind, among = "correlated", "correlated equilibrium"
    if game.shape == (2, 2):
        return _rival(goal, kind, best_correlated_2x2(game, goal), True, among)
    best = best_play(game, goal, clock)
    demands = zip(deviations(game), best.multipliers)
    multipliers = tuple((i, s, t, y) for (i, s, t), y in demands if y and s is not None)
    proof = Ceiling(best.weights, multipliers) if best.close else None
    return _rival(goal, kind, best.play, best.close, among, proof)


def best_nash(
    game: Game, goal: Objective, clock: Clock | None = None, most: Rival | None = None
) -> tuple[Rival | None, str, bool]:
    """The best Nash equilibrium of those searched, None if none is among them; which were; and
    whether the clock ended the search of others.

    Args:
        game: the game.
        goal: what is to be large.
        clock: when to stop; then the pure ones are searched.
        most: the best correlated equilibrium: what is as good is the best of all.
    """
    if game.shape == (2, 2):
        return _rival(goal, "nash", best_nash_2x2(game, goal), True, ALL_NASH), ALL_NASH, False
    found = list_nash(game, clock)
    searched = found.among(goal.kind == "linear")
    exact = searched == ALL_NASH
    rivals = [_rival(goal, "nash", play, exact, searched) for play in found.plays]
    best = max(rivals, key=lambda rival: rival.value, default=None)
    certain = most is not None and most.exact and goal.kind != "nash"
    if best is not None and most is not None and certain and best.value == most.value:
        return replace(best, exact=True, searched=ALL_NASH), ALL_NASH, False
    return best, searched, found.ended
