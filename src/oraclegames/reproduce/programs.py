"""Claims about programs made from strategies of repeated games.

Source: Oesterheld, "Robust program equilibrium", Theory and Decision 2019. An ε-grounded program
plays its opening move with probability ε, else it answers what the other program would do.
"""

from __future__ import annotations

from fractions import Fraction
from functools import partial
from typing import Any

from oraclegames.games.catalog import battle_of_the_sexes, prisoners_dilemma
from oraclegames.games.distribution import Distribution
from oraclegames.games.game import Game
from oraclegames.reflective.agents.automata import Automaton
from oraclegames.reflective.agents.grounded import Grounded, tit_for_tat
from oraclegames.reflective.agents.nicer_bot import NicerBot, Responder
from oraclegames.reflective.match.match import match
from oraclegames.reflective.programs.common_coins import common_coins
from oraclegames.reflective.programs.grounded_equilibrium import (
    grounded_equilibrium,
    nicer_epsilons,
)
from oraclegames.reflective.programs.independent_coins import independent_coins
from oraclegames.reflective.programs.program_equilibrium import program_equilibrium
from oraclegames.reproduce.claim import Findings, claim
from oraclegames.reproduce.dilemmas import SMALL

_claim = partial(
    claim,
    essay="Robust program equilibrium",
    section="Programs from repeated games",
    source="Oesterheld 2019",
)

DILEMMA = prisoners_dilemma()
TIT_FOR_TAT = tit_for_tat()
NICER = NicerBot()

COOPERATE = (Fraction(1), Fraction(0))
BATTLE, HARD = battle_of_the_sexes(), prisoners_dilemma(5, 3, 1, 0)
_MOVES: Any = ((1, 0), (0, 1))
TURNS = Automaton(_MOVES, (((1, 1), (1, 1)), ((0, 0), (0, 0))), "turns")
LISTED = ("tit-for-tat", "generous:1/10", "contrite", "win-stay-lose-shift", "grim", "punish-once")
ALWAYS_COOPERATE = Grounded(COOPERATE, (COOPERATE, COOPERATE), "always cooperate")


@_claim("program/tit-for-tat")
def tit_for_tat_is_nicer(
    facts: Findings,
    game: Game = SMALL,
    strategy: Responder = TIT_FOR_TAT,
    others: tuple[str, ...] = ("nicer", "nelp", "lp", "defect", "cooperate", "constant:1/3"),
) -> None:
    """The ε-grounded program of tit for tat is NicerBot."""
    for other in others:
        one = match(game, strategy, other, Fraction(1, 50), Fraction(1, 5))
        two = match(game, "nicer", other, Fraction(1, 50), Fraction(1, 5))
        same = [p.play for p in one.fixed_points] == [p.play for p in two.fixed_points]
        facts.true(f"against {other}: the same {len(two.fixed_points)} fixed points", same)


@_claim("program/thresholds", source="Oesterheld 2019 for the program; the thresholds derived")
def thresholds(
    facts: Findings,
    said: tuple[tuple[Game, Fraction], ...] = (
        (prisoners_dilemma(3, 2, 1, 0), Fraction(1, 2)),
        (prisoners_dilemma(5, 3, 1, 0), Fraction(1, 3)),
        (prisoners_dilemma(4, 3, 1, 0), Fraction(2, 3)),
    ),
    strategy: Responder = NICER,
) -> None:
    """Two NicerBots are a Nash equilibrium of the program game up to ε = min((R−P)/(T−P), 1 −
    (T−R)/(R−S)): 1/2 in the Dilemma 3, 2, 1, 0 and 1/3 in 5, 3, 1, 0.
    """
    # The formula, and an exact best reply just below, at and above the threshold.
    for game, limit in said:
        r, s, t, p = (game.payoff(0, o) for o in game.outcomes())
        formula = min((r - p) / (t - p), 1 - (t - r) / (r - s))
        facts.equal("the formula", limit, formula)
        facts.equal("the range of ε", (0, limit), nicer_epsilons(game))
        steps = (limit - Fraction(1, 1000), limit, limit + Fraction(1, 1000))
        found = [grounded_equilibrium(game, strategy, strategy, step).holds for step in steps]
        facts.equal(f"equilibrium below, at and above {limit}", [True, True, False], found)


@_claim("program/nicer-equilibrium", source="Oesterheld 2019; measured")
def nicer_equilibrium(
    facts: Findings,
    game: Game = SMALL,
    program: str = "nicer",
    rock: str = "cooperate",
    deviations: tuple[str, ...] = ("lp", "nelp", "demand:2", "defect"),
    delta: Fraction = Fraction(1, 100),
) -> None:
    """With an oracle of finite precision two NicerBots are an equilibrium up to an error of order
    δ/ε against all constant strategies and against LP, neLP and greedy programs, while two
    cooperating rocks are none.
    """
    # The largest gain of any deviation, under the worst of all oracles.
    checked = program_equilibrium(
        game, program, program, delta, Fraction(1, 5), programs=deviations
    )
    facts.within("largest gain from NicerBot", float(checked.best.gain), float(2 * delta * 5))
    rocks = program_equilibrium(game, rock, rock, delta, Fraction(1, 5), programs=deviations)
    facts.equal("largest gain from the cooperating rock", 1, rocks.best.gain)


@_claim("program/no-exploitation")
def deterrence(
    facts: Findings,
    game: Game = DILEMMA,
    good: Responder = TIT_FOR_TAT,
    meek: Responder = ALWAYS_COOPERATE,
) -> None:
    """Programs that always cooperate are no equilibrium at any ε, those from tit for tat are at
    small ε: it is the reply that deters.
    """
    # Two grounded programs against all constants, exactly.
    for step in (Fraction(1, 10), Fraction(1, 4)):
        facts.true(f"tit for tat at ε = {step}", grounded_equilibrium(game, good, good, step).holds)
        found = grounded_equilibrium(game, meek, meek, step).holds
        facts.equal(f"always cooperate at ε = {step}", "no", "yes" if found else "no")


_coins = partial(
    claim,
    essay="Characterising simulation-based program equilibria",
    section="Shared and private randomness",
)
SOURCE = "Cooper, Oesterheld and Conitzer 2024, by its abstract"


@_coins("program/common-coins", source=f"{SOURCE}; the example derived", picture="coins")
def taking_turns(
    facts: Findings,
    game: Game = BATTLE,
    strategy: Automaton = TURNS,
    epsilon: Fraction = Fraction(1, 100),
    steps: int = 20,
) -> None:
    """Programs with a common source of coins reach, in equilibrium, payoffs that programs with
    coins of their own do not: in the Battle of the Sexes two that take turns both get more than 2,
    and independent play gives somebody at most 2.
    """
    # √(xy) + √((1 − x)(1 − y)) ≤ 1 by Cauchy; with s + t ≤ 1 not both 3s² + 2t² and 2s² + 3t²
    # are above 2: the first is only where s > 4/5, the second where t > 4/5. The grid shows it.
    found = common_coins(game, strategy, strategy, epsilon)
    facts.true("common coins: an equilibrium", found.holds)
    facts.true("common coins: both get more than 2", min(found.payoffs) > 2, found.payoffs)
    for fresh in (False, True):
        own = independent_coins(game, strategy, strategy, epsilon, fresh=fresh)
        coins = "fresh coins" if fresh else "coins of their own"
        facts.true(f"{coins}: somebody gets at most 2", min(own.payoffs) <= 2, own.payoffs)
    shares = [Fraction(k, steps) for k in range(steps + 1)]
    plays = [Distribution.product(game, [x, 1 - x], [y, 1 - y]) for x in shares for y in shares]
    facts.all("independent play: somebody gets at most 2", (min(p.values) <= 2 for p in plays))


@_coins("program/grim", source="derived")
def grim_needs_common_coins(
    facts: Findings,
    game: Game = HARD,
    strategy: str = "grim",
    common: Fraction = Fraction(1, 2),
    own: Fraction = Fraction(1, 3),
) -> None:
    """In the Dilemma 5, 3, 1, 0 grim programs are an equilibrium for ε up to 1/2 if their coins are
    common, and up to 1/3 if each has its own: who deviates now and then is not punished when she
    does.
    """
    # Below, at and above both thresholds, against all programs; and a table of the listed ones.
    slip = Fraction(1, 1000)
    steps = (common - slip, common, common + slip)
    held = [common_coins(game, strategy, strategy, step).holds for step in steps]
    facts.equal(f"common coins: below, at and above {common}", [True, True, False], held)
    steps = (own - slip, own, own + slip)
    apart = [independent_coins(game, strategy, strategy, step).holds for step in steps]
    facts.equal(f"coins of their own: below, at and above {own}", [True, True, False], apart)
    rows = []
    for name in LISTED:
        shared = common_coins(game, name, name, own)
        alone = independent_coins(game, name, name, own)
        rows.append((name, shared.payoffs, shared.holds, alone.payoffs, alone.holds))
    header = ("program", "common coins", "equilibrium", "coins of their own", "equilibrium")
    facts.table(f"Each against itself, ε = {own}", header, rows)
