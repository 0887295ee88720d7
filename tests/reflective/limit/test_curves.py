"""The square cut by curves: what lies anywhere in it lies on a piece with the same signs."""

from __future__ import annotations

from itertools import combinations, pairwise, product
from random import Random

import numpy as np
import pytest
from flint import fmpq

from oraclegames.budget import Clock
from oraclegames.reflective.limit.curves import Place, arranged, between, irreducible, sign
from tests.depth import some


def curves(seed):
    """Bilinear ones, with the small coefficients that make them meet in few points, and lines."""
    r = Random(seed)
    found = []
    while len(found) < 3:
        curve = tuple(fmpq(r.randint(-3, 3), r.choice((1, 2))) for _ in "abcd")
        if any(curve[:3]):
            found.append(curve)
    return found


def signs(cut, x, y):
    values = [
        float(a) * x * y + float(b) * x + float(c) * y + float(d) for a, b, c, d in cut.curves
    ]
    return tuple(0 if abs(v) < 1e-9 else int(np.sign(v)) for v in values)


def exact_signs(cut, place):
    return tuple(place.sign(curve) for curve in cut.curves)


def meetings(one, other):
    """Where two curves meet in the square: y is a root of a resultant, x follows from y."""
    (a, b, c, d), (e, f, g, h) = [list(map(float, curve)) for curve in (one, other)]
    # (a·y + b)·x + (c·y + d) = 0 = (e·y + f)·x + (g·y + h)
    resultant = np.polysub(np.polymul([a, b], [g, h]), np.polymul([e, f], [c, d]))
    resultant = np.trim_zeros(np.where(abs(resultant) < 1e-12, 0, resultant), "f")
    for y in np.roots(resultant):
        for slope, base in ((a * y + b, c * y + d), (e * y + f, g * y + h)):
            if abs(y.imag) < 1e-9 and abs(slope) > 1e-9:
                yield (-base / slope).real, y.real
                break


@pytest.mark.parametrize("seed", range(some(12, 300)))
def test_every_point_of_the_square_is_on_a_piece(seed):
    cut = arranged(curves(seed), Clock(None))
    rows = [*cut.levels, *(slab.line for slab in cut.slabs)]
    gaps = [between(*pair) for line in rows for pair in pairwise(line.places)]
    known = {exact_signs(cut, place) for line in rows for place in line.places}
    known |= {exact_signs(cut, place) for place in gaps}
    r = np.random.default_rng(seed)
    places = [*r.uniform(0, 1, (300, 2)), *((x, y) for x in (0, 1) for y in r.uniform(0, 1, 20))]
    places += [(x, y) for y in (0, 1) for x in r.uniform(0, 1, 20)]
    for a, b, c, d in [tuple(map(float, curve)) for curve in cut.curves]:
        for t in r.uniform(0, 1, 20):
            places.append((-(c * t + d) / (a * t + b), t) if a * t + b else (t, t))
            places.append((t, -(b * t + d) / (a * t + c)) if a * t + c else (t, t))
    for pair in combinations(cut.curves, 2):
        places += meetings(*pair)
    for x, y in places:
        if -1e-9 < x < 1 + 1e-9 and -1e-9 < y < 1 + 1e-9:
            assert signs(cut, x, y) in known, (x, y)


@pytest.mark.parametrize("seed", range(some(12, 300)))
def test_curves_do_not_meet_between_levels_and_keep_their_order(seed):
    cut = arranged(curves(seed), Clock(None))
    heights = [line.places[0].y for line in cut.levels]
    assert heights[0] == (0, 0) and heights[-1] == (1, 0)
    for k, slab in enumerate(cut.slabs):
        assert all(len(through) == 1 for through in slab.line.through)
        for ends, level in ((slab.low, cut.levels[k]), (slab.high, cut.levels[k + 1])):
            assert list(ends) == sorted(ends)
            for end, (curve,) in zip(ends, slab.line.through):
                assert level.places[end].sign(cut.curves[curve]) == 0
    for line, flat in zip(cut.levels, cut.flat):
        for place, through in zip(line.places, line.through):
            here = {n for n in range(len(cut.curves)) if place.sign(cut.curves[n]) == 0}
            assert here == through | flat


@pytest.mark.parametrize("seed", range(some(40, 200)))
def test_a_product_of_two_lines_is_these(seed):
    r = Random(seed)
    p, q, s, t = (fmpq(r.randint(-3, 3)) for _ in "pqst")
    product = (p * s, p * t, q * s, q * t)  # (px + q)(sy + t)
    parts = irreducible(product)
    constant = p == 0 or s == 0
    assert len(parts) == (0 if p == s == 0 else 1 if constant else 2) or not any(product)
    for x in range(-2, 4):
        for y in range(-2, 4):
            place = Place((fmpq(x, 3), fmpq(0)), (fmpq(y, 2), fmpq(0)), 0)
            total = 1
            for part in parts:
                total *= place.sign(part)
            assert abs(total) == abs(place.sign(product)) or not any(product[:3])


def test_signs_of_irrational_numbers():
    for root in (0, 2, 3, 7):
        for a, b in product([fmpq(k, 5) for k in range(-16, 17)], repeat=2):
            value = float(a) + float(b) * root**0.5
            expected = 0 if (a == 0 and (b == 0 or root == 0)) else int(np.sign(value))
            assert sign((a, b), root) == expected, (a, b, root)
