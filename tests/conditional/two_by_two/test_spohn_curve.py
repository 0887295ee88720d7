"""The kind of the Spohn curve and its j-invariant, against sympy and against derived criteria."""

from __future__ import annotations

from fractions import Fraction

import pytest
import sympy
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from oraclegames import Game, UnsupportedError
from oraclegames.conditional.two_by_two.spohn_curve import (
    curve_kind,
    payoff_polynomial,
    payoff_polynomial_factors,
)
from tests.depth import some
from tests.strategies import games

small = games(shape=(2, 2), payoffs=st.integers(-4, 4).map(Fraction))
theta = sympy.Symbol("theta")


def branch_points(own):
    """The discriminant in x of f(x) = θ, by sympy."""
    x = sympy.Symbol("x")
    (a11, a12), (a21, a22) = [[sympy.Integer(int(v)) for v in row] for row in own]
    equation = (x - a11) * (x - a22) - theta * (x - a12) * (x - a21)
    return sympy.Poly(sympy.discriminant(sympy.expand(equation), x), theta)


def common_roots(first, second):
    """Common roots of two binary quadratics, the one at infinity included."""
    finite = sympy.gcd(first, second).degree() if not (first.is_zero or second.is_zero) else 2
    return finite + (first.degree() < 2 and second.degree() < 2)


@settings(max_examples=some(48, 120))
@given(small)
def test_smooth_nodal_and_reducible_follow_from_the_branch_points(game):
    a, b = ([game.payoff(i, o) for o in game.outcomes()] for i in (0, 1))
    d_a = branch_points([[a[0], a[1]], [a[2], a[3]]])
    d_b = branch_points([[b[0], b[2]], [b[1], b[3]]])
    degenerate = any(
        (u[0] - u[1]) * (u[0] - u[2]) * (u[1] - u[3]) * (u[2] - u[3]) == 0 for u in (a, b)
    )
    found = curve_kind(game)
    if degenerate:
        assert found.kind == "reducible"
    else:
        shared = common_roots(d_a, d_b)
        assert found.kind == {0: "smooth", 1: "nodal", 2: "reducible"}[shared]
    assert (found.j_invariant is not None) == (found.kind == "smooth")


@settings(max_examples=some(16, 40))
@given(small)
def test_the_invariant_is_that_of_the_payoff_curve_over_the_line_of_values(game):
    """F = 0 covers the x-line twice; its branch quartic has the same j-invariant."""
    found = curve_kind(game)
    assume(found.kind == "smooth")
    x, y = sympy.symbols("x y")
    a, b = ([sympy.Integer(int(game.payoff(i, o))) for o in game.outcomes()] for i in (0, 1))
    curve = (x - a[0]) * (x - a[3]) * (y - b[1]) * (y - b[2]) - (x - a[1]) * (x - a[2]) * (
        y - b[0]
    ) * (y - b[3])
    quartic = sympy.Poly(sympy.discriminant(sympy.expand(curve), y), x)
    e0, e1, e2, e3, e4 = ([0] * 5 + [sympy.Rational(c) for c in quartic.all_coeffs()])[-5:]
    one = 12 * e0 * e4 - 3 * e1 * e3 + e2**2
    two = 72 * e0 * e2 * e4 + 9 * e1 * e2 * e3 - 27 * (e0 * e3**2 + e4 * e1**2) - 2 * e2**3
    invariant = 1728 * 4 * one**3 / (4 * one**3 - two**2)
    assert sympy.Rational(found.j_invariant.numerator, found.j_invariant.denominator) == invariant


@given(games(shape=(2, 2), payoffs=st.integers(-3, 3).map(Fraction)))
def test_symmetric_games_split(game):
    a = game.payoff_array(0)
    symmetric = Game.from_arrays(a, a.T)
    assert curve_kind(symmetric).kind == "reducible"
    polynomial = payoff_polynomial(symmetric)
    assert polynomial == 0 or any(f in ("x - y", "-x + y") for f in _factors(symmetric))


def _factors(game):
    return payoff_polynomial_factors(game)


def test_rational_payoffs_keep_their_units():
    halves = Game.from_arrays([[1, 0], ["3/2", "1/2"]], [[1, "3/2"], [0, "1/2"]])
    assert payoff_polynomial_factors(halves) == ("x - y", "2*x + 2*y - 3")


def test_a_game_with_more_moves_is_refused():
    with pytest.raises(UnsupportedError, match="2×2"):
        curve_kind(Game.from_arrays([[1, 2, 3]], [[1, 2, 3]]))
