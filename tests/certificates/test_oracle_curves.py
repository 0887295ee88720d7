"""Cells with curved continua are solved again: arcs by their ends, surfaces by a point of each."""

from __future__ import annotations

import json
from fractions import Fraction
from random import Random

import pytest
from flint import fmpq, fmpq_mpoly_ctx

from oraclegames import Game, InputError, solve_oracles, verify
from oraclegames.certificates.isolation import UndecidedError, UnlistedError
from oraclegames.certificates.oracle_branch import Found
from oraclegames.certificates.oracle_cells import Cell, _check_system
from oraclegames.certificates.oracle_curves import check_curved
from oraclegames.reflective.oracles.nash import nash_machines

RING = fmpq_mpoly_ctx.get(["x", "y", "z"], "lex")
X, Y, Z = RING.gens()
SPANS = {k: (fmpq(0), fmpq(1)) for k in range(3)}
HALF = Fraction(1, 2)
SQUARE = [X, 1 - X, Y, 1 - Y]


def entry(*points, flat=False):
    rows = [[tuple(map(Fraction, point))] for point in points]
    return Found(rows, flat, len(points) > 1 or not flat, [])


def check(equations, found, weak=SQUARE, strict=(), outputs=(X, Y), at=None):
    known = [dict(enumerate(one.points[0][0])) for one in found] if at is None else at
    check_curved([list(outputs)], equations, list(weak), list(strict), SPANS, found, known)


HYPERBOLA = [X * Y - fmpq(1, 4)]
ENDS = (Fraction(1, 4), 1), (1, Fraction(1, 4))


def test_an_arc_is_known_by_its_ends_and_a_point():
    check(HYPERBOLA, [entry((HALF, HALF), *ENDS)])
    check(HYPERBOLA, [entry((HALF, HALF), *reversed(ENDS))])
    check(HYPERBOLA, [entry((HALF, HALF))])  # ends that nobody lists are not asked for
    for found in ([], [entry((HALF, HALF), *ENDS, flat=True)], [entry((HALF, Fraction(1, 3)))]):
        with pytest.raises(UnlistedError):
            check(HYPERBOLA, found)
    for ends in (ENDS[:1], ((Fraction(1, 3), Fraction(3, 4)), ENDS[1])):
        with pytest.raises(UndecidedError, match="other pieces"):
            check(HYPERBOLA, [entry((HALF, HALF), *ends)])


def test_an_inequality_parts_an_arc():
    apart = [*SQUARE, (X - Y) ** 2 - fmpq(1, 4)]
    low, high = (((1 + s * 5**0.5) / 4, s) for s in (1, -1))
    assert low[0] > high[0]
    one = (Fraction(3, 10), Fraction(5, 6))
    with pytest.raises(UndecidedError, match="other pieces"):  # of two arcs one has a point
        check(HYPERBOLA, [entry(one)], weak=apart)
    check(HYPERBOLA, [entry(one), entry(one[::-1])], weak=apart)
    with pytest.raises(UnlistedError):
        check(HYPERBOLA, [], weak=apart)
    check(HYPERBOLA, [], weak=[*SQUARE, (X - Y) ** 2 - 1])  # no place is left


def test_points_that_are_left_of_a_line_are_listed():
    touching = [X, 1 - X, -((2 * X - 1) ** 2)]  # only 1/2
    check([Y - X], [entry((HALF, HALF), flat=True)], weak=touching)
    with pytest.raises(UnlistedError):
        check([Y - X], [entry((HALF, 0), flat=True)], weak=touching)
    root = [X, 1 - X, -((2 * X * X - 1) ** 2)]
    with pytest.raises(UnlistedError):
        check([Y - X], [entry((HALF, HALF), flat=True)], weak=root)


def test_a_surface_is_known_by_a_point():
    bent = [*SQUARE, X * Y - fmpq(1, 4)]
    check([], [entry((HALF, HALF))], weak=bent)
    check([], [entry((1, 1))], weak=bent)
    for found in ([], [entry((HALF, Fraction(1, 3)))]):
        with pytest.raises(UnlistedError):
            check([], found, weak=bent)
    with pytest.raises(UnlistedError):  # it lies on the border, which is left out
        check([], [entry((HALF, HALF))], strict=bent[-1:])
    with pytest.raises(UndecidedError, match="no point is listed"):
        check([], [], weak=[*SQUARE, -((10 * X - 9) ** 2) - (10 * Y - 9) ** 2])


def test_what_comes_out_alike_everywhere_is_one_oracle():
    check([], [entry((HALF, HALF), flat=True)], outputs=(HALF_, HALF_), weak=[X, Y, X * Y - Z])


HALF_ = RING.constant(fmpq(1, 2))


def test_a_polytope_is_held_by_mixtures_only():
    corners = [(0, 0), (0, 1), (1, 0), (1, 1)]
    check([], [entry((HALF, HALF), *corners, flat=True)])
    check([], [], strict=[-X])  # nothing is left
    with pytest.raises(UnlistedError):
        check([], [entry((HALF, HALF), *corners[:3], flat=True)])


def test_equations_that_contradict_each_other_leave_nothing():
    check([3 * X * X - 2 * X + 1], [])
    with pytest.raises(UndecidedError, match="no point is listed"):
        check([X * X - Y * Z - 2], [])
    with pytest.raises(UndecidedError, match="higher degree"):
        check([X * X + Y * Y + X * Y - HALF_], [])


def test_two_factors_have_a_continuum_each():
    equations = [(2 * X - 1) * (X * Y - fmpq(1, 4))]
    line = entry((HALF, HALF), (HALF, 0), (HALF, 1), flat=True)
    check(equations, [line, entry((HALF, HALF), *ENDS)])
    for found in ([line], [entry((HALF, HALF), *ENDS)]):
        with pytest.raises((UnlistedError, UndecidedError)):
            check(equations, found)


def test_denominators_that_vanish():
    # Y = Z/X for X ≠ 0, and X = Z = 0 with any Y: the second is a polytope.
    everything = [*SQUARE, Z, 1 - Z]
    first = entry((HALF, HALF), flat=False)
    second = entry((0, HALF), (0, 0), (0, 1), flat=True)
    at = [{0: HALF, 1: HALF, 2: Fraction(1, 4)}, {0: Fraction(0), 1: HALF, 2: Fraction(0)}]
    check([X * Y - Z], [first, second], weak=everything, at=at)


TIED = [
    [
        [[[1, 0], [1, 0]], [[1, 1], [1, 1]]],
        [[[-1, 0], [-1, 1]], [[-1, -1], [-1, 0]]],
        [[[0, -1], [0, 1]], [[-1, 1], [-1, -1]]],
    ],
    [
        [[[-1, 0, -1], [0, -1, 1]], [[-1, -1, -1], [1, -1, 1]]],
        [[[-1, -1, 1], [-1, 1, -1]], [[-1, -1, 1], [1, 0, 1]]],
        [[[0, -1, 1], [-1, -1, -1]], [[0, 0, -1], [-1, 0, 0]]],
    ],
]
"""Three players; an arc and a surface of equilibria."""


@pytest.mark.parametrize("tables", TIED)
def test_curved_equilibria_are_all_listed(tables):
    result = solve_oracles(nash_machines(Game.from_arrays(*tables)))
    assert result.complete and any(one.dimension and not one.flat for one in result)
    assert result.verify(complete=True)
    arc = next(one for one in result if not one.flat and len(one.vertices) == 2)
    true = result.document(verify=False)
    ends = {vertex.distributions for one in result for vertex in one.vertices}
    for k, one in enumerate(result):
        if one.distributions in ends:
            continue
        false = json.loads(json.dumps(true))
        del false["oracles"][k]
        asked = [
            a["query"] for o in false["oracles"] for v in (o, *o["vertices"]) for a in v["answers"]
        ]
        asked += [word for o in false["oracles"] for v in (o, *o["vertices"]) for word in v["free"]]
        false["queries"] = [q for q in false["queries"] if q["text"] in asked]
        assert verify(false)
        try:
            assert not verify(false, complete=True)
        except InputError as error:  # part of it is listed in another piece
            assert "can be solved again" in str(error)
    short = json.loads(json.dumps(true))
    row = next(k for k, one in enumerate(result) if one is arc)
    del short["oracles"][row]["vertices"][0]
    with pytest.raises(InputError, match="other pieces"):
        verify(short, complete=True)


def test_random_tied_games_of_three_players_are_replayed():
    source, curved = Random(20), 0
    for _ in range(10):
        shape = source.choice([(2, 2, 2), (2, 2, 3)])
        tables = [
            [
                [[source.randint(-1, 1) for _ in range(shape[2])] for _ in range(shape[1])]
                for _ in "ab"
            ]
            for _ in range(3)
        ]
        result = solve_oracles(nash_machines(Game.from_arrays(*tables)))
        if result.complete:
            assert result.verify(complete=True)
            curved += any(one.dimension and not one.flat for one in result)
    assert curved


@pytest.mark.slow
def test_equations_that_tie_idle_answers_to_others_are_kept():
    """Three moves each, with payoffs -1, 0 and 1: no equilibrium is curved, but equations are."""
    source = Random(5)
    tables = [
        [[[source.randint(-1, 1) for _ in "abc"] for _ in "abc"] for _ in "abc"] for _ in range(3)
    ]
    result = solve_oracles(nash_machines(Game.from_arrays(*tables)))
    assert result.complete and result.verify(complete=True)


def test_where_idle_answers_cannot_be_put_aside_all_of_the_unit_is_looked_at():
    """z is idle, and stands in an inequality that is not linear; x is one half."""
    half = [(HALF, HALF)]
    system = Cell([[X, 1 - X]], [(2 * X - 1) * (X + 1)], [X, 1 - X, Z * X, 1 - Z], [])
    for point, fine in ((half, True), ([(Fraction(1, 3), Fraction(2, 3))], False)):
        listed = [(Found([point], True, False, []), {0: point[0][0], 1: 0, 2: Fraction(0)})]
        try:
            _check_system(system, [listed[0][0]], listed)
        except (UnlistedError, UndecidedError):
            assert not fine
        else:
            assert fine
    with pytest.raises((UnlistedError, UndecidedError)):
        _check_system(system, [], [])
