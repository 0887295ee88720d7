"""Formulas in one unknown, against Python's own arithmetic of fractions."""

from __future__ import annotations

from fractions import Fraction
from random import Random

import pytest
from flint import fmpq

from oraclegames.exact.quotient import HIGHEST, LONGEST, Quotient, parse_quotient, quotient
from oraclegames.exact.rational import to_fmpq, to_fraction
from oraclegames.exact.written import polynomial_text
from tests.depth import some

KNOWN = {"a": Fraction(2, 3), "rate": Fraction(-5)}


def formula(r, depth):
    """A text, and a function of the unknown."""
    if depth == 0 or r.random() < 0.2:
        word = r.choice(["b", "a", "rate", "2", "0.5", ".25", "3.", "10"])
        if word in ("b", *KNOWN):
            return word, lambda b: b if word == "b" else KNOWN[word]
        return word, lambda b: Fraction(word.rstrip("."))
    first, f = formula(r, depth - 1)
    kind = r.choice("+-*/^n(")
    if kind == "n":
        return f"-({first})", lambda b: -f(b)
    if kind == "(":
        return f"( {first} )", f
    if kind == "^":
        power = r.randint(0, 3)
        return f"({first})^{power}", lambda b: f(b) ** power
    second, g = formula(r, depth - 1)
    text = f"({first}) {kind} ({second})"
    return text, {
        "+": lambda b: f(b) + g(b),
        "-": lambda b: f(b) - g(b),
        "*": lambda b: f(b) * g(b),
        "/": lambda b: f(b) / g(b),
    }[kind]


def at(read, b):
    below = to_fraction(fmpq(read.under(to_fmpq(b))))
    return to_fraction(fmpq(read.over(to_fmpq(b)))) / below


@pytest.mark.parametrize("seed", range(some(80, 800)))
def test_a_formula_has_the_values_of_what_was_written(seed):
    r = Random(seed)
    text, value = formula(r, 4)
    read = parse_quotient(text, "b", KNOWN)
    for b in (Fraction(1, 7), Fraction(-3, 2), Fraction(11, 5)):
        try:
            expected = value(b)
            found = at(read, b) if read is not None else None
        except ZeroDivisionError:
            continue
        assert found == expected, text
        assert at(read + quotient(2), b) == expected + 2
        assert at(-read * quotient(Fraction(1, 3)), b) == -expected / 3
    if read is not None:
        assert read.equals(Quotient(read.over * 2, read.under * 2))
        assert not read.equals(read + quotient(1))


@pytest.mark.parametrize(
    ("text", "value"),
    [("1 - 2 - 3", -4), ("8/2/2", 2), ("-2^2", -4), ("2*3^2", 18), ("2 + 3*4", 14), ("--b", 5)],
)
def test_operators_bind_as_usual(text, value):
    assert at(parse_quotient(text, "b"), Fraction(5)) == value


@pytest.mark.parametrize(
    "text",
    ["", "b +", "(b", "b)", "b b", "c", "1/0", "b^b", "b^", "2 $ 3", f"b^{HIGHEST + 1}", "*b"],
)
def test_what_is_no_formula_is_none(text):
    assert parse_quotient(text, "b") is None


def test_texts_have_a_length():
    longest = "1+" + " " * (LONGEST - 3) + "1"
    assert at(parse_quotient(longest, "b"), Fraction(0)) == 2
    assert parse_quotient(longest.replace("+", "+ "), "b") is None
    assert parse_quotient("(" * 5_000, "b") is None


@pytest.mark.parametrize("seed", range(30))
def test_a_polynomial_is_read_as_it_was_written(seed):
    r = Random(seed)
    coefficients = [Fraction(r.randint(-3, 3), r.randint(1, 3)) for _ in range(r.randint(1, 5))]
    read = parse_quotient(polynomial_text(coefficients, "b"), "b")
    for b in (Fraction(2), Fraction(-1, 3)):
        assert at(read, b) == sum(c * b**k for k, c in enumerate(coefficients))
