"""Projections of pieces, against equilibria by brute force and linear programs written here."""

from __future__ import annotations

import copy
from fractions import Fraction

import pytest
from scipy.optimize import linprog

from oraclegames import Game, InputError, read_result, solve, verify
from tests.conditional.two_players.test_pieces import basic_plays
from tests.conditional.two_players.test_planar_region import MIXED
from tests.depth import some

LINE = "2,1 0,0 1,2; 0,0 1,2 3,1"
TURNS = Game.from_arrays([[0, 3, 0], [2, 2, 0], [3, 0, 1]], [[0, 2, 3], [3, 2, 0], [0, 0, 1]])


def farness(pair, polygons):
    """The least distance from polygons, the larger one of both axes, by linear programs."""
    found = []
    for corners in polygons:
        count = len(corners)
        rows, right = [], []
        for axis in range(2):
            own = [float(c[axis]) for c in corners]
            rows += [[*own, -1.0], [*(-v for v in own), -1.0]]
            right += [float(pair[axis]), -float(pair[axis])]
        solved = linprog(
            [0.0] * count + [1.0], A_ub=rows, b_ub=right, A_eq=[[1.0] * count + [0.0]], b_eq=[1.0]
        )
        found.append(solved.fun)
    return min(found)


def pairs_of(piece, events, values):
    """Those of all extreme distributions at some values, by brute force."""
    outcomes = list(piece.game.outcomes())
    for masses in basic_plays(piece.game, piece.moves, values):
        yield tuple(sum(p for o, p in zip(outcomes, masses) if o in event) for event in events)


@pytest.mark.parametrize(
    ("game", "number", "first", "second"),
    [
        (LINE, -1, (0, 0), (1, 2)),
        pytest.param(TURNS, -3, (0, 1), (2, 2), marks=pytest.mark.slow),
        (TURNS, -11, (0, 1), (1, 2)),
        (MIXED, -1, (0, 0), (1, 2)),
    ],
)
def test_no_equilibrium_is_farther_than_the_distance(game, number, first, second):
    piece = solve(game, budget=None).whole.pieces[number]
    found = piece.project(first, second, tolerance="1/10", budget=None)
    assert found.status == "complete" and found.distance <= Fraction(1, 10)
    # where many polygons meet, in the second game at (1, 2), boxes are tiny
    assert all(high - low < Fraction(1, 10**4) for one in found.open for low, high in one.box)
    shown = [one.corners for one in found.polygons] + list(found.spots)
    reached = [v for v in piece.points() if all(isinstance(x, Fraction) for x in v)]
    reached += [piece.inner_values(seed) for seed in range(some(3, 8))]
    for at in reached:
        for pair in pairs_of(piece, (found.events[0], found.events[1]), at):
            assert farness(pair, shown) <= found.distance + Fraction(1, 10**6)
    for one in found.polygons[:: some(3, 1)]:  # and each polygon is one of equilibria
        assert set(one.corners) <= set(pairs_of(piece, found.events, one.values))


def test_the_document_is_proved_and_read_back():
    piece = solve(LINE).whole.pieces[-1]
    found = piece.project((0, 0), (1, 2), tolerance="1/5")
    checked = verify(found.to_json())
    assert checked and checked.assumed == () and found.verify()
    assert read_result(found.to_json()) == found


def test_single_values_are_exact():
    (piece,) = [p for p in solve(TURNS).whole.pieces if p.moves == ((0, 1), (0, 2))]
    found = piece.project((0, 0), [(1, 0), (1, 2)])
    assert found.distance == 0 and "exactly" in str(found) and len(found.polygons) == 1
    assert (
        list(found.polygons[0].corners) == piece.projection((0, 0), (0, 0), (1, 0))
        or found.verify()
    )
    assert found.ranges == ((0, 1), (0, 1))


def test_what_is_falsified_is_refused():
    piece = solve(TURNS).whole.pieces[-7]
    true = piece.project((1, 0), (2, 2), tolerance="1/4").to_dict()
    assert verify(true)

    def false(change):
        document = copy.deepcopy(true)
        change(document)
        return verify(document).false

    def leaf(document, kind):
        return next(one for one in document["cover"] if one["kind"] == kind)

    assert "the cover shows less" in false(lambda d: d.update(distance="1/100"))
    assert "not covered" in false(lambda d: d["cover"].pop())
    assert "twice" in false(lambda d: d["cover"].append(d["cover"][0]))
    assert "its probabilities are others" in false(
        lambda d: d["polygons"][0]["corners"].__setitem__(0, ["1/3", "1/3"])
    )
    assert "nothing rests on it" in false(lambda d: leaf(d, "around").update(kind="refused"))
    alone = {"kind": "refused", "values": None, "half_planes": []}
    assert "no refusal" in false(lambda d: leaf(d, "around").update(alone))
    assert "no part of the cover" in false(
        lambda d: d["cover"].append({**d["cover"][0], "x": ["90", "91"]})
    )
    assert "elsewhere" in false(lambda d: leaf(d, "around").update(values=["90", "91"]))
    assert "the cover shows less" in false(lambda d: leaf(d, "around").update(half_planes=[]))


def test_a_budget_and_bad_questions():
    piece = solve(LINE).whole.pieces[-1]
    short = piece.project((0, 0), (1, 2), budget=0)
    assert short.status == "partial" and "the time given" in str(short) and short.verify()
    with pytest.raises(InputError, match="is no outcome of a 2×3 game"):
        piece.project((0, 0), (0, 5))
    with pytest.raises(InputError, match="should be positive"):
        piece.project((0, 0), (0, 1), tolerance=0)
