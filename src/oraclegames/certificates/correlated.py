"""Documents of ``correlated``: the best one by its dual proof, the vertices by cutting a simplex.

- Every condition is formed anew, and the distributions must meet it.
- The bound: λ·U + Σ y r ≤ β at every outcome, y ≥ 0. So no equilibrium has λ·v > β, and the
  objective is bounded by what λ·v ≤ β leaves.
- The vertices, all of them: those of the simplex of all distributions, cut with one condition after
  the other. Of many it is shown that each is one; where completeness is asked for, also that every
  edge from each ends in another: the graph of a polytope is connected (Balinski 1961).
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from oraclegames.certificates.extreme import Vertices
from oraclegames.certificates.goal import Goal
from oraclegames.certificates.part import Part, game_of, move_of
from oraclegames.certificates.verify import Proof
from oraclegames.games.game import Game

Row = tuple[Fraction, ...]
Key = tuple[int, int | None, int]

MOST_VERTICES = 300
"""That there are no more vertices is shown by cutting up to so many; of more, where asked for."""


def check(document: Part, *, complete: bool = False) -> Proof:
    """Every claim of a document "oraclegames/correlated-1".

    Args:
        complete: follow all edges, however many vertices there are.
    """
    document.only(
        *("schema", "version", "game", "notion", "objective", "best", "vertices", "status")
    )
    document["version"].text()
    game = game_of(document["game"])
    coarse = document["notion"].word("correlated", "coarse") == "coarse"
    goal = Goal.read(document["objective"], game)
    rows = _rows(game, coarse)
    proved: list[str] = []
    assumed: list[str] = []
    best, vertices = document.given("best"), document.given("vertices")
    if best is not None:
        exact = _check_best(best, game, goal, rows)
        proved.append(f"the best {document['notion'].text()} equilibrium" if exact else "a bound")
    status = document["status"].word("complete", "partial")
    document["status"].require(status == "partial" or best is not None, "there is no best one")
    if vertices is not None:
        body = Vertices(vertices, list(rows.values()), game.n_outcomes)
        proved.append("the vertices are extreme equilibria")
        if status == "complete":
            small = len(body.points) <= MOST_VERTICES
            if small or complete:
                body.check_all(cutting=small)
            (proved if small or complete else assumed).append("all extreme equilibria")
    return Proof(tuple(proved), tuple(assumed))


def _rows(game: Game, coarse: bool) -> dict[Key, Row]:
    """For each deviation what obeying gains over it, at every outcome."""
    rows: dict[Key, Row] = {}
    for i, count in enumerate(game.shape):
        for t in range(count):
            for s in [None] if coarse else range(count):
                if s != t:
                    rows[i, s, t] = tuple(
                        game.payoff(i, o) - game.payoff(i, (*o[:i], t, *o[i + 1 :]))
                        if s is None or o[i] == s
                        else Fraction(0)
                        for o in game.outcomes()
                    )
    return rows


def _dot(row: Sequence[Fraction], point: Sequence[Fraction]) -> Fraction:
    return sum((a * p for a, p in zip(row, point) if p), Fraction(0))


def _check_best(part: Part, game: Game, goal: Goal, rows: dict[Key, Row]) -> bool:
    """Whether the best is shown to be the best; else it is bounded."""
    part.only("value", "bound", "values", "distribution", "weights", "multipliers")
    play = _equilibrium(part["distribution"], game, rows.values())
    payoffs = [[game.payoff(i, o) for o in game.outcomes()] for i in range(game.n_players)]
    values = tuple(_dot(row, play) for row in payoffs)
    part["values"].require(part["values"].rationals(game.n_players) == values, "they are others")
    value = goal.at(values)
    part["value"].agrees(part["value"].rational(), value)
    weights = part["weights"].rationals(game.n_players)
    sums = [_dot(weights, column) for column in zip(*payoffs)]
    seen = set()
    for item in part["multipliers"]:
        item.only("player", "move", "other", "weight")
        key = _deviation(item, game)
        item.require(key in rows and key not in seen, "one for each deviation")
        seen.add(key)
        y = item["weight"].rational()
        item["weight"].require(y > 0, "it is not positive")
        sums = [total + y * r for total, r in zip(sums, rows[key])]
    cap = goal.capped(weights, max(sums))
    bound = part["bound"].rational()
    part["bound"].require(cap is not None and cap <= bound, "the multipliers do not prove it")
    return bool(bound <= value)


def _deviation(item: Part, game: Game) -> Key:
    player, other = move_of(item, game, "other")
    always = item.given("move") is None
    return player, None if always else move_of(item, game)[1], other


def _equilibrium(part: Part, game: Game, rows: object) -> tuple[Fraction, ...]:
    play = part.rationals(game.n_outcomes)
    part.require(min(play) >= 0 and sum(play) == 1, "it is no distribution")
    fine = all(_dot(row, play) >= 0 for row in rows)  # type: ignore[attr-defined]
    part.require(fine, "somebody gains by another move")
    return play
