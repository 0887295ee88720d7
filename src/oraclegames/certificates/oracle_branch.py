"""What a branch of a cell's solutions holds, and whether it is listed.

A branch is a map from the unknowns that are free to what comes out, with inequalities.

- Nothing is free: a point, which must be listed.
- A polytope with what comes out linear: its corners must be mixtures of one listed continuum's,
  unless an entry of which only a point is listed lies in it.
- One unknown: between the roots of all polynomials no inequality changes its sign, so that what is
  allowed are arcs and points. What comes out at the ends of an arc must be the ends of one listed
  continuum (where they are listed), and the oracle of that entry must lie on the arc.
- More: some entry that stands for a curved continuum must lie in the branch. Whether the branch
  hangs together is not asked.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise, product
from typing import Any

from flint import fmpq, fmpq_mpoly, fmpq_poly

from oraclegames.certificates.curve import between_roots
from oraclegames.certificates.isolation import UndecidedError, UnlistedError
from oraclegames.certificates.oracle_faces import Corner
from oraclegames.certificates.polytope import Point, Polytope, in_hull, value
from oraclegames.exact.algebraic import Algebraic, real_roots
from oraclegames.exact.rational import to_fmpq, to_fraction

Quotient = tuple[fmpq_mpoly, fmpq_mpoly]
_TRIED = (fmpq(1, 2), fmpq(1, 3), fmpq(3, 4), fmpq(1, 7), fmpq(0), fmpq(1))


@dataclass(frozen=True)
class Found:
    """A listed oracle: the distributions at its points, the first its own.

    Attributes:
        points: of the oracle and of the corners of its continuum.
        flat: whether it stands for all mixtures of its corners.
        wide: whether it stands for more than a point.
        corners: what is met under each of these points.
    """

    points: list[Any]
    flat: bool
    wide: bool
    corners: list[Corner]

    @property
    def curved(self) -> bool:
        """Whether it stands for a continuum that is more than mixtures of its corners."""
        return self.wide and not self.flat

    def holds(self, corners: Sequence[Sequence[Sequence[Any]]]) -> bool:
        """Whether each of these distributions is one that it stands for."""
        rows = [[_number(x) for x in flat(point)] for point in corners]
        listed = [flat(point) for point in self.points]
        if all(row in listed for row in rows) and (len(rows) == 1 or not self.wide):
            return True
        if not self.flat or not self.wide:
            return False
        if any(isinstance(x, Algebraic) for x in flat([*listed, *rows])):
            return False
        hull = [list(map(to_fmpq, row)) for row in listed[1:]]
        return all(in_hull(list(map(to_fmpq, row)), hull) for row in rows)


def flat(point: Sequence[Sequence[Any]]) -> list[Any]:
    """All probabilities of all machines."""
    return [x for row in point for x in row]


def _number(x: Any) -> Any:
    if isinstance(x, Algebraic):
        return x.simplest()
    return to_fraction(x) if isinstance(x, fmpq) else x


@dataclass(frozen=True)
class Branch:
    """A part of the solutions of a cell.

    Attributes:
        outputs: what comes out, as quotients.
        equations: what is left of them.
        weak, strict: what must be ≥ 0, and > 0.
        zero, other: what is 0 and what is not, in all unknowns of the cell: who lies in the branch.
        nonzero: the denominators, in the unknowns that are left.
    """

    outputs: list[list[Quotient]]
    equations: list[fmpq_mpoly]
    weak: list[fmpq_mpoly]
    strict: list[fmpq_mpoly]
    zero: tuple[fmpq_mpoly, ...]
    other: tuple[fmpq_mpoly, ...] = ()
    nonzero: tuple[fmpq_mpoly, ...] = ()


Values = dict[int, Any]
"""Unknowns by their positions, as they are under a listed oracle."""
Spans = Mapping[int, tuple[fmpq, fmpq]]


def check_branch(
    branch: Branch, spans: Spans, found: Sequence[Found], inside: Sequence[bool]
) -> None:
    """What comes out in a branch is listed; some entries for curved continua lie inside."""
    polynomials = [*branch.weak, *branch.strict, *branch.nonzero]
    quotients = [p for row in branch.outputs for q in row for p in q]
    free = sorted(
        {k for p in (*polynomials, *quotients) for k, d in enumerate(p.degrees()) if d > 0}
    )
    if all(p.total_degree() <= 1 for p in (*polynomials, *quotients)) and all(
        q[1].is_constant() for row in branch.outputs for q in row
    ):
        corners = _corners(branch, free, spans)
        if corners and not any(
            one.holds(corners) or (there and len(one.points) == 1)
            for one, there in zip(found, inside)
        ):
            _lacking(inside)
        return
    if len(free) == 1:
        _check_line(branch, free[0], found, inside)
        return
    same = all(p.is_constant() for p in quotients)
    if any(inside) or (same and _listed(_outputs(branch, {}), found)):
        return
    if any(_allowed(branch, dict(zip(free, x))) for x in product(_TRIED, repeat=min(3, len(free)))):
        raise UnlistedError
    raise UndecidedError("a curved continuum of which no point is listed")


def _listed(outputs: list[list[Any]], found: Sequence[Found]) -> bool:
    return any(one.holds([outputs]) for one in found)


def _allowed(branch: Branch, at: Values) -> bool:
    """Whether the inequalities hold at numbers for what is free; those that lack are a half."""
    gens = range(len(branch.outputs[0][0][0].context().gens()))
    full = {k: to_fraction(at.get(k, fmpq(1, 2))) for k in gens}
    return (
        all(value_at(p, full) != 0 for p in branch.nonzero)
        and all(value_at(p, full) >= 0 for p in branch.weak)
        and all(value_at(p, full) > 0 for p in branch.strict)
    )


def _outputs(branch: Branch, at: Values) -> list[list[Any]]:
    return [[_number(value_at(a, at) / value_at(b, at)) for a, b in row] for row in branch.outputs]


def _corners(branch: Branch, free: Sequence[int], spans: Spans) -> list[list[list[fmpq]]]:
    """The outputs at the corners of a polytope; none if it is empty."""
    points = allowed_corners(branch.weak, branch.strict, free, spans)
    apart = [form(p, free) for p in branch.nonzero]
    if any(all(value(side, p) == 0 for p in points) for side in apart):
        return []
    rows = [[form(a / b.leading_coefficient(), free) for a, b in row] for row in branch.outputs]
    return [[[value(f, p) for f in row] for row in rows] for p in points]


def allowed_corners(
    weak: Sequence[fmpq_mpoly], strict: Sequence[fmpq_mpoly], free: Sequence[int], spans: Spans
) -> list[Point]:
    """The corners of what linear inequalities leave of the spans; none if it is empty."""
    origin = tuple(spans[k][0] for k in free)
    sides, open_sides = ([form(p, free) for p in group] for group in (weak, strict))
    everything = sum((spans[k][1] - spans[k][0] for k in free), start=fmpq(0))
    left = Polytope.simplex(len(free), everything)
    for side in [*sides, *open_sides]:
        left = left.cut([*side[:-1], value(side, origin)])
    points = [tuple(a + x for a, x in zip(origin, point)) for point in left.points]
    return [] if any(all(value(side, p) <= 0 for p in points) for side in open_sides) else points


def form(p: fmpq_mpoly, free: Sequence[int]) -> list[fmpq]:
    """The coefficients of a linear polynomial, the constant last."""
    row = [fmpq(0)] * (len(free) + 1)
    for powers, coefficient in p.to_dict().items():
        place = next((free.index(k) for k, power in enumerate(powers) if power), len(free))
        row[place] = coefficient
    return row


# -- one unknown -----------------------------------------------------------------------------------


def _check_line(branch: Branch, k: int, found: Sequence[Found], inside: Sequence[bool]) -> None:
    """Arcs and points of a branch with one free unknown."""
    # Long: the places between which nothing changes, the runs of those allowed, and each run.
    marks = sorted(
        {
            root
            for p in (*branch.weak, *branch.strict, *branch.nonzero)
            for root in real_roots(_in_one(p, k))
            if not p.is_constant()
        }
    )
    if not marks:
        raise UndecidedError("a curved continuum without ends")
    places: list[tuple[Any, bool]] = [(_below(marks[0]), True)]
    for left, right in pairwise(marks):
        places += [(left, False), (between_roots(left, right), True)]
    places += [(marks[-1], False), (-_below(-marks[-1]), True)]
    fine = [_allowed_there(branch, k, t) for t, _ in places]
    if fine[0] or fine[-1]:
        raise UndecidedError("a curved continuum without ends")
    begin = 0
    while begin < len(places):
        if not fine[begin]:
            begin += 1
            continue
        stop = begin
        while fine[stop + 1]:
            stop += 1
        here = [t for t, inner in places[begin : stop + 1] if inner]
        if here:
            first, last = places[begin - places[begin][1]][0], places[stop + places[stop][1]][0]
            _check_arc(branch, k, (first, here[0], last), found, inside)
        elif not _listed(_outputs(branch, {k: places[begin][0]}), found):
            _lacking(inside)
        begin = stop + 1


def _lacking(inside: Sequence[bool]) -> None:
    """Something is not listed, unless a curved continuum that is listed holds it."""
    if any(inside):
        raise UndecidedError("a curved continuum that is listed in other pieces")
    raise UnlistedError


def _check_arc(
    branch: Branch, k: int, places: tuple[Any, Any, Any], found: Sequence[Found], inside: Any
) -> None:
    """An arc between two ends is that of a listed continuum, or stands for one point."""
    first, middle, last = places
    if all(p.is_constant() for row in branch.outputs for q in row for p in q):
        if not _listed(_outputs(branch, {k: middle}), found):
            raise UnlistedError
        return
    ends = [
        _outputs(branch, {k: t})
        for t in (first, last)
        if all(value_at(b, {k: t}) != 0 for row in branch.outputs for _, b in row)
    ]
    straight = all(
        b.is_constant() and a.total_degree() <= 1 for row in branch.outputs for a, b in row
    )
    if straight and any(one.holds(ends) for one in found):
        return
    for one, there in zip(found, inside):
        listed = [[list(row) for row in point] for point in one.points[1:]]
        if (
            there
            and (not listed or all(end in listed for end in ends))
            and _passes(branch, k, places, one.points[0])
        ):
            return
    _lacking(inside)


def _passes(branch: Branch, k: int, places: tuple[Any, Any, Any], point: Any) -> bool:
    """Whether what comes out somewhere between two ends is a rational point."""
    common = fmpq_poly([0])
    for row, shares in zip(branch.outputs, point):
        for (a, b), x in zip(row, shares):
            if isinstance(x, Algebraic):
                return False
            common = common.gcd(_in_one(a - b * to_fmpq(x), k))
    return any(places[0] <= t <= places[2] for t in real_roots(common))


def _allowed_there(branch: Branch, k: int, t: Any) -> bool:
    at = {k: t}
    return (
        all(value_at(p, at) != 0 for p in branch.nonzero)
        and all(value_at(p, at) >= 0 for p in branch.weak)
        and all(value_at(p, at) > 0 for p in branch.strict)
    )


def _in_one(p: fmpq_mpoly, k: int) -> fmpq_poly:
    coefficients = [fmpq(0)] * (p.degrees()[k] + 1 if p != 0 else 1)
    for powers, c in p.to_dict().items():
        coefficients[powers[k]] = c
    return fmpq_poly(coefficients)


def _below(x: Any) -> Fraction:
    """A number that is less."""
    return (x if isinstance(x, Fraction) else x.enclosure()[0]) - 1


def value_at(p: fmpq_mpoly, at: Values) -> Any:
    """The value of a polynomial."""
    total: Any = Fraction(0)
    for powers, c in p.to_dict().items():
        term: Any = to_fraction(c)
        for k, power in enumerate(powers):
            for _ in range(power):
                term = term * at[k]
        total = total + term
    return total
