"""Documents of ``correlated``: the best one by its dual proof, the vertices by cutting a simplex.

- Every condition is formed anew, and the distributions must meet it.
- The bound: λ·U + Σ y r ≤ β at every outcome, y ≥ 0. So no equilibrium has λ·v > β, and the
  objective is bounded by what λ·v ≤ β leaves.
- The vertices: those of the simplex of all distributions, cut with one condition after the other.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from flint import fmpq

from oraclegames.certificates.goal import Goal
from oraclegames.certificates.part import Part, game_of, move_of
from oraclegames.certificates.polytope import Polytope, rank
from oraclegames.certificates.verify import Proof
from oraclegames.exact.rational import to_fmpq, to_fraction
from oraclegames.games.game import Game

Row = tuple[Fraction, ...]
Key = tuple[int, int | None, int]

MOST_VERTICES = 300
"""Of more vertices it is not shown that there are no others."""


def check(document: Part) -> Proof:
    """Every claim of a document "oraclegames/correlated-1"."""
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
    if vertices is not None:
        complete = _check_vertices(vertices, game, list(rows.values()))
        (proved if complete else assumed).append("all extreme equilibria")
        if not complete:
            proved.append("the vertices are extreme equilibria")
    status = document["status"].word("complete", "partial")
    lacking = best is None or (status == "partial" and vertices is None)
    document["status"].require((status == "partial") == lacking, "it contradicts what is there")
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
    part["value"].require(part["value"].rational() == value, f"it is {value}")
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


def _check_vertices(part: Part, game: Game, rows: Sequence[Row]) -> bool:
    """Whether the vertices are shown to be all; else only that each is one."""
    points = [_equilibrium(item, game, rows) for item in part]
    part.require(len(set(points)) == len(points) > 0, "none, or one twice")
    if len(points) > MOST_VERTICES:
        size = game.n_outcomes
        units = [tuple(Fraction(int(k == j)) for k in range(size)) for j in range(size)]
        for item, point in zip(part, points):
            tight = [row for row in (*rows, *units) if _dot(row, point) == 0]
            tight.append((Fraction(1),) * size)
            origin = (Fraction(0),) * size
            full = rank([list(map(to_fmpq, row)) for row in (origin, *tight)]) == size
            item.require(full, "it is no vertex")
        return False
    size = game.n_outcomes - 1
    body = Polytope.simplex(size, fmpq(1))
    for row in dict.fromkeys(rows):
        last = to_fmpq(row[-1])
        body = body.cut([*(to_fmpq(a) - last for a in row[:-1]), last])
    found = {tuple(map(to_fraction, (*point, 1 - sum(point, fmpq(0))))) for point in body.points}
    part.require(set(points) <= found, "a point is no vertex")
    part.require(found <= set(points), "there are other vertices")
    return True
