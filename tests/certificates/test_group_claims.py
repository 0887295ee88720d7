"""What a group's document claims besides its points, each by its definition."""

from __future__ import annotations

import math
from copy import deepcopy
from fractions import Fraction
from random import Random

import pytest

from oraclegames import Game, InputError, catalog, match
from oraclegames.certificates import group_cover
from oraclegames.certificates.group import _best, _check_continua, check
from oraclegames.certificates.part import Part, Refuted

HALF = Fraction(1, 2)
COMMONS = catalog.public_goods(3)


def test_what_is_proved_and_what_is_assumed():
    found = match(COMMONS, "nelp", "defect", "lp", delta="1/5", epsilon="1/2")
    document = found.to_dict(verify=False)
    points = f"{len(document['fixed_points'])} fixed points of nelp, defect, lp"
    payoffs = "payoffs, ranges and Pareto points of the listed fixed points"
    none = "that there are no others (asked for completeness, all is searched again)"
    proof = check(Part(document))
    assert proof.proved == (points, payoffs) and proof.assumed == (none,)
    proof = check(Part(document), complete=True)
    assert proof.proved[:2] == (points, payoffs) and proof.assumed == ()
    seen = []
    check(Part(document), look=lambda: seen.append(1))
    assert len(seen) == len(document["fixed_points"])
    for lie in ({"status": "partial"}, {"status": "undetermined"}):
        with pytest.raises((Refuted, InputError)):
            check(Part({**document, **lie}), complete=True)


def test_a_program_of_ones_own_is_assumed():
    found = match(COMMONS, "nelp", "defect", "lp", delta="1/5", epsilon="1/2")
    document = found.to_dict(verify=False)
    own = {**document, "programs": [{"kind": "own"}, *document["programs"][1:]]}
    proof = check(Part(own))
    assert len(proof.proved) == 1 and "its author's own" in proof.assumed[0]
    with pytest.raises(InputError, match="can be run from a file"):
        check(Part(own), complete=True)


def random_match(seed):
    """Three of two moves each."""
    draw = Random(seed)
    tables = [[[[draw.randint(-3, 3) for _ in "ab"] for _ in "ab"] for _ in "ab"] for _ in "abc"]
    agents = [draw.choice(("demand:1/2", "nelp", "nicer", "lp")) for _ in "abc"]
    return match(Game.from_arrays(*tables), *agents, delta="1/4", epsilon=HALF)


@pytest.mark.parametrize(("seed", "blocks", "cells"), [(15, 22, 57), (17, 16, 69), (19, 19, 68)])
def test_how_much_is_looked_at(seed, blocks, cells):
    found = random_match(seed).to_dict(verify=False)
    proved = check(Part(found), complete=True).proved[-1]
    assert proved.endswith(f": {blocks} blocks hold none, {cells} cells were solved again")


def test_irrational_probabilities_are_proved_and_no_others_are():
    true = random_match(10).to_dict(verify=False)
    check(Part(true))
    places = [
        (k, i, m)
        for k, point in enumerate(true["fixed_points"])
        for i, mix in enumerate(point["play"])
        for m, x in enumerate(mix)
        if not isinstance(x, str)
    ]
    assert places
    for k, i, m in places:
        for key in ("between", "value", "polynomial"):
            false = deepcopy(true)
            number = false["fixed_points"][k]["play"][i][m]
            number[key][0] = str(1 + Fraction(number[key][0]))
            with pytest.raises((Refuted, InputError)):
                check(Part(false))


def test_what_is_not_asked_has_no_answer():
    true = match(COMMONS, "nelp", "defect", "lp", delta="1/5", epsilon="1/2").to_dict(verify=False)
    for i, line in enumerate(true["fixed_points"][0]["answers"]):
        assert line == [None]
        false = deepcopy(true)
        false["fixed_points"][0]["answers"][i] = ["1/2"]
        with pytest.raises(Refuted, match="nothing is asked here"):
            check(Part(false))


def test_points_that_none_beats():
    draw = Random(1)
    for _ in range(60):
        points = {tuple(draw.randint(0, 3) for _ in "abc") for _ in range(draw.randint(1, 8))}
        expected = {
            one
            for one in points
            if not any(other != one and all(a >= b for a, b in zip(other, one)) for other in points)
        }
        assert _best(sorted(points, reverse=True)) == expected


@pytest.mark.parametrize(
    ("rows", "fine"),
    [
        ([], True),
        ([[0, 2]], True),
        ([[0], [0, 1], [1, 2]], True),
        ([[0, 1], [0]], False),
        ([[0, 1], [0, 1]], False),
        ([[1, 0]], False),
        ([[1, 1]], False),
        ([[]], False),
        ([[2, 3]], False),
        ([[-1, 0]], False),
    ],
)
def test_continua_name_corners_in_order(rows, fine):
    try:
        assert _check_continua(Part(rows), 3) == rows
    except Refuted:
        assert not fine
    else:
        assert fine


@pytest.mark.parametrize("shape", [(2, 2, 2), (2, 3, 1)])
def test_so_many_readings_are_searched_and_no_more(shape, monkeypatch):
    """Of two moves one zone of 4, of three two zones in order."""
    zones = {1: 1, 2: 4, 3: 4 * 5 // 2}
    readings = math.prod(zones[moves] for moves in shape)
    game = catalog.random_game(*shape, seed=1)
    document = match(game, *["cooperate"] * 3, delta="1/4", epsilon=HALF).to_dict(verify=False)
    monkeypatch.setattr(group_cover, "MAX_READINGS", readings)
    check(Part(document), complete=True)
    monkeypatch.setattr(group_cover, "MAX_READINGS", readings - 1)
    with pytest.raises(InputError, match=f"at most {readings - 1} readings"):
        check(Part(document), complete=True)
