"""Case distinctions: one divisor may stand for many monomials, but nothing may be left out."""

from __future__ import annotations

from copy import deepcopy

import pytest

from oraclegames import Distribution, catalog, check, verify


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
