"""The geometry of projections: half-planes, corners in order, distances, halves of boxes."""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations, permutations
from random import Random

import pytest

from oraclegames import Game
from oraclegames.certificates.projection import (
    HalfPlane,
    _is_convex,
    faces,
    halves,
    left_by,
    squared_diameter,
    squared_distance,
)

SQUARE = [((-1, 0), 0), ((0, -1), 0), ((1, 0), 1), ((0, 1), 1)]


def brute(planes):
    """Where two borders meet, and no half-plane is left."""
    found = set()
    for ((a, b), c), ((d, e), f) in combinations([*planes, *SQUARE], 2):
        det = a * e - b * d
        if det:
            p, q = Fraction(c * e - b * f) / det, Fraction(a * f - c * d) / det
            if all(u * p + w * q <= bound for (u, w), bound in [*planes, *SQUARE]):
                found.add((p, q))
    return found


@pytest.mark.parametrize("seed", range(3))
def test_what_half_planes_leave_of_the_square(seed):
    draw, met = Random(seed), set()
    for _ in range(25):
        planes = [
            ((draw.randint(-3, 3), draw.randint(-3, 3)), Fraction(draw.randint(-2, 5), 2))
            for _ in range(draw.randint(1, 4))
        ]
        corners = left_by(planes)
        met.add(len(set(corners)))
        assert set(corners) >= brute(planes)
        every = [*planes, *SQUARE]
        assert all(u * p + w * q <= bound for p, q in corners for (u, w), bound in every)
        assert all(
            len(set(corners)) < 3 or sum(u * p + w * q == b for (u, w), b in every) > 1
            for p, q in corners
        )
    assert len(met) > 3


def test_distances_from_polygons_are_those_that_they_were_made_with():
    """From a square on its side: 5 long, around (0, 0), its sides along (3, 4) and (−4, 3)."""
    along, across = (Fraction(3, 2), Fraction(2)), (Fraction(-2), Fraction(3, 2))

    def place(s, t):
        return s * along[0] + t * across[0], s * along[1] + t * across[1]

    polygon = [place(s, t) for s, t in ((-1, -1), (1, -1), (1, 1), (-1, 1))]
    unit = Fraction(5, 2) ** 2
    for s in (-3, -1, Fraction(-1, 2), 0, Fraction(2, 3), 1, 4):
        for t in (-2, -1, 0, Fraction(1, 3), 1, Fraction(3, 2)):
            beyond = [max(abs(v) - 1, 0) for v in (s, t)]
            expected = unit * (beyond[0] ** 2 + beyond[1] ** 2)
            assert squared_distance(place(s, t), polygon) == expected
            on_side = unit * (beyond[0] ** 2 + (t - 1) ** 2)
            assert squared_distance(place(s, t), polygon[2:]) == on_side
            assert squared_distance(place(s, t), polygon[3:]) == unit * (
                (s + 1) ** 2 + (t - 1) ** 2
            )
    assert squared_diameter(polygon) == 8 * unit and squared_diameter([]) == 0


def test_corners_are_in_order_and_none_lies_between_others():
    corners = [(0, 0), (2, 0), (3, 2), (1, 3)]
    turns = [[*corners[k:], *corners[:k]] for k in range(4)]
    for order in permutations(corners):
        assert _is_convex(order) == (list(order) in turns)
    assert not _is_convex([(0, 0), (1, 0), (2, 0), (1, 3)])  # one on a side
    assert not _is_convex([(0, 0), (2, 0), (1, 1), (0, 2)])
    assert not _is_convex([(0, 0), (4, 0), (1, 1), (0, 4)])  # one inside
    assert _is_convex([(0, 0), (1, 1)]) and not _is_convex([(1, 1), (1, 1)])
    assert not _is_convex([(0, 0), (0, 1), (1, 0)]) and not _is_convex([(0, 0), (1, 1), (2, 2)])


def test_a_box_is_halved_where_it_is_the_longer_share_of_its_face():
    face = (0, 4), (1, 2)
    first, second = ((0, 2), (1, 2)), ((2, 4), (1, 2))
    assert halves(face, face) == (first, second)
    assert halves(first, face) == (((0, 2), (1, Fraction(3, 2))), ((0, 2), (Fraction(3, 2), 2)))
    assert halves(((1, 1), (1, 2)), ((1, 1), (1, 2)))[1] == ((1, 1), (Fraction(3, 2), 2))
    assert halves(((0, 4), (5, 5)), ((0, 4), (5, 5)))[0] == ((0, 2), (5, 5))


def test_the_bound_of_a_half_plane_holds_for_all_play_worth_values_of_the_box():
    """E of y·(U − v) is 0 at each move: what is left is at most the bound, and reaches it."""
    game = Game.from_arrays([[2, -1, 4], [0, 3, 1]], [[1, 3, 0], [2, -2, 5]])
    moves, events = ((0, 1), (0, 2)), (frozenset({(0, 0), (1, 2)}), frozenset({(0, 0)}))
    draw = Random(1)
    for _ in range(10):
        rows = tuple(tuple(Fraction(draw.randint(-4, 4), 3) for _ in range(m)) for m in game.shape)
        normal = Fraction(draw.randint(-3, 3)), Fraction(draw.randint(-3, 3))
        box = (Fraction(-1), Fraction(2)), (Fraction(1), Fraction(1))
        worth = [
            max(
                normal[0] * (o in events[0])
                + normal[1] * (o in events[1])
                - sum(rows[i][o[i]] * (game.payoff(i, o) - v[k]) for k, i in enumerate((0, 1)))
                for v in ((x, box[1][0]) for x in box[0])
            )
            for o in ((0, 0), (0, 2), (1, 0), (1, 2))
        ]
        assert HalfPlane(normal, rows).bound(game, moves, events, box) == max(worth)


def test_faces_are_points_segments_and_cells_between_payoffs_within_reach():
    game = Game.from_arrays([[0, 2], [1, 3]], [[0, 1], [0, 1]])
    found = set(faces(game, ((0, 1), (0, 1))))
    own = [(1, 1), (2, 2), (1, 2)]  # both moves can be worth 1 to 2
    assert found == set()  # the second player's moves are worth 0 and 1
    found = set(faces(game, ((0, 1), (1,))))
    assert found == set()  # and the first player's here 2 and 3
    game = Game.from_arrays([[0, 2], [1, 3]], [[0, 1], [1, 0]])
    theirs = [(0, 0), (1, 1), (0, 1)]
    assert set(faces(game, ((0, 1), (0, 1)))) == {(x, y) for x in own for y in theirs}
