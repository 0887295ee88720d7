"""``correlated``: the correlated equilibria of any game as an exact object.

Their set is a polytope. Of any game the best by an objective is found and proved by a dual
solution, and whether a distribution belongs to it is decided with evidence. Its vertices are listed
where they are few, and given one after the other where they are many.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from oraclegames.budget import Clock, OutOfTime, Status
from oraclegames.certificates.verify import holds
from oraclegames.classical.extreme import ExtremePoints
from oraclegames.conditional.best import objective as goals
from oraclegames.conditional.best.correlated_optimum import Optimum, best_play
from oraclegames.conditional.best.incentives import Deviation, deviations
from oraclegames.conditional.check.check import check
from oraclegames.conditional.similarity.notion_verdict import NotionVerdict
from oraclegames.exact.rational import format_rational
from oraclegames.games.document import Document, heading
from oraclegames.games.game import Game
from oraclegames.games.load import GameLike, as_game
from oraclegames.games.names import counted, move_name, player_name
from oraclegames.games.shown import Shown
from oraclegames.games.tabular import Columns, Tabular, distinct, play_columns

SCHEMA = "oraclegames/correlated-1"
FEW_OUTCOMES = 9
"""Of games with at most so many outcomes the vertices are listed without being asked for."""

Point = tuple[Fraction, ...]


@dataclass(frozen=True, repr=False)
class CorrelatedEquilibria(Shown, Document, Tabular):
    """The correlated, or coarse correlated, equilibria of a game.

    Attributes:
        game: the game.
        coarse: which of the two.
        goal: what "best" means.
        best: the best equilibrium, with the proof of a bound; None if time ended the search.
        vertices: the extreme equilibria, as probabilities in row-major order; all if complete, else
            those that were met; None if they were not asked for.
        status: "complete" if what was asked for is there, "partial" if time ended it.
    """

    game: Game
    coarse: bool
    goal: goals.Objective
    best: Optimum | None
    vertices: tuple[Point, ...] | None
    status: Status

    def contains(self, distribution: Any) -> NotionVerdict:
        """Whether a distribution over outcomes is one of them, with evidence; true iff it is."""
        found = check(self.game, distribution, notion="coarse" if self.coarse else "correlated")
        assert isinstance(found, NotionVerdict)
        return found

    def extreme(self, *, budget: float | None = None) -> ExtremePoints:
        """The extreme equilibria one after the other, however many there are.

        Args:
            budget: seconds from now on, None for no limit.

        >>> stream = correlated("chicken", vertices=False).extreme()
        >>> sum(point[0] > 0 for point in stream), str(stream)
        (2, '5 extreme equilibria, and no others')
        """
        return ExtremePoints(self.game, self.coarse, Clock(budget))

    def proof(self) -> tuple[tuple[Deviation, Fraction], ...]:
        """The conditions with a positive multiplier in the proof of the bound, and that number."""
        if self.best is None:
            return ()
        pairs = zip(deviations(self.game, self.coarse), self.best.multipliers)
        return tuple((deviation, y) for deviation, y in pairs if y)

    def verify(self, *, complete: bool = False) -> bool:
        """Re-check the document from itself alone.

        Args:
            complete: of more than 300 extreme equilibria: that there are no others, too.
        """
        return holds(self.to_dict(), complete=complete)

    def to_dict(self) -> dict[str, Any]:
        """The equilibria as a document "oraclegames/correlated-1"."""
        best = self.best
        return {
            **heading(SCHEMA, self.game),
            "notion": "coarse" if self.coarse else "correlated",
            "objective": self.goal.name,
            "best": None
            if best is None
            else {
                "value": format_rational(best.value),
                "bound": format_rational(best.bound),
                "values": list(map(format_rational, best.play.values)),
                "distribution": list(map(format_rational, best.play.probabilities)),
                "weights": list(map(format_rational, best.weights)),
                "multipliers": [
                    {
                        "player": self.game.players[i],
                        "move": None if s is None else self.game.moves[i][s],
                        "other": self.game.moves[i][t],
                        "weight": format_rational(y),
                    }
                    for (i, s, t), y in self.proof()
                ],
            },
            "vertices": None
            if self.vertices is None
            else [list(map(format_rational, vertex)) for vertex in self.vertices],
            "status": self.status,
        }

    def columns(self) -> Columns:
        """A row for each vertex; without them one for the best equilibrium."""
        best = [] if self.best is None else [self.best.play.probabilities]
        points = best if self.vertices is None else list(self.vertices)
        payoffs = [self.game.payoffs(outcome) for outcome in self.game.outcomes()]
        values = [
            [
                sum((p * u[i] for p, u in zip(point, payoffs) if p), Fraction(0))
                for i in range(self.game.n_players)
            ]
            for point in points
        ]
        return distinct(play_columns(self.game, points, values))

    def __str__(self) -> str:
        kind = f"{'coarse ' if self.coarse else ''}correlated equilibri"
        lines = []
        if self.best is not None:
            play, value = self.best.play, goals.shown_number(self.best.value)
            what = "best" if self.best.close else "best found"
            lines.append(f"The {what} {kind}um ({self.goal.name}): {value}")
            played = [(o, p) for o, p in zip(self.game.outcomes(), play.probabilities) if p]
            for outcome, p in played[:40]:
                names = [move_name(self.game, i, s) for i, s in enumerate(outcome)]
                lines.append(f"  {format_rational(p)}  {', '.join(names)}")
            if len(played) > 40:
                lines.append(f"  … {len(played) - 40} more")
            worth = (
                f"{player_name(self.game, i)} {format_rational(v)}"
                for i, v in enumerate(play.values)
            )
            lines.append(f"  worth {', '.join(worth)}")
            if not self.best.close:
                lines.append(f"  no other is better than {goals.shown_number(self.best.bound)}")
        if self.vertices is not None:
            points = counted(len(self.vertices), "extreme one")
            whole = "All" if self.status == "complete" else "Among the"
            lines.append(f"{whole} {kind}a: the mixtures of {points}")
            lines += (f"  {', '.join(map(format_rational, v))}" for v in self.vertices[:40])
            if len(self.vertices) > 40:
                lines.append(f"  … {len(self.vertices) - 40} more")
        if self.status != "complete":
            lines.append("Time ended the search before all was found.")
        return "\n".join(lines)


def correlated(
    game: GameLike,
    objective: Any = "welfare",
    *,
    coarse: bool = False,
    vertices: bool | None = None,
    budget: float | None = None,
) -> CorrelatedEquilibria:
    """The correlated equilibria of a game: the best one, membership, and the extreme ones.

    Args:
        game: any game.
        objective: what is to be large: "welfare", "egalitarian", "nash", "player:NAME",
            "linear:WEIGHTS", or weights.
        coarse: coarse correlated equilibria instead.
        vertices: list all extreme ones; None: of games with at most nine outcomes. For thousands
            and more see :meth:`CorrelatedEquilibria.extreme`, which gives one after the other.
        budget: seconds after which what is missing is left out; None for no limit.

    Returns:
        Exact and proved for linear objectives and the least value; of the Nash product within
        1/1000, with a proved bound.

    Raises:
        InputError: there is no such objective or player.

    Cost: a linear program with a row for each deviation and a column for each outcome. Vertices:
    some hundred to thousand a second; their number is exponential in that of outcomes.

    >>> print(correlated("chicken", "egalitarian", vertices=False))
    The best correlated equilibrium (egalitarian): 9/2
      1/2  Swerve, Straight
      1/2  Straight, Swerve
      worth Row 9/2, Column 9/2
    """
    game = as_game(game)
    goal = goals.objective(objective, game)
    clock = Clock(budget)
    best: Optimum | None = None
    listed: list[Point] | None = None
    status: Status = "complete"
    try:
        best = best_play(game, goal, clock, coarse=coarse)
        if vertices or (vertices is None and game.n_outcomes <= FEW_OUTCOMES):
            listed, stream = [], ExtremePoints(game, coarse, clock)
            listed.extend(stream)
            status = stream.status
    except (OutOfTime, KeyboardInterrupt):
        status = "partial"
    points = tuple(sorted(listed, reverse=True)) if listed else None
    return CorrelatedEquilibria(game, coarse, goal, best, points, status)
