"""Trembles for a pure outcome by a walk over powers of t.

Give every other outcome a weight c·t^k. Where a question about the played moves gets the wrong
answer, one of a few changes helps: cells that pay the player more than v_i should become rarer on
the side that should be worth less, and more frequent on the other side; cells that pay less, the
other way round. A random walk makes one such change at a time. It proves nothing when it fails;
when it succeeds the family is exact, and is checked like any other.
"""

from __future__ import annotations

import random
from fractions import Fraction

from oraclegames.conditional.oracle.agents import Agents, Question
from oraclegames.conditional.oracle.families import signs
from oraclegames.conditional.oracle.punishment import Exponents
from oraclegames.conditional.trembles import TrembleFamily
from oraclegames.games.distribution import Distribution
from oraclegames.games.game import Outcome

__all__ = ["suits", "walk"]

_LARGEST = 40


def suits(agents: Agents, outcome: Outcome, family: TrembleFamily) -> list[tuple[Question, bool]]:
    """The questions about an outcome's moves that the family answers against them.

    Each with whether its first side is the one that should be worth at least as much.
    """
    wrong = []
    for question, sign in signs(agents, family).items():
        move = outcome[question.player]
        if move in question.first and sign < 0:
            wrong.append((question, True))
        elif move in question.second and sign > 0:
            wrong.append((question, False))
    return wrong


def walk(
    agents: Agents, outcome: Outcome, start: Exponents, *, steps: int, seed: int
) -> TrembleFamily | None:
    """Look for trembles under which the agents play a pure outcome; None if none was met.

    Deterministic for a given seed. Cost: for each step one evaluation of all questions.
    """
    game = agents.game
    rng = random.Random(seed)
    point = Distribution.point(game, outcome)
    powers = {o: max(1, k) for o, k in start.items()} | {outcome: 0}
    sizes = dict.fromkeys(powers, Fraction(1))
    gains = {
        (i, o): game.payoff(i, o) - game.payoff(i, outcome)
        for i in range(game.n_players)
        for o in powers
    }
    for _ in range(steps):
        weights = tuple((Fraction(0),) * k + (sizes[o],) for o, k in powers.items())
        family = TrembleFamily(point, weights)
        wrong = suits(agents, outcome, family)
        if not wrong:
            return family
        question, first_is_better = rng.choice(wrong)
        i = question.player
        better, worse = question.first, question.second
        if not first_is_better:
            better, worse = worse, better
        choices = []
        for o in powers:
            gain = gains[i, o]
            if o != outcome and gain and (o[i] in better or o[i] in worse):
                choices.append((o, (o[i] in better) == (gain > 0)))
        if not choices:
            return None
        target, more = rng.choice(choices)
        if rng.random() < 0.1:
            sizes[target] *= 2 if more else Fraction(1, 2)
        else:
            step = rng.choice((1, 1, 2, 3))
            powers[target] = min(_LARGEST, max(1, powers[target] + (-step if more else step)))
    return None
