"""Cells whose solutions are no points and no polytope: their equations are used up.

An equation A v + B = 0 with an unknown v that A and B do not hold gives two cases: A = B = 0, or
v = −B/A, a quotient of polynomials in the others. So unknowns are used up, one after the other, and
in the end branches are left that have no equations: :mod:`oraclegames.certificates.oracle_branch`.
Inequalities are multiplied by squares of denominators.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from flint import fmpq_mpoly

from oraclegames.certificates.isolation import UndecidedError, UnlistedError, check_isolated
from oraclegames.certificates.oracle_branch import (
    Branch,
    Found,
    Quotient,
    Spans,
    Values,
    allowed_corners,
    check_branch,
    value_at,
)

_FEW = 500
"""Equations that contradict each other show it in so many boxes, or it is not looked for."""


def check_curved(
    outputs: list[list[fmpq_mpoly]],
    equations: list[fmpq_mpoly],
    weak: list[fmpq_mpoly],
    strict: list[fmpq_mpoly],
    spans: Spans,
    found: Sequence[Found],
    values: Sequence[Values | None],
) -> None:
    """Every solution is listed, or lies in a branch of which a point is.

    Args:
        outputs: the probabilities that come out.
        equations, weak, strict: the system of the cell.
        spans: between which ends each unknown lies.
        found: what is listed.
        values: of each of these the unknowns of this cell; None if it lies elsewhere.

    Raises:
        UnlistedError: a solution is not.
        UndecidedError: this is beyond elimination.
    """
    one = outputs[0][0].context().constant(1)
    start = Branch([[(p, one) for p in row] for row in outputs], equations, weak, strict, ())
    if _nowhere(weak, strict, spans) or any(_contradict(start, spans, e) for e in equations):
        return
    for branch in _branches(replace(start, zero=tuple(equations)), spans):
        inside = [
            one.curved and at is not None and _member(branch, weak, strict, at)
            for one, at in zip(found, values)
        ]
        check_branch(branch, spans, found, inside)


def _branches(branch: Branch, spans: Spans) -> Iterator[Branch]:
    """The parts without equations that are left."""
    # Long: no equations, factors, and an unknown that is used up in two cases.
    equations = [e for e in branch.equations if e != 0]
    if any(e.is_constant() for e in equations) or any(e == 0 for e in branch.nonzero):
        return
    if not equations:
        yield replace(branch, equations=[])
        return
    for e in equations:
        factors = e.factor()[1]
        if len(factors) > 1 or factors[0][1] > 1:
            rest = [other for other in equations if other is not e]
            for p, _ in factors:
                yield from _branches(
                    replace(branch, equations=[p, *rest], zero=(*branch.zero, p)), spans
                )
            return
    choice = min(
        (
            (e.derivative(k).total_degree(), e.total_degree(), len(e), at, k)
            for at, e in enumerate(equations)
            for k, degree in enumerate(e.degrees())
            if degree == 1
        ),
        default=None,
    )
    if choice is None:
        if any(_contradict(branch, spans, e) for e in equations):
            return
        raise UndecidedError("a curved continuum of a higher degree in each unknown")
    *_, at, k = choice
    rest = [e for j, e in enumerate(equations) if j != at]
    slope = equations[at].derivative(k)
    base = equations[at] - slope * equations[at].context().gens()[k]
    if not slope.is_constant():
        both = [slope, base, *rest]
        yield from _branches(replace(branch, equations=both, zero=(*branch.zero, slope)), spans)
    yield from _branches(_put_in(replace(branch, equations=rest), k, slope, base), spans)


def _nowhere(weak: Sequence[fmpq_mpoly], strict: Sequence[fmpq_mpoly], spans: Spans) -> bool:
    """Whether the linear ones of some inequalities exclude each other."""
    sides, open_sides = ([p for p in group if p.total_degree() <= 1] for group in (weak, strict))
    free = sorted({k for p in (*sides, *open_sides) for k, d in enumerate(p.degrees()) if d > 0})
    return not allowed_corners(sides, open_sides, free, spans)


def _contradict(branch: Branch, spans: Spans, first: fmpq_mpoly) -> bool:
    """Whether the equations in the unknowns of one of them have no common zero that is allowed."""
    used = [k for k, d in enumerate(first.degrees()) if d > 0]

    def within(polynomials: Sequence[fmpq_mpoly]) -> list[fmpq_mpoly]:
        return [
            p for p in polynomials if all(k in used or d <= 0 for k, d in enumerate(p.degrees()))
        ]

    ends = [spans[k] for k in used]
    try:
        equations, weak, strict = map(within, (branch.equations, branch.weak, branch.strict))
        check_isolated(equations, weak, strict, used, ends, [], most=_FEW)
    except (UndecidedError, UnlistedError):
        return False
    return True


def _put_in(branch: Branch, k: int, slope: fmpq_mpoly, base: fmpq_mpoly) -> Branch:
    """The branch with an unknown k = −base/slope, where the slope is not 0."""

    def whole(p: fmpq_mpoly) -> fmpq_mpoly:
        return _cleared(p, k, slope, base)

    def signed(p: fmpq_mpoly) -> fmpq_mpoly:
        return whole(p) * slope if p.degrees()[k] % 2 else whole(p)

    def quotient(top: fmpq_mpoly, bottom: fmpq_mpoly) -> Quotient:
        a, b = whole(top), whole(bottom)
        more = bottom.degrees()[k] - top.degrees()[k]
        a, b = a * slope ** max(more, 0), b * slope ** max(-more, 0)
        common = a.gcd(b)
        return a / common, b / common

    return Branch(
        [[quotient(*q) for q in row] for row in branch.outputs],
        [whole(e) for e in branch.equations],
        [signed(p) for p in branch.weak],
        [signed(p) for p in branch.strict],
        branch.zero,
        (*branch.other, slope),
        (*(whole(p) for p in branch.nonzero), slope),
    )


def _cleared(p: fmpq_mpoly, k: int, slope: fmpq_mpoly, base: fmpq_mpoly) -> fmpq_mpoly:
    """p at k = −base/slope, times the power of the slope that clears it."""
    ring, highest = p.context(), p.degrees()[k]
    total = ring.constant(0)
    for powers, c in p.to_dict().items():
        rest = [int(power) for power in powers]
        power, rest[k] = rest[k], 0
        term = ring.from_dict({tuple(rest): c})
        total += term * (-base) ** power * slope ** (highest - power)
    return total


def _member(
    branch: Branch, weak: Sequence[fmpq_mpoly], strict: Sequence[fmpq_mpoly], at: Values
) -> bool:
    """Whether an oracle with these unknowns lies in a branch."""
    return (
        all(value_at(p, at) == 0 for p in branch.zero)
        and all(value_at(p, at) != 0 for p in branch.other)
        and all(value_at(p, at) >= 0 for p in weak)
        and all(value_at(p, at) > 0 for p in strict)
    )
