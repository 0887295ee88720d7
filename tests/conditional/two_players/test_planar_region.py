"""The exact region of two players, against point location, linear programs, sympy and dice."""

from __future__ import annotations

import dataclasses
import random
import re
import time
from fractions import Fraction
from functools import partial
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from oraclegames import Game, UnsupportedError, catalog, region, verify
from oraclegames.conditional.two_by_two.spread_points import spread
from oraclegames.conditional.two_by_two.totally_mixed import interior_2x2, odds_maps
from oraclegames.conditional.two_players import samples
from oraclegames.conditional.two_players.cell import Cell
from oraclegames.conditional.two_players.locate import locate
from oraclegames.conditional.two_players.numbers import compare, rational_inside, roots_between
from oraclegames.conditional.two_players.solve_region import planar_region
from oraclegames.exact.real import enclosure
from oraclegames.exact.surd import exact_sqrt
from tests.certificates.falsify import accepted
from tests.depth import some
from tests.strategies import games, small_payoffs, wild_payoffs

MIXED = Game.from_arrays([[2, -1, 4], [0, 3, 1]], [[1, 3, 0], [2, -2, 5]])
THREE = catalog.random_game(3, 3, seed=8)
SHAPES = [(2, 2), (2, 3), (3, 2), (3, 3), (2, 4), (3, 4)]
NEAR = Fraction(1, 10**9)

mixed = partial(region, totally_mixed=True)


def random_game(seed: int) -> Game:
    """Random, tied, 0/1, symmetric, or with duplicated moves."""
    rng = np.random.default_rng(seed)
    shape = SHAPES[rng.integers(len(SHAPES))]
    size = int(rng.choice([1, 2, 3, 9, 50]))
    a, b = rng.integers(0 if size == 1 else -size, size + 1, size=(2, *shape))
    kind = rng.integers(5)
    if kind == 0 and shape[0] == shape[1]:
        b = a.T
    if kind == 1:
        a[-1], b[-1] = a[0], b[0]
    if kind == 2:
        a[:, -1], b[:, -1] = a[:, 0], b[:, 0]
    if kind == 3:
        a[0] = a[0, 0]
    return Game.from_arrays(a, b)


def beside(arc):
    """Points at 10⁻⁹ of the sample, on both sides."""
    for way in (-1, 1):
        low, high = enclosure(arc.sample[0 if arc.is_vertical else 1], 100)
        near = low - NEAR if way < 0 else high + NEAR
        yield (near, arc.sample[1]) if arc.is_vertical else (arc.sample[0], near)


def assert_right(game, found):
    """Every arc and vertex by single answers, beside it on both sides and, if rational, on it."""
    assert found.status == "complete" and not found.left_out
    assert_sides(game, found)


def assert_sides(game, found):
    for arc in found.arcs:
        assert tuple(locate(game, point).inside for point in beside(arc)) == arc.sides
        if all(isinstance(v, Fraction) for v in arc.sample):
            assert locate(game, arc.sample).inside == arc.included
        assert len({arc.included, *arc.sides}) > 1
    for vertex in found.vertices:
        if all(isinstance(v, Fraction) for v in vertex.values):
            assert locate(game, vertex.values).inside == vertex.included


def crossings(lines, x):
    """The y at which lines pass this x."""
    return [
        ay + (by - ay) * (x - ax) / (bx - ax)
        for line in lines
        for (ax, ay), (bx, by) in pairwise(line)
        if (ax <= x) != (bx <= x)
    ]


def assert_complete(game, found, rng, count):
    """Random points are inside iff an odd number of arcs lies above them: no arc is missing."""
    tables = [game.payoff_array(i) for i in range(2)]
    box = [(min(t.ravel()), max(t.ravel())) for t in tables]
    scale = float(max(high - low for low, high in box)) or 1.0
    parting = [
        found.polyline(k, 100)
        for k, arc in enumerate(found.arcs)
        if arc.sides[0] != arc.sides[1] and not arc.is_vertical
    ]
    for _ in range(count):
        shares = [Fraction(int(n), 10**6 + 3) for n in rng.integers(1, 10**6, size=2)]
        point = tuple(low + share * (high - low) for share, (low, high) in zip(shares, box))
        places = crossings(parting, float(point[0]))
        if all(abs(y - float(point[1])) > 2e-3 * scale for y in places):
            odd = sum(y > float(point[1]) for y in places) % 2 == 1
            assert locate(game, point).inside == odd


@pytest.mark.parametrize("seed", range(12))
def test_arcs_are_where_single_answers_change(seed):
    game = random_game(seed)
    found = planar_region(game)
    assert_right(game, found)
    if found.dimension in (2, -1):
        assert_complete(game, found, np.random.default_rng(seed), 40)


@given(games(min_players=2, max_players=2, max_moves=3, payoffs=small_payoffs))
@settings(max_examples=some(24, 60))
def test_degenerate_games_are_the_normal_case(game):
    found = planar_region(game)
    assert_right(game, found)
    assert found.verify()


@given(games(min_players=2, max_players=2, max_moves=3, max_outcomes=6, payoffs=wild_payoffs))
@settings(max_examples=some(10, 25))
def test_huge_and_rational_payoffs(game):
    found = planar_region(game)
    for vertex in found.vertices:
        if all(isinstance(v, Fraction) for v in vertex.values):
            assert locate(game, vertex.values).inside == vertex.included
    assert found.verify()


# -- known regions ---------------------------------------------------------------------------------


@given(games(shape=(2, 2), payoffs=st.one_of(small_payoffs, st.integers(-9, 9).map(Fraction))))
@settings(max_examples=some(24, 60))
def test_a_two_by_two_region_is_the_closed_forms_curve(game):
    """Every point of the closed form is on an arc or a vertex, and each arc's sample is one."""
    found = planar_region(game)
    interior = interior_2x2(*odds_maps(game))
    reached = [v.values for v in found.vertices if v.included]
    points = [point.values for arc in spread(interior, 4) for point in arc]
    for x, y in points:
        if isinstance(x, Fraction) and isinstance(y, Fraction):
            on_arc = found.arc_at((x, y))
            assert found.classify((x, y)) == "in"
            inside = on_arc is not None and found.arcs[on_arc].included
            assert inside or (x, y) in reached or found.dimension == 2
    for arc in found.arcs:
        assert arc.included == are_values(interior, arc.sample) or found.dimension == 2
    assert (found.dimension == -1) == (interior.dimension == -1)


def are_values(interior, at) -> bool:
    """Whether values belong to the closed form, which holds one point for each, or a surface."""
    if interior.surface is not None:
        return True
    for arc in interior.arcs:
        (x0, y0), (x1, y1) = (end.values for end in arc.ends)
        if compare(x0, x1) == compare(y0, y1) == 0:
            if compare(at[0], x0) == compare(at[1], y0) == 0:
                return True
        elif arc.holds(*at):
            return True
    return False


def test_the_dilemma_is_a_cross_of_two_segments():
    found = mixed("prisoners_dilemma")
    assert found.dimension == 1 and len(found.arcs) == 4 and len(found.vertices) == 5
    (middle,) = [v for v in found.vertices if v.included]
    assert middle.values == (Fraction(3, 2), Fraction(3, 2))
    components = {arc.curve.component for arc in found.arcs}
    assert components == {"x - y", "x + y - 3"}
    assert found.arc_at("5/4,5/4") is not None and found.arc_at("5/4,3/2") is None
    assert found.area() == (0, 0)


def test_a_single_value_and_none():
    chicken = mixed("chicken")
    assert chicken.dimension == 0 and [v.values for v in chicken.vertices] == [(4, 4)]
    nothing = mixed(Game.from_arrays([[3, 2], [1, 0]], [[0, 1], [0, 1]]))
    assert nothing.dimension == -1 and not nothing.vertices and "no value" in str(nothing)


def test_a_player_who_is_indifferent_everywhere_leaves_a_segment():
    found = mixed(Game.from_arrays([[1, 1], [1, 1]], [[0, 3], [2, 1]]))
    assert found.dimension == 1
    (arc,) = found.arcs
    assert arc.included and arc.equation == "x = 1"
    ends = sorted(found.vertices[k].values for k in arc.ends)
    assert ends == [(1, 1), (1, 2)] and not any(found.vertices[k].included for k in arc.ends)


def test_constant_moves_of_both_leave_one_point():
    found = mixed(Game.from_arrays([[1, 1], [0, 2]], [[5, 4], [5, 6]]))
    assert found.dimension == 0 and [v.values for v in found.vertices] == [(1, 5)]


# -- vertices and areas ----------------------------------------------------------------------------


@pytest.mark.parametrize("game", [MIXED, THREE, catalog.random_game(3, 3, seed=1)])
def test_vertices_are_common_zeros_that_sympy_finds(game):
    sympy = pytest.importorskip("sympy")
    x, y = sympy.symbols("x y")
    found = planar_region(game)
    assert found.vertices
    for k, vertex in enumerate(found.vertices):
        curves = []
        for arc in found.arcs:
            if k in arc.ends:
                left, right = arc.equation.replace("^", "**").split(" = ")
                curves.append(sympy.sympify(f"({left}) - ({right})", locals={"x": x, "y": y}))
        if len({str(curve) for curve in curves}) < 2:
            continue
        first, second = curves[0], next(c for c in curves if c != curves[0])
        for gone, kept, at in ((y, x, vertex.values[0]), (x, y, vertex.values[1])):
            resultant = sympy.Poly(sympy.resultant(first, second, gone), kept)
            low, high = enclosure(at, 40)
            margin = Fraction(1, 2**30)
            low, high = low - margin, high + margin
            count = resultant.count_roots(
                sympy.Rational(low.numerator, low.denominator),
                sympy.Rational(high.numerator, high.denominator),
            )
            assert count == 1


@pytest.mark.parametrize("game", [MIXED, THREE, catalog.random_game(4, 4, seed=3)])
def test_the_area_is_that_of_random_points(game):
    found = planar_region(game)
    low, high = found.area("1/10000")
    assert high - low <= high / 10000
    rng = np.random.default_rng(0)
    xs, ys = ([float(v.values[i]) for v in found.vertices] for i in range(2))
    box = (max(xs) - min(xs)) * (max(ys) - min(ys))
    hits, count = 0, some(300, 1500)
    for u, v in rng.integers(1, 2**20, size=(count, 2)).tolist():
        point = [
            Fraction(min(axis)) + Fraction(share, 2**20) * Fraction(max(axis) - min(axis))
            for axis, share in ((xs, u), (ys, v))
        ]
        hits += locate(game, tuple(point)).inside
    share = (low + high) / 2 / box
    assert abs(hits / count - share) < 5 * (share * (1 - share) / count) ** 0.5


def shape_of(found):
    """The region without names: the vertices and arcs as floats, in order."""
    places = [tuple(map(float, v.values)) for v in found.vertices]
    arcs = sorted(sorted(places[k] for k in arc.ends) for arc in found.arcs)
    return sorted(places), arcs


def test_transposition_swaps_the_axes():
    a, b = (MIXED.payoff_array(i) for i in range(2))
    found, swapped = planar_region(MIXED), planar_region(Game.from_arrays(b.T, a.T))
    places, arcs = shape_of(swapped)
    turned = sorted((y, x) for x, y in places)
    assert np.allclose(turned, shape_of(found)[0])
    assert len(arcs) == len(found.arcs)
    assert swapped.area()[0] == pytest.approx(found.area()[0], rel=2e-3)


@pytest.mark.parametrize("seed", range(some(10, 100)))
def test_tied_games_have_the_same_region_however_they_are_named(seed):
    """Ties make straight curves, which cross others; the checker knows nothing of the search."""
    draw = random.Random(seed)
    for _ in range(3):
        m, n = draw.choice([(2, 2), (2, 3), (3, 2), (3, 3)])
        most = draw.choice((1, 2))
        a, b = ([[draw.randint(-most, most) for _ in range(n)] for _ in range(m)] for _ in "AB")
        rows, columns = draw.sample(range(m), m), draw.sample(range(n), n)
        turned = ([[table[i][j] for i in rows] for j in columns] for table in (b, a))
        found, other = (
            planar_region(Game.from_arrays(a, b)),
            planar_region(Game.from_arrays(*turned)),
        )
        assert found.verify() and found.dimension == other.dimension
        places, arcs = shape_of(found)
        turned_places, turned_arcs = shape_of(other)
        assert np.allclose(places, sorted((y, x) for x, y in turned_places)), (a, b)
        assert len(arcs) == len(turned_arcs)


@pytest.mark.parametrize(("seed", "shape"), [(21, (2, 3)), (41, (2, 4)), (43, (3, 3))])
def test_curves_that_cross_inside_end_there(seed, shape):
    """Two of them meet within a piece: what is left of each is told by itself."""
    found = planar_region(
        Game.from_arrays(*np.random.default_rng(seed).integers(-9, 10, (2, *shape)))
    )
    assert found.vertices and found.verify()


def test_positive_affine_maps_act_on_the_region():
    a, b = (MIXED.payoff_array(i) for i in range(2))
    moved = planar_region(Game.from_arrays(3 * a - 7, b / Fraction(2) + 1))
    places = [(3 * x - 7, y / 2 + 1) for x, y in shape_of(planar_region(MIXED))[0]]
    assert np.allclose(shape_of(moved)[0], sorted(places))


@pytest.mark.parametrize("game", [MIXED, THREE])
def test_a_duplicated_move_adds_nothing_to_points_of_dimension_two(game):
    """What is reached stays reached, by halving; the copy may close gaps in the boundary only."""
    a, b = (game.payoff_array(i) for i in range(2))
    double = Game.from_arrays(np.vstack([a, a[:1]]), np.vstack([b, b[:1]]))
    found, again = planar_region(game), planar_region(double)
    for arc in found.arcs:
        for point, inside in zip(beside(arc), arc.sides):
            assert not inside or again.classify(point) == "in"
    assert again.area()[0] >= found.area()[0] * 0.998


# -- documents, words, time ------------------------------------------------------------------------


@pytest.mark.parametrize("game", ["prisoners_dilemma", "chicken", MIXED])
@pytest.mark.parametrize("find", [mixed, region])
def test_a_document_is_proved_to_be_whole(game, find):
    found = find(game)
    checked = verify(found.to_json())
    assert checked and found.verify()
    assert "these are all arcs and vertices, and nothing changes along an arc" in checked.proved
    assert checked.assumed == (("the area",) if found.dimension == 2 else ())


PROVES_THE_SAME = (
    r"(arcs|vertices)\.\d+ swapped|ends\.0 swapped",  # in another order
    r"\.certificate\.",  # other multipliers
    r"beside\.\d+\.values",  # another point on that side
    r"area_bounds|version|game\.title|game\.players",
    r"^axes dropped",  # earlier documents have none
)


@pytest.mark.parametrize("game", ["prisoners_dilemma", "chicken", MIXED])
def test_a_falsified_document_is_refused(game):
    """All but what is said not to be proved, and evidence that proves as much as before."""
    lies = accepted(mixed(game).to_dict(), silent=("version", "game.title"))
    assert [lie for lie in lies if not any(re.search(p, lie) for p in PROVES_THE_SAME)] == []


def test_a_forged_region_does_not_verify():
    found = mixed(MIXED)
    place = next(k for k, arc in enumerate(found.arcs) if arc.kind == "line")
    arc = found.arcs[place]
    for other in (
        dataclasses.replace(arc, sides=(arc.sides[1], arc.sides[0])),
        dataclasses.replace(arc, included=not arc.included),
        dataclasses.replace(arc, equation="x = 7"),
        dataclasses.replace(arc, sample=(arc.sample[0] + 1, arc.sample[1] + 1)),
    ):
        arcs = (*found.arcs[:place], other, *found.arcs[place + 1 :])
        assert not dataclasses.replace(found, arcs=arcs).verify()
    place = next(k for k, v in enumerate(found.vertices) if isinstance(v.values[0], Fraction))
    vertex = dataclasses.replace(found.vertices[place], included=True)
    vertices = (*found.vertices[:place], vertex, *found.vertices[place + 1 :])
    assert not dataclasses.replace(found, vertices=vertices).verify()


def test_a_budget_that_ends_leaves_cells_out_and_says_so():
    found = mixed(catalog.random_game(4, 4, seed=3), budget=0)
    assert found.status == "partial" and found.left_out and found.area() is None
    assert "left out" in str(found)
    assert found.classify("0,0") in ("in", "out")


HUGE, WIDE = 10**400, 10**160


@pytest.mark.parametrize(
    "game",
    [
        Game.from_arrays([[0, HUGE], [HUGE, 0]], [[HUGE, 0], [0, HUGE]]),
        Game.from_arrays([[Fraction(1, HUGE), 0], [0, Fraction(1, HUGE)]], [[0, 1], [1, 0]]),
        Game.from_arrays(
            [[0, 3 * WIDE, WIDE], [2 * WIDE, 0, WIDE + 1]], [[WIDE, 0, 5], [0, WIDE, 7]]
        ),
    ],
)
def test_payoffs_beyond_all_floats(game):
    found = mixed(game)
    assert found.arcs and str(found) and verify(found.to_json()) and found.verify()
    if any(abs(v) > 10**150 for vertex in found.vertices for v in vertex.values):
        assert found.area() is None
        with pytest.raises(UnsupportedError, match="cannot be drawn"):
            found.polyline(0)


def test_a_budget_is_kept_where_cycles_are_too_many():
    size = 12
    rng = np.random.default_rng(1)
    base = np.add.outer(np.arange(size), np.arange(size)) % size * 300
    a, b = (table + rng.integers(-300, 300, size=(size, size)) for table in (base, base[::-1]))
    start = time.process_time()
    found = mixed(Game.from_arrays(a, b), budget=0.5)
    assert time.process_time() - start < 1.5
    assert found.status == "partial" and len(found.left_out) < 10
    assert_sides(found.game, found)


def test_an_interrupted_search_keeps_what_it_has(monkeypatch):
    count = 0
    original = Cell.trace

    def trace(self):
        nonlocal count
        count += 1
        if count == 2:
            raise KeyboardInterrupt
        original(self)

    monkeypatch.setattr(Cell, "trace", trace)
    found = mixed(catalog.random_game(4, 4, seed=3))
    assert found.status == "partial" and found.left_out
    assert_sides(catalog.random_game(4, 4, seed=3), found)


def test_arcs_end_at_their_vertices():
    for game in (MIXED, THREE):
        found = planar_region(game)
        for k, arc in enumerate(found.arcs):
            line = found.polyline(k)
            for place, end in ((line[0], arc.ends[0]), (line[-1], arc.ends[1])):
                at = tuple(map(float, found.vertices[end].values))
                assert place == pytest.approx(at, abs=1e-6)


@given(st.integers(0, 10**6))
@settings(max_examples=some(10, 20))
def test_points_of_one_curve_are_located_on_its_arc(seed):
    """x + y = 0 in Matching Pennies: every rational point of it is on the one arc."""
    found = mixed("matching_pennies")
    at = Fraction(2 * seed + 1, 10**6 + 1) - 1
    if -1 < at < 1:
        assert found.arc_at((at, -at)) == 0 and found.classify((at, -at)) == "in"
        assert compare(found.vertices[0].values[0], Fraction(-1)) == 0


def test_one_arc_and_one_point_are_not_many():
    assert "curves, 1 arc, 2 vertices" in str(mixed(catalog.coordination()))
    assert "totally mixed equilibria: values (4, 4)\n" in str(mixed(catalog.chicken()))


@pytest.mark.parametrize("digits", [40, 700])
def test_samples_on_short_arcs_are_found_in_few_steps(monkeypatch, digits):
    """As many steps as an arc is short would take 7,000 of numbers with thousands of digits."""
    large = np.array([[[1, 0, -3], [-3, 3, 2]], [[2, 0, 2], [-1, 0, 2]]], dtype=object)
    small = np.array([[[-3, -1, -3], [0, 3, -3]], [[-1, -1, 3], [-2, 0, -2]]], dtype=object)
    steps = []

    def counted(*arguments):
        steps.append(arguments)
        assert len(steps) < 100
        return roots_between(*arguments)

    monkeypatch.setattr(samples, "roots_between", counted)
    found = region(Game.from_arrays(*(large * 10**digits + small)))
    assert found.status == "complete" and len(steps) > 15 and found.verify()


@pytest.mark.parametrize("lean", [-40, -1, 0, 1, 40])
@pytest.mark.parametrize("end", [Fraction(-3), exact_sqrt(Fraction(2)), -exact_sqrt(Fraction(2))])
def test_a_number_between_two_others_leans_as_is_asked(lean, end):
    low, high = end, Fraction(3, 2)
    inside = rational_inside(low, high, lean)
    span = Fraction(1, 2 ** abs(lean)) * (high - low)
    assert low < inside < high
    assert lean <= 0 or inside - low < span
    assert lean >= 0 or high - inside < span
