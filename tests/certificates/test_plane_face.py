"""Which products matter in which boxes of a cell: box by box with fractions, and by what is met."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise, product
from random import Random

import numpy as np
import pytest

from oraclegames import Game
from oraclegames.certificates.demands import signs_at
from oraclegames.certificates.plane_face import _COUNT, Asked, PlaneFace

NEAR = Fraction(1, 10**6)


def cells(seed, most):
    """Open cells between payoffs of a small game in which some product matters somewhere."""
    rng, found = np.random.default_rng(seed), 0
    while True:
        game = Game.from_arrays(*rng.integers(-9, 10, size=(2, *rng.choice([2, 3, 3], 2))))
        asked = Asked(game, whole=seed % 2 == 0)
        for x, y in product(*(list(pairwise(own)) for own in asked.lines)):
            face = PlaneFace(asked, x, y)
            if face.excesses and any(face._matters().values()):
                yield face
                found += 1
                if found == most:
                    return
                break


def boxes(face):
    """The number of each box, and its sides."""
    steps = [(high - low) / _COUNT for low, high in (face.x, face.y)]
    for i, j in product(range(_COUNT), repeat=2):
        yield (
            i * _COUNT + j,
            [
                (low + k * step, low + (k + 1) * step)
                for k, step, (low, _) in zip((i, j), steps, (face.x, face.y))
            ],
        )


def bounds(factors, box):
    """Between which a product lies in a box, if each distance is taken by itself."""
    least = most = Fraction(1)
    for k, payoffs in enumerate(factors):
        for payoff in payoffs:
            low, high = sorted(abs(payoff - end) for end in box[k // 2])
            if k % 2:
                low, high = 1 / high, 1 / low if low else Fraction(10**9)
            least, most = least * low, most * high
    return least, most


def mattering(face, box):
    """By the definition; None where a bound is nearly 1, so that floats may say either."""
    found = {}
    for k in face.excesses:
        low, high = bounds(k, box)
        if abs(low - 1) < NEAR or abs(high - 1) < NEAR:
            return None
        found[k] = -1 if high < 1 else 1 if low > 1 else 0
    asked = set()
    for part in face.parts:
        kinds = [[found[k] for k in refusal.products] for refusal in part]
        if all(-1 in signs for signs in kinds):
            return set()  # reached everywhere
        if any(set(signs) == {1} for signs in kinds):
            continue  # refused everywhere
        asked |= {
            k
            for refusal, signs in zip(part, kinds)
            if -1 not in signs
            for k in refusal.products
            if found[k] == 0
        }
    return asked


@pytest.mark.parametrize("seed", range(4))
def test_what_matters_in_a_box_is_told_by_bounds_of_products(seed):
    compared = 0
    for face in cells(seed, 2):
        matters = face._matters()
        for number, box in boxes(face):
            asked = mattering(face, box)
            if asked is not None:
                compared += 1
                assert {k for k, bits in matters.items() if bits >> number & 1} == asked
    assert compared > 100


@pytest.mark.parametrize("seed", range(4))
def test_what_is_reached_does_not_depend_on_what_does_not_matter(seed):
    draw = Random(seed)
    for face in cells(seed, 4):
        matters = face._matters()
        for number, box in draw.sample(list(boxes(face)), 40):
            at = [low + (high - low) * Fraction(draw.randint(1, 96), 97) for low, high in box]
            signs = signs_at((r for part in face.parts for r in part), at)
            told = {k: bounds(k, box) for k in signs}
            free = [k for k, (low, high) in told.items() if low <= 1 <= high]
            other = {k: draw.choice((-1, 0, 1)) for k in free if not matters[k] >> number & 1}
            assert face._met({**signs, **other}) == face._met(signs) == face.reached(at)
