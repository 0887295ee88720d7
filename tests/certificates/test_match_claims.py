"""What a match's document claims besides its points: parameters, segments, pieces, trends."""

from __future__ import annotations

from copy import deepcopy
from fractions import Fraction
from itertools import product
from random import Random
from types import SimpleNamespace

import pytest

from oraclegames import Game, InputError, catalog, match, match_limit
from oraclegames.certificates import group
from oraclegames.certificates import match_limit as checked_limit
from oraclegames.certificates.match import _check_segments, agents_of, check, scene_of
from oraclegames.certificates.match_arcs import _pieces, _place, check_arcs
from oraclegames.certificates.match_points import Points
from oraclegames.certificates.part import Part, Refuted
from oraclegames.certificates.verify import Proof
from tests.certificates.falsify import tried

PD = Game.from_arrays([[2, 0], [3, 1]], [[2, 3], [0, 1]], moves=[["C", "D"], ["C", "D"]])
HALF = Fraction(1, 2)


def refused(document, checker=check, **options):
    try:
        checker(Part(document), **options)
    except (Refuted, InputError):
        return True
    return False


WRONG = (
    *(("0", "1/2"), ("-1/4", "1/2"), ("1/2", "1/2"), ("3/4", "1/2"), ("1/4", "1"), ("1/4", "3/2")),
    *((None, "1/2"), ("1/4", None)),
)


@pytest.mark.parametrize(
    ("document", "checker"),
    [
        (match(PD, "lp", "lp", "1/10", budget=0).to_dict(), check),
        (
            match(catalog.public_goods(3), *["lp"] * 3, delta="1/10", budget=0).to_dict(),
            group.check,
        ),
    ],
)
def test_precisions_are_in_order_also_where_nothing_was_found(document, checker):
    assert document["fixed_points"] == [] and not refused(document, checker)
    fine = {**document, "parameters": {"delta": "1/4", "epsilon": "1/2"}}
    assert not refused(fine, checker)
    for delta, epsilon in WRONG:
        assert refused({**fine, "parameters": {"delta": delta, "epsilon": epsilon}}, checker)
    assert refused({**fine, "parameters": {**fine["parameters"], "zones": 4}}, checker)
    assert refused({**fine, "verified": False}, checker)
    cells = [{"bounds": [[["0", "1/2"]]], "reason": "time"}]
    for status in ("partial", "undetermined"):
        assert not refused({**fine, "status": status, "undetermined": cells}, checker)
    assert refused({**fine, "status": "complete", "undetermined": cells}, checker)
    assert refused({**fine, "status": "undetermined"}, checker)
    for ends in (["1/2", "0"], ["-1", "0"], ["0", "2"], ["0"]):
        one = {**cells[0], "bounds": [[ends]]}
        assert refused({**fine, "status": "undetermined", "undetermined": [one]}, checker)
    assert not refused({**fine, "verified": True}, checker)
    assert refused({**fine, "status": "complete"}, checker) == refused(
        {**document, "status": "complete"}, checker
    )


def test_a_match_has_two_players():
    three = match(catalog.public_goods(3), *["lp"] * 3, delta="1/10", budget=0).to_dict()
    two = match(PD, "lp", "lp", "1/10", budget=0).to_dict()
    with pytest.raises(Refuted, match="two players"):
        check(Part({**two, "game": three["game"]}))


def test_what_is_proved_and_what_is_assumed():
    found = match(PD, "nelp", "defect", "1/5", "1/2")
    count = len(found.fixed_points)
    proof = check(Part(found.to_dict()))
    payoffs = "payoffs, ranges, pieces and Pareto points of the listed fixed points"
    points = f"{count} fixed points of nelp against defect, and all segments"
    assert proof.proved == (points, payoffs)
    assert proof.assumed == (
        "that there are no others (asked for completeness, all cells are searched)",
    )
    proof = check(Part(found.to_dict()), complete=True)
    assert proof.proved[:2] == (points, payoffs) and "there are no others" in proof.proved[2]
    assert proof.assumed == ()
    seen = []
    check(Part(found.to_dict()), look=lambda: seen.append(1))
    assert len(seen) == 2 * count


def test_segments_run_along_a_threshold_from_end_to_end():
    found = match(PD, "constant:1/2", "demand:1/2", "1/10", "1/5")
    true = found.to_dict()
    scene = scene_of(Part(true))
    agents = agents_of(Part(true), scene, (None, None))
    (ends,) = true["segments_exact"]

    def holds(*segments, known=True):
        said = {
            "segments_exact": segments,
            "segments": [[[float(Fraction(x)) for x in end] for end in ends] for ends in segments],
        }
        said = {key: [list(map(list, part)) for part in value] for key, value in said.items()}
        try:
            found = _check_segments(Part(said), scene, agents if known else None)
        except Refuted:
            return False
        assert found == [[tuple(map(Fraction, end)) for end in ends] for ends in segments]
        return True

    assert holds(ends) and holds(ends[::-1]) and holds() and holds(ends, known=False)
    for known in (True, False):
        assert not holds(ends, ends, known=known)
        for k, i in product((0, 1), repeat=2):
            other = deepcopy(ends)
            other[k][i] = str(Fraction(ends[k][i]) + Fraction(1, 100))
            along = ends[0][i] != ends[1][i]
            assert holds(other, known=known) == (along and not known)
        assert not holds([ends[0], ends[0]], known=known)
        for here, start, stop in (
            *(("1/2", "3/4", "3/4"), ("1/2", "31/40", "29/40")),  # a point, from above
            *(("11/20", "29/40", "31/40"), ("1/2", "13/20", "3/4")),  # no threshold, no zone
        ):
            fine = start > stop and not known  # its ends may stand in any order
            assert holds([[here, start], [here, stop]], known=known) == fine
        for start, stop in (("-1/20", "0"), ("1", "21/20")):
            assert not holds([["1/2", start], ["1/2", stop]], known=known)
    for here, start, stop in (("0", "0", "1/20"), ("1/2", "0", "1/20"), ("1/2", "19/20", "1")):
        assert holds([[here, start], [here, stop]], known=False) == (here == "1/2")
        assert holds([[start, here], [stop, here]], known=False) == (here == "1/2")


@pytest.mark.parametrize("size", [1, 2, 3])
def test_pieces_are_boxes_that_touch(size):
    draw = Random(size)
    for _ in range(40):
        boxes = [tuple(draw.randrange(5) for _ in range(size)) for _ in range(draw.randint(0, 12))]
        near = [
            {j for j, other in enumerate(boxes) if max(abs(a - b) for a, b in zip(box, other)) <= 1}
            for box in boxes
        ]
        groups = []
        for k in range(len(boxes)):
            reached, grown = set(), {k}
            while grown != reached:
                reached, grown = grown, set().union(*(near[j] for j in grown))
            groups.append(sorted(reached))
        expected = sorted({tuple(g) for g in groups}, key=lambda g: (-len(g), g[0]))
        assert list(map(tuple, _pieces(boxes))) == expected


def test_a_place_is_in_half_zones():
    assert _place((((0,),), ((2,),))) == (1, 5)
    assert _place((((2, 3),), ((3,),))) == (6, 7)
    assert _place((((5,), (6,)), ((8, 9),))) == (11, 13, 18)


def arcs_of(step, *spots):
    """Points at (zone, both payoffs), on a diagonal; whether arcs with these ways are accepted."""
    points = [
        SimpleNamespace(
            zones=(((k,),), ((k,),)),
            payoffs=pair,
            part=Part({"play": [k], "payoffs": list(pair)}),
        )
        for k, *pair in spots
    ]

    def arc(way, size, **changed):
        shown = [points[row].part.value for row in way]
        ends = [shown[0], shown[-1]] if shown else []
        payoffs = [point["payoffs"] for point in shown]
        return {"size": size, "way": way, "payoffs": payoffs, "ends": ends, **changed}

    def holds(*arcs):
        try:
            check_arcs(Part(list(arcs)), points, step)
        except Refuted:
            return False
        return True

    return arc, holds


def test_a_way_goes_from_end_to_end_by_the_best_point_of_each_box():
    """Boxes of two zones, the points from 0 to 5 in three of them: the way begins at 5."""
    for middle, sums in ((2, [0, 0, 3, 2, 0, 0]), (3, [0, 0, 2, 3, 0, 0]), (2, [0, 0, 3, 3, 0, 0])):
        arc, holds = arcs_of(HALF, *((k, total, 0) for k, total in enumerate(sums)))
        assert holds(arc([5, 4, middle, 0], 6))
        for way in ([0, middle, 5], [5, 4, 5 - middle, 0], [5, 4, 0], [5, middle, 4, 0], [5, 5]):
            assert not holds(arc(way, 6)), way
    arc, holds = arcs_of(HALF, *((k, 0, k) for k in range(6)))
    assert holds(arc([5, 3, 1, 0], 6)) and not holds(arc([5, 3, 0], 6))


def test_a_box_has_so_many_zones_a_side_as_a_step_needs():
    """Two fifths are a step that 3 zones hold: zones 0 to 2, 3 to 5 are boxes, 9 is in a third."""
    arc, holds = arcs_of(Fraction(2, 5), *((k, 0, 0) for k in (0, 2, 3, 9)))
    assert holds(arc([2, 0], 3), arc([3], 1))
    arc, holds = arcs_of(Fraction(2, 5), *((k, 0, 0) for k in (0, 2, 3, 8)))
    assert holds(arc([3, 2, 0], 4))


def test_a_way_lies_on_its_piece_and_shows_its_points():
    arc, holds = arcs_of(HALF, *((k, k, -k) for k in (0, 1, 2, 9, 10)))
    other = arc([4, 3], 2)
    assert holds(arc([2, 0], 3), other)
    for way in ([0, 2], [2, 1, 0], [0], [2], [2, 3], [], [0, 0], [-1], [5]):
        inside = set(way) <= {0, 1, 2, 3}
        assert not holds(arc(way, 3) if inside else {**arc([0], 3), "way": way}, other)
    assert not holds(arc([2, 0], 2), other)
    assert not holds(arc([2, 0], 3)) and not holds(other, arc([2, 0], 3))
    assert not holds(arc([2, 0], 3, payoffs=[[2, -2]]), other)
    assert not holds(arc([2, 0], 3, payoffs=[[0, 0], [2, -2]]), other)
    ends = [{"play": [k], "payoffs": [k, -k]} for k in (0, 2)]
    assert not holds(arc([2, 0], 3, ends=ends), other)
    assert not holds(arc([2, 0], 3, ends=ends[1:]), other)
    assert not holds({**arc([2, 0], 3), "more": 1}, other)


TRENDS = {
    "falling": ("nicer", "demand:1/2", 3),
    "constant": ("cooperate", "defect", 3),
    "other": ("nelp", "nicer", 4),
}


@pytest.mark.parametrize("name", TRENDS)
def test_trends_of_a_sequence_are_those_of_its_matches(name, monkeypatch):
    *pair, steps = TRENDS[name]
    true = match_limit(PD, *pair, "1/10", steps=steps).to_dict()
    monkeypatch.setattr(checked_limit.match, "check", lambda *_, **__: Proof((), ()))
    assert not refused(true, checked_limit.check)
    lies = tried(true, ("schema", "version", "matches.*", "status"))
    passed = [str(lie) for lie in lies if not refused(lie.document, checked_limit.check)]
    assert passed == []
    for k in range(len(true["matches"])):
        one = deepcopy(true)
        one["matches"][k]["status"] = "partial"
        assert refused(one, checked_limit.check)
        one = deepcopy(true)
        one["matches"][k]["agents"][0] = "lp"
        assert refused(one, checked_limit.check)
        for key in ("delta", "epsilon"):
            one = deepcopy(true)
            for place in (one["matches"][k]["parameters"], one["parameters"][k]):
                place[key] = str(Fraction(place[key]) * Fraction(9, 10))
            assert refused(one, checked_limit.check)
    short = deepcopy(true)
    short["matches"], short["parameters"] = short["matches"][:2], short["parameters"][:2]
    for player in short["payoffs"]:
        for trend in player.values():
            trend.update(values=trend["values"][:2], limit=None, rate=None)
    assert refused(short, checked_limit.check)
    short["status"] = "partial"
    assert not refused(short, checked_limit.check)
    for key in ("limit", "rate", "more"):
        for value in (1.0, 0.5):
            lie = deepcopy(short)
            lie["payoffs"][0]["least"][key] = value
            assert refused(lie, checked_limit.check)
    assert refused({**short, "more": 1}, checked_limit.check)
    whole = deepcopy(true)
    whole["payoffs"][0]["least"]["more"] = 1
    assert refused(whole, checked_limit.check)
    one = deepcopy(short)
    one["matches"], one["parameters"] = one["matches"][:1], one["parameters"][:1]
    for player in one["payoffs"]:
        for trend in player.values():
            trend["values"] = trend["values"][:1]
    assert not refused(one, checked_limit.check)
    proof = Proof(("points", "ranges"), ("others",))
    monkeypatch.setattr(checked_limit.match, "check", lambda *_, **__: proof)
    said = checked_limit.check(Part(true))
    estimates = f"{len(true['matches'])} matches, and the estimates from their least and largest"
    assert said.proved == (f"{estimates} payoffs", "points", "ranges")
    assert said.assumed == ("that the estimates are near the limits", "others")


def trend(values):
    """The values' estimate by three numbers, and how fast they come near: from the definition."""
    x, y, z = values
    d, e = y - x, z - y
    return z - e * e / (e - d) if abs(e) < abs(d) else z


@pytest.mark.parametrize("seed", range(3))
def test_an_estimate_is_that_of_the_last_three_values(seed):
    draw = Random(seed)
    for _ in range(40):
        values = [Fraction(draw.randint(-4, 4), draw.randint(1, 4)) for _ in range(4)]
        d, e = values[2] - values[1], values[3] - values[2]
        said = {
            "values": list(map(float, values)),
            "limit": float(trend(values[1:])),
            "rate": checked_limit._logarithm(d / e) if d and e else None,
        }
        checked_limit._check_trend(Part(said), values)
        for lie in (
            {"limit": said["limit"] + 1e-6},
            {"rate": 1.0 if said["rate"] is None else said["rate"] + 1e-6},
            {"rate": True},
            {"rate": None if said["rate"] is not None else "1"},
            {"values": said["values"][::-1] if values != values[::-1] else []},
        ):
            with pytest.raises((Refuted, InputError)):
                checked_limit._check_trend(Part({**said, **lie}), values)


def test_logarithms_of_any_size():
    for power in (-2000, -513, -512, -256, -1, 0, 1, 255, 256, 257, 2000):
        assert checked_limit._logarithm(Fraction(2) ** power) == power
        assert checked_limit._logarithm(-(Fraction(2) ** power)) == power
    assert abs(checked_limit._logarithm(Fraction(3) * Fraction(2) ** 700) - 701.584962500721) < 1e-9


@pytest.mark.parametrize(
    ("ends", "fine"),
    [
        (["0", "0"], True),
        (["1/3", "1/2"], True),
        (["0", "1"], True),
        (["-1/2", "1/2"], False),
        (["1/2", "3/2"], False),
        (["3/4", "1/4"], False),
        (["-1/2", "-1/3"], False),
        (["4/3", "3/2"], False),
        (["1/2"], False),
    ],
)
def test_an_answer_lies_between_two_probabilities(ends, fine):
    reader = Points(scene_of(Part(match(PD, "lp", "lp", "1/10", budget=0).to_dict())))
    try:
        answer = reader._answer(Part(ends), (1, 2))
    except (Refuted, InputError):
        assert not fine
        return
    assert fine and [answer.low, answer.high] == list(map(Fraction, ends))
    assert answer.exact == (ends[0] == ends[1]) and answer.certain == (ends == ["0", "0"])
    with pytest.raises(Refuted, match="nothing is asked"):
        reader._answer(Part(ends), (1,))


def test_what_a_program_of_ones_own_plays_is_read_all_the_same():
    found = match(PD, "nelp", "defect", "1/5", "1/2").to_dict()
    own = {**found, "programs": [{"kind": "own"}, found["programs"][1]]}
    assert not refused(own)
    for lie in ({"randomised": None}, {"randomised": "no"}, {"zones": [[[0]], [[4]]]}):
        assert refused({**own, "fixed_points": [{**found["fixed_points"][0], **lie}]})
