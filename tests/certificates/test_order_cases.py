"""Case distinctions: one divisor may stand for many monomials, but nothing may be left out."""

from __future__ import annotations

from copy import deepcopy
from fractions import Fraction

import pytest

from oraclegames import Distribution, Game, catalog, check, verify
from oraclegames.certificates.orders import _by_exponent
from oraclegames.certificates.play import Play


@pytest.fixture
def document():
    game = catalog.coordination(5)
    return check(game, Distribution.point(game, (0, 1))).to_dict()


def proof(document):
    return document["reflective_certificate"]["proof"]


def test_two_demands_refute_in_two_lines(document):
    assert verify(document)
    (case,) = proof(document)["choices"]
    assert len(case["least"]) == 1
    assert len(case["then"]["choices"]) == 1


def test_the_multiples_one_by_one_will_do_as_well(document):
    """Player 1's move 2 may be tried at four ties, each with the cell where both make move 1."""
    node = proof(document)
    assert (node["demand"], node["choices"][0]["least"]) == (0, [["1", "1"]])
    then = node["choices"][0]["then"]
    node["choices"] = [
        {"least": [["1", "1"], ["2", tie]], "then": deepcopy(then)} for tie in ("1", "3", "4", "5")
    ]
    assert verify(document)
    node["choices"].pop()
    assert not verify(document)


@pytest.mark.parametrize("cells", [[], [["1", "1"], ["1", "1"]], [["3", "3"]], [["2", "2"]]])
def test_what_divides_nothing_is_no_case(document, cells):
    proof(document)["choices"][0]["least"] = cells
    assert not verify(document)


def test_an_empty_sum_refutes_nothing(document):
    proof(document)["choices"][0]["then"] = {"contradiction": []}
    assert not verify(document)


def test_outcomes_are_counted_by_exponent():
    game = Game.from_arrays([[1, 2, 3], [5, 0, 7]], [[0, 0, 0], [0, 0, 0]])
    play = Play.at(game, (0, 0))
    x = {o: Fraction(2) for o in game.outcomes()} | {(0, 0): Fraction(0), (1, 2): Fraction(1)}
    assert _by_exponent(play, x, 0, 0) == {0: (1, 0), 2: (2, 1 + 2)}
    assert _by_exponent(play, x, 0, 1) == {2: (2, 4 - 1), 1: (1, 6)}
