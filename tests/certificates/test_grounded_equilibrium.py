"""The check of grounded programs against all constants, beside the search and a grid."""

from __future__ import annotations

import json
from fractions import Fraction
from itertools import product
from random import Random

import numpy as np
import pytest

import oraclegames as og
from oraclegames import Game, read_result, verify
from oraclegames.reflective.agents.grounded import Grounded
from oraclegames.reflective.agents.nicer_bot import Responder
from tests.depth import some

SHAPES = ((1, 1), (1, 2), (2, 2), (3, 2), (3, 3), (2, 5), (5, 4))


def asked(seed):
    """A random check: ties for small payoffs, constants, equal replies, negative and huge ones."""
    rng, draw = np.random.default_rng(seed), Random(seed)
    shape = SHAPES[seed % len(SHAPES)]
    size = (0, 1, 3, 10**6)[seed % 4]
    game = Game.from_arrays(*rng.integers(-size, size + 1, (2, *shape)))

    def mixed(moves):
        weights = [draw.randint(0, 2) for _ in range(moves)]
        weights[draw.randrange(moves)] += 1
        return tuple(Fraction(w, sum(weights)) for w in weights)

    first, second = (
        Grounded(mixed(own), tuple(mixed(own) for _ in range(other)), f"program {own}")
        for own, other in (shape, shape[::-1])
    )
    return og.grounded_equilibrium(game, first, second, draw.choice(["1/7", "1/2", "99/100"]))


@pytest.mark.parametrize("seed", range(some(10, 28)))
def test_what_the_search_finds_holds_and_anything_less_is_refuted(seed):
    found = asked(seed)
    document = json.loads(json.dumps(found.document()))
    assert verify(document).assumed == () and read_result(document) == found
    for k, seat in enumerate(found.seats):
        moves, rival, step = len(seat.moves), found.agents[1 - k], seat.epsilon
        for weights in product(range(4), repeat=moves):
            if not sum(weights):
                continue
            p = [Fraction(w, sum(weights)) for w in weights]
            q = [
                step * first + (1 - step) * sum(w * mix[b] for w, mix in zip(p, rival.table))
                for b, first in enumerate(rival.opening)
            ]
            gets = sum(p[a] * q[b] * seat.mine[a][b] for a in range(moves) for b in range(len(q)))
            assert gets <= found.best[k]
            if gets < found.best[k] and max(weights) == 1:  # this as the best is a lie
                less = json.loads(json.dumps(document))
                less["deviations"][k] = [str(x) for x in p]
                less["best"][k] = str(gets)
                assert verify(less).false == f"best[{k}]: some constant strategy gets more"


class Own(Responder):
    """A program of one's own."""

    name = "cooperate"  # as another is called, too

    def first(self, seat):
        return (1, 0)

    def replies(self, seat):
        return (((1, 0), (Fraction(1, 3), Fraction(2, 3))),) * 2


def test_a_program_of_ones_own_is_described_by_its_replies():
    found = og.grounded_equilibrium("prisoners_dilemma", Own(), og.agent("nicer"))
    document = found.document()
    assert verify(document) and document["programs"][0]["kind"] == "grounded"
    assert read_result(document).to_dict() == document


def test_an_undecided_check_is_null():
    pair = [og.agent("nicer")] * 2
    found = og.grounded_equilibrium("prisoners_dilemma", *pair, budget=0)
    document = found.document()
    assert document["holds"] is None and verify(document)
    assert not verify(document | {"holds": True}) and not verify(document | {"status": "complete"})
    assert "that no constant strategy gets more" not in verify(document).proved
