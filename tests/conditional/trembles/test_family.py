"""A family of trembles at one t is a distribution, with weights by their polynomials."""

from __future__ import annotations

from fractions import Fraction

import sympy

from oraclegames import Distribution, Game
from oraclegames.conditional.trembles.family import TrembleFamily

GAME = Game.from_arrays([[1, 0], [0, 1]], [[1, 0], [0, 1]])
FIRST = Distribution(GAME, (Fraction(1), Fraction(0), Fraction(0), Fraction(0)))


def family(*weights):
    return TrembleFamily(FIRST, tuple(tuple(map(Fraction, weight)) for weight in weights))


def test_the_distribution_at_one_t():
    found = family((2,), (0, 1), (0, 0, 1), (0, 3, -1)).at(Fraction(1, 2))
    weights = (Fraction(2), Fraction(1, 2), Fraction(1, 4), Fraction(5, 4))
    assert found == Distribution(GAME, tuple(weight / 4 for weight in weights))


def test_which_weights_are_trembles():
    assert family((2,), (0, 1), (0, 0, 1), (0, 3, -1)).is_tremble()
    assert not family((2,), (0, 1), (0, 0, 1), (0, 0)).is_tremble()
    assert not family((2,), (0, 1), (0, 0, 1), (0, -1, 9)).is_tremble()
    assert not family((2,), (1, 1), (0, 0, 1), (0, 1)).is_tremble()
    assert not family((0, 1), (0, 1), (0, 0, 1), (0, 1)).is_tremble()


def test_weights_are_written_as_polynomials_that_can_be_read():
    rows = [(0, 1), (1,), (1, -1), (0, Fraction(-1, 2), 0, 3), (0, 0, 1), (2, 0, -1), ()]
    t = sympy.Symbol("t")
    for row in rows:
        text = str(TrembleFamily(FIRST, (tuple(map(Fraction, row)),)))
        assert text.startswith("(") and text.endswith("), t → 0")
        written = sympy.sympify(text[1 : -len("), t → 0")].replace("·", "*").replace("^", "**"))
        assert (
            sympy.expand(written - sum(sympy.nsimplify(c) * t**k for k, c in enumerate(row))) == 0
        )
