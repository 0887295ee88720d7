"""Connected pieces of fixed points."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from oraclegames.reflective.match.arcs import connected_pieces, trace_arcs
from oraclegames.reflective.match.match import match
from tests.reflective.prisoners import SMALL

boxes = st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5)), max_size=12, unique=True)


@given(boxes)
def test_pieces_are_the_classes_of_touching_boxes(places):
    found = connected_pieces(places)
    label = {place: number for number, place in enumerate(places)}
    for _ in places:  # merge until nothing changes
        for a in places:
            for b in places:
                if max(abs(x - y) for x, y in zip(a, b)) <= 1:
                    label[a] = label[b] = min(label[a], label[b])
    same = [[found[i] == found[j] for j in range(len(places))] for i in range(len(places))]
    expected = [[label[a] == label[b] for b in places] for a in places]
    assert same == expected


@given(st.sets(st.tuples(st.integers(1, 60), st.integers(1, 60)), min_size=1, max_size=15))
def test_arcs_keep_near_points_together_and_far_points_apart(places):
    ordered = sorted(places)
    points = match(SMALL, "lp", "lp", "1/20").fixed_points[: len(ordered)]
    epsilon = Fraction(1, 5)
    arcs = trace_arcs(points, ordered, list(map(float, range(len(ordered)))), epsilon)
    assert sorted(row for arc in arcs for row in arc.points) == list(range(len(ordered)))
    assert [len(arc.points) for arc in arcs] == sorted((len(a.points) for a in arcs), reverse=True)
    piece = {row: number for number, arc in enumerate(arcs) for row in arc.points}
    for i, a in enumerate(ordered):
        distances = [max(abs(x - y) for x, y in zip(a, b)) for b in ordered]
        for j, distance in enumerate(distances):
            if distance <= 10:  # ⌈1/ε⌉ zones in half zones
                assert piece[i] == piece[j]
        others = [distance for j, distance in enumerate(distances) if j != i]
        if others and min(others) > 20:
            assert sum(number == piece[i] for number in piece.values()) == 1


def test_no_points_make_no_arcs():
    assert trace_arcs((), [], [], Fraction(1, 5)) == ()


def test_points_in_a_list_make_the_same_arcs_as_those_of_a_table():
    for first, second in (("lp", "nelp"), ("demand:1/2", "nelp"), ("lp", "demand:1/2")):
        found = match(SMALL, first, second, "1/10")
        listed = replace(found, fixed_points=tuple(found.fixed_points))
        assert listed.arcs == found.arcs
