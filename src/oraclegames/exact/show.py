"""A number for show: a float where it fits, a text of any size otherwise.

An exact number may be beyond 1e308, where ``float`` gives up. Whoever makes a float of an exact
number to print it or to write it beside the exact one asks here.
"""

from __future__ import annotations

from decimal import MAX_EMAX, MIN_EMIN, Context, Decimal
from fractions import Fraction

from oraclegames.exact.places import placed
from oraclegames.exact.rational import format_rational
from oraclegames.exact.real import Real, enclosure

_SHORT = 11
"""So many characters of a fraction are read at a glance."""

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


def float_or_none(number: Real) -> float | None:
    """The nearest float for a column of a table; None where there is none.

    >>> from fractions import Fraction
    >>> float_or_none(Fraction(1, 4)), float_or_none(Fraction(10**400))
    (0.25, None)
    """
    try:
        return float(number)
    except OverflowError:
        return None


def readable(number: Real) -> str:
    """Exact, and with a decimal beside it where the exact number says little to a reader.

    >>> from fractions import Fraction
    >>> readable(Fraction(4, 9)), readable(Fraction(341199, 65536))
    ('4/9', '341199/65536 ≈ 5.20628')
    """
    if (decimal := placed(number)) is not None:
        return decimal
    rational = isinstance(number, (int, Fraction))
    exact = format_rational(number) if rational else str(number)
    if exact.startswith("≈") or (rational and len(exact) <= _SHORT):
        return exact
    return exact if "/" not in exact and "√" not in exact else f"{exact} ≈ {rounded(number)}"


def rounded(number: Real, digits: int = 6) -> str:
    """The number to so many significant digits, as ``format(number, ".6g")`` writes them.

    With the decimals that were asked for, where some were (:mod:`oraclegames.exact.places`).
    """
    if (decimal := placed(number)) is not None:
        return decimal
    try:
        return f"{float(number):.{digits}g}"
    except OverflowError:
        low, high = enclosure(number)
        middle = (low + high) / 2
        quotient = _WIDE.divide(Decimal(middle.numerator), Decimal(middle.denominator))
        return f"{Context(prec=digits).create_decimal(quotient).normalize(_WIDE):.{digits}g}"
