"""The closed form of the totally mixed set against independent ways of finding it."""

from __future__ import annotations

from fractions import Fraction
from math import dist
from random import Random

import pytest
import sympy
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from oraclegames import Game, check, solve
from oraclegames.certificates.interior import interior
from oraclegames.conditional.two_by_two.totally_mixed import interior_2x2, odds_maps
from oraclegames.exact.linear_program import LinearProgram
from oraclegames.exact.simplex import maximise
from oraclegames.exact.surd import rational_between
from tests.depth import some
from tests.strategies import distributions, games, small_payoffs

numbers = st.fractions(min_value=-5, max_value=5, max_denominator=3)
square_games = games(shape=(2, 2), payoffs=st.integers(-4, 4).map(Fraction))


def planted(draw, values, weights):
    """A game with a known totally mixed equilibrium: the last payoff makes both moves equal."""
    p11, p12, p21, p22 = weights
    a, b = (draw(st.lists(values, min_size=3, max_size=3)) for _ in range(2))
    v = (p11 * a[0] + p12 * a[1]) / (p11 + p12)
    w = (p11 * b[0] + p21 * b[1]) / (p11 + p21)
    row = [a[:2], [a[2], (v * (p21 + p22) - p21 * a[2]) / p22]]
    column = [[b[0], b[2]], [b[1], (w * (p12 + p22) - p12 * b[2]) / p22]]
    return Game.from_arrays(row, column), (v, w)


@given(st.data())
def test_planted_equilibria_lie_on_the_set(data):
    count = data.draw(st.lists(st.integers(1, 9), min_size=4, max_size=4))
    weights = [Fraction(n, sum(count)) for n in count]
    game, (v, w) = planted(data.draw, numbers, weights)
    assert check(game, [weights]).verdict == "yes"
    interior = interior_2x2(*odds_maps(game))
    if interior.surface is not None:
        assert interior.surface.closure_holds(weights)
    else:
        assert any(arc.holds(v, w) for arc in interior.arcs)


def achievable(game, v, w):
    """One linear program, exact: is there a totally mixed equilibrium with these values?"""
    cells = list(game.outcomes())
    rows = [
        [(game.payoff(i, o) - (v, w)[i]) if o[i] == s else Fraction(0) for o in cells]
        for i in (0, 1)
        for s in (0, 1)
    ]
    # P = t + rest, rest ≥ 0: variables rest (4), t.
    equal = [([*row, sum(row)], 0) for row in rows] + [([1, 1, 1, 1, 4], 1)]
    program = LinearProgram.of([0, 0, 0, 0, 1], equal=equal)
    result = maximise(program)
    assert result.verify(program)
    return getattr(result, "value", Fraction(0)) > 0


@settings(max_examples=some(24, 60))
@given(games(shape=(2, 2), payoffs=st.integers(-3, 3).map(Fraction)), st.data())
def test_linear_programs_agree_inside_and_outside(game, data):
    row, column = odds_maps(game)
    interior = interior_2x2(row, column)
    assume(interior.surface is None)
    for arc in interior.arcs:
        point = arc.at(rational_between(*arc.span))
        if all(isinstance(value, Fraction) for value in point.values):
            assert achievable(game, *point.values)
    v = data.draw(st.fractions(min_value=-3, max_value=3, max_denominator=4))
    w = data.draw(st.fractions(min_value=-3, max_value=3, max_denominator=4))
    expected = achievable(game, v, w)
    # ``holds`` may be asked about solutions of the payoff equation only.
    if expected:
        assert any(arc.holds(v, w) for arc in interior.arcs)


@settings(max_examples=some(16, 40))
@given(square_games, st.fractions(min_value=Fraction(1, 5), max_value=6, max_denominator=5))
def test_eliminating_from_the_two_quadrics_finds_the_same_points(game, odds):
    """sympy, at fixed odds p12 : p11, without any of the theory of values."""
    row, column = odds_maps(game)
    interior = interior_2x2(row, column)
    assume(row.kind == column.kind == "generic")
    a, b = ([game.payoff(i, o) for o in game.outcomes()] for i in (0, 1))
    p21, p22 = sympy.symbols("p21 p22")
    p = [sympy.Integer(1), sympy.Rational(odds.numerator, odds.denominator), p21, p22]
    value = (a[0] + odds * a[1]) / (1 + odds)

    def quadric(u, pairs):
        return sum(
            p[i] * p[j] * sympy.Rational((u[i] - u[j]).numerator, (u[i] - u[j]).denominator)
            for i, j in pairs
        )

    first = quadric(a, [(0, 2), (0, 3), (1, 2), (1, 3)])
    second = quadric(b, [(0, 1), (0, 3), (2, 1), (2, 3)])
    found = set()
    plane = sympy.Poly(first, p21, p22)  # homogeneous and linear at fixed odds
    if plane.coeff_monomial(p22) != 0:
        slope = -plane.coeff_monomial(p21) / plane.coeff_monomial(p22)
        line = sympy.Poly(sympy.expand(second.subs(p22, slope * p21)), p21)
        for root in set(line.real_roots()):
            one, other = float(root), float(slope * root)
            if one > 1e-12 and other > 1e-12:
                total = 1 + float(odds) + one + other
                found.add(tuple(float(q) / total for q in (1, odds, one, other)))
    ours = []
    for arc in interior.arcs:
        if arc.parameter == 0:
            if arc.span[0] < value < arc.span[1]:
                ours.append(arc.at(value).as_floats)
        else:
            # The arc is parametrised by the column player: solve for her value through the share.
            share = row.share(value)
            candidates = [
                column.value_at(share, stretch)
                for stretch in column.stretches
                if stretch.shares[0] < share < stretch.shares[1]
            ]
            if column.turn is not None and column.share(column.turn) == share:
                candidates.append(column.turn)
            for y in candidates:
                if arc.holds(value, y):
                    down = column.odds(0, y)
                    cells = [1, odds, down, down * row.odds(1, value)]
                    total = sum(map(float, cells))
                    ours.append(tuple(float(q) / total for q in cells))
    assert len(found) == len(ours)
    for point in ours:
        assert min(dist(point, other) for other in found) < 1e-12


@given(games(shape=(2, 2), payoffs=numbers))
def test_exchanging_the_players_exchanges_the_set(game):
    one = solve(game)
    two = solve(game.permute_players((1, 0)))
    assert one.interior.dimension == two.interior.dimension
    mine = {end.distribution for arc in one.interior.arcs for end in arc.ends}
    theirs = {end.distribution for arc in two.interior.arcs for end in arc.ends}
    assert {(p, r, q, s) for p, q, r, s in theirs} == mine


@given(games(shape=(2, 2), payoffs=small_payoffs), st.integers(1, 5), numbers)
def test_scaling_and_shifting_payoffs_changes_nothing(game, scale, shift):
    other = Game.from_arrays(game.payoff_array(0) * scale + shift, game.payoff_array(1))
    one, two = solve(game), solve(other)
    assert [p.outcome for p in one.pure] == [p.outcome for p in two.pure]
    assert [p.reflective for p in one.pure] == [p.reflective for p in two.pure]
    ends = [
        [end.distribution for arc in solution.interior.arcs for end in arc.ends]
        for solution in (one, two)
    ]
    assert ends[0] == ends[1]


@given(square_games)
def test_arcs_end_on_the_boundary_and_near_their_points(game):
    for arc in interior_2x2(*odds_maps(game)).arcs:
        low, high = arc.span
        for end, side in zip(arc.ends, (low, high)):
            assert min(end.distribution) == 0
            towards = rational_between(low, high)
            for _ in range(60):  # creep towards the end of the span
                towards = (
                    rational_between(side, towards)
                    if side < towards
                    else (rational_between(towards, side))
                )
            assert dist(arc.at(towards).as_floats, end.as_floats) < 1e-7


def dominated_rows(own):
    return all(x >= y for x, y in zip(*own)) or all(x <= y for x, y in zip(*own))


@given(games(shape=(2, 2), payoffs=st.integers(-20, 20).map(Fraction)))
def test_dominance_decides_the_number_of_arcs(game):
    """Without ties: nobody dominated, one arc through Nash; one, one arc; both, none or two."""
    row, column = odds_maps(game)
    assume(all(len({*odds.own[0], *odds.own[1]}) == 4 for odds in (row, column)))
    interior = interior_2x2(row, column)
    solution = solve(game)
    dominated = dominated_rows(row.own) + dominated_rows(column.own)
    if "impossible" in (row.kind, column.kind):
        assert interior.dimension == -1
    elif dominated == 0:
        assert len(interior.arcs) == 1
        assert solution.nash is not None
    elif dominated == 1:
        assert len(interior.arcs) == 1
        assert solution.nash is None
    else:
        assert len(interior.arcs) in (0, 2)


@st.composite
def games_with_mixed_nash(draw):
    """Nobody's moves dominate each other."""
    tables = []
    for _ in range(2):
        first, second = draw(st.tuples(st.integers(-4, 4), st.integers(-4, 4)))
        gain, loss = draw(st.tuples(st.integers(1, 6), st.integers(1, 6)))
        sign = draw(st.sampled_from([1, -1]))
        tables.append([[first + sign * gain, second], [first, second + sign * loss]])
    row, ((b11, b12), (b21, b22)) = tables
    return Game.from_arrays(row, [[b11, b21], [b12, b22]])


@settings(max_examples=some(32, 80))
@given(games_with_mixed_nash())
def test_the_nash_point_is_dominated_iff_neighbours_on_the_curve_pay_more(game):
    solution = solve(game)
    assume(solution.nash is not None and solution.interior.dimension == 1)
    x, y = solution.nash.point.values
    (arc,) = [arc for arc in solution.interior.arcs if arc.holds(x, y)]
    own, other = (x, y) if arc.parameter == 0 else (y, x)
    better = set()
    for side in (-1, 1):
        step = side * min(own - arc.span[0], arc.span[1] - own) / 10**6
        near = arc.at(own + step)
        gains = near.values[arc.parameter] > own, near.values[1 - arc.parameter] > other
        better.add(gains)
    assert ((True, True) in better) == solution.nash.dominated


@settings(max_examples=some(20, 50))
@given(square_games.flatmap(lambda game: st.tuples(st.just(game), distributions(game, True))))
def test_a_random_distribution_is_an_equilibrium_iff_it_lies_on_the_set(pair):
    game, distribution = pair
    interior = interior_2x2(*odds_maps(game))
    inside = bool(check(game, distribution))
    if interior.surface is not None:
        assert interior.surface.closure_holds(distribution.probabilities) == inside
    elif inside:
        assert any(arc.holds(*distribution.values) for arc in interior.arcs)


@pytest.mark.parametrize("position", [Fraction(1, 3), Fraction(1, 2), Fraction(6, 7)])
@pytest.mark.parametrize(
    ("row", "column"),
    [
        ([[0, 0], [0, 0]], [[1, 0], [0, 3]]),
        ([[1, 0], [0, 3]], [[7, 7], [7, 7]]),
        ([[0, 0], [0, 0]], [[1, 0], [1, 3]]),
        ([[1, 2], [1, 2]], [[3, 3], [4, 4]]),
        ([[5, 5], [5, 5]], [[2, 2], [2, 2]]),
    ],
)
def test_points_of_surfaces_are_equilibria_in_their_closure(row, column, position):
    game = Game.from_arrays(row, column)
    surface = solve(game).interior.surface
    point = surface.at(*(position * k / 3 for k in range(1, surface.dimension + 1)))
    assert check(game, [point.distribution]).verdict == "yes"
    assert surface.closure_holds(point.distribution)
    assert tuple(check(game, [point.distribution]).values) == point.values


@pytest.mark.parametrize("seed", range(some(3, 30)))
def test_the_dimension_is_the_checkers(seed):
    """By leading terms and by arcs: games without such equilibria, with curves and with more."""
    r = Random(seed)
    seen = set()
    for _ in range(120):
        most = r.choice((1, 2, 4, 9))
        tables = [[[r.randint(-most, most) for _ in "ab"] for _ in "ab"] for _ in "ab"]
        game = Game.from_arrays(*tables)
        found = interior_2x2(*odds_maps(game))
        assert found.dimension == interior(game).dimension, tables
        assert (found.dimension == -1) == (not found.arcs and found.surface is None)
        seen.add(found.dimension)
    assert {-1, 1} <= seen
