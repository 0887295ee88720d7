"""The small questions of a match's limit, each against its definition: means that are 0, what signs
tell, where payoffs are stationary, the square cut into pieces."""

from __future__ import annotations

import math
from fractions import Fraction
from itertools import combinations, product
from random import Random
from types import SimpleNamespace

import pytest

from oraclegames.certificates.limit_cover import Square, _cross
from oraclegames.certificates.limit_listed import Listed
from oraclegames.certificates.limit_means import axis_side, has_zero, told
from oraclegames.certificates.limit_pushes import Pushes, at, bilinear
from oraclegames.certificates.limit_set import _stationary
from oraclegames.certificates.limit_square import Spot, spots, touch
from oraclegames.certificates.part import Part


def cross(u, v):
    return u[0] * v[1] - u[1] * v[0]


def is_mean(vectors):
    """Whether 0 is one of them, lies between two, or inside of a triangle (Carathéodory)."""
    pairs = combinations(vectors, 2)
    return (
        (0, 0) in vectors
        or any(cross(u, v) == 0 and u[0] * v[0] + u[1] * v[1] < 0 for u, v in pairs)
        or any(
            len({cross(u, v) > 0, cross(v, w) > 0, cross(w, u) > 0}) == 1
            and 0 not in (cross(u, v), cross(v, w), cross(w, u))
            for u, v, w in combinations(vectors, 3)
        )
    )


def test_zero_is_a_mean_or_all_lie_in_an_open_half_plane():
    plane = list(product(range(-2, 3), repeat=2))
    draw, met = Random(1), set()
    for _ in range(400):
        vectors = draw.sample(plane, draw.randint(1, 4))
        met.add(is_mean(vectors))
        assert has_zero(vectors) == is_mean(vectors)
    assert len(met) == 2 and not has_zero([(1, 0), (Fraction(1, 3), Fraction(1, 9))])


def test_signs_tell_only_what_holds_for_all_sizes():
    """And all of that: sizes that differ threefold turn every other answer."""
    every = list(product((-1, 0, 1), repeat=2))
    sizes = [Fraction(1, 3), 1, 3]
    for signs in (c for n in range(1, 10) for c in combinations(every, n)):
        ways = [[(s * size, t) for size in sizes] if s * t else [(s, t)] for s, t in signs]
        assert told(set(signs)) == (len({is_mean(way) for way in product(*ways)}) == 1), signs


@pytest.mark.parametrize(
    ("u", "v", "expected"),
    [
        (((1, 1)), (1, -1), 1),
        ((0, -1), (1, 1), 1),
        ((1, 1), (0, -1), 1),
        ((-1, 1), (-1, -1), -1),
        ((0, 1), (-1, -1), -1),
        ((1, 1), (-1, -1), 0),
        ((0, 1), (0, -1), 0),
    ],
)
def test_on_which_side_an_axis_is_met(u, v, expected):
    assert axis_side(u, v) == expected == axis_side(v, u)


def bent(draw):
    """A curve a·xy + b·x + c·y + d = 0 that is a graph over [0, 1]."""
    while True:
        a, b, c, d = (Fraction(draw.randint(-4, 4)) for _ in "abcd")
        if (c != 0 or a != 0) and c * (a + c) > 0:
            return a, b, c, d


def test_where_pushes_are_parallel():
    draw = Random(3)
    for _ in range(10):
        a, b, e, f, c, d, g, h = (Fraction(draw.randint(-5, 5)) for _ in "12345678")
        zero = Fraction(0)
        pushes = {
            (0, "one"): (zero, a, zero, b),
            (0, "two"): (zero, e, zero, f),
            (1, "one"): (zero, zero, c, d),
            (1, "two"): (zero, zero, g, h),
        }
        told = SimpleNamespace(push=lambda player, does, known=pushes: known[player, does])
        curve = _cross(told, ("one", "one"), ("two", "two"))
        x, y = Fraction(draw.randint(0, 9), 7), Fraction(draw.randint(0, 9), 8)
        u, v = (tuple(at(pushes[i, name], x, y) for i in (0, 1)) for name in ("one", "two"))
        assert at(curve, x, y) == cross(u, v)
        assert bilinear(lambda x, y, curve=curve: at(curve, x, y)) == curve


@pytest.mark.parametrize("shape", ["arc", "region"])
def test_the_range_of_a_payoff_on_an_arc_and_on_the_sides_of_a_region(shape):
    draw, met = Random(4), 0
    while met < 5:
        curves = [bent(draw) for _ in range(1 + (shape == "region"))]
        low, high = sorted(Fraction(k, 9) for k in draw.sample(range(10), 2))

        def height(curve, x):
            a, b, c, d = curve
            return -(b * x + d) / (a * x + c)

        sides = [[(x, height(curve, x)) for x in (low, high)] for curve in curves]
        ends = sides[0] if shape == "arc" else [sides[0][0], *sides[1], sides[0][1]]
        pay = tuple(Fraction(draw.randint(-4, 4)) for _ in "pqrs")
        listed = Listed(Part({}), shape, None, ends, curves)
        found = [place for side in listed.sides for place in _stationary(side, pay)]
        met += bool(found)
        values = [at(pay, *place) for place in [*ends, *found]]
        steps = [low + (high - low) * Fraction(k, 25) for k in range(26)]
        grid = [at(pay, x, height(curve, x)) for curve in curves for x in steps]
        assert min(values) <= min(grid) and max(grid) <= max(values)
        for x, y in found:
            assert low < x < high and any(at(curve, x, y) == 0 for curve in curves)
        near = Fraction(1, 100) * (1 + max(grid) - min(grid))
        assert min(grid) <= min(values) + near and max(values) <= max(grid) + near


def signs_at(curves, x, y):
    return tuple((at(c, x, y) > 0) - (at(c, x, y) < 0) for c in curves)


@pytest.mark.parametrize("seed", range(6))
def test_the_square_is_cut_along_all_curves(seed):
    draw = Random(seed)
    curves = [tuple(Fraction(draw.randint(-2, 2)) for _ in "abcd") for _ in range(3)]
    curves = [curve for curve in curves if any(curve[:3])]
    k, r, s = Fraction(draw.choice((2, -3)), 5), *(Fraction(draw.randint(0, 4), 4) for _ in "rs")
    curves.append((k, -k * s, -k * r, k * r * s))  # k(x - r)(y - s)
    lines, heights = [Fraction(draw.randint(0, 4), 4)], [Fraction(draw.randint(0, 4), 4)]
    found = spots(curves, lines, heights)
    counts = [sum(spot.dimension == n for spot in found) for n in (0, 1, 2)]
    assert counts[0] - counts[1] + counts[2] == 1  # Euler
    cuts = [
        *curves,
        *((Fraction(0), Fraction(1), Fraction(0), -x) for x in (*lines, 0, 1)),
        *((Fraction(0), Fraction(0), Fraction(1), -y) for y in (*heights, 0, 1)),
    ]
    told = {}
    for spot in found:
        signs = signs_at(cuts, spot.x, spot.y)
        told.setdefault(signs, set()).add(spot.dimension)
        assert 0 <= spot.x <= 1 and 0 <= spot.y <= 1
        assert spot.edge == ((spot.x == 1) - (spot.x == 0), (spot.y == 1) - (spot.y == 0))
        if spot.dimension == 2:
            assert 0 not in signs
        if spot.upright or spot.level:
            assert spot.dimension < 2
        for near in spot.around:  # what touches a piece keeps the signs that are not 0 on it
            assert near.dimension > spot.dimension
            assert all(s in (0, t) for s, t in zip(signs, signs_at(cuts, near.x, near.y)))
    for _ in range(40):
        x, y = Fraction(draw.randint(1, 96), 97), Fraction(draw.randint(1, 96), 97)
        signs = signs_at(cuts, x, y)
        assert 0 in signs or 2 in told[signs]
    inner = [spot for spot in found if spot.dimension == 0 and spot.edge == (0, 0)]
    for spot in inner:  # all around it: faces and what parts them, in turn
        kinds = [near.dimension for near in spot.around]
        assert sorted(kinds[::2]) == [kinds[0]] * (len(kinds) // 2)
        assert len(kinds) % 2 == 0 and {kinds[0], kinds[1]} == {1, 2}
        way = [(near.x, near.y) for near in spot.around if near.dimension == 1]
        assert len(set(way)) == len(way)


def test_curves_that_touch_are_told_from_those_that_cross():
    circle_like = (Fraction(1), Fraction(0), Fraction(0), Fraction(-1, 4))  # xy = 1/4
    tangent = (Fraction(0), Fraction(1), Fraction(1), Fraction(-1))  # x + y = 1, at (1/2, 1/2)
    assert touch([circle_like, tangent])
    assert not touch([circle_like, (Fraction(0), Fraction(1), Fraction(1), Fraction(-5, 4))])
    assert not touch([circle_like, (Fraction(0), Fraction(1), Fraction(1), Fraction(-1, 2))])
    outside = (Fraction(1), Fraction(0), Fraction(0), Fraction(-4)), (*tangent[:3], Fraction(-4))
    assert not touch(outside)  # they touch at (2, 2)
    upright = (Fraction(0), Fraction(1), Fraction(0), Fraction(-1, 2))
    assert not touch([circle_like, upright]) and not touch([tangent, upright])


@pytest.mark.parametrize("seed", range(3))
def test_curves_with_one_tangent_at_a_point_touch_if_it_lies_in_the_square(seed):
    """Those are A and kA + m(x - p)(y - q), which have no other common point."""
    draw, met = Random(seed), set()
    while len(met) < 2:
        for _ in range(60):
            p, q = (Fraction(draw.randint(-1, 3), 2) for _ in "pq")
            a, b, c = (Fraction(draw.choice((-3, -2, -1, 1, 2, 3))) for _ in "abc")
            a *= draw.randrange(2)
            one = a, b, c, -(a * p * q + b * p + c * q)
            k, m = (Fraction(draw.choice((-2, -1, 1, 2))) for _ in "km")
            other = k * one[0] + m, k * b - m * q, k * c - m * p, k * one[3] + m * p * q
            if any(
                curve[0] != 0 and curve[0] * curve[3] == curve[1] * curve[2]
                for curve in (one, other)
            ):
                continue  # two lines
            inside = 0 <= p <= 1 and 0 <= q <= 1
            met.add(inside)
            assert touch([one, other]) == touch([other, one]) == inside


def way_round(vectors):
    """How often vectors turn around 0, by the angles between one and the next."""
    angles = [math.atan2(cross(u, v), u[0] * v[0] + u[1] * v[1]) for u, v in around(vectors)]
    return round(sum(angles) / math.tau)


def around(vectors):
    return zip(vectors, [*vectors[1:], vectors[0]])


def test_pushes_turn_around_a_point_or_do_not():
    """In a ring where each push holds up to the next piece; the signs alone are handed on."""
    draw, met = Random(5), set()
    for _ in range(150):
        vectors = [(draw.randint(-2, 2), draw.randint(-2, 2)) for _ in range(draw.randint(3, 6))]
        pairs = list(around(vectors))
        if any(cross(u, v) == 0 and u[0] * v[0] + u[1] * v[1] < 0 for u, v in pairs):
            continue  # opposite ones: there the pushes balance
        square, place = object.__new__(Square), SimpleNamespace(x=0, y=0, dimension=1)
        square.finer = set()
        square.pushes = SimpleNamespace(pushed=lambda does, x, y: does)
        signs = [tuple((v > 0) - (v < 0) for v in vector) for vector in vectors]
        ring = [(sign, vector, place) for sign, vector in zip(signs, vectors)]
        square._ring = lambda spot, ring=ring: ring
        turns = (0, 0) not in vectors and way_round(vectors) != 0
        met.add(turns)
        assert square._turns(SimpleNamespace(around=[])) == turns, vectors
    assert met == {True, False}


@pytest.mark.parametrize("first", [0, 1, 2])
@pytest.mark.parametrize("arc_first", [True, False])
def test_opposite_pushes_are_compared_where_two_pieces_touch(first, arc_first):
    """Of a face and the arc beside it on the arc: in the face they may have turned."""
    arc, face = (SimpleNamespace(x=n, y=0, dimension=n) for n in (1, 2))
    one, two = (arc, face) if arc_first else (face, arc)
    square = object.__new__(Square)
    square.finer = set()
    square.pushes = SimpleNamespace(pushed=lambda does, x, y: (does[0], does[1] * (x == 1)))
    for after, turns in (((-9, -1), True), ((-1, -10), False)):  # left or right of (1, 9)
        ring = [((1, 1), (1, 9), one), ((-1, -1), after, two), ((1, -1), (1, -1), face)]
        square._ring = lambda spot, ring=ring: ring[first:] + ring[:first]
        assert square._turns(SimpleNamespace(around=[])) == turns


PUSHED = {"up": (0, -1), "right": (-1, -1), "down": (1, -1), "left": (1, 0), "face": (-1, 1)}
WAYS = {"up": (0, 1), "right": (1, 0), "down": (0, -1), "left": (-1, 0)}


@pytest.mark.parametrize(
    ("edge", "expected"),
    [
        ((0, 0), "up face right face down face left face"),
        ((1, 0), "up (-1, -1) (-1, -1) (-1, -1) (-1, -1) down face left face"),
        ((0, -1), "up face right (-1, 1) (-1, 1) (1, 1) (1, 1) left face"),
        ((-1, -1), "(1, 1) (1, -1) up face right (-1, 1) (1, 1)"),
        ((1, 1), "(-1, -1) (-1, -1) down face left (1, -1) (-1, -1)"),
    ],
)
def test_the_pushes_around_a_point_and_beyond_the_edges(edge, expected):
    """Arcs leave it in as many of four ways as go into the square, with faces between them."""
    square, around, names = object.__new__(Square), [], list(WAYS)
    there = [name for name in names if all(e * w <= 0 for e, w in zip(edge, WAYS[name]))]
    square.holding = {}
    for name in there:
        along = tuple(0 if w else e for e, w in zip(edge, WAYS[name]))
        around.append(Spot(1, name, 0, along))
        square.holding[around[-1]] = name
        if names[(names.index(name) + 1) % 4] in there:
            around.append(Spot(2, name, 0, (0, 0)))
            square.holding[around[-1]] = "face"
    square.pushes = SimpleNamespace(
        does=lambda held, _: held, pushed=lambda held, x, y: PUSHED[held]
    )
    ring = square._ring(Spot(0, 0, 0, edge, around=around))
    told = {str(signs): signs for signs in product((-1, 1), repeat=2)} | PUSHED
    steps = expected.replace(", ", ",").split()
    assert [signs for signs, _, _ in ring] == [told[step.replace(",", ", ")] for step in steps]
    assert all(does == square.holding[spot] for _, does, spot in ring)


@pytest.mark.parametrize(
    ("vectors", "possible"),
    [
        ([(1, 1), (-1, -2)], True),  # with other sizes they balance
        ([(1, 1), (2, 1)], False),
        ([(1, 0), (-1, 0)], True),
        ([(1, 0), (0, 1)], False),
        ([(0, 0)], True),
        ([(1, 1), (-1, 0)], False),
        ([(1, 1), (-1, 1), (0, -1)], True),
    ],
)
def test_where_signs_leave_it_possible_that_pushes_balance(vectors, possible):
    square = object.__new__(Square)
    square.pushes = SimpleNamespace(pushed=lambda does, x, y: does)
    group = {((0, 0), (vector, (0, 0))) for vector in vectors}
    assert square._open(SimpleNamespace(x=0, y=0), group) == possible


def test_statements_of_one_curve_are_decided_together_whatever_their_size():
    pushes = object.__new__(Pushes)
    curve = tuple(map(Fraction, (1, 2, 3, 4)))
    sizes = {"one": 1, "three": 3, "less": Fraction(1, 5), "turned": -2}
    pushes.statements = {name: tuple(k * c for c in curve) for name, k in sizes.items()}
    pushes.statements["other"] = (*curve[:3], Fraction(5))
    found = {name: pushes.decided_by(name, 0, 0) for name in pushes.statements}
    assert found["one"] == found["three"] == found["less"]
    assert len({found[name] for name in ("one", "turned", "other")}) == 3
