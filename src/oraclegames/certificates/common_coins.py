"""Grounded programs that share their coins: their play, and the most that deviations get.

The weights of tuples of states solve w = ε e + (1 − ε) Mᵀ w, which has one solution. The values v
of a player's decision process satisfy v(t) = max over her moves of ε·payoff + (1 − ε)·(mean of v
after it), which has one solution too (it is a contraction), the most that any strategy gets.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import product
from math import prod

from oraclegames.certificates.part import Part, game_of
from oraclegames.certificates.verify import Proof
from oraclegames.games.game import Game

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
    players = range(game.n_players)
    document["game"].require(len(players) > 1, "there are two players or more")
    step = document["epsilon"].rational()
    document["epsilon"].require(0 < step < 1, "it lies between 0 and 1")
    programs = programs_of(document["programs"], game)
    play = play_of_states(document["states"], programs, step)
    said = document["play"].rationals()
    document["play"].require(said == tuple(play[o] for o in game.outcomes()), "it is another")
    payoffs = tuple(
        sum((p * game.payoff(i, o) for o, p in play.items()), Fraction(0)) for i in players
    )
    given = document["payoffs"].rationals(len(players))
    document["payoffs"].require(given == payoffs, "they are others")
    parts = document["values"].items(len(players))
    best = tuple(_check_values(part, i, game, programs, step) for i, part in enumerate(parts))
    verdict = document["holds"]
    verdict.require(verdict.flag() == (payoffs == best), "the values say otherwise")
    return Proof(("what all play and get", "the most that any deviation of whatever memory gets"))


def _check_values(
    part: Part, player: int, game: Game, programs: Sequence[Program], step: Fraction
) -> Fraction:
    """The value of the others' first states for a player: each is that of a best move."""
    others = [k for k in range(len(programs)) if k != player]
    tuples = list(product(*(range(len(programs[k][0])) for k in others)))
    values = dict(zip(tuples, part.rationals(len(tuples))))
    for number, states in enumerate(tuples):
        worths = []
        for own in range(game.shape[player]):
            total = Fraction(0)
            for moves in product(*(range(game.shape[k]) for k in others)):
                chance = prod(programs[k][0][s][a] for k, s, a in zip(others, states, moves))
                if chance:
                    outcome = (*moves[:player], own, *moves[player:])
                    later = values[
                        tuple(
                            programs[k][1][s][outcome[k]][seen_by(k, outcome, game.shape)]
                            for k, s in zip(others, states)
                        )
                    ]
                    pays = game.payoff(player, outcome)
                    total += chance * (step * pays + (1 - step) * later)
            worths.append(total)
        why = f"the value of state {number} is not that of a best move"
        part.require(values[states] == max(worths), why)
    return values[tuples[0]]


def play_of_states(
    part: Part, programs: Sequence[Program], step: Fraction
) -> dict[tuple[int, ...], Fraction]:
    """The probability of each outcome, by the weights of tuples of states, which come again."""
    tuples = list(product(*(range(len(program[0])) for program in programs)))
    shape = [len(program[0][0]) for program in programs]
    outcomes = list(product(*map(range, shape)))
    seen = {o: [seen_by(k, o, shape) for k in range(len(shape))] for o in outcomes}
    weights = part.rationals(len(tuples))
    expected = dict.fromkeys(tuples, Fraction(0))
    expected[tuples[0]] = step
    play = dict.fromkeys(outcomes, Fraction(0))
    for states, weight in zip(tuples, weights):
        for outcome in outcomes if weight else ():
            chance = weight * prod(p[0][s][a] for p, s, a in zip(programs, states, outcome))
            after = tuple(
                p[1][s][a][b] for p, s, a, b in zip(programs, states, outcome, seen[outcome])
            )
            expected[after] += (1 - step) * chance
            play[outcome] += chance
    part.require(weights == tuple(expected.values()), "they do not come again")
    return play


def seen_by(player: int, outcome: Sequence[int], shape: Sequence[int]) -> int:
    """The number of the others' joint move that a player sees, the last one's changing fastest."""
    number = 0
    for k, move in enumerate(outcome):
        if k != player:
            number = number * shape[k] + move
    return number


def programs_of(part: Part, game: Game) -> list[Program]:
    """The players' automata."""
    outcomes = prod(game.shape)
    return [
        program_of(item, own, outcomes // own)
        for item, own in zip(part.items(game.n_players), game.shape)
    ]


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
