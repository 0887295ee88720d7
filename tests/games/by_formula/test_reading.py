"""What a formula may say, and the one line about what it may not."""

from __future__ import annotations

from fractions import Fraction

import pytest

from oraclegames.errors import InputError
from oraclegames.games.by_formula.reading import LONGEST, read_formula
from oraclegames.games.by_formula.terms import Count, Number, value

NAMES = {"A": Count(0), "B": Count(1), "n": Number(Fraction(10))}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("0.1*A", "3/10"),
        ("1e-2 + A**2", "901/100"),
        ("-A + +B", 4),
        ("2*A/n - 1", "-2/5"),
        ("A/(n/2)", "3/5"),
        ("where(A >= 3, 1, 2)", 1),
        ("1 if A > 3 else 2", 2),
        ("min(A, B, 2) + max(A, B)", 9),
        ("(A < B) + (A == 3) + (A != 3)", 2),
        ("1 < A <= 3 < B", 1),
        ("(A < 1 or B > 1) and not A == B", 1),
        ("0x10 + 1_000", 1016),
        (" A\n ", 3),
        ("B**0", 1),
        ("(-2)**3", -8),
    ],
)
def test_formulas_mean_what_python_means_exactly(text, expected):
    assert value(read_formula(text, NAMES), (3, 7)) == Fraction(expected)


@pytest.mark.parametrize("text", ["min(A, B)", "max(A, B)", "min(A, 2*B, 3)", "max(2*A - 1, B, 2)"])
def test_the_least_and_the_largest_at_all_counts(text):
    term = read_formula(text, NAMES)
    for a in range(8):
        for b in range(8):
            assert value(term, (a, b)) == eval(text, {"A": a, "B": b, "min": min, "max": max})


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("A^2", "^, where powers are written"),
        ("A/B", "a divisor that is no number"),
        ("A/(n - 10)", "a divisor that is no number other than 0"),
        ("A**B", "an exponent"),
        ("A**-1", "an exponent"),
        ("A**0.5", "an exponent"),
        ("9**9**9", "an exponent"),
        ("((9**20)**20)**20", "a number that is too long"),
        ("A**20", "a degree above 12"),
        ("A**6*B**7", "a degree above 12"),
        ("Giv + 1", "a name that is none of A, B, n"),
        ("A // 2", "what is no number"),
        ("A % 2", "what is no number"),
        ("'x'", "what is no number"),
        ("True", "what is no number"),
        ("None", "what is no number"),
        ("1j", "what is no number"),
        ("[A][0]", "what is no number"),
        ("A.real", "what is no number"),
        ("lambda: 1", "what is no number"),
        ("__import__('os')", "what is no number"),
        ("min(A)", "what is no number"),
        ("max(*A, 2)", "a star"),
        ("where(A, 1, 2)", "no comparison"),
        ("A if 1 else 2", "no comparison"),
        ("A is B", "a comparison other than"),
        ("A in B", "a comparison other than"),
        ("1e9999", "exponents go from"),
        ("1 +", "invalid syntax"),
        ("", "invalid syntax"),
        ("A := 3", "invalid syntax"),
        ("A\0", "null byte"),
        ("(" * 300 + "A" + ")" * 300, "parenthes"),
        ("-" * 1990 + "A", "cannot be read"),
        ("A" * (LONGEST + 1), "characters"),
        (7, "should be a text"),
    ],
)
def test_what_is_no_formula_is_refused_in_one_line(text, why):
    with pytest.raises(InputError) as error:
        read_formula(text, NAMES)
    assert why in str(error.value) and "\n" not in str(error.value)
