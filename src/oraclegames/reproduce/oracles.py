"""Claims about reflective oracles: the liar, the Nash correspondence, and choosing among oracles.

Source: Fallenstein, Taylor and Christiano, "Reflective oracles: a foundation for classical game
theory", 2015. A query (A, a, p) asks whether P(A() = a) > p.
"""

from __future__ import annotations

import random
from fractions import Fraction
from functools import partial
from typing import Any

from oraclegames.conditional.bimatrix.sets import nash_products
from oraclegames.games.catalog import (
    battle_of_the_sexes,
    coordination,
    prisoners_dilemma,
    rock_paper_scissors,
    stag_hunt,
)
from oraclegames.games.distribution import Distribution
from oraclegames.games.game import Game
from oraclegames.reflective.machines.machine import Oracle
from oraclegames.reflective.oracles.nash import nash_machines
from oraclegames.reflective.oracles.oracles import ReflectiveOracle
from oraclegames.reflective.oracles.solve_oracles import solve_oracles
from oraclegames.reproduce.claim import Findings, claim
from oraclegames.reproduce.instances import Slip, draw_game, nudged

_claim = partial(
    claim,
    essay="Reflective oracles: a foundation for classical game theory",
    section="Classical game theory",
    source="Fallenstein, Taylor and Christiano 2015",
)

DILEMMA = prisoners_dilemma()
STAG_HUNT = stag_hunt()
SEXES = battle_of_the_sexes()
ROCK_PAPER_SCISSORS = rock_paper_scissors(2, 1)
COORDINATION = coordination(3)


@_claim("oracle/liar", section="Machines and oracles")
def liar(facts: Findings, says: tuple[str, str] = ("0", "1")) -> None:
    """The liar asks whether it outputs 1 with probability above p and does the opposite. Exactly
    one reflective oracle answers it: yes with probability 1 − p.
    """
    for p in (Fraction(1, 4), Fraction(1, 2), Fraction(3, 4), Fraction(9, 10)):

        def machine(oracle: Oracle, p: Fraction = p) -> str:
            return says[0] if oracle.exceeds("liar", "1", p) else says[1]

        found = solve_oracles({"liar": machine})
        facts.true(
            f"p = {p}: the list is complete and re-checks itself", found.complete and found.verify()
        )
        shown = [(*one.answers.values(), one.probability("liar", "1")) for one in found]
        facts.equal(f"p = {p}: answer, probability of 1", [(1 - p, p)], shown)


@_claim("oracle/self-trust", section="Machines and oracles")
def self_trust(
    facts: Findings, threshold: Fraction = Fraction(1, 2), says: tuple[str, str] = ("1", "0")
) -> None:
    """The machine that outputs what the oracle says about itself at 1/2 has exactly three
    reflective oracles: it outputs 1 with probability 0, 1/2 or 1.
    """

    def machine(oracle: Oracle) -> str:
        return says[0] if oracle.exceeds("M", "1", threshold) else says[1]

    found = solve_oracles({"M": machine})
    facts.true("the list is complete and re-checks itself", found.complete and found.verify())
    facts.equal("P(M = 1)", [0, Fraction(1, 2), 1], sorted(_ones(found, "M")))


@_claim("oracle/reading", section="Machines and oracles", source="Armstrong 2017")
def reading(
    facts: Findings, on: Fraction = Fraction(1, 2), off: Fraction = Fraction(3, 10)
) -> None:
    """Binary search reads a probability to precision δ. Strictly inside a zone all readings agree;
    exactly on a threshold the answers are free, and readers may see either neighbour.
    """
    # Somebody who reads a coin to precision 1/4 and reports whether it shows heads more often.

    def ends(bias: Fraction) -> list[Any]:
        found = solve_oracles(
            {
                "coin": lambda oracle: "1" if oracle.flip(bias) else "0",
                "reader": lambda oracle: "1" if 2 * oracle.reading("coin", "1/4")["1"] > 1 else "0",
            }
        )
        facts.true(f"bias {bias}: complete, re-checked", found.complete and found.verify())
        return sorted(_ones([v for one in found for v in one.vertices or (one,)], "reader"))

    facts.equal(f"bias {on}, a threshold: the reader's reports", [0, 1], ends(on))
    facts.equal(f"bias {off}, inside a zone: the reader's report", [0], ends(off))


@_claim("oracle/nash", quick={"count": 15})
def nash_correspondence(facts: Findings, count: int = 500, error: Slip = 0) -> None:
    """Agents that compare their two moves by a query have exactly the Nash equilibria as reflective
    oracles.
    """
    # Random 2×2 games against an independent solver of Nash equilibria.
    rng = random.Random(31)
    same, several = [], 0
    for _ in range(count):
        game = draw_game(rng, low=-9, high=9)
        sets = nash_products(game)
        if any(found.dimension for found in sets):
            continue
        points = {(found.rows[0][0], found.columns[0][0]) for found in sets}
        oracles = solve_oracles(nash_machines(nudged(game, error)))
        plays = {_play(oracle, game) for oracle in oracles}
        same.append(oracles.complete and plays == points)
        several += len(points) > 1
    facts.all("random 2×2 games: the same points", same)
    facts.true("some games have several equilibria", several > 0, f"{several}")


@_claim("oracle/nash-more-moves", source="derived, after Fallenstein, Taylor and Christiano 2015")
def nash_of_more_moves(
    facts: Findings,
    unique: Game = ROCK_PAPER_SCISSORS,
    several: Game = COORDINATION,
    number: int = 7,
) -> None:
    """With more moves a running champion meets the next move in each query; free answers break
    ties, and the behaviours are again exactly the Nash equilibria: one for rock, paper, scissors,
    seven for coordination on three moves.
    """
    third = (Fraction(1, 3),) * 3
    found = solve_oracles(nash_machines(unique))
    facts.equal(unique.title, [(third, third)], [_mixed(oracle, unique) for oracle in found])
    plays = {_mixed(oracle, several) for oracle in solve_oracles(nash_machines(several))}
    facts.equal(f"{several.title}: behaviours", number, len(plays))
    facts.all("each is a Nash equilibrium", [_is_nash(several, play) for play in plays])


@_claim(
    "oracle/choice",
    section="Choosing among oracles",
    source="Garrabrant et al. 2017 for cooperative oracles; computed",
)
def choice(facts: Findings, game: Game = SEXES) -> None:
    """Reflective oracles need not be unique, and which one holds decides who gains: in Battle of
    the Sexes each player has a favourite, and both are Pareto-optimal among three.
    """
    mixed = {_mixed(oracle, game) for oracle in solve_oracles(nash_machines(game))}
    facts.equal("oracles' behaviours", 3, len(mixed))
    paid = {Distribution.product(game, *play).values for play in mixed}
    facts.equal("payoffs", {(3, 2), (2, 3), (Fraction(6, 5), Fraction(6, 5))}, paid)
    better = {(v, w) for v in paid for w in paid if v != w and all(a >= b for a, b in zip(v, w))}
    facts.equal("Pareto-optimal payoffs", {(3, 2), (2, 3)}, paid - {w for _, w in better})


@_claim("oracle/dilemma-is-lost", source="Armstrong 2017 for the question; computed")
def dilemma_is_lost(facts: Findings, game: Game = DILEMMA, hunt: Game = STAG_HUNT) -> None:
    """Agents of classical game theory do not cooperate: the only reflective oracle of the
    Prisoner's Dilemma has both defect, while Stag Hunt has three.
    """
    plays = [_play(oracle, game) for oracle in solve_oracles(nash_machines(game))]
    facts.equal("Prisoner's Dilemma: probabilities of cooperation", [(0, 0)], plays)
    hunts = {_play(oracle, hunt) for oracle in solve_oracles(nash_machines(hunt))}
    facts.equal(
        "Stag Hunt: probabilities of the stag",
        {(0, 0), (Fraction(1, 4), Fraction(1, 4)), (1, 1)},
        hunts,
    )


def _ones(found: Any, machine: str) -> list[Any]:
    return [oracle.probability(machine, "1") for oracle in found]


def _mixed(oracle: ReflectiveOracle, game: Game) -> tuple[tuple[Any, ...], ...]:
    """Both players' probabilities of their moves."""
    return tuple(
        tuple(oracle.probability(player, label) for label in labels)
        for player, labels in zip(game.players, game.moves)
    )


def _play(oracle: ReflectiveOracle, game: Game) -> tuple[Any, ...]:
    """Both players' probabilities of the first move."""
    return tuple(strategy[0] for strategy in _mixed(oracle, game))


def _is_nash(game: Game, play: tuple[tuple[Any, ...], ...]) -> bool:
    """Whether no deviation gains, by the payoffs alone."""
    worth = Distribution.product(game, *play).values
    for i, count in enumerate(game.shape):
        for move in range(count):
            changed = [*play]
            changed[i] = tuple(int(k == move) for k in range(count))
            if Distribution.product(game, *changed).value(i) > worth[i]:
                return False
    return True
