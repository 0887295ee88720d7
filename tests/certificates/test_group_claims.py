"""What a group's document claims besides its points, each by its definition."""

from __future__ import annotations

import math
from copy import deepcopy
from fractions import Fraction
from random import Random
from types import SimpleNamespace

import pytest

from oraclegames import Game, InputError, catalog, match
from oraclegames.certificates import group_cover
from oraclegames.certificates.group import (
    Point,
    _best,
    _check_continua,
    _check_point,
    _point,
    check,
)
from oraclegames.certificates.match_scene import Scene
from oraclegames.certificates.part import Part, Refuted
from oraclegames.reflective.group.group_match import group_match

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


def holds(programs, play, zones, answers, randomised):
    """Whether three programs, of the two zones of each player, play what a point says."""
    agents = [
        SimpleNamespace(moves=2, output=lambda read, p=program: (p(*(z for (z,) in read)),))
        for program in programs
    ]
    part = Part({"answers": [], "randomised": randomised})
    try:
        _check_point(Point(part, play, (), (), zones, answers), agents)
    except Refuted as reason:
        return str(reason).partition(": ")[2]
    return True


def test_an_answer_is_random_where_none_for_sure_does_as_well():
    play, zones = (HALF, HALF, Fraction(0)), ((0, 1), (0, 1), (0,))
    answers = HALF, Fraction(1, 4), None
    needed = [
        lambda a, b, c: HALF + (a - HALF + b - Fraction(1, 4)) / 8,
        lambda a, b, c: HALF + (a - 2 * b) / 8,
        lambda a, b, c: Fraction(0),
    ]
    assert holds(needed, play, zones, answers, True) is True
    assert "answers say otherwise" in holds(needed, play, zones, answers, False)
    for other in ((HALF, HALF, None), (Fraction(1), Fraction(0), None)):
        assert "do not play this" in holds(needed, play, zones, other, other[0] == HALF)
    still = [lambda a, b, c: HALF, needed[1], needed[2]]
    for order in ([0, 1, 2], [1, 0, 2]):
        programs = [still[k] for k in order]  # no, no does as well, but yes, yes does not
        assert "do as well" in holds(programs, play, zones, answers, True)
    no = Fraction(0), Fraction(0), None
    assert holds(still, play, zones, no, False) is True
    assert "otherwise" in holds(still, play, zones, no, True)
    turned = [still[0], lambda a, b, c: HALF + (1 - a - 2 * (1 - b)) / 8, still[2]]
    assert "do as well" in holds(turned, play, zones, (HALF, Fraction(3, 4), None), True)


@pytest.mark.parametrize("answer", ["-1/2", "3/2", "2", None])
def test_an_answer_of_a_group_is_a_probability(answer):
    scene = Scene(COMMONS, HALF, Fraction(3, 4))
    play = [["1/2", "1/2"], ["0", "1"], ["0", "1"]]
    pays = [(COMMONS.payoff(w, (0, 1, 1)) + COMMONS.payoff(w, (1, 1, 1))) / 2 for w in range(3)]
    said = {
        "play": play,
        "payoffs": list(map(str, pays)),
        "randomised": False,
        "zones": [[[0, 1]], [[0]], [[0]]],
        "answers": [["1"], [None], [None]],
    }
    assert _point(Part(said), scene).answers == (1, None, None)
    with pytest.raises((Refuted, InputError)):
        _point(Part({**said, "answers": [[answer], [None], [None]]}), scene)
    with pytest.raises((Refuted, InputError)):
        _point(Part({**said, "answers": [["1"], ["0"], [None]]}), scene)


def test_of_a_continuum_only_the_corners_are_proved():
    found = group_match(
        catalog.prisoners_dilemma(), ["constant:1/2", "demand:1/2"], "1/10", "1/5"
    ).to_dict(verify=False)
    between = "that all between the corners of a continuum are fixed points"
    none = "that there are no others (asked for completeness, all is searched again)"
    assert found["continua"] and check(Part(found)).assumed == (between, none)
    assert check(Part({**found, "continua": []})).assumed == (none,)


@pytest.mark.parametrize(
    ("mixed", "fine"),
    [
        (["1/2", "1/2"], True),
        (["0", "1"], True),
        (["1", "0"], True),
        (["1/2", "1/3"], False),
        (["-1/2", "3/2"], False),
        (["3/2", "-1/2"], False),
        (["1"], False),
        (["1/2", "1/4", "1/4"], False),
    ],
)
def test_a_point_of_a_group_is_made_of_probabilities(mixed, fine):
    """Those of the third player; the others defect, who are read as the first zone."""
    pays = (
        [COMMONS.payoff(w, (1, 1, 0)) for w in range(3)],
        [COMMONS.payoff(w, (1, 1, 1)) for w in range(3)],
    )
    weights = list(map(Fraction, mixed))
    scene = Scene(COMMONS, Fraction(2, 3), Fraction(3, 4))
    said = {
        "play": [["0", "1"], ["0", "1"], mixed],
        "payoffs": [str(sum(p * x for p, x in zip(weights, pair))) for pair in zip(*pays)],
        "randomised": False,
        "zones": [[[0]], [[0]], [list(scene.place(weights[0]))]],
        "answers": [[None]] * 3,
    }
    if fine:
        assert _point(Part(said), scene).mixed[2] == tuple(weights)
        with pytest.raises(Refuted, match="nothing vouches"):
            _point(Part({**said, "more": 1}), scene)
    else:
        with pytest.raises((Refuted, InputError)):
            _point(Part(said), scene)
