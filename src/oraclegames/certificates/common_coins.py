"""Two grounded programs that share their coins: their play, and the most that deviations get.

The weights of pairs of states solve w = ε e + (1 − ε) Mᵀ w, which has one solution. The values v of
a player's decision process satisfy v(t) = max over her moves of ε·payoff + (1 − ε)·(mean of v after
it), which has one solution too (it is a contraction), the most that any strategy gets.
"""

from __future__ import annotations

from fractions import Fraction
from itertools import product

from oraclegames.certificates.part import Part, game_of
from oraclegames.certificates.verify import Proof

KEYS = (
    *("schema", "version", "game", "epsilon", "programs", "states", "play", "payoffs", "values"),
    "holds",
)
Program = tuple[list[tuple[Fraction, ...]], list[list[list[int]]]]


def check(document: Part) -> Proof:
    """Every claim of a document "oraclegames/common-coins-1"."""
    # Long: one statement for each key, since each follows from those before.
    document.only(*KEYS)
    document["version"].text()
    game = game_of(document["game"])
    document["game"].require(game.n_players == 2, "there are two players")
    step = document["epsilon"].rational()
    document["epsilon"].require(0 < step < 1, "it lies between 0 and 1")
    parts = document["programs"].items(2)
    one, two = (program_of(part, *game.shape[:: 1 - 2 * k]) for k, part in enumerate(parts))
    play = play_of_states(document["states"], one, two, step)
    document["play"].require(document["play"].rationals() == tuple(play.values()), "it is another")
    payoffs = tuple(
        sum((p * game.payoff(i, o) for o, p in play.items()), Fraction(0)) for i in (0, 1)
    )
    document["payoffs"].require(document["payoffs"].rationals(2) == payoffs, "they are others")
    best = []
    for i, (part, rival) in enumerate(zip(document["values"].items(2), (two, one))):
        values = part.rationals(len(rival[0]))
        for t, value in enumerate(values):
            worths = []
            for a in range(game.shape[i]):
                total = Fraction(0)
                for b, q in enumerate(rival[0][t]):
                    pays = game.payoff(i, (a, b) if i == 0 else (b, a))
                    total += q * (step * pays + (1 - step) * values[rival[1][t][b][a]])
                worths.append(total)
            part.require(value == max(worths), f"the value of state {t} is not that of a best move")
        best.append(values[0])
    said = document["holds"]
    said.require(said.flag() == (payoffs == tuple(best)), "the values say otherwise")
    return Proof(("what both play and get", "the most that any deviation of whatever memory gets"))


def play_of_states(
    part: Part, one: Program, two: Program, step: Fraction
) -> dict[tuple[int, int], Fraction]:
    """The probability of each outcome, by the weights of the pairs of states, which come again."""
    pairs = list(product(range(len(one[0])), range(len(two[0]))))
    weights = part.rationals(len(pairs))
    expected = dict.fromkeys(pairs, Fraction(0))
    expected[0, 0] = step
    play: dict[tuple[int, int], Fraction] = {}
    for (s, t), weight in zip(pairs, weights):
        for (a, p), (b, q) in product(enumerate(one[0][s]), enumerate(two[0][t])):
            expected[one[1][s][a][b], two[1][t][b][a]] += (1 - step) * weight * p * q
            play[a, b] = play.get((a, b), Fraction(0)) + weight * p * q
    part.require(weights == tuple(expected.values()), "they do not come again")
    return play


def program_of(part: Part, own: int, other: int) -> Program:
    """An automaton: mixed strategies, and next states that exist."""
    part.only("name", "play", "after")
    part["name"].text()
    play = [item.rationals(own) for item in part["play"]]
    for item, mixed in zip(part["play"], play):
        item.require(min(mixed) >= 0 and sum(mixed) == 1, "these are no probabilities")
    part["play"].require(bool(play), "there is no state")
    after = []
    for table in part["after"].items(len(play)):
        rows = [[state.integer() for state in row.items(other)] for row in table.items(own)]
        known = all(0 <= state < len(play) for row in rows for state in row)
        table.require(known, "there is no such state")
        after.append(rows)
    return play, after
