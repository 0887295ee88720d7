"""Claims about values: which can be reached, what certificates prove, and what is best.

For fixed values v the totally mixed dependency equilibria are the P > 0 with
Σ_{o : o_i = s} P(o)(U_i(o) − v_i) = 0 for all players i and moves s: a linear question.
"""

from __future__ import annotations

import random
from fractions import Fraction
from functools import partial

from oraclegames.conditional.best.best import best
from oraclegames.conditional.check.check import check
from oraclegames.conditional.oracle.existence import existence
from oraclegames.conditional.values.achieve import achieve
from oraclegames.games.catalog import battle_of_the_sexes, chicken, prisoners_dilemma, stag_hunt
from oraclegames.games.game import Game
from oraclegames.reproduce.claim import Findings, claim
from oraclegames.reproduce.instances import (
    SHAPES,
    Shapes,
    Slip,
    draw_game,
    equilibrium_instance,
    nudged,
    size_of,
)

_claim = partial(claim, essay="Dependency equilibria", section="Values", source="derived")

CHICKEN = chicken()
GAMES = (prisoners_dilemma(), CHICKEN, stag_hunt(), battle_of_the_sexes())


@_claim("values/certificates", source="derived, from Stiemke's lemma", quick={"count": 25})
def certificates(
    facts: Findings, shapes: Shapes = SHAPES, count: int = 150, error: Slip = 0
) -> None:
    """For any values v either some totally mixed equilibrium has them, or there are numbers y with
    Σ_i y(i, o_i)(U_i(o) − v_i) ≥ 0 at all outcomes o and not always 0; never both.
    """
    # Distributions and certificates re-checked by hand, on random games and values.
    rng = random.Random(41)
    reached, refuted = [], []
    for shape in shapes:
        for number in range(count):
            # Half of the games have an equilibrium with known values, by construction.
            drawn = equilibrium_instance(rng, shape)
            game = drawn.game if number % 2 else draw_game(rng, shape)
            known = drawn.values if number % 4 == 1 else None
            v = known or tuple(Fraction(rng.randint(-4, 4)) for _ in shape)
            judged = nudged(game, error)
            found = achieve(game, v)
            if found.distribution is not None:
                verdict = check(judged, found.distribution.probabilities)
                mixed = verdict.kind == "interior" and verdict.values == v
                reached.append(mixed and verdict.verdict == "yes")
            elif found.certificate is not None:
                y = found.certificate
                gains = [
                    sum(y[i][o[i]] * (judged.payoff(i, o) - v[i]) for i in range(len(shape)))
                    for o in judged.outcomes()
                ]
                refuted.append(known is None and min(gains) >= 0 and any(gains))
    facts.all("values reached: the distribution is an equilibrium with them", reached)
    facts.all("values not reached: the certificate's inequalities hold", refuted)


@_claim("values/box-bound", quick={"count": 60})
def box_bound(facts: Findings, count: int = 500, error: Slip = 0) -> None:
    """The values of a totally mixed equilibrium lie strictly between the least and the largest
    payoff of every move that is not constant; so nobody gets less than her pure maximin.
    """
    rng = random.Random(42)
    inside, maximin = [], []
    for number in range(count):
        drawn = equilibrium_instance(rng, SHAPES[number % len(SHAPES)])
        game = nudged(drawn.game, error)
        for i, moves in enumerate(game.shape):
            rows = [
                [game.payoff(i, o) for o in game.outcomes() if o[i] == move]
                for move in range(moves)
            ]
            v = drawn.value(i)
            inside += [min(row) < v < max(row) or min(row) == v == max(row) for row in rows]
            maximin.append(v >= max(min(row) for row in rows))
    facts.all("values inside the payoffs of each move", inside)
    facts.all("values at least the pure maximin", maximin)


@_claim("values/best")
def best_welfare(
    facts: Findings, games: tuple[Game, ...] = GAMES, said: tuple[int, ...] = (4, 8, 2, 4)
) -> None:
    """The largest welfare of totally mixed equilibria, or its supremum, is 4 in the Prisoner's
    Dilemma (mutual cooperation), 8 in Chicken, 2 in Stag Hunt and 4 in Battle of the Sexes.
    """
    # The supremum, and whether a point has it.
    for game, most in zip(games, said):
        found = best(game, "welfare", totally_mixed=True)
        facts.equal(f"{game.title}: proven bound", str(most), str(found.bound))
        value = 0.0 if found.value is None else float(found.value)
        facts.within(f"{game.title}: distance to it", abs(most - value), 1e-3)
        facts.true(f"{game.title}: re-checked", found.verify())


@_claim(
    "values/chicken-4.05",
    essay="COEDT equilibria in games",
    section="Pictures",
    source="Diffractor 2018; the certificate derived",
)
def no_tempting_values(
    facts: Findings, game: Game = CHICKEN, tempting: Fraction = Fraction(81, 20)
) -> None:
    """No totally mixed equilibrium of Chicken gives both players 4.05, however the play is
    correlated: 4 and 4 are the only values.
    """
    for v in ((tempting, tempting), (tempting, Fraction(4)), (Fraction(79, 20), Fraction(79, 20))):
        found = achieve(game, v)
        proven = not found.achievable and found.verify()
        facts.true(f"({v[0]}, {v[1]}) is refuted by a certificate", proven)
    facts.true("(4, 4) is reached", achieve(game, (4, 4)).achievable)


@_claim(
    "values/existence",
    essay="COEDT equilibria in games",
    section="Theorems",
    source="Taylor 2018 for the oracles; the construction derived",
    quick={"count": 15},
)
def always_one(facts: Findings, shapes: Shapes = SHAPES, count: int = 100, error: Slip = 0) -> None:
    """Every finite game has a reflective conditional oracle distribution, and what it plays is a
    dependency equilibrium.
    """
    # One is built for random games with many ties, and its evidence re-checked.
    rng = random.Random(43)
    for shape in shapes:
        proofs, plays = [], []
        for _ in range(count):
            game = draw_game(rng, shape, -2, 2)
            found = existence(game)
            proofs.append(found.verify())
            judged = nudged(game, error)
            plays.append(check(judged, found.play.probabilities).verdict == "yes")
        facts.all(f"{size_of(shape)} games: evidence re-checked", proofs)
        facts.all(f"{size_of(shape)} games: the play is a dependency equilibrium", plays)
