"""Proofs that polynomials are nowhere negative on simplices, against their values at points."""

from __future__ import annotations

from fractions import Fraction
from itertools import product
from random import Random

import pytest
from flint import fmpq, fmpz_poly

from oraclegames.exact.algebraic import real_roots
from oraclegames.exact.nowhere_negative import as_polynomial, cuts_of, ring_of
from tests.depth import some

THIRD, HALF, NONE = Fraction(1, 3), Fraction(1, 2), Fraction(0)


def lattice(size, below):
    for weights in product(range(below + 1), repeat=size - 1):
        if sum(weights) <= below:
            yield (*weights, below - sum(weights))


def value(form, point):
    return form(*map(fmpq, point), fmpq(0))


def covers(cuts, size, point, root=None):
    """In how many of the last parts a point lies: found by its weights, part by part."""
    stack, leaves = [list(point)], 0
    count = 0
    for cut in cuts:
        known = stack.pop()
        inside = known is not None and min(known) >= 0
        if not cut:
            leaves += 1
            count += inside
            continue
        for k in reversed(range(size)):
            if cut[k] > 0:
                share = known[k] / cut[k]
                stack.append([share if i == k else x - share * cut[i] for i, x in enumerate(known)])
    assert not stack and leaves
    return count


def random_form(draw, size, degree):
    *gens, _ = ring_of(size).gens()
    total = gens[0] * 0
    for powers in lattice(size, degree):
        term = total * 0 + draw.randint(-3, 6)
        for gen, power in zip(gens, powers):
            term = term * gen**power
        total += term
    return total


@pytest.mark.parametrize("size", [1, 2, 3, 4])
def test_what_is_proved_is_nowhere_negative_and_what_is_positive_is_proved(size):
    draw = Random(size)
    proved = 0
    for _ in range(some(25, 200)):
        form = random_form(draw, size, draw.randint(1, 4))
        cuts = cuts_of(form, [], None, 3000)
        least = min(value(form, point) for point in lattice(size, 12))
        if cuts is None:
            # a random one is zero somewhere only at a corner
            assert least <= 0 or size > 1
            more = form + sum(form.context().gens()[:-1]) ** form.total_degree() * 60
            assert cuts_of(more, [], None, 3000) is not None
        else:
            proved += 1
            assert least >= 0
            for point in lattice(size, 7):
                assert covers(cuts, size, [Fraction(x, 7) for x in point]) >= 1
    assert proved


@pytest.mark.parametrize(
    ("form", "zeros"),
    [
        (lambda a, b, c: (a - b) ** 2 + (b - c) ** 2, [(THIRD, THIRD, THIRD)]),
        # nearly a valley: small angles are needed at the zero
        (lambda a, b, c: 50 * (a - b) ** 2 + (a + b - 2 * c) ** 2, [(THIRD, THIRD, THIRD)]),
        (lambda a, b, c: (a - b) ** 2 + c * (a + b), [(HALF, HALF, NONE)]),
        (lambda a, b, c: (a - b - c) ** 2, [(HALF, HALF, NONE), (HALF, NONE, HALF)]),
        (lambda a, b, c: (a - b) ** 2 * c + c**3, [(HALF, HALF, NONE)]),
        (lambda a, b, c: a * b + b * c, []),
        (lambda a, b, c: (a - 2 * b) ** 2 * (a + b + c) + c**3, [(2 * THIRD, THIRD, NONE)]),
    ],
)
def test_what_is_zero_at_known_points_is_proved(form, zeros):
    *gens, _ = ring_of(3).gens()
    cuts = cuts_of(form(*gens), zeros, None, 500)
    assert cuts is not None and len(cuts) < 100
    less = form(*gens) * 1000 - sum(gens) ** form(*gens).total_degree()
    assert cuts_of(less, [], None, 500) is None


def test_an_irrational_zero_on_a_side():
    root = next(r for r in real_roots(fmpz_poly([-1, 1, 1])) if r > 0)  # 0.618…
    ring = ring_of(3)
    a, b, c, _ = ring.gens()
    share = as_polynomial(ring, root)
    form = (a * as_polynomial(ring, 1 - root) - b * share) ** 2 + c * a
    cuts = cuts_of(form, [(root, 1 - root, NONE)], root.root, 500)
    assert cuts is not None and any(not isinstance(x, Fraction) for cut in cuts for x in cut)
    shifted = (root + Fraction(1, 100), 1 - root - Fraction(1, 100), NONE)
    assert cuts_of(form - c * (a + b) * 2, [shifted], root.root, 500) is None


def test_it_gives_up_in_time():
    a, b, c, _ = ring_of(3).gens()
    assert cuts_of((a - b) ** 2 + (b - c) ** 2, [], None, 40) is None


def test_several_zeros_inside_become_corners_one_after_the_other():
    a, b, c, _ = ring_of(3).gens()
    total = a + b + c
    form = ((a - c) ** 2 * 16 - total**2) ** 2 + ((a + c - 3 * b) * total * 4) ** 2
    quarter = Fraction(1, 4)
    zeros = [(HALF, quarter, quarter), (quarter, quarter, HALF)]
    cuts = cuts_of(form, zeros, None, 500)
    assert cuts is not None and len(cuts) < 40
    assert cuts_of(form, [], None, 500) is None
