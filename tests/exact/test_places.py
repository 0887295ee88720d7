"""Decimals for people, against the standard library's decimal numbers."""

from __future__ import annotations

from decimal import ROUND_HALF_EVEN, Decimal, localcontext
from fractions import Fraction

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from oraclegames.exact.places import decimal_places, place_all, placed
from oraclegames.exact.rational import exact_text, format_rational
from oraclegames.exact.show import rounded
from oraclegames.exact.surd import quadratic_roots


@given(st.fractions(max_denominator=10**6), st.integers(0, 15))
@example(Fraction(-1, 3), 0)
@example(Fraction(1, 8), 2)
@example(Fraction(-1, 1000), 2)
@example(Fraction(10**30, 7), 15)
def test_a_fraction_is_rounded_as_decimal_rounds(number, places):
    with decimal_places(places):
        text = format_rational(number)
    if number.denominator == 1:
        assert text == str(number.numerator)
        return
    with localcontext() as context:
        context.prec = 100
        exact = Decimal(number.numerator) / Decimal(number.denominator)
        expected = exact.quantize(Decimal(1).scaleb(-places), ROUND_HALF_EVEN)
    assert Decimal(text) == expected
    assert text.partition(".")[2] == "" if places == 0 else len(text.partition(".")[2]) == places


def test_nothing_changes_where_nobody_asked():
    third = Fraction(1, 3)
    assert placed(third) is None and place_all("1/3", ()) == "1/3"
    with decimal_places(None):
        assert format_rational(third) == "1/3" and rounded(third, 3) == "0.333"
    with decimal_places(1):
        assert exact_text(third) == "1/3"
    assert format_rational(third) == "1/3"


def test_roots_are_placed_too():
    (root,) = (r for r in quadratic_roots(1, 0, -2) if r > 0)
    with decimal_places(4):
        assert str(root) == rounded(root) == "1.4142"
    assert str(root) == "√2"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("given C, 1/2; given D, -2/3", "given C, 0.50; given D, -0.67"),
        ("demand:1/2 against nelp", "demand:1/2 against nelp"),
        ("Claim 1/2 pays 1/2", "Claim 1/2 pays 0.50"),
        ("in games/1/2 or a/3 or 3/0", "in games/1/2 or a/3 or 3/0"),
        ("3/2 and 1/4.", "1.50 and 0.25."),
        ("δ = 1/50, ε = 1/5", "δ = 1/50, ε = 1/5"),
    ],
)
def test_the_fractions_of_a_sentence(text, shown):
    with decimal_places(2):
        assert place_all(text, ["Claim 1/2", "C"]) == shown
