"""A number for show: a float where it fits, a text of any size otherwise.

An exact number may be beyond 1e308, where ``float`` gives up. Whoever makes a float of an exact
number to print it, to write it beside the exact one, or to draw it, asks here.
"""

from __future__ import annotations

import math
from decimal import MAX_EMAX, MIN_EMIN, Context, Decimal
from typing import Any

from oraclegames.errors import UnsupportedError
from oraclegames.exact.real import Real, enclosure

_WIDE = Context(prec=30, Emax=MAX_EMAX, Emin=MIN_EMIN)


def shown_float(number: Real) -> float | str:
    """The nearest float, or a text such as "1.5e+400" where there is none.

    >>> from fractions import Fraction
    >>> shown_float(Fraction(1, 4)), shown_float(Fraction(3 * 10**400, 2))
    (0.25, '1.5e+400')
    """
    try:
        return float(number)
    except OverflowError:
        return rounded(number, 17)


def rounded(number: Real, digits: int = 6) -> str:
    """The number to so many significant digits, as ``format(number, ".6g")`` writes them."""
    try:
        return f"{float(number):.{digits}g}"
    except OverflowError:
        low, high = enclosure(number)
        middle = (low + high) / 2
        quotient = _WIDE.divide(Decimal(middle.numerator), Decimal(middle.denominator))
        return f"{Context(prec=digits).create_decimal(quotient).normalize(_WIDE):.{digits}g}"


def drawn_floats(numbers: Any, what: str = "the numbers") -> tuple[float, ...]:
    """Floats to draw, small enough to be multiplied with each other.

    Raises:
        UnsupportedError: one is too large for a picture.
    """
    floats = []
    for number in numbers:
        shown = shown_float(number)
        if isinstance(shown, str) or not math.isfinite(shown) or abs(shown) > _LARGEST:
            raise UnsupportedError(
                f"{what} reach {rounded(number, 3)}, and pictures are drawn up to "
                f"{_LARGEST:.0e}: scale the payoffs"
            )
        floats.append(shown)
    return tuple(floats)


_LARGEST = 1e100
