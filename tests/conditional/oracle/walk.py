"""Trembles for a pure outcome by a walk over powers of t: a search that knows no theory.

Give every other outcome a weight c·t^k. Where a question gets the wrong answer, one of a few
changes helps: cells that pay the player more than v_i should become rarer on the side that should
be worth less, and more frequent on the other side; cells that pay less, the other way round. A
random walk makes one such change at a time. It proves nothing when it fails; when it succeeds the
family is exact, and is checked like any other.
"""

from __future__ import annotations

import random
from fractions import Fraction

from oraclegames.conditional.oracle.families import signs
from oraclegames.conditional.trembles.family import TrembleFamily
from oraclegames.games.distribution import Distribution

_LARGEST = 40


def walk(agents, start, wanted, *, steps, seed):
    """Look for trembles of a pure outcome that answer questions as wanted; None if none was met.

    Args:
        agents: the agents who ask the questions.
        start: the powers of t to start from, 0 for the outcome.
        wanted: the questions, each with whether its first side should be worth as much as its
            second (else the other way round).
        steps: how many changes are tried.
        seed: the walk is deterministic for a given seed.
    """
    game = agents.game
    rng = random.Random(seed)
    (outcome,) = (o for o, k in start.items() if k == 0)
    point = Distribution.point(game, outcome)
    powers = {o: start[o] for o in game.outcomes()}
    sizes = dict.fromkeys(powers, Fraction(1))
    gains = [
        {o: game.payoff(i, o) - game.payoff(i, outcome) for o in powers if o != outcome}
        for i in range(game.n_players)
    ]
    for _ in range(steps):
        weights = tuple((Fraction(0),) * k + (sizes[o],) for o, k in powers.items())
        family = TrembleFamily(point, weights)
        found = signs(agents, family)
        wrong = [(q, first) for q, first in wanted if (found[q] < 0 if first else found[q] > 0)]
        if not wrong:
            return family
        question, first_is_better = rng.choice(wrong)
        choices = _changes(question, first_is_better, gains[question.player])
        if not choices:
            return None
        target, more = rng.choice(choices)
        if rng.random() < 0.1:
            sizes[target] *= 2 if more else Fraction(1, 2)
        else:
            step = rng.choice((1, 1, 2, 3))
            powers[target] = min(_LARGEST, max(1, powers[target] + (-step if more else step)))
    return None


def _changes(question, first_is_better, gains):
    """The outcomes that bear on a question, and whether more weight would make it right."""
    i, sides = question.player, (question.first, question.second)
    better, worse = sides if first_is_better else sides[::-1]
    return [
        (o, (o[i] in better) == (gain > 0))
        for o, gain in gains.items()
        if gain and (o[i] in better or o[i] in worse)
    ]
