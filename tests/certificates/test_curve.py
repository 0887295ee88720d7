"""An equilibrium without neighbours, which no 2×2 game has, would be seen."""

from __future__ import annotations

from fractions import Fraction

import pytest
from flint import fmpq_poly

from oraclegames.certificates import curve
from oraclegames.certificates.curve import Equation
from oraclegames.errors import CertificateError


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
