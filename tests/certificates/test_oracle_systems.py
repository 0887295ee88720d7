"""Equations of cells that are used up: a solution stays one, with the same outputs, and what is
left gives nothing but solutions, at random rational points."""

from __future__ import annotations

from fractions import Fraction
from random import Random

import pytest
from flint import fmpq, fmpq_mat, fmpq_mpoly_ctx

from oraclegames.certificates.oracle_branch import Branch, value_at
from oraclegames.certificates.oracle_cells import Cell, _basis, _systems, _unknowns, _used_up
from oraclegames.certificates.oracle_curves import (
    _branches,
    _cleared,
    _contradict,
    _member,
    _nowhere,
    _put_in,
)
from oraclegames.exact.rational import to_fmpq
from tests.depth import some

RING = fmpq_mpoly_ctx.get(["x", "y", "z", "w"], "lex")
GENS = RING.gens()
SPANS = {k: (fmpq(0), fmpq(1)) for k in range(4)}


def random_polynomial(draw, degree, unknowns=4):
    """A few random terms of at most a degree, in the first unknowns."""
    p = RING.constant(fmpq(draw.randint(-2, 2)))
    for _ in range(draw.randint(1, 3)):
        term = RING.constant(fmpq(draw.choice((-2, -1, 1, 2))))
        for _ in range(draw.randint(1, degree)):
            term *= GENS[draw.randrange(unknowns)]
        p += term
    return p


def number(p):
    return RING.constant(to_fmpq(p))


def point(draw):
    return {k: Fraction(draw.randint(-3, 3), draw.randint(1, 3)) for k in range(4)}


def through(draw, at, degree):
    """A random polynomial that is 0 at a point."""
    p = random_polynomial(draw, degree)
    return p - number(value_at(p, at))


@pytest.mark.parametrize("highest", [None, 1])
def test_equations_that_give_an_unknown_are_used_up(highest):
    draw, kinds = Random(str(highest)), set()
    for _ in range(some(60, 500)):
        at = point(draw)
        equations = [through(draw, at, draw.randint(1, 2)) for _ in range(draw.randint(1, 3))]
        more = [random_polynomial(draw, 2) for _ in range(2)]
        left, (places, outputs) = _used_up(equations, [list(GENS), more], highest)
        assert left is not None
        assert all(value_at(e, at) == 0 for e in left)
        assert [value_at(p, at) for p in places] == [at[k] for k in range(4)]
        assert [value_at(p, at) for p in outputs] == [value_at(p, at) for p in more]
        for e in left:
            assert e != 0 and (highest is None or e.total_degree() >= 1)
            linear = [
                k for k, d in enumerate(e.degrees()) if d == 1 and e.derivative(k).is_constant()
            ]
            assert not linear or (highest is not None and e.total_degree() > highest)
        kinds.add(len(left))
        if not left:  # whatever is left is a solution
            other = point(draw)
            there = {k: value_at(p, other) for k, p in enumerate(places)}
            assert all(value_at(e, there) == 0 for e in equations)
        none, _ = _used_up([*equations, GENS[0], GENS[0] - 1], [], highest)
        assert none is None
    assert len(kinds) > 1


def test_systems_part_where_equations_have_factors():
    draw, counts = Random(2), set()
    for _ in range(some(40, 300)):
        at = point(draw)
        equations = [
            through(draw, at, 1) * random_polynomial(draw, draw.randint(1, 2)),
            *(through(draw, at, 2) for _ in range(draw.randrange(2))),
        ]
        outputs = [[random_polynomial(draw, 2)], [GENS[0], GENS[1]]]
        weak, strict = [random_polynomial(draw, 1)], [random_polynomial(draw, 2)]
        systems = list(_systems(Cell(outputs, equations, weak, strict)))
        values = [[value_at(p, at) for p in group] for group in (*outputs, weak, strict)]
        counts.add(len(systems))
        assert any(
            all(value_at(e, at) == 0 for e in one.equations)
            and values
            == [[value_at(p, at) for p in group] for group in (*one.outputs, one.weak, one.strict)]
            for one in systems
        )
        for one in systems:
            for e in one.equations[:1] if len(one.equations) == 1 else ():  # sums may have factors
                factors = e.factor()[1]
                assert len(factors) == 1 and factors[0][1] == 1
    assert len(counts) > 1


def test_equations_that_are_sums_of_others_are_left_out():
    draw = Random(3)
    for _ in range(40):
        some_of_them = [random_polynomial(draw, 2) for _ in range(draw.randint(1, 3))]
        every = [*some_of_them, *(draw.choice(some_of_them) * 2 for _ in "a")]
        every.append(sum(every, start=RING.constant(0)))
        basis = _basis(every)
        monomials = sorted({tuple(m) for e in every for m in e.to_dict()})

        def rank(polynomials, monomials=monomials):
            rows = [[dict(e.to_dict()).get(m, fmpq(0)) for m in monomials] for e in polynomials]
            return fmpq_mat(rows).rank()

        assert len(basis) == rank(basis) == rank(every) == rank([*every, *basis])
    assert (
        _unknowns([GENS[2] * GENS[0] + 1, GENS[2]]) == [0, 2]
        and _unknowns([RING.constant(1)]) == []
    )


def test_an_unknown_is_put_in_as_a_quotient():
    draw, met = Random(4), 0
    while met < some(60, 300):
        k = draw.randrange(4)
        slope, base = (
            random_polynomial(draw, 1).compose(
                *(g if j != k else g * 0 + 2 for j, g in enumerate(GENS))
            )
            for _ in "ab"
        )
        at = point(draw)
        if value_at(slope, at) == 0:
            continue
        at[k] = -value_at(base, at) / value_at(slope, at)
        p, q, weak, strict = (random_polynomial(draw, 3) for _ in "pqws")
        cleared = _cleared(p, k, slope, base)
        power = int(max(0, p.degrees()[k]))
        assert value_at(cleared, at) == value_at(p, at) * value_at(slope, at) ** power
        if value_at(q, at) == 0:
            continue
        met += 1
        branch = Branch([[(p, q)]], [p], [weak], [strict], (p,), (q,), (q,))
        after = _put_in(branch, k, slope, base)
        ((a, b),) = after.outputs[0]
        assert all(f.degrees()[k] <= 0 for f in (a, b, *after.weak, *after.strict, *after.nonzero))
        assert value_at(b, at) != 0
        assert value_at(a, at) / value_at(b, at) == value_at(p, at) / value_at(q, at)
        assert (value_at(after.equations[0], at) == 0) == (value_at(p, at) == 0)
        for one, other in ((weak, after.weak[0]), (strict, after.strict[0])):
            before, now = value_at(one, at), value_at(other, at)
            assert (before > 0) == (now > 0) and (before == 0) == (now == 0)
        assert after.zero == (p,) and after.other == (q, slope)
        assert after.nonzero[1] == slope and value_at(after.nonzero[0], at) != 0


def test_branches_hold_every_solution_and_nothing_else():
    draw, counts = Random(5), set()
    for _ in range(some(40, 300)):
        at = point(draw)
        x, y, z, w = GENS
        shapes = [x * y, x * z, y * w + x, x * y * z, z, x * w - y]
        equations = []
        for p in draw.sample(shapes, draw.randint(1, 2)):
            p += draw.choice((-1, 1, 2)) * draw.choice(GENS)
            equations.append(p - number(value_at(p, at)))
        start = Branch([[(g, RING.constant(1)) for g in GENS]], equations, [], [], tuple(equations))
        found = list(_branches(start, SPANS))
        counts.add(len(found))
        inside = [one for one in found if _member(one, [], [], at)]
        assert inside
        for one in inside:
            values = [
                value_at(a, at) / value_at(b, at) if value_at(b, at) else None
                for a, b in one.outputs[0]
            ]
            assert values == [at[k] for k in range(4)]
        for one in found:
            other = point(draw)
            assert one.equations == []
            if all(value_at(p, other) != 0 for p in one.nonzero):
                there = {
                    k: value_at(a, other) / value_at(b, other)
                    for k, (a, b) in enumerate(one.outputs[0])
                }
                assert all(value_at(e, there) == 0 for e in equations)
                assert _member(one, [], [], there)
    assert len(counts) > 1


def test_who_is_a_member_of_a_branch():
    x, y, _, _ = GENS
    branch = Branch([], [], [], [], (x - y,), (x - 1,))
    at = {0: Fraction(1, 2), 1: Fraction(1, 2), 2: Fraction(0), 3: Fraction(0)}
    assert _member(branch, [x - fmpq(1, 2)], [x], at)
    assert not _member(branch, [x - 1], [], at) and not _member(branch, [], [x - fmpq(1, 2)], at)
    assert not _member(branch, [], [], {**at, 1: Fraction(1, 3)})
    assert not _member(branch, [], [], {**at, 0: Fraction(1), 1: Fraction(1)})


def test_inequalities_that_exclude_each_other():
    x, y, z, _ = GENS
    third = fmpq(1, 3)
    assert _nowhere([x - 2 * third, third - x], [], SPANS)
    assert _nowhere([x + y - third], [third - x - y], SPANS)
    assert not _nowhere([x + y - third, third - x - y], [], SPANS)
    assert not _nowhere([x * y - 1], [z * z + 1 - 2 * z], SPANS)  # those are not linear
    assert _nowhere([], [x - 1], SPANS) and not _nowhere([x - 1], [], SPANS)
    branch = Branch([], [x * x + 1, y * z - third], [], [], ())
    assert _contradict(branch, SPANS, branch.equations[0])
    assert not _contradict(branch, SPANS, branch.equations[1])
    branch = Branch([], [x * x - third], [third - x], [y - 2], ())  # y is not asked of
    assert _contradict(branch, SPANS, branch.equations[0])
    branch = Branch([], [x * x - third], [x - third], [y - 2], ())
    assert not _contradict(branch, SPANS, branch.equations[0])


@pytest.mark.parametrize("power", [2, 3])
def test_powers_are_taken_for_what_they_are_powers_of(power):
    x, y, _, _ = GENS
    equation = (x - y - fmpq(1, 3)) ** power
    (branch,) = _branches(Branch([[(x, y * 0 + 1)]], [equation], [], [], (equation,)), SPANS)
    ((top, bottom),) = branch.outputs[0]
    assert branch.equations == [] and top / bottom in (y + fmpq(1, 3), x)
    (system,) = _systems(Cell([[x], [y]], [equation], [x], [y]))
    assert system.equations == [] and system.outputs[0][0] - system.outputs[1][0] == fmpq(1, 3)
