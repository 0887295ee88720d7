"""Payoffs in other units: what is reached, and how evenly, does not depend on them."""

from __future__ import annotations

from fractions import Fraction
from random import Random

import numpy as np
import pytest

from oraclegames import Game, achieve, best

UNITS = (Fraction(1, 3), Fraction(2, 7), Fraction(5, 4))


def pair_of_games(source, shape):
    """A game in which uniform play pays 0 in every move, and it with a unit for each player."""
    count = int(np.prod(shape))
    tables = [np.array([source.randint(-3, 4) for _ in range(count)], dtype=object) for _ in shape]
    plain = [table.reshape(shape) for table in tables]
    for i, table in enumerate(plain):
        for own in np.moveaxis(table, i, 0):
            own[(-1,) * own.ndim] -= sum(own.flat)
    return Game.from_arrays(*plain), Game.from_arrays(*(t * u for t, u in zip(plain, UNITS)))


@pytest.mark.parametrize("shape", [(2, 3), (3, 3), (2, 2, 2)])
def test_values_are_reached_in_any_unit(shape):
    source, answers = Random(sum(shape)), set()
    for _ in range(8):
        plain, other = pair_of_games(source, shape)
        for values in ([Fraction(0)] * len(shape), plain.payoffs((0,) * len(shape))):
            scaled = [v * u for v, u in zip(values, UNITS)]
            for closure in (False, True):
                one = achieve(plain, values, closure=closure)
                two = achieve(other, scaled, closure=closure)
                assert one.answer == two.answer and two.verify()
                answers.add(one.answer)
                if not closure:
                    assert one.weight == two.weight
    assert {"yes", "no"} <= answers


def test_the_best_in_any_unit():
    source = Random(1)
    for _ in range(4):
        plain, other = pair_of_games(source, (2, 3))
        one = best(plain, "linear:1,1", compare=False)
        weights = ",".join(str(1 / unit) for unit in UNITS[:2])
        two = best(other, f"linear:{weights}", compare=False)
        assert two.verify()
        gap = max(one.gap, two.gap) + 1e-9
        assert abs(float(one.value) - float(two.value)) <= gap
