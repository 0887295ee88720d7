"""Bounds of quotients on a simplex: what is true and cut well is believed, and nothing lower."""

from __future__ import annotations

from fractions import Fraction
from itertools import product
from random import Random

import pytest
from flint import fmpq, fmpz_poly

from oraclegames.certificates.part import Part, Refuted
from oraclegames.certificates.simplex_cuts import check_most, ring_for
from oraclegames.exact.algebraic import number_document, real_roots
from oraclegames.exact.nowhere_negative import cuts_of
from oraclegames.exact.rational import to_fraction
from tests.depth import some

HALF = Fraction(1, 2)


def lattice(size, below):
    for weights in product(range(below + 1), repeat=size - 1):
        if sum(weights) <= below:
            yield (*weights, below - sum(weights))


def random_form(draw, gens, degree, low):
    total = gens[0] * 0
    for powers in lattice(len(gens), degree):
        term = gens[0] * 0 + draw.randint(low, 6)
        for gen, power in zip(gens, powers):
            term = term * gen**power
        total += term
    return total


def bound(most, cuts):
    return Part(
        {"most": number_document(most), "cuts": [list(map(number_document, cut)) for cut in cuts]}
    )


def believed(most, cuts, above, below, top=Fraction(99)):
    try:
        return check_most(bound(most, cuts), lambda: (above, below), top) == most
    except Refuted:
        return False


@pytest.mark.parametrize("size", [2, 3, 4])
def test_a_bound_that_a_value_exceeds_is_never_believed(size):
    draw, cut = Random(size), 0
    for _ in range(some(25, 200)):
        *gens, _ = ring_for(size).gens()
        degree = draw.randint(1, 3)
        above = random_form(draw, gens, degree, -6)
        below = random_form(draw, gens, degree, 1)
        points = [tuple(map(fmpq, point)) for point in lattice(size, 10)]
        values = [above(*p, fmpq(0)) / below(*p, fmpq(0)) for p in points]
        most = to_fraction(max(values)) + Fraction(1, 20)
        form = below * fmpq(most.numerator, most.denominator) - above
        cuts = cuts_of(form, [], None, 400)
        if cuts is None:
            continue
        cut += len(cuts) > 1
        assert believed(most, cuts, above, below)
        for less in (Fraction(1, 19), Fraction(1, 10), Fraction(3)):
            assert not believed(most - less, cuts, above, below)
        if len(cuts) > 1:
            assert not believed(most, [()], above, below)
            assert not believed(most, cuts[:-1], above, below)
            assert not believed(most, (*cuts, ()), above, below)
    assert cut


def test_numbers_of_a_field():
    root = next(r for r in real_roots(fmpz_poly([-1, 1, 1])) if r > 0)  # 0.618…
    other = next(r for r in real_roots(fmpz_poly([-3, 0, 1])) if r > 0)
    a, b, _ = ring_for(2).gens()
    # 1/4 − (p − p²) is least at 1/2; here the largest of 2ab/(…) is at an irrational place
    above, below = a * b * 4, a * a * 2 + a * b * 2 + b * b * 2
    assert believed(Fraction(2, 3), [(HALF, HALF), (), ()], above, below)
    above = (a * 2 - b) * (a + b) - a * a * 2  # 2p − 1 + p − … has an irrational maximum
    wide = [(root, 1 - root), (), ()]
    assert believed(root + 2, wide, above, (a + b) ** 2)
    with pytest.raises(Refuted, match="one field"):
        check_most(bound(other, wide), lambda: (above, (a + b) ** 2), Fraction(9))


def test_an_irrational_touching_place():
    """(b − φ a)² is nowhere negative, which is seen where it is zero."""
    root = next(r for r in real_roots(fmpz_poly([-1, 1, 1])) if r > 0)
    a, b, z = ring_for(2).gens()
    square = (b - a * z) ** 2  # as 1 − φ is φ²
    cuts = [(root, 1 - root), (), ()]
    assert believed(Fraction(0), cuts, -square, (a + b) ** 2)
    assert not believed(Fraction(-1, 10**9), cuts, -square, (a + b) ** 2)
    assert not believed(root - 1, cuts, -square, (a + b) ** 2)


@pytest.mark.parametrize(
    ("cuts", "why"),
    [
        ([(Fraction(0), Fraction(0)), ()], "it lies outside"),
        ([(Fraction(-1), Fraction(2)), ()], "it lies outside"),
        ([(HALF, HALF), ()], "parts are lacking"),
        ([(), ()], "nothing left to cut"),
        ([], "why should nobody"),
    ],
)
def test_cuts_that_are_none(cuts, why):
    a, b, _ = ring_for(2).gens()
    with pytest.raises(Refuted, match=why):
        check_most(bound(Fraction(1), cuts), lambda: (a, a + b), Fraction(2))


def test_without_cuts_it_is_the_most_there_can_be():
    assert check_most(bound(Fraction(2), []), lambda: 1 / 0, Fraction(2)) == 2
    with pytest.raises(Refuted, match="no such key"):
        check_most(Part({"most": "2", "cuts": [], "more": 1}), lambda: 1 / 0, Fraction(2))
