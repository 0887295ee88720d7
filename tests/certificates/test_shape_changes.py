"""Where a zero and a pole of a cross ratio cancel, its value at that end is a limit."""

from __future__ import annotations

from fractions import Fraction
from random import Random

from flint import fmpq_poly

from oraclegames.certificates.shape_changes import _ends
from oraclegames.exact.rational import to_fmpq, to_fraction


def test_the_value_at_an_end_where_a_factor_cancels():
    """(x − a11)(x − a22) / (x − a12)(x − a21), without the factor that is above and below."""
    draw, met = Random(1), 0
    for _ in range(60):
        own = [fmpq_poly([draw.randint(-2, 2), draw.randint(-1, 1)]) for _ in "abcd"]
        t = Fraction(draw.randint(1, 9), 7)
        a11, a12, a21, a22 = (to_fraction(p(to_fmpq(t))) for p in own)
        found = _ends(own)
        expected = [
            (end - other, end - rest)
            for k, (end, other) in zip((0, 3), ((a11, a22), (a22, a11)))
            for j, rest in ((1, a21), (2, a12))
            if own[k] == own[j]
        ]
        assert len(found) == len(expected)
        for f, (above, below) in zip(found, expected):
            met += 1
            for h in (Fraction(2), Fraction(-1, 3)):
                assert to_fraction(f(to_fmpq(t), to_fmpq(h))) == below * h - above
    assert met > 10
