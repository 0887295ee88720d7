"""A number for show: a float where it fits, a text of any size otherwise.

An exact number may be beyond 1e308, where ``float`` gives up. Whoever makes a float of an exact
number to print it or to write it beside the exact one asks here.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import MAX_EMAX, MIN_EMIN, ROUND_DOWN, Context, Decimal
from fractions import Fraction

from oraclegames.exact.algebraic import Algebraic
from oraclegames.exact.places import placed
from oraclegames.exact.rational import format_rational
from oraclegames.exact.real import Real, enclosure, reduced
from oraclegames.exact.written import polynomial_text

_SHORT = 11
"""So many characters of a fraction are read at a glance."""

_WIDE = Context(prec=30, Emax=MAX_EMAX, Emin=MIN_EMIN)


def shown_float(number: Real) -> float | str:
    """The nearest float, or a text such as "1.5e+400" where there is none.

    >>> shown_float(Fraction(1, 4)), shown_float(Fraction(3 * 10**400, 2))
    (0.25, '1.5e+400')
    """
    try:
        if type(number) is Fraction:  # as float() does, in half the time
            return number.numerator / number.denominator
        return float(number)
    except OverflowError:
        return rounded(number, 17)


def float_or_none(number: Real) -> float | None:
    """The nearest float for a column of a table; None where there is none.

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


_SMALL, _LONG = 10**6, 200


def digits(number: Real, count: int = 6) -> str:
    """A short fraction exactly; of other numbers the first digits, cut off and marked by "…".

    >>> digits(Fraction(1, 3)), digits(Fraction(2, 3**20))
    ('1/3', '0.000000000573594…')
    """
    if isinstance(number, Fraction) and number.denominator < _SMALL:
        return format_rational(number)
    return decimal if (decimal := placed(number)) is not None else _cut(number, count)


def short(number: Fraction, count: int = 6) -> str:
    """A fraction exactly; of one that is too long to read the first digits, marked by "…".

    >>> short(Fraction(-7, 3)), short(Fraction(10**400 + 7 * 10**395))
    ('-7/3', '1.00007E+400…')
    """
    text = format_rational(number)
    return text if len(text) <= _READ else _cut(number, count)


def told_apart(numbers: Iterable[Fraction], most: int = 30) -> int:
    """How many digits :func:`short` needs to write different numbers differently, 6 at least.

    >>> told_apart([Fraction(1), Fraction(10**40), Fraction(10**40 + 10**30)])
    12
    """
    long = {number for number in numbers if len(format_rational(number)) > _READ}
    count = 6
    while count < most and len({_cut(number, count) for number in long}) < len(long):
        count += 6
    return count


_READ = 24
"""So many characters of a fraction are written out."""


def _cut(number: Real, count: int) -> str:
    cut = Context(prec=count, Emax=MAX_EMAX, Emin=MIN_EMIN, rounding=ROUND_DOWN)
    bits = 60
    while True:
        ends = {
            cut.divide(Decimal(end.numerator), Decimal(end.denominator))
            for end in enclosure(number, bits)
        }
        if len(ends) == 1:
            (shown,) = ends
            small = -20 < shown.adjusted() < 20
            return f"{shown:f}…" if small else f"{shown}…"
        bits *= 2


def exact_words(number: Real) -> str:
    """A number exactly: a fraction, a sum with a square root, or a root of a polynomial.

    Only its first digits, if that is too long to read.

    >>> from oraclegames.exact.algebraic import real_roots
    >>> from flint import fmpz_poly
    >>> exact_words(real_roots(fmpz_poly([-2, 0, 0, 1]))[0])
    '1.25992…, a root of z^3 - 2'
    """
    number = reduced(number)
    if not isinstance(number, Fraction) and (decimal := placed(number)) is not None:
        return decimal
    if isinstance(number, Algebraic):
        polynomial = polynomial_text(number.root.coefficients, "z")
        long = len(polynomial) > _LONG
        return digits(number) if long else f"{digits(number)}, a root of {polynomial}"
    if isinstance(number, Fraction):
        return format_rational(number) if number.denominator < 10**12 else digits(number)
    return text if len(text := str(number)) <= _LONG else digits(number)
