"""What a best equilibrium is compared with: the best correlated and the best Nash equilibrium.

- *Equilibrium*: no move gains by another, given that it is made; a Nash equilibrium is a product.
- *Best correlated equilibrium*: for weights λ and multipliers y ≥ 0 of the demands,

      λ·v  ≤  max_o [ λ·U(o) + Σ y_{i,s,t} (U_i(o) − U_i(t, o_−i)) over o_i = s ],

  and what that allows the goal is what the equilibrium has (linear programming duality; the Nash
  product of larger games within 1/1000). For 2×2 games the corners of their polytope are listed.
- *Best Nash equilibrium*: all are listed (:mod:`oraclegames.certificates.nash`), or it is as good
  as the best correlated one, which is better than none. Of the pure ones the best always is.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import combinations
from typing import Any

from flint import fmpq

from oraclegames.certificates.algebraic import number_of
from oraclegames.certificates.equilibrium import total_of
from oraclegames.certificates.goal import Goal
from oraclegames.certificates.nash import best_nash, best_pure
from oraclegames.certificates.part import Part, move_of
from oraclegames.certificates.polytope import Polytope
from oraclegames.certificates.verify import Proof
from oraclegames.exact.rational import to_fmpq, to_fraction
from oraclegames.games.game import Game, Outcome

ALL, EXTREME, FEW, PURE = (
    "Nash equilibrium",
    "extreme Nash equilibrium",
    "Nash equilibrium in which at most two players mix",
    "pure Nash equilibrium",
)
CORRELATED = "correlated equilibrium"
KEYS = ("value", "values", "distribution", "exact", "kind", "searched")
SLACK = Fraction(1001, 1000)
"""Of a Nash product that is climbed in steps."""


def check_rivals(document: Part, game: Game, goal: Goal) -> Proof:
    """Both of them, as far as they are given."""
    proved: list[str] = []
    assumed: list[str] = []
    searched = document["nash_searched"].word("", ALL, EXTREME, FEW, PURE)
    _check_compared(document, searched)
    most: Any = None
    rival = document.given("correlated")
    if rival is not None:
        _check_rival(rival, game, goal, "correlated", CORRELATED)
        shown = _is_best_correlated(rival, game, goal)
        if shown and (game.shape == (2, 2) or goal.kind != "nash"):
            most = number_of(rival["value"])
        (proved if shown else assumed).append(f"that no other {CORRELATED} is better")
    rival = document.given("nash")
    if rival is not None:
        _check_rival(rival, game, goal, "nash", searched)
        exact = searched == ALL
        rival["exact"].require(rival["exact"].flag() == exact, "it contradicts what was searched")
        shown = _is_best_nash(rival, game, goal, searched, most)
        (proved if shown else assumed).append(f"that no other {searched} is better")
    elif searched:
        document["nash"].require(searched != ALL, "every game has a Nash equilibrium")
        document["nash"].require(best_pure(game, goal) is None, "there is a pure one")
        (proved if searched == PURE else assumed).append(f"that there is no {searched}")
    return Proof(tuple(proved), tuple(assumed))


def _check_compared(document: Part, searched: str) -> None:
    """Both are there, if they were asked for and the time sufficed; neither, if not."""
    compared = document.given("compared")
    there = bool(searched), not document["correlated"].missing
    if compared is None:
        document["compared"].require(not any(there), "it is compared")
    elif compared.word("complete", "partial") == "complete":
        compared.require(all(there), "something is missing")


def _check_rival(rival: Part, game: Game, goal: Goal, kind: str, among: str) -> None:
    """It is an equilibrium of its kind, with its values."""
    rival.only(*KEYS, *(["proof"] if kind == "correlated" else ()))
    rival["kind"].word(kind)
    rival["searched"].require(rival["searched"].text() == among, f"it should be {among!r}")
    part = rival["distribution"]
    masses = dict(zip(game.outcomes(), map(number_of, part.items(game.n_outcomes))))
    fine = total_of(list(masses.values())) == 1 and all(p >= 0 for p in masses.values())
    part.require(fine, "it is no distribution")
    values = [number_of(v) for v in rival["values"].items(game.n_players)]
    for i, value in enumerate(values):
        mean = total_of([p * game.payoff(i, o) for o, p in masses.items()])
        rival["values"].require(mean == value, "these are not its values")
    reached = number_of(rival["value"])
    rival["value"].require(reached == goal.at(values), "it is not the objective")
    for i, count in enumerate(game.shape):
        for s in range(count):
            for t in range(count):
                told = [(o, p) for o, p in masses.items() if o[i] == s]
                gain = total_of([p * _better(game, i, o, t) for o, p in told])
                part.require(gain <= 0, f"{game.players[i]} gains by leaving {game.moves[i][s]}")
    if kind == "nash":
        _check_product(part, game, masses, among)


def _better(game: Game, player: int, outcome: Outcome, move: int) -> Fraction:
    other = (*outcome[:player], move, *outcome[player + 1 :])
    return game.payoff(player, other) - game.payoff(player, outcome)


def _check_product(part: Part, game: Game, masses: dict[Outcome, Any], searched: str) -> None:
    """The players mix independently, and no more of them than were let."""
    margins = [
        [total_of([p for o, p in masses.items() if o[i] == s]) for s in range(m)]
        for i, m in enumerate(game.shape)
    ]
    for o, p in masses.items():
        product: Any = Fraction(1)
        for i, s in enumerate(o):
            product = product * margins[i][s]
        part.require(product == p, "it is no product")
    mixing = sum(all(p < 1 for p in row) for row in margins)
    most = {FEW: 2, PURE: 0}.get(searched, game.n_players)
    part.require(mixing <= most, f"it is no {searched}")


# -- that it is the best ---------------------------------------------------------------------------


def _is_best_correlated(rival: Part, game: Game, goal: Goal) -> bool:
    """Whether it is shown; refuted where another one is better."""
    exact = rival["exact"].flag()
    proof = rival.get("proof")
    if game.shape == (2, 2):
        rival["proof" if proof else "exact"].require(exact and not proof, "it is listed anew")
        rival["value"].require(rival["value"].rational() == _best_2x2(game, goal), "one is better")
        return True
    if proof is None:
        return False
    rival["exact"].require(exact, "it is shown")
    proof.only("weights", "multipliers")
    weights = proof["weights"].rationals(game.n_players)
    bound = goal.capped(weights, _bound(proof["multipliers"], game, weights))
    if bound is None:
        proof["weights"].refute("they bound no such objective")
    value = rival["value"].rational()
    most = value * SLACK if goal.kind == "nash" else value
    proof.require(bound <= most, "it allows more")
    return True


def _bound(part: Part, game: Game, weights: Sequence[Fraction]) -> Fraction:
    """The most that the multipliers allow λ·v."""
    totals = {
        o: sum((w * u for w, u in zip(weights, game.payoffs(o))), Fraction(0))
        for o in game.outcomes()
    }
    for item in part:
        item.only("player", "move", "other", "weight")
        (i, s), (_, t) = move_of(item, game), move_of(item, game, "other")
        weight = item["weight"].rational()
        item["weight"].require(weight > 0, "it is not positive")
        for o in totals:
            if o[i] == s:
                totals[o] -= weight * _better(game, i, o, t)
    return max(totals.values())


def _best_2x2(game: Game, goal: Goal) -> Fraction:
    """The goal at the best correlated equilibrium: on a side of the polygon of their values."""
    outcomes = list(game.outcomes())
    left = Polytope.simplex(3, fmpq(1))  # the last probability is what is left to 1
    for i in (0, 1):
        for s in (0, 1):
            row = [_better(game, i, o, 1 - s) if o[i] == s else Fraction(0) for o in outcomes]
            left = left.cut([to_fmpq(row[3] - x) for x in row[:3]] + [to_fmpq(-row[3])])
    values = []
    for corner in left.points:
        first = [to_fraction(x) for x in corner]
        masses = [*first, 1 - sum(first)]
        pays = [[p * u for u in game.payoffs(o)] for p, o in zip(masses, outcomes)]
        values.append([sum(column, Fraction(0)) for column in zip(*pays)])
    tops = [Fraction(goal.at(v)) for v in values]
    return max([*tops, *(goal.best_of_segment(*pair) for pair in combinations(values, 2))])


def _is_best_nash(rival: Part, game: Game, goal: Goal, searched: str, most: Any) -> bool:
    """Whether it is shown; refuted where another one is better."""
    value = number_of(rival["value"])
    pure = best_pure(game, goal)
    rival["value"].require(pure is None or pure <= value, "a pure one is better")
    if searched == PURE or value == most:
        return True
    best = best_nash(game, goal) if searched == ALL else None
    rival["value"].require(best is None or value == best, "another one is better")
    return best is not None
