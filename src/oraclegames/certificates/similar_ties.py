"""Supports whose equations have many solutions: a polytope, whose corners a document must list.

At one b the solutions of a support S are all s ≥ 0 with (Bs)_i = c in S and (Bs)_j ≤ c elsewhere,
against which no common deviation to one move pays; that is linear in s where the equations hold, as
for any other deviation. Each corner of this polytope is the one solution of as many equations as
there are unknowns: that of the sum, those of the support, as many as are independent, and
inequalities that are tight. All such choices are gone through; along b they are formulas, and which
of them are corners changes only at roots of their polynomials. If one listed polytope has all
corners, there is nothing else; nor if one deviation pays against all of them, since what it brings
is linear in s. Between two corners that are equilibria all are: the one in the middle must be
listed, which is asked at rational b.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property, reduce
from itertools import combinations, combinations_with_replacement
from typing import Any

from flint import fmpq_poly

from oraclegames.certificates.polytope import in_hull
from oraclegames.certificates.similar_play import Candidate, Setting
from oraclegames.certificates.stretches import (
    NIL,
    ONE,
    Listed,
    Stretch,
    determinant,
    roots,
    samples,
    shown,
    sign,
)
from oraclegames.exact.rational import to_fmpq

MOST_MOVES = 5
"""With more moves there are too many choices of equations; then only whole supports are seen."""


def is_listed(candidate: Candidate, stretch: Stretch, b: Any) -> bool:
    """Whether a strategy is an equilibrium of the list at b, or all of its support are."""
    for listed in stretch.listed:
        if any(_same(listed.corners[k], candidate, b) for k in listed.good):
            return True
    return _all_are_listed(stretch, [i for i, n in enumerate(candidate.over) if n != 0])


def coincidences(candidate: Candidate, stretch: Stretch) -> list[fmpq_poly]:
    """What is 0 where a strategy and one of the list agree in a probability."""
    corners = [corner for listed in stretch.listed for corner in listed.corners]
    return [_apart(e, n, candidate) for corner in corners for e, n in zip(corner, candidate.over)]


@dataclass(frozen=True, eq=False)
class System:
    """The equations and inequalities of a support."""

    setting: Setting
    support: Sequence[int]
    _corners: dict[int, list[Candidate]] = field(default_factory=dict, init=False, repr=False)

    @cached_property
    def equations(self) -> list[list[fmpq_poly]]:
        """Rows in the unknowns s_i (i ∈ S), c, and what they come to: equal worth, then the sum."""
        rows = [[*self._worth(i), -ONE, NIL] for i in self.support]
        return [*rows, [ONE] * len(self.support) + [NIL, ONE]]

    def _worth(self, move: int) -> list[fmpq_poly]:
        """What a move is worth in Bs, by the probabilities of the support."""
        A, b = self.setting.A, self.setting.b
        return [A[move][j] + A[j][move] * b for j in self.support]

    @cached_property
    def solvable(self) -> fmpq_poly:
        """0 only where the equations may have a solution though their determinant is 0."""
        width = len(self.support) + 2
        minors = (
            determinant([[row[j] for j in chosen] for row in self.equations])
            for chosen in combinations(range(width), width - 1)
        )
        return reduce(lambda common, minor: common.gcd(minor), minors, NIL)

    @cached_property
    def tight(self) -> list[list[fmpq_poly]]:
        """Inequalities as equations: a move is idle, another as good, a deviation to one as good.

        A deviation to j brings b·A_jj + (1 − b)(As)_j, and what everybody gets is c/(1 + b).
        """
        A, b, m = self.setting.A, self.setting.b, range(len(self.setting.A))
        none = [NIL] * (len(self.support) + 2)
        idle = [[*none[:k], ONE, *none[k + 1 :]] for k in range(len(self.support))]
        outside = [j for j in m if j not in self.support]
        tied = [[*self._worth(j), -ONE, NIL] for j in outside]
        alone = [
            [*((1 + b) * (b * A[j][j] + (1 - b) * A[j][i]) for i in self.support), -ONE, NIL]
            for j in m
        ]
        return [*idle, *tied, *alone]

    @cached_property
    def _minors(self) -> list[list[fmpq_poly]]:
        """Those of the sum and 0, 1, 2 … equations of equal worth."""
        *equal, total = self.equations
        return [
            [
                determinant([[row[j] for j in chosen] for row in (total, *some)])
                for chosen in combinations(range(len(total) - 1), size + 1)
                for some in combinations(equal, size)
            ]
            for size in range(len(equal) + 1)
        ]

    def corners(self, b: Any | None = None) -> list[Candidate]:
        """What the corners at b are among; without a b, those almost everywhere.

        The solutions of the sum, as many of the equations as are independent, and others.
        """
        is_zero = (lambda p: p == 0) if b is None else (lambda p: sign(p, b) == 0)
        rank = max(k for k, some in enumerate(self._minors) if not all(map(is_zero, some)))
        if rank not in self._corners:
            self._corners[rank] = self._solved(rank)
        return self._corners[rank]

    def solution(
        self, rows: Sequence[Sequence[fmpq_poly]]
    ) -> tuple[tuple[fmpq_poly, ...], fmpq_poly]:
        """A strategy that solves equations, by Cramer's rule: numerators and the determinant."""
        under = determinant([row[:-1] for row in rows])
        over = [NIL] * len(self.setting.A)
        for k, i in enumerate(self.support if under != 0 else ()):
            over[i] = determinant([[*row[:k], row[-1], *row[k + 1 : -1]] for row in rows])
        return tuple(over), under

    def _solved(self, rank: int) -> list[Candidate]:
        *equal, total = self.equations
        size = len(self.support)
        found: list[tuple[fmpq_poly, ...]] = []
        for some in combinations(equal, rank):
            for others in combinations(self.tight, size - rank):
                rows = [total, *some, *others]
                over, under = self.solution(rows)
                if under == 0:
                    continue
                # Common factors stay: where one is 0 the equations have other solutions too.
                one = tuple(n / under.leading_coefficient() for n in (*over, under))
                if one not in found:
                    found.append(one)
        return [Candidate(self.setting, one[:-1], one[-1]) for one in found]


def are_listed(system: System, stretch: Stretch, at: Any | None = None) -> bool:
    """Refuse what is missing at one b, or all along a phase; whether all solutions are listed."""
    many = at is None and system.solvable == 0
    alone = [at] if at is not None else roots([system.solvable])
    places = [b for b in alone if stretch.covers(b) and sign(system.solvable, b) == 0]
    if (not many and not places) or _all_are_listed(stretch, system.support):
        return True
    if len(system.setting.A) > MOST_MOVES:
        return False
    pays: list[fmpq_poly] = []
    while True:
        known = len(pays)
        if many:
            places = list(samples(stretch, [*_cuts(system, stretch), *pays]))
        listed = [_listed_at(system, stretch, b, pays) for b in places]  # all are asked
        if not many or len(pays) == known:
            return False not in listed


def _cuts(system: System, stretch: Stretch) -> Iterator[fmpq_poly]:
    """What changes sign where other solutions become corners, equilibria, or listed ones."""
    for corner in system.corners():
        tied = reduce(lambda common, tie: common.gcd(tie), corner.ties(system.support), NIL)
        yield from (corner.under, *corner.over, tied)
        if tied == 0:
            yield from corner.slacks(system.support)
            yield from coincidences(corner, stretch)
            yield from corner.polynomials()


def _listed_at(system: System, stretch: Stretch, b: Any, pays: list[fmpq_poly]) -> bool:
    """Refuse a missing corner at b, or what is missing between two; whether all are listed.

    Where a deviation refutes all corners, ``pays`` gets what must not change its sign nearby.
    """
    corners = system.corners(b)
    there = _different([one for one in corners if _solves(one, system.support, b)], b)
    if not there or any(_holds(listed, there, b) for listed in stretch.listed):
        return True
    good = [corner for corner in there if corner.is_safe(b)]
    if isinstance(b, Fraction):
        at = to_fmpq(b)
        hulls = [
            [[e.over(at) / e.under(at) for e in c] for c in one.corners] for one in stretch.listed
        ]
        points = [[n(at) / corner.under(at) for n in corner.over] for corner in good]
        for one, other in combinations_with_replacement(points, 2):
            middle = [(x + y) / 2 for x, y in zip(one, other)]
            stretch.part[system.setting.key].require(
                any(in_hull(middle, hull) for hull in hulls),
                f"an equilibrium is missing at {system.setting.name} = {shown(b)}",
            )
    return not good and (len(there) == 1 or _one_pays(there, b, pays))


def _one_pays(corners: Sequence[Candidate], b: Any, pays: list[fmpq_poly]) -> bool:
    """Whether one deviation pays against all of these at b."""
    for one in corners:
        for deviation in one.deviations:
            brings = [corner.against(deviation) for corner in corners]
            if all(sign(p, b) >= 0 for p in deviation) and all(sign(p, b) < 0 for p in brings):
                pays += [p for p in (*deviation, *brings) if p not in pays]
                return True
    return False


def _solves(candidate: Candidate, support: Sequence[int], b: Any) -> bool:
    """Whether it exists at b, its moves are worth the same, and no other move is worth more."""
    side = sign(candidate.under, b)
    return (
        side != 0
        and all(sign(tie, b) == 0 for tie in candidate.ties(support))
        and all(side * sign(n, b) >= 0 for n in (*candidate.over, *candidate.slacks(support)))
        and all(sign(row[j], b) >= 0 for j, row in enumerate(candidate.form))
    )


def _different(candidates: Sequence[Candidate], b: Any) -> list[Candidate]:
    """Each strategy once."""
    found: list[Candidate] = []
    for one in candidates:
        if not any(
            all(sign(n * other.under - k * one.under, b) == 0 for n, k in zip(one.over, other.over))
            for other in found
        ):
            found.append(one)
    return found


def _holds(listed: Listed, strategies: Sequence[Candidate], b: Any) -> bool:
    """Whether all of them are corners of one that is listed."""
    return all(
        any(_same(corner, strategy, b) for corner in listed.corners) for strategy in strategies
    )


def _same(corner: Sequence[Any], candidate: Candidate, b: Any) -> bool:
    return all(sign(_apart(e, n, candidate), b) == 0 for e, n in zip(corner, candidate.over))


def _apart(entry: Any, over: fmpq_poly, candidate: Candidate) -> fmpq_poly:
    """0 where a listed probability and that of a candidate agree."""
    return entry.over * candidate.under - over * entry.under


def _all_are_listed(stretch: Stretch, support: Sequence[int]) -> bool:
    """Whether all strategies of a support are among those listed."""
    return any(one.whole and set(support) <= _units(one) for one in stretch.listed)


def _units(listed: Listed) -> set[int]:
    """The moves that a corner plays for sure."""
    return {i for corner in listed.corners for i, e in enumerate(corner) if e.over == e.under}
