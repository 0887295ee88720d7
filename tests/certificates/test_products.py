"""Products around cycles: their excess on a face is that of the distances, whatever the signs."""

from __future__ import annotations

from fractions import Fraction
from random import Random

from oraclegames.certificates.demands import excess_of
from oraclegames.exact.rational import to_fmpq


def test_the_excess_on_a_face_is_that_of_the_distances():
    source = Random(2)
    for _ in range(200):
        face = tuple((Fraction(k), Fraction(k + 1)) for k in (source.randint(-6, 6) for _ in "12"))
        factors = tuple(
            tuple(Fraction(source.randint(-7, 7)) for _ in range(source.randint(0, 3)))
            for _ in range(4)
        )
        at = [low + Fraction(source.randint(1, 9), 10) for low, _ in face]
        products = [Fraction(1), Fraction(1)]
        for k, payoffs in enumerate(factors):
            for payoff in payoffs:
                products[k % 2] *= abs(at[k // 2] - payoff)
        found = excess_of(factors, face)(*map(to_fmpq, at))
        assert found == to_fmpq(products[0] - products[1])
