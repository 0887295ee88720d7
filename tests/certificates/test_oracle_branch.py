"""Branches of one free unknown and flat ones, with marks and corners that are known beforehand: the
list that holds them all passes, and none that lacks or misplaces something."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from itertools import combinations, product
from math import isqrt
from random import Random

import pytest
from flint import fmpq, fmpq_mpoly_ctx, fmpq_poly

from oraclegames.certificates.curve import between_roots
from oraclegames.certificates.isolation import UndecidedError, UnlistedError
from oraclegames.certificates.oracle_branch import (
    Branch,
    Found,
    _below,
    _in_one,
    allowed_corners,
    check_branch,
    form,
    value_at,
)
from oraclegames.exact.algebraic import real_roots
from oraclegames.exact.rational import to_fmpq, to_fraction
from tests.depth import some

RING = fmpq_mpoly_ctx.get(["x", "y", "z"], "lex")
X, Y, Z = RING.gens()
ONE = RING.constant(1)
UNIT = (fmpq(0), fmpq(1))


def passes(branch, found, inside, spans):
    try:
        check_branch(branch, spans, found, inside)
    except (UnlistedError, UndecidedError):
        return False
    return True


def outputs_at(branch, t):
    """What comes out at a number for the second unknown."""
    at = {0: Fraction(0), 1: t, 2: Fraction(0)}
    return [tuple(value_at(a, at) / value_at(b, at) for a, b in row) for row in branch.outputs]


CURVES = {
    "a parabola": [[(Y, ONE), (Y * Y, ONE)]],
    "a quotient": [[(ONE, Y + 1), (Y, Y + 1)]],
    "two machines": [[(Y, ONE), (1 - Y, ONE)], [(Y * Y * Y, ONE), (1 - Y * Y * Y, ONE)]],
    "a line": [[(Y, ONE), (1 - Y, ONE)]],
}


def random_line(draw, outputs):
    """A branch between marks in sixteenths; between which and at which of them it is allowed."""

    def product_of(count):
        p, roots = (
            ONE * draw.choice((-1, 1)),
            [Fraction(draw.randint(-1, 17), 16) for _ in range(count)],
        )
        for root in roots:
            p *= Y - to_fmpq(root)
        return p, roots

    groups, marks = [[], [], []], {Fraction(0), Fraction(1)}
    for _ in range(draw.randint(1, 3)):
        p, roots = product_of(draw.randint(1, 3))
        groups[draw.choice((0, 0, 1, 2))].append(p)
        marks.update(roots)
    weak, strict, nonzero = groups
    bent = (1 - Y) * (Y + 2)  # so that no branch is flat
    branch = Branch(outputs, [], [Y, bent, *weak], strict, (), (), tuple(nonzero))

    def allowed(t):
        at = {0: Fraction(0), 1: t, 2: Fraction(0)}
        return (
            all(value_at(p, at) >= 0 for p in branch.weak)
            and all(value_at(p, at) > 0 for p in strict)
            and all(value_at(p, at) != 0 for p in nonzero)
        )

    line = sorted(mark for mark in marks if 0 <= mark <= 1)
    arcs, points, begin = [], [], None
    for k, mark in enumerate(line):
        after = k + 1 < len(line) and allowed((mark + line[k + 1]) / 2)
        if begin is None and not after and allowed(mark):
            points.append(mark)
        elif begin is None and after:
            begin = mark
        elif begin is not None and (not after or not allowed(mark)):
            arcs.append((begin, mark))
            begin = mark if after else None
    return branch, arcs, points


@pytest.mark.parametrize("name", CURVES)
def test_arcs_and_points_of_a_line(name):
    draw, met = Random(name), set()
    for _ in range(some(25, 400)):
        branch, arcs, points = random_line(draw, CURVES[name])
        entries, inside = [], []
        for low, high in arcs:
            ends = [outputs_at(branch, t) for t in (low, high)]
            own = outputs_at(branch, low + (high - low) * Fraction(draw.randint(1, 3), 4))
            entries.append(Found([own, *ends[:: draw.choice((-1, 1))]], name == "a line", True, []))
            inside.append(name != "a line")
        for t in points:
            entries.append(Found([outputs_at(branch, t)], True, False, []))
            inside.append(False)
        met |= {("arcs", min(2, len(arcs))), ("points", min(1, len(points)))}
        assert passes(branch, entries, inside, {1: UNIT})
        elsewhere = Found([outputs_at(branch, Fraction(5, 3))], True, False, [])
        assert passes(branch, [elsewhere, *entries], [False, *inside], {1: UNIT})
        for k, one in enumerate(entries):
            rest = entries[:k] + entries[k + 1 :], inside[:k] + inside[k + 1 :]
            assert not passes(branch, *rest, {1: UNIT})
            for j in range(len(one.points)):
                moved = list(one.points)
                moved[j] = outputs_at(branch, Fraction(5, 3))
                if one.flat and one.wide:
                    if not j:
                        continue  # of all mixtures of corners the own point says nothing
                    moved[j] = one.points[0]
                false = [*entries[:k], replace(one, points=moved), *entries[k + 1 :]]
                assert not passes(branch, false, inside, {1: UNIT}), (arcs, points, j)
    assert met >= {("arcs", 1), ("arcs", 2)} and ("points", 1) in met


def test_what_comes_out_alike_along_a_line_is_one_oracle():
    half = [[(ONE / 2, ONE), (ONE / 2, ONE)]]
    branch = Branch(half, [], [Y, 1 - Y, (Y - fmpq(1, 2)) ** 2], [], ())
    point = [(Fraction(1, 2), Fraction(1, 2))]
    assert passes(branch, [Found([point], True, False, [])], [False], {1: UNIT})
    assert not passes(branch, [], [], {1: UNIT})
    other = [(Fraction(1, 3), Fraction(2, 3))]
    assert not passes(branch, [Found([other], True, False, [])], [True], {1: UNIT})


def test_a_line_without_ends_is_not_decided():
    for weak in ([], [Y * Y + 1], [Y * Y]):
        branch = Branch(CURVES["a parabola"], [], weak, [], ())
        with pytest.raises(UndecidedError, match="without ends"):
            check_branch(branch, {1: UNIT}, [], [])
    for weak in ([Y], [-Y]):
        branch = Branch(CURVES["a parabola"], [], weak, [], ())
        with pytest.raises(UndecidedError, match="without ends"):
            check_branch(branch, {1: UNIT}, [], [])


def sides(draw, count, gens):
    """Linear inequalities in eighths."""
    rows = []
    while len(rows) < count:
        numbers = [draw.randint(-2, 2) for _ in gens]
        if any(numbers):
            rows.append((*numbers, fmpq(draw.randint(-6, 6), 4)))
    return [sum((c * g for c, g in zip(row, gens)), ONE * row[-1]) for row in rows]


def corners_by_pairs(weak, low, high):
    """The corners of a polygon in x and z: those meetings of two borders that are allowed."""
    rows = [form(p, [0, 2]) for p in weak]
    rows += [[fmpq(1), fmpq(0), -low[0]], [fmpq(-1), fmpq(0), high[0]]]
    rows += [[fmpq(0), fmpq(1), -low[1]], [fmpq(0), fmpq(-1), high[1]]]
    found = set()
    for (a, b, c), (d, e, f) in combinations(rows, 2):
        cross = a * e - b * d
        if cross != 0:
            x, z = (b * f - c * e) / cross, (c * d - a * f) / cross
            if all(p * x + q * z + r >= 0 for p, q, r in rows):
                found.add((x, z))
    return found


@pytest.mark.parametrize("seed", range(4))
def test_flat_branches_are_mixtures_of_their_corners(seed):
    draw, met = Random(seed), set()
    low, high = (fmpq(1, 4), fmpq(0)), (fmpq(1), fmpq(1, 2))
    spans = {0: (low[0], high[0]), 2: (low[1], high[1])}
    for _ in range(some(25, 300)):
        weak = sides(draw, draw.randint(0, 2), (X, Z))
        strict = sides(draw, draw.randint(0, 1), (X, Z))
        box = [X - low[0], high[0] - X, Z, high[1] - Z]
        expected = corners_by_pairs([*weak, *strict], low, high)
        at = [{0: to_fraction(x), 1: Fraction(0), 2: to_fraction(z)} for x, z in expected]
        if any(all(value_at(p, one) <= 0 for one in at) for p in strict):
            expected = set()  # the closure touches what is left out, and has nothing else
        found = allowed_corners([*box, *weak], strict, [0, 2], spans)
        assert set(found) == expected and len(found) == len(expected)
        outputs = [[((X + Z) / 2, ONE), (1 - (X + Z) / 2, ONE)], [(Z, ONE), (1 - Z, ONE)]]
        branch = Branch(outputs, [], [*box, *weak], strict, ())
        listed = [
            [
                (to_fraction((x + z) / 2), 1 - to_fraction((x + z) / 2)),
                (to_fraction(z), 1 - to_fraction(z)),
            ]
            for x, z in sorted(expected)
        ]
        met.add(min(4, len(listed)))
        if not listed:
            assert passes(branch, [], [], spans)
            continue
        whole = Found([listed[0], *listed], True, len(listed) > 1, [])
        assert passes(branch, [whole], [False], spans)
        assert not passes(branch, [], [], spans)
        for k in range(len(listed) if len(listed) > 1 else 0):
            less = replace(whole, points=[listed[0], *listed[:k], *listed[k + 1 :]])
            assert not passes(branch, [less], [False], spans)
        apart = replace(branch, nonzero=(X - to_fmpq(Fraction(1, 4)),))
        on_side = all(x == low[0] for x, _ in expected)
        assert passes(apart, [], [], spans) == on_side
    assert len(met) > 2


def test_polynomials_in_one_and_in_all_unknowns():
    draw = Random(1)
    for _ in range(30):
        terms = {
            (draw.randrange(3), draw.randrange(3), draw.randrange(3)): fmpq(draw.randint(-3, 3), 2)
            for _ in "abcd"
        }
        p = RING.from_dict({m: c for m, c in terms.items() if c})
        at = [Fraction(draw.randint(-3, 3), 4) for _ in "xyz"]
        direct = sum(
            (
                to_fraction(c) * at[0] ** i * at[1] ** j * at[2] ** k
                for (i, j, k), c in terms.items()
            ),
            Fraction(0),
        )
        assert value_at(p, dict(enumerate(at))) == direct
    assert _in_one(3 * Y * Y - Y + 2, 1) == fmpq_poly([2, -1, 3]) and _in_one(0 * Y, 1) == 0
    assert form(2 * Z - X + 5, [0, 2]) == [-1, 2, 5] and form(2 * Z, [0, 2]) == [0, 2, 0]


@pytest.mark.parametrize("n", [2, 3, 7])
def test_a_fraction_between_two_numbers(n):
    """Of which one may be a fraction that is ever closer to the other, a root."""
    roots = real_roots(fmpq_poly([-n, 0, 1]))
    numbers = [*roots, *real_roots(fmpq_poly([-n - 1, 0, 2])), Fraction(0)]
    for places in (0, 3, 9, 20, 40):
        low = isqrt(n * 10 ** (2 * places))
        numbers += [Fraction(s * (low + k), 10**places) for s in (1, -1) for k in (0, 1)]
    for left, right in product(numbers, repeat=2):
        if left < right:
            assert left < between_roots(left, right) < right
    for root in roots:
        low, high = root.enclosure(Fraction(1, 2**30))
        assert low < between_roots(low, root) < root < between_roots(root, high) < high
    for x in numbers:
        assert x - 3 < _below(x) < x
