"""Documents of ``check`` for a notion and of ``similarity``: no falsified one passes."""

from __future__ import annotations

import json
import math
from fractions import Fraction
from itertools import product
from random import Random

import numpy as np
import pytest

from oraclegames import Game, verify
from oraclegames.certificates.notion import gains, is_product
from oraclegames.certificates.play import Play
from tests.certificates.corpus import result
from tests.certificates.falsify import accepted

NOTIONS = [
    *("check, nash", "check, dependent", "check, coarse", "check, correlated"),
    *("check, subjective", "check, not subjective", "check, embedded", "check, not embedded"),
    "check, a belief",
]


@pytest.mark.parametrize("name", NOTIONS)
def test_no_falsified_verdict_passes(name):
    document = json.loads(result(name).to_json())
    assert verify(document)
    # another game may have the same equilibrium, and evidence that proves the same is as good
    silent = ("game", "version", "reason", "evidence.q.*", "evidence.multipliers.*", "given")
    passed = accepted(document, silent)
    told = [lie for lie in passed if "swapped" not in lie]
    other = [lie for lie in told if not lie.startswith(("notion changed", "evidence.kind"))]
    assert other == []


@pytest.mark.parametrize("name", ["similarity", "similarity, larger"])
def test_no_falsified_belief_passes(name):
    document = json.loads(result(name).to_json())
    assert verify(document)
    assert accepted(document, ("version", "game")) == []


def test_a_belief_with_a_gap_is_refused():
    document = result("check, embedded").to_dict()
    for q in (["1", "0", "0", "0"], ["0", "1/2", "1/2", "0"], ["1/4"] * 3 + ["1/2"]):
        document["evidence"]["q"] = q
        assert not verify(document)
    document = result("check, not embedded").to_dict()
    document["evidence"]["multipliers"][0]["weight"] = "-1"
    assert not verify(document)
    document["evidence"]["multipliers"] = []
    assert "all sums are 0" in str(verify(document).false)


def gains_by_definition(game, masses, notion):
    """Whether some player gains by a rule of her moves, gone through one by one."""
    play = dict(zip(game.outcomes(), masses))
    for i, count in enumerate(game.shape):
        moves = range(count)
        if notion == "correlated":  # one rule for each advice
            rules = product(moves, repeat=count)
        else:  # always the same move
            rules = ((t,) * count for t in moves)
        for rule in rules:
            other = sum(
                p * (game.payoff(i, (*o[:i], rule[o[i]], *o[i + 1 :])) - game.payoff(i, o))
                for o, p in play.items()
            )
            if other > 0:
                return True
    return False


def test_gains_are_those_of_the_definition():
    draw, seen = Random(5), set()
    for _ in range(150):
        shape = draw.choice(((2, 2), (2, 3), (2, 2, 2), (3,)))
        tables = [np.array([draw.randint(0, 2) for _ in range(math.prod(shape))]) for _ in shape]
        game = Game.from_arrays(*(table.reshape(shape) for table in tables))
        mixes = [[draw.choice((0, 1, 1, 2)) for _ in range(m)] for m in shape]
        independent = draw.random() < 0.5 and all(map(any, mixes))
        if independent:
            weights = [math.prod(mix[s] for mix, s in zip(mixes, o)) for o in game.outcomes()]
        else:
            weights = [draw.choice((0, 0, 1, 2)) for _ in game.outcomes()]
        if not any(weights):
            continue
        masses = [Fraction(w, sum(weights)) for w in weights]
        play = Play(game, {o: p for o, p in zip(game.outcomes(), masses) if p})
        for notion in ("correlated", "coarse"):
            found = gains(play, notion)
            assert found == gains_by_definition(game, masses, notion)
            seen.add((notion, found))
        table, players = np.array(masses, dtype=object).reshape(shape), range(len(shape))
        alone = [table.sum(axis=tuple(j for j in players if j != i)) for i in players]
        same = all(
            math.prod(alone[i][s] for i, s in enumerate(o)) == p
            for o, p in zip(game.outcomes(), masses)
        )
        assert is_product(play) == same and (same or not independent)
    assert len(seen) == 4
