"""That no equilibrium is better: boxes of values that cover everything, each with its reason.

For every choice of played moves M_i (all moves, for totally mixed equilibria) the boxes come from
cutting the box of possible values in halves again and again. Of each of them one of these is shown:

- *corner*: the objective at its best corner is the bound;
- *multipliers* y: with g(o) = Σ_i (y_{i,o_i}·U_i(o) − max over the box of y_{i,o_i}·v_i) ≥ 0 on
  Π M_i, and > 0 somewhere (totally mixed), or wherever some move of M_i is made: no equilibrium is
  there;
- *stuck*: multipliers > 0 on moves outside of M whose gains over the upper corner add up to
  something positive wherever one is made: trying any of them tempts somebody, and more so at lower
  values;
- *bound*: λ·v ≤ max over Π M_i of λ·U(o) − g(o), for λ that bound the objective.

Any moves may be played if the choices are taken *together*: the sum of P(o)·(U_i(o) − v_i) over a
move that is not made is 0 too, so the bounds hold, and multipliers exclude if g > 0 everywhere.
The values are then at least what a player's move pays at worst, for else she would be tempted, and
at most her largest payoff.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import chain, combinations, product
from typing import Any, Literal

from oraclegames.certificates.goal import Goal
from oraclegames.certificates.part import Part, move_of
from oraclegames.games.game import Game, Outcome

Vector = tuple[Fraction, ...]
Box = tuple[Vector, Vector]
Moves = tuple[tuple[int, ...], ...]
Choices = Literal["all", "each", "any"]
"""All moves are played; each choice of played moves has its row; one row is for any choice."""


def check_cover(part: Part, game: Game, goal: Goal, bound: Fraction | None, which: Choices) -> int:
    """Every equilibrium's values lie in a leaf that allows no more than the bound; their number."""
    choices = list(_choices(game, which))
    count = 0
    for row, moves in zip(part.items(len(choices)), choices):
        box = possible_of_any(game) if which == "any" else possible(game, moves)
        leaves = row.items()
        count += len(leaves)
        if any(a > b for a, b in zip(*box)):
            row.require(not leaves, "no values are possible with these moves")
            continue
        boxes = [_box(leaf, game) for leaf in leaves]
        row.require(covers(box, boxes), "the boxes do not cover all possible values")
        for leaf, inside in zip(leaves, boxes):
            _check_leaf(leaf, inside, game, moves, goal, bound, which)
    return count


def _choices(game: Game, which: Choices) -> Iterator[Moves]:
    if which != "each":
        yield tuple(tuple(range(m)) for m in game.shape)
        return
    subsets = [
        list(chain.from_iterable(combinations(range(m), k) for k in range(1, m + 1)))
        for m in game.shape
    ]
    yield from product(*subsets)


def possible(game: Game, moves: Moves) -> Box:
    """Within what every one of the moves can pay, when the others keep to theirs."""
    low, high = [], []
    for i, own in enumerate(moves):
        pays = {s: [game.payoff(i, o) for o in product(*moves) if o[i] == s] for s in own}
        low.append(max(map(min, pays.values())))
        high.append(min(map(max, pays.values())))
    return tuple(low), tuple(high)


def possible_of_any(game: Game) -> Box:
    """Whatever moves are played: from the pure maximin to the largest payoff."""
    low, _ = possible(game, tuple(tuple(range(m)) for m in game.shape))
    players = range(game.n_players)
    return low, tuple(max(game.payoff(i, o) for o in game.outcomes()) for i in players)


def _box(leaf: Part, game: Game) -> Box:
    low, high = (leaf[end].rationals(game.n_players) for end in ("low", "high"))
    return low, high


def covers(box: Box, pieces: Sequence[Box]) -> bool:
    """Whether the pieces are what is left of the box after cutting halves again and again."""
    if len(pieces) == 1:
        return pieces[0] == box
    low, high = box
    for axis, (a, b) in enumerate(zip(low, high)):
        cut = (a + b) / 2
        below = [p for p in pieces if p[1][axis] <= cut]
        above = [p for p in pieces if p[0][axis] >= cut]
        if a < b and below and above and len(below) + len(above) == len(pieces):
            lower = low, (*high[:axis], cut, *high[axis + 1 :])
            upper = (*low[:axis], cut, *low[axis + 1 :]), high
            return covers(lower, below) and covers(upper, above)
    return False


def _check_leaf(
    leaf: Part,
    box: Box,
    game: Game,
    moves: Moves,
    goal: Goal,
    bound: Fraction | None,
    which: Choices,
) -> None:
    kind = leaf["kind"].word("corner", "multipliers", "stuck", "bound")
    if kind == "stuck":
        leaf.only("low", "high", "kind", "multipliers")
        leaf.require(which == "each", "it is about moves that are not played")
        check_tempted(leaf["multipliers"], game, moves, box[1])
        return
    if kind == "multipliers":
        leaf.only("low", "high", "kind", "multipliers")
        gains = gains_on(leaf["multipliers"], game, moves, box)
        least = (
            min(gains.values()) > 0 if which == "any" else excludes(gains, moves, which == "all")
        )
        leaf["multipliers"].require(least, "they exclude nothing")
        return
    if kind == "corner":
        leaf.only("low", "high", "kind")
        most: Fraction | None = goal.top(*box)
    else:
        leaf.only("low", "high", "kind", "multipliers", "weights")
        weights = leaf["weights"].rationals(game.n_players)
        gains = gains_on(leaf["multipliers"], game, moves, box)
        reach = max(
            sum((w * game.payoff(i, o) for i, w in enumerate(weights)), -g)
            for o, g in gains.items()
        )
        most = goal.capped(weights, reach)
        if most is None:
            leaf["weights"].refute("they do not bound the objective")
    leaf.require(bound is not None and most is not None and most <= bound, "more is possible here")


def gains_on(part: Part, game: Game, moves: Moves, box: Box) -> dict[Outcome, Fraction]:
    """g(o) on Π M_i for multipliers y."""
    y = [row.rationals(m) for row, m in zip(part.items(game.n_players), game.shape)]
    return {
        o: sum(
            (
                y[i][s] * game.payoff(i, o) - max(y[i][s] * end[i] for end in box)
                for i, s in enumerate(o)
            ),
            Fraction(0),
        )
        for o in product(*moves)
    }


def excludes(gains: dict[Outcome, Fraction], moves: Moves, total: bool) -> bool:
    """Whether such g leave no equilibrium: none that plays all of Π M_i, or every move of M."""
    if min(gains.values()) < 0:
        return False
    if total:
        return max(gains.values()) > 0
    return any(
        all(g > 0 for o, g in gains.items() if o[i] == s)
        for i, own in enumerate(moves)
        for s in own
    )


def check_tempted(part: Part, game: Game, moves: Moves, values: Vector) -> None:
    """Whichever of the moves outside of M is tried first, somebody is tempted."""
    multipliers: dict[Any, Fraction] = {}
    for item in part:
        item.only("player", "move", "multiplier")
        i, s = move_of(item, game)
        item.require(s not in moves[i] and (i, s) not in multipliers, "the move does not count")
        multipliers[i, s] = item["multiplier"].rational()
        item["multiplier"].require(multipliers[i, s] > 0, "it is not positive")
    part.require(bool(multipliers), "there are none")
    for o in game.outcomes():
        met = [move for move in enumerate(o) if move in multipliers]
        gain = sum(
            (multipliers[i, s] * (game.payoff(i, o) - values[i]) for i, s in met), Fraction(0)
        )
        part.require(not met or gain > 0, "they do not add up to a gain")
