"""Exact rational numbers: what is accepted as one, and how one is written.

The surface of the package speaks :class:`fractions.Fraction`; the kernels compute with FLINT's
``fmpq``, which is some twenty times faster. This file holds the passages between the two, and the
single rule for what counts as a number.
"""

from __future__ import annotations

import re
from decimal import MAX_EMAX, MIN_EMIN, Context, Decimal
from fractions import Fraction
from numbers import Rational, Real
from typing import Any

from flint import fmpq, fmpq_mat, fmpz

from oraclegames.errors import InputError
from oraclegames.exact.places import placed

ZERO, ONE = Fraction(0), Fraction(1)
"""Those of known cells: that one is the other is seen by identity, before any arithmetic."""

MAX_EXPONENT = 5_000
"""The largest decimal exponent that is read: ``1e999999999`` would fill the memory."""

_LONGEST = 40
"""People are shown whole numbers of so many digits; longer ones are rounded for them."""

_TEXT = re.compile(
    r"(?P<sign>[+-]?)(?:(?P<numerator>[0-9]+)/(?P<denominator>[0-9]+)"
    r"|(?P<whole>[0-9]*)(?:\.(?P<part>[0-9]*))?(?:[eE](?P<exponent>[+-]?[0-9]+))?)",
    re.ASCII,
)


MAX_WHOLE_FLOAT = 2**53
"""Up to here every whole number is a float, so a whole float is what was meant."""


def rational(number: Any, *, approximate: bool | None = None, what: str = "a number") -> Fraction:
    """Return ``number`` as an exact fraction.

    Accepts integers and whole floats (NumPy's too), fractions, ``Decimal``, FLINT numbers and texts
    such as ``"3"``, ``"-1/3"``, ``"0.25"`` and ``"1e-3"``. ``what`` names the number in the error;
    ``approximate`` is None where the caller has no such argument to advise.

    Raises:
        InputError: for anything else, and for other floats unless ``approximate`` is true.

    >>> rational("0.1"), rational("1/3"), rational(0.1, approximate=True)
    (Fraction(1, 10), Fraction(1, 3), Fraction(1, 10))
    """
    # Long: one case for each kind of number.
    if isinstance(number, Fraction):
        return number
    if isinstance(number, str):
        try:
            value = parse_rational(number)
        except InputError as error:
            raise InputError(f"{what}: {error}") from None
        if value is None:
            mend = " (10% is 1/10)" if number.rstrip().endswith("%") else ""
            raise InputError(
                f"{what} should be a rational such as 2, 1/3 or 0.25, not {number!r}{mend}"
            )
        return value
    if type(number).__name__ in ("bool", "bool_"):  # Python's, and NumPy's by both its names
        raise InputError(f"{what} should be a rational, not the truth value {number}")
    if isinstance(number, (fmpz, fmpq)):
        return to_fraction(number)
    if isinstance(number, Rational):
        return Fraction(int(number.numerator), int(number.denominator))
    if isinstance(number, Decimal):
        if not number.is_finite():
            raise InputError(f"{what} should be finite, not {number}")
        return rational(str(number), what=what)
    if isinstance(number, Real):
        size = float(number)
        if size.is_integer() and abs(size) <= MAX_WHOLE_FLOAT:
            return Fraction(int(size))
        if not approximate:
            advice = ", or pass approximate=True to take its decimal text"
            raise InputError(
                f"{what} is the float {size!r}, which is not exact: write it as text "
                f'("{size!r}") or as a Fraction{advice if approximate is False else ""}'
            )
        return rational(repr(size), what=what)
    raise InputError(f"{what} should be a rational, not {type(number).__name__} {number!r:.60}")


def parse_rational(text: str) -> Fraction | None:
    """Read one number from a text, exactly; None if the text is not a number.

    Raises:
        InputError: a decimal exponent is beyond :data:`MAX_EXPONENT`; the message names the limit.
    """
    match = _TEXT.fullmatch(text.strip())
    if match is None:
        return None
    sign = -1 if match["sign"] == "-" else 1
    if match["numerator"]:
        denominator = int(fmpz(match["denominator"]))
        return Fraction(sign * int(fmpz(match["numerator"])), denominator) if denominator else None
    digits = match["whole"] + (match["part"] or "")
    if not digits:
        return None
    size = (match["exponent"] or "").lstrip("+-").lstrip("0") or "0"
    if len(size) > len(str(MAX_EXPONENT)) or int(size) > MAX_EXPONENT:
        size = "small" if "-" in match["exponent"] else "large"
        raise InputError(
            f"the number {text.strip()[:40]} is too {size}: decimal exponents go from "
            f"-{MAX_EXPONENT} to {MAX_EXPONENT}"
        )
    exponent = int(match["exponent"] or 0)
    shift = exponent - len(match["part"] or "")
    mantissa = sign * int(fmpz(digits))
    return Fraction(mantissa * 10**shift) if shift >= 0 else Fraction(mantissa, 10**-shift)


def format_rational(number: Fraction | int) -> str:
    """Write a fraction as ``"p/q"`` or ``"p"``, whatever its size.

    Python refuses to print integers beyond 4300 digits; FLINT does not. Where people asked for
    decimals (:mod:`oraclegames.exact.places`), they get them.

    >>> format_rational(Fraction(4, 9)), format_rational(Fraction(3))
    ('4/9', '3')
    """
    return placed(number) or exact_text(number)


def exact_text(number: Fraction | int) -> str:
    """The same, whatever decimals people asked for: in a name, which may be typed again."""
    value = number if isinstance(number, Fraction) else Fraction(number)
    above, below = value.numerator, value.denominator
    if above.bit_length() < _SHORT and below.bit_length() < _SHORT:
        return str(above) if below == 1 else f"{above}/{below}"
    return fmpz(above).str() if below == 1 else f"{fmpz(above).str()}/{fmpz(below).str()}"


_SHORT = 1024
"""Bits up to which Python's own way to write whole numbers is the faster one."""


_WHOLE_OR_FRACTION = re.compile(r"(?<![0-9.])([0-9]+)(?:/([0-9]+))?(?![0-9.])")


def for_people(words: str) -> str:
    """A text in which long whole numbers and fractions are rounded to six digits.

    >>> for_people(f"worth {'1' * 50} or 1/{'3' * 50}, 2/3 else")
    'worth ≈1.11111e+49 or ≈3.00000e-50, 2/3 else'
    """
    return _WHOLE_OR_FRACTION.sub(_rounded, words)


def _rounded(found: re.Match[str]) -> str:
    if max(map(len, found.groups(""))) <= _LONGEST:
        return found[0]
    numerator, denominator = (Decimal(digits or 1) for digits in found.groups())
    number = Context(prec=6, Emax=MAX_EMAX, Emin=MIN_EMIN).divide(numerator, denominator or 1)
    return f"≈{number:g}"


def pivots(echelon: fmpq_mat, rank: int) -> list[int]:
    """The columns in which the rows of a matrix in row echelon form begin."""
    found, k = [], 0
    for i in range(rank):
        while echelon[i, k] == 0:
            k += 1
        found.append(k)
    return found


def to_fmpq(number: Fraction | fmpq | int) -> fmpq:
    """Return a rational number as FLINT's ``fmpq``."""
    if isinstance(number, fmpq):
        return number
    return fmpq(number.numerator, number.denominator)


def to_fraction(number: fmpq | fmpz) -> Fraction:
    """Return FLINT's ``fmpq`` or ``fmpz`` as a fraction."""
    # FLINT keeps lowest terms and positive denominators, so that the constructor of Fraction, which
    # would look for them again at several times the cost, has nothing to do.
    fraction: Any = object.__new__(Fraction)
    if isinstance(number, fmpq):
        fraction._numerator, fraction._denominator = int(number.p), int(number.q)
    else:
        fraction._numerator, fraction._denominator = int(number), 1
    return fraction  # type: ignore[no-any-return]
