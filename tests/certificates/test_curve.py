"""An equilibrium without neighbours, which no 2×2 game has, would be seen."""

from __future__ import annotations

from fractions import Fraction
from random import Random

import pytest
from flint import fmpq_poly

from oraclegames.certificates import curve
from oraclegames.certificates.curve import Equation
from oraclegames.errors import CertificateError
from oraclegames.exact.rational import to_fmpq


def around(height, x, y, bend=(0, 0, 1)):
    """(v − height)² + s·u² for the values u, v in x and y, s > 0: zero at (0, height) alone."""
    equation = object.__new__(Equation)
    equation.x, equation.y = tuple(map(Fraction, x)), tuple(map(Fraction, y))
    equation.u, equation.d = fmpq_poly([3]), -fmpq_poly(list(bend))
    equation.under = fmpq_poly([height**2, -2 * height, 1])
    equation.over = fmpq_poly([1, 0, 0])
    return equation


@pytest.mark.parametrize("height", [1, -2])
def test_a_single_point_is_no_gap(height):
    with pytest.raises(CertificateError, match="without neighbours"):
        curve._counted(around(height, (-1, 2), (height - 1, height + 3)))


@pytest.mark.parametrize(("x", "y"), [((-1, 2), (2, 3)), ((-1, 2), (0, 1)), ((1, 2), (0, 3))])
def test_a_point_elsewhere_is_none(x, y):
    assert curve._counted(around(1, x, y)).pieces == ()


def test_a_double_root_that_is_irrational_is_seen():
    """It lies over u = √2, where u² − 2 and so the square of it is zero."""
    equation = around(1, (0, 2), (0, 2), bend=(4, 0, -4, 0, 1))
    with pytest.raises(CertificateError, match="without neighbours"):
        curve._counted(equation)
    equation.y = Fraction(2), Fraction(3)
    assert curve._counted(equation).pieces == ()


@pytest.mark.parametrize("seed", range(3))
def test_both_slopes_are_those_of_the_polynomials(seed):
    draw = Random(seed)
    q = object.__new__(Equation)
    for name in ("u", "d", "under", "over"):
        object.__setattr__(q, name, fmpq_poly([draw.randint(-3, 3) for _ in "abc"]))
    x, y = Fraction(draw.randint(-5, 5), 3), Fraction(draw.randint(1, 9), 4)
    at_y, at_x = (lambda p: p(to_fmpq(y))), (lambda p: p(to_fmpq(x)))
    along_x = q.u * at_y(q.under) - q.d * at_y(q.over)
    along_y = q.under * at_x(q.u) - q.over * at_x(q.d)
    assert to_fmpq(q.steepness(x, y)) == at_x(along_x.derivative())
    assert to_fmpq(q.slope(x, y)) == at_y(along_y.derivative())
