"""The largest value of quotients on simplices: where it is known, and against many places."""

from __future__ import annotations

from fractions import Fraction
from itertools import product
from math import comb
from random import Random

import pytest
from flint import fmpq

from oraclegames.exact.nowhere_negative import ring_of
from oraclegames.exact.rational import to_fmpq
from oraclegames.reflective.programs import best_quotient as module
from oraclegames.reflective.programs.best_quotient import Quotient, largest, value
from tests.depth import some


def peaked(place, draw):
    """1 − q/D, which is 1 at a place only: q a sum of squares that are zero there, D positive."""
    *gens, _ = ring_of(len(place)).gens()
    total = sum(gens[1:], gens[0])
    square = gens[0] * 0
    for gen, x in zip(gens, place):
        square += (gen - total * to_fmpq(x)) ** 2 * draw.randint(1, 4)
    below = total**2 + gens[0] ** 2 * draw.randint(1, 5) + gens[-1] * gens[0]
    return Quotient(below - square, below)


def lattice(corners, below):
    for weights in product(range(below + 1), repeat=corners - 1):
        if sum(weights) <= below:
            yield tuple(Fraction(w, below) for w in (*weights, below - sum(weights)))


@pytest.mark.parametrize("corners", [2, 3, 4])
def test_a_peak_at_a_fraction_is_found_and_proved(corners):
    draw = Random(corners)
    for _ in range(some(8, 60)):
        weights = [draw.randint(0, 9) for _ in range(corners)]
        weights[draw.randrange(corners)] += 1
        place = tuple(Fraction(w, sum(weights)) for w in weights)
        found, bound = largest(peaked(place, draw), [], Fraction(-9), Fraction(2))
        assert found == place and bound.most == 1 and bound.cuts


@pytest.mark.parametrize("corners", [2, 3])
def test_no_place_of_a_grid_has_more(corners):
    draw, exact = Random(corners), 0
    for _ in range(some(12, 80)):
        *gens, _ = ring_of(corners).gens()
        degree = draw.randint(1, 4)

        def form(low, gens=gens, degree=degree):
            total = gens[0] * 0
            for powers in lattice(len(gens), degree):
                term = gens[0] * 0 + draw.randint(low, 5)
                for gen, power in zip(gens, powers):
                    term = term * gen ** int(power * degree)
                total += term
            return total

        quotient = Quotient(form(-5), form(1))
        grid = [quotient.at(mix) for mix in lattice(corners, 24)]
        top = Fraction(5)  # of quotients of coefficients it is a mean
        found, bound = largest(quotient, [], -top, top)
        best = quotient.at(found)
        assert max(grid) <= bound.most and best <= bound.most
        assert float(best) >= float(max(grid)) - 1e-9
        assert float(bound.most) - float(best) <= 2 * float(top) / 2**6
        exact += bound.most == best
    assert exact > 5


def test_an_irrational_peak_between_two_corners_is_proved_among_three():
    """p² + … is stationary at a root of 3 − 6 p + 2 p² between the first two corners."""
    a, b, c, _ = ring_of(3).gens()
    total = a + b + c
    above = (a * b * 3 + b * b) * total - c * total**2 * 2 - a**3
    quotient = Quotient(above, total**3)
    found, bound = largest(quotient, [], Fraction(-9), Fraction(9))
    assert found[2] == 0 and not isinstance(found[0], Fraction)
    assert bound.most == quotient.at(found) and bound.cuts
    assert float(bound.most) >= max(float(quotient.at(mix)) for mix in lattice(3, 30))


def test_an_irrational_peak_inside_is_bounded():
    a, b, c, _ = ring_of(3).gens()
    total = a + b + c
    above = a * b * c * 6 + a * a * b + (a * b + b * c + c * a) * total
    quotient = Quotient(above, total**3)
    found, bound = largest(quotient, [], Fraction(0), Fraction(2))
    best = quotient.at(found)
    assert min(found) > 0 and best < bound.most < best + Fraction(1, 100)
    assert bound.most > max(quotient.at(mix) for mix in lattice(3, 30))


def test_a_place_that_is_told_is_taken_if_it_is_best(monkeypatch):
    monkeypatch.setattr(Quotient, "climbed", lambda self: iter(()))
    place = (Fraction(1, 7), Fraction(2, 7), Fraction(4, 7))
    quotient = peaked(place, Random(1))
    assert largest(quotient, [place], Fraction(-9), Fraction(2))[0] == place
    assert largest(quotient, [], Fraction(-9), Fraction(2))[0] != place


@pytest.mark.parametrize("corners", [2, 3, 4, 6])
def test_starts_are_mixtures(corners):
    starts = module._lattice(corners, 100)
    assert len(set(starts)) == len(starts) >= 1
    for start in starts:
        assert len(start) == corners and min(start) >= 0 and abs(sum(start) - 1) < 1e-12
    below = round(1 / min(x for start in starts for x in start if x))
    assert len(starts) == comb(below + corners - 1, corners - 1) > 30


def test_values_at_exact_numbers():
    a, b, _ = ring_of(2).gens()
    assert value(a * a * 3 + a * b, (Fraction(1, 3), Fraction(2, 3))) == Fraction(5, 9)
    assert value((a + b) * fmpq(1, 2), (Fraction(1), Fraction(0))) == Fraction(1, 2)
